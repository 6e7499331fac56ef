"""What a page says, as data: an entity's names, facts, parts and who names it; what a release is and speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import history
from iomkg.draft import Draft
from iomkg.links import entity_of, members_of, releases_of, voice_of, voices_among
from iomkg.model import Term
from iomkg.namespaces import (
    RDF,
    SKOS,
    VIEW_GRAPH,
    claims_graph,
    kind_of,
    release_graph,
    release_key_of,
    shortened,
    term,
)
from iomkg.namespaces import release as release_iri
from iomkg.naming import COMPOSED, Named, Names, distinct, property_name

# What a reader looks for first; any other property follows in the order of the alphabet.
_READING_ORDER: Final = tuple(
    term(name)
    for name in (
        "title", "acronym", "hasDonor", "hasImplementer", "hasPartner", "targetsPlace", "alongRoute", "mainTheme",
        "hasTheme", "durationMonths", "start", "end", "projectStatus", "partOf", "stage", "fundingKind", "amount",
        "currency", "amountQualifier", "donor", "recipient", "eventKind", "date", "endDate",
        "outputKind", "quantity", "quantityStated", "outputStatus", "goodsValue", "goodsCurrency", "provider",
        "receivingBody", "place", "venue",
        "ofState", "hasFunction", "hasJurisdiction", "directlyWithin", "holder", "roleTitle", "roleIn",
    )
)  # fmt: skip
PARTS: Final = {
    term("fundedProject"): "Funding",
    term("inProject"): "Roles",
    term("ofProject"): "Events and outputs",
    term("holder"): "Public roles",
    term("inEvent"): "Taking part",
}
# The same the other way round: the entity points to its parts.
HELD: Final = {
    term("hasMembership"): "Members",
    term("hasSegment"): "Segments",
    term("hasContribution"): "Contributions",
}
_ACTING: Final = (term("hasTerritory"), term("hasArea"))
_OF_NO_INTEREST: Final = tuple(
    term(name) for name in ("headline", "releaseKey", "sourceHash", "effectiveOn", "textSketch")
)
# Nodes that only hold others together say nothing to a reader of the page of what they point to.
_INNER: Final = ("membership", "segment")
_NAMES: Final = (SKOS + "prefLabel", SKOS + "altLabel", term("name"), term("acronym"), term("demonym"))
_MOST_VALUES: Final = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A property with its values; `more` counts those left out."""

    name: str
    values: tuple[Named, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Something that belongs to the entity and has no page worth its own, such as a funding: its facts in place."""

    heading: str
    node: Named
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`names` are all its names, `facts` what it states, `named_by` what points to it, by kind and property; of a
    release, `speaks_of` is what it names, by kind."""

    entity: Named
    kinds: tuple[str, ...]
    names: tuple[Named, ...]
    facts: tuple[Row, ...]
    parts: tuple[Part, ...]
    named_by: tuple[Row, ...] = ()
    speaks_of: tuple[Row, ...] = ()


def page(draft: Draft, entity: str) -> Page:
    """The page of an entity of the view, or of a release, given by its IRI."""
    names = Names(draft)
    if kind_of(entity) == "release":
        return _release_page(draft, names, entity)
    own = Named(names.entity(entity), entity)
    return Page(
        entity=own,
        kinds=tuple(names.kinds(entity)),
        names=tuple(name for name in names.labels(entity) if name.text != own.text),
        facts=(
            *_actors(draft, names, entity),
            *_rows(draft, names, entity, (*_NAMES, *HELD, term("title"))),
            *_told_by(draft, entity),
        ),
        parts=tuple(_parts(draft, names, entity)),
        named_by=tuple(_named_by(draft, names, entity)),
    )


def reading_order(predicate: str) -> tuple[int, str]:
    """The place of a property on a page."""
    first = _READING_ORDER.index(predicate) if predicate in _READING_ORDER else len(_READING_ORDER)
    last = predicate == RDF + "type"
    return (first + last, property_name(predicate))


def parts_of(draft: Draft, names: Names, entity: str) -> list[tuple[str, Named, str]]:
    """What belongs to an entity: the heading it stands under, the part, and the property that joins the two."""
    inwards = ((draft.subjects(p, NamedNode(entity), VIEW_GRAPH), p, heading) for p, heading in PARTS.items())
    outwards = (([o.value for o in draft.objects(entity, p, VIEW_GRAPH)], p, h) for p, h in HELD.items())
    return [(h, part, p) for iris, p, h in (*inwards, *outwards) for part in _named(names, iris)]


def source_files(draft: Draft, release: str) -> tuple[str, ...]:
    """The names of the files a release was read from."""
    names = history.sources_of(draft, release.rsplit("/", 1)[1])
    return tuple(name for name in names if "://" not in name)


def _release_page(draft: Draft, names: Names, release: str) -> Page:
    key = release.rsplit("/", 1)[1]
    claims = Counter(
        status.value.rsplit("/", 1)[1]
        for quad in draft.quads(None, term("claimStatus"), None, claims_graph(key))
        if isinstance(status := quad.object, NamedNode)
    )
    things = _things(draft, key)
    files = source_files(draft, release)
    named = [Row(property_name(term("sourceName")), tuple(Named(file) for file in files))] if files else []
    counts = {"claims": ", ".join(f"{n} {status}" for status, n in sorted(claims.items())) or "none"}
    counts["projects"] = f"{len(things.get('project', ()))}"
    versions = [other for other in releases_of(draft, voice_of(draft, release)) if other != release]
    headlines = draft.objects(release, term("headline"), release_graph(key))
    facts = _rows(draft, names, release, (*_OF_NO_INTEREST, *_NAMES), release_graph(key))
    return Page(
        entity=Named(min((headline.value for headline in headlines), default=key), release),
        kinds=("release",),
        names=(),
        facts=(
            *facts,
            *named,
            *(Row(name, (Named(text),)) for name, text in counts.items()),
            *([_row("one voice with", (_release_named(draft, other) for other in versions))] if versions else ()),
        ),
        parts=(),
        speaks_of=tuple(_row(kind, _named(names, things[kind])) for kind in sorted(things)),
    )


def _release_named(draft: Draft, release: str) -> Named:
    headlines = draft.objects(release, term("headline"), release_graph(release.rsplit("/", 1)[1]))
    return Named(min((headline.value for headline in headlines), default=release.rsplit("/", 1)[1]), release)


def _told_by(draft: Draft, entity: str) -> list[Row]:
    """How many releases tell of an entity, when they are several, and how many voices they are."""
    releases = {release_iri(release_key_of(member) or "") for member in members_of(draft, entity)}
    if len(releases) < 2:
        return []
    voices = voices_among(draft, releases)
    heard = f", {voices} voice{'s' if voices > 1 else ''}" if voices < len(releases) else ""
    return [Row("told by", (Named(f"{len(releases)} releases{heard}"),))]


def _things(draft: Draft, key: str) -> dict[str, set[str]]:
    """What a release speaks of, as entities of the view, by kind."""
    found: dict[str, set[str]] = {}
    for quad in draft.quads(graph=release_graph(key)):
        for node in (quad.subject, quad.object):
            iri = node.value if isinstance(node, NamedNode) else ""
            entity = entity_of(draft, iri) if release_key_of(iri) else iri
            kind = kind_of(entity)
            if kind not in (None, "release", "date") and next(draft.quads(entity, None, None, VIEW_GRAPH), None):
                found.setdefault(kind or "", set()).add(entity)
    return found


def _actors(draft: Draft, names: Names, place: str) -> list[Row]:
    """The state whose territory a country is: its other page."""
    iris = {iri for predicate in _ACTING for iri in draft.subjects(predicate, NamedNode(place), VIEW_GRAPH)}
    return [Row("as an actor", tuple(_apart(Named(names.entity(iri), iri)) for iri in sorted(iris)))] if iris else []


def _apart(named: Named) -> Named:
    """With its IRI in the text, for what is called as something else is too."""
    return Named(f"{named.text} ({shortened(named.iri or '')})", named.iri)


def _rows(draft: Draft, names: Names, entity: str, leave_out: Iterable[str], graph: str = VIEW_GRAPH) -> list[Row]:
    left_out = {RDF + "type", *leave_out}
    found: dict[str, list[Term]] = {}
    for quad in draft.quads(entity, None, None, graph):
        if quad.predicate.value not in left_out and isinstance(quad.object, NamedNode | Literal):
            found.setdefault(quad.predicate.value, []).append(quad.object)
    return [
        _row(property_name(predicate), (_value(names, entity, predicate, value) for value in found[predicate]))
        for predicate in sorted(found, key=reading_order)
    ]


def _value(names: Names, entity: str, predicate: str, value: Term) -> Named:
    named = names.value(predicate, value)
    return _apart(named) if named.iri and named.text == names.entity(entity) else named


def _row(name: str, values: Iterable[Named]) -> Row:
    ordered = sorted(distinct(values), key=lambda value: (value.text, value.language or "", value.iri or ""))
    return Row(name, tuple(ordered[:_MOST_VALUES]), max(0, len(ordered) - _MOST_VALUES))


def _parts(draft: Draft, names: Names, entity: str) -> list[Part]:
    """What belongs to the entity. Facts that make up a part's name are not told twice."""
    return [
        Part(heading, part, tuple(_rows(draft, names, part.iri or "", (predicate, *_NAMES, *_told(part)))))
        for heading, part, predicate in parts_of(draft, names, entity)
    ]


def _told(named: Named) -> list[str]:
    _, properties = COMPOSED.get(kind_of(named.iri or "") or "", ("", ()))
    return [term(name) for name in properties]


def _named(names: Names, iris: Iterable[str], seen_from: str = "") -> list[Named]:
    """Entities with their names; those of participations leave out who takes part when that is where they are seen
    from."""
    return sorted((Named(names.part(iri, seen_from), iri) for iri in iris), key=lambda n: (n.text, n.iri or ""))


def _named_by(draft: Draft, names: Names, entity: str) -> list[Row]:
    """What points to the entity, its parts left out, grouped by the property that does and the kind that has it."""
    found: dict[tuple[str, str], set[str]] = {}
    left_out = {*PARTS, *HELD, *_ACTING}
    for quad in draft.quads(None, None, entity, VIEW_GRAPH):
        subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        kind = kind_of(subject)
        if kind is not None and kind not in _INNER and quad.predicate.value not in left_out:
            found.setdefault((kind, quad.predicate.value), set()).add(subject)
    for kind, predicate in found:
        if predicate == term("within"):
            found[kind, predicate] -= found.get((kind, term("directlyWithin")), set())
    rows = {
        f"{kind} ({property_name(predicate)})": subjects for (kind, predicate), subjects in found.items() if subjects
    }
    inside = _projects_inside(draft, entity) - found.get(("project", term("targetsPlace")), set())
    if inside:
        rows["project (works in a part of it)"] = inside
    return [_row(name, _named(names, subjects, entity)) for name, subjects in sorted(rows.items())]


def _projects_inside(draft: Draft, place: str) -> set[str]:
    places = draft.subjects(term("within"), NamedNode(place), VIEW_GRAPH)
    return {p for inner in places for p in draft.subjects(term("targetsPlace"), NamedNode(inner), VIEW_GRAPH)}
