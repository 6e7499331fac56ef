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

_WORD: Final = re.compile(r"[^\W\d_][^\W\d_]*'?")
_ELIDED: Final = frozenset({*"ldsncj", "qu", "dell", "nell", "all", "dall"})  # words of their own with an apostrophe
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
_BEYOND_LATIN: Final = re.compile(r"[^\x00-\u024f]")
_ENOUGH_CHARACTERS: Final = 20_000
# Points (small words, those of several languages counting in part) for which a language must have evidence, per word
# and in all, and how far it must be ahead of the next one.
_LEAST_SHARE: Final = 0.06
_LEAST_POINTS: Final = 1.5
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


def likely(text: str) -> Language | None:
    """The supported language that a short text is surely in; None when it cannot be told or is another."""
    found = _most_likely(text[:_ENOUGH_CHARACTERS])
    return next((language for language in SUPPORTED if language == found), None)


def _most_likely(text: str) -> str | None:
    script = _foreign_script(text)
    if script:
        return script
    words = _WORD.findall(fold(text))
    points: defaultdict[str, float] = defaultdict(float)
    shares = small_words()
    for written, count in Counter(words).items():
        word = written if written[:-1] in _ELIDED else written.rstrip("'")
        for language, share in shares.get(word, {}).items():
            points[language] += share * count
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked or ranked[0][1] < max(_LEAST_POINTS, _LEAST_SHARE * len(words)):
        return None
    if len(ranked) == 2 and ranked[0][1] < _AHEAD * ranked[1][1]:
        return None
    return ranked[0][0]


def _foreign_script(text: str) -> str | None:
    """The language a script other than Latin stands for, when most letters are in it."""
    beyond_latin = [character for character in _BEYOND_LATIN.findall(text) if character.isalpha()]
    foreign = Counter(unicodedata.name(character, "").split(" ", 1)[0].split("-", 1)[0] for character in beyond_latin)
    for script, count in foreign.most_common(1):
        if count * 2 > sum(character.isalpha() for character in text):
            return _SCRIPTS.get(script)
    return None
