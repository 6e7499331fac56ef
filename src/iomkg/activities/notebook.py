"""What is written down while an activity is read: claims with the element they rest on, and remarks on the rest."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from iomkg import stated_dates, terms
from iomkg.activities.codes import code_of
from iomkg.activities.rendering import Rendered
from iomkg.activities.texts import UNDETERMINED, Narrative, clean, narratives
from iomkg.model import Claim, Element, Evidence, Remark, Term, Thing
from iomkg.namespaces import RDF, concept, scoped, stated_date, term
from iomkg.unseen import excerpt

_LONGEST_QUOTE: Final = 300
_LONGEST_WORDING: Final = 200
_LONGEST_NAME: Final = 1000
_LONGEST_DESCRIPTION: Final = 20_000
STATED: Final = 1.0
INFERRED: Final = 0.8


class Notebook:
    """Collects the claims and remarks of one activity; things are numbered as they are introduced."""

    def __init__(self, key: str, rendered: Rendered, language: str) -> None:
        self.language = language
        self.claims: list[Claim] = []
        self.remarks: list[Remark] = []
        self._key = key
        self._rendered = rendered
        self._numbers: Counter[str] = Counter()
        self._said: Counter[tuple[str, ...]] = Counter()
        self._triples: set[tuple[str, str, str]] = set()

    def introduce(self, kind: str, wording: str) -> Thing:
        """A thing of this release, the next of its kind."""
        self._numbers[kind] += 1
        return Thing(scoped(self._key, kind, self._numbers[kind]), " ".join(wording.split()))

    def say(
        self,
        subject: Thing,
        name: str,
        value: Term | str,
        element: Element,
        worded: str,
        attribute: str = "",
        confidence: float = STATED,
        method: str = "",
    ) -> None:
        """One statement; `name` is a property of ours or a full IRI, a value that is a string is an IRI. It rests on an
        attribute of the element when one is named."""
        object_ = NamedNode(value) if isinstance(value, str) else value
        predicate = name if "://" in name else term(name)
        triple = (subject.iri, predicate, str(object_))
        if triple in self._triples:
            return
        self._triples.add(triple)
        wording = worded[:_LONGEST_WORDING].strip()
        evidence = self._evidence(element, attribute)
        same = (subject.wording, predicate, wording, evidence.quote)
        self.claims.append(
            Claim(
                subject,
                predicate,
                object_,
                wording,
                evidence,
                confidence,
                f"iati/{method or element.name}",
                self._said[same],
            )
        )
        self._said[same] += 1

    def typed(self, subject: Thing, class_name: str, element: Element) -> None:
        """What kind of thing it is."""
        self.say(subject, RDF + "type", term(class_name), element, subject.wording)

    def texts(self, subject: Thing, name: str, element: Element) -> list[Narrative]:
        """State the texts of an element in all their languages; return them."""
        found = list(narratives(element, self.language))
        most = _LONGEST_DESCRIPTION if name.lower().endswith(("description", "objectives", "groups")) else _LONGEST_NAME
        for text in found:
            kept = text.text
            if text.language == UNDETERMINED and (declared := text.element.get("xml:lang")):
                self.remark(text.element, f"{excerpt(declared, 20)!r} is no language tag", "xml:lang")
            if len(kept) > most:
                self.remark(text.element, f"the text has {len(kept):,} characters; it is cut after {most:,}")
                kept = kept[: most - 1].rstrip() + "…"
            self.say(subject, name, terms.text(kept, text.language), text.element, kept, method=element.name)
        return found

    def code(self, list_name: str, element: Element, attribute: str = "code", default: str = "") -> str | None:
        """The code an attribute gives, None after a remark when it is missing or the list does not have it."""
        given = clean(element.get(attribute)) or default
        if not given:
            self.remark(element, f"no {attribute} is given", attribute)
            return None
        known = code_of(list_name, given)
        if known is None:
            self.remark(element, f"{excerpt(given, 40)!r} is no code of the list {list_name}", attribute)
        return known

    def listed(self, subject: Thing, name: str, list_name: str, scheme: str, element: Element) -> str | None:
        """State an entry of a list by an element's code; return the code."""
        code = self.code(list_name, element)
        if code is not None:
            self.say(subject, name, concept(scheme, code), element, code, "code")
        return code

    def date(self, element: Element, attribute: str = "iso-date") -> str | None:
        """The stated date of an attribute, None after a remark when it is none."""
        given = clean(element.get(attribute))
        day = given[:10] if len(given) > 10 and given[10] in "TZ+- " else given
        try:
            return stated_dates.parse(day).lexical if not day.startswith("--") else None
        except ValueError:
            wrong = f"{excerpt(given, 40)!r} is no date; write YYYY-MM-DD" if given else "no date is given"
            self.remark(element, wrong, attribute)
            return None

    def dated(self, subject: Thing, name: str, element: Element, attribute: str = "iso-date") -> None:
        """State the date of an attribute."""
        day = self.date(element, attribute)
        if day is not None:
            self.say(subject, name, stated_date(day), element, day, attribute)

    def number(self, element: Element, given: str, attribute: str = "") -> Decimal | None:
        """A plain number, None after a remark when it is none that can be calculated with."""
        plain = "".join(given.split())
        try:
            number = Decimal(plain)
            terms.decimal(number)
        except (ArithmeticError, ValueError):
            wrong = f"{excerpt(given.strip(), 40)!r} is no number" if plain else "no number is given"
            self.remark(element, wrong, attribute)
            return None
        return number

    def remark(self, element: Element, message: str, attribute: str = "") -> None:
        """Note what is not taken as it stands."""
        self.remarks.append(Remark(self._path(element, attribute), element.line, message))

    def _path(self, element: Element, attribute: str) -> str:
        path = self._rendered.places[id(element)].path
        return f"{path}/@{attribute}" if attribute else path

    def _evidence(self, element: Element, attribute: str) -> Evidence:
        place = self._rendered.places[id(element)]
        end = min(place.end, place.start + _LONGEST_QUOTE)
        quote = self._rendered.text[place.start : end].rstrip()
        return Evidence(
            quote, place.start, place.start + len(quote), path=self._path(element, attribute), line=element.line
        )
