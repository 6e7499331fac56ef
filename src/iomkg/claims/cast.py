"""Who appears in a release: each actor once, under its curated IRI or as something the release introduces."""

from __future__ import annotations

from dataclasses import dataclass, field

from iomkg import terms
from iomkg.claims.scene import Scene
from iomkg.claims.scribe import Scoped, Scribe, Subject
from iomkg.folding import fold
from iomkg.model import Mention
from iomkg.namespaces import kind_of
from iomkg.values import Body, Government, NamedPlace

_CERTAIN, _COMPOSED, _IMPLIED = 0.97, 0.92, 0.75


@dataclass(slots=True)
class Cast:
    """Gives every actor and place of a release its identity, and says what the release says of it."""

    scene: Scene
    scribe: Scribe
    home_state: str | None = None
    _known: dict[object, Subject] = field(default_factory=dict)
    _offices: dict[tuple[str | None, str], list[tuple[Body, Scoped]]] = field(default_factory=dict)

    def actor(self, mention: Mention) -> Subject | None:
        """The identity of an actor; None for something that cannot act (a territory without a state)."""
        if mention.kind in ("place", "state"):
            state = next((iri for iri in mention.candidates if kind_of(iri) == "state"), None)
            if state:
                self.scribe.named(state, mention.text)
            return state
        curated = self.curated(mention)
        if curated:
            self._name_curated(curated, mention)
            return curated
        return self._introduced(mention)

    def is_doer(self, iri: str) -> bool:
        """Whether an actor is an organisation that carries out projects rather than pays for them."""
        entry = self.scene.reference.get(iri)
        slug = iri.rsplit("/", 1)[-1]
        if entry is None or slug in self.scene.lexicon.list("givers"):
            return False
        return entry.kind == "NonGovernmentalOrganisation" or slug in self.scene.lexicon.list("doers")

    def is_at_home(self, mention: Mention) -> bool:
        """Whether a mention is a body of the state where the release is set."""
        return is_public(mention) and self.state(mention) in (None, self.home_state)

    def key(self, mention: Mention) -> object:
        """Equal for two mentions of one actor."""
        actor = self.actor(mention)
        return actor if isinstance(actor, str) or actor is None else id(actor)

    def place(self, mention: Mention, country: str | None) -> Subject | None:
        """The identity of a place: its curated IRI, or one introduced within the release's country."""
        if isinstance(mention.value, NamedPlace):
            return self._introduced_place(mention, mention.value, country)
        iri = next((iri for iri in mention.candidates if kind_of(iri) not in ("state", "organisation", "agency")), None)
        if iri:
            self.scribe.named(iri, mention.text)
        return iri

    def state(self, mention: Mention) -> str | None:
        """The state of a body: stated, else implied by where the release is set."""
        stated = self.scene.state_of(mention)
        if stated or not isinstance(mention.value, Body) or not mention.value.public:
            return stated
        return self.home_state

    def curated(self, mention: Mention) -> str | None:
        """The IRI of a body the reference data holds; None for another."""
        for iri in mention.candidates:
            if kind_of(iri) in ("organisation", "agency", "instrument", "state"):
                return iri
        if isinstance(mention.value, Body) and mention.value.public and not mention.value.place_name:
            return self.scene.reference.agency(self.state(mention), mention.value.function)
        return None

    def _name_curated(self, iri: str, mention: Mention) -> None:
        self.scribe.named(iri, mention.text)
        span = (mention.start, mention.end)
        if kind_of(iri) == "agency":
            implied = isinstance(mention.value, Body) and not self.scene.state_of(mention)
            confidence = _IMPLIED if implied else _CERTAIN
            self.scribe.typed(iri, "Agency", span, confidence, "agency/curated")
            self.scribe.say(iri, "name", self.scribe.text(self._plain_name(mention)), span, confidence, "name/curated")
            if isinstance(mention.value, Body) and mention.value.acronym:
                acronym = terms.text(mention.value.acronym)
                self.scribe.say(iri, "acronym", acronym, span, confidence, "acronym/bracketed")

    def _plain_name(self, mention: Mention) -> str:
        return mention.value.name if isinstance(mention.value, Body) else mention.text

    def _introduced(self, mention: Mention) -> Subject:
        body = mention.value if isinstance(mention.value, Body) else Body(mention.text)
        state = self.state(mention) if body.public else None
        key = (state, fold(body.name))
        known = self._known.get(key) or (self._known.get((state, body.acronym)) if body.acronym else None)
        known = known or self._same_office(body, state)
        if known is not None:
            return known
        kind = "agency" if body.public else "organisation"
        thing = self.scribe.introduce(kind, body.name, mention.start)
        self._known[key] = thing
        if body.acronym:
            self._known[(state, body.acronym)] = thing
        if body.function:
            self._offices.setdefault((state, body.function), []).append((body, thing))
        self._describe(thing, body, mention, state)
        return thing

    def _same_office(self, body: Body, state: str | None) -> Subject | None:
        """A body named before with the same state and function, in the same words or fewer (`the Coast Guard`)."""
        for other, thing in self._offices.get((state, body.function or ""), ()):
            words, others = set(fold(body.name).split()), set(fold(other.name).split())
            if body.place_name == other.place_name and (words <= others or others <= words):
                return thing
        return None

    def _describe(self, thing: Scoped, body: Body, mention: Mention, state: str | None) -> None:
        span = (mention.start, mention.end)
        class_name = "Agency" if body.public else "OtherOrganisation"
        self.scribe.typed(thing, class_name, span, _COMPOSED, "body/composed")
        self.scribe.say(thing, "name", self.scribe.text(body.name), span, _COMPOSED, "name/composed")
        if body.acronym:
            self.scribe.say(thing, "acronym", terms.text(body.acronym), span, _COMPOSED, "acronym/bracketed")
        if not body.public:
            return
        if state:
            confidence = _COMPOSED if self.scene.state_of(mention) else _IMPLIED
            method = "state/stated" if self.scene.state_of(mention) else "state/implied"
            self.scribe.say(thing, "ofState", state, span, confidence, method)
        if body.function:
            self.scribe.say(thing, "hasFunction", body.function, span, _COMPOSED, "function/composed")
        self._jurisdiction(thing, body, mention, state)

    def _jurisdiction(self, thing: Scoped, body: Body, mention: Mention, state: str | None) -> None:
        span = (mention.start, mention.end)
        country = self.scene.reference.country_of_state(state)
        if body.place:
            self.scribe.say(thing, "hasJurisdiction", body.place, span, _COMPOSED, "jurisdiction/named")
        elif body.place_name:
            place = self._introduced_place(mention, NamedPlace(body.place_name, "area"), country)
            self.scribe.say(thing, "hasJurisdiction", place, span, _IMPLIED, "jurisdiction/named")
        elif country and not (body.function or "").endswith("embassy"):
            self.scribe.say(thing, "hasJurisdiction", country, span, _IMPLIED, "jurisdiction/state")

    def _introduced_place(self, mention: Mention, named: NamedPlace, country: str | None) -> Subject:
        key = ("place", country, fold(named.name))
        known = self._known.get(key)
        if known is not None:
            return known
        thing = self.scribe.introduce("place", named.name, mention.start)
        self._known[key] = thing
        span = (mention.start, mention.end)
        class_name = {"area": "AdministrativeArea", "post": "BorderPost"}.get(named.kind, "Settlement")
        self.scribe.typed(thing, class_name, span, _IMPLIED, "place/named")
        self.scribe.say(thing, "name", self.scribe.text(named.name), span, _COMPOSED, "name/place")
        if country:
            self.scribe.say(thing, "directlyWithin", country, span, _IMPLIED, "place/within-country")
        return thing


def is_government(mention: Mention) -> bool:
    """Whether a mention is a state as such, not one of its bodies."""
    return mention.kind == "place" or (mention.kind == "state" and isinstance(mention.value, Government))


def is_public(mention: Mention) -> bool:
    """Whether a mention is a body of a state."""
    return (isinstance(mention.value, Body) and mention.value.public) or any(
        kind_of(iri) == "agency" for iri in mention.candidates[:1]
    )
