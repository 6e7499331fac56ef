"""What completes the head of a body's name, word by word, until one that cannot belong to it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from iomkg.mentions.gazetteer import Found
from iomkg.mentions.grammar import Grammar
from iomkg.mentions.tokens import Token
from iomkg.namespaces import kind_of

PLACE_KINDS = ("country", "area", "settlement", "border-post")
_MOST_TOKENS = 22


@dataclass(slots=True)
class Words:
    """One sentence as tokens, with the names found in it by where they begin, in order."""

    text: str
    tokens: list[Token]
    grammar: Grammar
    found: dict[int, Found]
    places: dict[int, int] = field(init=False)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.places = {token.start: i for i, token in enumerate(self.tokens)}
        self._starts = list(self.found)

    def found_before(self, place: int) -> Found | None:
        """The last name that begins before a place."""
        number = bisect_left(self._starts, place) - 1
        return self.found[self._starts[number]] if number >= 0 else None


class Stretch:
    """The complements after a head, token by token, until a word that cannot belong to the name."""

    def __init__(self, words: Words, at: int, i: int, kind: str, capital: bool) -> None:
        self.words, self.tokens, self.grammar = words, words.tokens, words.grammar
        self.at, self.i, self.name_end, self.kind = at, i, i, kind
        self.lower_nouns = (self.grammar.lower_complements and kind != "org") or not capital
        self.countries: list[str] = []
        self.places: list[tuple[int, int, Found | None]] = []
        self.topics: list[tuple[int, int]] = []
        self.place: str | None = None
        self.place_name: str | None = None
        self._previous_lower = False

    def run(self) -> None:
        """Go on, token by token, as far as a body's name may reach."""
        while self.i < len(self.tokens) and self.i - self.at < _MOST_TOKENS and self._step():
            pass

    def take_up_to(self, i: int) -> None:
        """Take in the tokens before `i` as well."""
        self._take(i - self.i, False)

    def _step(self) -> bool:
        token = self.tokens[self.i]
        found = self.words.found.get(token.start)
        if found is not None and found.demonyms:
            self.countries.extend(found.demonyms)
            return self._take_found(found)
        if token.folded in self.grammar.links:
            return self._complement(self.i)
        if token.folded in self.grammar.conjunctions:
            return self._conjunction()
        if token.text == ",":
            return self._comma()
        if token.folded in ("'", "'s") and self._is_possessive():
            return self._take(1, False)
        if token.folded in self.grammar.stops or not token.word or token.folded in self.grammar.articles:
            return False
        if found is not None and found.names:
            return self._named_without_link(found)
        if token.capital and self.kind not in ("service", "holder") and not self._may_be_the_holder():
            return self._take(1, False)
        if self.grammar.lower_complements and self.grammar.adjective.search(token.folded):
            return self._take(1, True)
        return False

    def _is_possessive(self) -> bool:
        """The possessive of `Ministry of Expatriates' Welfare`, `Ministry of Women's Affairs`; no owner of a body."""
        after = self.i + 1
        if after >= len(self.tokens) or not self.tokens[after].capital or not self._in_complement():
            return False
        plural = self.tokens[self.i].folded == "'s" or self.tokens[self.i - 1].folded.endswith("s")
        return plural and self.grammar.head_at(self.tokens, after) is None

    def _named_without_link(self, found: Found) -> bool:
        """A capitalised name right after: part of a name (`Agence X`) unless it is a place or another body."""
        if any(kind_of(iri) in (*PLACE_KINDS, "state", "organisation", "agency") for iri in found.names):
            return False
        return self._take_found(found)

    def _may_be_the_holder(self) -> bool:
        return self.kind.startswith("holder:") and not self._in_complement()

    def _in_complement(self) -> bool:
        return self.i > self.at + 1

    def _complement(self, at: int) -> bool:
        """`of the Interior`, `de la santé publique`, `of Bosnia and Herzegovina`."""
        opener = self.tokens[at].folded
        j = at + 1
        while j < len(self.tokens) and self.tokens[j].folded in self.grammar.articles:
            j += 1
        if j >= len(self.tokens):
            return False
        noun = self.tokens[j]
        found = self.words.found.get(noun.start)
        # `de Noruega`: behind a link, a capitalised word that is an adjective too is the country.
        if found is not None and found.names and (not found.demonyms or (noun.capital and of_kind(found, "country"))):
            bare = not self._in_complement() or not self.topics
            if bare and of_kind(found, "agency") and self.kind == "office" and not of_kind(found, "country"):
                self.i = j
                return self._take_found(found)
            return opener in self.grammar.of and self._take_place_or_state(found)
        if noun.folded in self.grammar.government or noun.folded in self.grammar.realms:
            return opener in self.grammar.of and self._government_complement(j)
        if not noun.word or noun.folded in self.grammar.stops | self.grammar.calendar or noun.text[0].isdigit():
            return False
        if noun.capital:
            if self.kind.startswith("holder:") or (opener in self.grammar.of and self._is_place_slot()):
                return self._unknown_place(j)
            return self._take_topic(j)
        if self.lower_nouns and self.kind != "holder" and opener != "en":
            if noun.folded in self.grammar.area_nouns:
                return self._area(j)
            return self._take_topic(j)
        return False

    def _is_place_slot(self) -> bool:
        head = " ".join(t.folded for t in self.tokens[self.at : self.i])
        return self.kind == "local" or (head in self.grammar.plural_heads and self.kind == "public")

    def _take_place_or_state(self, found: Found) -> bool:
        countries = of_kind(found, "country") or tuple(
            iri.replace("/state/", "/country/") for iri in of_kind(found, "state")
        )
        name = self.words.text[found.start : found.end]
        if countries:
            self.countries.extend(countries)
        elif of_kind(found, "area", "settlement", "border-post"):
            self.place, self.place_name = of_kind(found, "area", "settlement", "border-post")[0], name
        elif of_kind(found, "region") and self.kind.startswith("holder:"):
            self.place_name = name  # an area may bear a region's name
        elif of_kind(found, "organisation", "agency", "region"):
            return False
        self.places.append((found.start, found.end, found))
        self._take_found(found)
        self._coordinated_places()
        return False

    def _unknown_place(self, j: int) -> bool:
        end = j
        while end < len(self.tokens) and (self.tokens[end].capital and self.tokens[end].word):
            end += 1
        start, stop = self.tokens[j].start, self.tokens[end - 1].end
        self.places.append((start, stop, None))
        self.place_name = self.words.text[start:stop]
        self.i = self.name_end = end
        self._coordinated_places()
        return False

    def _coordinated_places(self) -> None:
        """More places after a first one: `Zinder, Maradi et Agadez`, `du Niger, du Mali et du Burkina Faso`."""
        last = False
        while self.i < len(self.tokens) and not last:
            j = self.i
            if self.tokens[j].text != "," and self.tokens[j].folded not in self.grammar.conjunctions:
                return
            last = self.tokens[j].text != ","
            j += 1
            while j < len(self.tokens) and self.tokens[j].folded in (
                self.grammar.of | self.grammar.articles | self.grammar.conjunctions
            ):
                j += 1
            if j >= len(self.tokens):
                return
            found = self.words.found.get(self.tokens[j].start)
            plural = self._plural()
            if not plural:
                return
            kinds = ("area", "settlement", "border-post", "country", "region")
            if found is not None and of_kind(found, *kinds):
                self.places.append((found.start, found.end, found))
                self._take_found(found, name=False)
            elif found is None and self.tokens[j].capital and not self.grammar.head_at(self.tokens, j):
                end = j + 1
                while end < len(self.tokens) and self.tokens[end].capital and self.tokens[end].word:
                    end += 1
                self.places.append((self.tokens[j].start, self.tokens[end - 1].end, None))
                self.i = end
            else:
                return

    def _plural(self) -> bool:
        words = [t.folded for t in self.tokens[self.at : self.at + 2]]
        return any(" ".join(words[:n]) in self.grammar.plural_heads for n in (1, 2))

    def _area(self, j: int) -> bool:
        """`de la région de Tillabéri`: an area by its kind of area and its name."""
        k = j + 1
        while k < len(self.tokens) and self.tokens[k].folded in (self.grammar.of | self.grammar.articles):
            k += 1
        if k >= len(self.tokens):
            return False
        found = self.words.found.get(self.tokens[k].start)
        if found is not None and found.names:
            return self._take_place_or_state(found)
        return self._unknown_place(k) if self.tokens[k].capital else False

    def _government_complement(self, j: int) -> bool:
        """`of the US Government`, `de la République d'Italie`: the state, which is not part of the name."""
        for k in range(j, min(j + 6, len(self.tokens))):
            found = self.words.found.get(self.tokens[k].start)
            if found is not None and (found.demonyms or of_kind(found, "country", "state")):
                self.countries.extend(found.demonyms or [iri.replace("/state/", "/country/") for iri in found.names])
                end = self.words.places.get(found.start, k)
                while end < len(self.tokens) and self.tokens[end].start < found.end:
                    end += 1
                self.i = self.name_end = end
                return False
        return self._take_topic(j)

    def _take_topic(self, j: int) -> bool:
        first = j
        while first - 1 >= self.i and self.tokens[first - 1].folded in self.grammar.links | self.grammar.articles:
            first -= 1
        self.topics.append((self.tokens[first].start, self.tokens[j].end))
        lower = not self.tokens[j].capital
        self.i = j
        return self._take(1, lower)

    def _conjunction(self) -> bool:
        j = self.i + 1
        linked = False
        while j < len(self.tokens) and self.tokens[j].folded in (self.grammar.of | self.grammar.articles):
            linked = linked or self.tokens[j].folded in self.grammar.of
            if self.tokens[j].folded in self.grammar.articles and not linked:
                return False
            j += 1
        if j >= len(self.tokens) or not self._in_complement() or self.kind in ("service", "embassy"):
            return False
        token = self.tokens[j]
        found = self.words.found.get(token.start)
        if (found is not None and found.names) or token.folded in self.grammar.stops or not token.word:
            return False
        if not linked and self.grammar.head_at(self.tokens, j):
            return False
        if self.grammar.lower_complements and not linked and not token.capital and not self._previous_lower:
            return False
        if token.capital or (linked and self.lower_nouns) or (self._previous_lower and self.grammar.lower_complements):
            return self._take_topic(j)
        return False

    def _comma(self) -> bool:
        """A comma belongs to the name only in a list that ends in `and`: `de l'Intérieur, de la Sécurité et de …`."""
        if self.kind not in ("ministry", "public", "office", "part", "section") or not self._in_complement():
            return False
        window = self.tokens[self.i + 1 : self.i + 12]
        first = window[0] if window else None
        if first is None or not (first.folded in self.grammar.of or (first.capital and first.word)):
            return False
        if self.words.found.get(first.start) is not None or self.grammar.head_at(self.tokens, self.i + 1):
            return False
        for k, token in enumerate(window):
            if token.folded in self.grammar.conjunctions:
                after = window[k + 1] if k + 1 < len(window) else None
                if after is None or (first.folded in self.grammar.of) != (after.folded in self.grammar.of):
                    return False
                self.i += 1
                if first.folded in self.grammar.of:
                    return self._complement(self.i)
                return self._take_topic(self.i)
            known = self.words.found.get(token.start)
            if token.text in '.;:()«»“”"' or token.folded in self.grammar.stops or (known and known.names):
                return False
        return False

    def _take(self, count: int, lower: bool) -> bool:
        self.i += count
        self.name_end = self.i
        self._previous_lower = lower
        if self.topics:
            self.topics[-1] = (self.topics[-1][0], self.tokens[self.i - 1].end)
        return True

    def _take_found(self, found: Found, name: bool = True) -> bool:
        while self.i < len(self.tokens) and self.tokens[self.i].start < found.end:
            self.i += 1
        if name:
            self.name_end = self.i
        return True


def of_kind(found: Found, *kinds: str) -> tuple[str, ...]:
    """The names of some kinds of entity."""
    return tuple(iri for iri in found.names if kind_of(iri) in kinds)
