"""HTML pages: trafilatura finds the text among the menus, the markup states headline and date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import trafilatura

from iomkg.documents.dates import dates_in
from iomkg.documents.headlines import without_site
from iomkg.documents.pages import Page
from iomkg.errors import ReadingError
from iomkg.folding import fold
from iomkg.unseen import is_unseen

# Ten times what the longest of pages have; each takes far more than its size.
_MOST_TAGS: Final = 200_000
_REFERENCE: Final = re.compile(r"&#([xX][0-9a-fA-F]{1,12}|\d{1,12});?")
_LEAST_WORDS: Final = 20
_LEAST_HEADLINE_WORDS: Final = 3
_TITLES: Final = (
    "//meta[@property='og:title' or @name='twitter:title' or @name='dc.title' or @name='DC.title']/@content"
)
_DATES: Final = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='pubdate' or @name='date'"
    " or @name='publish-date' or @name='dc.date' or @name='DC.date' or @name='DC.date.issued'"
    " or @name='dcterms.created' or @name='dcterms.date' or @name='parsely-pub-date']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
    "//*[@itemprop='datePublished']/@content",
)
_OWN_TIMES: Final = "//article//time/@datetime | //main//header//time/@datetime"
_NOT_TEXT: Final = (
    "//script | //style | //noscript | //template | //nav | //header[not(ancestor::article)] | //footer | //aside"
    " | //form | //button | //select | //svg | //*[@hidden] | //*[@role='navigation']"
)
_BLOCKS: Final = (
    "//address | //article | //blockquote | //br | //dd | //div | //dt | //figcaption | //figure | //h1 | //h2 | //h3"
    " | //h4 | //h5 | //h6 | //hr | //li | //main | //p | //pre | //section | //td | //th | //tr"
)


def read_html(source: str) -> Page:
    """The page's own text, its headline (the `h1` that the title repeats) and the date its markup states."""
    if source.count("<") > _MOST_TAGS:
        raise ReadingError(f"the page has more than {_MOST_TAGS:,} tags; a release has not: split it into its releases")
    source = _REFERENCE.sub(_without_unseen, source)
    tree = trafilatura.load_html(source)
    if tree is None:
        return Page("")
    headline, published = _headline(tree), _published(tree)
    text = trafilatura.extract(source, fast=True, include_comments=False, include_tables=True) or ""
    if len(text.split()) < _LEAST_WORDS:
        text = _plain_text(tree)
    return Page(text, headline, published)


def _without_unseen(reference: re.Match[str]) -> str:
    """A character reference, unless it is one to what shows nothing, which no tree may hold."""
    try:
        code = int(reference[1][1:], 16) if reference[1][0] in "xX" else int(reference[1])
        return "" if is_unseen(chr(code)) else reference[0]
    except (ValueError, OverflowError):
        return ""


def _headline(tree: Any) -> str | None:
    headings = [_flat(heading) for heading in tree.xpath("//h1")]
    site = {fold(name) for name in tree.xpath("//meta[@property='og:site_name']/@content")}
    titles = [_without_site_name(str(title), site) for title in (*tree.xpath(_TITLES), *tree.xpath("//title/text()"))]
    repeated = [heading for heading in headings if heading and any(fold(heading) in fold(title) for title in titles)]
    # The longest, since the site's name is often a heading and in the title too.
    for heading in sorted(repeated, key=len, reverse=True):
        if fold(heading) not in site:
            return heading
    long_enough = (text for text in (*headings, *titles) if len(text.split()) >= _LEAST_HEADLINE_WORDS)
    return next((text for text in long_enough if fold(text) not in site), None)


def _without_site_name(title: str, site: set[str]) -> str:
    title = without_site(" ".join(title.split()))
    for separator in (" - ", " – ", " — "):
        head, _, tail = title.rpartition(separator)
        if head and fold(tail) in site:
            return head
    return title


def _published(tree: Any) -> str | None:
    stated = [value for data in _linked_data(tree) for value in _values(data, "datePublished")]
    for path in _DATES:
        stated += [str(value) for value in tree.xpath(path)]
    own_times = {str(value)[:10] for value in tree.xpath(_OWN_TIMES)}
    if len(own_times) == 1:
        stated += own_times
    for text in stated:
        dates = dates_in(text)
        if dates and dates[0].value:
            return dates[0].value
    return None


def _linked_data(tree: Any) -> Iterator[Any]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield json.loads(str(script))
        except (ValueError, RecursionError):
            continue


def _values(data: Any, key: str) -> Iterator[str]:
    """The texts under `key` at any depth, outermost first."""
    if isinstance(data, dict):
        if isinstance(data.get(key), str):
            yield data[key]
        data = list(data.values())
    if isinstance(data, list):
        for item in data:
            yield from _values(item, key)


def _plain_text(tree: Any) -> str:
    """The text of a page too short or too odd for trafilatura: all but what is plainly not text, a block a line."""
    for element in tree.xpath(_NOT_TEXT):
        element.drop_tree()
    for element in tree.xpath(_BLOCKS):
        element.text = f"\n{element.text or ''}"
        element.tail = f"\n{element.tail or ''}"
    return "\n".join(body.text_content() for body in tree.xpath("//body"))


def _flat(element: Any) -> str:
    return " ".join(element.text_content().split())
