"""Releases made up to grow a store with: each a text of its own and the claims a reader would take from it.

Number n is always the same release, so that a large store holds all that a small one does. They have in common what
real releases have: most bodies, donors, places and themes are named again and again, the popular ones most; every
third release speaks of a project that another speaks of too; now and then one is a repost. What only one release
knows (titles, people, sums, most of the wording) is its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from pyoxigraph import NamedNode

from iomkg import curated, graphs, terms
from iomkg.judged import Judged
from iomkg.model import Block, Claim, Document, Evidence, Release, Source, Term, Thing
from iomkg.namespaces import RDF, concept, digest, entity, kind_of, scoped, stated_date, term

T = TypeVar("T")

_SYLLABLES: Final = tuple(a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or", "el"))
_ACTIONS: Final = ("Strengthening", "Support to", "Improving", "Coordinated", "Modernising", "Integrated", "Promoting")
_TOPICS: Final = {
    "border management": "border-management",
    "the fight against trafficking": "counter-trafficking",
    "the fight against smuggling": "counter-smuggling",
    "protection of migrants": "migrant-protection",
}
_FUNCTIONS: Final = ("national-police", "gendarmerie", "customs", "border-police", "ministry-interior")
_TYPE: Final = RDF + "type"
_SURE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Told:
    """A release and its graphs as the reader would make them."""

    key: str
    graphs: Judged


@dataclass(slots=True)
class _Project:
    """What every release that speaks of a project knows of it."""

    title: str
    country: str
    theme: str
    donor: str
    months: int
    amount: int


@dataclass(slots=True)
class _Text:
    """A text that grows sentence by sentence, and the claims that rest on it."""

    key: str
    sentences: list[str] = field(default_factory=list)
    said: list[tuple[Thing, str, Term, int]] = field(default_factory=list)

    def say(self, sentence: str, thing: Thing, *facts: tuple[str, Term | str]) -> None:
        """A sentence (one that stands already is not repeated) and what it says of a thing."""
        if sentence not in self.sentences:
            self.sentences.append(sentence)
        for name, value in facts:
            found = NamedNode(value) if isinstance(value, str) else value
            self.said.append((thing, _TYPE if name == "a" else term(name), found, self.sentences.index(sentence)))

    def thing(self, kind: str, number: int, wording: str) -> Thing:
        """A thing this release introduces."""
        return Thing(scoped(self.key, kind, number), wording)


class Teller:
    """Tells releases by number, with the bodies and states of the reference data."""

    def __init__(self, seed: int = 1) -> None:
        self._seed = seed
        types = [q for q in curated.quads() if q.predicate.value == _TYPE]
        known = sorted({q.subject.value for q in types})
        self._states = [iri for iri in known if kind_of(iri) == "state"]
        self._agencies = [iri for iri in known if kind_of(iri) == "agency"]
        self._countries = [iri for iri in known if kind_of(iri) == "country"]
        random.Random(seed).shuffle(self._states)
        random.Random(seed).shuffle(self._agencies)
        random.Random(seed).shuffle(self._countries)

    def tell(self, number: int, of: int | None = None) -> Told:
        """Release `number`; with `of`, it is about the project of that release."""
        chance = random.Random(f"{self._seed} {number}")
        before = number - 1 - chance.randrange(3) if number > 3 and number % 3 == 0 else number
        about = before if of is None else of
        if number % 25 == 24 and of is None:
            return self._release(number - 7, about=number - 7, repost_as=number)
        return self._release(number, about)

    def _project(self, number: int) -> _Project:
        chance = random.Random(f"{self._seed} project {number}")
        topic = chance.choice(sorted(_TOPICS))
        where = name_of(chance)
        return _Project(
            title=f"{chance.choice(_ACTIONS)} {topic} in {where} and {name_of(chance)}",
            country=popular(chance, self._countries),
            theme=_TOPICS[topic],
            donor=popular(chance, self._states),
            months=chance.randrange(6, 60),
            amount=chance.randrange(100, 9000) * 1000,
        )

    def _release(self, number: int, about: int, repost_as: int | None = None) -> Told:
        named = number if repost_as is None else repost_as
        key = digest("growth", str(self._seed), str(named))[:16]
        text = _Text(key)
        chance = random.Random(f"{self._seed} release {number}")
        self._tell_project(text, chance, self._project(about))
        self._tell_bodies(text, chance)
        _tell_people(text, chance)
        text.sentences.extend(_sentence(chance) for _ in range(8))
        if repost_as is not None:
            text.sentences.append(_sentence(random.Random(f"{self._seed} repost {named}")))
        document = _document(text, published=f"20{10 + number % 14:02d}-{1 + number % 12:02d}-{1 + number % 28:02d}")
        claims = tuple(_claims(text, document))
        return Told(
            key, Judged(tuple(graphs.release_quads(document, claims)), tuple(graphs.claims_quads(document, claims)))
        )

    def _tell_project(self, text: _Text, chance: random.Random, about: _Project) -> None:
        headline = f"{name_of(chance)}: {about.title}"
        project = text.thing("project", 1, about.title)
        text.say(
            headline,
            project,
            ("a", term("Project")),
            ("title", terms.text(about.title, "en")),
            ("targetsPlace", about.country),
            ("hasTheme", concept("theme", about.theme)),
            ("mainTheme", concept("theme", about.theme)),
        )
        money = (
            f"Over {about.months} months, {about.amount} euros reach {name_of(chance)} for it, said {name_of(chance)}."
        )
        text.say(money, project, ("durationMonths", terms.integer(about.months)))
        text.say(
            money,
            text.thing("funding", 1, f"{about.amount} euros"),
            ("a", term("Funding")),
            ("fundingKind", concept("funding-kind", "contribution")),
            ("stage", concept("funding-stage", "announced")),
            ("fundedProject", project.iri),
            ("donor", about.donor),
            ("amount", terms.decimal(str(about.amount))),
            ("currency", concept("currency", "EUR")),
            ("amountQualifier", concept("amount-qualifier", "exact")),
            ("covers", concept("covers", "total")),
        )
        self._take_part(text, 1, headline, entity("organisation", "iom"), project.iri, "inProject", "implementing")

    def _tell_bodies(self, text: _Text, chance: random.Random) -> None:
        """A body the reference data knows, one that is known by its state and function, and one nobody knows."""
        project = scoped(text.key, "project", 1)
        known = popular(chance, self._agencies)
        name = known.rsplit("/", 1)[1].replace("-", " ")
        sentence = f"With the {name}, {_sentence(chance)}"
        text.say(sentence, Thing(known, name), ("a", term("Agency")), ("name", terms.text(name, "en")))
        self._take_part(text, 2, sentence, known, project, "inProject", "partner")
        state, function = popular(chance, self._states), popular(chance, _FUNCTIONS)
        wording = f"{function.replace('-', ' ')} of {state.rsplit('/', 1)[1]}"
        sentence = f"The {wording} took over equipment; {_sentence(chance)}"
        agency = text.thing("agency", 1, wording)
        text.say(
            sentence,
            agency,
            ("a", term("Agency")),
            ("name", terms.text(wording, "en")),
            ("ofState", state),
            ("hasFunction", concept("body-function", function)),
        )
        event = text.thing("event", 1, "took over")
        text.say(
            sentence,
            event,
            ("a", term("Event")),
            ("eventKind", concept("event-kind", "handover")),
            ("ofProject", project),
            ("date", stated_date(f"20{chance.randrange(10, 24)}-{chance.randrange(1, 13):02d}")),
        )
        self._take_part(text, 3, sentence, agency.iri, event.iri, "inEvent", "participant")
        unknown = f"{name_of(random.Random(f'{self._seed} body {chance.randrange(2000)}'))} Association"
        body = text.thing("organisation", 1, unknown)
        sentence = f"{unknown} helped: {_sentence(chance)}"
        text.say(sentence, body, ("a", term("NonGovernmentalOrganisation")), ("name", terms.text(unknown, "en")))
        self._take_part(text, 4, sentence, body.iri, project, "inProject", "partner")

    def _take_part(
        self, text: _Text, number: int, sentence: str, who: str, where: str, predicate: str, role: str
    ) -> None:
        share = text.thing("participation", number, sentence[:20])
        part = (("participant", who), (predicate, where), ("role", concept("role", role)))
        text.say(sentence, share, ("a", term("Participation")), *part)


def _tell_people(text: _Text, chance: random.Random) -> None:
    name = f"{name_of(chance)} {name_of(chance)}"
    sentence = f"{name}, coordinator, spoke of {_sentence(chance)}"
    person = text.thing("person", 1, name)
    text.say(sentence, person, ("a", term("Person")), ("name", terms.text(name, "en")))
    text.say(
        sentence,
        text.thing("role", 1, "coordinator"),
        ("a", term("PublicRole")),
        ("holder", person.iri),
        ("roleTitle", terms.text("coordinator", "en")),
        ("roleIn", entity("organisation", "iom")),
    )


def _document(text: _Text, published: str) -> Document:
    whole, spans = "", []
    for sentence in text.sentences:
        spans.append((len(whole), len(whole) + len(sentence)))
        whole += sentence + "\n"
    head = spans[0][1]
    source = Source(name=f"{text.key}.txt", sha256=digest(whole, text.key), media_type="text/plain")
    return Document(
        release=Release(key=text.key, source=source, body=whole),
        text=whole,
        language="en",
        blocks=(Block("headline", 0, head), Block("paragraph", head + 1, len(whole))),
        sentences=tuple(spans),
        headline=spans[0],
        published=published,
    )


def _claims(text: _Text, document: Document) -> Iterator[Claim]:
    for thing, predicate, value, at in text.said:
        start, end = document.sentences[at]
        yield Claim(
            subject=thing,
            predicate=predicate,
            object=value,
            worded=value.value.rsplit("/", 1)[-1],
            evidence=Evidence(document.text[start:end], start, end),
            confidence=_SURE,
            method="benchmark/telling",
        )


def popular(chance: random.Random, choices: Sequence[T]) -> T:
    """One of them, those in front more often: the tenth a third as often as the first."""
    return chance.choices(choices, [1 / (rank + 5) for rank in range(len(choices))])[0]


def name_of(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3)).capitalize()


def _sentence(chance: random.Random) -> str:
    return " ".join(name_of(chance).lower() for _ in range(chance.randrange(9, 15))) + "."
