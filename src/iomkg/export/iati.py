"""The graph as a file of IATI activities (2.03): each activity a copy of what its publisher states, marked as one.

An activity comes from its release's graph, so that importing the file gives the same facts again. Elements stand in the
order of the standard's schema; an activity that lacks what the schema requires is left out, and told.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path
from typing import IO, Final

from lxml import etree
from pyoxigraph import NamedNode

from iomkg import terms
from iomkg.export import press_projects
from iomkg.export.stated import Stated, code, day, value
from iomkg.namespaces import RDF, RELEASE_GRAPHS, claims_graph, release, term
from iomkg.store import Store
from iomkg.writing import written

VERSION: Final = "2.03"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUSES: Final = {
    "pipeline": "1", "implementation": "2", "finalisation": "3", "closed": "4", "cancelled": "5", "suspended": "6",
}  # fmt: skip
_ROLES: Final = {"accountable": "2", "extending": "3", "implementing": "4"}
_DESCRIPTIONS: Final = (
    ("1", "description"), ("2", "objectives"), ("3", "targetGroups"), ("4", "otherDescription"),
)  # fmt: skip
_DATES: Final = (("1", "plannedStart"), ("2", "actualStart"), ("3", "plannedEnd"), ("4", "actualEnd"))
_RELATED: Final = (
    ("1", "parentActivity"), ("2", "childActivity"), ("3", "siblingActivity"), ("4", "coFundedActivity"),
    ("5", "thirdPartyActivity"),
)  # fmt: skip
_VOCABULARIES: Final = {
    "geonames": "G1", "openstreetmap": "G2", "gaul": "A1", "salb": "A2", "gadm": "A3",
}  # fmt: skip
# What the schema requires of an activity.
_REQUIRED: Final = ("title", "description", "participating-org", "activity-status", "activity-date")
_UNKNOWN_TYPE: Final = "90"  # "Other": the schema wants a type, and the publisher gave none
_INFERRED: Final = ("iati/assumed-payer", "iati/same-name")


def export(
    store: Store, target: Path | IO[bytes], include_press: bool = False, only: Container[str] | None = None
) -> list[str]:
    """Write the activities of a store, or those `only` of some releases (by their keys), to a file or a binary stream;
    what was left out, a line for each, comes back.

    Every activity has `secondary-reporter="1"` and its original identifier in `other-identifier`. With
    `include_press`, projects that only press releases know follow, without their announced sums. A file appears
    complete or not at all; UsageError when it cannot be written.
    """
    if not isinstance(target, Path):
        return _write(store, target, include_press, only)
    with written(target) as stream:
        return _write(store, stream, include_press, only)


def _write(store: Store, stream: IO[bytes], include_press: bool, only: Container[str] | None) -> list[str]:
    left_out: list[str] = []
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="{VERSION}">\n'.encode())
    for activity in _activities(store, include_press, only):
        missing = [name for name in _REQUIRED if activity.find(name) is None]
        reporting = activity.find("reporting-org")
        if reporting is None or not reporting.get("ref"):
            missing.append("reporting-org with a ref")
        if missing:
            left_out.append(f"{activity.findtext('iati-identifier')}: it has no {', no '.join(missing)}")
            continue
        etree.indent(activity, "  ", level=1)
        stream.write(b"  " + etree.tostring(activity, encoding="utf-8") + b"\n")
    stream.write(b"</iati-activities>\n")
    return left_out


def _activities(store: Store, include_press: bool, only: Container[str] | None) -> Iterator[etree._Element]:
    form = terms.text("iati-activity")
    keys = {
        quad.subject.value.rsplit("/", 1)[1]
        for quad in store.quads(None, term("sourceForm"), form)
        if isinstance(quad.subject, NamedNode)
    }
    for key in sorted(key for key in keys if only is None or key in only):
        activity = _Activity(store, key)
        if not activity.withdrawn:
            yield activity.element()
    if include_press:
        yield from press_projects.activities(store, only)


class _Activity:
    """One activity, written from its release's graph."""

    def __init__(self, store: Store, key: str) -> None:
        self._graph = Stated(store.quads(graph=RELEASE_GRAPHS + key), _inferred(store, key))
        self._release = release(key)
        self._project = f"{self._release}/project/1"
        self.withdrawn = bool(self._graph.all(self._release, "withdrawnOn"))

    def element(self) -> etree._Element:
        graph, project = self._graph, self._project
        activity = etree.Element("iati-activity")
        language = graph.text(self._release, "language")
        activity.set(_XML_LANG, language)
        if flag := graph.text(project, "humanitarian"):
            activity.set("humanitarian", "1" if flag == "true" else "0")
        if published := day(graph.text(self._release, "publishedOn")):
            activity.set("last-updated-datetime", f"{published}T00:00:00Z")
        self._head(activity)
        self._who(activity)
        self._when_and_where(activity)
        self._what(activity)
        self._money(activity)
        for kind, name in _RELATED:
            for other in graph.all(project, name):
                _add(activity, "related-activity", ref=value(other), type=kind)
        return activity

    def _head(self, activity: etree._Element) -> None:
        graph, project = self._graph, self._project
        own = graph.first_identifier(project)
        _add(activity, "iati-identifier").text = own
        reporting = self._organisation(activity, "reporting-org", graph.one(self._release, "publisher"))
        if reporting is not None:
            reporting.set("secondary-reporter", "1")
        self._texts(activity, "title", project, "title")
        for kind, name in _DESCRIPTIONS:
            self._texts(activity, "description", project, name, type=kind)

    def _who(self, activity: etree._Element) -> None:
        graph = self._graph
        for funding in graph.things("funding"):
            if not graph.all(funding, "amount") and not graph.all(funding, "transactionType"):
                for donor in graph.all(funding, "donor"):
                    part = self._organisation(activity, "participating-org", donor, role="1")
                    _set(part, "activity-id", graph.code_of(funding, "providerActivity"))
        for share in graph.things("participation"):
            role = _ROLES.get(code(graph.one(share, "role")), "")
            part = self._organisation(activity, "participating-org", graph.one(share, "participant"), role=role)
            _set(part, "activity-id", graph.code_of(share, "participantActivity"))
        self._other_identifiers(activity)

    def _other_identifiers(self, activity: etree._Element) -> None:
        graph = self._graph
        own = graph.first_identifier(self._project)
        known = False
        for other in graph.things("other-identifier"):
            ref = graph.text(other, "code")
            element = _add(activity, "other-identifier", ref=ref, type=graph.text(other, "vocabulary"))
            self._organisation(element, "owner-org", graph.one(other, "assignedBy"))
            known = known or ref.casefold() == own.casefold()
        if not known:
            element = _add(activity, "other-identifier", ref=own, type="A9")
            self._organisation(element, "owner-org", graph.one(self._release, "publisher"))

    def _when_and_where(self, activity: etree._Element) -> None:
        graph, project = self._graph, self._project
        if status := _STATUSES.get(code(graph.one(project, "projectStatus"))):
            _add(activity, "activity-status", code=status)
        for kind, name in _DATES:
            if date := day(graph.text(project, name), late=kind in "34"):
                _add(activity, "activity-date", type=kind, **{"iso-date": date})
        if scope := code(graph.one(project, "scope")):
            _add(activity, "activity-scope", code=scope)
        for name in ("recipient-country", "recipient-region"):
            self._allocations(activity, name, "ofProject", project)
        for location in graph.things("location"):
            self._location(activity, location)

    def _what(self, activity: etree._Element) -> None:
        graph, project = self._graph, self._project
        for name in ("sector", "tag", "policy-marker"):
            self._allocations(activity, name, "ofProject", project)
        for kind in ("flow", "finance", "aid"):
            for entry in graph.all(project, f"default{kind.capitalize()}Type"):
                _add(activity, f"default-{kind}-type", code=code(entry))

    def _allocations(self, parent: etree._Element, name: str, of: str, thing: str) -> None:
        graph = self._graph
        for allocation in graph.things("allocation"):
            if graph.text(allocation, "statedBy") != name or thing not in graph.all(allocation, of):
                continue
            element = _add(parent, name)
            for attribute, predicate in (
                ("vocabulary", "vocabulary"),
                ("vocabulary-uri", "vocabularyUri"),
                ("code", "code"),
                ("significance", "significance"),
                ("percentage", "percentage"),
            ):
                _set(element, attribute, graph.text(allocation, predicate))
            self._narratives(element, allocation, "name")

    def _location(self, activity: etree._Element, location: str) -> None:
        graph = self._graph
        element = _add(activity, "location")
        _set(element, "ref", graph.text(location, "locationReference"))
        place = graph.one(location, "place")
        self._coded(element, "location-reach", location, "locationReach")
        for identifier in graph.all(place, "hasIdentifier"):
            scheme = _VOCABULARIES.get(identifier.rsplit("/", 2)[-2])
            if scheme:
                _add(element, "location-id", vocabulary=scheme, code=value(identifier))
        self._texts(element, "name", place, "name")
        self._texts(element, "description", location, "description")
        self._texts(element, "activity-description", location, "activityDescription")
        for unit in graph.all(location, "administrativeUnit"):
            vocabulary, level, unit_code = unit.split(":", 2)
            added = _add(element, "administrative", vocabulary=vocabulary)
            _set(added, "level", level)
            added.set("code", unit_code)
        if point := graph.text(location, "point"):
            _add(_add(element, "point", srsName="http://www.opengis.net/def/crs/EPSG/0/4326"), "pos").text = point
        self._coded(element, "exactness", location, "exactness")
        self._coded(element, "location-class", location, "locationClass")
        self._coded(element, "feature-designation", location, "featureDesignation")

    def _coded(self, parent: etree._Element, name: str, thing: str, predicate: str) -> None:
        if found := self._graph.text(thing, predicate):
            _add(parent, name, code=found)

    def _money(self, activity: etree._Element) -> None:
        graph = self._graph
        fundings = graph.things("funding")
        for funding in fundings:
            if graph.all(funding, "budgetType") and code(graph.one(funding, "fundingKind")) == "budget":
                self._period(activity, "budget", funding)
        for funding in fundings:
            if graph.all(funding, "budgetType") and code(graph.one(funding, "fundingKind")) != "budget":
                planned = self._period(activity, "planned-disbursement", funding)
                if planned is not None:
                    self._sides(planned, funding)
        for funding in fundings:
            if graph.all(funding, "transactionType"):
                self._transaction(activity, funding)

    def _period(self, activity: etree._Element, name: str, funding: str) -> etree._Element | None:
        """A budget or planned disbursement; None without a period, which the schema requires."""
        graph = self._graph
        start = day(graph.text(funding, "periodStart"))
        end = day(graph.text(funding, "periodEnd"), late=True)
        if not start or (not end and name == "budget"):
            return None
        element = _add(activity, name, type=code(graph.one(funding, "budgetType")))
        _set(element, "status", code(graph.one(funding, "budgetStatus")))
        _add(element, "period-start", **{"iso-date": start})
        if end:
            _add(element, "period-end", **{"iso-date": end})
        self._value(element, funding, start)
        return element

    def _transaction(self, activity: etree._Element, funding: str) -> None:
        graph = self._graph
        date = day(graph.text(funding, "statedOn"))
        if not date:
            return
        element = _add(activity, "transaction")
        _set(element, "ref", graph.text(funding, "transactionReference"))
        if flag := graph.text(funding, "humanitarian"):
            element.set("humanitarian", "1" if flag == "true" else "0")
        _add(element, "transaction-type", code=code(graph.one(funding, "transactionType")))
        _add(element, "transaction-date", **{"iso-date": date})
        self._value(element, funding, date)
        self._texts(element, "description", funding, "description")
        self._sides(element, funding)
        for name in ("sector", "recipient-country", "recipient-region"):
            self._allocations(element, name, "ofFunding", funding)
        for kind in ("flow", "finance", "aid"):
            for entry in graph.all(funding, f"{kind}Type"):
                _add(element, f"{kind}-type", code=code(entry))

    def _value(self, parent: etree._Element, funding: str, otherwise: str) -> None:
        graph = self._graph
        element = _add(parent, "value", currency=code(graph.one(funding, "currency")))
        element.set("value-date", day(graph.text(funding, "valueDate")) or otherwise)
        element.text = graph.text(funding, "amount")

    def _sides(self, element: etree._Element, funding: str) -> None:
        graph = self._graph
        payer = graph.one(funding, "donor") or graph.one(funding, "paidBy")
        provider = self._organisation(element, "provider-org", payer)
        _set(provider, "provider-activity-id", graph.code_of(funding, "providerActivity"))
        receiver = self._organisation(element, "receiver-org", graph.one(funding, "recipient"))
        _set(receiver, "receiver-activity-id", graph.code_of(funding, "receiverActivity"))

    def _organisation(self, parent: etree._Element, name: str, thing: str, **attributes: str) -> etree._Element | None:
        """An organisation as one way of writing it has it; None when there is none."""
        if not thing:
            return None
        graph = self._graph
        element = _add(parent, name)
        _set(element, "ref", graph.code_of(thing, "hasIdentifier"))
        kind = code(graph.one(thing, "organisationType"))
        if name != "owner-org":
            _set(element, "type", kind or (_UNKNOWN_TYPE if name == "reporting-org" else ""))
        for attribute, given in attributes.items():
            _set(element, attribute, given)
        self._narratives(element, thing, "name")
        return element

    def _texts(self, parent: etree._Element, name: str, thing: str, predicate: str, **attributes: str) -> None:
        if self._graph.all(thing, predicate):
            self._narratives(_add(parent, name, **attributes), thing, predicate)

    def _narratives(self, element: etree._Element, thing: str, predicate: str) -> None:
        language = self._graph.text(self._release, "language")
        for text, tag in self._graph.texts(thing, predicate, language):
            narrative = _add(element, "narrative")
            if tag != language:
                narrative.set(_XML_LANG, tag)
            narrative.text = text


def _inferred(store: Store, key: str) -> set[tuple[str, str]]:
    """The properties of things that were inferred and not stated: they are no part of the activity."""
    graph = claims_graph(key)
    claims = [q.subject for method in _INFERRED for q in store.quads(None, term("method"), terms.text(method), graph)]
    said = ([_of_claim(store, claim, part, graph) for part in ("subject", "predicate")] for claim in claims)
    return {(subject, predicate) for subject, predicate in said}


def _of_claim(store: Store, claim: object, part: str, graph: str) -> str:
    quads = store.quads(claim if isinstance(claim, NamedNode) else None, RDF + part, None, graph)
    return next((quad.object.value for quad in quads if isinstance(quad.object, NamedNode)), "")


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, name, {key: text for key, text in attributes.items() if text})


def _set(element: etree._Element | None, attribute: str, text: str) -> None:
    if element is not None and text:
        element.set(attribute, text)
