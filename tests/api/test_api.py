"""iomkg from Python."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib

import iomkg
from iomkg.errors import QueryError, QuestionError, StoreError, UsageError
from iomkg.namespaces import VIEW_GRAPH
from iomkg.store import Store


@pytest.fixture(scope="module")
def kg(sample_store: Path) -> Iterator[iomkg.KnowledgeGraph]:
    with iomkg.open(sample_store) as opened:
        yield opened


class TestOpening:
    def test_importing_the_package_imports_nothing_heavy(self) -> None:
        told = "import iomkg, sys; print([m for m in ('pyoxigraph', 'rdflib', 'click', 'pandas') if m in sys.modules])"
        ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
        assert ran.stdout.strip() == "[]"

    def test_the_usual_store_is_that_of_the_environment(
        self, sample_store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("IOMKG_STORE", str(sample_store))
        with iomkg.open() as opened:
            assert opened.sparql("ASK { <id/state/ner> a iomkg:State }") is True

    def test_a_writer_is_not_kept_out(self, bare_store: Path, tmp_path: Path) -> None:
        import shutil

        shutil.copytree(bare_store, tmp_path / "store")
        with iomkg.open(tmp_path / "store") as opened, Store.open(tmp_path / "store"):
            assert opened.sparql("ASK { <id/state/ner> a iomkg:State }") is True

    def test_no_store_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="no store"):
            iomkg.open(tmp_path / "nothing")

    def test_a_path_and_an_endpoint_are_one_too_many(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="at a path or at an endpoint"):
            iomkg.open(tmp_path, endpoint="http://127.0.0.1:9/query")

    def test_a_closed_graph_says_so(self, sample_store: Path) -> None:
        opened = iomkg.open(sample_store)
        opened.close()
        opened.close()
        with pytest.raises(StoreError, match="closed"):
            opened.sparql("ASK { ?s ?p ?o }")

    def test_what_is_not_there_is_no_attribute(self) -> None:
        with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
            iomkg.nothing  # noqa: B018


class TestRows:
    def test_are_dictionaries_of_pythons_own_values(self, kg: iomkg.KnowledgeGraph) -> None:
        rows = kg.query("cq02", donor="EU")
        first = rows.to_dicts()[0]
        assert tuple(first) == rows.columns
        assert len(rows) == len(list(rows)) == len(rows.answer.rows) > 0
        amounts = {type(row["amount"]) for row in rows if row["amount"] is not None}
        assert amounts <= {int, Decimal}
        assert isinstance(first["joint"], bool)

    def test_are_a_data_frame_with_types(self, kg: iomkg.KnowledgeGraph) -> None:
        frame = kg.sparql(
            'SELECT ?n ?sum ?on ?so ?text { VALUES (?n ?sum ?on ?so ?text) { (1 2.50 "2022-02-16"^^xsd:date true "a") '
            "(UNDEF UNDEF UNDEF UNDEF UNDEF) } }"
        )
        assert isinstance(frame, iomkg.Rows)
        table = frame.to_pandas()
        kinds = [str(table[name].dtype) for name in ("n", "sum", "so")]
        assert kinds == ["Int64", "float64", "boolean"]
        assert table["on"][0] == dt.datetime(2022, 2, 16)
        assert table["text"][0] == "a"
        assert table.iloc[1].isna().all()
        assert frame.to_dicts()[0]["sum"] == Decimal("2.5")

    def test_say_what_they_are_of(self, kg: iomkg.KnowledgeGraph) -> None:
        attributes = kg.query("cq01", region="sahel").to_pandas().attrs
        assert attributes["question"].startswith("Which donors fund projects of a theme in a region")
        assert attributes["parameters"]["region"] == "https://w3id.org/iomkg/id/region/sahel"
        assert any("G5 Sahel" in note for note in attributes["notes"])
        assert attributes["version"] == 13

    def test_are_saved_by_their_suffix(self, kg: iomkg.KnowledgeGraph, tmp_path: Path) -> None:
        rows = kg.query("cq01")
        saved = rows.save(tmp_path / "donors.csv")
        assert saved.read_text(encoding="utf-8").splitlines()[0] == ",".join(rows.columns)
        with pytest.raises(UsageError, match="says no form"):
            rows.save(tmp_path / "donors.doc")

    def test_come_with_their_sentences(self, kg: iomkg.KnowledgeGraph) -> None:
        rows = kg.query("cq01")
        evidence = rows.evidence()
        assert {sentence["row"] for sentence in evidence} == set(range(len(rows)))
        assert all(sentence["worded"] in sentence["quote"] for sentence in evidence)
        assert len(rows.evidence_to_pandas()) == len(evidence)

    def test_are_told_in_a_line(self, kg: iomkg.KnowledgeGraph) -> None:
        assert repr(kg.query("cq28", by="language")).startswith("<3 × ")

    def test_without_any_have_their_columns(self, kg: iomkg.KnowledgeGraph) -> None:
        empty = kg.query("cq08")
        assert empty.to_pandas().shape == (0, len(empty.columns))
        assert list(empty.evidence_to_pandas().columns)[:2] == ["row", "quote"]


class TestAsking:
    def test_in_words(self, kg: iomkg.KnowledgeGraph) -> None:
        asked = kg.ask("Quels bailleurs financent des projets frontaliers au Sahel ?")
        assert asked.understanding is not None
        assert asked.understanding.language == asked.answer.language == "fr"
        assert asked.to_dicts() == kg.query("cq01", language="fr").to_dicts()
        assert asked.notes[0].startswith(
            "Compris : thème : gestion des frontières (border-management) ; région : Sahel ;"
        )

    def test_in_words_is_refused_rather_than_guessed(self, kg: iomkg.KnowledgeGraph) -> None:
        with pytest.raises(QuestionError, match="'Why' asks for a cause"):
            kg.ask("Why does Italy fund border projects?")

    def test_a_name_nobody_knows_is_told_with_the_nearest(self, kg: iomkg.KnowledgeGraph) -> None:
        with pytest.raises(UsageError, match=r"called 'Blake'; did you mean one of these\? id:project/\w+ Balke - Sec"):
            kg.entity("Blake")

    def test_an_entity_has_its_facts_both_ways(self, kg: iomkg.KnowledgeGraph) -> None:
        facts = kg.entity("Balke").to_dicts()
        said = {(fact["property"].rpartition("#")[2], fact["valueLabel"], fact["inverse"]) for fact in facts}  # type: ignore[union-attr]
        assert ("targetsPlace", "Chad", False) in said
        assert {"fundedProject"} <= {name for name, _, inverse in said if inverse}

    def test_an_entity_nobody_knows_is_told(self, kg: iomkg.KnowledgeGraph) -> None:
        with pytest.raises(UsageError, match="nothing in the view is called 'Atlantis Prime'"):
            kg.entity("Atlantis Prime")

    def test_a_total_has_what_counted_and_what_did_not(self, kg: iomkg.KnowledgeGraph) -> None:
        total = kg.total(by="donor", theme="border-management")
        assert total.amounts
        everything = kg.total()
        assert everything.amounts == everything.least, "nothing is shared with what was not asked for"
        of_one = kg.total(country="niger")
        assert all(of_one.least[code] <= amount for code, amount in of_one.amounts.items())
        assert of_one.least != of_one.amounts
        assert f"{of_one.least['EUR']:,f} to {of_one.amounts['EUR']:,f}" in repr(of_one)
        assert len(total.counted) >= len(total.breakdown)
        asked = kg.ask("How much is there for border management, by donor?")
        assert asked.to_dicts() == total.breakdown.to_dicts()
        with pytest.raises(UsageError, match="convert_to and rates go together"):
            kg.total(convert_to="EUR")

    def test_an_answer_is_cited_with_its_releases(self, kg: iomkg.KnowledgeGraph) -> None:
        rows = kg.query("cq01")
        releases = {sentence["release"] for sentence in rows.evidence()}
        assert kg.cite(rows, "bibtex").count("@misc{") == 1 + len(releases)
        assert kg.cite().count("\n") == 1
        with pytest.raises(UsageError, match="there is no style 'apa'"):
            kg.cite(style="apa")

    def test_parameters_may_be_days_and_numbers(self, kg: iomkg.KnowledgeGraph) -> None:
        assert kg.query("cq19", on=dt.date(2014, 3, 31)).answer.parameters["on"].text == "2014-03-31"
        assert kg.query("cq29", since=11, until=13).answer.parameters["since"].text == "11"

    def test_sparql_gives_what_it_asks_for(self, kg: iomkg.KnowledgeGraph) -> None:
        assert kg.sparql("ASK { <id/state/ner> a iomkg:Country }") is False
        graph = kg.sparql("CONSTRUCT WHERE { ?p a iomkg:Project }")
        assert isinstance(graph, rdflib.Graph)
        rows = kg.sparql("SELECT ?p { ?p a iomkg:Project }")
        assert isinstance(rows, iomkg.Rows)
        assert len(graph) == len(rows)

    @pytest.mark.parametrize(
        ("sparql", "told"),
        [
            ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "calls a remote SERVICE"),
            ("LOAD <http://127.0.0.1:1/>", r"is an update \(LOAD\)"),
            ("SELECT * { ?s foo:bar ?o }", "the prefix foo: is not declared"),
        ],
    )
    def test_sparql_that_may_not_run_is_refused(self, kg: iomkg.KnowledgeGraph, sparql: str, told: str) -> None:
        with pytest.raises(QueryError, match=told):
            kg.sparql(sparql)

    def test_a_wrong_parameter_is_told_with_the_nearest(self, kg: iomkg.KnowledgeGraph) -> None:
        with pytest.raises(QueryError, match="did you mean region"):
            kg.query("cq01", regoin="sahel")


class TestElsewhere:
    def test_a_service_gives_the_same(self, kg: iomkg.KnowledgeGraph, served: str) -> None:
        with iomkg.open(endpoint=served) as there:
            question = "Who implements the projects of the European Union?"
            assert there.ask(question).answer == kg.ask(question).answer
            assert there.entity("state/ner").to_dicts() == kg.entity("state/ner").to_dicts()
            with pytest.raises(UsageError, match="only a store can be copied"):
                there.dataset()

    def test_rdflib_gives_the_same(self, sahel: Store) -> None:
        dataset = iomkg.KnowledgeGraph(sahel).dataset()
        for name in sahel.graphs():
            assert len(dataset.graph(rdflib.URIRef(name))) == sum(1 for _ in sahel.quads(graph=name))
        assert len(dataset.default_graph) == len(dataset.graph(rdflib.URIRef(VIEW_GRAPH)))
        ner = rdflib.URIRef("https://w3id.org/iomkg/id/country/ner")
        assert (ner, rdflib.RDF.type, rdflib.URIRef("https://w3id.org/iomkg/ns#Country")) in dataset.default_graph
