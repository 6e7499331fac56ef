"""Which language a text is in, told by its small words and its script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from typing import Final, get_args

from iomkg.documents.lexicon import small_words
from iomkg.errors import ReadingError
from iomkg.folding import fold
from iomkg.model import Language

SUPPORTED: Final[tuple[Language, ...]] = get_args(Language)

_TOKEN: Final = re.compile(r"(?:qu|dell|nell|all|dall|[ldsncj])'|[^\W\d_]+")
_SCRIPTS: Final = {
    "ARABIC": "ar",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "HEBREW": "he",
    "ETHIOPIC": "am",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "MYANMAR": "my",
    "THAI": "th",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
}
_ENOUGH_CHARACTERS: Final = 20_000
# Points (small words, those of several languages counting in part) for which a language must have evidence, per word
# and in all, and how far it must be ahead of the next one.
_LEAST_SHARE: Final = 0.06
_LEAST_POINTS: Final = 2.0
_AHEAD: Final = 1.15


def language_of(text: str, name: str) -> Language:
    """The language of `text`, the release that people know as `name`.

    Raises ReadingError when it cannot be told or is not supported.
    """
    found = _most_likely(text[:_ENOUGH_CHARACTERS])
    supported = f"supported: {', '.join(SUPPORTED)}"
    if found is None:
        raise ReadingError(
            f"the language of {name} cannot be told; give the release's whole text, some sentences of it at least, "
            f"in one language ({supported})"
        )
    for language in SUPPORTED:
        if language == found:
            return language
    raise ReadingError(f"the language of {name} seems to be {found}, which is not supported; {supported}")


def _most_likely(text: str) -> str | None:
    script = _foreign_script(text)
    if script:
        return script
    tokens = _TOKEN.findall(fold(text))
    points: defaultdict[str, float] = defaultdict(float)
    shares = small_words()
    for token, count in Counter(tokens).items():
        for language, share in shares.get(token, {}).items():
            points[language] += share * count
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked or ranked[0][1] < max(_LEAST_POINTS, _LEAST_SHARE * len(tokens)):
        return None
    if len(ranked) == 2 and ranked[0][1] < _AHEAD * ranked[1][1]:
        return None
    return ranked[0][0]


def _foreign_script(text: str) -> str | None:
    """The language a script other than Latin stands for, when most letters are in it."""
    letters = [character for character in text if character.isalpha()]
    foreign = Counter(
        unicodedata.name(character, "").split(" ", 1)[0].split("-", 1)[0]
        for character in letters
        if character > "\u024f"
    )
    for script, count in foreign.most_common(1):
        if count * 2 > len(letters):
            return _SCRIPTS.get(script)
    return None
