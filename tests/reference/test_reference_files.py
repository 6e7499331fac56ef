"""What the committed reference data holds: whole, connected, named in three languages, with sources and licences."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "data" / "reference").glob("*.ttl"))
PREFIXES = """
PREFIX iomkg: <https://w3id.org/iomkg/ns#>
PREFIX id: <https://w3id.org/iomkg/id/>
PREFIX scheme: <https://w3id.org/iomkg/scheme/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
Row = tuple[str | None, ...]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    for file in FILES:
        store.bulk_load(path=str(file))
    return store


def select(store: ox.Store, query: str) -> list[Row]:
    """The rows as plain texts, in order."""
    found = store.query(PREFIXES + query)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(tuple(_plain(term) for term in row) for row in found)


def _plain(term: object) -> str | None:
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix("https://w3id.org/iomkg/id/")
    return term.value if isinstance(term, ox.Literal) else None


def test_the_files_are_those_of_the_design() -> None:
    assert {file.stem for file in FILES} == {
        "agencies", "areas", "border-posts", "currencies", "dac-sectors", "gcm", "iati-codes", "instruments", "migof",
        "ngos", "organisations", "regions", "routes", "sahel", "sdg-targets", "states", "towns",
    }  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_says_what_it_is_where_it_comes_from_and_under_which_licence(file: Path) -> None:
    store = ox.Store()
    store.load(path=str(file))
    header = ox.NamedNode(f"https://w3id.org/iomkg/graph/reference/{file.stem}")
    stated = {quad.predicate.value.rsplit("/", 1)[-1] for quad in store.quads_for_pattern(header, None, None)}
    assert stated == {"title", "description", "license", "rights", "source"}


def test_there_is_no_blank_node(store: ox.Store) -> None:
    assert not [q for q in store if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


def test_nothing_points_to_what_is_not_there(store: ox.Store) -> None:
    dangling = """SELECT DISTINCT ?o WHERE {
        ?s ?p ?o FILTER(STRSTARTS(STR(?o), "https://w3id.org/iomkg/id/")) FILTER NOT EXISTS { ?o a ?type } }"""
    assert select(store, dangling) == []


def test_concepts_pointed_to_are_in_the_ontology_or_here(store: ox.Store) -> None:
    known = store.query(PREFIXES + "SELECT DISTINCT ?s WHERE { ?s a skos:Concept }")
    assert isinstance(known, ox.QuerySolutions)
    concepts = {_plain(row["s"]) for row in known}
    for name in ("functions", "lists"):
        for triple in ox.parse(path=str(ROOT / "ontology" / f"{name}.ttl")):
            concepts.add(_plain(triple.subject))
    used = select(
        store,
        """SELECT DISTINCT ?o WHERE {
            ?s ?p ?o FILTER(?p IN (iomkg:hasFunction, iomkg:segmentKind, iomkg:identifierScheme)) }""",
    )
    assert [row for row in used if row[0] not in concepts] == []


def test_every_entity_has_an_english_name(store: ox.Store) -> None:
    unnamed = """SELECT ?s WHERE { ?s a ?type
        FILTER(?type NOT IN (iomkg:Identifier, iomkg:RouteSegment, iomkg:RegionMembership, iomkg:StatedDate))
        FILTER NOT EXISTS { ?s skos:prefLabel ?name FILTER(LANG(?name) = "en") } }"""
    assert select(store, unnamed) == []


def test_all_but_towns_and_areas_are_named_in_three_languages(store: ox.Store) -> None:
    gaps = """SELECT ?s ?language WHERE { ?s a ?type
        FILTER(?type NOT IN (iomkg:Identifier, iomkg:RouteSegment, iomkg:RegionMembership, iomkg:StatedDate,
                             iomkg:Settlement, iomkg:AdministrativeArea, iomkg:BorderPost))
        VALUES ?language { "en" "fr" "es" }
        FILTER NOT EXISTS { ?s skos:prefLabel ?name FILTER(LANG(?name) = ?language) } }"""
    # Codes of the IATI Standard have the labels it gives, of which only the English is there for all.
    (codes,) = (file for file in FILES if file.stem == "iati-codes")
    standard = {quad.subject.value for quad in ox.parse(path=str(codes)) if isinstance(quad.subject, ox.NamedNode)}
    shown = {iri.removeprefix("https://w3id.org/iomkg/id/") for iri in standard}
    assert [row for row in select(store, gaps) if row[0] not in shown] == []


def test_there_is_one_preferred_name_per_language(store: ox.Store) -> None:
    twice = """SELECT ?s ?language WHERE { ?s skos:prefLabel ?name BIND(LANG(?name) AS ?language) }
        GROUP BY ?s ?language HAVING (COUNT(*) > 1)"""
    assert select(store, twice) == []


def test_states_and_countries_are_counted_as_iso_and_the_united_nations_do(store: ox.Store) -> None:
    states = select(store, "SELECT ?s WHERE { ?s a iomkg:State }")
    countries = select(store, "SELECT ?s WHERE { ?s a iomkg:Country }")
    assert len(states) == 193 + len(("Holy See", "Palestine", "Kosovo"))
    assert len(countries) == 249 + len(("Kosovo",))
    assert not {("state/twn",), ("state/esh",), ("state/pri",), ("state/cok",)} & set(states)
    assert {("country/twn",), ("country/esh",), ("country/pri",)} <= set(countries)


def test_every_state_has_one_territory_of_its_own_code(store: ox.Store) -> None:
    pairs = select(store, "SELECT ?s ?c WHERE { ?s a iomkg:State OPTIONAL { ?s iomkg:hasTerritory ?c } }")
    assert [(s, c) for s, c in pairs if c is None or s is None or s.rsplit("/")[-1] != c.rsplit("/")[-1]] == []


def test_every_territory_of_a_state_has_words_for_its_people_in_three_languages(store: ox.Store) -> None:
    gaps = """SELECT ?c ?language WHERE { ?s iomkg:hasTerritory ?c VALUES ?language { "en" "fr" "es" }
        FILTER NOT EXISTS { ?c iomkg:demonym ?word FILTER(LANG(?word) = ?language) } }"""
    assert select(store, gaps) == []


def demonyms(store: ox.Store, country: str, language: str) -> list[Row]:
    return select(
        store, f'SELECT ?w WHERE {{ id:country\\/{country} iomkg:demonym ?w FILTER(LANG(?w) = "{language}") }}'
    )


def test_niger_and_nigeria_are_told_apart_by_the_words_for_their_people(store: ox.Store) -> None:
    assert demonyms(store, "ner", "fr") == [("nigérien",), ("nigérienne",), ("nigériennes",), ("nigériens",)]
    assert demonyms(store, "nga", "fr") == [("nigérian",), ("nigériane",), ("nigérianes",), ("nigérians",)]
    assert demonyms(store, "nga", "en") == [("Nigerian",), ("Nigerians",)]


@pytest.mark.parametrize(
    ("country", "language", "words"),
    [
        ("ita", "en", ["Italian", "Italians"]),
        ("ita", "es", ["italiana", "italianas", "italiano", "italianos"]),
        ("jpn", "es", ["japonesa", "japonesas", "japoneses", "japonés", "nipona", "niponas", "nipones", "nipón"]),
        ("deu", "es", ["alemana", "alemanas", "alemanes", "alemán"]),
        ("mar", "es", ["marroquí", "marroquíes", "marroquís"]),
        ("sen", "fr", ["sénégalais", "sénégalaise", "sénégalaises"]),
        ("che", "en", ["Swiss"]),
        ("cze", "en", ["Czech", "Czechs"]),
    ],
)
def test_words_for_people_have_all_their_forms(store: ox.Store, country: str, language: str, words: list[str]) -> None:
    assert [row[0] for row in demonyms(store, country, language)] == sorted(words)


def test_codes_have_the_form_of_their_scheme(store: ox.Store) -> None:
    forms = {
        "iso3166-1-alpha-2": r"[A-Z]{2}", "iso3166-1-alpha-3": r"[A-Z]{3}", "m49": r"\d{3}", "geonames": r"\d+",
        "wikidata": r"Q\d+", "iso3166-2": r"[A-Z]{2}-[A-Z0-9]{1,3}", "iso4217": r"[A-Z]{3}", "dac": r"\d+(/\d+)?",
    }  # fmt: skip
    found = select(
        store,
        "SELECT DISTINCT ?scheme ?value WHERE { ?i iomkg:identifierScheme ?scheme; iomkg:identifierValue ?value }",
    )
    schemes = {(scheme or "").rsplit("/", 1)[-1] for scheme, _ in found}
    assert schemes == set(forms)
    assert [row for row in found if not re.fullmatch(forms[(row[0] or "").rsplit("/", 1)[-1]], row[1] or "")] == []


def test_no_identifier_stands_for_two_things_and_no_thing_has_two_of_a_scheme(store: ox.Store) -> None:
    shared = "SELECT ?i WHERE { ?s iomkg:hasIdentifier ?i } GROUP BY ?i HAVING (COUNT(*) > 1)"
    double = """SELECT ?s WHERE { ?s iomkg:hasIdentifier ?i . ?i iomkg:identifierScheme ?scheme }
        GROUP BY ?s ?scheme HAVING (COUNT(*) > 1)"""
    assert select(store, shared) == []
    assert select(store, double) == []


def test_the_high_commissioner_has_no_wikidata_id_while_sources_disagree(store: ox.Store) -> None:
    assert (
        select(
            store,
            "SELECT ?i WHERE { id:organisation\\/unhcr iomkg:hasIdentifier ?i FILTER(CONTAINS(STR(?i), 'wikidata')) }",
        )
        == []
    )


def test_the_sahel_has_definitions_and_contains_no_country(store: ox.Store) -> None:
    # Regions that are named after a part of it lie within it; which countries belong to it is for a definition to say.
    within = "SELECT ?p WHERE { ?p iomkg:directlyWithin+ id:region\\/sahel } ORDER BY ?p"
    assert select(store, within) == [("region/central-sahel",), ("region/g5-sahel",)]
    assert select(store, "SELECT ?p WHERE { id:region\\/sahel iomkg:directlyWithin ?p }") == []
    assert select(store, "SELECT ?d WHERE { ?d iomkg:definesRegion id:region\\/sahel }") == [
        ("definition/sahel-central",), ("definition/sahel-cilss",), ("definition/sahel-g5",),
        ("definition/sahel-ocha-2024",), ("definition/sahel-uniss",), ("definition/sahel-uniss-core",),
    ]  # fmt: skip


def test_memberships_of_the_g5_end_when_states_left(store: ox.Store) -> None:
    members = """SELECT ?place ?from ?until WHERE { id:definition\\/sahel-g5 iomkg:hasMembership ?m .
        ?m iomkg:memberPlace ?place; iomkg:validFrom ?from; iomkg:validUntil ?until; dcterms:source ?source }"""
    assert select(store, members) == [
        ("country/bfa", "2014-02-16", "2023-12-03"),
        ("country/mli", "2014-02-16", "2022-05-15"),
        ("country/mrt", "2014-02-16", "2023-12-06"),
        ("country/ner", "2014-02-16", "2023-12-03"),
        ("country/tcd", "2014-02-16", "2023-12-06"),
    ]


def test_a_definition_can_hold_parts_of_countries(store: ox.Store) -> None:
    members = """SELECT ?name WHERE { id:definition\\/sahel-ocha-2024 iomkg:hasMembership ?m .
        ?m iomkg:memberPlace ?place . ?place skos:prefLabel ?name FILTER(LANG(?name) = "en") }"""
    assert [row[0] for row in select(store, members)] == [
        "Adamawa", "Borno", "Burkina Faso", "Chad", "Far North", "Mali", "Niger", "Yobe",
    ]  # fmt: skip


def test_every_membership_and_segment_has_its_source(store: ox.Store) -> None:
    unsourced = """SELECT ?s WHERE { ?s a ?type FILTER(?type IN (iomkg:RegionMembership, iomkg:RouteSegment))
        FILTER NOT EXISTS { ?s dcterms:source ?source } }"""
    assert select(store, unsourced) == []


def test_the_central_mediterranean_route_has_its_names_and_segments(store: ox.Store) -> None:
    segments = """SELECT ?kind ?place WHERE { id:route\\/central-mediterranean iomkg:hasSegment ?s .
        ?s iomkg:segmentKind ?k; iomkg:segmentPlace ?place BIND(STRAFTER(STR(?k), "segment-kind/") AS ?kind) }"""
    assert select(store, segments) == [
        ("arrival", "country/ita"), ("arrival", "country/mlt"), ("departure", "country/dza"),
        ("departure", "country/egy"), ("departure", "country/lby"), ("departure", "country/tun"),
        ("departure", "country/tur"), ("transit", "country/ner"),
    ]  # fmt: skip
    names = select(store, "SELECT ?n WHERE { id:route\\/central-mediterranean skos:prefLabel|skos:altLabel ?n }")
    assert {
        ("Central Mediterranean route",), ("Route de la Méditerranée centrale",), ("Ruta del Mediterráneo central",),
        ("route méditerranéenne centrale",), ("Central Mediterranean",),
    } <= set(names)  # fmt: skip


def test_a_state_has_one_ministry_of_a_function(store: ox.Store) -> None:
    twice = """SELECT ?state ?f WHERE { ?b iomkg:ofState ?state; iomkg:hasFunction ?f
        FILTER(CONTAINS(STR(?f), "/ministry-")) } GROUP BY ?state ?f HAVING (COUNT(*) > 1)"""
    assert select(store, twice) == []


def test_every_member_of_the_committee_of_donors_has_a_ministry_of_foreign_affairs(store: ox.Store) -> None:
    members = [
        "aus", "aut", "bel", "can", "che", "cze", "deu", "dnk", "esp", "est", "fin", "fra", "gbr", "grc",
        "hun", "irl", "isl", "ita", "jpn", "kor", "ltu", "lux", "nld", "nor", "nzl", "pol", "prt", "svk",
        "svn", "swe", "usa",
    ]  # fmt: skip
    having = """SELECT DISTINCT ?s WHERE { ?b iomkg:ofState ?s; iomkg:hasFunction ?f
        FILTER(STRENDS(STR(?f), "/ministry-foreign-affairs")) }"""
    assert {(f"state/{member}",) for member in members} <= set(select(store, having))


def test_pooled_funds_are_marked(store: ox.Store) -> None:
    pooled = {row[0] for row in select(store, "SELECT ?f WHERE { ?f iomkg:pooled true }")}
    assert {"instrument/cerf", "instrument/peacebuilding-fund", "instrument/idf"} <= pooled
    assert "instrument/eutf-africa" not in pooled


def test_places_reach_their_country_in_one_or_two_steps(store: ox.Store) -> None:
    larger: dict[str | None, set[str | None]] = {}
    for place, parent in select(store, "SELECT ?p ?q WHERE { ?p iomkg:directlyWithin ?q }"):
        larger.setdefault(place, set()).add(parent)
    countries = {row[0] for row in select(store, "SELECT ?c WHERE { ?c a iomkg:Country }")}
    kinds = "VALUES ?kind { iomkg:Settlement iomkg:BorderPost iomkg:AdministrativeArea }"
    places = [row[0] for row in select(store, f"SELECT ?p WHERE {{ {kinds} ?p a ?kind }}")]
    near = {place: larger.get(place, set()) for place in places}
    far = {place: near[place].union(*(larger.get(parent, set()) for parent in near[place])) for place in places}
    assert [place for place in places if not far[place] & countries] == []


def test_the_regions_of_mali_are_those_of_the_law_of_2023(store: ox.Store) -> None:
    regions = select(
        store,
        """SELECT ?n WHERE { ?a a iomkg:AdministrativeArea; iomkg:directlyWithin id:country\\/mli;
            iomkg:areaType "Region"; skos:prefLabel ?n }""",
    )
    assert [row[0] for row in regions] == [
        "Bandiagara", "Bougouni", "Dioïla", "Douentza", "Gao", "Kayes", "Kidal", "Kita", "Koulikoro", "Koutiala",
        "Mopti", "Ménaka", "Nara", "Nioro", "San", "Sikasso", "Ségou", "Taoudénit", "Timbuktu",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wording", "place"),
    [
        ("Barh el-Ghazel", "area/td-bg"), ("Bahr Elgazel", "area/td-bg"), ("Extrême-Nord", "area/cm-en"),
        ("Tillabéri", "area/ne-6"), ("Tanger-Tétouan-Al Hoceima", "area/ma-01"), ("Oromia", "area/et-or"),
        ("Le Caire", "settlement/egy/cairo"), ("Tanger", "settlement/mar/tangier"),
        ("Ndjamena", "settlement/tcd/n-djamena"), ("Assamaka", "border-post/ner/assamaka"),
        ("Liptako-Gourma", "region/liptako-gourma"), ("Western Africa", "region/west-africa"),
    ],
)  # fmt: skip
def test_places_are_known_as_releases_write_them(store: ox.Store, wording: str, place: str) -> None:
    found = select(
        store, f'SELECT DISTINCT ?s WHERE {{ ?s skos:prefLabel|skos:altLabel ?n FILTER(STR(?n) = "{wording}") }}'
    )
    assert (place,) in found


def test_capitals_are_towns_of_their_country(store: ox.Store) -> None:
    found = {c or "": t or "" for c, t in select(store, "SELECT ?c ?t WHERE { ?c iomkg:capital ?t }")}
    assert len(found) >= 220
    assert [t for c, t in found.items() if t.split("/")[1] != c.split("/")[1]] == []
    assert found["country/ner"] == "settlement/ner/niamey"


def test_nothing_looks_like_a_contact(store: ox.Store) -> None:
    texts = [quad.object.value for quad in store if isinstance(quad.object, ox.Literal)]
    assert [text for text in texts if "@" in text or re.search(r"\+\d{6,}", text)] == []
