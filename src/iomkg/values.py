"""What the value parsers read: the frozen values a Mention may carry."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias
from typing import Literal as OneOf

from iomkg.model import Named

_ROUNDING: Final = Decimal("0.05")  # the most that rounding takes away or adds

Qualifier: TypeAlias = OneOf["exact", "up-to", "about"]


@dataclass(frozen=True, slots=True)
class Money:
    """A sum. `currency` is an ISO 4217 code; `equivalent` is the same sum in a second currency, never counted."""

    amount: Decimal
    currency: str
    qualifier: Qualifier = "exact"
    equivalent: Money | None = None


def is_rounded(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are equal, or the shorter is the longer one rounded (2.9 million for 2 874 316)."""
    if one == other:
        return True
    rough, exact = sorted((one, other), key=lambda amount: len(amount.normalize().as_tuple().digits))
    whole = format(rough, "f").partition(".")[0]
    step = Decimal(10) ** (len(whole) - len(whole.rstrip("0")))
    return abs(rough - exact) <= min(step / 2, _ROUNDING * max(rough, exact))


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A sum of a table with what its column says of it, in codes of the lists (`funding-stage`, `covers`…).

    `donors` are those the column names; None where the row's own donors give it. `period` holds stated dates.
    """

    money: Money
    stage: str
    covers: str | None = None
    donors: tuple[Named, ...] | None = None
    budget: bool = False
    period: tuple[str, str] | None = None
    instruments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateSpan:
    """One stated date or a span of two: `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, `--MM-DD` or `--MM`."""

    start: str
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in whole months."""

    months: int


@dataclass(frozen=True, slots=True)
class Title:
    """A title without its quotation marks. `quoted` tells a title in quotation marks from one without.

    `told` marks a name that only what is told of it shows to be a project's.
    """

    title: str
    acronym: str | None = None
    quoted: bool = True
    told: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation or public body as named.

    `name` is the wording without its bracketed acronym. `state` is the IRI of the state it belongs to, `function`
    that of its function, `place` that of its area of competence or, where the reference data does not know the
    place, None beside `place_name`. `implied` says that the state is only implied by the release.
    """

    name: str
    acronym: str | None = None
    public: bool = False
    state: str | None = None
    function: str | None = None
    place: str | None = None
    place_name: str | None = None
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Government:
    """A state named as an actor: by its government (`the Government of Japan`), its long name, or an adjective."""

    form: OneOf["government", "adjective"]


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place the reference data does not hold, with the kind its head noun gives it (`area`, `settlement`, `post`)."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class PersonInRole:
    """A person named in a public role, with the spans of the role's and the organisation's wording."""

    name: str
    role: str
    role_span: tuple[int, int]
    organisation: tuple[int, int] | None = None
