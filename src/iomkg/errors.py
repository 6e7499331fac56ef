"""Every error iomkg raises on purpose.

IomkgError                  anything below; its text is one line that says what is wrong, where, and what to do
├── DataError               the data is at fault (exit code 1)
│   ├── TermError           a value no RDF term can hold (in iomkg.terms; a ValueError too)
│   ├── ReadingError        a source cannot be read: empty, binary, too large, an unsupported language
│   ├── RefusedError        a gate refused a release; `report` says why
│   └── StoreError          the store cannot be opened, read or written
│       ├── StoreLockedError  another process holds the store
│       └── StoreDamagedError  the store's files are not what was written
├── ServiceError            a SPARQL service elsewhere does not answer as it should (exit code 1)
├── WorkerError             a process that worked beside this one was ended from outside (exit code 1)
└── UsageError              the call is at fault (exit code 2): a missing path, an unknown name, a bad parameter
    └── QueryError          a query that cannot be run: unknown, ill-formed, or a wrong parameter
        └── QuestionError   a question in words that is not answered rather than guessed at
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iomkg.model import Report


class IomkgError(Exception):
    """Base of all errors raised on purpose; `str(error)` is one clear line."""

    exit_code = 1


class DataError(IomkgError):
    """The data is at fault."""


class ReadingError(DataError):
    """A source cannot be read."""


class RefusedError(DataError):
    """A gate refused a release whole."""

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


class StoreError(DataError):
    """The store cannot be opened, read or written."""


class StoreLockedError(StoreError):
    """Another process holds the store."""


class StoreDamagedError(StoreError):
    """The store's files are not what was written."""


class ServiceError(IomkgError):
    """A SPARQL service elsewhere is not there, fails, or does not answer as it should."""


class WorkerError(IomkgError):
    """A process that worked beside this one ended before its work was done."""


class UsageError(IomkgError):
    """The call is at fault."""

    exit_code = 2


class QueryError(UsageError):
    """A query cannot be run."""


class QuestionError(QueryError):
    """A question in words cannot be read as one of the library; the notes name the nearest."""
