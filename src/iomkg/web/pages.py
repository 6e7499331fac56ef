"""The pages, as tasks: each takes the desk's tools and what was asked, and gives a page or a piece of one."""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import forms, queries, vocabulary
from iomkg import questions as questions_in_words
from iomkg.answers import Answer, limits
from iomkg.answers.words import iris_of
from iomkg.errors import QueryError, UsageError
from iomkg.model import Term
from iomkg.namespaces import NS, OWL, RDF, RDFS, SKOS, shortened, term
from iomkg.web import entities
from iomkg.web.bench import Bench
from iomkg.web.content import Answered, AnswerRow, Cell, Parameter, Question, Row, Section, Value, Words
from iomkg.web.lanes import Reply
from iomkg.web.negotiation import TRIPLES
from iomkg.web.protocol import ProtocolError
from iomkg.web.rendering import Asked, Page, term_name
from iomkg.web.things import ThingPage, quotation

_FEATURED: Final = ("cq01", "cq02", "cq04", "cq05", "cq06")
_SHOWN: Final = 200  # rows on a page
_SUGGESTED: Final = 8
_FOUND: Final = 50
_DOWNLOADS: Final = ("csv", "json", "xlsx", "markdown")
_START: Final = """SELECT ?project ?title WHERE {
  ?project a iomkg:Project ; iomkg:title ?title .
}
ORDER BY ?project ?title
LIMIT 50
"""
_COUNTS: Final = """SELECT
  (COUNT(DISTINCT ?p) AS ?projects) (COUNT(DISTINCT ?f) AS ?fundings) (COUNT(DISTINCT ?o) AS ?organisations)
  (COUNT(DISTINCT ?c) AS ?countries)
WHERE {
  { ?p a iomkg:Project }
  UNION { ?f a iomkg:Funding ; iomkg:amount ?amount }
  UNION { ?x iomkg:hasDonor|iomkg:hasImplementer|iomkg:hasPartner ?o }
  UNION { ?y iomkg:targetsPlace ?c . ?c a iomkg:Country }
}"""


def home(bench: Bench, asked: Asked) -> Reply:
    """The first page."""
    page = bench.page(asked)
    row = bench.store.select(_COUNTS).rows[0]
    names = ("projects", "fundings", "organisations", "countries")
    counts = [(page.words["releases"], f"{bench.answerer.coverage.releases:,}")]
    counts += [(page.words[name], f"{int(n.value):,}") for name, n in zip(names, row, strict=True) if n is not None]
    featured = [_listed(queries.find(name), page) for name in _FEATURED]
    return page.reply(bench.answerer, "home.html", counts=counts, featured=featured)


def thing(bench: Bench, asked: Asked, iri: str) -> Reply:
    """The page of a thing, or the way to that of the one it was merged into. Raises ProtocolError when nothing is known
    of it."""
    page = bench.page(asked)
    if not entities.known(bench.store, iri):
        after = entities.successor(bench.store, iri)
        if after:
            return Reply(301, "text/plain", b"", {"Location": page.of(after) or after})
        raise ProtocolError(404, f"nothing is known of {iri}")
    content = ThingPage(bench.store, page).content(iri)
    return page.reply(bench.answerer, "entity.html", thing=content, forms=list(TRIPLES.items()))


def search(bench: Bench, asked: Asked) -> Reply:
    """The things whose names begin with what was typed."""
    page = bench.page(asked)
    wanted = asked.get("q")
    found = [
        {"href": page.of(hit.iri), "text": hit.name, "kind": kind(bench, page, hit.iri)}
        for hit in bench.index.find(wanted, _FOUND)
    ]
    return page.reply(bench.answerer, "search.html", wanted=wanted, found=found)


def suggest(bench: Bench, asked: Asked) -> Reply:
    """The first few of them, as JSON, for the field where one types."""
    page = bench.page(asked)
    hits = bench.index.find(asked.get("q"), _SUGGESTED)
    return _json([{"text": h.name, "kind": kind(bench, page, h.iri), "href": page.of(h.iri)} for h in hits])


def suggest_value(bench: Bench, asked: Asked, query: str, parameter: str) -> Reply:
    """The first few values of a parameter of a question that have what was typed."""
    wanted = asked.get("q").casefold()
    allowed = queries.values(bench.store, queries.find(query), parameter)
    fitting = [each for each in allowed if wanted in f"{each.value} {each.words}".casefold()]
    return _json([{"text": each.words, "kind": each.value, "value": each.value} for each in fitting[:_SUGGESTED]])


def questions(bench: Bench, asked: Asked) -> Reply:
    """The library of questions."""
    page = bench.page(asked)
    library = [_listed(query, page) for query in queries.library().values()]
    return page.reply(bench.answerer, "questions.html", library=library)


def question(bench: Bench, asked: Asked, name: str) -> Reply:
    """A question of the library as a form, and its answer."""
    page = bench.page(asked)
    query = _found(name)
    given = _given(query, asked)
    content: dict[str, Any] = {"answer": None, "problem": "", "reading": asked.get("read-as")}
    wanting = [p.name for p in query.parameters if p.default is None and p.of is None and p.name not in given]
    status = 200
    if not wanting:
        try:
            answer = bench.answerer.ask(query, given, page.language)
            content["answer"] = _shown(answer, page, f"/answers/{query.name}", given)
        except QueryError as error:
            content["problem"], status = str(error), 400
    parameters = tuple(
        Parameter(
            p.name,
            given.get(p.name, p.default or ""),
            p.description,
            p.choices if set(p.types) == {"choice"} else (),
        )
        for p in query.parameters
    )
    listed = dataclasses.replace(_listed(query, page), parameters=parameters)
    return page.reply(bench.answerer, "question.html", status, query=listed, **content)


def ask(bench: Bench, asked: Asked) -> Reply:
    """From a question in words to the page of the question of the library it is; what cannot be answered is told."""
    page = bench.page(asked)
    wanted = asked.get("q")
    told, nearest = "", ()
    if wanted:
        try:
            understood = questions_in_words.understand(bench.store, wanted)
        except UsageError as error:
            told, nearest = str(error), tuple(getattr(error, "__notes__", ()))
        else:
            read_as = {"read-as": understood.question}
            target = page.to(f"/questions/{understood.query.name}", **understood.parameters, **read_as)
            return Reply(303, "text/plain", b"", {"Location": target, "Vary": "Accept-Language"})
    status = 400 if told else 200
    return page.reply(bench.answerer, "ask.html", status, asked=wanted, problem=told, nearest=nearest)


def answer(bench: Bench, asked: Asked, name: str, form: str) -> Reply:
    """The answer to a question as a file in one of the forms."""
    query = _found(name)
    found = bench.answerer.ask(query, _given(query, asked), asked.language)
    return _file(found, form, query.name)


def editor(bench: Bench, asked: Asked, endpoint: str) -> Reply:
    """A query of one's own, and its answer."""
    page = bench.page(asked)
    text = asked.get("query")
    content: dict[str, Any] = {"answer": None, "problem": "", "truth": None, "triples": ""}
    status = 200
    if text:
        try:
            found = bench.answerer.run(queries.parse(text, "editor"), {}, page.language)
            if isinstance(found, Answer):
                content["answer"] = _shown(found, page, "", {"query": text})
            elif isinstance(found, bool):
                content["truth"] = page.words["yes" if found else "no"]
            else:
                content["triples"] = forms.rendered(list(found)[:_SHOWN], "turtle").decode()
        except QueryError as error:
            content["problem"], status = str(error), 400
    return page.reply(bench.answerer, "editor.html", status, sparql=text or _START, endpoint=endpoint, **content)


def ontology(bench: Bench, asked: Asked) -> Reply:
    """The classes and properties, with what they mean."""
    page = bench.page(asked)
    quads = vocabulary.quads_of("iomkg.ttl")
    defined: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate.value in _DEFINING and isinstance(quad.object, Literal):
            defined[getattr(quad.subject, "value", "")].add(quad.object.value)
    sections = []
    for heading, kinds in (("classes", ("Class",)), ("properties", ("ObjectProperty", "DatatypeProperty"))):
        wanted = {OWL + kind for kind in kinds}
        named = sorted(
            {q.subject.value for q in quads if q.predicate.value == RDF + "type" and _value(q) in wanted
             and isinstance(q.subject, NamedNode) and q.subject.value.startswith(NS)}
        )  # fmt: skip
        rows = [_term_row(page, iri, defined[iri]) for iri in named]
        sections.append(Section(page.words[heading], heading, tuple(rows)))
    title = page.words["ontology"]
    return page.reply(bench.answerer, "text.html", title=title, paragraphs=(), sections=sections)


def about(bench: Bench, asked: Asked) -> Reply:
    """What this is, how to cite it, what is promised."""
    page = bench.page(asked)
    return page.reply(
        bench.answerer,
        "text.html",
        title=page.words["about"],
        paragraphs=page.words["about_text"],
        sections=(),
    )


def problem(bench: Bench, asked: Asked, status: int, told: str) -> Reply:
    """A page that says what went wrong."""
    page = bench.page(asked)
    return page.reply(bench.answerer, "problem.html", status, code=status, problem=told)


def _shown(answer: Answer, page: Page, path: str, given: Mapping[str, str]) -> Answered:
    rows = tuple(
        AnswerRow(
            tuple(_cell(answer, page, value) for value in row),
            tuple(quotation(page, said) for said in evidence),
            page.counted(len(evidence), "one_sentence", "sentences"),
        )
        for row, evidence in zip(answer.rows[:_SHOWN], answer.evidence[:_SHOWN], strict=True)
    )
    asked = urlencode({**given, "lang": page.language})
    downloads = [(form, f"{page.at(path)}.{form}?{asked}") for form in _DOWNLOADS]
    return Answered(
        columns=tuple(name.replace("_", " ") for name in answer.columns),
        rows=rows,
        more=max(0, len(answer.rows) - _SHOWN),
        counted=page.counted(len(answer.rows), "row", "rows"),
        has_evidence=any(answer.evidence),
        notes=answer.notes,
        limits=tuple(limits(answer)),
        downloads=tuple(downloads if path else [("json", f"{page.at('/sparql')}?{urlencode(given)}")]),
        sparql=answer.sparql,
    )


def _cell(answer: Answer, page: Page, value: Term | None) -> Cell:
    if value is None:
        return Cell()
    iris = iris_of(value)
    if iris or isinstance(value, NamedNode):
        named = [(iri, answer.label(NamedNode(iri))) for iri in iris] or [(value.value, value.value)]
        return Cell(tuple(Words(text or shortened(iri), page.of(iri)) for iri, text in named))
    number = isinstance(value, Literal) and value.datatype.value.rsplit("#", 1)[-1] in _NUMBERS
    return Cell((Words(value.value, None, value.language if isinstance(value, Literal) else None),), number)


def _file(found: Answer, form: str, name: str) -> Reply:
    kinds = {
        "csv": "text/csv; charset=utf-8",
        "tsv": "text/tab-separated-values; charset=utf-8",
        "json": "application/sparql-results+json",
        "xml": "application/sparql-results+xml",
        "markdown": "text/markdown; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    if form not in kinds:
        raise ProtocolError(404, f"there is no form {form!r}; there are {', '.join(kinds)}")
    suffix = "md" if form == "markdown" else form
    headers = {"Content-Disposition": f'attachment; filename="{name}.{suffix}"'}
    return Reply(200, kinds[form], forms.rendered(found, form), headers)


def _listed(query: queries.Query, page: Page) -> Question:
    summary = query.summary.get(page.language) or query.summary.get("en") or query.name
    return Question(query.name, summary, query.description, query.tags)


def _found(name: str) -> queries.Query:
    try:
        return queries.find(name)
    except UsageError as error:
        raise ProtocolError(404, str(error)) from error


def _given(query: queries.Query, asked: Asked) -> dict[str, str]:
    names = {parameter.name for parameter in query.parameters}
    return {name: value for name, value in asked.parameters if name in names and value.strip()}


def kind(bench: Bench, page: Page, iri: str) -> str:
    """The classes of a thing in words, the most exact ones."""
    if "/id/release/" in iri:
        return term_name(term("Release"), page.language)
    kinds = {q.object.value for q in bench.store.quads(iri, RDF + "type") if isinstance(q.object, NamedNode)}
    above = {higher for kind in kinds for higher in vocabulary.load().ancestors(kind)}
    return ", ".join(sorted(term_name(kind, page.language) for kind in kinds - above if kind.startswith(NS)))


def _term_row(page: Page, iri: str, defined: Iterable[str]) -> Row:
    name = f"{term_name(iri, page.language)} ({shortened(iri)})"
    return Row(name, tuple(Value(Words(text)) for text in sorted(defined)))


def _value(quad: Quad) -> str:
    return quad.object.value if isinstance(quad.object, NamedNode) else ""


def _json(content: object) -> Reply:
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(200, "application/json", body)


_DEFINING: Final = (SKOS + "definition", RDFS + "comment")
_NUMBERS: Final = ("integer", "decimal", "double")
