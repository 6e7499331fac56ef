from __future__ import annotations

import pytest

from iomkg.documents.markdown import read_markdown
from iomkg.documents.markup import read_html
from iomkg.documents.pages import Page

P1 = "Zinder – Deux postes de police ont été remis jeudi au gouvernement du Niger, avec l'appui financier du Japon."
P2 = "Le projet durera 24 mois et couvrira les régions de Zinder et de Maradi, a dit le directeur régional."
ARTICLE = f"""<nav><ul><li><a href="/">Accueil</a></li><li><a href="/qui">Qui sommes nous</a></li></ul></nav>
<header><h1>OIM Niger</h1></header>
<main><article><h1>Le Niger reçoit deux postes de police</h1><p>{P1}</p><p>{P2}</p></article></main>
<aside><h2>Autres articles</h2><p><a href="/a">Un autre article</a></p></aside>
<footer><p>© OIM 2022 Tous droits réservés</p></footer>"""


def page(head: str, body: str = ARTICLE) -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def test_the_text_without_menus_and_footer() -> None:
    text = read_html(page("<title>Le Niger reçoit deux postes de police | OIM Niger</title>")).text
    assert P1 in text.split("\n")
    assert P2 in text.split("\n")
    for foreign in ("Accueil", "Autres articles", "Tous droits"):
        assert foreign not in text


@pytest.mark.parametrize(
    "head",
    [
        "<title>Le Niger reçoit deux postes de police | OIM Niger</title>",
        '<meta property="og:site_name" content="OIM Niger"><title>OIM Niger</title>',
        '<meta property="og:title" content="Le Niger reçoit deux postes de police - OIM Niger">',
    ],
)
def test_the_headline_is_the_heading_that_the_title_repeats(head: str) -> None:
    assert read_html(page(head)).headline == "Le Niger reçoit deux postes de police"


def test_without_a_heading_the_title_is_the_headline_without_the_site() -> None:
    head = '<meta property="og:site_name" content="OIM Niger"><title>Deux postes au Niger - OIM Niger</title>'
    assert read_html(page(head, f"<p>{P1}</p><p>{P2}</p>")).headline == "Deux postes au Niger"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2022-03-04T10:00:00+01:00">',
        '<meta name="date" content="4 mars 2022">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2022-03-04"}]}</script>',
        '<script type="application/ld+json">{broken</script><meta itemprop="datePublished" content="2022-03-04">',
    ],
)
def test_the_date_the_markup_states(head: str) -> None:
    assert read_html(page(head)).published == "2022-03-04"


def test_a_single_time_in_the_article_is_its_date_and_two_are_not() -> None:
    one = ARTICLE.replace("<p>Zinder", '<time datetime="2022-03-04T09:00">vendredi</time><p>Zinder')
    assert read_html(page("", one)).published == "2022-03-04"
    two = one.replace("<p>Le projet", '<time datetime="2024-01-01">hier</time><p>Le projet')
    assert read_html(page("", two)).published is None
    assert read_html(page("")).published is None


def test_a_page_too_short_for_trafilatura_is_read_all_the_same() -> None:
    text = read_html("<html><body><nav>Menu</nav><div>Le projet<br>a commencé.</div><script>x()</script></body>").text
    assert [line.strip() for line in text.split("\n") if line.strip()] == ["Le projet", "a commencé."]


@pytest.mark.parametrize("source", ["", "   ", "<", "<!-- x -->", '<?xml version="1.0" encoding="utf-8"?><p>x</p>'])
def test_odd_pages_do_not_fail(source: str) -> None:
    assert isinstance(read_html(source), Page)


MARKDOWN = """---
title: "Border post opened"
date: 2021-05-06
author: somebody
---
<!-- a note -->
# Border *post* opened

![A picture](post.jpg)

**Rosso** – The _post_ was opened with funds of the [European Union](https://example.org),
and the police of both countries
will share it.

Next steps
----------

> Said the governor:
> it is good.

* One \\* item
  goes on
1. Another
***
"""


def test_markdown_is_text_again() -> None:
    found = read_markdown(MARKDOWN)
    assert (found.headline, found.published) == ("Border post opened", "2021-05-06")
    assert [line for line in found.text.split("\n") if line] == [
        "Border post opened",
        "Rosso – The post was opened with funds of the European Union, and the police of both countries will share it.",
        "Next steps",
        "Said the governor: it is good.",
        "* One * item goes on",
        "1. Another",
    ]


def test_markdown_without_front_matter() -> None:
    assert read_markdown("Title\n=====\n\nText of a\nparagraph.") == Page("Title\n\n\nText of a paragraph.", "Title")
    assert read_markdown("## 3_000_000 euros for snake_case * 2\n\nText") == Page(
        "3_000_000 euros for snake_case * 2\n\n\nText", "3_000_000 euros for snake_case * 2"
    )
