"""Through an activity, from its identifier to its transactions.

Things are numbered by kind in the order of the standard and not of the file, so that the same activity written in
another order has the same graph.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from iomkg import terms
from iomkg.activities import coded
from iomkg.activities.codes import FUNDING_ROLE, ROLES, STATUSES, labels
from iomkg.activities.notebook import Notebook
from iomkg.activities.parties import Parties, Party
from iomkg.activities.places import Whereabouts
from iomkg.activities.rendering import Rendered, render
from iomkg.activities.sums import Cast, Sums
from iomkg.activities.texts import UNDETERMINED, clean, language_of
from iomkg.errors import ReadingError
from iomkg.identifiers import identifier
from iomkg.model import Block, Claim, Document, Element, Language, Release, Remark, Thing
from iomkg.namespaces import concept
from iomkg.namespaces import release as release_iri
from iomkg.reference import Reference
from iomkg.stated_dates import parse

_LANGUAGES: Final[dict[str, Language]] = {"en": "en", "fr": "fr", "es": "es"}
_DATES: Final = {"1": "plannedStart", "2": "actualStart", "3": "plannedEnd", "4": "actualEnd"}
# Which of the dates stated tells when a project starts or ends: what was, before what was planned.
_BEST: Final = (("start", ("2", "1")), ("end", ("4", "3")))
_DESCRIPTIONS: Final = {"1": "description", "2": "objectives", "3": "targetGroups", "4": "otherDescription"}
_DEFAULTS: Final = (
    ("default-flow-type", "FlowType"), ("default-finance-type", "FinanceType"), ("default-aid-type", "AidType"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """An activity as a document with its claims, and what in it is not taken as it stands."""

    document: Document
    claims: tuple[Claim, ...]
    remarks: tuple[Remark, ...]


def read(release: Release, reference: Reference) -> Read:
    """Read an activity. ReadingError when it cannot be taken at all."""
    if release.record is None or release.fault:
        raise ReadingError(release.fault or "it is no record of a structured source")
    activity = release.record
    rendered = render(activity)
    notebook = Notebook(release.key, rendered, language_of(activity, UNDETERMINED))
    reading = _Reading(release, activity, notebook, reference)
    reading.go()
    return Read(
        _document(release, activity, rendered, notebook, reading.source_class),
        tuple(notebook.claims),
        tuple(sorted(notebook.remarks, key=lambda remark: remark.line or 0)),
    )


class _Reading:
    """The reading of one activity."""

    def __init__(self, release: Release, activity: Element, notebook: Notebook, reference: Reference) -> None:
        self._activity = activity
        self._notebook = notebook
        self._parties = Parties(notebook)
        self._this = Thing(release_iri(release.key), release.key)
        own = activity.first("iati-identifier") or activity
        self._identifier = " ".join(clean(own.text).split())
        self._project = notebook.introduce("project", self._identifier)
        notebook.typed(self._project, "Project", own)
        if len(self._identifier) > 200:
            raise ReadingError("its iati-identifier is longer than 200 characters")
        value = identifier("iati", self._identifier)
        notebook.say(self._project, "hasIdentifier", value, own, self._identifier)
        self._where = Whereabouts(notebook, self._project, reference)
        self._funders: list[tuple[Element, Party]] = []
        self.source_class = "implementer-iati"

    def go(self) -> None:
        publisher = self._publisher()
        self._described()
        self._other_identifiers()
        by_role = self._participants()
        cast = Cast(publisher, by_role)
        if publisher and by_role.get(FUNDING_ROLE) and cast.gives(publisher):
            self.source_class = "donor-iati"
        self._places()
        self._codes()
        currency = clean(self._activity.get("default-currency"))
        self._money(Sums(self._notebook, self._parties, cast, self._project, currency))
        self._parties.settle()

    def _publisher(self) -> Party | None:
        element = self._activity.first("reporting-org")
        party = self._parties.of(element) if element else None
        if element is None:
            self._notebook.remark(self._activity, "no reporting-org is given")
        elif party:
            self._notebook.say(self._this, "publisher", party.thing.iri, element, party.thing.wording)
            secondary = clean(element.get("secondary-reporter"))
            if secondary.lower() in ("1", "true"):
                value = terms.boolean(True)
                self._notebook.say(self._this, "secondaryReporter", value, element, secondary, "secondary-reporter")
        return party

    def _described(self) -> None:
        activity, notebook, project = self._activity, self._notebook, self._project
        titles = [text for title in activity.all("title") for text in notebook.texts(project, "title", title)]
        if not titles:
            notebook.remark(activity, "the activity has no title")
        for description in activity.all("description"):
            kind = notebook.code("DescriptionType", description, "type", default="1") or "1"
            notebook.texts(project, _DESCRIPTIONS[kind], description)
        if status := activity.first("activity-status"):
            code = notebook.code("ActivityStatus", status)
            if code:
                notebook.say(project, "projectStatus", concept("project-status", STATUSES[code]), status, code, "code")
        if scope := activity.first("activity-scope"):
            notebook.listed(project, "scope", "ActivityScope", "iati-activity-scope", scope)
        self._dates()
        coded.humanitarian(notebook, project, activity)
        for name, list_name in _DEFAULTS:
            for one in activity.all(name):
                coded.kind_of_money(notebook, project, one, list_name, default=True)
        for related in activity.all("related-activity"):
            coded.related(notebook, project, related)

    def _dates(self) -> None:
        days: dict[str, tuple[str, Element]] = {}
        for element in self._activity.all("activity-date"):
            kind = self._notebook.code("ActivityDateType", element, "type")
            day = self._notebook.date(element) if kind else None
            if kind and day and kind in days and days[kind][0] != day:
                self._notebook.remark(element, f"a second {labels('ActivityDateType')[kind].lower()}; the first stands")
            elif kind and day and kind not in days:
                days[kind] = day, element
                self._notebook.dated(self._project, _DATES[kind], element)
        for name, kinds in _BEST:
            best = next((days[kind] for kind in kinds if kind in days), None)
            if best:
                self._notebook.dated(self._project, name, best[1])
        edges = [next((days[kind] for kind in kinds if kind in days), None) for _, kinds in _BEST]
        if edges[0] and edges[1] and (parse(edges[0][0]).earliest or "") > (parse(edges[1][0]).latest or ""):
            self._notebook.remark(edges[1][1], "the activity ends before it starts; both dates stand")

    def _other_identifiers(self) -> None:
        for element in self._activity.all("other-identifier"):
            code = clean(element.get("ref")) or clean(element.text)
            kind = self._notebook.code("OtherIdentifierType", element, "type", default="A9")
            if not code or kind is None or code.casefold() in ("n/a", "na", "none", "-"):
                self._notebook.remark(element, "no identifier is given", "ref")
                continue
            if code.casefold() == self._identifier.casefold():
                continue  # a copy of the activity names the original, which this one is
            thing = self._notebook.introduce("other-identifier", code[:200])
            self._notebook.typed(thing, "OtherIdentifier", element)
            self._notebook.say(thing, "ofProject", self._project.iri, element, self._project.wording)
            self._notebook.say(thing, "code", terms.text(code[:200]), element, code, "ref")
            self._notebook.say(thing, "vocabulary", terms.text(kind), element, kind, "type")
            owner = element.first("owner-org")
            party = self._parties.of(owner) if owner else None
            if owner and party:
                self._notebook.say(thing, "assignedBy", party.thing.iri, owner, party.thing.wording)
            reporting = self._activity.first("reporting-org")
            secondary = reporting is not None and reporting.get("secondary-reporter").lower() in ("1", "true")
            # Only these name the activity itself: its former identifier, and the original of what another reports.
            if (kind == "A3" or (kind == "A9" and secondary)) and "-" in code and len(code) <= 200:
                self._notebook.say(self._project, "hasIdentifier", identifier("iati", code), element, code, "ref")

    def _participants(self) -> dict[str, list[Party]]:
        by_role: dict[str, list[Party]] = {}
        met: set[tuple[str, str]] = set()
        for element in self._activity.all("participating-org"):
            role = self._notebook.code("OrganisationRole", element, "role")
            party = self._parties.of(element)
            if role is None or party is None:
                continue
            if (role, party.thing.iri) in met:
                self._notebook.remark(element, "the same organisation has the same role above")
                continue
            met.add((role, party.thing.iri))
            by_role.setdefault(role, []).append(party)
            if role in ROLES:
                self._participation(element, role, party)
            else:
                self._funders.append((element, party))
        return by_role

    def _participation(self, element: Element, role: str, party: Party) -> None:
        say = self._notebook.say
        part = self._notebook.introduce("participation", f"{ROLES[role]} {party.ref or party.thing.wording}")
        self._notebook.typed(part, "Participation", element)
        say(part, "participant", party.thing.iri, element, party.thing.wording)
        say(part, "inProject", self._project.iri, element, self._project.wording)
        say(part, "role", concept("role", ROLES[role]), element, role, "role")
        if other := coded.activity(self._notebook, self._project, element, "activity-id"):
            say(part, "participantActivity", identifier("iati", other), element, other, "activity-id")

    def _places(self) -> None:
        activity = self._activity
        countries, regions = activity.all("recipient-country"), activity.all("recipient-region")
        for country in countries:
            self._where.country(country, self._project)
        for region in regions:
            self._where.region(region, self._project)
        coded.check_shares(self._notebook, (*countries, *regions), "countries and regions")
        for location in activity.all("location"):
            self._where.location(location)

    def _codes(self) -> None:
        activity = self._activity
        for element in (*activity.all("sector"), *activity.all("tag"), *activity.all("policy-marker")):
            coded.allocation(self._notebook, element, self._project, "ofProject")
        coded.check_shares(self._notebook, activity.all("sector"), "sectors")

    def _money(self, sums: Sums) -> None:
        activity = self._activity
        for element, party in self._funders:
            sums.funder(element, party)
        for element in activity.all("budget"):
            sums.budget(element)
        for element in activity.all("planned-disbursement"):
            sums.planned(element)
        for element in activity.all("transaction"):
            funding = sums.transaction(element)
            if funding:
                self._of_the_sum(element, funding)

    def _of_the_sum(self, element: Element, funding: Thing) -> None:
        """What a transaction says of itself alone: its sectors and places."""
        for sector in element.all("sector"):
            coded.allocation(self._notebook, sector, funding, "ofFunding")
        for country in element.all("recipient-country"):
            self._where.country(country, funding, "ofFunding")
        for region in element.all("recipient-region"):
            self._where.region(region, funding, "ofFunding")


def _document(
    release: Release, activity: Element, rendered: Rendered, notebook: Notebook, source_class: str
) -> Document:
    updated = clean(activity.get("last-updated-datetime"))[:10]
    try:
        published: str | None = parse(updated).lexical
    except ValueError:
        published = release.source.published
    title = next((t for t in activity.all("title")), None)
    shown = title.children[0] if title and title.children else title
    reporting = activity.first("reporting-org")
    names = [c.text for c in reporting.children] or [reporting.text] if reporting else []
    publisher = release.source.publisher or next((clean(n) for n in names if clean(n)), None)
    source = replace(release.source, source_class=source_class, publisher=publisher)
    return Document(
        release=replace(release, source=source),
        text=rendered.text,
        language=_LANGUAGES.get(notebook.language[:2], "en"),
        blocks=(Block("paragraph", 0, len(rendered.text)),),
        sentences=(),
        headline=_span_of_text(shown, rendered),
        published=published,
    )


def _span_of_text(element: Element | None, rendered: Rendered) -> tuple[int, int] | None:
    if element is None or not clean(element.text):
        return None
    place = rendered.places[id(element)]
    start = rendered.text.index(">", place.start) + 1
    return start, start + len(clean(element.text)[:1000])
