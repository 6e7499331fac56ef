"""Contact details, however they are disguised and wherever they stand, get into no text, claim, graph or record."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tools.fuzzing import samples

from iomkg import graphs, pipeline
from iomkg.details import without_details
from iomkg.documents.contacts import without_details as sentences_without
from iomkg.errors import ReadingError
from iomkg.readers import press

USER = "zqxwvk"
ADDRESSES = (
    "{}@example.org", "{} @ example.org", "{}[at]example.org", "{} [at] example [dot] org", "{}(at)example(dot)org",
    "{} {{at}} example.org", "{}<at>example.org", "{} [arobase] example.org", "{} (arroba) example punto org",
    "{} at example dot org", "{} arobase example point org", "{} arroba example.org", "{}＠example.org",
    "{}_AT_example.org",
    "{}[@]example[.]org", "{} (a) example.org", "mailto:{}@example.org", "<{}@press.example.org>", "{}%40example.org",
    "press.{}+news@example.org", "{}@example .org", "{}&#64;example.org", "{}\u200b@\u200bexample.org",
    "{}-at-example.org",
)  # fmt: skip
# Of nine digits or so, written as people of many countries do.
NUMBERS = (
    "+227 20 72 86 75", "+22720728675", "00227 20 72 86 75", "(+227) 20 72 86 75", "+33 (0)1 20 72 86 75",
    "20 72 86 75",
    "01.20.72.86.75", "01-20-72-86-75", "+34 612 728 675", "612 72 86 75", "91 720 86 75", "020 7286 7509",
    "0172 8675 309",
    "(202) 728-6750", "202-728-6750", "+1 202 728 6750", "Tel. 20728675", "Tél : 20 72 86 75", "tel:+22720728675",
    "WhatsApp 2072-8675", "Cel. 7286-7509", "call 20 72 86 75", "+44 20 7286 7509", "+39-06-72867509", "0022720728675",
)  # fmt: skip
PLACES = (
    "{}",
    "The office of the project ({}) is open.",
    "Write to {}",
    "Ask {} or come to see us at the border post today.",
)
details = st.one_of(
    st.sampled_from(ADDRESSES).map(lambda form: form.format(USER)),
    st.sampled_from(NUMBERS),
)


def everything_of(path: Path) -> str:
    """All that is kept of a release: its document, claims, graphs and record."""
    (release,) = press.read(path)
    try:
        reading = pipeline.read(release)
    except ReadingError as error:
        return str(error)
    quads = [
        *graphs.release_quads(reading.document, reading.claims),
        *graphs.claims_quads(reading.document, reading.claims),
    ]
    kept = [reading.document.text, json.dumps(pipeline.record(release), ensure_ascii=False), *map(str, quads)]
    return "\n".join(kept)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    detail=details,
    place=st.sampled_from(PLACES),
    language=st.sampled_from(sorted(samples.TEXTS)),
    where=st.integers(0, 4),
)
def test_details_are_kept_nowhere(tmp_path: Path, detail: str, place: str, language: str, where: int) -> None:
    lines = samples.TEXTS[language].split("\n")
    page = samples.page("\n".join(lines))
    said = html.escape(place.format(detail)).replace("&amp;#64;", "&#64;")
    paragraph = f"<p>{said}</p>"
    if where == 0:
        text, suffix = "\n\n".join([*lines, place.format(detail.replace("&#64;", "@"))]), ".txt"
    elif where == 1:
        text, suffix = page.replace("<h1>", f"<h1>{said} "), ".html"
    elif where == 2:
        text, suffix = page.replace("</h1>", f"</h1>{paragraph}"), ".html"
    elif where == 3:
        text, suffix = page.replace("<title>", f'<meta property="og:title" content="{said}"><title>{said} '), ".html"
    else:
        text, suffix = (
            page.replace("</main>", f'{paragraph}<a href="mailto:{USER}@example.org">{said}</a></main>'),
            ".html",
        )
    path = tmp_path / f"a{suffix}"
    path.write_text(text, "utf-8")
    kept = everything_of(path)
    # The digits of IRIs are nobody's number, though some stand in the same order.
    digits = "".join(filter(str.isdigit, re.sub(r"[0-9a-f]{12,}", "", kept)))
    assert USER not in kept
    assert "728675" not in digits.replace("20240306", "")


@pytest.mark.parametrize(
    "detail", [form.format(USER) for form in ADDRESSES if "&" not in form and "\u200b" not in form] + list(NUMBERS)
)
def test_each_detail_is_known_in_a_long_sentence(detail: str) -> None:
    long = f"The Ministry of the Interior of Niger and {'the police and ' * 20}others asked {detail} whether it ends."
    rest = sentences_without(long)
    assert "Ministry of the Interior" in rest
    assert USER not in rest
    assert "86" not in rest


@pytest.mark.parametrize(
    "text",
    [
        "The project of 1 000 000 000 francs, 12 345 678 euros, 612 345 678 dollars began on 01.02.2022, 2022-03-05.",
        "Between 2014-2015 and 2019-2020, 120 agents, 45 women and 75 men, met at 10:30 on 16 02 2022 at one point.",
        "Article 3 (a) the police of Niger, (b) the customs; 20 000 people at this point in time arrived at Agadez.",
        "The posts stand at 16.97, 7.99 and 12.65, 8.01 degrees; resolution 2022/72/86; 3 of 10 in 100-200 villages.",
    ],
)
def test_sums_dates_and_lists_stay(text: str) -> None:
    assert sentences_without(text) == text
    assert without_details(text) == text
