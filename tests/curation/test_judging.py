"""What each kind of judgement does to claims, links and the view, and that nothing of it is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from tests.curation.conftest import Desk, graph, picture

from iomkg import checking, history, lookup, terms, view
from iomkg.curation import finding
from iomkg.curation.adding import Typed, judgement
from iomkg.curation.linked import apart
from iomkg.draft import Draft
from iomkg.errors import RefusedError, UsageError
from iomkg.judgements import Judgement, now
from iomkg.links import entity_of, members_of
from iomkg.namespaces import DCTERMS, LINKS_GRAPH, RDF, REFERENCE_GRAPH, VIEW_GRAPH, entity, shortened, term
from iomkg.pipeline import Judge, Loader, landing, prepare
from iomkg.readers import press
from iomkg.readers.manifest import Manifest
from iomkg.store import Store

SPAIN = NamedNode("https://w3id.org/iomkg/id/state/esp")
TCHAD = "06275f3394d56dc5"  # the sample of March 2024 on northern Chad
CHAD_QUOTE = "draws its funding from the German Ministry of Foreign Affairs"


def faults(store: Store) -> list[str]:
    return [f"{f.part}: {f.message}" for f in checking.faults(store) if f.severity == "Violation"]


def test_a_doubtful_claim_that_is_accepted_enters_the_view(desk: Desk) -> None:
    claim = desk.claims("targetsPlace", status="doubtful")[0]
    value, project = desk.object(claim), desk.about(claim)
    assert value.value not in desk.values(project, "targetsPlace")
    verdict = desk.judge(desk.make.on_claim("accept", claim))
    assert desk.status(claim) == "accepted"
    assert value.value in desk.values(project, "targetsPlace")
    assert (project, term("targetsPlace"), value) in verdict.gained


def test_a_rejected_claim_leaves_the_view_and_its_release_graph(desk: Desk) -> None:
    claim = next(c for c in desk.claims("donor") if desk.object(c).value.endswith("federal-foreign-office"))
    funding = desk.about(claim)
    (project,) = desk.values(funding, "fundedProject")
    assert desk.values(project, "hasDonor")
    desk.judge(desk.make.on_claim("reject", claim))
    assert desk.status(claim) == "rejected"
    assert desk.values(project, "hasDonor") == set()


def test_rejecting_what_a_thing_is_rejects_all_that_is_said_of_it(desk: Desk) -> None:
    claim = desk.claims(RDF + "type", NamedNode(term("Project")))[0]
    project = desk.about(claim)
    (thing,) = (o.value for o in Draft(desk.store).objects(claim, RDF + "subject"))
    desk.judge(desk.make.on_claim("reject", claim))
    draft = Draft(desk.store)
    naming = [c for part in ("subject", "object") for c in draft.subjects(RDF + part, NamedNode(thing))]
    assert naming
    assert {desk.status(each) for each in naming} == {"rejected"}
    assert members_of(draft, project) or not list(desk.store.quads(project, None, None, VIEW_GRAPH))


def test_a_corrected_claim_has_another_value_on_the_same_words(desk: Desk) -> None:
    claim = desk.claims("durationMonths")[0]
    quote = Draft(desk.store).objects(claim, term("quote"))
    desk.judge(desk.make.on_claim("correct", claim, terms.integer(7)))
    assert desk.status(claim) == "rejected"
    (other,) = [c for c in desk.claims("durationMonths") if desk.object(c) == terms.integer(7)]
    assert Draft(desk.store).objects(other, term("quote")) == quote
    assert Draft(desk.store).objects(other, term("codedBy")) == [terms.text("Ana")]


def test_a_preferred_claim_holds_before_all_view_rules(desk: Desk) -> None:
    disputes = [c for c in desk.claims("durationMonths") if desk.values(desk.about(c), "durationMonths") != set()]
    loser = next(c for c in disputes if desk.object(c).value not in desk.values(desk.about(c), "durationMonths"))
    project = desk.about(loser)
    rivals = [c for c in disputes if desk.about(c) == project and c != loser]
    desk.judge(desk.make.on_claim("prefer", loser))
    assert desk.values(project, "durationMonths") == {desk.object(loser).value}
    desk.judge(desk.make.on_claim("prefer", rivals[0]))
    assert desk.values(project, "durationMonths") == {desk.object(rivals[0]).value}, "the later preference holds"


@pytest.mark.parametrize(
    ("field", "value", "new", "shortcut", "expected"),
    [
        ("donor", "Spain", False, "hasDonor", SPAIN.value),
        ("implementer", "Fundación Ejemplo", True, "hasImplementer", "Fundación Ejemplo"),
        ("partner", "state/esp", False, "hasPartner", SPAIN.value),
        ("duration", "31", False, "durationMonths", "31"),
        ("theme", "return and reintegration", False, "hasTheme", "return-and-reintegration"),
        ("place", "Mali", False, "targetsPlace", "mli"),
    ],
)
def test_a_missed_fact_is_added_like_any_claim(
    desk: Desk, field: str, value: str, new: bool, shortcut: str, expected: str
) -> None:
    added = judgement(desk.make, Typed(TCHAD, field, value, CHAD_QUOTE, new=new))
    desk.judge(added)
    (project,) = {
        desk.about(c) for c in desk.claims(RDF + "type", NamedNode(term("Project"))) if desk.release_of(c) == TCHAD
    }
    found = desk.values(project, shortcut)
    names = {name for iri in found for name in desk.values(iri, "name")} if new else found
    assert any(each.endswith(expected) for each in names), found


def test_a_missed_project_is_added_with_its_donor_and_sum(desk: Desk) -> None:
    made = judgement(desk.make, Typed(TCHAD, "project", "Second Project", CHAD_QUOTE))
    desk.judge(made)
    projects = desk.claims(RDF + "type", NamedNode(term("Project")))
    (new,) = [
        c for c in projects if desk.release_of(c) == TCHAD and desk.object(c) and "/project/j" in _subject(desk, c)
    ]
    for field, value in (("donor", "Spain"), ("budget", "250000 EUR")):
        desk.judge(judgement(desk.make, Typed(TCHAD, field, value, CHAD_QUOTE, project=_subject(desk, new))))
    project = desk.about(new)
    assert desk.values(project, "title") == {"Second Project"}
    assert desk.values(project, "hasDonor") == {SPAIN.value}
    sums = {desk.object(c).value for c in desk.claims("amount") if "/funding/j" in _subject(desk, c)}
    assert sums == {"250000"}


def test_a_release_is_named_by_its_file(desk: Desk) -> None:
    (name,) = history.sources_of(Draft(desk.store), TCHAD)
    assert finding.release(Draft(desk.store), name) == TCHAD
    with pytest.raises(UsageError, match=r"nothing in the view is called 'no-such\.txt'"):
        finding.release(Draft(desk.store), "no-such.txt")


def test_what_a_missed_donor_gives_is_one_funding(desk: Desk) -> None:
    desk.judge(judgement(desk.make, Typed(TCHAD, "donor", "Spain", CHAD_QUOTE, sum="250000 EUR")))
    (given,) = (c for c in desk.claims("amount") if "/funding/j" in _subject(desk, c))
    funding = desk.about(given)
    assert desk.values(funding, "amount") == {"250000"}
    assert desk.values(funding, "donor") == {SPAIN.value}
    assert {iri.rsplit("/", 1)[1] for iri in desk.values(funding, "fundingKind")} == {"contribution"}


def _subject(desk: Desk, claim: str) -> str:
    (subject,) = Draft(desk.store).objects(claim, RDF + "subject")
    return subject.value


@pytest.mark.parametrize(
    ("added", "told"),
    [
        (Typed(TCHAD, "donor", "Spain", "words the text does not hold"), "does not hold “words the text"),
        (Typed(TCHAD, "donor", "Spain", CHAD_QUOTE, worded="España"), "the quote does not hold “España”"),
        (Typed(TCHAD, "donor", "Nobody in Particular", CHAD_QUOTE), "nothing in the view is called"),
        (Typed(TCHAD, "donor", "Spain", CHAD_QUOTE, sum="much"), "'much' is not a sum; write it as 3000000 EUR"),
        (Typed(TCHAD, "donor", "Spain", CHAD_QUOTE, sum="5 ZZZ"), "'ZZZ' is no currency that is known"),
        (Typed(TCHAD, "partner", "Spain", CHAD_QUOTE, sum="5 EUR"), "a sum goes with a donor"),
        (Typed(TCHAD, "giver", "Spain", CHAD_QUOTE), "no property 'giver'"),
        (Typed(TCHAD, "duration", "a year", CHAD_QUOTE), "is a whole number"),
        (Typed(TCHAD, "theme", "fishing", CHAD_QUOTE), "is an entry of a list"),
        (Typed("nowhere", "donor", "Spain", CHAD_QUOTE), "nothing in the view is called 'nowhere'"),
        (Typed(TCHAD, "start", "2022-13", CHAD_QUOTE), "is not in the calendar"),
    ],
)
def test_a_missed_fact_is_checked_like_any_claim(desk: Desk, added: Typed, told: str) -> None:
    before = desk.store.canonical_hash()
    with pytest.raises(Exception, match=told.replace("(", r"\(")):
        desk.judge(judgement(desk.make, added))
    assert desk.store.canonical_hash() == before


def test_a_judgement_that_breaks_a_rule_is_refused_whole(desk: Desk) -> None:
    before = desk.store.canonical_hash()
    with pytest.raises(RefusedError, match="whole number of months from 1 to 600"):
        desk.judge(judgement(desk.make, Typed(TCHAD, "duration", "900", CHAD_QUOTE)))
    assert desk.store.canonical_hash() == before


def test_a_withdrawn_release_is_out_of_the_view_and_comes_back(desk: Desk) -> None:
    before = picture(desk.store)
    withdrawal = desk.make.withdraw(TCHAD)
    desk.judge(withdrawal)
    assert {desk.status(c) for c in desk.claims("title") if desk.release_of(c) == TCHAD} <= {"withdrawn"}
    assert not [q for q in desk.store.quads(graph=LINKS_GRAPH) if f"/release/{TCHAD}/" in str(q.subject)]
    desk.judge(desk.make.undo(withdrawal.id))
    assert picture(desk.store) == before


def projects(desk: Desk) -> list[str]:
    return sorted({desk.about(c) for c in desk.claims(RDF + "type", NamedNode(term("Project")))})


def test_merged_entities_are_one_under_a_lasting_iri_and_undoing_parts_them(desk: Desk) -> None:
    before = picture(desk.store)
    one, other = projects(desk)[:2]
    members = [members_of(Draft(desk.store), iri) for iri in (one, other)]
    merge = desk.make.merge([one, other])
    desk.judge(merge)
    draft = Draft(desk.store)
    assert {entity_of(draft, iri) for found in members for iri in found} == {merge.survivor}
    (replaced,) = merge.replaced
    assert draft.objects(replaced, DCTERMS + "isReplacedBy", LINKS_GRAPH) == [NamedNode(merge.survivor)]
    assert not list(desk.store.quads(replaced, None, None, VIEW_GRAPH))
    assert lookup.entity(draft, replaced) == lookup.entity(draft, shortened(replaced)) == merge.survivor
    desk.judge(desk.make.undo(merge.id))
    assert picture(desk.store) == before


def test_an_unknown_body_merged_with_a_known_one_gets_its_iri(desk: Desk) -> None:
    known = "https://w3id.org/iomkg/id/agency/fra/ministry-foreign-affairs"
    types = desk.values(known, RDF + "type")
    added = judgement(desk.make, Typed(TCHAD, "implementer", "Fundación Ejemplo", CHAD_QUOTE, new=True))
    desk.judge(added)
    (unknown,) = {
        desk.about(claim) for claim in desk.claims("name") if f"/organisation/j{added.id[:8]}" in _subject(desk, claim)
    }
    desk.judge(desk.make.merge([unknown, known]))
    assert not list(desk.store.quads(unknown, None, None, VIEW_GRAPH))
    assert desk.values(known, RDF + "type") == types
    assert "Fundación Ejemplo" in desk.values(known, "name")


def test_what_is_linked_is_parted_for_good(desk: Desk) -> None:
    draft = Draft(desk.store)
    linked = next(iri for iri in projects(desk) if len(members_of(draft, iri)) > 1)
    one, *others = members_of(draft, linked)
    before = picture(desk.store)
    split = desk.make.split(*apart(draft, one))
    desk.judge(split)
    after = Draft(desk.store)
    assert entity_of(after, one) not in {entity_of(after, other) for other in others}
    desk.judge(desk.make.undo(split.id))
    assert picture(desk.store) == before


def test_merging_what_cannot_be_one_is_refused(desk: Desk) -> None:
    with pytest.raises(UsageError, match="things of different kinds"):
        desk.make.merge([projects(desk)[0], SPAIN.value])
    with pytest.raises(UsageError, match="different in the reference data"):
        desk.make.merge([SPAIN.value, "https://w3id.org/iomkg/id/state/ita"])
    with pytest.raises(UsageError, match="one already"):
        desk.make.merge([SPAIN.value, SPAIN.value])


def test_a_merge_that_contradicts_a_split_is_refused_with_the_chain(desk: Desk) -> None:
    a, b, c = projects(desk)[:3]
    first = [members_of(Draft(desk.store), iri)[0] for iri in (a, b, c)]
    desk.judge(
        desk.make.merge([a, b]), Judgement("split", "Luis", now(), things=tuple(map(desk.make.thing, first[1:])))
    )
    before = desk.store.canonical_hash()
    merge = desk.make.merge([entity_of(Draft(desk.store), first[0]), entity_of(Draft(desk.store), first[2])])
    told = r"this merge contradicts a split: .* of Ana.*\(this merge\).*are not .* of Luis\); undo \w+ or \w+ first$"
    with pytest.raises(Exception, match=told) as refused:
        desk.judge(merge)
    assert merge.id not in str(refused.value)
    assert desk.store.canonical_hash() == before


def many(desk: Desk) -> None:
    """Judgements of every kind, that touch each other."""
    make = desk.make
    donor = desk.claims("donor")[0]
    desk.judge(make.on_claim("reject", donor), make.on_claim("prefer", desk.claims("durationMonths")[1]))
    desk.judge(make.on_claim("correct", desk.claims("durationMonths")[0], terms.integer(7)))
    desk.judge(judgement(desk.make, Typed(TCHAD, "implementer", "Fundación Ejemplo", CHAD_QUOTE, new=True)))
    # The project it implements is recognised by the body it is now.
    (named,) = desk.claims("name", terms.text("Fundación Ejemplo", "en"))
    desk.judge(desk.make.merge([desk.about(named), entity("organisation", "iom")]))
    desk.judge(desk.make.merge(projects(desk)[:2]))
    desk.judge(desk.make.on_claim("accept", desk.claims("targetsPlace", status="doubtful")[0]))
    gone = desk.make.withdraw(desk.release_of(desk.claims("title")[-1]))
    desk.judge(gone)
    desk.judge(desk.make.undo(gone.id), desk.make.on_claim("accept", donor))


def test_an_empty_store_rebuilds_from_sources_and_judgements(desk: Desk, bare_store: Path, tmp_path: Path) -> None:
    many(desk)
    wanted = desk.store.canonical_hash()
    folder = Path(__file__).parents[2] / "data" / "releases"
    manifest = Manifest.read(folder / "sources.csv")
    releases = [r for place in press.discover((folder,)) for r in press.read(place, manifest)]
    shutil.copytree(bare_store, tmp_path / "other")
    with Store.open(tmp_path / "other") as other:
        prepare(other)
        Judge(other).judge(desk.made[1::2])
        loader = Loader(other)
        for release in reversed(releases):
            assert loader.load(release).status == "new"
        Judge(other).judge([*reversed(desk.made), *desk.made])
        assert other.canonical_hash() == wanted
        assert Judge(other).judge(desk.made).made == ()


def test_the_incremental_view_is_what_a_full_recomputation_gives(desk: Desk) -> None:
    many(desk)
    draft = Draft(desk.store)
    draft.clear(VIEW_GRAPH)
    draft.add(view.reference_view(draft.quads(graph=REFERENCE_GRAPH)))
    named = {q.object.value for q in draft.quads(None, RDF + "subject") if isinstance(q.object, NamedNode)}
    view.refresh(draft, {entity_of(draft, iri) for iri in named})
    assert set(draft.quads(graph=VIEW_GRAPH)) == graph(desk.store, VIEW_GRAPH)
    assert faults(desk.store) == []


def test_an_output_that_was_missed_is_added(desk: Desk) -> None:
    added = Typed(TCHAD, "output", "equipment", CHAD_QUOTE, "its funding")
    with pytest.raises(UsageError, match="is an entry of a list, and 'cars' is not in it; one of: construction"):
        judgement(desk.make, Typed(TCHAD, "output", "cars", CHAD_QUOTE))
    verdict = desk.judge(judgement(desk.make, added))
    told = {name.rsplit("#")[-1]: value for _, name, value in verdict.gained}
    assert told["outputKind"].value.endswith("/output-kind/equipment")
    assert told["quantityStated"].value == "its funding"
    assert told["ofProject"].value.startswith("https://w3id.org/iomkg/id/project/")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("budget", "three million", "'three million' is not a sum; write it as 3000000 EUR"),
        ("budget", "3000000 ZZZ", "'ZZZ' is no currency that is known"),
        ("start", "2022-13", "'2022-13' is not in the calendar"),
        ("duration", "long", "is a whole number, and 'long' is not"),
    ],
)
def test_a_value_that_does_not_fit_is_the_callers_fault(desk: Desk, field: str, value: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        judgement(desk.make, Typed(TCHAD, field, value, CHAD_QUOTE))
    assert refused.value.exit_code == 2


def test_what_is_undone_is_not_undone_again(desk: Desk) -> None:
    rejected = desk.make.on_claim("reject", desk.claims("donor")[0])
    desk.judge(rejected)
    undoing = desk.make.undo(rejected.id)
    desk.judge(undoing)
    with pytest.raises(UsageError, match="is undone already; undo what undid it to bring it back"):
        desk.make.undo(rejected.id)
    desk.judge(desk.make.undo(undoing.id))
    assert desk.make.undo(rejected.id).undoes == rejected.id


def test_readers_see_a_decision_while_its_curator_goes_on(desk: Desk, tmp_path: Path) -> None:
    for claim in desk.claims("targetsPlace", status="doubtful")[:2]:
        desk.judge(desk.make.on_claim("accept", claim))
        with Store.open(tmp_path / "store", writable=False) as seen:
            assert Draft(seen).objects(claim, term("claimStatus"))[0].value.endswith("/accepted")


def test_accepting_a_claim_links_nothing_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    linked: list[set[str]] = []
    relink = landing.linking.relink

    def counting(draft: Draft, touched: set[str], *rest: object) -> object:
        linked.append(touched)
        return relink(draft, touched, *rest)

    monkeypatch.setattr(landing.linking, "relink", counting)
    claim = desk.claims("targetsPlace", status="doubtful")[0]
    desk.judge(desk.make.on_claim("accept", claim))
    desk.judge(desk.make.on_claim("reject", claim))
    assert (linked[0], len(linked[1]) > 1) == (set(), True)


def test_the_facts_of_what_merges_move(desk: Desk) -> None:
    one, other = projects(desk)[:2]
    titles = desk.values(other, "title") | desk.values(one, "title")
    merge = desk.make.merge([one, other])
    (replaced,) = merge.replaced
    verdict = desk.judge(merge)
    (move,) = [move for move in verdict.moves if move.before == replaced]
    assert move.after == merge.survivor
    assert set(move.facts) <= set(verdict.lost_facts)
    stands = {(entity_, name, value.value) for entity_, name, value in move.facts.values()}
    assert {name for _, name, _ in stands} > {term("hasTheme"), term("targetsPlace")}
    assert all(value in desk.values(entity_, name) for entity_, name, value in stands)
    assert desk.values(merge.survivor, "title") <= titles
    back = desk.judge(desk.make.undo(merge.id))
    assert {(move.before, move.after) for move in back.moves} >= {(merge.survivor, replaced)}
