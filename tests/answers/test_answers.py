"""What goes with the rows of an answer: labels, sentences, status, coverage, and what an empty one means."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from iomkg import terms
from iomkg.answers import Answer, Answerer, Coverage, Empty, Reading, Sentence, Version, explained, labels, limits
from iomkg.errors import QueryError
from iomkg.model import Language, Term
from iomkg.namespaces import LOG_GRAPH, VIEW_GRAPH, claims_graph, concept, entity, release, release_graph, term
from iomkg.queries import bind, find, parse
from iomkg.store import Change, Store

ITALY = entity("agency", "ita", "ministry-foreign-affairs")
BORDERS = entity("project", "borders")


def change(store: Store, subject: str, name: str, value: Term | None, graph: str) -> None:
    """Give a thing another value of a property, or none."""
    old = frozenset(store.quads(subject, term(name), None, graph))
    new = [] if value is None else [Quad(NamedNode(subject), NamedNode(term(name)), value, NamedNode(graph))]
    store.commit(Change(added=frozenset(new), removed=old))


def say(store: Store, claim: str, name: str, value: Term) -> None:
    """Change what is stored of a claim of sahel.trig."""
    (graph,) = {quad.graph_name.value for quad in store.quads(entity("claim", claim), None, None)}
    change(store, entity("claim", claim), name, value, graph)


def own(store: Store, evidence: str, select: str, **parameters: str) -> Answer:
    header = "#+ parameters:\n#+   donor: payer = EU -- who pays\n" if parameters else ""
    return Answerer(store).ask(parse(f"{header}#+ evidence: {evidence}\n{select}", "own"), parameters)


def quotes(answer: Answer) -> list[list[str]]:
    return [[sentence.quote for sentence in behind] for behind in answer.evidence]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ["border management", "Niger", "Maroc"]), ("fr", ["gestion des frontières", "Niger", "Maroc"]),
     ("es", ["gestión de fronteras", "Níger", "Maroc"])],
)  # fmt: skip
def test_labels_are_in_the_language_asked_for_else_in_whatever_there_is(
    sahel: Store, language: Language, expected: list[str]
) -> None:
    iris = [concept("theme", "border-management"), entity("country", "ner"), entity("country", "mar")]
    found = labels(sahel, iris, language)
    assert [found[iri] for iri in iris] == expected


def test_terms_currencies_and_dates_are_called_by_what_they_are(sahel: Store) -> None:
    iris = [term("donor"), term("durationMonths"), concept("currency", "EUR"), entity("date", "2022-01")]
    assert labels(sahel, iris, "fr") == dict(zip(iris, ["donateur", "durée en mois", "EUR", "2022-01"], strict=True))
    assert labels(sahel, [entity("project", "none"), "https://example.org/"], "en") == {}


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "announced, EUR 3,000,000, Ministry of Foreign Affairs and International Cooperation"),
        ("fr", "announced, EUR 3\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000, Ministère des affaires étrangères"),
    ],
)
def test_what_has_no_name_is_called_by_its_facts(sahel: Store, language: Language, label: str) -> None:
    funding = entity("funding", "borders")
    assert labels(sahel, [funding], language) == {funding: label}


def test_many_labels_take_few_queries(sahel: Store) -> None:
    class Counting:
        asked = 0

        def select(self, sparql: str):  # type: ignore[no-untyped-def]
            self.asked += 1
            return sahel.select(sparql)

        query = select

    engine = Counting()
    iris = {q.subject.value for q in sahel.quads(graph=VIEW_GRAPH) if isinstance(q.subject, NamedNode)}
    assert len(labels(engine, iris, "en")) > 40
    assert engine.asked <= 6


def test_a_sentence_has_its_release_and_all_that_is_known_of_it(sahel: Store) -> None:
    graph, of = release_graph("fr-1"), release("fr-1")
    for name, value in (
        ("publisherName", terms.text("Example agency")),
        ("sourceUrl", terms.text("https://example.org/fr-1")),
        ("publishedOn", NamedNode(entity("date", "2022-02-18"))),
    ):
        change(sahel, of, name, value, graph)
    answer = own(sahel, "?p iomkg:durationMonths ?n", f"SELECT ?p ?n {{ BIND(<{BORDERS}> AS ?p) BIND(18 AS ?n) }}")
    assert answer.evidence == (
        (
            Sentence(
                claim=entity("claim", "2"),
                quote="Il dure dix-huit mois.",
                worded="dix-huit mois",
                confidence=0.8,
                status="machine-coded",
                release=of,
                start=0,
                headline="L'Italie aide trois pays",
                publisher="Example agency",
                url="https://example.org/fr-1",
                date="2022-02-18",
            ),
        ),
    )


def test_shortcuts_unfold_to_the_claims_that_say_who(sahel: Store) -> None:
    select = "SELECT ?p ?d ?i { ?p iomkg:hasDonor ?d ; iomkg:hasImplementer ?i }"
    assert quotes(own(sahel, "?p iomkg:hasDonor ?d", select)) == [
        ["Le ministère italien finance le projet.", "It is paid for by Italy's foreign ministry."]
    ]
    assert quotes(own(sahel, "?p iomkg:hasImplementer ?i", select)) == [["L'OIM le met en œuvre."]]
    # Who carries out is no partner: the role counts.
    assert quotes(own(sahel, "?p iomkg:hasPartner ?i", select)) == [[]]


def test_a_parameter_a_date_and_several_things_in_a_cell_are_parts_of_facts_too(sahel: Store) -> None:
    posts = f'SELECT ?p ("{entity("organisation", "eu")} {ITALY}" AS ?d) {{ ?p a iomkg:Project }} ORDER BY ?p'
    answer = own(sahel, "?p iomkg:hasDonor ?d", posts)
    behind = dict(zip([row[0] for row in answer.rows], quotes(answer), strict=True))
    assert behind[NamedNode(entity("project", "posts"))] == ["The EU pays."]
    assert len(behind[NamedNode(BORDERS)]) == 2
    given = own(sahel, "?p iomkg:hasDonor ?_donor", "SELECT ?p { ?p iomkg:hasDonor ?_donor } ORDER BY ?p", donor="EU")
    assert quotes(given) == [[], [], [], ["The EU pays."]]
    about = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    claim, graph = NamedNode(entity("claim", "5")), NamedNode(claims_graph("en-1"))
    dated = {"predicate": NamedNode(term("start")), "object": NamedNode(entity("date", "2022-01"))}
    sahel.commit(
        Change(
            removed=frozenset(quad for part in dated for quad in sahel.quads(claim, about + part)),
            added=frozenset(Quad(claim, NamedNode(about + part), value, graph) for part, value in dated.items()),
        )
    )
    select = "SELECT ?p ?start { ?p iomkg:start/iomkg:dateStated ?start } ORDER BY ?p"
    assert quotes(own(sahel, "?p iomkg:start ?start", select)) == [["The two years begin in January."], []]


def test_the_status_of_a_row_is_the_weakest_of_its_facts_each_as_strong_as_its_strongest_claim(sahel: Store) -> None:
    evidence = "?p iomkg:hasDonor ?d . ?p iomkg:durationMonths ?n"
    select = "SELECT ?p ?d ?n { ?p iomkg:hasDonor ?d ; iomkg:durationMonths ?n }"
    assert own(sahel, evidence, select).statuses == ("machine-coded",)
    say(sahel, "1", "codedBy", terms.text("Ana"))  # one of the two who name the donor
    assert own(sahel, evidence, select).statuses == ("machine-coded",)
    say(sahel, "5", "codedBy", terms.text("Ana"))
    answer = own(sahel, evidence, select)
    assert answer.statuses == ("confirmed",)
    assert [sentence.status for sentence in answer.evidence[0]] == ["confirmed", "machine-coded", "confirmed"]
    say(sahel, "5", "method", terms.text("judgement/correct"))
    answer = own(sahel, evidence, select)
    assert answer.statuses == ("corrected",)
    assert answer.table().rows[0][-1] == Literal("corrected")
    assert (
        own(sahel, "?p iomkg:hasDonor ?d", "SELECT ?p ?d { ?p iomkg:hasDonor ?d } ORDER BY ?p").statuses.count(None)
        == 3
    )


def test_rows_are_not_multiplied_and_a_sentence_that_says_two_facts_comes_once(sahel: Store) -> None:
    say(sahel, "9", "quote", terms.text("It is paid for by Italy's foreign ministry."))
    answer = Answerer(sahel).ask("cq02", {"donor": ITALY})
    assert len(answer.rows) == 1
    assert quotes(answer) == [
        ["It is paid for by Italy's foreign ministry.", "Le ministère italien finance le projet.",
         "The two years begin in January."]
    ]  # fmt: skip


def test_coverage_counts_what_was_loaded_and_leaves_out_what_was_withdrawn(sahel: Store) -> None:
    assert Answerer(sahel).coverage == Coverage(0, {}, {}, None, None)
    told = {"fr-1": ("fr", "Agency", "2022-02-18"), "en-1": ("en", "Agency", "2021-05-01"), "en-2": ("en", None, None)}
    for key, (language, publisher, day) in told.items():
        graph = release_graph(key)
        change(sahel, release(key), "releaseKey", terms.text(key), graph)
        change(sahel, release(key), "language", terms.text(language), graph)
        change(sahel, release(key), "publisherName", terms.text(publisher) if publisher else None, graph)
        change(sahel, release(key), "effectiveOn", terms.date_literal(day) if day else None, graph)
    assert Answerer(sahel).coverage == Coverage(3, {"en": 2, "fr": 1}, {"Agency": 2}, "2021-05-01", "2022-02-18")
    answer = Answerer(sahel).ask("cq05")
    assert next(limits(answer)) == (
        "From 3 releases (2 English, 1 French, by Agency, 2021-05-01 to 2022-02-18); what they do not say is unknown, "
        "not absent."
    )
    change(sahel, release("en-1"), "withdrawnOn", terms.text("2022"), release_graph("en-1"))
    assert Answerer(sahel).coverage == Coverage(2, {"en": 1, "fr": 1}, {"Agency": 1}, "2022-02-18", "2022-02-18")


def test_the_version_is_the_last_commit_of_the_log(sahel: Store) -> None:
    assert Answerer(sahel).version == Version(None, None, None)
    commit = entity("commit", "7")
    change(sahel, LOG_GRAPH, "lastCommit", NamedNode(commit), LOG_GRAPH)
    change(sahel, commit, "commitNumber", terms.integer(7), LOG_GRAPH)
    change(sahel, commit, "committedAt", terms.text("2026-11-30T09:30:00Z"), LOG_GRAPH)
    change(sahel, commit, "softwareVersion", terms.text("0.1.0"), LOG_GRAPH)
    assert Answerer(sahel).version == Version(7, dt.datetime(2026, 11, 30, 9, 30, tzinfo=dt.UTC), "0.1.0")


def test_an_answer_tells_how_well_what_it_rests_on_is_read(sahel: Store) -> None:
    answer = Answerer(sahel).ask(parse("#+ fields: donors, outputs\nSELECT ?p { ?p a iomkg:Project }", "own"))
    donors, outputs = answer.readings
    assert donors.judged > 10
    assert outputs == Reading("outputs", None, None, 0)
    known = dataclasses.replace(answer, readings=(Reading("donors", 0.8, 0.762, 42), outputs))
    assert list(limits(known))[1] == (
        "Precision and recall of what it rests on, on releases no rule was tuned on: donors 0.80 and 0.76, outputs "
        "not measured."
    )
    with pytest.raises(QueryError, match="there is no field 'donor' to be read; known are project, title, donors"):
        Answerer(sahel).ask(parse("#+ fields: donor\nSELECT ?p { ?p a iomkg:Project }", "own"))


def loaded(store: Store) -> Store:
    for key in ("fr-1", "en-1"):
        change(store, release(key), "releaseKey", terms.text(key), release_graph(key))
        change(store, release(key), "language", terms.text(key[:2]), release_graph(key))
    return store


@pytest.mark.parametrize(
    ("name", "parameters", "empty"),
    [
        (
            "cq01",
            {"theme": "resettlement"},
            Empty("nothing loaded", "Nothing about resettlement was loaded: none of the 2 releases names it."),
        ),
        (
            "cq02",
            {"donor": "organisation/iom"},
            Empty("none known", "The graph knows of none: nothing in the 2 releases answers it, which is no proof that "
                  "there is none."),
        ),
        ("cq01", {}, None),
    ],
)  # fmt: skip
def test_an_empty_answer_says_which_of_three_it_is(
    sahel: Store, name: str, parameters: dict[str, str], empty: Empty | None
) -> None:
    # The region and its members are what the definition says: named where a member is.
    claim, graph = entity("claim", "3"), claims_graph("fr-1")
    placed = Quad(NamedNode(claim), NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#object"),
                  NamedNode(entity("country", "ner")), NamedNode(graph))  # fmt: skip
    sahel.commit(Change(added=frozenset({placed})))
    assert Answerer(loaded(sahel)).ask(name, parameters).empty == empty


def test_an_empty_answer_counts_what_waits_for_review(sahel: Store) -> None:
    sahel.commit(Change(removed=frozenset(sahel.quads(None, term("hasDonor"), entity("organisation", "eu")))))
    answer = Answerer(loaded(sahel)).ask("cq02", {"donor": "EU"})
    text = "1 claim that may answer waits for review: see `iomkg queue --kind claim --property donor`."
    assert answer.empty == Empty("waiting", text, 1)
    # Claims about others do not count.
    assert Answerer(sahel).ask("cq02", {"donor": "organisation/iom"}).empty != answer.empty


def test_an_empty_graph_is_told_as_such() -> None:
    nothing = Empty("nothing loaded", "No releases are loaded, so nothing is known of what they say.")
    answer = Answerer(Store.memory()).ask("cq05")
    assert answer.empty == nothing
    assert next(limits(answer)) == nothing.text


def test_a_query_is_explained_by_what_it_asks_with_which_values(sahel: Store) -> None:
    text = explained(bind(sahel, find("cq01"), {"theme": "border posts"}), "fr")
    comments = [line for line in text.splitlines() if line.startswith("# ")]
    assert comments == [
        "# Quels bailleurs financent des projets d'un thème dans une région, et quelle phrase le dit ?",
        "# theme: border posts, <https://w3id.org/iomkg/scheme/theme/border-posts>",
        "# region: Sahel, <https://w3id.org/iomkg/id/region/sahel>",
        "# definition: G5 Sahel (sahel-g5), <https://w3id.org/iomkg/id/definition/sahel-g5>",
        '# member_at: ever, "ever"',
        "# Thème : border posts ; région : Sahel ; qui en fait partie : G5 Sahel (sahel-g5) ; member_at : ever.",
        "# Laissé à la valeur par défaut : region, definition, member_at.",
    ]
    assert sahel.select(text).rows == sahel.select(bind(sahel, find("cq01"), {"theme": "border posts"}).sparql).rows


def test_an_ask_and_a_construct_are_run_but_are_no_answers(sahel: Store) -> None:
    assert Answerer(sahel).run(parse("ASK { ?p a iomkg:Project }", "own")) is True
    with pytest.raises(QueryError, match="not a SELECT, so it has no rows"):
        Answerer(sahel).ask(parse("ASK { ?p a iomkg:Project }", "own"))
