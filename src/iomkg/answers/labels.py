"""Labels for many IRIs at once, in the language asked for, by the rules that pages follow for one.

A body has its state before its name, unless the name says it; a project without a title is called by the headline of
a release that tells of it; what has no name of its own is called by what its facts say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import vocabulary
from iomkg.engine import Engine, batches, nodes, pairs
from iomkg.model import Language, Term
from iomkg.namespaces import ID, NS, RDFS, SKOS, concept, kind_of, release, release_key_of, term
from iomkg.naming import COMPOSED, grouped, says

LANGUAGES: Final[tuple[Language, ...]] = ("en", "fr", "es")
Facts = Mapping[str, Mapping[str, list[Term]]]
_NAMES: Final = (SKOS + "prefLabel", term("title"), term("name"))
_ALL_NAMES: Final = (*_NAMES, SKOS + "altLabel", term("acronym"))
_DATE: Final = f"{ID}date/"
_CURRENCY: Final = concept("currency", "")
# The values that make up a label, those of one part with a space between.
_PARTS: Final = {
    **{kind: (separator or " ", tuple((name,) for name in names)) for kind, (separator, names) in COMPOSED.items()},
    "funding": (", ", (("fundingKind",), ("stage",), ("currency", "amount"), ("donor",))),
    "contribution": (", ", (("currency", "amount"), ("contributor",))),
}
_SIGNS: Final = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","})
_UNTITLED: Final = {
    "en": "untitled project of: {}",
    "fr": "projet sans titre de : {}",
    "es": "proyecto sin título de: {}",
}


def labels(engine: Engine, iris: Iterable[str], language: Language) -> dict[str, str]:
    """Words for each IRI that has any; those that nothing names are left out."""
    return _Labels(engine, language).of(set(iris))


class _Labels:
    """Finds labels in one language, from few queries."""

    def __init__(self, engine: Engine, language: Language) -> None:
        self._engine = engine
        self._language = language
        self._order = (language, *(each for each in LANGUAGES if each != language))

    def of(self, iris: set[str], *, composed: bool = True) -> dict[str, str]:
        words = {iri: label for iri in iris if (label := _fixed(iri, self._language))}
        words |= self._named(iris - words.keys())
        words |= self._headlines(iris - words.keys())
        return words | (self._composed(iris - words.keys()) if composed else {})

    def _named(self, iris: set[str]) -> dict[str, str]:
        facts = self._facts(iris, (*_NAMES, term("ofState")))
        found = {iri: name for iri in facts if (name := self._best(facts[iri], _NAMES))}
        states = {value.value for iri in found for value in facts[iri].get(term("ofState"), ())}
        known = self._facts(states, _ALL_NAMES)
        for iri in found:
            owners = [known.get(value.value, {}) for value in facts[iri].get(term("ofState"), ())]
            said = any(says(found[iri], text.value) for owner in owners for texts in owner.values() for text in texts)
            before = sorted(filter(None, (self._best(owner, _NAMES) for owner in owners)))
            if before and not said:
                found[iri] = f"{', '.join(before)} – {found[iri]}"
        return found

    def _headlines(self, iris: set[str]) -> dict[str, str]:
        """Releases by their own headline, projects without a title by that of a release that tells of them."""
        telling: dict[str, set[str]] = defaultdict(set)
        for some in batches(iri for iri in iris if kind_of(iri) == "project"):
            links = f"VALUES ?project {{ {nodes(some)} }} GRAPH graph:links {{ ?said iomkg:linkedTo ?project }}"
            for said, project in self._engine.select(f"SELECT ?said ?project {{ {links} }}").rows:
                if said and project and (key := release_key_of(said.value)):
                    telling[project.value].add(release(key))
        releases = {iri for iri in iris if kind_of(iri) == "release"}
        found: dict[str, str] = {}
        for some in batches(releases.union(*telling.values())):
            stated = f"VALUES ?release {{ {nodes(some)} }} GRAPH ?stated {{ ?release iomkg:headline ?headline }}"
            for name, headline in self._engine.select(f"SELECT ?release ?headline {{ {stated} }}").rows:
                if name and headline:
                    found[name.value] = min(headline.value, found.get(name.value, headline.value))
        untitled = {
            project: _UNTITLED[self._language].format(min(headlines))
            for project, told in telling.items()
            if (headlines := [found[name] for name in told if name in found])
        }
        return {iri: headline for iri, headline in found.items() if iri in releases} | untitled

    def _composed(self, iris: set[str]) -> dict[str, str]:
        """What has no name by the values of its facts."""
        kinds = {iri: _PARTS[kind] for iri in iris if (kind := kind_of(iri)) in _PARTS}
        facts = self._facts(kinds, {term(name) for _, parts in kinds.values() for part in parts for name in part})
        values = {value.value for told in facts.values() for found in told.values() for value in found
                  if isinstance(value, NamedNode)}  # fmt: skip
        words = self.of(values, composed=False)
        found: dict[str, str] = {}
        for iri, told in facts.items():
            separator, parts = kinds[iri]
            texts = [[self._listed(told.get(term(name), ()), words) for name in part] for part in parts]
            found[iri] = separator.join(filter(None, (" ".join(filter(None, part)) for part in texts)))
        return {iri: label for iri, label in found.items() if label}

    def _listed(self, values: Iterable[Term], words: Mapping[str, str]) -> str:
        """The words for some values, with commas between."""
        texts = (words.get(v.value, "") if isinstance(v, NamedNode) else self._number(v.value) for v in values)
        return ", ".join(sorted(filter(None, texts)))

    def _number(self, text: str) -> str:
        """A number as the language writes it; other texts as they are."""
        written = grouped(text)
        return written if self._language == "en" or written == text else written.translate(_SIGNS)

    def _facts(self, iris: Iterable[str], properties: Iterable[str]) -> Facts:
        """What the view says of things by some properties."""
        found: dict[str, dict[str, list[Term]]] = {}
        for some in batches(product(set(iris), sorted(properties))):
            asked = f"SELECT ?thing ?p ?o {{ VALUES (?thing ?p) {{ {pairs(some)} }} ?thing ?p ?o }}"
            for thing, name, value in self._engine.select(asked).rows:
                if thing and name and value:
                    found.setdefault(thing.value, defaultdict(list))[name.value].append(value)
        return found

    def _best(self, told: Mapping[str, list[Term]], properties: Iterable[str]) -> str | None:
        """The name in the first language that has one, of the first property that has any."""
        for name in properties:
            texts = [value for value in told.get(name, ()) if isinstance(value, Literal)]
            if texts:
                return min(texts, key=self._preference).value
        return None

    def _preference(self, text: Literal) -> tuple[int, str, str]:
        language = text.language or ""
        rank = self._order.index(language) if language in self._order else len(self._order)
        return rank, language, text.value


def _fixed(iri: str, language: Language) -> str | None:
    """Words for what needs no asking: terms of the ontology, currencies by their codes, dates as they are stated."""
    if iri.startswith(NS):
        return _terms(language).get(iri)
    for start in (_DATE, _CURRENCY):
        if iri.startswith(start):
            return iri.removeprefix(start)
    return None


@cache
def _terms(language: Language) -> dict[str, str]:
    """The ontology's own labels, the English where there is none in that language."""
    found: dict[str, dict[str, str]] = {}
    for quad in vocabulary.quads_of("iomkg.ttl"):
        subject, label = quad.subject, quad.object
        if quad.predicate.value == RDFS + "label" and isinstance(subject, NamedNode) and isinstance(label, Literal):
            found.setdefault(subject.value, {})[label.language or ""] = label.value
    return {iri: words.get(language) or words.get("en", "") for iri, words in found.items()}
