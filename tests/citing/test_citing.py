"""Citations that other programs read back: BibTeX, RIS, CSL-JSON, whatever signs a title holds."""

from __future__ import annotations

import datetime as dt
import json

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, RemoveEnclosingMiddleware
from citeproc.source.json import CiteProcJSON

from iomkg import citing
from iomkg.answers import Version
from iomkg.citing import Work

ODD = r"50 % of {all} & “$5” #1 _under_ ~ ^ \cmd, C:\x @misc{y, }"
WORKS = (
    citing.dataset(Version(13, dt.datetime(2026, 11, 30, tzinfo=dt.UTC), "0.1.0"), "query cq01 (theme=x)"),
    Work("iom-0a", "release", ODD, "IOM", "en", "2024-03-06", "https://example.org/a_b?c=1&d=%7B#e{}", "2026-11-23"),
    Work("unodc-0b", "release", "Mauritanie : quatre postes\nouverts à l’été", "UNODC", "fr", "2014-03"),
    Work("release-0c", "news", "¿Quién paga?", language="es", published="--03-06", note="in the graph"),
)


def test_the_text_of_a_citation_is_a_line_each():
    assert citing.written(WORKS, "text").split("\n\n") == [
        f"The iomkg maintainers (30 November 2026): {WORKS[0].title}. Data set, state 13, made by iomkg 0.1.0. "
        "Query cq01 (theme=x). https://w3id.org/iomkg/",
        f"IOM (6 March 2024): {ODD}. Press release. {WORKS[1].url} (retrieved 23 November 2026)",
        "UNODC (March 2014): Mauritanie : quatre postes ouverts à l’été. Press release.",
        "Publisher not stated (6 March (year not stated)): ¿Quién paga? News report. In the graph.\n",
    ]


def test_bibtex_is_read_back_to_the_same_texts():
    layers = [RemoveEnclosingMiddleware(allow_inplace_modification=True), LatexDecodingMiddleware()]
    library = bibtexparser.parse_string(citing.written(WORKS, "bibtex"), parse_stack=layers)
    assert library.failed_blocks == []
    entries = [{name: field.value for name, field in entry.fields_dict.items()} for entry in library.entries]
    assert [entry.key for entry in library.entries] == [work.key for work in WORKS]
    assert {entry.entry_type for entry in library.entries} == {"misc"}
    assert entries[0]["date"] == "2026-11-30"
    assert entries[0]["version"] == "state 13, made by iomkg 0.1.0"
    # pylatexenc, which reads LaTeX back, does not know these three.
    assert r"\textbraceleft{}all\textbraceright{}" in citing.written(WORKS, "bibtex")
    assert entries[1]["title"].replace("ˆ", "^") == ODD.replace("{", "").replace("}", "")
    assert entries[1]["author"] == "IOM"
    assert (entries[2]["title"], entries[2]["langid"]) == ("Mauritanie : quatre postes ouverts à l’été", "french")
    # One style, biblatex's: a year and a month beside the date would be a second.
    assert entries[2]["date"] == "2014-03"
    assert not [entry for entry in entries if {"year", "month"} & entry.keys()]
    assert "date" not in entries[3]
    assert entries[3]["note"] == "in the graph; published on 6 March (year not stated)"


def test_an_address_in_bibtex_is_as_it_was_but_for_braces():
    library = bibtexparser.parse_string(citing.written(WORKS[1:2], "bibtex"))
    assert library.entries[0]["url"] == "https://example.org/a_b?c=1&d=%7B#e%7B%7D"


def test_ris_is_read_back_to_the_same_texts():
    records = rispy.loads(citing.written(WORKS, "ris"))
    assert [record["id"] for record in records] == [work.key for work in WORKS]
    assert [record["type_of_reference"] for record in records] == ["DATA", "ELEC", "ELEC", "NEWS"]
    assert records[1]["title"] == ODD
    assert records[1]["urls"] == [WORKS[1].url]
    assert (records[1]["date"], records[2]["date"], records[1]["access_date"]) == (
        "2024/03/06",
        "2014/03/",
        "2026/11/23",
    )
    assert records[2]["title"] == "Mauritanie : quatre postes ouverts à l’été"
    assert "year" not in records[3]


def test_csl_is_read_back_to_the_same_texts():
    written = citing.written(WORKS, "csl")
    items = json.loads(written)
    assert [item["type"] for item in items] == ["dataset", "webpage", "webpage", "article-newspaper"]
    assert items[1]["title"] == ODD
    assert items[2]["issued"] == {"date-parts": [[2014, 3]]}
    assert items[2]["language"] == "fr"
    assert "issued" not in items[3]
    assert set(CiteProcJSON(items)) == {work.key for work in WORKS}


@pytest.mark.parametrize("style", citing.STYLES)
def test_nothing_unseen_is_written(style):
    work = Work("a", "release", "a\x1b]0;x\x07\u202eb", "c\u200bd", published="2020")
    assert not set("\x1b\x07\u202e\u200b") & set(citing.written([work], style))
