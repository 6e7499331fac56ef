"""Where an activity works: countries, regions and locations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from iomkg import terms
from iomkg.activities import coded
from iomkg.activities.codes import REGIONS, code_of, labels
from iomkg.activities.notebook import INFERRED, Notebook
from iomkg.activities.texts import clean
from iomkg.identifiers import identifier
from iomkg.model import Element, Thing
from iomkg.namespaces import ID, entity
from iomkg.reference import Reference
from iomkg.unseen import excerpt

# Codes of the IATI list of geographic vocabularies, and the schemes of identifiers that are the same.
_VOCABULARIES: Final = {"G1": "geonames", "G2": "openstreetmap", "A1": "gaul", "A2": "salb", "A3": "gadm"}
_POINT: Final = re.compile(r"(?P<latitude>[+-]?\d+(?:\.\d+)?)[\s,]+(?P<longitude>[+-]?\d+(?:\.\d+)?)")
_CODES: Final = (
    ("exactness", "exactness"), ("location-reach", "locationReach"), ("location-class", "locationClass"),
    ("feature-designation", "featureDesignation"),
)  # fmt: skip
_CODE: Final = re.compile(r"[A-Z0-9]{1,10}")


@dataclass(slots=True)
class Whereabouts:
    """States the places of one activity."""

    notebook: Notebook
    project: Thing
    reference: Reference
    countries: dict[str, Element] = field(default_factory=dict)

    def country(self, element: Element, of: Thing, property_: str = "ofProject") -> None:
        """A recipient country of the project or of a sum."""
        given = clean(element.get("code")).upper()
        iri = self.reference.identified(f"{ID}identifier/iso3166-1-alpha-2/{given.lower()}")
        if iri is None:
            known = given in labels("Country")
            wrong = "is a country the reference data does not have" if known else "is no code of the list Country"
            self.notebook.remark(element, f"{excerpt(given, 20)!r} {wrong}" if given else "no code is given", "code")
            return
        coded.placed(self.notebook, element, of, property_, given, "", iri)
        self.countries.setdefault(iri, element)
        self.notebook.say(self.project, "targetsPlace", iri, element, given, "code")

    def region(self, element: Element, of: Thing, property_: str = "ofProject") -> None:
        """A recipient region; one that the reference data knows is a place the project works in."""
        vocabulary = code_of("RegionVocabulary", clean(element.get("vocabulary")) or "1")
        if vocabulary is None:
            self.notebook.code("RegionVocabulary", element, "vocabulary")
            return
        code = clean(element.get("code"))
        if not code or (vocabulary == "1" and code not in labels("Region")):
            self.notebook.remark(
                element, f"{excerpt(code, 20)!r} is no code of the list Region" if code else "no code is given", "code"
            )
            return
        iri = entity("region", REGIONS[code]) if vocabulary == "1" and code in REGIONS else None
        coded.placed(self.notebook, element, of, property_, code, vocabulary, iri)
        if iri:
            self.notebook.say(self.project, "targetsPlace", iri, element, code, "code")

    def location(self, element: Element) -> None:
        """A spot where the project works, and the place there."""
        name = element.first("name")
        wording = clean(name.children[0].text if name and name.children else name.text if name else "")
        shown = next((c for c in element.children if c.name in ("name", "location-id", "point")), element)
        location = self.notebook.introduce("location", wording or f"location {clean(element.get('ref'))}")
        self.notebook.typed(location, "Location", shown)
        self.notebook.say(location, "ofProject", self.project.iri, shown, self.project.wording)
        if reference := clean(element.get("ref")):
            value = terms.text(reference[:200])
            self.notebook.say(location, "locationReference", value, element, reference, "ref", method="location")
        for child, predicate in (("description", "description"), ("activity-description", "activityDescription")):
            for text in element.all(child):
                self.notebook.texts(location, predicate, text)
        for child, predicate in _CODES:
            for one in element.all(child)[:1]:
                self._code(location, predicate, one)
        self._point(location, element)
        for unit in element.all("administrative"):
            self._unit(location, unit)
        self._place(location, element, name)

    def _place(self, location: Thing, element: Element, name: Element | None) -> None:
        codes = [(one, scheme, code) for one in element.all("location-id") for scheme, code in self._codes(one)]
        if not codes and not (name and list(name.children or name.text.strip())):
            return
        shown = name or codes[0][0]
        place = self.notebook.introduce("place", location.wording)
        self.notebook.typed(place, "Place", shown)
        if name:
            self.notebook.texts(place, "name", name)
        for one, scheme, code in codes:
            self.notebook.say(place, "hasIdentifier", identifier(scheme, code), one, code, "code")
        self.notebook.say(location, "place", place.iri, shown, location.wording)
        self.notebook.say(self.project, "targetsPlace", place.iri, shown, location.wording)
        if len(self.countries) == 1:
            ((country, said),) = self.countries.items()
            self.notebook.say(
                place, "directlyWithin", country, said, clean(said.get("code")), "code", INFERRED, "only-country"
            )

    def _codes(self, element: Element) -> list[tuple[str, str]]:
        vocabulary, code = clean(element.get("vocabulary")).upper(), clean(element.get("code"))
        if not code or len(code) > 100:
            self.notebook.remark(element, "no code is given" if not code else "the code is too long", "code")
            return []
        if vocabulary == "A4":
            return []
        if vocabulary not in _VOCABULARIES:
            self.notebook.remark(element, f"{excerpt(vocabulary, 20)!r} is no vocabulary of places", "vocabulary")
            return []
        return [(_VOCABULARIES[vocabulary], code)]

    def _code(self, location: Thing, predicate: str, element: Element) -> None:
        code = clean(element.get("code"))
        if _CODE.fullmatch(code):
            self.notebook.say(location, predicate, terms.text(code), element, code, "code")
        else:
            self.notebook.remark(element, f"{excerpt(code, 20)!r} is no code" if code else "no code is given", "code")

    def _point(self, location: Thing, element: Element) -> None:
        point = element.first("point")
        pos = point.first("pos") if point else None
        old = element.first("coordinates")
        written = pos.text if pos else f"{old.get('latitude')} {old.get('longitude')}" if old else ""
        shown = pos or old
        if shown is None or not written.strip():
            return
        found = _POINT.fullmatch(clean(written))
        sound = found and abs(Decimal(found["latitude"])) <= 90 and abs(Decimal(found["longitude"])) <= 180
        if not found or not sound:
            self.notebook.remark(shown, f"{excerpt(clean(written), 40)!r} is no latitude and longitude in degrees")
            return
        value = f"{found['latitude']} {found['longitude']}"
        self.notebook.say(location, "point", terms.text(value), shown, value)

    def _unit(self, location: Thing, element: Element) -> None:
        vocabulary, level, code = (clean(element.get(name)) for name in ("vocabulary", "level", "code"))
        if not vocabulary or not code:
            self.notebook.remark(element, "an administrative unit has a vocabulary and a code")
            return
        value = terms.text(f"{vocabulary}:{level}:{code}"[:200])
        self.notebook.say(location, "administrativeUnit", value, element, code, "code")
