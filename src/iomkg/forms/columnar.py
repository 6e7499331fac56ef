"""Rows as Parquet: a column of numbers is one of numbers."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from iomkg import citing
from iomkg.answers import Answer, limits
from iomkg.errors import UsageError
from iomkg.forms.native import Native, native
from iomkg.model import Table, Term


def as_parquet(answer: Answer, table: Table) -> bytes:
    """The bytes of a Parquet file of an answer's rows, whose metadata say what was asked and how to cite it.

    A column whose values are all of one kind has that type (int64, decimal, double, boolean, date); any other is text,
    IRIs in full.
    Raises UsageError when pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow, which is not installed; run: pip install 'iomkg[parquet]'") from error
    columns = [_column(pa, [row[n] for row in table.rows]) for n in range(len(table.columns))]
    out = io.BytesIO()
    whole = pa.table(columns, names=list(table.columns), metadata=_metadata(answer))
    pq.write_table(whole, out, compression="zstd")
    return out.getvalue()


def _metadata(answer: Answer) -> dict[str, str]:
    told = {
        "question": answer.question,
        "query": answer.query.name,
        "sparql": answer.sparql,
        "notes": "\n".join((*answer.notes, *limits(answer))),
        "citation": citing.written([citing.of_answer(answer)], "text").strip(),
        **{f"parameter.{name}": value.text for name, value in answer.parameters.items()},
    }
    return {f"iomkg.{name}": text for name, text in told.items()}


def _column(pa: Any, terms: Sequence[Term | None]) -> Any:
    values = [None if term is None else native(term) for term in terms]
    kinds = {type(value) for value in values if value is not None}
    for of, kind in ((bool, pa.bool_()), (int, pa.int64()), (dt.date, pa.date32())):
        if kinds == {of}:
            return _array(pa, values, kind, terms)
    if kinds and kinds <= {int, float}:
        return _array(pa, [float(v) if isinstance(v, int | float) else None for v in values], pa.float64(), terms)
    if kinds and kinds <= {int, Decimal}:
        return _array(pa, [Decimal(v) if isinstance(v, int | Decimal) else None for v in values], None, terms)
    return _texts(pa, terms)


def _array(pa: Any, values: Sequence[Native | None], kind: Any, terms: Sequence[Term | None]) -> Any:
    """A column of values, or of texts where one of them is too large for the type."""
    try:
        return pa.array(values, kind)
    except (pa.ArrowInvalid, OverflowError):
        return _texts(pa, terms)


def _texts(pa: Any, terms: Sequence[Term | None]) -> Any:
    return pa.array([None if term is None else term.value for term in terms], pa.string())
