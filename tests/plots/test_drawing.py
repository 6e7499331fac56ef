"""Pictures as they are drawn: values as long as they are large, texts that fit, nothing that comes from elsewhere."""

from __future__ import annotations

import io
import re
import sys
from decimal import Decimal
from itertools import combinations

import pytest
from lxml import etree
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from iomkg import plots
from iomkg.errors import UsageError
from iomkg.plots import About, Bar, Bars, Flows, Map, Network, Span, Timeline, maps
from iomkg.plots.canvas import settings

SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "Strengthening the integrated management of borders & the capacities of <security forces> in the regions along the "
    "border, with US$5 million of US$10 million paid: "
    "a_very_long_word_that_nothing_can_break_but_the_edge_of_the_page_itself"
)
NAMES = ("Germany – Federal Foreign Office", "European Union", "Japan", LONG, "Gambie (la)")
CODES = re.findall(
    "[a-z]+",
    "ner mli bfa mrt tcd sen gmb nga lby dza mar tun egy sdn ssd eth som dji ken uga rwa cmr gha civ tgo ben gin gnb "
    "sle lbr cpv caf cod cog gab gnq esp ita mlt fra",
)
ABOUT = About("Which donors fund projects? " + LONG, "theme: border management · region: Sahel", (LONG, "State 13."))


def names(count: int) -> list[str]:
    return [f"{n} {NAMES[n % len(NAMES)]}" for n in range(count)]


def picture(kind: str, count: int) -> plots.Picture:
    """A picture of a kind with so many rows, long names among them."""
    listed = names(count + 1)
    if kind == "bars":
        bars = tuple(Bar(name, Decimal(3_000_000 + 123_456 * n), ("announced", "committed")[n % 2])
                     for n, name in enumerate(listed[:count]))  # fmt: skip
        return Bars({"EUR": bars, "USD": (Bar("Japan", Decimal("25000.5"), "announced"),)})
    if kind == "sankey":
        paths = {(name, ("IOM", "not stated")[n % 2], NAMES[n % 5]): 1 + n % 3 for n, name in enumerate(listed[:count])}
        return Flows(("donor", "implementer", "country"), paths, "project", {(1, "IOM"): 3})
    if kind == "map":
        counts = {code: 1 + n * 7 % 19 for n, code in enumerate(CODES[:count])}
        return Map(counts, {code: code.upper() for code in CODES}, "project", {"lby": "D", "ner": "T"})
    if kind == "timeline":
        spans = tuple(Span(name, f"{2010 + n % 9}-03-01" if n % 5 != 3 else None,
                           f"{2012 + n % 11}-12-31" if n % 4 != 2 or n % 5 == 3 else None, "March 2010 – December 2012")
                      for n, name in enumerate(listed[:count]))  # fmt: skip
        return Timeline(spans, tuple(listed[:4]))
    ties = {(listed[n], listed[n * 3 % n if n > 1 else n + 1]): 1 + n % 4 for n in range(count)}
    return Network(ties, dict.fromkeys(listed, "state"), "project")


@pytest.fixture(scope="module")
def svg() -> dict[str, etree._Element]:
    return {kind: etree.fromstring(plots.drawn(picture(kind, 5), ABOUT, "svg")) for kind in plots.KINDS}


def told(root: etree._Element) -> dict[str, etree._Element]:
    """The marks of a picture by what they say when they are pointed at."""
    return {mark.findtext(SVG + "title"): mark for mark in root.iter(SVG + "g") if mark.find(SVG + "title") is not None}


def width(mark: etree._Element) -> float:
    xs = [float(x) for x, _ in re.findall(r"[ML] (\S+) (\S+)", mark.find(SVG + "path").get("d"))]
    return max(xs) - min(xs)


def test_bars_are_as_long_as_their_values(svg):
    shown = picture("bars", 5)
    marks = told(svg["bars"])
    for bars in shown.panels.values():
        lengths = {bar: width(marks[f"{bar.label}: {bar.value:,}, {bar.kind}"]) for bar in bars}
        longest = max(bars, key=lambda bar: bar.value)
        for bar, length in lengths.items():
            assert length / lengths[longest] == pytest.approx(float(bar.value / longest.value), rel=1e-3)


def test_the_values_stand_beside_the_bars(svg):
    texts = ["".join(text.itertext()) for text in svg["bars"].iter(SVG + "text")]
    assert {"3,000,000", "3,493,824", "25,000.5", "EUR", "USD", "announced", "committed"} <= set(texts)


def test_ribbons_are_as_thick_as_what_they_carry():
    root = etree.fromstring(plots.drawn(Flows(("a", "b"), {("x", "y"): 3, ("x", "z"): 1}, "project"), ABOUT, "svg"))
    marks = told(root)

    def thick(mark: etree._Element) -> float:
        start, *_ = (float(y) for _, y in re.findall(r"M (\S+) (\S+)", mark.find(SVG + "path").get("d")))
        end = float(re.findall(r"C(?: \S+){5} (\S+)", mark.find(SVG + "path").get("d"))[-1])
        return abs(end - start)

    assert thick(marks["x → y: 3 projects"]) == pytest.approx(3 * thick(marks["x → z: 1 project"]), rel=1e-3)


def test_a_map_says_what_is_where(svg):
    assert set(told(svg["map"])) == {
        "NER: 1 project, transit", "MLI: 8 projects", "BFA: 15 projects", "MRT: 3 projects", "TCD: 10 projects",
        "LBY: departure",
    }  # fmt: skip


def test_ties_and_spans_say_what_they_are(svg):
    assert "0 Germany – Federal Foreign Office: March 2010 – December 2012" in told(svg["timeline"])
    assert "0 Germany – Federal Foreign Office and 1 European Union: 1 project" in told(svg["network"])


@pytest.mark.parametrize("kind", plots.KINDS)
def test_a_picture_can_be_read_aloud_and_asks_nothing_of_others(svg, kind):
    root = svg[kind]
    assert root.get("role") == "img"
    assert root.findtext(SVG + "title") == ABOUT.title
    assert len(root.findtext(SVG + "desc")) > 40
    whole = plots.drawn(picture(kind, 5), ABOUT, "svg").decode()
    assert "<!DOCTYPE" not in whole
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.endswith(("href", "src")) or "url(" in value:
                assert value.startswith("#") or "url(#" in value
    assert "US$5 million" in "".join(root.itertext())


@pytest.mark.parametrize("kind", plots.KINDS)
def test_a_page_stands_by_itself(kind):
    page = plots.drawn(picture(kind, 5), ABOUT, "html").decode()
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link|img|iframe|object|embed)\b|@import|url\((?!#)", page)
    assert not re.search(r"""\b(?:src|href)\s*=\s*["']?(?!["']?#)""", page)
    assert "The numbers as a table" in page
    assert "&lt;security forces&gt;" in page


@pytest.mark.parametrize(
    ("kind", "form"), [*((kind, "svg") for kind in plots.KINDS), ("bars", "png"), ("bars", "html")]
)
def test_the_same_picture_is_the_same_bytes(kind, form, monkeypatch):
    first = plots.drawn(picture(kind, 3), ABOUT, form)
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert plots.drawn(picture(kind, 3), ABOUT, form) == first


@pytest.mark.parametrize("count", [1, 5, 40])
@pytest.mark.parametrize("kind", plots.KINDS)
def test_texts_fit_and_do_not_cover_each_other(kind, count):
    with settings():
        canvas = plots._canvas(picture(kind, count), ABOUT)
        renderer = FigureCanvasAgg(canvas.figure).get_renderer()
        texts = [text for text in canvas.figure.findobj(match=lambda a: hasattr(a, "get_text")) if text.get_text()]
        boxes = {text: text.get_window_extent(renderer) for text in texts}
    sheet = canvas.figure.bbox
    for text, box in boxes.items():
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= sheet.x1, text
        assert box.y1 <= sheet.y1, text
    crowded = {"map": 4, "network": 4} if count == 40 else {}
    covered = [
        pair
        for pair in combinations(boxes, 2)
        if boxes[pair[0]].shrunk(0.9, 0.8).overlaps(boxes[pair[1]].shrunk(0.9, 0.8))
    ]
    assert len(covered) <= crowded.get(kind, 0), covered


@pytest.mark.parametrize("kind", plots.KINDS)
def test_a_picture_has_no_colour(kind):
    with settings():
        canvas = plots._canvas(picture(kind, 2), ABOUT)
        canvas.figure.set_dpi(40)
        red, green, blue = Image.open(io.BytesIO(canvas.png())).convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_a_file_is_named_for_its_form(tmp_path):
    assert plots.form_of(tmp_path / "a.SVG") == "svg"
    with pytest.raises(UsageError, match=r"answer\.gif is no name for a picture; end it with \.svg, \.png or \.html"):
        plots.form_of(tmp_path / "answer.gif")


def test_what_draws_is_asked_for_where_it_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r"pip install 'iomkg\[plots\]'"):
        plots.drawn(picture("bars", 1), ABOUT, "svg")


def test_every_country_of_the_reference_data_that_has_land_to_see_has_an_outline(repository):
    ours = set(re.findall(r"<id/country/([a-z]{3})> a ", (repository / "data/reference/states.ttl").read_text("utf-8")))
    without = {code for code in ours if not maps.known(code)}
    assert without == {"bes", "bvt", "cck", "cxr", "gib", "glp", "guf", "mtq", "myt", "reu", "sjm", "tkl", "tuv", "umi"}
