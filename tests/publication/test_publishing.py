"""Published versions: whole, counted, short in their quotes, and one the other plus a difference."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pyoxigraph
import pytest
from lxml import etree
from pyoxigraph import NamedNode, Quad, RdfFormat
from tests.publication.conftest import NOON

from iomkg import terms
from iomkg.errors import DataError, UsageError
from iomkg.judged import ACCEPTED
from iomkg.namespaces import JUDGEMENTS_GRAPH, RDF, VIEW_GRAPH, claims_graph, concept, release_graph, term
from iomkg.namespaces import release as release_iri
from iomkg.publication import Order, Shelf, Version, differences, dumps, publish
from iomkg.publication.content import LONGEST_QUOTE, quads
from iomkg.store import Store
from iomkg.web.bench import Bench
from iomkg.web.settings import Settings


def triples(path: Path, form: RdfFormat) -> set[str]:
    """The triples of a packed dump, as lines."""
    return {str(quad.triple) for quad in pyoxigraph.parse(gzip.decompress(path.read_bytes()), form)}


def test_all_dumps_hold_the_same_view(published):
    folder = published.first.folder
    whole = list(dumps.unpacked(folder / dumps.ALL))
    assert whole == sorted(whole)
    view = {
        str(q.triple) for q in pyoxigraph.parse(b"".join(whole), RdfFormat.N_QUADS) if q.graph_name.value == VIEW_GRAPH
    }
    assert len(view) > 10_000
    for name, form in dumps.VIEWS.items():
        assert triples(folder / name, form) == view


def test_the_store_of_a_version_answers_what_was_published(published):
    with Store.open(published.second.store, writable=False) as store:
        lines = sorted(f"{quad} .\n".encode() for quad in store.quads() if "/graph/log" not in str(quad.graph_name))
    assert lines == list(dumps.unpacked(published.second.folder / dumps.ALL))


def test_nothing_doubtful_and_no_curator_is_published(published):
    said = list(quads(published.store, quotes=True))
    statuses = {q.object for q in said if q.predicate.value == term("claimStatus")}
    assert statuses == {NamedNode(concept("claim-status", "accepted"))}
    assert not any(q.subject == NamedNode(published.rejected) for q in said)
    assert not any(q.graph_name.value == JUDGEMENTS_GRAPH for q in said)
    assert "Ana" not in {getattr(q.object, "value", "") for q in said}
    coders = {q.subject: q.object.value for q in said if q.predicate.value == term("codedBy")}
    assert coders[NamedNode(published.confirmed)] == "curator"


def test_quotes_are_short_around_the_words_in_question_and_can_be_left_out(published):
    claim, graph = "https://w3id.org/iomkg/id/claim/x", claims_graph("x")
    text = "a" * 400 + " the donor " + "b" * 400
    told = {"claimStatus": ACCEPTED, "quote": terms.text(text), "objectAsWorded": terms.text("the donor"),
            "quoteStart": terms.integer(1000), "quoteEnd": terms.integer(1000 + len(text))}  # fmt: skip
    release = Quad(
        NamedNode(release_iri("x")), NamedNode(term("releaseKey")), terms.text("x"), NamedNode(release_graph("x"))
    )
    store = Store.memory()
    store.load_graphs(
        [*(Quad(NamedNode(claim), NamedNode(term(n)), v, NamedNode(graph)) for n, v in told.items()), release]
    )
    said = {q.predicate.value: q.object.value for q in quads(store, quotes=True) if q.subject == NamedNode(claim)}
    quote, start, end = (said[term(name)] for name in ("quote", "quoteStart", "quoteEnd"))
    assert len(quote) == LONGEST_QUOTE
    assert " the donor " in quote
    assert text[int(start) - 1000 : int(end) - 1000] == quote
    every = [q.object.value for q in quads(published.store, quotes=True) if q.predicate.value == term("quote")]
    assert every
    assert max(map(len, every)) <= LONGEST_QUOTE
    assert not any(q.predicate.value == term("quote") for q in quads(published.store, quotes=False))


def test_a_difference_makes_the_new_version_of_the_old(published):
    first, second = published.first.folder, published.second.folder
    added, removed = (list(dumps.unpacked(second / name)) for name in (differences.ADDED, differences.REMOVED))
    assert (len(added), len(removed)) == (published.second.told["added"], published.second.told["removed"])
    assert added
    assert removed
    older = dumps.unpacked(first / dumps.ALL)
    assert list(differences.applied(older, added, removed)) == list(dumps.unpacked(second / dumps.ALL))
    store = Store.memory()
    store.load_graphs(pyoxigraph.parse(gzip.decompress((second / dumps.ALL).read_bytes()), RdfFormat.N_QUADS))
    assert store.canonical_hash() == published.second.told["canonicalHash"]


def test_every_count_is_the_count(published):
    folder = published.second.folder
    void = pyoxigraph.Store()
    void.load(path=str(folder / "void.ttl"), format=RdfFormat.TURTLE)
    (row,) = void.query(
        "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?n ?s ?p { ?d void:triples ?n ; void:distinctSubjects ?s ; "
        "void:properties ?p }"
    )
    every = [next(iter(pyoxigraph.parse(line, RdfFormat.N_QUADS))) for line in dumps.unpacked(folder / dumps.ALL)]
    found = (len(every), len({q.subject for q in every}), len({q.predicate for q in every}))
    assert tuple(int(value.value) for value in row) == found
    graphs = void.query("PREFIX void: <http://rdfs.org/ns/void#> SELECT ?g { ?d void:subset ?g }")
    assert {row[0] for row in graphs} == {q.graph_name for q in every}


def test_tables_are_what_their_descriptor_says(published):
    folder = published.second.folder / "tables"
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in described["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert len(rows) == resource["rows"]
    (funding,) = [r for r in _rows(folder / "fundings.csv") if r["amount"] == "5000000"]
    assert funding["currency_label"] == "EUR"
    donors = {row["donors_label"] for row in _rows(folder / "projects.csv")}
    assert "Germany – Federal Foreign Office" in donors


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_checksums_hold_for_every_file(published):
    folder = published.second.folder
    told = dict(reversed(line.split("  ", 1)) for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"SHA256SUMS"}
    # Answers that are kept with a version come later.
    assert told.keys() == {name for name in files if not name.startswith("answers/")}
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in told.items())


def test_the_same_store_makes_the_same_files(published, tmp_path):
    again = publish(published.store, Shelf(tmp_path), Order("1.1"), now=published.second.made)
    for name in (
        "iomkg.nq.gz",
        "view.jsonld.gz",
        "tables/claims.csv",
        "codebook.md",
        "void.ttl",
        "crosswalk.sssom.tsv",
    ):
        assert (again.folder / name).read_bytes() == (published.second.folder / name).read_bytes(), name


def test_the_crosswalk_and_the_alignment_say_whose_words_they_use(published):
    folder = published.second.folder
    lines = (folder / "crosswalk.sssom.tsv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), dialect="excel-tab"))
    niger = [row for row in rows if row["subject_id"].endswith("/id/country/ner") and "wikidata" in row["object_id"]]
    assert [(row["predicate_id"], row["object_id"]) for row in niger] == [
        ("skos:closeMatch", "http://www.wikidata.org/entity/Q1032")
    ]
    aligned = triples(folder / "aligned.nt.gz", RdfFormat.N_TRIPLES)
    organisation = "<http://www.w3.org/ns/org#Organization>"
    assert f"<https://w3id.org/iomkg/id/organisation/iom> <{RDF}type> {organisation}" in aligned


@pytest.mark.usefixtures("few_places")
def test_only_what_curators_confirmed(published, tmp_path):
    version = publish(published.store, Shelf(tmp_path), Order("1", "confirmed", quotes=False), now=NOON)
    with Store.open(version.store, writable=False) as store:
        claims = {q.subject.value for q in store.quads(None, term("claimStatus"))}
        said = {q.object.value for claim in claims for q in store.quads(claim, RDF + "predicate")}
        (donor,) = [q.object for q in store.quads(published.confirmed, RDF + "object")]
        assert published.confirmed in claims
        # Beside it only what says what the funding and its project are.
        assert said <= {RDF + "type", *map(term, ("donor", "fundedProject", "fundingKind", "stage", "title", "name"))}
        assert [q.object for q in store.quads(None, term("hasDonor"), None, VIEW_GRAPH)] == [donor]
        assert list(store.quads(None, term("hasTheme"), None, VIEW_GRAPH)) == []
    assert "only when a curator confirmed" in (version.folder / "methodology.md").read_text("utf-8")


def test_the_feed_has_every_version_newest_first(published):
    feed = etree.parse(published.shelf.folder / "feed.atom")
    names = feed.xpath("//a:entry/a:title/text()", namespaces={"a": "http://www.w3.org/2005/Atom"})
    assert names == ["Version 1.1", "Version 1.0"]
    assert (published.shelf.folder / "latest").read_text() == "1.1\n"


@pytest.mark.parametrize("name", ["1.0", "../1.0", "", "a b", ".hidden", "x" * 80])
def test_a_version_never_changes_and_has_a_plain_name(published, name):
    with pytest.raises(UsageError):
        publish(published.store, published.shelf, Order(name))
    assert [version.name for version in published.shelf.versions()] == ["1.0", "1.1"]


def test_a_store_that_is_not_sound_is_not_published(published, tmp_path, monkeypatch):
    from iomkg.checking.faults import Fault
    from iomkg.model import Finding
    from iomkg.publication import publishing

    broken = Fault("view", Finding("Violation", "https://w3id.org/iomkg/id/state/ner", "a-rule", "Mend it."))
    monkeypatch.setattr(publishing, "faults", lambda _: [broken])
    with pytest.raises(DataError, match="1 violations, the first of id:state/ner: Mend it"):
        publish(published.store, Shelf(tmp_path), Order("1"))
    assert list(tmp_path.rglob("*.gz")) == []


def test_a_deposit_and_a_citation_can_be_read(published):
    folder = published.second.folder
    assert json.loads((folder / "datacite.json").read_text("utf-8"))["version"] == "1.1"
    assert 'version: "1.1"' in (folder / "CITATION.cff").read_text("utf-8")
    assert "**iomkg:hasDonor**" in (folder / "codebook.md").read_text("utf-8")
    ended = subprocess.run(["gzip", "-t", str(folder / dumps.ALL)], check=False)
    assert ended.returncode == 0


def test_the_newest_version_is_served_and_the_next_without_a_restart(published, tmp_path):
    shelf, settings = Shelf(tmp_path), Settings(tmp_path, published=True)
    _put(shelf, published.first)
    with closing(Bench(settings).store) as store:
        assert store.canonical_hash() == published.first.told["canonicalHash"]
    bench = Bench(settings)
    with closing(bench.store):
        assert not bench.outdated
        _put(shelf, published.second)
        assert bench.outdated
    with closing(Bench(settings).store) as store:
        assert store.canonical_hash() == published.second.told["canonicalHash"]
    with pytest.raises(UsageError, match="no version is published"):
        Bench(Settings(tmp_path / "elsewhere", published=True))


def _put(shelf: Shelf, version: Version) -> None:
    """Have a version stand on this shelf too, as the newest."""
    shutil.copytree(version.folder, shelf.place(version.name))
    shelf.announce(version)
