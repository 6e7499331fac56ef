"""`iomkg total` on the sample releases, and the same from Python and as a question of the library."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import iomkg
from iomkg import queries, totals
from iomkg.answers import Answerer
from iomkg.cli import main
from iomkg.errors import UsageError
from iomkg.store import Store


def run(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["total", "--store", str(store), *arguments], env={"COLUMNS": "80"})


def test_a_table_has_the_total_what_counts_and_what_does_not(sample_store: Path) -> None:
    ran = run(sample_store, "--theme", "border-management", "--region", "sahel", "--stage", "announced")
    assert ran.exit_code == 0, ran.output
    assert max(map(len, ran.stdout.splitlines())) <= 80
    told = " ".join(ran.stdout.split())
    assert (
        "Total: at least EUR 2,350,000 and at most EUR 5,350,000, in 2 sums. The first lies wholly in what was asked "
        "for; the second counts what is shared as well (several themes)."
    ) in told
    assert "Region: Sahel; who belongs to it: G5 Sahel (sahel-g5); member_at: ever." in told
    assert "“Doté de 3 millions d'Euros" in told
    assert "other-kind: another kind of money than asked for: budget" in told
    assert "Precision and recall" in ran.stderr


def test_rows_add_up_in_any_form(sample_store: Path, tmp_path: Path) -> None:
    ran = run(sample_store, "--by", "donor", "--format", "csv")
    rows = list(csv.DictReader(ran.stdout.splitlines()))
    assert [(row["donorLabel"][:14], row["currencyLabel"], row["amount"], row["rowStatus"]) for row in rows] == [
        ("Italy – Minist", "EUR", "3000000", "machine-coded"),
        ("European Union", "EUR", "2350000", "machine-coded"),
        ("United States ", "USD", "850000", "machine-coded"),
    ]
    out = run(sample_store, "--rows", "left-out", "--format", "json", "--output", str(tmp_path / "out.json"))
    assert out.exit_code == 0, out.output
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))["results"]["bindings"]
    assert sorted(row["code"]["value"] for row in found) == [*["no-amount"] * 9, "other-kind"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--by", "colour"],
            "by='colour' is not known; give nothing or donor or theme or year or country or",
        ),
        (["--years", "22"], "years='22' is not a year or two; give 2022, or the first and the last: 2019-2022"),
        (["--years", "2022-2019"], "years='2022-2019' is not a year or two"),
        (["--currency", "euro"], "currency='euro' is not known; give the code of one by ISO 4217, such as EUR or XOF"),
        (["--definition", "sahel-g5"], "definition needs region=…; without it, nothing has to belong anywhere"),
        (["--convert-to", "EUR"], "--convert-to and --rates go together"),
        (["--convert-to", "EUR", "--rates", "none.csv"], "no such file of rates: none.csv"),
    ],
)
def test_misuse_is_told_in_a_line(sample_store: Path, arguments: list[str], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        main(["total", "--store", str(sample_store), *arguments], standalone_mode=False)
    assert str(refused.value).startswith(said)


def test_the_same_from_python_and_as_a_question(sample_store: Path, tmp_path: Path) -> None:
    rates = tmp_path / "rates.csv"
    rates.write_text("date,currency,rate\n2018-06-28,USD,1.1583\n", "utf-8")
    with iomkg.open(sample_store) as kg:
        total = kg.total(by="year", year_of="release")
        assert repr(total) == "<total of EUR 5,350,000, USD 850,000: 3 sums counted, 10 left out>"
        assert [(row["year"], row["amount"]) for row in total.breakdown] == [
            ("2014", Decimal(2350000)),
            ("2022", Decimal(3000000)),
            ("2018", Decimal(850000)),
        ]
        own = kg.total(currency="USD", convert_to="EUR", rates=rates)
        assert own.amounts == {"EUR": Decimal("733834.07")}
        assert [(row["stated"], row["rate"]) for row in own.counted] == [(Decimal(850000), Decimal("1.1583"))]
    with Store.open(sample_store, writable=False) as store:
        asked = Answerer(store).ask("cq33", {"donor": "agency/ita/ministry-foreign-affairs"})
        assert [row[asked.columns.index("amount")].value for row in asked.rows] == ["3000000"]  # type: ignore[union-attr]
        assert len(asked.evidence[0]) == 2


def test_a_region_means_what_it_means_to_the_question_about_donors(sample_store: Path) -> None:
    """The part that totals take from cq01 gives each of its projects the same."""
    with Store.open(sample_store, writable=False) as store:
        for definition, member_at in (("sahel-g5", "ever"), ("sahel-uniss", "project"), ("sahel-g5", "2023-12-03")):
            given = {"region": "sahel", "definition": definition, "member_at": member_at, "theme": "border-management"}
            answer = Answerer(store).ask("cq01", given)
            place = [answer.columns.index(name) for name in ("project", "matched")]
            told = {(row[place[0]].value, row[place[1]].value) for row in answer.rows}  # type: ignore[union-attr]
            bound = queries.bind(store, queries.find("cq33"), given)
            found = totals.projects_in_scope(store, bound)
            assert told
            assert told <= set(found.items())
