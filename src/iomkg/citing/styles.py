"""Works as bibliographies read them: plain text, BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from iomkg.citing.works import Work
from iomkg.naming import date_in_words
from iomkg.unseen import escaped_json, visible


def written(works: Sequence[Work], style: str) -> str:
    """The works in one of STYLES, in their order; ends with a line end."""
    return STYLES[style](works)


def _text(works: Sequence[Work]) -> str:
    return "\n".join(f"{_line(_sentence(work))}\n" for work in works)


def _sentence(work: Work) -> str:
    when = date_in_words(work.published) if work.published else "no date"
    what = ", ".join(filter(None, (_KINDS[work.kind], work.version)))
    note = f" {work.note[:1].upper()}{work.note[1:]}." if work.note else ""
    end = "" if work.title.endswith((".", "?", "!", "…")) else "."
    seen = f" (retrieved {date_in_words(work.retrieved)})" if work.retrieved else ""
    url = f" {work.url}{seen}" if work.url else ""
    return f"{work.author or 'Publisher not stated'} ({when}): {work.title}{end} {what}.{note}{url}"


def _bibtex(works: Sequence[Work]) -> str:
    return "\n".join(_entry(work) for work in works)


def _entry(work: Work) -> str:
    fields = {
        # The inner braces keep a body's name whole and a title's capitals as they are.
        "author": f"{{{_tex(work.author)}}}" if work.author else None,
        "title": f"{{{_tex(work.title)}}}",
        "date": work.published if work.date_parts else None,
        "howpublished": _KINDS[work.kind],
        "version": _tex(work.version),
        "url": _address(work.url),
        "urldate": work.retrieved,
        "langid": _BABEL.get(work.language or ""),
        "note": _tex(_undated_note(work)),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{work.key},\n{lines}}}\n"


def _tex(text: str | None) -> str | None:
    return None if text is None else _TEX_SIGNS.sub(lambda sign: _TEX[sign[0]], _line(text))


def _address(url: str | None) -> str | None:
    """An address for BibTeX, which takes it as it is but for what could end the field."""
    return None if url is None else quote(_line(url), safe=_IN_ADDRESSES)


def _undated_note(work: Work) -> str | None:
    """The note, and a date that has no year and so no field of its own."""
    dated = f"published on {date_in_words(work.published)}" if work.published and not work.date_parts else None
    return "; ".join(filter(None, (work.note, dated))) or None


def _ris(works: Sequence[Work]) -> str:
    return "\n".join(_record(work) for work in works)


def _record(work: Work) -> str:
    parts = work.date_parts
    fields = (
        ("TY", _OF_RIS[work.kind]),
        ("ID", work.key),
        ("AU", f"{work.author.replace(',', ' ')}," if work.author else None),
        ("TI", work.title),
        ("PY", f"{parts[0]:04d}" if parts else None),
        ("DA", "/".join(f"{part:02d}" for part in parts) + "/" * (3 - len(parts)) if parts else None),
        ("ET", work.version),
        ("M3", _KINDS[work.kind]),
        ("LA", work.language),
        ("UR", work.url),
        ("Y2", work.retrieved.replace("-", "/") if work.retrieved else None),
        ("N1", _undated_note(work)),
    )
    lines = "".join(f"{tag}  - {_line(value)}\n" for tag, value in fields if value)
    return f"{lines}ER  - \n"


def _csl(works: Sequence[Work]) -> str:
    items = [{name: value for name, value in _item(work).items() if value} for work in works]
    return escaped_json(json.dumps(items, ensure_ascii=False, indent=1)) + "\n"


def _item(work: Work) -> Mapping[str, object]:
    return {
        "id": work.key,
        "type": _OF_CSL[work.kind],
        "genre": _KINDS[work.kind],
        "title": _line(work.title),
        "author": [{"literal": work.author}] if work.author else None,
        "issued": {"date-parts": [list(work.date_parts)]} if work.date_parts else None,
        "accessed": {"date-parts": [[int(part) for part in work.retrieved.split("-")]]} if work.retrieved else None,
        "version": work.version,
        "language": work.language,
        "URL": work.url,
        "note": _undated_note(work),
    }


def _line(text: str) -> str:
    return visible(" ".join(text.split()))


#: The styles by name.
STYLES: Final[Mapping[str, Callable[[Sequence[Work]], str]]] = {
    "text": _text,
    "bibtex": _bibtex,
    "ris": _ris,
    "csl": _csl,
}
_KINDS: Final = {"dataset": "Data set", "release": "Press release", "news": "News report"}
_OF_RIS: Final = {"dataset": "DATA", "release": "ELEC", "news": "NEWS"}
_OF_CSL: Final = {"dataset": "dataset", "release": "webpage", "news": "article-newspaper"}
_BABEL: Final = {"en": "english", "fr": "french", "es": "spanish"}
_TEX: Final = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "&%$#_"},
}  # fmt: skip
_TEX_SIGNS: Final = re.compile(r"[\\{}~^&%$#_]")
_IN_ADDRESSES: Final = "!#$%&'()*+,/:;=?@[]~-._"
