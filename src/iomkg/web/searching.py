"""Finding things by the beginnings of words of their names, in any language, as one types."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg.folding import fold
from iomkg.namespaces import ID, LINKS_GRAPH, SCHEME, SKOS, VIEW_GRAPH, kind_of, term
from iomkg.store import Store

_NAMING: Final = (SKOS + "prefLabel", SKOS + "altLabel", term("name"), term("title"), term("acronym"))
_WORD: Final = re.compile(r"\w+")
_HIDDEN: Final = frozenset({"date", "identifier", "segment", "membership"})
_MOST_OF_A_WORD: Final = 5_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found, and the name it was found by."""

    iri: str
    name: str


class Index:
    """The names of all things of a store that does not change. Finding takes milliseconds, making it seconds."""

    def __init__(self, store: Store) -> None:
        self._names: list[tuple[str, str, str]] = []  # IRI, name, folded name
        by_word: dict[str, list[int]] = defaultdict(list)
        for iri, name in sorted(_named(store)):
            folded = fold(name)
            number = len(self._names)
            self._names.append((iri, name, folded))
            for word in set(_WORD.findall(folded)):
                by_word[word].append(number)
        self._words = sorted(by_word)
        self._by_word = dict(by_word)
        linked = store.quads(None, term("linkedTo"), None, LINKS_GRAPH)
        self._told = {quad.object.value for quad in linked if isinstance(quad.object, NamedNode)}

    def find(self, typed: str, most: int) -> list[Hit]:
        """The things with a name that has words beginning with all those typed: exact names first, then those that
        releases introduce, then short names."""
        wanted = _WORD.findall(fold(typed))
        if not wanted:
            return []
        found = self._beginning(wanted[0])
        for word in wanted[1:]:
            found &= self._beginning(word)
        whole = " ".join(wanted)
        best: dict[str, tuple[tuple[bool, bool, bool, int, str], str]] = {}
        for number in found:
            iri, name, folded = self._names[number]
            plain = " ".join(_WORD.findall(folded))
            rank = (plain != whole, not plain.startswith(whole), iri not in self._told, len(name), name)
            if iri not in best or rank < best[iri][0]:
                best[iri] = (rank, name)
        ordered = sorted(best.items(), key=lambda item: (item[1][0], item[0]))
        return [Hit(iri, name) for iri, (_, name) in ordered[:most]]

    def _beginning(self, start: str) -> set[int]:
        first = bisect.bisect_left(self._words, start)
        found: set[int] = set()
        for word in self._words[first : first + _MOST_OF_A_WORD]:
            if not word.startswith(start):
                break
            found.update(self._by_word[word])
        return found


def _named(store: Store) -> Iterable[tuple[str, str]]:
    for predicate in _NAMING:
        for quad in store.quads(None, predicate, None, VIEW_GRAPH):
            iri = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
            if isinstance(quad.object, Literal) and iri.startswith((ID, SCHEME)) and kind_of(iri) not in _HIDDEN:
                yield iri, quad.object.value
    for quad in store.quads(None, term("headline")):
        iri = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        if isinstance(quad.object, Literal) and kind_of(iri) == "release":
            yield iri, quad.object.value
