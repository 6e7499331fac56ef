"""The queue as a spreadsheet, and decisions typed into it back: a row an item, one column to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from iomkg.curation.choices import choices
from iomkg.curation.making import Maker
from iomkg.errors import DataError, IomkgError, UsageError
from iomkg.judgements import Judgement
from iomkg.namespaces import expanded, shortened
from iomkg.naming import phrase
from iomkg.readers import packed
from iomkg.readers.forms import UnreadableError
from iomkg.waiting import KINDS, Item, Queue
from iomkg.writing import written

COLUMNS: Final = ("kind", "id", "what", "why it waits", "sentence", "release", "decision", "value", "reason")
_WIDTHS: Final = (12, 22, 50, 30, 80, 40, 16, 20, 30)
_SHEET: Final = "queue"
_LARGEST: Final = 100 * 2**20  # bytes of all parts of a workbook, unpacked
_MOST_ROWS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was filled in: its number in the sheet, why its decision cannot be made (empty when it can), and the
    judgements that make it."""

    number: int
    fault: str
    judgements: tuple[Judgement, ...] = ()


def export(queue: Queue, make: Maker, target: Path, kinds: Iterable[str] = KINDS) -> int:
    """Write what waits to an .xlsx file; the number of items. Raises UsageError when the place cannot be written."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _SHEET
    sheet.append(COLUMNS)
    rows = 0
    for kind in kinds:
        for item in queue.items(kind):
            sheet.append([_inert(cell) for cell in _cells(make, item)])
            rows += 1
    for column, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    with written(target) as stream:
        book.save(stream)
    return rows


def read(make: Maker, source: Path) -> list[Row]:
    """The decisions of a filled-in sheet, each as a judgement or with what is wrong with it.

    Raises DataError for a file that is no such workbook, UsageError when there is none.
    """
    waiting = {(kind, shortened(item.iri)): item for kind in KINDS for item in Queue(make.draft).items(kind)}
    found: list[Row] = []
    for number, cells in enumerate(_rows(source), start=2):
        told = dict(zip(COLUMNS, cells, strict=False))
        if told.get("decision"):
            found.append(_decided(make, number, told, waiting))
    return found


def _decided(make: Maker, number: int, told: dict[str, str], waiting: dict[tuple[str, str], Item]) -> Row:
    item = waiting.get((told["kind"], shortened(expanded(told["id"]))))
    if item is None and told["kind"] not in KINDS:
        return Row(number, f"{told['kind']!r} is no kind of item; leave that column as it was exported")
    if item is None:
        return Row(number, f"{told['id']} waits no more: it was decided meanwhile, or its text has changed")
    offered = choices(make, item)
    meant = " ".join(told["decision"].lower().split())
    choice = next((c for c in offered if meant == c.key or c.label.lower().startswith(meant)), None)
    if choice is None:
        return Row(number, f"no decision {told['decision']!r} here; one of {', '.join(c.label for c in offered)}")
    if choice.asks and not told.get("value"):
        return Row(number, f"{_word(choice.label)} needs {choice.asks} in the column `value`")
    reason, make.reason = make.reason, told.get("reason", "")
    try:
        return Row(number, "", choice.make(told.get("value", "")))
    except IomkgError as error:
        return Row(number, str(error))
    finally:
        make.reason = reason


def _word(label: str) -> str:
    """A decision as it is to be filled in: `merge` of `merge: they are one`, `prefer 24` whole."""
    return " ".join(label.partition(":")[0].split())


def _cells(make: Maker, item: Item) -> Iterator[str]:
    offered = " / ".join(_word(choice.label) for choice in choices(make, item))
    sentences = dict.fromkeys((said.quote, said.origin.headline) for said in item.said)
    quotes, releases = ("\n\n".join(texts) for texts in zip(*sentences, strict=True)) if sentences else ("", "")
    parts = [f"{n}. {phrase(said.property, said.value.text)}" for n, said in enumerate(item.said, start=1)]
    what = "\n".join([item.title, *(parts if item.kind == "claim" and len(parts) > 1 else ())])
    yield from (item.kind, shortened(item.iri), what, f"{item.reason} [{offered}]", quotes, releases)
    yield from ("", "", "")


def _inert(cell: str) -> str:
    """Text as spreadsheets take it: no character they refuse, at most what a cell holds."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", cell))[:32_000]


def _rows(source: Path) -> Iterator[list[str]]:
    """The rows below the head of the sheet, as texts."""
    _check(source)
    from openpyxl import load_workbook

    try:
        book = load_workbook(source, read_only=True, data_only=True)
        sheet = book[_SHEET] if _SHEET in book.sheetnames else book[book.sheetnames[0]]
        rows = sheet.iter_rows(values_only=True, max_row=_MOST_ROWS)
        head = next(rows, ())
        if tuple(_text(cell) for cell in head)[: len(COLUMNS)] != COLUMNS:
            raise DataError(
                f"{source} has other columns than `iomkg review --export` writes; fill in one of its sheets"
            )
        for row in rows:
            yield [_text(cell) for cell in row]
    except DataError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise DataError(f"{source} cannot be read as a workbook: {' '.join(str(error).split())[:120]}") from error


def _check(source: Path) -> None:
    """Refuse what is no workbook, would unpack beyond reason, or holds XML entities."""
    if not source.is_file():
        raise UsageError(f"no file {source}")
    no_workbook = "is not an .xlsx workbook; save it as one"
    try:
        with source.open("rb") as file, packed.opened(file, no_workbook) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST:
                raise DataError(f"{source} unpacks to more than {_LARGEST // 2**20} MB; no sheet of ours does")
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")) and packed.declares_entities(archive.read(part)):
                    raise DataError(f"{source} declares XML entities, which no workbook needs; it is not opened")
    except UnreadableError as error:
        raise DataError(f"{source} {error}") from error
    except packed.DAMAGE as error:
        raise DataError(f"{source} {no_workbook}") from error


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
