"""From what a person types to the entity that is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import terms
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.folding import fold
from iomkg.links import entity_of, successor_of
from iomkg.namespaces import (
    BASE,
    ID,
    LINKS_GRAPH,
    LOG_GRAPH,
    RDF,
    SCHEME,
    SKOS,
    VIEW_GRAPH,
    expanded,
    kind_of,
    release,
    release_graph,
    release_key_of,
    shortened,
    term,
)
from iomkg.naming import Names

_NAMING: Final = (SKOS + "prefLabel", SKOS + "altLabel", term("name"), term("title"), term("acronym"))
_MOST_CANDIDATES: Final = 12
_MOST_CLOSE: Final = 3
_CLOSE: Final = 0.7
_FILE: Final = re.compile(r"[^\s/\\:]+\.\w{1,10}")
_WORD: Final = re.compile(r"\w+")
# How well a name fits what was typed, the best first.
_EXACT, _WHOLE_WORDS, _WORD_STARTS, _PART = range(4)


def entity(draft: Draft, text: str) -> str:
    """The IRI in the view of what `text` names: an IRI, `id:state/ner`, `state/ner`, or a name in any language.

    A name may be in any case, without its accents, as it is printed (`Italy – Ministry of Foreign Affairs`), or a
    part of one, which is taken for the entity it fits best: whole words before parts of words. A state that is called
    like its territory gives way to it. A release is named by its IRI, its key, its headline or the name of its
    file, and its IRI returned.

    Raises UsageError when nothing or more than one thing is meant; its notes list the candidates.
    """
    wanted = text.strip()
    if not wanted:
        raise UsageError("no entity named; give an IRI such as id:state/ner, or a name")
    for iri in _spellings(wanted):
        found = _standing(draft, iri)
        if found:
            return found
    if wanted.startswith((BASE, "id:", "http://", "https://")):
        raise UsageError(f"nothing in the view is {wanted}; give a name, or see `iomkg queries` for lists of entities")
    loaded = _of_file(draft, wanted)
    return loaded.pop() if len(loaded) == 1 else _named(draft, wanted)


def _of_file(draft: Draft, name: str) -> set[str]:
    """The releases that stand and were loaded from files of this name."""
    entries = draft.subjects(term("sourceName"), terms.text(name), LOG_GRAPH) if _FILE.fullmatch(name) else []
    loaded = {iri.value for entry in entries for iri in draft.objects(entry, term("committedRelease"), LOG_GRAPH)}
    return {iri for iri in loaded if _standing(draft, iri)}


def _spellings(wanted: str) -> list[str]:
    full = expanded(wanted)
    if full != wanted or "://" in wanted:
        return [full]
    if " " in wanted:
        return []
    return [ID + wanted, SCHEME + wanted] if "/" in wanted else [release(wanted)]


def _standing(draft: Draft, iri: str) -> str | None:
    try:
        node = NamedNode(iri)
    except ValueError:
        return None
    if kind_of(iri) == "release":
        graph = release_graph(iri.removeprefix(release("")))
        return iri if next(draft.quads(node, None, None, graph), None) else None
    found = entity_of(draft, node.value) if release_key_of(iri) else successor_of(draft, node.value)
    return found if next(draft.quads(found, None, None, VIEW_GRAPH), None) else None


def _named(draft: Draft, wanted: str) -> str:
    folded = _plain(wanted)
    ranks = _ranked(folded, _names(draft))
    if _EXACT not in ranks.values():
        ranks = _bodies(draft, folded) or ranks or _ranked(folded, _composed_names(draft))
    if not ranks:
        raise _unknown(draft, wanted, folded)
    best = _without_states(draft, {iri for iri, rank in ranks.items() if rank == min(ranks.values())})
    if len(best) == 1:
        return best.pop()
    raise _ambiguous(draft, wanted, ranks, best)


def _names(draft: Draft) -> Iterator[tuple[str, str]]:
    """Every name in the view, folded, with what it names."""
    for predicate in _NAMING:
        for quad in draft.quads(None, predicate, None, VIEW_GRAPH):
            if (
                isinstance(quad.object, Literal)
                and isinstance(quad.subject, NamedNode)
                and quad.subject.value.startswith((ID, SCHEME))
            ):
                yield _plain(quad.object.value), quad.subject.value


def _composed_names(draft: Draft) -> Iterator[tuple[str, str]]:
    """What pages call the things that have no name of their own, and the headlines of releases."""
    names = Names(draft)
    linked = (quad.object for quad in draft.quads(None, term("linkedTo"), None, LINKS_GRAPH))
    for iri in {entity.value for entity in linked if isinstance(entity, NamedNode)}:
        yield _plain(names.entity(iri)), iri
    for quad in draft.quads(None, term("headline")):
        # The log's commits have the headlines of what they loaded.
        if isinstance(quad.object, Literal) and kind_of(str(quad.subject)[1:-1]) == "release":
            yield _plain(quad.object.value), str(quad.subject)[1:-1]


def _bodies(draft: Draft, folded: str) -> dict[str, int]:
    """Ranks of bodies for `state - body`, which is how they are printed."""
    state, joined, body = folded.partition(" - ")
    if not joined:
        return {}
    names = Names(draft)
    return {
        iri: rank
        for iri, rank in _ranked(body, _names(draft)).items()
        if any(
            _plain(name.text) == state
            for owner in draft.objects(iri, term("ofState"), VIEW_GRAPH)
            for name in names.labels(owner.value)
        )
    }


def _ranked(folded: str, names: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How well what each name names fits, by its best name; what does not fit at all is left out."""
    typed = set(_WORD.findall(folded)) or {folded}
    ranks: dict[str, int] = {}
    for name, iri in names:
        rank = _rank(folded, typed, name)
        if rank is not None:
            ranks[iri] = min(rank, ranks.get(iri, rank))
    return ranks


def _rank(wanted: str, typed: set[str], name: str) -> int | None:
    if name == wanted:
        return _EXACT
    if wanted not in name and len(typed) == 1:
        return None
    words = set(_WORD.findall(name))
    if typed <= words:
        return _WHOLE_WORDS
    if all(any(word.startswith(part) for word in words) for part in typed):
        return _WORD_STARTS
    return _PART if wanted in name else None


def _without_states(draft: Draft, found: set[str]) -> set[str]:
    """Without the states whose territory is there too: one page for both, which names the other."""
    return {
        iri for iri in found if not any(o.value in found for o in draft.objects(iri, term("hasTerritory"), VIEW_GRAPH))
    }


def _ambiguous(draft: Draft, wanted: str, ranks: dict[str, int], best: set[str]) -> UsageError:
    ordered = sorted(ranks, key=lambda iri: (ranks[iri], iri not in best, not _of_releases(draft, iri), iri))
    return _with_candidates(draft, f"{wanted!r} names {len(ranks)} things; give one of these:", ordered)


def _with_candidates(draft: Draft, message: str, candidates: list[str]) -> UsageError:
    names = Names(draft)
    shown = {shortened(iri): iri for iri in candidates[:_MOST_CANDIDATES]}
    width = max(map(len, shown))
    error = UsageError(message)
    for short, iri in shown.items():
        kinds = ", ".join(names.kinds(iri)) or kind_of(iri)
        error.add_note(f"  {short:<{width}}  {names.entity(iri)} ({kinds})")
    if len(candidates) > len(shown):
        error.add_note(f"  and {len(candidates) - len(shown)} more: give more of the name")
    return error


def _of_releases(draft: Draft, iri: str) -> bool:
    """Whether some release speaks of an entity."""
    linked = draft.quads(None, term("linkedTo"), iri, LINKS_GRAPH)
    return next(linked, None) is not None or next(draft.quads(None, RDF + "object", iri), None) is not None


def _unknown(draft: Draft, wanted: str, folded: str) -> UsageError:
    named: dict[str, set[str]] = {}
    for name, iri in _names(draft):
        named.setdefault(name, set()).add(iri)
    called = f"nothing in the view is called {wanted!r}"
    scores = _likeness(folded, named)
    # Of names as near, those that releases speak of are the likelier.
    meant = sorted(
        {(score, iri) for name, score in scores.items() for iri in named[name]},
        key=lambda found: (-found[0], not _of_releases(draft, found[1]), found[1]),
    )
    if not meant:
        return UsageError(f"{called}; give a name or an IRI such as id:state/ner")
    nearest = list(dict.fromkeys(iri for _, iri in meant))[:_MOST_CLOSE]
    return _with_candidates(draft, f"{called}; did you mean one of these?", nearest)


def _likeness(wanted: str, names: Iterable[str]) -> dict[str, float]:
    """How like what was typed each name is spelt that is like it at all, within 0..1: as a whole or word by word
    (`blake` for `balke - security…`), a swap of two letters being one slip."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    def like(one: str, among: list[str]) -> dict[str, float]:
        found = process.extract(one, among, scorer=OSA.normalized_similarity, limit=None, score_cutoff=_CLOSE)
        return {other: score for other, score, _ in found}

    known = list(names)
    words = {name: set(_WORD.findall(name)) for name in known}
    spelt = sorted(set().union(*words.values()))
    near = [like(one, spelt) for one in _WORD.findall(wanted)]
    found = like(wanted, known)
    for name, own in words.items():
        best = [max((of[word] for word in own & of.keys()), default=0.0) for of in near]
        if best and all(best):
            found[name] = max(found.get(name, 0.0), sum(best) / len(best))
    return found


def _plain(name: str) -> str:
    return " ".join(fold(name).split())
