"""The map and the flows: every number is the graph's, every shape leads to its thing, and all is there as a table."""

from __future__ import annotations

import re
from itertools import pairwise

import lxml.html
import pytest

from iomkg.web import atlas, streams

ROUTE = "central-mediterranean"


def page(response) -> lxml.html.HtmlElement:
    assert response.status_code == 200, response.text
    return lxml.html.fromstring(response.content)


def test_the_map_says_the_same_as_its_table(client):
    shown = page(client.get("/map"))
    rows = {row.xpath("string(th)"): row.xpath("string(td[1])") for row in shown.xpath("//tbody/tr")}
    assert rows["Niger"] == "7"
    told = dict(each.rsplit(": ", 1) for each in shown.xpath("//*[@class='atlas']/svg/a/@aria-label"))
    assert told == {name: f"{number} project{'s' * (number != '1')}" for name, number in rows.items()}
    niger = next(a for a in shown.xpath("//*[@class='atlas']/svg/a") if a.get("aria-label").startswith("Niger:"))
    assert client.get(niger.get("href")).status_code == 200
    # The number is the one a query gives.
    there = "?p a iomkg:Project ; iomkg:targetsPlace/iomkg:directlyWithin* <https://w3id.org/iomkg/id/country/ner>"
    query = f"PREFIX iomkg: <https://w3id.org/iomkg/ns#> SELECT (COUNT(DISTINCT ?p) AS ?n) {{ {there} }}"
    bindings = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert bindings[0]["n"]["value"] == "7"


def test_a_theme_and_a_route_choose_what_is_on_the_map(client):
    every = page(client.get("/map")).xpath("//select[@id='theme']/option/@value")[1:]
    counts = [sum(map(int, page(client.get("/map", params={"theme": theme})).xpath("//tbody//td[1]/text()")))
              for theme in every]  # fmt: skip
    whole = sum(map(int, page(client.get("/map")).xpath("//tbody//td[1]/text()")))
    assert all(0 < count <= whole for count in counts)
    along = page(client.get("/map", params={"route": ROUTE, "lang": "fr"}))
    stops = {row.xpath("string(th)"): row.xpath("string(td[2])") for row in along.xpath("//tbody/tr")}
    assert (stops["Niger"], stops["Italie"]) == ("transit", "arrivée")
    assert len(along.xpath("//*[contains(@class, 'route')]/path")) == len(stops)
    assert client.get("/map", params={"route": "<script>"}).status_code == 404


def test_flows_are_those_of_the_question_they_draw(client):
    shown = page(client.get("/flows", params={"country": "NER"}))
    listed = [[cell.text_content() for cell in row] for row in shown.xpath("//tbody/tr")]
    answer = page(client.get("/questions/cq09", params={"country": "NER"}))
    asked = [[row.xpath(f"string(td[{n}])") for n in (1, 2, 3, 5)] for row in answer.xpath("//tbody/tr")]
    assert sorted(listed) == sorted(asked)
    assert len(listed) > 3
    ribbons = shown.xpath("//*[@class='scroll']//path/title/text()")
    assert sum(int(re.search(r"(\d+) project", told)[1]) for told in ribbons) == 2 * sum(int(row[3]) for row in listed)


def test_what_cannot_be_drawn_is_told(client):
    wrong = client.get("/flows", params={"donor": "Atlantis"}, headers={"Accept": "text/html"})
    assert wrong.status_code == 400
    assert "Atlantis" in lxml.html.fromstring(wrong.content).xpath("string(//*[@role='alert'])")


@pytest.mark.parametrize("codes", [("ner",), ("ner", "hnd", "ita"), ("fji", "chl"), ("rus", "can"), ()])
def test_every_country_told_of_lies_on_the_map(codes):
    drawn = atlas.drawn({code: atlas.Told(n + 1, code, None) for n, code in enumerate(codes)})
    told = {shape.told: shape for shape in drawn.shapes if shape.told}
    assert set(told) == set(codes)
    assert 300 <= drawn.height <= 760
    for shape in told.values():
        assert 0 <= shape.at[0] <= drawn.width
        assert 0 <= shape.at[1] <= drawn.height
    assert [atlas.level(count) for count in (0, 1, 3, 4, 15, 16, 999)] == [0, 1, 2, 3, 4, 5, 5]


def test_boxes_of_a_layer_never_overlap_however_many():
    paths = {(f"donor {n}", f"implementer {n % 40}", f"country {n % 7}"): 1 + n % 5 for n in range(200)}
    drawn = streams.drawn(paths, "{} others", str, lambda _: None, str)
    for x in {box.x for box in drawn.boxes}:
        layer = sorted((box for box in drawn.boxes if box.x == x), key=lambda box: box.y)
        assert len(layer) <= 24
        assert all(one.y + one.height <= other.y for one, other in pairwise(layer))
        assert layer[-1].y + layer[-1].height <= drawn.height
    assert any(box.told.startswith("177 others") for box in drawn.boxes)
