"""The library as a whole, finding queries in it, and giving them parameters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.plugins.sparql.parser import parseQuery

from iomkg import terms
from iomkg.answers import Answer, Answerer
from iomkg.answers.readings import readings_of
from iomkg.errors import QueryError
from iomkg.namespaces import VIEW_GRAPH
from iomkg.queries import Allowed, Query, bind, checks, find, library, parse, values
from iomkg.queries.header import placeholders
from iomkg.queries.library import note_queries
from iomkg.store import Change, Store


def run(store: Store, query: Query | str, parameters: dict[str, str] | None = None) -> Answer:
    return Answerer(store).ask(query, parameters)


def used(answer: Answer) -> dict[str, str]:
    return {name: value.text for name, value in answer.parameters.items()}


ALL = {**library(), **checks(), **note_queries()}
# The samples are press releases: none tells of an instrument that pays, of a commitment, or of a state that funds and
# hosts. The small world of portfolio.toml has rows for these.
UNKNOWN_TO_SAMPLES = {"cq08-payment-chain", "cq16-committed-not-announced", "cq24-funds-and-hosts"}


@pytest.mark.parametrize("name", ALL)
def test_every_query_is_described_in_three_languages(name: str) -> None:
    query = ALL[name]
    assert set(query.summary) == {"en", "fr", "es"}
    assert all(question.endswith("?") for question in query.summary.values())
    assert query.description.endswith(".")
    assert name in note_queries() or query.tags


@pytest.mark.parametrize("name", ALL)
def test_every_query_is_standard_sparql_with_its_prefixes_declared(name: str) -> None:
    sparql = ALL[name].sparql
    parseQuery(sparql)
    used = set(re.findall(r"\b([a-z]+):(?=[A-Za-z])", re.sub(r'"[^"]*"|<[^>]*>|#.*', "", sparql)))
    assert used == set(re.findall(r"PREFIX ([a-z]+):", sparql))


@pytest.mark.parametrize("name", [*library(), *checks()])
def test_every_query_is_ordered_over_all_its_variables(name: str) -> None:
    sparql = ALL[name].sparql
    selected = sparql[sparql.index("SELECT") : sparql.index("WHERE")]
    made = re.findall(r"AS \?(\w+)\)", selected)
    variables = made + re.findall(r"\?(\w+)", re.sub(r"\(.*?AS \?\w+\)", "", selected))
    ordered = re.findall(r"\?(\w+)", sparql[sparql.rindex("ORDER BY") :])
    assert sorted(ordered) == sorted(variables)


@pytest.mark.parametrize("name", library())
def test_notes_and_explanations_use_what_is_declared(name: str) -> None:
    query = library()[name]
    declared = {parameter.name for parameter in query.parameters}
    used = placeholders(query.sparql)
    assert used <= declared if query.counted else used == declared
    for notes in query.notes.values():
        assert {word for note in notes for word in re.findall(r"\{(\w+)\}", note)} <= declared
    assert {len(notes) for notes in query.notes.values()} in (set(), {len(query.notes_in("en"))})
    assert set(query.notes) in (set(), {"en", "fr", "es"})
    if query.when_empty:
        explanation = note_queries()[query.when_empty].sparql
        assert "SELECT ?en ?fr ?es\n" in explanation
        assert placeholders(explanation) | set(re.findall(r"\{(\w+)\}", explanation)) <= declared


def test_a_query_is_found_by_its_name_or_the_beginning_of_it() -> None:
    for name in ("cq01-donors-of-theme-in-region", "cq01", " CQ01-donors "):
        assert find(name).name == "cq01-donors-of-theme-in-region"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("cq0", "begins the names of several queries: cq01-.*, cq02-"),
        ("evidence-of-entity", "nearest: cq03-evidence-of-entity"),
        ("zzz", "`iomkg queries` lists them"),
        ("", "`iomkg queries` lists them"),
    ],
)
def test_a_name_nobody_knows_gets_the_nearest(name: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as error:
        find(name)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        (
            "cq01",
            {"theme": "borders"},
            "theme='borders' is not known; give any or the nearest: border posts \\(border-posts\\), border",
        ),
        ("cq01", {"regio": "sahel"}, "has no parameter 'regio'; did you mean region\\? it takes theme, region,"),
        ("cq05", {"region": "sahel"}, "has no parameter 'region'; it takes none"),
        ("cq01", {"member_at": "2022-13-01"}, "'2022-13-01' is not known; give ever or project or a date YYYY-MM-DD"),
        ("cq01", {"member_at": "2022"}, "give ever or project or a date"),
        ("cq01", {"region": "West Africa"}, "several definitions; give definition= one of west-africa-ecowas, west-"),
        ("cq01", {"region": "lake-chad", "definition": "sahel-g5"}, "sahel-g5 is no definition of Lake Chad basin"),
        ("cq02", {}, "needs donor=…: the state, body"),
        ("cq02", {"donor": ""}, "donor='' is not known; give what `iomkg queries NAME --values donor` lists"),
        (
            "cq01",
            {"theme": "data of migration"},
            "theme='data of migration' is not known; give any or the nearest: migration data \\(migration-",
        ),
        ("cq01", {"theme": "resetlement"}, "give any or the nearest: resettlement"),
        ("cq01", {"theme": "datta"}, "give any or the nearest: migration data \\(migration-data\\)$"),
        ("cq01", {"theme": "Sahel"}, "theme='Sahel': Sahel is a region, not a theme; give any"),
        (
            "cq01",
            {"region": "Niger"},
            "'Niger': Niger is a country, not a region; regions that hold it: lake-chad, sahel",
        ),
        ("cq01", {"region": "Oujda"}, "Oujda is a settlement, not a region; regions that hold it: maghreb$"),
        ("cq01", {"region": "Zinder"}, "an administrative area, not a region; regions that hold it: lake-chad, sahel"),
        ("cq01", {"region": "EU"}, "European Union is an organisation, not a region; give what"),
        ("cq03", {"entity": "project/none"}, "entity='project/none' is not known"),
        ("cq03", {"entity": "Niger; DROP ALL"}, "is not known; give the nearest: .*ner"),
    ],
)
def test_a_wrong_parameter_is_one_line_with_what_would_do(
    sahel: Store, name: str, parameters: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=message) as error:
        run(sahel, name, parameters)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "given",
    [
        "organisation/eu", "eu", "EU", "ue", "European Union", "european  union", "id:organisation/eu",
        "https://w3id.org/iomkg/id/organisation/eu",
    ],
)  # fmt: skip
def test_an_entity_may_be_named_in_many_ways(sahel: Store, given: str) -> None:
    assert used(run(sahel, "cq02", {"donor": given})) == {"donor": "https://w3id.org/iomkg/id/organisation/eu"}


@pytest.mark.parametrize(
    "given", ["funding/borders", "id:funding/borders", "https://w3id.org/iomkg/id/funding/borders"]
)
def test_what_has_no_name_is_given_by_its_iri(sahel: Store, given: str) -> None:
    table = run(sahel, "cq03", {"entity": given})
    assert used(table) == {"entity": "https://w3id.org/iomkg/id/funding/borders"}
    assert len(table.rows) == 3


def test_an_entity_of_another_kind_is_not_given_by_its_iri(sahel: Store) -> None:
    with pytest.raises(QueryError, match="donor='funding/borders' is not known"):
        run(sahel, "cq02", {"donor": "funding/borders"})


def test_the_values_of_a_parameter_are_listed(sahel: Store) -> None:
    listed = {name: values(sahel, find("cq01"), name) for name in ("theme", "definition", "member_at")}
    assert [allowed.value for allowed in listed["theme"]] == [
        "any", "border-management", "border-posts", "migration-data", "resettlement",
    ]  # fmt: skip
    assert listed["definition"][:2] == (
        Allowed("lake-chad-commission", "Lake Chad Basin Commission – of lake-chad, 1 member"),
        Allowed("sahel-g5", "G5 Sahel – of sahel, 3 members"),
    )
    assert listed["member_at"] == (Allowed("ever", ""), Allowed("project", ""), Allowed("", "a date YYYY-MM-DD"))
    with pytest.raises(QueryError, match="has no parameter 'them'; did you mean theme"):
        values(sahel, find("cq01"), "them")


@pytest.mark.parametrize(
    ("name", "parameter"), [("cq01", "region"), ("cq01", "theme"), ("cq02", "donor"), ("cq03", "entity")]
)
def test_every_value_that_is_listed_is_taken(sahel: Store, name: str, parameter: str) -> None:
    kind = "payer" if parameter == "donor" else parameter
    query = parse(f"#+ parameters:\n#+   x: {kind} -- any\nASK {{ ?_x a ?class }}", "any")
    for allowed in values(sahel, find(name), parameter):
        if allowed.value == "any":
            continue
        assert sahel.query(bind(sahel, query, {"x": allowed.value}).sparql) is True


def test_every_question_with_parameters_has_an_example_that_is_answered(sample_store: Path) -> None:
    with Store.open(sample_store, writable=False) as store:
        for query in library().values():
            assert bool(query.example) == bool(query.parameters)
            assert bool(run(store, query, query.example).rows) == (query.name not in UNKNOWN_TO_SAMPLES)


def test_the_real_borders_and_mexico_are_advised_on(sample_store: Path) -> None:
    with Store.open(sample_store, writable=False) as store:
        with pytest.raises(QueryError, match=r"give any or the nearest: border management \(border-management\)"):
            run(store, "cq01", {"theme": "borders"})
        with pytest.raises(QueryError, match=r"Mexico is a country, not a region; .*: americas, central-america"):
            run(store, "cq01", {"region": "Mexico"})


def test_a_name_in_a_script_of_its_own_is_found(sahel: Store) -> None:
    niger = NamedNode("https://w3id.org/iomkg/id/country/ner")
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    sahel.commit(Change(added=frozenset({Quad(niger, label, Literal("النيجر", language="ar"), NamedNode(VIEW_GRAPH))})))
    assert used(run(sahel, "cq03", {"entity": "النيجر"})) == {"entity": niger.value}


def test_a_name_of_several_things_is_refused(sahel: Store) -> None:
    label, view = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"), NamedNode(VIEW_GRAPH)
    regions = [NamedNode(f"https://w3id.org/iomkg/id/region/{slug}") for slug in ("maghreb", "west-africa")]
    sahel.commit(Change(added=frozenset(Quad(region, label, Literal("Sahel belt"), view) for region in regions)))
    named = r"names several things; give one of id:region/maghreb \(Maghreb\), id:region/west-africa \(West Africa\)"
    with pytest.raises(QueryError, match=named):
        run(sahel, "cq01", {"region": "sahel belt"})


def test_a_slug_outranks_a_name(sahel: Store) -> None:
    label, view = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"), NamedNode(VIEW_GRAPH)
    region = NamedNode("https://w3id.org/iomkg/id/region/maghreb")
    sahel.commit(Change(added=frozenset({Quad(region, label, Literal("Sahel"), view)})))
    assert run(sahel, "cq01", {"region": "Sahel"}).parameters["region"].text.endswith("/region/sahel")


def test_values_go_into_the_query_as_terms(sahel: Store) -> None:
    text = "#+ parameters:\n#+   n: integer = 3 -- a\n#+   d: date -- b\n#+   s: string -- c\n"
    text += 'SELECT (?_n AS ?a) (?_d AS ?b) (?_s AS ?c) ("?_s" AS ?d) {}'
    table = run(sahel, parse(text, "x"), {"d": "2022-02-16", "s": 'a "b" \\u0022 ?_n'})
    ((number, date, words, untouched),) = table.rows
    assert (number, date) == (Literal(3), Literal("2022-02-16"))
    assert (words, untouched) == (Literal('a "b" \\u0022 ?_n'), Literal("?_s"))
    with pytest.raises(QueryError, match="n='x' is not known; give a whole number"):
        run(sahel, parse(text, "x"), {"n": "x"})


def test_a_bound_query_runs_by_itself(sahel: Store) -> None:
    sparql = bind(sahel, find("cq01"), {"definition": "sahel-west"}).sparql
    assert placeholders(sparql) == set()
    parseQuery(sparql)
    assert Answerer(sahel).ask(parse(sparql, "-")).rows == run(sahel, "cq01", {"definition": "sahel-west"}).rows


def sayable(text: str) -> bool:
    try:
        terms.text(text)
    except terms.TermError:
        return False
    # A query in which the word stands is checked for SERVICE by a parser that is not trusted with escapes.
    return not ("service" in text.lower() and "\\u" in str(terms.text(text)).lower())


HOSTILE = st.lists(
    st.sampled_from(['"', "'", '"""', "\\", "\\u0022", "}", "?_text", "{theme}", "\n", "#", "SERVICE <x:y> {}", "> "])
    | st.text(max_size=4)
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(HOSTILE.filter(sayable))
def test_no_text_changes_the_query_it_goes_into(sahel: Store, text: str) -> None:
    query = parse("#+ parameters:\n#+   text: string -- any\nSELECT (?_text AS ?given) { BIND(1 AS ?one) }", "echo")
    assert run(sahel, query, {"text": text}).rows == ((terms.text(text),),)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(HOSTILE)
def test_no_text_is_taken_for_an_entity_that_is_not_meant(sahel: Store, text: str) -> None:
    for name, parameter in (("cq01", "theme"), ("cq02", "donor"), ("cq03", "entity")):
        with pytest.raises(QueryError) as refused:
            run(sahel, name, {parameter: text + "\U0001f600 nobody"})
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", library())
def test_labels_evidence_and_fields_are_of_columns_parameters_and_what_is_measured(name: str) -> None:
    query = library()[name]
    selected = query.sparql[query.sparql.index("SELECT") : query.sparql.index("WHERE")]
    columns = set(re.findall(r"\?(\w+)", re.sub(r"\(.*?AS (\?\w+)\)", r"\1", selected)))
    parts = {part for each in query.evidence for part in (each.subject, each.predicate, each.value)}
    assert {part[1:] for part in parts if re.match(r"\?[^_]", part)} <= columns
    assert set(query.labels) <= columns
    # Coverage and the log are counted, not read out of releases.
    assert readings_of(query.fields) or name in ("cq28-coverage", "cq29-changes-between-versions")
