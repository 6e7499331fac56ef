"""Projects that no publisher of IATI data reports, as activities: what the press says of them, without its sums."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from lxml import etree
from pyoxigraph import Literal, NamedNode

from iomkg import stated_dates, terms
from iomkg.export.stated import code, day
from iomkg.namespaces import LINKS_GRAPH, RDF, REFERENCE_GRAPH, VIEW_GRAPH, release_graph, release_key_of, term
from iomkg.store import Store

REPORTER: Final = "XX-IOMKG"  # no registered identifier: whoever publishes such a file puts its own there
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUSES: Final = {
    "pipeline": "1", "implementation": "2", "finalisation": "3", "closed": "4", "cancelled": "5", "suspended": "6",
}  # fmt: skip
_NAMES: Final = ("http://www.w3.org/2004/02/skos/core#prefLabel", term("name"))


def activities(store: Store, only: Container[str] | None = None) -> Iterator[etree._Element]:
    """An activity for each project of the view that press releases or tables alone tell of, by IRI; those `only` that
    some releases (by their keys) tell of."""
    found = store.quads(None, RDF + "type", NamedNode(term("Project")), VIEW_GRAPH)
    for project in sorted(quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)):
        keys = {release_key_of(member) or "" for member in _members(store, project)}
        asked_for = only is None or any(key in only for key in keys)
        if keys and asked_for and not any(_is_activity(store, key) for key in keys):
            yield _activity(store, project, sorted(keys))


def _activity(store: Store, project: str, keys: list[str]) -> etree._Element:
    activity = etree.Element("iati-activity")
    slug = project.rsplit("/", 1)[1]
    etree.SubElement(activity, "iati-identifier").text = f"{REPORTER}-{slug}"
    reporting = etree.SubElement(activity, "reporting-org", {"ref": REPORTER, "type": "90", "secondary-reporter": "1"})
    etree.SubElement(reporting, "narrative").text = "iomkg, from press releases"
    _narratives(etree.SubElement(activity, "title"), _texts(store, project, "title"))
    headlines = [text for key in keys for text in _headlines(store, key)]
    if headlines:
        _narratives(etree.SubElement(activity, "description", {"type": "1"}), headlines)
    for role, name in (("1", "hasDonor"), ("4", "hasImplementer")):
        for body in sorted(_objects(store, project, name)):
            part = etree.SubElement(activity, "participating-org", {"role": role})
            _narratives(part, _texts(store, body, *_NAMES))
    etree.SubElement(activity, "other-identifier", {"ref": project, "type": "A9"})
    status = next(iter(_objects(store, project, "projectStatus")), "")
    if found := _STATUSES.get(code(status)):
        etree.SubElement(activity, "activity-status", {"code": found})
    for kind, name in (("1", "start"), ("3", "end")):
        for date in _objects(store, project, name):
            lexical = stated_dates.lexical_of(date) or ""
            if iso := day(lexical, late=kind == "3"):
                etree.SubElement(activity, "activity-date", {"type": kind, "iso-date": iso})
    for country in sorted(_objects(store, project, "targetsPlace")):
        if alpha2 := _alpha2(store, country):
            etree.SubElement(activity, "recipient-country", {"code": alpha2})
    return activity


def _members(store: Store, entity: str) -> list[str]:
    quads = store.quads(None, term("linkedTo"), NamedNode(entity), LINKS_GRAPH)
    return [quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)]


def _is_activity(store: Store, key: str) -> bool:
    form = terms.text("iati-activity")
    return next(store.quads(None, term("sourceForm"), form, release_graph(key)), None) is not None


def _objects(store: Store, subject: str, name: str) -> list[str]:
    quads = store.quads(subject, term(name), None, VIEW_GRAPH)
    return [quad.object.value for quad in quads if isinstance(quad.object, NamedNode)]


def _texts(store: Store, subject: str, *names: str) -> list[Literal]:
    for name in names:
        quads = store.quads(subject, name if "://" in name else term(name), None, VIEW_GRAPH)
        found = [quad.object for quad in quads if isinstance(quad.object, Literal)]
        if found:
            return found
    return []


def _headlines(store: Store, key: str) -> list[Literal]:
    quads = store.quads(None, term("headline"), None, release_graph(key))
    return [quad.object for quad in quads if isinstance(quad.object, Literal)]


def _alpha2(store: Store, country: str) -> str:
    quads = store.quads(country, term("hasIdentifier"), None, REFERENCE_GRAPH)
    codes = (q.object.value for q in quads if isinstance(q.object, NamedNode))
    return next((iri.rsplit("/", 1)[1].upper() for iri in codes if "/iso3166-1-alpha-2/" in iri), "")


def _narratives(element: etree._Element, texts: list[Literal]) -> None:
    for text in sorted(texts, key=lambda text: (text.language or "", text.value)):
        narrative = etree.SubElement(element, "narrative")
        if text.language:
            narrative.set(_XML_LANG, text.language)
        narrative.text = text.value
