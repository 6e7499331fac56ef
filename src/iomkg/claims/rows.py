"""What the row of a table states: its project and the parts of it, their money, who takes part, where and when.

Every claim rests on one cell: the quote is `what the column is called: what the cell says`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from iomkg import terms
from iomkg.claims.cast import Cast
from iomkg.claims.scribe import Scoped, Scribe, Subject
from iomkg.identifiers import identifier
from iomkg.model import Claim, Document, FieldLine, Mention
from iomkg.namespaces import concept, stated_date
from iomkg.reference import Reference
from iomkg.values import StatedSum

Span = tuple[int, int]

_TOLD: Final = 0.97  # a cell read as the mapping has it
_KNOWN: Final = 0.95  # a name that the reference data knows
_NEW: Final = 0.9  # a name that it does not
_ROLES: Final = {
    "implementer": "implementing", "extending": "extending", "accountable": "accountable", "partner": "partner"
}  # fmt: skip


@dataclass(slots=True)
class Row:
    """Writes the claims of one row through a scribe."""

    document: Document
    names: Mapping[tuple[int, int], Mention]
    reference: Reference
    scribe: Scribe
    cast: Cast
    _projects: dict[int, Scoped] = field(default_factory=dict)

    def write(self) -> None:
        """All the row says."""
        for of in dict.fromkeys(line.field.of for line in self.document.lines):
            self._project(of)
        for number, line in enumerate(self.document.lines):
            self._field(number, line)
        self._programme()
        for of in self._projects if self._line("title", 0) else ():
            self._fundings(of)

    # -- projects ------------------------------------------------------------------------------------------------

    def _project(self, of: int) -> None:
        line = self._line("title", of)
        if line is None:
            self._named_thing(of)
            return
        span = _said(line)
        thing = self._projects[of] = self.scribe.introduce("project", self.document.slice(span), line.said)
        self.scribe.typed(thing, "Project", span, _TOLD, "table/title")
        self.scribe.say(thing, "title", self.scribe.text(self.document.slice(span)), span, _TOLD, "table/title")
        if of and 0 in self._projects:
            self.scribe.say(thing, "partOf", self._projects[0], span, _TOLD, "table/part")

    def _named_thing(self, of: int) -> None:
        """The organisation or place that a row of a list names, where it names no project."""
        line = self._line("organisation", of) or self._line("place", of)
        if line is None or not line.field.value:
            return
        span, told = _said(line), line.field
        kind = "agency" if told.kind == "Agency" else told.name
        thing = self._projects[of] = self.scribe.introduce(kind, self.document.slice(span), line.said)
        self.scribe.typed(thing, told.kind, span, _TOLD, "list/name")
        self.scribe.say(thing, "name", self.scribe.text(self.document.slice(span)), span, _TOLD, "list/name")
        if told.state:
            self.scribe.say(thing, "ofState", told.state, span, _NEW, "list/name")

    def _field(self, number: int, line: FieldLine) -> None:
        told = line.field
        thing, span, method = self._projects.get(told.of), _said(line), f"table/{told.name}"
        if thing is None:
            return
        if told.name in ("start", "end"):
            self.scribe.say(thing, told.name, stated_date(str(told.value)), span, _TOLD, method)
        elif told.name == "duration" and isinstance(told.value, int):
            self.scribe.say(thing, "durationMonths", terms.integer(told.value), span, _TOLD, method)
        elif told.name == "status":
            self.scribe.say(thing, "projectStatus", str(told.value), span, _TOLD, method)
        elif told.name == "kind":
            self.scribe.say(thing, "projectKind", str(told.value), span, _TOLD, method)
        elif told.name == "acronym":
            self.scribe.say(thing, "acronym", self.scribe.text(self.document.slice(span), False), span, _TOLD, method)
        elif told.name in ("id", "identifier"):
            self._identifier(thing, line)
        elif told.name == "theme":
            for mention in self._names(number):
                self.scribe.named(mention.candidates[0], mention.text)
                self.scribe.say(thing, "hasTheme", mention.candidates[0], _at(mention), _KNOWN, method)
        elif told.name == "place":
            for mention in self._names(number):
                self._target(thing, told.of, mention)
        elif told.name in _ROLES:
            for mention in self._names(number):
                self._participation(thing, told.of, mention, told.name)

    def _identifier(self, thing: Scoped, line: FieldLine) -> None:
        scheme, value, span = line.field.kind, str(line.field.value), _said(line)
        node = identifier(scheme, value)
        method = f"table/{line.field.name}"
        self.scribe.say(thing, "hasIdentifier", node, span, _TOLD, method)

    def _programme(self) -> None:
        line, own = self._line("programme", 0), self._projects.get(0)
        if line is None or own is None:
            return
        span = _said(line)
        thing = self.scribe.introduce("project", self.document.slice(span), line.said)
        method = "table/programme"
        self.scribe.typed(thing, "Project", span, _TOLD, method)
        self.scribe.say(thing, "title", self.scribe.text(self.document.slice(span)), span, _TOLD, method)
        self.scribe.say(thing, "projectKind", concept("project-kind", "programme"), span, _TOLD, method)
        self.scribe.say(own, "partOf", thing, span, _TOLD, method)
        if (known := self._line("programme-id", 0)) is not None:
            self._identifier(thing, known)

    # -- places and parties --------------------------------------------------------------------------------------

    def _target(self, thing: Scoped, of: int, mention: Mention) -> None:
        """Where a project works."""
        if mention.kind == "route":
            route = mention.candidates[0]
            self.scribe.named(route, mention.text)
            self.scribe.say(thing, "alongRoute", route, _at(mention), _KNOWN, "table/place")
            return
        place = mention.candidates[0] if mention.candidates else self.cast.place(mention, self._only_country(of))
        if isinstance(place, str):
            self.scribe.named(place, mention.text)
        if place is not None:
            confidence = _KNOWN if mention.candidates else _NEW
            self.scribe.say(thing, "targetsPlace", place, _at(mention), confidence, "table/place")

    def _participation(self, thing: Scoped, of: int, mention: Mention, part: str) -> None:
        actor = self._actor(mention, self.reference.state_of_country(self._only_country(of)))
        if actor is None:
            return
        span, confidence, method = _at(mention), _KNOWN if mention.candidates else _NEW, f"table/{part}"
        node = self.scribe.introduce("participation", mention.text, mention.start)
        self.scribe.typed(node, "Participation", span, confidence, method)
        self.scribe.say(node, "participant", actor, span, confidence, method)
        self.scribe.say(node, "inProject", thing, span, confidence, method)
        self.scribe.say(node, "role", concept("role", _ROLES[part]), span, confidence, method)

    def _actor(self, mention: Mention, home: str | None) -> Subject | None:
        """Who a name means; a public body whose state nothing tells is one of `home`."""
        if mention.candidates:
            self.scribe.named(mention.candidates[0], mention.text)
            return mention.candidates[0]
        self.cast.home_state = home
        return self.cast.actor(mention)

    def _only_country(self, of: int) -> str | None:
        """The country a project works in, when it is told to work in one alone."""
        places = (m for number, line in self._lines("place", of) for m in self._names(number))
        countries = {c for m in places if m.candidates and (c := self.reference.country_of(m.candidates[0]))}
        return countries.pop() if len(countries) == 1 else None

    # -- money ---------------------------------------------------------------------------------------------------

    def _fundings(self, of: int) -> None:
        """A funding for each sum; one without a sum for donors who give none that is told."""
        amounts = list(self._lines("amount", of))
        donors = self._donors(of)
        rows = {line.field.line for _, line in amounts}
        for number, line in amounts:
            value = line.field.value
            if isinstance(value, StatedSum):
                given = (
                    self._names(number) if value.donors is not None else donors.get(line.field.line, donors.get(0, []))
                )
                self._funding(of, line, value, given)
        takes_row = any(isinstance(v := line.field.value, StatedSum) and v.donors is None for _, line in amounts)
        for row, without in donors.items():
            if row and without and not (takes_row and (row in rows or row == self._first(of))):
                self._unstated(of, without)

    def _donors(self, of: int) -> dict[int, list[Mention]]:
        """The donors of a project by the row that names them; under 0 those of rows that name none."""
        found: dict[int, list[Mention]] = {}
        for number, line in self._lines("donor", of):
            found.setdefault(line.field.line, []).extend(self._names(number))
        own = found.get(self._first(of), [])
        shared = own or [m for number, line in self._lines("donor", 0) for m in self._names(number)]
        return {**found, 0: shared}

    def _first(self, of: int) -> int:
        line = self._line("title", of)
        return line.field.line if line else 0

    def _funding(self, of: int, line: FieldLine, value: StatedSum, donors: list[Mention]) -> None:
        span, method = _said(line), "table/amount"
        node = self.scribe.introduce("funding", f"{line.field.label}: {self.document.slice(span)}", line.said)
        covers = (
            "component" if of and self._line("amount", 0) else value.covers or ("contribution" if donors else "total")
        )
        self._kind(node, of, span, donors)
        self.scribe.say(node, "stage", concept("funding-stage", value.stage), span, _TOLD, method)
        self.scribe.say(node, "amount", terms.decimal(value.money.amount), span, _TOLD, method)
        self.scribe.say(node, "currency", concept("currency", value.money.currency), span, _TOLD, method)
        self.scribe.say(
            node, "amountQualifier", concept("amount-qualifier", value.money.qualifier), span, _TOLD, method
        )
        self.scribe.say(node, "covers", concept("covers", covers), span, _TOLD, method)
        for name, date in zip(("periodStart", "periodEnd"), value.period or (), strict=False):
            self.scribe.say(node, name, stated_date(date), span, _TOLD, method)
        for instrument in value.instruments:
            self.scribe.say(node, "underInstrument", instrument, span, _TOLD, method)

    def _unstated(self, of: int, donors: list[Mention]) -> None:
        node = self.scribe.introduce("funding", donors[0].text, donors[0].start)
        self._kind(node, of, _at(donors[0]), donors)

    def _kind(self, node: Scoped, of: int, span: Span, donors: list[Mention]) -> None:
        method = "table/funding"
        self.scribe.typed(node, "Funding", span, _TOLD, method)
        kind = concept("funding-kind", "contribution" if donors else "budget")
        self.scribe.say(node, "fundingKind", kind, span, _TOLD, method)
        self.scribe.say(node, "fundedProject", self._projects[of], span, _TOLD, method)
        for mention in donors:
            actor = self._actor(mention, None)
            if actor is not None:
                confidence = _KNOWN if mention.candidates else _NEW
                self.scribe.say(node, "donor", actor, _at(mention), confidence, "table/donor")
        for number, _line in self._lines("instrument", of):
            for mention in self._names(number):
                self.scribe.named(mention.candidates[0], mention.text)
                self.scribe.say(
                    node, "underInstrument", mention.candidates[0], _at(mention), _KNOWN, "table/instrument"
                )

    # -- lines ---------------------------------------------------------------------------------------------------

    def _lines(self, name: str, of: int) -> Iterator[tuple[int, FieldLine]]:
        for number, line in enumerate(self.document.lines):
            if line.field.name == name and line.field.of == of:
                yield number, line

    def _line(self, name: str, of: int) -> FieldLine | None:
        return next((line for _, line in self._lines(name, of)), None)

    def _names(self, number: int) -> list[Mention]:
        return [mention for (line, _), mention in self.names.items() if line == number]


def placed(claims: Iterable[Claim], document: Document) -> tuple[Claim, ...]:
    """The claims, each with the place of the cell it rests on."""
    by_start = {line.start: line.field for line in document.lines}
    return tuple(
        replace(claim, evidence=replace(claim.evidence, path=told.place, line=told.line))
        for claim in claims
        for told in (by_start[claim.evidence.start],)
    )


def _said(line: FieldLine) -> Span:
    return line.said, line.end


def _at(mention: Mention) -> Span:
    return mention.start, mention.end
