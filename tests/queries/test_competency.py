"""What each question of the library answers on a small store: whole tables."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from iomkg.answers import Answer, Answerer
from iomkg.model import Language
from iomkg.namespaces import VIEW_GRAPH, concept, entity, shortened, term
from iomkg.phrases import phrases
from iomkg.queries import Query, library
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
FOUNDATION = ("id:organisation/f00d", "Fondation Aïr")
STRATEGY = ("id:project/strategy", "A strategy for the Sahel")
STRATEGY_SAID = ("id:release/en-3", "", "The Aïr Foundation, a newcomer, bears the cost.")
G5 = ("id:definition/sahel-g5", "G5 Sahel")
BURKINA_FASO = ("id:country/bfa", "Burkina Faso")
MALI = ("id:country/mli", "Mali")
NIGER = ("id:country/ner", "Niger")
SENEGAL = ("id:country/sen", "Sénégal")
MACHINE = "machine-coded"


def ask(store: Store, name: str, parameters: dict[str, str] | None = None, language: Language = "en") -> Answer:
    return Answerer(store).ask(name, parameters, language)


def plain(answer: Answer) -> list[tuple[str, ...]]:
    """Rows as text: IRIs shortened, nothing for an unbound value."""
    return [tuple(" ".join(map(shortened, value.value.split(" "))) if value else "" for value in row)
            for row in answer.table().rows]  # fmt: skip


def said(answer: Answer) -> list[list[tuple[str, str, str]]]:
    """The release, its headline and the sentence, of every sentence behind each row."""
    return [[(shortened(s.release), s.headline or "", s.quote) for s in behind] for behind in answer.evidence]


def places(*listed: tuple[str, str]) -> tuple[str, str]:
    """Several places in one cell, and their labels."""
    return " ".join(iri for iri, _ in listed), ", ".join(label for _, label in listed)


INSIDE = ("inside", *places(BURKINA_FASO, MALI, NIGER))
NAMED = ("region named", "", "")
PARTLY = ("partly inside", *places(NIGER))


def donors(
    matched: dict[str, tuple[str, str, str]], definition: tuple[str, str] = G5
) -> list[tuple[tuple[str, ...], list[tuple[str, str, str]]]]:
    """The rows of cq01 for the projects that match, each with how it matched, its members, and the sentences."""
    rows = [
        ("borders", ITALY, BORDERS, [ITALY_FR, ITALY_EN]),
        ("strategy", FOUNDATION, STRATEGY, [STRATEGY_SAID]),
        ("late", EU, LATE, []),
        ("posts", EU, POSTS, [POSTS_SAID]),
    ]
    order = {name: n for n, name in enumerate(("borders", "late", "posts", "strategy"))}
    return [
        ((*donor, *project, *matched[name], *definition, MACHINE if sentences else ""), sentences)
        for name, donor, project, sentences in sorted(rows, key=lambda row: order[row[0]])
        if name in matched
    ]


def answered(answer: Answer) -> list[tuple[tuple[str, ...], list[tuple[str, str, str]]]]:
    return list(zip(plain(answer), said(answer), strict=True))


def test_donors_of_border_management_in_the_sahel(sahel: Store) -> None:
    answer = ask(sahel, "cq01")
    assert answer.table().columns == (
        "donor", "donorLabel", "project", "projectLabel", "matched", "members", "membersLabel",
        "definition", "definitionLabel", "rowStatus",
    )  # fmt: skip
    assert answered(answer) == donors(
        {
            "late": ("inside", *MALI),
            "posts": PARTLY,
            "strategy": NAMED,
            "borders": INSIDE,
        }
    )
    assert answer.notes == (
        "Theme: border management; region: Sahel; who belongs to it: G5 Sahel (sahel-g5); member_at: ever.",
        "Left at the default: theme, region, definition, member_at.",
    )
    assert {name: value.text for name, value in answer.parameters.items()} == {
        "theme": concept("theme", "border-management"),
        "region": entity("region", "sahel"),
        "definition": entity("definition", "sahel-g5"),
        "member_at": "ever",
    }


def test_membership_during_the_project(sahel: Store) -> None:
    answer = ask(sahel, "cq01", {"member_at": "project"})
    assert answered(answer) == donors(
        {
            "late": NAMED,  # Mali had left when it began
            "posts": ("partly inside, project undated", *NIGER),
            "strategy": NAMED,
            "borders": INSIDE,
        }
    )
    assert "member_at: project" in answer.notes[0]


@pytest.mark.parametrize(
    ("day", "late", "borders"),
    [
        ("2014-02-15", None, None),
        ("2014-02-16", ("inside", *MALI), INSIDE),
        ("2022-05-15", ("inside", *MALI), INSIDE),
        ("2022-05-16", NAMED, ("partly inside", *places(BURKINA_FASO, NIGER))),
        ("2023-12-03", NAMED, ("partly inside", *places(BURKINA_FASO, NIGER))),
        ("2023-12-04", NAMED, None),
    ],
)
def test_membership_on_a_day_holds_from_the_first_to_the_last(
    sahel: Store, day: str, late: tuple[str, str, str] | None, borders: tuple[str, str, str] | None
) -> None:
    expected = {"strategy": NAMED, "late": late or NAMED}
    if borders:
        expected |= {"borders": borders, "posts": PARTLY}
    assert answered(ask(sahel, "cq01", {"member_at": day})) == donors(expected)


def test_another_definition_of_the_region(sahel: Store) -> None:
    answer = ask(sahel, "cq01", {"definition": "Western Sahel"})
    assert answered(answer) == donors(
        {"late": NAMED, "posts": ("partly inside", *SENEGAL), "strategy": NAMED},
        ("id:definition/sahel-west", "Western Sahel"),
    )
    assert "Western Sahel (sahel-west)" in answer.notes[0]


def test_a_region_with_one_definition_needs_none_given(sahel: Store) -> None:
    answer = ask(sahel, "cq01", {"region": "bassin du lac Tchad"})
    assert answered(answer) == donors(
        {"posts": PARTLY, "borders": PARTLY},
        ("id:definition/lake-chad-commission", "Lake Chad Basin Commission"),
    )


def test_a_region_nobody_defines_is_what_lies_within_it(sahel: Store) -> None:
    answer = ask(sahel, "cq01", {"region": "Maghreb"})
    morocco = ("id:country/mar", "Maroc")
    expected = (*EU, "id:project/alps", "Alps", "partly inside", *morocco, "id:region/maghreb", "Maghreb", "")
    assert plain(answer) == [expected]
    assert answer.notes == (
        "Theme: border management; region: Maghreb; who belongs to it: what lies within it, as no definition is known; "
        "member_at: ever.",
        "Left at the default: theme, definition, member_at.",
    )


def test_a_narrower_theme_alone(sahel: Store) -> None:
    assert answered(ask(sahel, "cq01", {"theme": "border posts"})) == donors({"posts": PARTLY})


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
    answer = ask(sahel, "cq01", parameters)
    assert answer.rows == ()
    assert answer.notes[2:] == (why,)


def test_a_project_with_one_date_is_open_on_the_other_side(sahel: Store) -> None:
    """It ended in 2023 and nobody says when it began: it may have begun while Mali belonged."""
    start = Quad(
        NamedNode(entity("project", "late")), NamedNode(term("start")),
        NamedNode(entity("date", "2022-06-01")), NamedNode(VIEW_GRAPH),
    )  # fmt: skip
    sahel.commit(Change(removed=frozenset({start})))
    rows = plain(ask(sahel, "cq01", {"member_at": "project"}))
    assert [row[4] for row in rows if row[2] == "id:project/late"] == ["inside"]


def test_projects_of_a_donor(sahel: Store) -> None:
    answer = ask(sahel, "cq02", {"donor": "EU"})
    assert answer.table().columns == (
        "donor", "donorLabel", "project", "projectLabel", "start", "end", "durationMonths", "stage", "stageLabel",
        "qualifier", "qualifierLabel", "amount", "currency", "currencyLabel", "joint", "funding", "fundingLabel",
        "rowStatus",
    )  # fmt: skip
    undated, unsaid, euros = ("", "", ""), ("", "", "", "", "", "", ""), ("scheme:currency/EUR", "EUR")
    about = ("", "", "scheme:amount-qualifier/about", "about", "500000.5", *euros, "true",
             "id:funding/alps", "EUR 500,000.5, European Union", "")  # fmt: skip
    assert plain(answer) == [
        (*EU, "id:project/alps", "Alps", *undated, *about),
        (*EU, *LATE, "2022-06-01", "2023", "", *unsaid, "false", "id:funding/late", "European Union", ""),
        (*EU, "id:project/nowhere", "Nowhere", *undated, *about),
        (*EU, *POSTS, *undated, *unsaid, "false", "id:funding/posts", "European Union", MACHINE),
    ]
    assert said(answer) == [[], [], [], [POSTS_SAID]]
    italian = ask(sahel, "cq02", {"donor": "ministère des affaires étrangères"})
    assert plain(italian) == [
        (*ITALY, *BORDERS, "2022-01", "", "24", "scheme:funding-stage/announced", "announced", "", "", "3000000",
         *euros, "false", "id:funding/borders", f"announced, EUR 3,000,000, {ITALY[1]}", MACHINE)
    ]  # fmt: skip
    years = (*ITALY_EN[:2], "The two years begin in January.")
    assert said(italian) == [[(*ITALY_EN[:2], "It costs EUR 3 million."), ITALY_FR, ITALY_EN, years]]


def test_a_claim_that_is_rejected_is_no_evidence(sahel: Store) -> None:
    claims = NamedNode("https://w3id.org/iomkg/graph/claims/en-1")
    subject, status = NamedNode(entity("claim", "9")), NamedNode(term("claimStatus"))
    change = Change(
        added=frozenset({Quad(subject, status, NamedNode(concept("claim-status", "rejected")), claims)}),
        removed=frozenset({Quad(subject, status, NamedNode(concept("claim-status", "accepted")), claims)}),
    )
    sahel.commit(change)
    (sentences,) = said(ask(sahel, "cq02", {"donor": "agency/ita/ministry-foreign-affairs"}))
    assert sentences[:2] == [ITALY_FR, ITALY_EN]


def test_evidence_of_a_project(sahel: Store) -> None:
    answer = ask(sahel, "cq03", {"entity": "project/borders"})
    assert answer.table().columns == (
        "subject", "subjectLabel", "property", "propertyLabel", "value", "valueLabel", "worded", "quote", "confidence",
        "status", "statusLabel", "release", "releaseLabel",
    )  # fmt: skip
    funding = ("id:funding/borders", f"announced, EUR 3,000,000, {ITALY[1]}")
    duration = (*BORDERS, "iomkg:durationMonths", "duration in months")
    accepted = ("scheme:claim-status/accepted",) * 2
    sure, english, french = ("0.9", *accepted), ITALY_EN[:2], ITALY_FR[:2]
    assert plain(answer) == [
        (*funding, "iomkg:amount", "amount", "3000000", "3000000", "3 million", "It costs EUR 3 million.", *sure,
         *english),
        (*funding, "iomkg:donor", "donor", *ITALY, "Italy's foreign ministry", ITALY_EN[2], *sure, *english),
        (*funding, "iomkg:donor", "donor", *ITALY, "le ministère italien", ITALY_FR[2], *sure, *french),
        ("id:participation/borders", f"{IOM[1]}, implementing", "iomkg:participant", "participant", *IOM, "l'OIM",
         "L'OIM le met en œuvre.", *sure, *french),
        (*duration, "18", "18", "dix-huit mois", "Il dure dix-huit mois.", "0.8", *accepted, *french),
        (*duration, "24", "24", "two years", "The two years begin in January.", *sure, *english),
    ]  # fmt: skip


def test_evidence_of_a_body_is_where_it_is_named(sahel: Store) -> None:
    foundation = plain(ask(sahel, "cq03", {"entity": "fondation air"}))
    assert [row[:7] for row in foundation] == [
        ("id:funding/strategy", FOUNDATION[1], "iomkg:donor", "donor", *FOUNDATION, "the Aïr Foundation")
    ]
    assert [row[9] for row in plain(ask(sahel, "cq03", {"entity": "organisation/eu"}))] == [
        "scheme:claim-status/doubtful", "scheme:claim-status/accepted",
    ]  # fmt: skip


def test_implementers_of_a_donor(sahel: Store) -> None:
    answer = ask(sahel, "cq04", {"donor": "agency/ita/ministry-foreign-affairs"})
    assert answer.table().columns == (
        "donor", "donorLabel", "implementer", "implementerLabel", "project", "projectLabel", "places", "placesLabel",
        "rowStatus",
    )  # fmt: skip
    assert plain(answer) == [(*ITALY, *IOM, *BORDERS, *places(BURKINA_FASO, MALI, NIGER), MACHINE)]
    assert said(answer) == [[(*ITALY_FR[:2], "L'OIM le met en œuvre."), ITALY_FR, ITALY_EN]]


def test_projects_on_which_sources_disagree(sahel: Store) -> None:
    answer = ask(sahel, "cq05")
    assert answer.table().columns == (
        "project", "projectLabel", "property", "propertyLabel", "value", "valueLabel", "holds", "rowStatus",
    )  # fmt: skip
    duration = (*BORDERS, "iomkg:durationMonths", "duration in months")
    assert plain(answer) == [(*duration, "24", "24", "true", MACHINE), (*duration, "18", "18", "false", MACHINE)]
    assert said(answer) == [
        [(*ITALY_EN[:2], "The two years begin in January.")],
        [(*ITALY_FR[:2], "Il dure dix-huit mois.")],
    ]


def test_an_entity_without_a_label_is_shown_by_its_iri(sahel: Store) -> None:
    nameless, project = NamedNode(entity("organisation", "c0ffee")), NamedNode(entity("project", "alps"))
    carried_out = Quad(project, NamedNode(term("hasImplementer")), nameless, NamedNode(VIEW_GRAPH))
    sahel.commit(Change(added=frozenset({carried_out})))
    rows = plain(ask(sahel, "cq04", {"donor": "EU"}))
    assert [row[3] for row in rows] == ["id:organisation/c0ffee"]


def fact(*parts: str) -> Quad:
    subject, predicate, value = (NamedNode(part) for part in parts)
    return Quad(subject, predicate, value, NamedNode(VIEW_GRAPH))


def without_title(store: Store, project: str) -> None:
    """Take its title and label from a project."""
    iri, names = entity("project", project), (term("title"), "http://www.w3.org/2004/02/skos/core#prefLabel")
    named = [quad for name in names for quad in store.quads(iri, name, None, VIEW_GRAPH)]
    store.commit(Change(removed=frozenset(named)))


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "untitled project of: Italy and three borders"),
        ("fr", "projet sans titre de : Italy and three borders"),
        ("es", "proyecto sin título de: Italy and three borders"),
    ],
)
def test_an_untitled_project_is_called_by_a_headline(sahel: Store, language: Language, label: str) -> None:
    without_title(sahel, "borders")
    answer = ask(sahel, "cq05", language=language)
    assert answer.label(NamedNode(entity("project", "borders"))) == label


def test_a_project_no_release_tells_of_is_called_by_its_iri(sahel: Store) -> None:
    without_title(sahel, "late")
    rows = plain(ask(sahel, "cq02", {"donor": "EU"}))
    assert "id:project/late" in [row[3] for row in rows]


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
    assert {row[1] for row in plain(ask(sahel, "cq01")) if row[0] == ITALY[0]} == {ministry}
    italian = plain(ask(sahel, "cq04", {"donor": "agency/ita/ministry-foreign-affairs"}))
    assert [row[3] for row in italian] == ["Police of Italy", IOM[1]]
    assert [row[3] for row in plain(ask(sahel, "cq04", {"donor": "EU"}))] == [ministry]


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
    assert {row[2]: row[4] for row in plain(ask(sahel, "cq01"))} == {
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
            {"donor": "agency/ita/police"},
            "Nothing found: no source says that Police (agency/ita/police) funds a project; of the same state, these "
            "do: Ministry of Foreign Affairs and International Cooperation (agency/ita/ministry-foreign-affairs).",
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
            "cq02 tells whether another body of the same state does.",
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
    police = entity("agency", "ita", "police")
    added = {
        Quad(italy, label, Literal("Italy", language="en"), NamedNode(VIEW_GRAPH)),
        fact(italy.value, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", term("State")),
        fact(ministry, term("ofState"), italy.value),
        fact(police, term("ofState"), italy.value),
        fact(police, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", term("Agency")),
        Quad(NamedNode(police), label, Literal("Police", language="en"), NamedNode(VIEW_GRAPH)),
    }
    disagreeing = frozenset(sahel.quads(entity("claim", "5"), None, None, claims))
    sahel.commit(Change(added=frozenset(added), removed=disagreeing))
    answer = ask(sahel, name, parameters)
    assert answer.rows == ()
    assert answer.notes[-1] == why


@pytest.mark.parametrize("name", ["cq02", "cq04", "cq07", "cq12", "cq15", "cq34"])
def test_a_state_stands_for_its_public_bodies(sahel: Store, name: str) -> None:
    italy, ministry = entity("state", "ita"), NamedNode(entity("agency", "ita", "ministry-foreign-affairs"))
    sahel.commit(
        Change(
            added=frozenset({
                fact(italy, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", term("State")),
                fact(ministry.value, term("ofState"), italy),
            })
        )
    )  # fmt: skip
    of_state, of_ministry = (ask(sahel, name, {"donor": donor}) for donor in (italy, ministry.value))
    assert of_state.rows == of_ministry.rows != ()
    assert of_state.evidence == of_ministry.evidence
    payer = of_state.columns.index("donor" if "donor" in of_state.columns else "donors")
    assert ministry.value in {row[payer].value for row in of_state.rows if row[payer]}
    assert any("stands for its public bodies too" in note for note in of_state.notes)
    assert any("vale también por sus organismos" in note for note in ask(sahel, name, {"donor": italy}, "es").notes)


@pytest.mark.parametrize("query", library().values(), ids=lambda query: query.name)
def test_every_column_and_every_word_of_the_library_has_words_in_french_and_spanish(query: Query) -> None:
    sparql = re.sub(r"#.*", "", query.sparql)
    selected = sparql[sparql.index("SELECT") : sparql.index("WHERE")]
    columns = re.findall(r"AS \?(\w+)\)", selected) + re.findall(r"\?(\w+)", re.sub(r"\(.*?AS \?\w+\)", "", selected))
    for language in ("fr", "es"):
        words = phrases(language).words
        assert {name for name in columns if name not in words["columns"]} == set()
        texts = re.findall(r'(?:BIND|VALUES|IF)[^?]*?"([a-z][a-z -]+)"|, "([a-z][a-z -]+)"[,)]', sparql)
        told = {text for pair in texts for text in pair if text} - {"any", "ever", "newest", "implementer-iati"}
        assert not query.words or {text for text in told if text not in words["values"]} == set()
