"""The rows of an answer as Python has them: dictionaries, a pandas data frame, a file."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iomkg.answers import Answer, limits
from iomkg.errors import UsageError
from iomkg.forms import chosen, rendered
from iomkg.forms.native import Native, native
from iomkg.questions import Understanding
from iomkg.writing import written

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Rows:
    """The rows of an answer.

    `answer` has all there is to know of it: the sentences and the status behind each row, the SPARQL, what was loaded.
    `understanding` tells how a question in words was read; None for any other. Iterating gives a dictionary a row.
    """

    answer: Answer
    understanding: Understanding | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns: behind each column `x` of things stands `xLabel` with words for them, and last
        `rowStatus`, the weakest status of what a row rests on: machine-coded, corrected or confirmed."""
        return self.answer.table().columns

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be known to read the rows: how a question in words was read, definitions used, what was loaded,
        how well it is read."""
        read = (self.understanding.told(self.answer.parameters, self.answer.language),) if self.understanding else ()
        return (*read, *self.answer.notes, *limits(self.answer))

    def __len__(self) -> int:
        return len(self.answer.rows)

    def __iter__(self) -> Iterator[dict[str, Native | None]]:
        return iter(self.to_dicts())

    def __repr__(self) -> str:
        return f"<{len(self)} × {len(self.columns)} rows of {self.answer.query.name}: {', '.join(self.columns)}>"

    def to_dicts(self) -> list[dict[str, Native | None]]:
        """A dictionary for each row, from column to value.

        IRIs and texts are str, whole numbers int, sums exact Decimal in the currency of their row, days datetime.date,
        yes and no bool; durations are whole months. None where nothing is known.
        """
        table = self.answer.table()
        return [
            {name: None if value is None else native(value) for name, value in zip(table.columns, row, strict=True)}
            for row in table.rows
        ]

    def to_pandas(self) -> pd.DataFrame:
        """A data frame of the shape (rows, columns), the last of them `rowStatus`.

        Columns of whole numbers are Int64, of sums float64 (`to_dicts` has them exactly), of days datetime64, of yes
        and no boolean, the rest text. `attrs` has the question, the notes and the version. Raises UsageError when
        pandas is not installed.
        """
        pandas = _pandas()
        table = self.answer.table()
        data = {
            name: _series(pandas, [None if (value := row[n]) is None else native(value) for row in table.rows])
            for n, name in enumerate(table.columns)
        }
        frame: pd.DataFrame = pandas.DataFrame(data)
        frame.attrs = {
            "question": self.answer.question,
            "parameters": {name: value.text for name, value in self.answer.parameters.items()},
            "notes": list(self.notes),
            "version": self.answer.version.commit,
        }
        return frame

    def evidence(self) -> list[dict[str, Any]]:
        """The sentences behind the rows, best first in each: `row` (from 0), the `quote` and what in it is `worded`,
        `confidence` (0 to 1), `status`, `release`, its `headline`, `publisher`, `url` and stated `date`, `claim`."""
        return [
            {"row": number, **asdict(sentence)}
            for number, sentences in enumerate(self.answer.evidence)
            for sentence in sentences
        ]

    def evidence_to_pandas(self) -> pd.DataFrame:
        """`evidence` as a data frame, a sentence a row. Raises UsageError when pandas is not installed."""
        frame: pd.DataFrame = _pandas().DataFrame(self.evidence(), columns=_EVIDENCE)
        return frame

    def save(self, file: str | os.PathLike[str], form: str | None = None) -> Path:
        """Write the rows to a file, and return its path; the suffix says the form (.csv, .tsv, .json, .xml, .md,
        .parquet, .xlsx) where `form` does not. The file appears whole or not at all.

        Raises UsageError when the form is none, or needs a package that is not installed.
        """
        target = Path(file)
        content = rendered(self.answer, chosen(self.answer, form, target))
        with written(target) as stream:
            stream.write(content)
        return target


def _series(pandas: Any, values: Sequence[Native | None]) -> Any:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int}:
        return pandas.array(values, dtype="Int64")
    if kinds and kinds <= {int, Decimal, float}:
        numbers = [float(value) if isinstance(value, int | Decimal | float) else None for value in values]
        return pandas.array(numbers, dtype="Float64").astype("float64")
    if kinds == {bool}:
        return pandas.array(values, dtype="boolean")
    if kinds == {dt.date}:
        return pandas.to_datetime(pandas.Series(values, dtype="object"))
    return pandas.array([None if value is None else str(value) for value in values], dtype="object")


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise UsageError(
            "a data frame needs pandas, which is not installed: run pip install 'iomkg[pandas]'"
        ) from error
    return pandas


_EVIDENCE = [
    "row", "quote", "worded", "confidence", "status", "release", "headline", "publisher", "url", "date", "claim",
    "start",
]  # fmt: skip
