"""A page laid out: which of its lines are the headline, which are paragraphs, which are furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from iomkg.documents import furniture
from iomkg.documents.datelines import Dateline, dateline_of
from iomkg.documents.headlines import settle_headline
from iomkg.documents.lines import Line
from iomkg.documents.pieces import Piece, is_name_like
from iomkg.documents.sentences import sentence_spans

_LABEL_WORDS: Final = 4
_SCRAP_WORDS: Final = 5
# What stands between a headline and a dateline on a page with labels is captions, if it is this short.
_CAPTION_WORDS: Final = 40
# A dateline stands at the head of the text, or below a summary or captions this short.
_SUMMARY_WORDS: Final = 45
_DATELINE_PARAGRAPHS: Final = 4
_DATELINE_REST_WORDS: Final = 6
_STAMPED_LINES: Final = 40
_STAMP: Final = re.compile(r"date (\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?: |$)")


@dataclass(frozen=True, slots=True)
class Layout:
    """The pieces of a page that are kept, in order.

    `dateline` is the number of its piece and the place's span in it; `published` the date the page states for itself.
    """

    pieces: tuple[Piece, ...]
    dateline: tuple[int, int, int] | None = None
    published: str | None = None


@dataclass(slots=True)
class _Dates:
    """The dates a page's header, dateline and foot state, by how much they are to be trusted."""

    header: list[str]
    stamped: list[str]
    dateline: str | None = None
    above: str | None = None
    foot: str | None = None

    @property
    def best(self) -> str | None:
        stated = (*self.header, *self.stamped, self.dateline, self.above, self.foot)
        return next((date for date in stated if date), None)


def lay_out(lines: list[Line], headline: str | None = None) -> Layout:
    """Lay a page out. `headline` is the one its markup states, if any."""
    pieces, stamped = _unstamped(lines)
    menu = furniture.menu_length([piece.line for piece in pieces])
    for piece in pieces[:menu]:
        piece.settle("dropped" if furniture.is_symbol(piece.line) else "furniture")
    body = pieces[menu:]
    labelled = _settle_known_furniture(body)
    body = settle_headline(body, headline)
    _drop_repeated(body)
    _drop_after_ending(body)
    dates = _Dates(header=[], stamped=stamped)
    own_line = _settle_header(body, dates, below_menu=menu > 0)
    if labelled:
        _settle_captions(body)
    _settle_foot(body, dates)
    _settle_boilerplate(body)
    for piece in body:
        if piece.is_open:
            piece.settle("dropped" if furniture.is_remark(piece.line) else "paragraph")
    return _finished([*pieces[:menu], *body], own_line, dates)


def _unstamped(lines: list[Line]) -> tuple[list[Piece], list[str]]:
    """The lines as pieces, with the dates that archives put before or below a headline ("date 2025-07 …") set apart."""
    pieces: list[Piece] = []
    dates: list[str] = []
    for number, line in enumerate(lines):
        stamp = _STAMP.match(line.text) if number < _STAMPED_LINES else None
        if stamp is None:
            pieces.append(Piece(line))
            continue
        dates.append(stamp[1])
        pieces.append(Piece(Line(stamp[0].strip(), line.after_gap), "furniture"))
        rest = line.text[stamp.end() :]
        if rest:
            pieces.append(Piece(Line(rest, line.after_gap)))
    return pieces, dates


def _settle_known_furniture(body: list[Piece]) -> bool:
    """Settle what is furniture wherever it stands; True when a label stands above the text.

    Only labels are kept: captions and bylines name photographers and authors, who are private persons.
    """
    labelled = False
    prose_begun = False
    for piece in body:
        if not piece.is_open:
            continue
        if furniture.is_symbol(piece.line):
            piece.settle("dropped")
        elif furniture.is_label(piece.line):
            labelled = labelled or not prose_begun
            piece.settle("furniture")
        elif furniture.header_line(piece.line):
            continue
        elif furniture.is_remark(piece.line) or (not prose_begun and furniture.is_credited(piece.line)):
            piece.settle("dropped")
        else:
            prose_begun = prose_begun or piece.is_prose
    return labelled


def _drop_repeated(body: list[Piece]) -> None:
    """Drop what is said again, word for word; of a headline, the copies above it too."""
    seen = {piece.line.folded for piece in body if piece.kind == "headline"}
    for piece in body:
        if piece.kind in ("headline", "dropped"):
            continue
        folded = piece.line.folded
        if folded in seen:
            piece.settle("dropped")
        seen.add(folded)


def _drop_after_ending(body: list[Piece]) -> None:
    """Drop comments, related articles and the like, unless more of the text stands below than above them."""
    lengths = [piece.length if piece.is_prose and piece.kind in (None, "headline") else 0 for piece in body]
    whole = sum(lengths)
    for number, (piece, above) in enumerate(zip(body, accumulate(lengths, initial=0), strict=False)):
        below = whole - above
        if above and above >= below and furniture.is_ending(piece.line):
            for rest in body[number:]:
                rest.settle("dropped")
            return


def _settle_header(body: list[Piece], dates: _Dates, *, below_menu: bool) -> Dateline | None:
    """Settle the lines around the headline, above the first paragraph; a dateline that is a line of its own is told."""
    own_line: Dateline | None = None
    at_headline = next((number for number, piece in enumerate(body) if piece.kind == "headline"), -1)
    for number, piece in enumerate(body):
        if not piece.is_open:
            continue
        if _begins_text(piece):
            break
        dateline = dateline_of(piece.text)
        header = furniture.header_line(piece.line)
        if number > at_headline and dateline and _is_own_line(piece.text, dateline):
            own_line = own_line or dateline
            dates.dateline = dates.dateline or dateline.published
            piece.settle("furniture")
        elif header:
            _note_date(header, dates, above=number < at_headline, beside_menu=below_menu)
            piece.settle("furniture" if header.wording else "dropped", header.wording)
        elif furniture.is_byline(piece.line) or is_name_like(piece.text):
            # Possibly an author: a private person, who is not kept.
            piece.settle("dropped")
        elif piece.length <= _LABEL_WORDS and not piece.is_finished and not furniture.is_bullet(piece.line):
            piece.settle("furniture")
    return own_line


def _begins_text(piece: Piece) -> bool:
    if piece.is_prose:
        return furniture.header_line(piece.line) is None
    dateline = dateline_of(piece.text)
    return dateline is not None and dateline.sure and len(piece.text[dateline.body :].split()) >= _DATELINE_REST_WORDS


def _is_own_line(text: str, dateline: Dateline) -> bool:
    """Whether a line is a dateline and nothing else; `Name Surname, 3 May 2021` is rather an author's."""
    if dateline.body < len(text) or dateline.published is None:
        return False
    place = text[dateline.start : dateline.end]
    comma = text[dateline.end : dateline.end + 1] in (",", "(")
    return comma and (place.isupper() or len(place.split()) == 1 or "," in place or text[-1] in ",:.-–—")


def _note_date(header: furniture.HeaderLine, dates: _Dates, *, above: bool, beside_menu: bool) -> None:
    """Keep a header line's date; one above the headline may be today's, in the site's menu bar, and counts for less."""
    if not header.value:
        return
    if header.cued or not above:
        dates.header.append(header.value)
    elif not beside_menu and not header.with_time:
        dates.above = header.value


def _settle_captions(body: list[Piece]) -> None:
    """Settle as captions the short lines between the headline and the paragraph with the dateline."""
    between: list[Piece] = []
    for piece in body:
        if not piece.is_open:
            continue
        dateline = dateline_of(piece.text)
        if dateline and dateline.sure and len(piece.text[dateline.body :].split()) >= _DATELINE_REST_WORDS:
            for caption in between:
                caption.settle("dropped")
            return
        if piece.length > _CAPTION_WORDS or len(list(sentence_spans(piece.text, 0, len(piece.text)))) > 1:
            return
        between.append(piece)


def _settle_foot(body: list[Piece], dates: _Dates) -> None:
    """Settle the lines below the last paragraph: a date, an author, a newspaper's name."""
    for piece in reversed(body):
        if not piece.is_open:
            continue
        header = furniture.header_line(piece.line)
        if piece.is_prose and not header:
            return
        if header:
            dates.foot = header.value or dates.foot
            piece.settle("furniture" if header.wording else "dropped", header.wording)
        elif furniture.is_byline(piece.line) or is_name_like(piece.text) or _is_scrap(piece):
            piece.settle("dropped")


def _is_scrap(piece: Piece) -> bool:
    """Whether a line is too short to say anything and no line of a list of facts ("Duration: 18 months")."""
    return (
        piece.length <= _SCRAP_WORDS
        and not piece.is_finished
        and not furniture.is_bullet(piece.line)
        and not any(character.isdigit() or character == ":" for character in piece.text)
    )


def _settle_boilerplate(body: list[Piece]) -> None:
    """Settle the paragraphs that present an organisation; the first paragraph is the release's own whatever it says."""
    paragraphs = [piece for piece in body if piece.is_open]
    for piece in paragraphs[1:]:
        if furniture.is_boilerplate(piece.line):
            piece.settle("furniture")


def _finished(pieces: list[Piece], own_line: Dateline | None, dates: _Dates) -> Layout:
    kept = tuple(piece for piece in pieces if piece.kind != "dropped" and piece.text)
    place: tuple[int, int, int] | None = None
    if own_line:
        number = next(
            number
            for number, piece in enumerate(kept)
            if piece.kind == "furniture" and dateline_of(piece.text) == own_line
        )
        place = (number, own_line.start, own_line.end)
    else:
        place = _paragraph_dateline(kept, dates)
    return Layout(kept, place, dates.best)


def _paragraph_dateline(kept: tuple[Piece, ...], dates: _Dates) -> tuple[int, int, int] | None:
    paragraphs = [(number, piece) for number, piece in enumerate(kept) if piece.kind == "paragraph"]
    for rank, (number, piece) in enumerate(paragraphs[:_DATELINE_PARAGRAPHS]):
        dateline = dateline_of(piece.text)
        rest = len(piece.text[dateline.body :].split()) if dateline else 0
        if dateline and (dateline.sure or (rank <= 1 and rest >= _DATELINE_REST_WORDS)):
            dates.dateline = dateline.published
            return number, dateline.start, dateline.end
        if piece.length > _SUMMARY_WORDS:
            return None
    return None
