"""Curators' tables: CSV, TSV, Excel and OpenDocument, each row with what belongs to it a release.

`opening` makes sheets of any kind of file (`delimited`, `workbook`, `opendocument`), `mapping` says what the columns
mean, `header` and `grouping` what the rows are, `fields` (with `numbers`, `days`, `sums`, `lists`) what the cells say;
`suggesting` drafts a mapping. What cannot be read is remarked upon, cell by cell, and never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from iomkg.model import Field, Release, Source
from iomkg.namespaces import digest
from iomkg.readers.table import lists
from iomkg.readers.table.fields import Fields
from iomkg.readers.table.grouping import Grouping, Record
from iomkg.readers.table.mapping import Mapping, plain
from iomkg.readers.table.opening import chosen, name_of, sheets
from iomkg.readers.table.remarks import Remark

_KEY_LENGTH: Final = 16
_MEDIA_TYPE: Final = "text/tab-separated-values"  # of a row, whatever file it came in


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table gives: the releases, in the order of their rows, and the remarks on its rows, in theirs.

    `rows` counts those that hold anything below the header.
    """

    name: str
    releases: tuple[Release, ...]
    remarks: tuple[Remark, ...]
    rows: int


def read(path: Path, mapping: Mapping) -> Reading:
    """The releases of a table.

    The key of a release is a hash of the table's key and the row's id (else its title), so that a later edition of the
    table brings new versions of the same releases. Raises UsageError when there is no such file, ReadingError when it
    cannot be read, DataError when the mapping does not fit it.
    """
    name = name_of(path)
    grouping = Grouping(chosen(sheets(path, mapping.separator), mapping.sheet, name), mapping)
    records = grouping.records()
    fields = Fields(grouping)
    releases: list[Release] = []
    remarks = [*grouping.remarks]
    for record in records:
        release = _release(name, mapping, record, fields)
        releases.append(release)
        remarks += (
            Remark(row.number, "read", grouping.sheet.place(row.number, 1), key=release.key, name=row.id or row.title)
            for row in record.rows
        )
    remarks += fields.remarks
    remarks.sort(key=lambda remark: (remark.row, remark.fate == "cell refused", remark.place))
    rows = sum(any(cell.text for cell in row) for row in grouping.sheet.rows[grouping.header[-1] :])
    return Reading(name, tuple(releases), tuple(remarks), rows)


def _release(name: str, mapping: Mapping, record: Record, fields: Fields) -> Release:
    row, origin = record.row, mapping.origin
    said = fields.of(record)
    identity = plain(row.id) or plain(row.title)
    url = fields.single(row, "url", lists.address) if mapping.of("url") else None
    source = Source(
        name=f"{name}, row {row.number}",
        sha256=_hash(mapping, said),
        media_type=_MEDIA_TYPE,
        url=url or origin.url,
        publisher=origin.publisher,
        source_class=origin.source_class,
        published=fields.stated_day(row, "published") or origin.published,
        retrieved=origin.retrieved,
        licence=origin.licence,
    )
    key = digest("table", mapping.key, identity)[:_KEY_LENGTH]
    return Release(key=key, source=source, body="", fields=said, language=mapping.language)


def _hash(mapping: Mapping, said: tuple[Field, ...]) -> str:
    """The hash of what a row says and where it is from: not of its place, which moves with every row above it."""
    origin = mapping.origin
    about = (mapping.key, origin.publisher or "", origin.published or "", origin.source_class)
    return digest(*about, *(f"{f.of} {f.name} {f.label}: {f.text}" for f in said))
