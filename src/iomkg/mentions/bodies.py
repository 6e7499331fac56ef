"""Bodies by composition: a head noun (ministry, directorate, police…) with what completes it.

The same engine reads `Ministère italien des Affaires étrangères`, `Italian Ministry of the Interior` and `los
gobernadores de X e Y`: heads, joining words and adjective endings come from the lexicon, states and places from the
names already found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from iomkg.folding import fold
from iomkg.mentions.acronyms import BRACKETED, WORD, spells
from iomkg.mentions.gazetteer import Found
from iomkg.mentions.grammar import Grammar
from iomkg.mentions.stretch import PLACE_KINDS, Stretch, Words, of_kind
from iomkg.mentions.tokens import Token, comparable
from iomkg.namespaces import kind_of

_LONGEST_OFFICE = 14  # words
_MOST_LEFT = 8  # words between what is read of a name and its acronym
_HELD = ("part", "section")  # heads of what may be another body's (`National Police Academy`)
NATIONAL = re.compile(r"na(?:t|c)ional")
_NO_NAME = frozenset('()[].;:«»“”"')


@dataclass(frozen=True, slots=True)
class Composed:
    """A body read from its parts: where it stands, its name, the kind of its head, and the names within it.

    `spelt` tells that an acronym in brackets behind it is made of its words.
    """

    start: int
    end: int
    name: str
    kind: str
    countries: tuple[str, ...] = ()
    place: str | None = None
    place_name: str | None = None
    owner: tuple[int, int] | None = None
    proper: bool = True
    spelt: bool = False


@dataclass(slots=True)
class Reader:
    """Reads the bodies of one sentence."""

    words: Words

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the text."""
        return self.words.tokens

    @property
    def grammar(self) -> Grammar:
        """The little words of its language."""
        return self.words.grammar

    def bodies(self) -> list[Composed]:
        """The bodies of the sentence in order; coordinated ones each by itself."""
        result: list[Composed] = []
        i, tokens, grammar = 0, self.tokens, self.grammar
        while i < len(tokens):
            head = grammar.head_at(tokens, i) if tokens[i].folded in grammar.heads else None
            if head is None:
                i += 1
                continue
            if self._only_precedes_a_head(i + head[0]):
                i += head[0]
                continue
            composed, after = self._compose(i, *head)
            result.extend(composed)
            i = max(after, i + 1)
        return result

    def _only_precedes_a_head(self, following: int) -> bool:
        """`Police School`: in English, of two heads in a row the last one heads the name."""
        if self.grammar.lower_complements or following >= len(self.tokens) or not self.tokens[following].capital:
            return False
        return self.grammar.head_at(self.tokens, following) is not None

    def _compose(self, at: int, length: int, kind: str) -> tuple[list[Composed], int]:
        head_words = " ".join(token.folded for token in self.tokens[at : at + length]).replace("' ", "'")
        first = at if self.grammar.lower_complements else self._premodified(at, kind)
        first = self._start_of_known(first, at + length)
        stretch = Stretch(self.words, at, at + length, kind, self.tokens[at].capital)
        stretch.run()
        spelt = not kind.startswith(("director:", "holder:")) and self._reaches_its_acronym(first, stretch)
        if kind.startswith("director:"):
            return self._office_of_director(at, kind, stretch), at + length
        if kind.startswith("holder:") or head_words in self.grammar.plural_heads:
            return self._split(at, length, kind, head_words, stretch)
        capital = self.tokens[at].capital or (first < at and self.tokens[at - 1].capital)
        premodifiers = [self.words.found[t.start] for t in self.tokens[first:at] if t.start in self.words.found]
        countries = [c for found in premodifiers for c in (found.demonyms or of_kind(found, "country"))]
        countries += stretch.countries
        owner = self._owner(first)
        if (first < at and self._completes_a_title(first)) or self._is_ministers(first):
            return [], at + length
        specific = stretch.i > at + length or first < at or self._is_named_service(at, length, kind)
        named = self.tokens[at].capital or countries or stretch.place_name or self._names_a_ministry(kind, stretch)
        generic = self._is_the_national(at, length, kind)
        named = named or generic or kind == "government"
        if kind == "government" and (countries or not (stretch.place or stretch.place_name)):
            return [], at + length
        if not named:
            return [], at + length
        if not (specific or owner or generic or (capital and length > 1)):
            return [], at + length
        start, end = self.tokens[first].start, self.tokens[stretch.i - 1].end
        body = Composed(
            start,
            end,
            self._name(start, self.tokens[stretch.name_end - 1].end),
            kind,
            tuple(dict.fromkeys(countries)),
            stretch.place or next((p for found in premodifiers for p in of_kind(found, "area", "settlement")), None),
            stretch.place_name,
            owner,
            capital,
            spelt,
        )
        return [body], stretch.i

    def _reaches_its_acronym(self, first: int, stretch: Stretch) -> bool:
        """Take in the words up to a bracketed acronym they spell (`Agence de l'emploi indépendant (AEI)`)."""
        after = stretch.i
        while after < len(self.tokens) and after - stretch.i < _MOST_LEFT and self.tokens[after].text not in _NO_NAME:
            after += 1
        if not stretch.topics and after > stretch.i and not self.tokens[first].capital:
            return False
        bracket = BRACKETED.match(self.words.text, self.tokens[after - 1].end) if after > first else None
        words = [word for token in self.tokens[first:after] for word in WORD.findall(token.text)]
        small = self.grammar.links | self.grammar.articles | self.grammar.conjunctions
        if bracket is None or not spells(bracket["acronym"], words, small):
            return False
        stretch.take_up_to(after)
        return True

    def _names_a_ministry(self, kind: str, stretch: Stretch) -> bool:
        """`ministère de l'Intérieur`: a capital in what a ministry is for makes a name, its own small letter or not."""
        topic = self.words.text[slice(*stretch.topics[0])] if kind == "ministry" and stretch.topics else ""
        return any(letter.isupper() for letter in topic)

    def _by_state(self, at: int, length: int, kind: str, singular: str) -> tuple[list[Composed], int]:
        """`les gendarmeries espagnole, française et italienne`: one body per adjective of a state."""
        result: list[Composed] = []
        i, last = at + length, False
        while i < len(self.tokens) and not last:
            if self.tokens[i].text == "," or self.tokens[i].folded in self.grammar.conjunctions:
                last = self.tokens[i].text != ","
                i += 1
            found = self.words.found.get(self.tokens[i].start) if i < len(self.tokens) else None
            if found is None or not found.demonyms:
                break
            begin = self.tokens[at].start if not result else found.start
            name = f"{singular} {self.words.text[found.start : found.end]}"
            result.append(Composed(begin, found.end, name, kind, found.demonyms))
            i += 1
        return (result, i) if len(result) > 1 else ([], at + length)

    def _split(self, at: int, length: int, kind: str, head_words: str, stretch: Stretch) -> tuple[list[Composed], int]:
        """One body per coordinated name after a plural head; an office-holder stands for the office."""
        office = kind.partition(":")[2] if kind.startswith("holder:") else ""
        singular = self.grammar.plural_heads.get(head_words) or office
        places = stretch.places
        after = at + length
        if not places:
            if not office and (each := self._by_state(at, length, kind, singular))[0]:
                return each
            if office or not self.tokens[at].capital:
                return [], after
            return self._by_topic(at, kind, singular, stretch), stretch.i
        result = []
        for n, (start, end, found) in enumerate(places):
            name = self.words.text[start:end]
            begin = self.tokens[at].start if n == 0 else start
            place = next((iri for iri in found.names if kind_of(iri) in PLACE_KINDS), None) if found else None
            joined = f"{singular} {self._preposition(name)}{name}"
            result.append(Composed(begin, end, joined, "public" if office else kind, (), place, name, None, True))
        return result, stretch.i

    def _by_topic(self, at: int, kind: str, singular: str, stretch: Stretch) -> list[Composed]:
        """`the ministries of Justice and Health`: one body per topic, each with the first one's preposition."""
        result, link = [], ""
        for n, (start, end) in enumerate(stretch.topics):
            words = self._name(start, end)
            opening = words.split(" ")[0]
            if comparable(opening) in self.grammar.links:
                link = opening
            name = f"{singular} {words}" if words.startswith(link) else f"{singular} {link} {words}"
            begin = self.tokens[at].start if n == 0 else start
            result.append(Composed(begin, end, name, kind, tuple(stretch.countries)))
        return result

    def _office_of_director(self, at: int, kind: str, stretch: Stretch) -> list[Composed]:
        """`the Director of Territorial Surveillance`: the directorate, if there is such a function."""
        if not stretch.topics:
            return []
        start, end = stretch.topics[0][0], self.tokens[stretch.name_end - 1].end
        name = f"{kind.partition(':')[2]} {self._name(start, end)}"
        return [Composed(self.tokens[at].start, end, name, "director", tuple(dict.fromkeys(stretch.countries)))]

    def _preposition(self, name: str) -> str:
        if "of" in self.grammar.of:
            return "of "
        if "d'" in self.grammar.of and fold(name[:1]) in "aeiouyh":
            return "d’"
        return "de "

    def _premodified(self, at: int, kind: str) -> int:
        """Where the words before an English head begin (`Italian Federal …`, `Gambia Immigration …`)."""
        i = at
        while i > 0 and at - i < 8:
            before = self.tokens[i - 1]
            found = self._found_ending(before.end)
            if found is not None and (found.demonyms or of_kind(found, "country", "area", "settlement")):
                i = self.words.places.get(found.start, i - 1)
                break
            if before.folded in self.grammar.conjunctions and self._joins_premodifiers(i - 1):
                i -= 1
                continue
            if not before.word or before.folded in self.grammar.articles or before.folded in self.grammar.stops:
                break
            adjective = before.folded in self.grammar.name_adjectives
            if not before.capital and not adjective:
                break
            general = found is not None and kind == "org" and bool(of_kind(found, "region"))
            general = general or (found is not None and kind in _HELD and bool(of_kind(found, "agency")))
            if found is not None and not general:
                break
            if i - 1 == 0 and before.folded in self.grammar.links:
                break
            i -= 1
        return i

    def _start_of_known(self, first: int, after: int) -> int:
        """Where a known name begins that holds the head (`Foreign, Commonwealth and Development | Office`)."""
        found = self.words.found_before(self.tokens[first].start)  # names never overlap, so no other can hold it
        if found and found.end >= self.tokens[after - 1].end and of_kind(found, "agency", "organisation"):
            return self.words.places.get(found.start, first)
        return first

    def _completes_a_title(self, first: int) -> bool:
        """`Minister of Security and Civil Protection`: the words complete an office, they are no body's name."""
        return first >= 2 and self.tokens[first - 1].folded in self.grammar.links and self.tokens[first - 2].capital

    def _is_ministers(self, first: int) -> bool:
        """`Ministre de la Sécurité et de la Protection civile`: what a minister is minister of is no body's name."""
        small = self.grammar.of | self.grammar.articles | self.grammar.conjunctions | {","}
        i = first - 1
        while i >= 0 and first - i < _LONGEST_OFFICE and self.tokens[i].folded not in self.grammar.ministers:
            token, linked = self.tokens[i], i > 0 and self.tokens[i - 1].folded in small
            if token.folded not in small and not (token.word and (token.capital or linked)):
                return False
            i -= 1
        return 0 <= i < first - 1 and self.tokens[i].folded in self.grammar.ministers

    def _is_named_service(self, at: int, length: int, kind: str) -> bool:
        """`la Gendarmerie`, `the Navy`: one capitalised word after an article, not at the start of a sentence."""
        if kind != "service" or length > 1 or at < 1 or not self.tokens[at].capital:
            return False
        return self.tokens[at - 1].folded in (self.grammar.articles - {"a", "an"})

    def _is_the_national(self, at: int, length: int, kind: str) -> bool:
        """`la garde nationale`, `the national police`: a service named generically, which a state has one of."""
        if kind != "service" or length == 1 or not at or not any(map(NATIONAL.match, self._folded(at, length))):
            return False
        return self.tokens[at - 1].folded in self.grammar.articles | self.grammar.of

    def _folded(self, at: int, length: int) -> list[str]:
        return [token.folded for token in self.tokens[at : at + length]]

    def _joins_premodifiers(self, at: int) -> bool:
        """`Security and Defence Cooperation Directorate`: an `and` between two capitalised words that name nothing."""
        if at < 2 or not self.tokens[at + 1].capital:
            return False
        before = self.tokens[at - 1]
        known = self._found_ending(before.end) is not None or self.grammar.head_at(self.tokens, at - 1) is not None
        return before.capital and not known

    def _owner(self, first: int) -> tuple[int, int] | None:
        """The span just before a possessive that ends where the body begins (`the Department of State's`)."""
        if first >= 2 and self.tokens[first - 1].folded == "'s":
            return self.tokens[first - 2].start, self.tokens[first - 2].end
        return None

    def _found_ending(self, end: int) -> Found | None:
        found = self.words.found_before(end)
        return found if found and found.end == end else None

    def _name(self, start: int, end: int) -> str:
        return " ".join(self.words.text[start:end].split())
