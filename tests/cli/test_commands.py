"""What the commands do with the sample releases: load, look, ask, check, write."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

TITLE = "Améliorer la gestion des frontières"
NIGER = "<https://w3id.org/iomkg/id/state/ner>"
ITALY = "Italy – Ministry of Foreign Affairs and International Cooperation"


@pytest.fixture
def releases(repository) -> Path:
    return repository / "data" / "releases"


@pytest.fixture
def store(tmp_path, bare_store) -> Path:
    """A store without releases."""
    return shutil.copytree(bare_store, tmp_path / "store")


def squeezed(text: str) -> str:
    """Text without its layout."""
    return " ".join(text.replace("│", " ").split())


def test_load_tells_what_was_learned_and_a_second_load_changes_nothing(run, releases, store):
    release = releases / "2024-03-tchad-balke.en.txt"
    first = run("load", release, "--manifest", releases / "sources.csv", store=store)
    assert (first.code, first.out) == (0, "")
    assert first.told[0] == f"new       {release.name}"
    assert "project: Balke - Security and Stabilization Project in Northern Chad" in squeezed(first.err)
    assert "donor: Germany – Federal Foreign Office" in squeezed(first.err)
    assert first.told[-1].startswith("1 release: 1 new; ")
    before = run("status", store=store).out
    second = run("load", release, "--manifest", releases / "sources.csv", store=store)
    assert second.code == 0
    assert second.told == [f"unchanged {release.name}", "1 release: 1 unchanged; no claims learned, 0 doubted"]
    assert run("status", store=store).out == before


def test_the_same_text_under_another_name_is_not_loaded_twice(run, releases, store, tmp_path):
    copy = tmp_path / "copy.txt"
    shutil.copy(releases / "2024-03-tchad-balke.en.txt", copy)
    run("load", releases / "2024-03-tchad-balke.en.txt", "--manifest", releases / "sources.csv", store=store)
    ran = run("load", copy, store=store)
    assert ran.code == 0
    assert ran.told[0] == "unchanged copy.txt"
    assert "the same text is known as release" in ran.told[1]


def test_one_bad_release_does_not_stop_the_others(run, releases, store, tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a-empty.txt").touch()
    shutil.copy(releases / "2024-03-tchad-balke.en.txt", folder / "b-good.txt")
    ran = run("load", folder, store=store)
    assert ran.code == 1
    assert [line.split() for line in ran.told if not line.startswith(" ")][:2] == [
        ["refused", "a-empty.txt"],
        ["new", "b-good.txt"],
    ]
    assert run("show", "Balke", store=store).code == 0


def test_ctrl_c_stops_a_load_between_releases_and_says_how_to_go_on(run, releases, store):
    command = [sys.executable, "-m", "iomkg", "load", str(releases), "--store", str(store)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    first = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    rest = process.stderr.read().splitlines()
    process.stderr.close()
    assert process.wait() == 130
    assert first.startswith("new ")
    told = re.fullmatch(r"interrupted; (\d+) of 12 releases loaded, the rest is untouched; (.+)", rest[-1])
    assert told is not None
    assert told[2] == "run the same command to continue"
    assert f"releases        {told[1]} " in run("status", store=store).out


def test_a_release_that_breaks_a_rule_is_refused_whole_with_the_sentence_at_fault(run, releases, store, monkeypatch):
    from iomkg.model import Finding, Report
    from iomkg.validation import Gate

    run("load", releases / "2024-03-tchad-balke.en.txt", store=store)
    before = run("status", store=store).out
    real = Gate.check

    def strict(gate, data, types=()):
        quads = list(data)
        broken = [q for q in quads if q.predicate.value.endswith("#title")]
        findings = [
            Finding("Violation", q.subject.value, "Project-title", "Shorten the title.", q.predicate.value)
            for q in broken
        ]
        return Report(tuple(findings)) if findings else real(gate, quads, types)

    monkeypatch.setattr(Gate, "check", strict)
    ran = run("load", releases / "2022-02-niger-frontieres.fr.txt", store=store)
    monkeypatch.undo()
    monkeypatch.setenv("COLUMNS", "80")
    assert ran.code == 1
    assert ran.told[0] == "refused   2022-02-niger-frontieres.fr.txt"
    assert "what it states breaks a rule: Shorten the title. (Project-title)" in squeezed(ran.err)
    assert "at fault: “Il s'appelle « Améliorer la gestion des frontières" in squeezed(ran.err)
    assert run("status", store=store).out == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
def test_on_a_terminal_a_bar_shows_how_far_a_load_is_below_what_it_tells(releases, store):
    import pty

    reader, terminal = pty.openpty()
    command = [sys.executable, "-m", "iomkg", "load", str(releases), "--store", str(store)]
    process = subprocess.Popen(command, stderr=terminal, env={**os.environ, "COLUMNS": "80", "TERM": "xterm"})
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError):  # how Linux tells the end of a terminal
        while more := os.read(reader, 65536):
            shown += more
    os.close(reader)
    assert process.wait() == 0
    lines = re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode()))
    assert sum(line.startswith("new       20") for line in lines) == 12
    assert any(re.match(r"loading .* +1?\d/12 ", line) for line in lines)


def test_extract_gives_one_object_for_one_release_and_an_array_for_several(run, releases):
    one = run("extract", releases / "2022-02-niger-frontieres.fr.txt")
    assert one.code == 0
    record = json.loads(one.out)
    assert record["id"] == "2022-02-niger-frontieres.fr"
    assert record["projects"][0]["duration_months"] == 18
    several = run("extract", releases / "2022-02-niger-frontieres.fr.txt", releases / "2024-03-tchad-balke.en.txt")
    assert [r["id"] for r in json.loads(several.out)] == ["2022-02-niger-frontieres.fr", "2024-03-tchad-balke.en"]
    assert json.loads(several.out)[0] == record


def test_extract_writes_a_file_for_each_release(run, releases, tmp_path):
    ran = run("extract", releases, "--output", tmp_path / "deep" / "records")
    assert (ran.code, ran.out) == (0, "")
    written = {path.name for path in (tmp_path / "deep" / "records").iterdir()}
    assert written == {path.name for path in (releases / "gold").glob("*.json")}


def test_show_gives_names_facts_parts_and_what_names_it(run, sample_store):
    shown = run("show", TITLE, store=sample_store)
    assert (shown.code, shown.err) == (0, "")
    text = squeezed(shown.out)
    assert f"has donor {ITALY}" in text
    assert "duration in months 24" in text
    assert "works along route Central Mediterranean route" in text
    assert "International Organization for Migration, implementing" in text
    state = squeezed(run("show", "state/ita", store=sample_store).out)
    assert state.startswith("Italy id:state/ita · state")
    assert "agency (is a body of)" in state


@pytest.mark.parametrize(
    "name",
    ["id:state/ner", "state/ner", "https://w3id.org/iomkg/id/state/ner"],
)
def test_an_entity_is_found_by_any_form_of_its_iri(run, sample_store, name):
    assert run("show", name, store=sample_store).out.startswith("Niger\nid:state/ner")


@pytest.mark.parametrize(
    "name", ["central mediterranean route", "ruta del mediterráneo central", "Méditerranée centrale"]
)
def test_an_entity_is_found_by_a_name_or_the_part_of_one(run, sample_store, name):
    assert "id:route/central-mediterranean" in run("show", name, store=sample_store).out


def test_explain_gives_every_fact_the_sentence_it_rests_on(run, sample_store):
    explained = run("explain", TITLE, store=sample_store)
    assert (explained.code, explained.err) == (0, "")
    assert "without a basis" not in explained.out
    text = squeezed(explained.out)
    assert f"has donor: {ITALY} since who pays a funding of a project is its donor" in text
    assert "Le ** Ministère italien".replace("** ", "**") in text
    assert "s'étalera sur **24 mois**" in text
    assert "https://example.org/releases/sikasso-frontieres" in text


def test_explain_says_what_is_reference_data(run, sample_store):
    assert "reference data" in run("explain", "state/ner", store=sample_store).out


def test_conflicts_show_both_sentences_and_why_one_lost(run, sample_store):
    ran = run("conflicts", TITLE, store=sample_store)
    assert ran.code == 0
    text = squeezed(ran.out)
    assert "duration in months: 24" in text
    assert "not 18: a surer claim says otherwise (" in text
    assert "**24 mois**" in text
    assert "**18 mois**" in text
    assert text.endswith(" 3 conflicts")
    assert text.removesuffix("3 conflicts") in squeezed(run("conflicts", store=sample_store).out)
    assert run("conflicts", "state/ner", store=sample_store).out == "no conflicts\n"


def test_a_question_is_answered_with_its_definition_and_release(run, sample_store):
    ran = run("query", "cq01-donors-of-theme-in-region", store=sample_store)
    assert ran.code == 0
    text = squeezed(ran.out)
    assert "Ministry of Foreign Affairs and International Cooperation id:agency/ita/ministry-foreign-affairs" in text
    assert "id:definition/sahel-g5" in text
    assert max(len(line) for line in ran.out.splitlines()) <= 80
    assert "G5 Sahel" in ran.err


def test_an_empty_answer_says_why(run, sample_store):
    ran = run("query", "cq01", "--param", "theme=asylum-and-refugee-protection", store=sample_store)
    assert (ran.code, ran.out) == (0, "")
    assert ran.told[0] == "no rows"
    assert len(ran.told) > 1


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("csv", lambda text: [row["label"] for row in csv.DictReader(io.StringIO(text))]),
        ("tsv", lambda text: [line.split('"')[1] for line in text.splitlines()[1:]]),
        ("json", lambda text: [row["label"]["value"] for row in json.loads(text)["results"]["bindings"]]),
    ],
)
def test_an_answer_has_one_content_in_every_form(run, sample_store, form, read):
    query = 'SELECT ?label { NIGER skos:prefLabel ?label FILTER(LANG(?label) IN ("en", "es")) } ORDER BY ?label'
    ran = run("query", "-", "--format", form, given=query.replace("NIGER", NIGER), store=sample_store)
    assert (ran.code, read(ran.out)) == (0, ["Niger", "Níger"])


def test_a_query_in_a_file_may_ask_or_construct(run, sample_store, tmp_path):
    file = tmp_path / "mine.rq"
    file.write_text(f"ASK {{ {NIGER} a iomkg:State }}")
    assert run("query", file, store=sample_store).out == "yes\n"
    assert json.loads(run("query", file, "--format", "json", store=sample_store).out) == {"head": {}, "boolean": True}
    for form in ("csv", "tsv", "turtle"):
        refused = run("query", file, "--format", form, store=sample_store)
        assert (refused.code, refused.out) == (2, "")
        assert refused.told == ["iomkg: the query gives a yes or no; --format is one of table, json, xml"]
    file.write_text(f"CONSTRUCT {{ ?s a iomkg:State }} WHERE {{ VALUES ?s {{ {NIGER} }} ?s a iomkg:State }}")
    turtle = run("query", file, store=sample_store).out
    assert turtle.splitlines() == [
        "@prefix id: <https://w3id.org/iomkg/id/> .",
        "@prefix iomkg: <https://w3id.org/iomkg/ns#> .",
        "id:state\\/ner a iomkg:State .",
    ]
    triples = run("query", file, "--format", "ntriples", store=sample_store).out
    assert triples == (
        "<https://w3id.org/iomkg/id/state/ner> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://w3id.org/iomkg/ns#State> .\n"
    )
    assert run("query", file, "--format", "csv", store=sample_store).code == 2


def test_a_query_with_an_unknown_term_runs_and_says_so(run, sample_store):
    ran = run("query", "-", given="SELECT ?p { ?p a iomkg:Projec }", store=sample_store)
    assert (ran.code, ran.out) == (0, "")
    assert ran.told[:2] == ["iomkg:Projec is not in the ontology; did you mean iomkg:Project?", "no rows"]


def test_a_narrow_answer_is_a_table(run, sample_store):
    query = "SELECT ?p (COUNT(*) AS ?facts) { NIGER ?p ?o } GROUP BY ?p ORDER BY ?p LIMIT 2"
    lines = run("query", "-", given=query.replace("NIGER", NIGER), store=sample_store).out.splitlines()
    assert lines[0].split() == ["p", "facts"]
    assert len(lines) == 4


def test_the_library_is_listed_and_described(run):
    listed = run("queries").out
    assert listed.startswith("cq01-donors-of-theme-in-region\n  Which donors fund")
    described = squeezed(run("queries", "cq01").out)
    for name in ("theme", "region", "definition", "member_at"):
        assert f" {name} " in described
        assert f"iomkg queries cq01 --values {name}" in described
    assert described.endswith(
        "iomkg query cq01-donors-of-theme-in-region \\ --param theme=border-management \\ --param region=sahel \\ "
        "--param definition=sahel-uniss \\ --param member_at=project"
    )


def test_the_values_of_a_parameter_are_listed_a_line_each(run, sample_store):
    regions = run("queries", "cq01", "--values", "region", store=sample_store)
    lines = regions.out.splitlines()
    assert ["sahel", "Sahel"] in [line.split() for line in lines]
    assert lines == sorted(lines)
    assert regions.told == [f"{len(lines)} values"]
    definitions = run("queries", "cq01", "--values", "definition", store=sample_store).out
    assert "sahel-g5          G5 Sahel – of sahel, 5 members\n" in definitions
    assert run("queries", "cq01", "--values", "planet", store=sample_store).code == 2
    assert run("queries", "--values", "region", store=sample_store).code == 2


def test_status_counts(run, sample_store):
    lines = dict(line.split("  ", 1) for line in run("status", store=sample_store).out.splitlines() if "  " in line)
    assert lines["releases"].strip() == "12 (en 5, es 2, fr 5)"
    assert len(lines["canonical hash"].strip()) == 64


def test_load_order_does_not_matter(run, releases, tmp_path, bare_store):
    files = [releases / "2022-02-niger-frontieres.fr.txt", releases / "2022-04-sikasso-frontieres.fr.txt"]
    hashes = set()
    for number, order in enumerate((files, files[::-1])):
        store = shutil.copytree(bare_store, tmp_path / str(number))
        for file in order:
            assert run("load", file, "--manifest", releases / "sources.csv", store=store).code == 0
        hashes.add(run("status", store=store).out.split("canonical hash")[1].split()[0])
    assert len(hashes) == 1


def test_export_writes_the_view_or_everything(run, sample_store, tmp_path):
    for name, holds in (("view.ttl", "iomkg:State"), ("all.trig", "graph/links"), ("view.nt", "ns#State")):
        assert run("export", tmp_path / name, store=sample_store).code == 0
        assert holds in (tmp_path / name).read_text("utf-8")
    assert run("export", tmp_path / "view.odt", store=sample_store).code == 2
    assert run("export", "-", store=sample_store).code == 2


@pytest.mark.parametrize("name", ["ntriples", "nt"])
def test_export_takes_a_format_by_its_name_or_its_suffix(run, sample_store, tmp_path, name):
    target = tmp_path / "links.data"
    assert run("export", target, "--format", name, "--graph", "links", store=sample_store).code == 0
    assert "linkedTo" in target.read_text("utf-8")


def test_export_suggests_the_graph_that_may_be_meant(run, sample_store):
    ran = run("export", "-", "--format", "nt", "--graph", "lnks", store=sample_store)
    assert (ran.code, ran.out) == (2, "")
    assert "no graph 'lnks' (did you mean links?)" in ran.err
    assert "claims/KEY, links, log, reference, release/KEY, view" in ran.err


def test_validate_finds_nothing_in_a_sound_store_and_a_fact_without_a_basis(run, releases, store):
    from pyoxigraph import Literal, NamedNode, Quad

    from iomkg.namespaces import VIEW_GRAPH, entity, term
    from iomkg.store import Change, Store

    run("load", releases / "2024-03-tchad-balke.en.txt", store=store)
    sound = run("validate", store=store)
    assert (sound.code, sound.out) == (0, "no violations, no warnings\n")
    fact = Quad(NamedNode(entity("state", "ner")), NamedNode(term("acronym")), Literal("XX"), NamedNode(VIEW_GRAPH))
    with Store.open(store) as opened:
        opened.commit(Change(added=frozenset([fact])))
    broken = run("validate", store=store)
    assert broken.code == 1
    assert "iomkg:acronym XX rests on nothing" in squeezed(broken.out)
    assert broken.out.endswith("1 violation, no warnings\n")
    assert "id:state/ner" in broken.out
