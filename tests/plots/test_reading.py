"""From answers to pictures: which kind suits the columns, and that every number is the answer's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode
from tests.made_answers import answer_of, typed

from iomkg import plots
from iomkg.answers import Answer
from iomkg.errors import UsageError
from iomkg.namespaces import ID, SCHEME
from iomkg.plots import Bar, Bars, Flows, Map, Network, Span, Timeline

LABELS = {
    ID + "state/jpn": "Japan", ID + "organisation/iom": "IOM", ID + "organisation/eu": "European Union",
    ID + "country/ner": "Niger", ID + "country/mli": "Mali", ID + "region/sahel": "Sahel", ID + "project/a": "Alpha",
    ID + "project/b": "Beta", SCHEME + "currency/EUR": "EUR", SCHEME + "currency/USD": "USD",
    SCHEME + "funding-stage/announced": "announced", ID + "agency/ner/national-police": "Niger – National Police",
}  # fmt: skip


def cell(text: str | int | None) -> NamedNode | Literal | None:
    """`state/jpn` is an entity, `currency:EUR` of a list, several with spaces between one cell, a number one."""
    if text is None:
        return None
    if isinstance(text, int):
        return typed(str(text), "integer")
    if text.startswith("date:"):
        lexical = text.removeprefix("date:")
        return typed(lexical, {4: "gYear", 7: "gYearMonth"}.get(len(lexical), "date"))
    iris = [ID + part for part in text.split(" ") if ID + part in LABELS]
    iris += [SCHEME + part for part in text.split(" ") if SCHEME + part in LABELS]
    if not iris:
        return Literal(text)
    return NamedNode(iris[0]) if len(iris) == 1 else Literal(" ".join(iris))


def answer(columns: str, *rows: tuple[str | int | None, ...]) -> Answer:
    cells = tuple(tuple(map(cell, row)) for row in rows)
    return answer_of(tuple(columns.split()), cells, labels=LABELS)


def test_who_pays_for_what_works_where_flows_and_counts_a_project_once():
    shown = plots.picture(answer(
        "donor project places",
        ("state/jpn", "project/a", "country/ner country/mli"),
        ("organisation/eu", "project/a", "country/ner"),
        ("organisation/eu", "project/b", None),
    ))  # fmt: skip
    assert isinstance(shown, Flows)
    assert shown.layers == ("donor", "country")
    assert shown.paths == {
        ("Japan", "Mali"): 1, ("Japan", "Niger"): 1, ("European Union", "Niger"): 1,
        ("European Union", "not stated"): 1,
    }  # fmt: skip
    assert shown.totals == {
        (0, "Japan"): 1, (0, "European Union"): 2, (1, "Niger"): 1, (1, "Mali"): 1, (1, "not stated"): 1,
    }  # fmt: skip


def test_of_places_the_countries_are_drawn_and_that_is_told():
    shown = plots.picture(answer(
        "donor project places",
        ("state/jpn", "project/a", "country/ner region/sahel"), ("state/jpn", "project/b", "region/sahel"),
    ))  # fmt: skip
    assert isinstance(shown, Flows)
    assert shown.paths == {("Japan", "Niger"): 1, ("Japan", "not stated"): 1}
    assert shown.remarks[-1] == "Places that are no countries are not drawn."


def test_donors_and_their_projects_flow_where_nothing_else_is_known():
    shown = plots.picture(answer("donor project", ("state/jpn", "project/a"), ("state/jpn", "project/b")))
    assert isinstance(shown, Flows)
    assert shown.layers == ("donor", "project")


def test_numbers_of_projects_that_the_answer_tells_are_taken_and_not_added_up():
    shown = plots.picture(answer(
        "donor implementer country projects",
        ("state/jpn", "organisation/iom", "country/ner", 3), ("state/jpn", "organisation/iom", "country/mli", 2),
    ))  # fmt: skip
    assert isinstance(shown, Flows)
    assert shown.paths == {("Japan", "IOM", "Niger"): 3, ("Japan", "IOM", "Mali"): 2}
    assert shown.totals == {}


def test_sums_are_bars_by_currency_and_stage_and_those_without_are_told():
    shown = plots.picture(answer(
        "project stage amount currency",
        ("project/a", "funding-stage/announced", 3_000_000, "currency/EUR"),
        ("project/b", "funding-stage/announced", 25_000, "currency/USD"),
        ("project/b", "funding-stage/announced", None, None),
    ))  # fmt: skip
    assert shown == Bars(
        {"EUR": (Bar("Alpha", Decimal(3_000_000), "announced"),), "USD": (Bar("Beta", Decimal(25_000), "announced"),)},
        ("1 row without amount: not drawn.",),
    )


def test_without_an_amount_projects_are_counted_by_the_first_column():
    shown = plots.picture(answer(
        "missing project releases", ("sum", "project/a", 7), ("sum", "project/b", 7), ("donor", "project/b", 7),
    ))  # fmt: skip
    assert shown == Bars({"projects": (Bar("sum", Decimal(2)), Bar("donor", Decimal(1)))})


def test_of_many_bars_the_largest_are_drawn_in_their_order():
    shown = plots.picture(answer("what facts", *((f"w{n}", n % 50) for n in range(100))))
    assert isinstance(shown, Bars)
    (bars,) = shown.panels.values()
    assert len(bars) == 60
    assert [bar.label for bar in bars] == sorted((bar.label for bar in bars), key=lambda label: int(label[1:]))
    assert min(bar.value for bar in bars) == 20
    assert shown.remarks == ("The 60 largest of 100 are drawn.",)


def test_places_are_a_map_and_those_without_an_outline_are_told():
    shown = plots.picture(answer(
        "place segments project",
        ("country/ner", "transit", "project/a"), ("country/ner", "transit", "project/b"),
        ("country/mli", "departure, transit", None), ("region/sahel", None, "project/b"),
    ))  # fmt: skip
    assert isinstance(shown, Map)
    assert shown.counts == {"ner": 2}
    assert shown.names == {"ner": "Niger", "mli": "Mali"}
    assert shown.stops == {"ner": "T", "mli": "DT"}
    assert shown.remarks[0] == "Not on the map, since they are no countries: Sahel."


def test_dates_are_spans_as_wide_as_they_allow_and_undated_ones_stand_apart():
    shown = plots.picture(answer(
        "project start end",
        ("project/b", "date:2020-02", "date:2024"), ("project/a", "date:2019-03-01", None), ("state/jpn", None, None),
    ))  # fmt: skip
    assert shown == Timeline(
        (Span("Alpha", "2019-03-01", None, "from 1 March 2019"),
         Span("Beta", "2020-02-01", "2024-12-31", "February 2020 – 2024")),
        ("Japan",),
    )  # fmt: skip


def test_an_event_without_a_last_day_lasts_a_day():
    shown = plots.picture(answer("project date endDate", ("project/a", "date:2022-04-04", None),
                                 ("project/b", "date:2022-04-04", "date:2022-04-05")))  # fmt: skip
    assert isinstance(shown, Timeline)
    assert [(span.first, span.last, span.stated) for span in shown.spans] == [
        ("2022-04-04", "2022-04-04", "4 April 2022"), ("2022-04-04", "2022-04-05", "4 April 2022 – 5 April 2022"),
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [
    [("state/jpn", "organisation/iom", 2), ("agency/ner/national-police", "organisation/iom", 1)],
])  # fmt: skip
def test_pairs_are_a_network(rows):
    shown = plots.picture(answer("one other projects", *rows))
    assert shown == Network(
        {("IOM", "Japan"): 2, ("IOM", "Niger – National Police"): 1},
        {"Japan": "state", "IOM": "organisation", "Niger – National Police": "public body"},
        "project",
    )


def test_a_kind_can_be_asked_for():
    rows = answer("donor project country", ("state/jpn", "project/a", "country/ner"))
    assert {kind: type(plots.picture(rows, kind)).__name__ for kind in ("bars", "sankey", "map")} == {
        "bars": "Bars", "sankey": "Flows", "map": "Map",
    }  # fmt: skip


@pytest.mark.parametrize(("given", "kind", "message"), [
    (answer("a"), None, "the answer has no rows, so there is nothing to draw"),
    (answer("confidence", (1,)), None, "nothing in the columns of the answer can be drawn; take a table"),
    (answer("donor project", ("state/jpn", "project/a")), "map",
     "the answer cannot be drawn as map: no column holds countries; take --plot-kind bars or sankey"),
    (answer("project start", ("project/a", "date:2020-13")), "timeline",
     "the answer cannot be drawn as timeline: no column holds dates with a year; take --plot-kind bars"),
])  # fmt: skip
def test_what_cannot_be_drawn_is_told_with_what_can(given, kind, message):
    with pytest.raises(UsageError) as told:
        plots.picture(given, kind)
    assert str(told.value) == message


def test_the_caption_tells_notes_coverage_and_version():
    rows = answer("donor project country", ("state/jpn", "project/a", "country/ner"))
    around = plots.about(rows, plots.picture(rows, "map"))
    assert around.title == "own"
    assert around.caption[0].startswith("Outlines: Natural Earth")
    assert around.caption[-1] == "Data: iomkg, state 13 of 30 November 2026; query own."
    assert any("what they do not say is unknown" in line for line in around.caption)


def test_the_rows_of_a_total_say_with_whom_and_what_lies_beyond():
    shown = plots.picture(answer(
        "donor jointlyWith shared currency amount sums",
        ("state/jpn", None, None, "currency/EUR", 5, 1),
        ("organisation/eu", "state/jpn", "several countries", "currency/EUR", 3, 2),
    ))  # fmt: skip
    assert shown == Bars({"EUR": (
        Bar("Japan", Decimal(5)), Bar("European Union · jointly with Japan · several countries", Decimal(3)),
    )})  # fmt: skip
    whole = plots.picture(answer("currency amount", ("currency/EUR", 5)))
    assert whole == Bars({"EUR": (Bar("all", Decimal(5)),)})
