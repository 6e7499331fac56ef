"""Organisations of an activity: by identifier first and name second, each once for all the ways it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from iomkg.activities.codes import labels
from iomkg.activities.notebook import Notebook
from iomkg.activities.texts import clean, narratives
from iomkg.folding import fold
from iomkg.identifiers import identifier
from iomkg.model import Element, Thing
from iomkg.namespaces import concept
from iomkg.unseen import excerpt

# AA-BBB-rest, as the standard has it; bare codes of the DAC for multilateral channels, as many files still write.
_GLOBAL: Final = re.compile(r"[A-Za-z]{2}-[A-Za-z0-9_]+(?:-\S+)?")
_CHANNEL: Final = re.compile(r"[1-9]\d{4}")
_NOTHING: Final = frozenset(
    {"", "n/a", "na", "none", "null", "unknown", "-", "--", "0", "tbc", "tbd", "x", "xx", "n.a."}
)
_SAME_NAME: Final = 0.9


@dataclass(slots=True)
class Party:
    """An organisation as one way of writing it in an activity has it."""

    thing: Thing
    ref: str
    names: frozenset[str]
    element: Element


@dataclass(slots=True)
class Parties:
    """Gives every organisation of an activity its thing, and says what the activity says of it."""

    notebook: Notebook
    _known: dict[tuple[object, ...], Party] = field(default_factory=dict)

    def of(self, element: Element) -> Party | None:
        """The organisation an element names, None after a remark when it names none."""
        texts = list(narratives(element, self.notebook.language))
        ref = self._ref(element)
        if not ref and not texts:
            self.notebook.remark(element, "no organisation is named")
            return None
        kind = clean(element.get("type"))
        key = (ref.casefold(), tuple((t.text, t.language) for t in texts), kind)
        if key not in self._known:
            names = frozenset(fold(t.text) for t in texts)
            party = Party(self.notebook.introduce("organisation", texts[0].text if texts else ref), ref, names, element)
            self._known[key] = party
            self._describe(party, element, kind)
        return self._known[key]

    def settle(self) -> None:
        """Let those without identifier have that of the only one that bears their name here."""
        for party in self._known.values():
            if party.ref:
                continue
            same = [p for p in self._known.values() if p.ref and p.names & party.names]
            if len({p.ref.casefold() for p in same}) == 1:
                value = identifier("org-id", same[0].ref)
                self.notebook.say(
                    party.thing, "hasIdentifier", value, same[0].element, same[0].ref, "ref", _SAME_NAME, "same-name"
                )

    def _describe(self, party: Party, element: Element, kind: str) -> None:
        self.notebook.typed(party.thing, "OtherOrganisation", element)
        if party.ref:
            value = identifier("org-id", party.ref)
            self.notebook.say(party.thing, "hasIdentifier", value, element, party.ref, "ref", method="ref")
        if not self.notebook.texts(party.thing, "name", element) and party.ref:
            self.notebook.remark(element, "the organisation has an identifier and no name")
        if kind and kind in labels("OrganisationType"):
            value = concept("iati-organisation-type", kind)
            self.notebook.say(party.thing, "organisationType", value, element, kind, "type")
        elif kind:
            self.notebook.remark(element, f"{excerpt(kind, 40)!r} is no code of the list OrganisationType", "type")

    def _ref(self, element: Element) -> str:
        """What identifies an organisation wherever it is named, else nothing."""
        given = clean(element.get("ref"))
        if _GLOBAL.fullmatch(given) and len(given) <= 200:
            return given
        if _CHANNEL.fullmatch(given):
            return f"XM-DAC-{given}"
        if given.casefold() in _NOTHING:
            if given:
                told = f"{given!r} is no identifier; the organisation is known by its name"
                self.notebook.remark(element, told, "ref")
            return ""
        told = f"{excerpt(given, 60)!r} identifies no organisation outside this file; it is known by its name"
        self.notebook.remark(element, told, "ref")
        return ""
