"""What each question of the library answers on a small store: whole tables."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from iomkg.model import Table
from iomkg.namespaces import VIEW_GRAPH, concept, entity, shortened, term
from iomkg.queries import run
from iomkg.store import Change, Store

ITALY = ("id:agency/ita/ministry-foreign-affairs", "Ministry of Foreign Affairs and International Cooperation")
BORDERS = ("id:project/borders", "Améliorer la gestion des frontières")
ITALY_EN = ("id:release/en-1", "Italy and three borders", "It is paid for by Italy's foreign ministry.")
ITALY_FR = ("id:release/fr-1", "L'Italie aide trois pays", "Le ministère italien finance le projet.")
IOM = ("id:organisation/iom", "International Organization for Migration")
EU = ("id:organisation/eu", "European Union")
POSTS = ("id:project/posts", "Posts for two borders")
POSTS_SAID = ("id:release/en-2", "Posts", "The EU pays.")
LATE = ("id:project/late", "Late help")
UNSAID = ("", "", "")
FOUNDATION = ("id:organisation/f00d", "Fondation Aïr")
STRATEGY = ("id:project/strategy", "A strategy for the Sahel")
STRATEGY_SAID = ("id:release/en-3", "", "The Aïr Foundation, a newcomer, bears the cost.")


def plain(table: Table) -> list[tuple[str, ...]]:
    """Rows as text: IRIs shortened, nothing for an unbound value."""
    return [tuple("" if value is None else shortened(value.value) for value in row) for row in table.rows]


def donors(matched: dict[str, tuple[str, str]], definition: str = "sahel-g5") -> list[tuple[str, ...]]:
    """The rows of cq01 for the projects that match, each with how it matched and its members."""
    rows = [
        ("late", (EU, LATE, UNSAID)),
        ("posts", (EU, POSTS, POSTS_SAID)),
        ("strategy", (FOUNDATION, STRATEGY, STRATEGY_SAID)),
        ("borders", (ITALY, BORDERS, ITALY_EN)),
        ("borders", (ITALY, BORDERS, ITALY_FR)),
    ]
    return [
        (*donor, *project, *matched[name], f"id:definition/{definition}", *said)
        for name, (donor, project, said) in rows
        if name in matched
    ]


def test_donors_of_border_management_in_the_sahel(sahel: Store) -> None:
    table = run(sahel, "cq01")
    assert table.columns == (
        "donor", "donorLabel", "project", "projectLabel", "matched", "members", "definition",
        "release", "releaseTitle", "quote",
    )  # fmt: skip
    assert plain(table) == donors(
        {
            "late": ("inside", "Mali"),
            "posts": ("partly inside", "Niger"),
            "strategy": ("region named", ""),
            "borders": ("inside", "Burkina Faso, Mali, Niger"),
        }
    )
    assert table.notes == ("Region: Sahel; who belongs to it: G5 Sahel (sahel-g5); member_at: ever.",)
    assert table.parameters == {
        "theme": concept("theme", "border-management"),
        "region": entity("region", "sahel"),
        "definition": entity("definition", "sahel-g5"),
        "member_at": "ever",
    }


def test_membership_during_the_project(sahel: Store) -> None:
    table = run(sahel, "cq01", {"member_at": "project"})
    assert plain(table) == donors(
        {
            "late": ("region named", ""),  # Mali had left when it began
            "posts": ("partly inside, project undated", "Niger"),
            "strategy": ("region named", ""),
            "borders": ("inside", "Burkina Faso, Mali, Niger"),
        }
    )
    assert "member_at: project" in table.notes[0]


@pytest.mark.parametrize(
    ("day", "late", "borders"),
    [
        ("2014-02-15", None, None),
        ("2014-02-16", ("inside", "Mali"), ("inside", "Burkina Faso, Mali, Niger")),
        ("2022-05-15", ("inside", "Mali"), ("inside", "Burkina Faso, Mali, Niger")),
        ("2022-05-16", ("region named", ""), ("partly inside", "Burkina Faso, Niger")),
        ("2023-12-03", ("region named", ""), ("partly inside", "Burkina Faso, Niger")),
        ("2023-12-04", ("region named", ""), None),
    ],
)
def test_membership_on_a_day_holds_from_the_first_to_the_last(
    sahel: Store, day: str, late: tuple[str, str] | None, borders: tuple[str, str] | None
) -> None:
    expected = {"strategy": ("region named", ""), "late": late or ("region named", "")}
    if borders:
        expected |= {"borders": borders, "posts": ("partly inside", "Niger")}
    assert plain(run(sahel, "cq01", {"member_at": day})) == donors(expected)


def test_another_definition_of_the_region(sahel: Store) -> None:
    table = run(sahel, "cq01", {"definition": "Western Sahel"})
    assert plain(table) == donors(
        {"late": ("region named", ""), "posts": ("partly inside", "Sénégal"), "strategy": ("region named", "")},
        "sahel-west",
    )
    assert "Western Sahel (sahel-west)" in table.notes[0]


def test_a_region_with_one_definition_needs_none_given(sahel: Store) -> None:
    table = run(sahel, "cq01", {"region": "bassin du lac Tchad"})
    assert plain(table) == donors(
        {"posts": ("partly inside", "Niger"), "borders": ("partly inside", "Niger")}, "lake-chad-commission"
    )


def test_a_region_nobody_defines_is_what_lies_within_it(sahel: Store) -> None:
    table = run(sahel, "cq01", {"region": "Maghreb"})
    expected = [(*EU, "id:project/alps", "Alps", "partly inside", "Maroc", "id:region/maghreb", *UNSAID)]
    assert plain(table) == expected
    assert table.notes == (
        "Region: Maghreb; who belongs to it: what lies within it, as no definition is known; member_at: ever.",
    )


def test_a_narrower_theme_alone(sahel: Store) -> None:
    assert plain(run(sahel, "cq01", {"theme": "border posts"})) == donors({"posts": ("partly inside", "Niger")})


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"theme": "réinstallation"}, "Nothing found: no project has the theme resettlement."),
        (
            {"theme": "border-posts", "member_at": "2013-01-01"},
            "Nothing found: no project with the theme border posts targets a member of Sahel (G5 Sahel "
            "(sahel-g5)) or names it; of 1 with that theme, 1 target other places and 0 name none.",
        ),
        (
            {"theme": "migration data"},
            "Nothing found: 1 with the theme migration data lie in the region, but no source says who funds them.",
        ),
    ],
)
def test_an_empty_answer_says_why(sahel: Store, parameters: dict[str, str], why: str) -> None:
    table = run(sahel, "cq01", parameters)
    assert table.rows == ()
    assert table.notes[1:] == (why,)


def test_a_project_with_one_date_is_open_on_the_other_side(sahel: Store) -> None:
    """It ended in 2023 and nobody says when it began: it may have begun while Mali belonged."""
    start = Quad(
        NamedNode(entity("project", "late")), NamedNode(term("start")),
        NamedNode(entity("date", "2022-06-01")), NamedNode(VIEW_GRAPH),
    )  # fmt: skip
    sahel.commit(Change(removed=frozenset({start})))
    rows = plain(run(sahel, "cq01", {"member_at": "project"}))
    assert [row[4] for row in rows if row[2] == "id:project/late"] == ["inside"]


def test_projects_of_a_donor(sahel: Store) -> None:
    table = run(sahel, "cq02", {"donor": "EU"})
    assert table.columns == (
        "project", "projectLabel", "start", "end", "durationMonths", "stage", "qualifier", "amount", "currency",
        "joint", "funding", "release", "releaseTitle", "quote",
    )  # fmt: skip
    about = ("about", "500000.5", "EUR", "true", "id:funding/alps", *UNSAID)
    assert plain(table) == [
        ("id:project/alps", "Alps", "", "", "", "", *about),
        ("id:project/late", "Late help", "2022-06-01", "2023", "", "", "", "", "", "false", "id:funding/late", *UNSAID),
        ("id:project/nowhere", "Nowhere", "", "", "", "", *about),
        (*POSTS, "", "", "", "", "", "", "", "false", "id:funding/posts", *POSTS_SAID),
    ]
    assert plain(run(sahel, "cq02", {"donor": "ministère des affaires étrangères"})) == [
        (*BORDERS, "2022-01", "", "24", "announced", "", "3000000", "EUR", "false", "id:funding/borders",
         *ITALY_EN[:2], "It costs EUR 3 million.")
    ]  # fmt: skip


def test_where_no_sum_is_stated_the_sentences_that_name_the_donor_are_given(sahel: Store) -> None:
    claims = NamedNode("https://w3id.org/iomkg/graph/claims/en-1")
    subject, status = NamedNode(entity("claim", "9")), NamedNode(term("claimStatus"))
    change = Change(
        added=frozenset({Quad(subject, status, NamedNode(concept("claim-status", "rejected")), claims)}),
        removed=frozenset({Quad(subject, status, NamedNode(concept("claim-status", "accepted")), claims)}),
    )
    sahel.commit(change)
    rows = plain(run(sahel, "cq02", {"donor": "agency/ita/ministry-foreign-affairs"}))
    assert [row[-3:] for row in rows] == [ITALY_EN, ITALY_FR]


def test_evidence_of_a_project(sahel: Store) -> None:
    table = run(sahel, "cq03", {"entity": "project/borders"})
    assert table.columns == (
        "subject", "subjectLabel", "property", "value", "valueLabel", "worded", "quote", "confidence", "status",
        "release", "releaseTitle",
    )  # fmt: skip
    donor = ("id:funding/borders", "funding/borders", "iomkg:donor", *ITALY)
    duration = (*BORDERS, "iomkg:durationMonths")
    sure, english, french = ("0.9", "accepted"), ITALY_EN[:2], ITALY_FR[:2]
    assert plain(table) == [
        ("id:funding/borders", "funding/borders", "iomkg:amount", "3000000", "3000000", "3 million",
         "It costs EUR 3 million.", *sure, *english),
        (*donor, "Italy's foreign ministry", ITALY_EN[2], *sure, *english),
        (*donor, "le ministère italien", ITALY_FR[2], *sure, *french),
        ("id:participation/borders", "participation/borders", "iomkg:participant", *IOM, "l'OIM",
         "L'OIM le met en œuvre.", *sure, *french),
        (*duration, "18", "18", "dix-huit mois", "Il dure dix-huit mois.", "0.8", "accepted", *french),
        (*duration, "24", "24", "two years", "The two years begin in January.", *sure, *english),
    ]  # fmt: skip


def test_evidence_of_a_body_is_where_it_is_named(sahel: Store) -> None:
    foundation = plain(run(sahel, "cq03", {"entity": "fondation air"}))
    assert [row[:6] for row in foundation] == [
        ("id:funding/strategy", "funding/strategy", "iomkg:donor", *FOUNDATION, "the Aïr Foundation")
    ]
    assert [row[8] for row in plain(run(sahel, "cq03", {"entity": "organisation/eu"}))] == ["doubtful", "accepted"]


def test_implementers_of_a_donor(sahel: Store) -> None:
    table = run(sahel, "cq04", {"donor": "agency/ita/ministry-foreign-affairs"})
    assert table.columns == ("implementer", "implementerLabel", "project", "projectLabel", "places")
    assert plain(table) == [(*IOM, *BORDERS, "Burkina Faso, Mali, Niger")]


def test_projects_on_which_sources_disagree(sahel: Store) -> None:
    table = run(sahel, "cq05")
    assert table.columns == (
        "project", "projectLabel", "property", "value", "holds", "release", "releaseTitle", "quote",
    )  # fmt: skip
    assert plain(table) == [
        (*BORDERS, "iomkg:durationMonths", "24", "true", *ITALY_EN[:2], "The two years begin in January."),
        (*BORDERS, "iomkg:durationMonths", "18", "false", *ITALY_FR[:2], "Il dure dix-huit mois."),
    ]


def test_an_entity_without_a_label_is_shown_by_its_slug(sahel: Store) -> None:
    nameless, project = NamedNode(entity("organisation", "c0ffee")), NamedNode(entity("project", "alps"))
    carried_out = Quad(project, NamedNode(term("hasImplementer")), nameless, NamedNode(VIEW_GRAPH))
    sahel.commit(Change(added=frozenset({carried_out})))
    rows = run(sahel, "cq04", {"donor": "EU"}).rows
    assert [row[1] for row in rows] == [Literal("organisation/c0ffee")]


def fact(*parts: str) -> Quad:
    subject, predicate, value = (NamedNode(part) for part in parts)
    return Quad(subject, predicate, value, NamedNode(VIEW_GRAPH))


def without_title(store: Store, project: str) -> None:
    """Take its title and label from a project."""
    iri, names = entity("project", project), (term("title"), "http://www.w3.org/2004/02/skos/core#prefLabel")
    named = [quad for name in names for quad in store.quads(iri, name, None, VIEW_GRAPH)]
    store.commit(Change(removed=frozenset(named)))


@pytest.mark.parametrize(
    ("name", "parameters", "column"),
    [
        ("cq01", {}, "projectLabel"),
        ("cq02", {"donor": "agency/ita/ministry-foreign-affairs"}, "projectLabel"),
        ("cq04", {"donor": "agency/ita/ministry-foreign-affairs"}, "projectLabel"),
        ("cq05", {}, "projectLabel"),
    ],
)
def test_an_untitled_project_is_called_by_a_headline(
    sahel: Store, name: str, parameters: dict[str, str], column: str
) -> None:
    without_title(sahel, "borders")
    table = run(sahel, name, parameters)
    labels = {row[table.columns.index("project")]: row[table.columns.index(column)] for row in table.rows}
    named = labels[NamedNode(entity("project", "borders"))]
    assert named == Literal("untitled project of: Italy and three borders")


def test_the_evidence_of_an_untitled_project_calls_it_by_the_headline_of_each_release(sahel: Store) -> None:
    without_title(sahel, "borders")
    rows = [row for row in plain(run(sahel, "cq03", {"entity": "project/borders"})) if row[0] == BORDERS[0]]
    assert [row[1] for row in rows] == [
        "untitled project of: Italy and three borders",
        "untitled project of: L'Italie aide trois pays",
    ]


def test_a_project_no_release_tells_of_is_called_by_its_slug(sahel: Store) -> None:
    without_title(sahel, "late")
    rows = plain(run(sahel, "cq02", {"donor": "EU"}))
    assert "project/late" in [row[1] for row in rows]


def test_a_body_has_its_state_before_its_name_unless_the_name_holds_it(sahel: Store) -> None:
    label, state = "http://www.w3.org/2004/02/skos/core#prefLabel", entity("state", "ita")
    police = entity("agency", "ita", "police")
    named = {(state, "Italy"), (police, "Police of Italy")}
    labels = {Quad(NamedNode(s), NamedNode(label), Literal(n, language="en"), NamedNode(VIEW_GRAPH)) for s, n in named}
    facts = {
        fact(body, term("ofState"), state) for body in (police, entity("agency", "ita", "ministry-foreign-affairs"))
    }
    facts.add(fact(entity("project", "borders"), term("hasImplementer"), police))
    facts.add(
        fact(entity("project", "alps"), term("hasImplementer"), entity("agency", "ita", "ministry-foreign-affairs"))
    )
    sahel.commit(Change(added=frozenset(labels | facts)))
    ministry = f"Italy – {ITALY[1]}"
    assert {row[1] for row in plain(run(sahel, "cq01")) if row[0] == ITALY[0]} == {ministry}
    italian = plain(run(sahel, "cq04", {"donor": "agency/ita/ministry-foreign-affairs"}))
    assert [row[1] for row in italian] == [IOM[1], "Police of Italy"]
    assert [row[1] for row in plain(run(sahel, "cq04", {"donor": "EU"}))] == [ministry]


def test_a_region_within_the_one_asked_for_names_it(sahel: Store) -> None:
    """Beside members it changes nothing. A place within it is no naming of it: Oujda is in that region."""
    strategy, narrower = entity("project", "strategy"), entity("region", "maghreb")
    named = fact(strategy, term("targetsPlace"), narrower)
    sahel.commit(
        Change(
            added=frozenset({
                named,
                fact(entity("project", "borders"), term("targetsPlace"), narrower),
                fact(narrower, term("directlyWithin"), entity("region", "sahel")),
            }),
            removed=frozenset({fact(strategy, term("targetsPlace"), entity("region", "sahel"))}),
        )
    )  # fmt: skip
    assert {row[2]: row[4] for row in plain(run(sahel, "cq01"))} == {
        "id:project/late": "inside",
        "id:project/posts": "partly inside",
        "id:project/strategy": "region named",
        "id:project/borders": "inside",
    }


@pytest.mark.parametrize(
    ("name", "parameters", "why"),
    [
        (
            "cq02",
            {"donor": "organisation/iom"},
            "Nothing found: no source says that International Organization for Migration (iom) funds a project; "
            "it takes part in 1 as implementer or partner.",
        ),
        (
            "cq02",
            {"donor": "state/ita"},
            "Nothing found: no source says that Italy (ita) funds a project; of the same state, these do: "
            "Ministry of Foreign Affairs and International Cooperation (agency/ita/ministry-foreign-affairs).",
        ),
        (
            "cq03",
            {"entity": "resettlement"},
            "Nothing found: no release says anything about resettlement or names it; the 3 facts the view has about it "
            "are reference data or follow from it.",
        ),
        (
            "cq04",
            {"donor": "organisation/iom"},
            "Nothing found: no source says that International Organization for Migration (iom) funds a project; "
            "cq02 tells whether a body of the same state does.",
        ),
        (
            "cq04",
            {"donor": "EU"},
            "Nothing found: 4 projects of European Union (eu) are known, but no source says who carries out any.",
        ),
        (
            "cq05",
            {},
            "Nothing found: of 7 projects, 1 is told of by more than one release; they agree on duration, start, end, "
            "status and main theme.",
        ),
    ],
)
def test_every_empty_answer_says_why(sahel: Store, name: str, parameters: dict[str, str], why: str) -> None:
    italy, label = NamedNode(entity("state", "ita")), NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    ministry, claims = entity("agency", "ita", "ministry-foreign-affairs"), "https://w3id.org/iomkg/graph/claims/en-1"
    added = {
        Quad(italy, label, Literal("Italy", language="en"), NamedNode(VIEW_GRAPH)),
        fact(italy.value, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", term("State")),
        fact(ministry, term("ofState"), italy.value),
    }
    disagreeing = frozenset(sahel.quads(entity("claim", "5"), None, None, claims))
    sahel.commit(Change(added=frozenset(added), removed=disagreeing))
    table = run(sahel, name, parameters)
    assert table.rows == ()
    assert table.notes[-1] == why
