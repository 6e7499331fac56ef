"""IATI out and in again: the XML field by field, the schema's rules, and the same view."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from iomkg import excerpts
from iomkg.export import iati
from iomkg.namespaces import VIEW_GRAPH, release_key_of, term
from iomkg.pipeline import Loader
from iomkg.readers import sources
from iomkg.store import Store

FULL = Path(__file__).parents[1] / "activities" / "full.xml"
PRESS = """A bridge for Niamey

Niamey – The International Organization for Migration (IOM) launched on 3 May 2023 a project in Niger.

The 18-month project "Bridges for those who cross the river" is funded by Italy with 2 million euros.
"""
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The order of the published schema for 2.03, of what is written.
ORDER = {
    "iati-activity": (
        "iati-identifier reporting-org title description participating-org other-identifier activity-status "
        "activity-date activity-scope recipient-country recipient-region location sector tag policy-marker "
        "default-flow-type default-finance-type default-aid-type budget planned-disbursement transaction "
        "related-activity"
    ),
    "location": (
        "location-reach location-id name description activity-description administrative point exactness "
        "location-class feature-designation"
    ),
    "budget": "period-start period-end value",
    "planned-disbursement": "period-start period-end value provider-org receiver-org",
    "transaction": (
        "transaction-type transaction-date value description provider-org receiver-org sector recipient-country "
        "recipient-region flow-type finance-type aid-type"
    ),
}
ONCE = "iati-identifier reporting-org title activity-status activity-scope default-flow-type default-finance-type"
REQUIRED = {
    "reporting-org": "ref type",
    "participating-org": "role",
    "other-identifier": "ref type",
    "activity-status": "code",
    "activity-date": "type iso-date",
    "recipient-country": "code",
    "recipient-region": "code",
    "sector": "code",
    "tag": "vocabulary code",
    "policy-marker": "code",
    "period-start": "iso-date",
    "period-end": "iso-date",
    "value": "value-date",
    "transaction-type": "code",
    "transaction-date": "iso-date",
    "related-activity": "ref type",
    "location-id": "vocabulary code",
    "administrative": "vocabulary code",
}


@pytest.fixture(scope="module")
def stores(bare_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, set[str], bytes]]:
    """A store with the activity of every field and a press release; its view without the release; its export."""
    folder = tmp_path_factory.mktemp("iati")
    (folder / "bridge.en.txt").write_text(PRESS, encoding="utf-8")
    shutil.copytree(bare_store, folder / "one")
    with Store.open(folder / "one") as one:
        load(one, FULL)
        view = viewed(one)
        assert iati.export(one, folder / "out.xml") == []
        load(one, folder / "bridge.en.txt")
        yield one, view, (folder / "out.xml").read_bytes()


def viewed(store: Store) -> set[str]:
    return {str(quad) for quad in store.quads(graph=VIEW_GRAPH)}


def load(store: Store, path: Path) -> None:
    loader = Loader(store)
    for release in sources.read(path):
        outcome = loader.load(release)
        assert (outcome.status, outcome.remarks) == ("new", ()), outcome


def fields(activity: etree._Element) -> Counter[tuple[str, tuple[tuple[str, str], ...], str]]:
    """What an activity says, element by element: path, attributes and text in one form each."""
    language = activity.get(LANG, "")
    currency = activity.get("default-currency", "")
    found: Counter[tuple[str, tuple[tuple[str, str], ...], str]] = Counter()
    for element in activity.iter(etree.Element):
        steps = [element.tag, *(above.tag for above in element.iterancestors())]
        if "contact-info" in steps or element.tag == "iati-activities":
            continue
        attributes = {name: text for name, text in element.attrib.items() if name != LANG}
        attributes.pop("default-currency", None)
        attributes.pop("secondary-reporter", None)
        text = " ".join((element.text or "").split())
        if element.tag == "narrative":
            attributes["lang"] = element.get(LANG, language)
        if element.tag == "value":
            attributes.setdefault("currency", currency)
            text = f"{Decimal(text):f}".rstrip("0").rstrip(".") if "." in text else text
        if "last-updated-datetime" in attributes:
            attributes["last-updated-datetime"] = attributes["last-updated-datetime"][:10]
        found["/".join(reversed(steps)), tuple(sorted(attributes.items())), text] += 1
    return found


def activities(xml: bytes) -> list[etree._Element]:
    return etree.fromstring(xml).findall("iati-activity")


def test_the_xml_has_every_field_and_the_two_marks_of_a_copy(stores: tuple[Store, set[str], bytes]) -> None:
    (before,), (after,) = activities(FULL.read_bytes()), activities(stores[2])
    root = "iati-activities/iati-activity"
    added = Counter(
        {
            (f"{root}/other-identifier", (("ref", "XX-AAA-GIVER-0007"), ("type", "A9")), ""): 1,
            (f"{root}/other-identifier/owner-org", (("ref", "XX-AAA-GIVER"),), ""): 1,
            (f"{root}/other-identifier/owner-org/narrative", (("lang", "en"),), "Ministry of Far Wells"): 1,
            (f"{root}/other-identifier/owner-org/narrative", (("lang", "fr"),), "Ministère des Puits lointains"): 1,
        }
    )
    assert fields(after) - fields(before) == added
    assert fields(before) - fields(after) == Counter()
    reporting = after.find("reporting-org")
    assert reporting is not None
    assert reporting.get("secondary-reporter") == "1"


def test_the_xml_keeps_the_rules_of_the_schema(stores: tuple[Store, set[str], bytes]) -> None:
    (activity,) = activities(stores[2])
    for element in activity.iter(etree.Element):
        order = ORDER.get(element.tag, "").split()
        if order:
            places = [order.index(child.tag) for child in element]
            assert places == sorted(places), element.tag
        missing = [name for name in REQUIRED.get(element.tag, "").split() if not element.get(name)]
        assert missing == [], element.tag
    assert all(len(activity.findall(name)) == 1 for name in ONCE.split())


def test_importing_the_export_gives_the_same_view(
    stores: tuple[Store, set[str], bytes], bare_store: Path, tmp_path: Path
) -> None:
    _, view, first = stores
    (tmp_path / "out.xml").write_bytes(first)
    shutil.copytree(bare_store, tmp_path / "two")
    with Store.open(tmp_path / "two") as two:
        load(two, tmp_path / "out.xml")
        assert viewed(two) == view
        iati.export(two, tmp_path / "again.xml")
    assert (tmp_path / "again.xml").read_bytes() == first


def test_those_of_some_releases_alone_can_be_written(stores: tuple[Store, set[str], bytes], tmp_path: Path) -> None:
    one, _, whole = stores
    projects = {
        q.subject.value: q.object.value for q in one.quads(None, term("linkedTo")) if "/project/" in q.object.value
    }
    (activity,) = (thing for said, thing in projects.items() if one_activity(one, said))
    (news,) = set(projects.values()) - {activity}
    assert excerpts.write(one, [activity], tmp_path / "one.xml", "iati") == []
    assert (tmp_path / "one.xml").read_bytes() == whole
    left_out = excerpts.write(one, [news], tmp_path / "none.xml", "iati", include_press=True)
    assert len(activities((tmp_path / "none.xml").read_bytes())) + len(left_out) == 1
    assert excerpts.write(one, [news], tmp_path / "none.xml", "iati") == []
    assert activities((tmp_path / "none.xml").read_bytes()) == []


def one_activity(store: Store, said: str) -> bool:
    form = store.quads(f"https://w3id.org/iomkg/id/release/{release_key_of(said)}", term("sourceForm"))
    return any(quad.object.value == "iati-activity" for quad in form)


def test_projects_of_the_press_are_written_only_when_asked_and_without_transactions(
    stores: tuple[Store, set[str], bytes], tmp_path: Path
) -> None:
    one, _, without = stores
    iati.export(one, tmp_path / "without.xml")
    assert (tmp_path / "without.xml").read_bytes() == without
    left_out = iati.export(one, tmp_path / "with.xml", include_press=True)
    written = activities((tmp_path / "with.xml").read_bytes())
    press = written[1:]
    assert len(press) + len(left_out) == 1
    for activity in press:
        assert activity.find("transaction") is None
        reporting, other = activity.find("reporting-org"), activity.find("other-identifier")
        assert reporting is not None
        assert other is not None
        assert reporting.get("secondary-reporter") == "1"
        assert (other.get("ref") or "").startswith("https://w3id.org/iomkg/id/project/")
