"""Puts what was read into claims: projects, their money, their people, events and bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iomkg import terms
from iomkg.claims import durations, further_roles, money, output_statements, outputs, places, theme_terms, themes
from iomkg.claims.cast import Cast, is_public
from iomkg.claims.countries import Located, countries
from iomkg.claims.happenings import Happening
from iomkg.claims.party import Party
from iomkg.claims.projects import Project
from iomkg.claims.scene import Scene, is_office_by_its_holder
from iomkg.claims.scribe import Scoped, Scribe
from iomkg.claims.theme_terms import Term
from iomkg.model import Mention
from iomkg.namespaces import concept, stated_date
from iomkg.values import DateSpan, Money, PersonInRole, Title

_SURE_OF_A_PROJECT = {"project/title": 0.95, "project/with-sum": 0.65, "project/goods": 0.6}
_ROLES = {"implementer": "implementing", "partner": "partner"}


@dataclass(slots=True)
class Statement:
    """Writes everything down through one scribe."""

    scene: Scene
    scribe: Scribe
    cast: Cast
    home: str | None

    def bodies(self) -> None:
        """The public bodies a release names, by their first wording below the headline."""
        for sentence in sorted(self.scene.sentences, key=lambda s: s.headline):
            for mention in sentence.of_kind("body"):
                self._body(mention)

    def write(self, announced: Sequence[Project], who: Sequence[Party], events: Sequence[Happening]) -> None:
        """All claims of a release about its projects, events and people."""
        topics = theme_terms.find(self.scene) if announced else []
        for project in announced:
            self._project(project, [party for party in who if party.project is project], events, topics)
        left_behind = list(outputs.find(self.scene))
        self._funding(announced, who, [_span(output.worth) for output in left_behind if output.worth])
        output_statements.write(self.scene, self.scribe, self.cast, announced, self.home, left_behind)
        further_roles.write_in_projects(self.scene, self.scribe, self.cast, list(announced), who)
        for event in events:
            node = self._event(event, announced)
            further_roles.write_at_event(self.scene, self.scribe, self.cast, node, event, alone=len(events) == 1)
        for mention in self.scene.people:
            self._person(mention)

    # -- projects ------------------------------------------------------------------------------------------------

    def _project(
        self, project: Project, who: Sequence[Party], events: Sequence[Happening], topics: Sequence[Term]
    ) -> None:
        wording = project.title.text if project.title else self.scene.text[project.start : project.end]
        thing = project.thing = self.scribe.introduce("project", wording, project.span[0])
        span = project.span
        self.scribe.typed(
            thing,
            "Project",
            span,
            _SURE_OF_A_PROJECT.get(project.method, 0.75),
            project.method,
        )
        if project.title and isinstance(project.title.value, Title):
            way, confidence = _way_of_titling(project.title.value)
            self.scribe.say(
                thing, "title", self.scribe.text(project.title.value.title), span, confidence, f"title/{way}"
            )
            for title in project.titles:
                if isinstance(title.value, Title) and title.value.acronym:
                    self.scribe.say(
                        thing,
                        "acronym",
                        terms.text(title.value.acronym),
                        (title.start, title.end),
                        0.9,
                        "acronym/of-title",
                    )
                    break
        self._when(thing, project)
        self._where(thing, project, who, events)
        for about in themes.find(self.scene, project, topics):
            self.scribe.say(thing, "hasTheme", about.iri, about.span, about.confidence, "theme/term", beside=span)
            if about.main:
                self.scribe.say(thing, "mainTheme", about.iri, about.span, about.confidence, "theme/main", beside=span)
        for party in who:
            if party.role in _ROLES:
                self._participation(thing, party)

    def _when(self, thing: Scoped, project: Project) -> None:
        duration = durations.duration(self.scene, project)
        if duration:
            self.scribe.say(
                thing,
                "durationMonths",
                terms.integer(duration.months),
                duration.span,
                duration.confidence,
                duration.method,
                beside=project.span,
            )
        for name, date in durations.period(self.scene, project):
            self.scribe.say(
                thing, name, stated_date(date.lexical), date.span, date.confidence, date.method, beside=project.span
            )

    def _where(self, thing: Scoped, project: Project, who: Sequence[Party], events: Sequence[Happening]) -> None:
        found = countries(self.scene, project, who)
        venues = [(e.place.start, e.place.end) for e in events if e.place and e.date and e.kind != "training"]
        home = {located.iri for located in found if located.iri}
        located = [
            *found,
            *places.localities(self.scene, project, home, venues),
            *places.across(self.scene, project, "region", home),
        ]
        for place in located:
            self._target(thing, project, place, next(iter(home), None) if len(home) == 1 else self.home)
        for route in places.across(self.scene, project, "route"):
            assert route.iri is not None
            self.scribe.named(route.iri, route.mention.text)
            self.scribe.say(
                thing,
                "alongRoute",
                route.iri,
                _span(route.mention),
                route.confidence,
                route.method,
                beside=project.span,
            )

    def _target(self, thing: Scoped, project: Project, place: Located, country: str | None) -> None:
        target = place.iri or self.cast.place(place.mention, country)
        if target is None:
            return
        if isinstance(target, str):
            self.scribe.named(target, place.mention.text)
        self.scribe.say(
            thing, "targetsPlace", target, _span(place.mention), place.confidence, place.method, beside=project.span
        )

    def _participation(self, thing: Scoped, party: Party) -> None:
        actor = self.cast.actor(party.mention)
        if actor is None:
            return
        span = _span(party.mention)
        node = self.scribe.introduce("participation", party.mention.text, party.mention.start)
        in_kind = party.role == "partner" and party.in_kind
        role = concept("role", "in-kind-contributor" if in_kind else _ROLES[party.role])
        self.scribe.typed(node, "Participation", span, party.confidence, party.method)
        self.scribe.say(node, "participant", actor, span, party.confidence, party.method, party.cue)
        self.scribe.say(node, "inProject", thing, party.project.span, party.confidence, party.method, party.cue)
        self.scribe.say(node, "role", role, party.cue, party.confidence, party.method, beside=span)

    # -- money ---------------------------------------------------------------------------------------------------

    def _funding(self, announced: Sequence[Project], who: Sequence[Party], in_kind: Sequence[tuple[int, int]]) -> None:
        """The fundings; a sum that goods are worth (`in_kind`) is no money."""
        for funding in money.fundings(self.scene, self.cast, announced, who):
            if funding.sum is not None and _span(funding.sum) in in_kind:
                funding.sum = None
            first = funding.sum or (funding.donors[0].mention if funding.donors else None)
            if first is None:
                continue
            span = _span(first)
            node = self.scribe.introduce("funding", first.text, first.start)
            kind = concept("funding-kind", "contribution" if funding.donors else "budget")
            confidence = max([party.confidence for party in funding.donors], default=0.75)
            self.scribe.typed(node, "Funding", span, confidence, "funding/stated")
            self.scribe.say(node, "fundingKind", kind, span, confidence, "funding/stated")
            self.scribe.say(
                node,
                "stage",
                concept("funding-stage", funding.stage),
                funding.stage_span or span,
                confidence,
                "stage/" + funding.stage,
            )
            for project in funding.projects:
                if project.thing:
                    self.scribe.say(
                        node,
                        "fundedProject",
                        project.thing,
                        project.span,
                        confidence,
                        "funding/of-project",
                        beside=span,
                    )
            for party in funding.donors:
                actor = party.payer or self.cast.actor(party.mention)
                if actor is not None:
                    self.scribe.say(
                        node, "donor", actor, _span(party.mention), party.confidence, party.method, party.cue
                    )
            for instrument in funding.instruments:
                self.scribe.named(instrument.candidates[0], instrument.text)
                self.scribe.say(
                    node, "underInstrument", instrument.candidates[0], _span(instrument), 0.75, "instrument/named"
                )
            if funding.sum is not None and isinstance(funding.sum.value, Money):
                self._sum(node, funding.sum, funding.sum.value, funding.covers, funding.confidence, funding.method)

    def _sum(self, node: Scoped, mention: Mention, value: Money, covers: str, confidence: float, method: str) -> None:
        span = _span(mention)
        self.scribe.say(node, "amount", terms.decimal(value.amount), span, confidence, method)
        self.scribe.say(node, "currency", concept("currency", value.currency), span, confidence, method)
        self.scribe.say(node, "amountQualifier", concept("amount-qualifier", value.qualifier), span, confidence, method)
        self.scribe.say(node, "covers", concept("covers", covers), span, confidence, method)
        if value.equivalent:
            self.scribe.say(node, "equivalentAmount", terms.decimal(value.equivalent.amount), span, confidence, method)
            self.scribe.say(
                node, "equivalentCurrency", concept("currency", value.equivalent.currency), span, confidence, method
            )

    # -- events, bodies, people ----------------------------------------------------------------------------------

    def _event(self, event: Happening, announced: Sequence[Project]) -> Scoped:
        node = self.scribe.introduce("event", self.scene.text[event.cue[0] : event.cue[1]], event.cue[0])
        self.scribe.typed(node, "Event", event.cue, event.confidence, event.method)
        self.scribe.say(node, "eventKind", concept("event-kind", event.kind), event.cue, event.confidence, event.method)
        if event.date and isinstance(event.date.value, DateSpan):
            span = _span(event.date)
            self.scribe.say(
                node, "date", stated_date(event.date.value.start), span, event.confidence, "date/of-event", event.cue
            )
            if event.date.value.end:
                self.scribe.say(
                    node,
                    "endDate",
                    stated_date(event.date.value.end),
                    span,
                    event.confidence,
                    "date/of-event",
                    event.cue,
                )
        if event.place:
            place = self.cast.place(event.place, self.home)
            if place is not None:
                self.scribe.say(node, "place", place, _span(event.place), 0.75, "place/of-event", event.cue)
        for project in announced:
            if project.thing and event.sentence.number in project.sentences:
                self.scribe.say(
                    node, "ofProject", project.thing, project.span, 0.8, "event/of-project", beside=event.cue
                )
        self._participants(node, event)
        return node

    def _participants(self, node: Scoped, event: Happening) -> None:
        """Bodies told of in the event's sentence, or in one that says who took part."""
        for sentence in self.scene.body_sentences:
            takes_part = bool(sentence.cues("participant"))
            if sentence is not event.sentence and not (takes_part and sentence.number > event.sentence.number):
                continue
            for group in self.scene.groups(sentence):
                for mention in group.members:
                    if mention.kind != "body":
                        continue
                    actor = self.cast.actor(mention)
                    if actor is None:
                        continue
                    span = _span(mention)
                    part = self.scribe.introduce("participation", mention.text, mention.start)
                    method = "participant/attends" if takes_part else "participant/of-event"
                    self.scribe.typed(part, "Participation", span, 0.75, method)
                    self.scribe.say(part, "participant", actor, span, 0.75, method, beside=event.cue)
                    self.scribe.say(part, "inEvent", node, event.cue, 0.75, method, beside=span)
                    self.scribe.say(part, "role", concept("role", "participant"), span, 0.75, method)

    def _body(self, mention: Mention) -> None:
        """Every public body the release names is said to be one, in whatever role."""
        if self.scene.in_title(*_span(mention)):
            return
        if is_public(mention):
            self.cast.actor(mention)

    def _person(self, mention: Mention) -> None:
        value = mention.value
        assert isinstance(value, PersonInRole)
        span = _span(mention)
        person = self.scribe.introduce("person", value.name, mention.start)
        self.scribe.typed(person, "Person", span, 0.85, "person/role")
        self.scribe.say(person, "name", self.scribe.text(value.name), span, 0.85, "person/role", value.role_span)
        role = self.scribe.introduce("role", value.role, value.role_span[0])
        self.scribe.typed(role, "PublicRole", value.role_span, 0.85, "person/role")
        self.scribe.say(role, "holder", person, span, 0.85, "person/role", value.role_span)
        self.scribe.say(role, "roleTitle", self.scribe.text(value.role), value.role_span, 0.85, "person/role")
        body = self._organisation_of(value)
        if body is not None and (actor := self.cast.actor(body)) is not None:
            self.scribe.say(role, "roleIn", actor, _span(body), 0.8, "person/role-in", value.role_span)

    def _organisation_of(self, value: PersonInRole) -> Mention | None:
        if value.organisation is None:
            return None
        found = next((m for m in self.scene.mentions if m.kind == "body" and _span(m) == value.organisation), None)
        return None if found is None or is_office_by_its_holder(found) else found


def _way_of_titling(title: Title) -> tuple[str, float]:
    """How a title is given, and how sure that makes it one."""
    if title.quoted:
        return "quoted", 0.95
    return ("told", 0.7) if title.told else ("unquoted", 0.8)


def _span(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end
