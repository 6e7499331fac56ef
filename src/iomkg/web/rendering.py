"""From data to a page: templates, words in the reader's language, and links within the site."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from iomkg import resources, vocabulary
from iomkg.answers import Answerer
from iomkg.answers.telling import covered
from iomkg.model import Language
from iomkg.namespaces import BASE, RDFS, shortened
from iomkg.naming import property_name
from iomkg.web.lanes import Reply
from iomkg.web.negotiation import HTML
from iomkg.web.settings import Settings

_PAGE_KIND: Final = f"{HTML}; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page needs to know of the request: the language chosen, the path, and the parameters without `lang`."""

    language: Language
    path: str
    parameters: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The first value of a parameter, empty when there is none."""
        return next((value for key, value in self.parameters if key == name), "")


class Page:
    """One page being made: addresses, words and the frame around its content."""

    #: Whether a server is behind it, which answers forms.
    live = True

    def __init__(self, settings: Settings, asked: Asked) -> None:
        self._prefix = urlsplit(settings.base_url).path
        self.base_url = settings.base_url
        self._published = settings.published
        self.asked = asked
        self.language = asked.language
        self.words = words(asked.language)

    def at(self, path: str) -> str:
        """The address of something that is the same in all languages."""
        return self._prefix + quote(path, safe="/?=&:#,;@!$'()*+%~")

    def to(self, path: str, **parameters: str) -> str:
        """The address of a page, in the language of this one."""
        return f"{self.at(path)}?{urlencode({**parameters, 'lang': self.language})}"

    def of(self, iri: str) -> str | None:
        """The address of the page of a thing of ours; None for any other IRI."""
        return self.to(f"/page/{iri[len(BASE) :]}") if iri.startswith((BASE + "id/", BASE + "scheme/")) else None

    def in_language(self, code: str) -> str:
        """The address of this page in another language."""
        return f"{self.at(self.asked.path)}?{urlencode([*self.asked.parameters, ('lang', code)])}"

    def counted(self, number: int, one: str, several: str) -> str:
        """A number with its word, which the words of the pages have under two keys."""
        return str(self.words[one] if number == 1 else self.words[several].format(f"{number:,}"))

    def reply(self, answerer: Answerer, template: str, status: int = 200, **content: Any) -> Reply:
        """The page as HTML."""
        version = answerer.version
        state = str(self.words["state"]).format(version.commit, f"{version.at:%Y-%m-%d}") if version.at else ""
        html = (
            _environment()
            .get_template(template)
            .render(
                at=self.at,
                to=self.to,
                in_language=self.in_language,
                language=self.language,
                words=self.words,
                here=self.asked.path,
                published=self._published,
                live=self.live,
                coverage=covered(answerer.coverage, self.language),
                citation=f"iomkg{state}, {self.base_url or 'https://w3id.org/iomkg/'}",
                **{"wanted": "", **content},
            )
        )
        headers = {"Content-Language": self.language, "Vary": "Accept-Language"}
        return Reply(status, _PAGE_KIND, html.encode(), headers)


class PinnedPage(Page):
    """A page of a version that may not be the newest: what it links to are pages and data of that version."""

    def __init__(self, settings: Settings, asked: Asked, version: str) -> None:
        super().__init__(settings, asked)
        self._pinned = f"/version/{version}"

    def at(self, path: str) -> str:
        return super().at(self._pinned + path if path.startswith(("/page/", "/data/")) else path)


@cache
def words(language: Language) -> dict[str, Any]:
    """The words of the pages in a language, by their keys."""
    return tomllib.loads((resources.data() / "web" / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def _terms(language: Language) -> dict[str, str]:
    found: dict[str, str] = {}
    for quad in vocabulary.quads_of("iomkg.ttl"):
        if quad.predicate.value == RDFS + "label" and getattr(quad.object, "language", None) == language:
            found[str(quad.subject)[1:-1]] = str(getattr(quad.object, "value", ""))
    return found


def term_name(iri: str, language: Language) -> str:
    """What a class or property is called in a language; else in English, else its short form."""
    return _terms(language).get(iri) or property_name(iri) or shortened(iri)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("iomkg.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
