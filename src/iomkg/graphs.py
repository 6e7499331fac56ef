"""Claims to graphs: what a release states, and the claims that say so, in canonical form.

The release graph is a pure function of the release's text; statuses stand in the claims graph only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import by_value, sketches, stated_dates, terms, vocabulary
from iomkg.model import Claim, Document, Term
from iomkg.namespaces import (
    ID,
    RDF,
    XSD,
    claims_graph,
    concept,
    digest,
    release,
    release_graph,
    stated_date,
    term,
)

ACCEPTED = concept("claim-status", "accepted")
DOUBTFUL = concept("claim-status", "doubtful")
# Who gave a claim its status where no person did.
MACHINE = "iomkg"


def claim_id(source_hash: str, claim: Claim) -> str:
    """A claim's IRI: what it says, of what, by which words of which source.

    Confidence, method, offsets and links are attributes, so that a judgement survives a better reader.
    """
    return f"{ID}claim/{digest(source_hash, *_what_is_said(claim))[:24]}"


def saying(claim: Claim) -> str:
    """What a claim says, whatever version of its release says it: by this a judgement finds it again."""
    return digest(*_what_is_said(claim))[:24]


def _what_is_said(claim: Claim) -> tuple[str, ...]:
    return (
        claim.subject.wording,
        claim.predicate,
        claim.worded,
        claim.evidence.quote,
        str(claim.occurrence),
    )


def text_hash(text: str) -> str:
    """SHA-256 of a clean text, under which the text store keeps it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def release_quads(document: Document, claims: Iterable[Claim]) -> list[Quad]:
    """The release graph: the release's own description, and every triple it states."""
    graph = NamedNode(release_graph(document.release.key))
    triples = set(_description(document))
    for claim in claims:
        triples.add((claim.subject.iri, claim.predicate, claim.object))
    named = {o.value for _, _, o in triples if isinstance(o, NamedNode)}
    dates = {iri for iri in named if stated_dates.lexical_of(iri) is not None}
    for iri in named:
        triples.update(by_value.triples(iri))
    effective = _effective_date(document, dates)
    if effective:
        triples.add((release(document.release.key), term("effectiveOn"), terms.date_literal(effective)))
    return [Quad(NamedNode(s), NamedNode(p), o, graph) for s, p, o in sorted(triples, key=_order)]


def claims_quads(document: Document, claims: Sequence[Claim]) -> list[Quad]:
    """The claims graph, with statuses: doubtful below the property's threshold."""
    graph = NamedNode(claims_graph(document.release.key))
    rules = vocabulary.load()
    quads: list[Quad] = []
    for claim in claims:
        sure = claim.confidence >= rules.threshold(claim.predicate)
        node = NamedNode(claim_id(document.release.source.sha256, claim))
        about = _claim_triples(claim, document.release.key, ACCEPTED if sure else DOUBTFUL)
        quads.extend(Quad(node, NamedNode(predicate), value, graph) for predicate, value in about)
    return quads


def _description(document: Document) -> Iterator[tuple[str, str, Term]]:
    source, this = document.release.source, release(document.release.key)
    yield this, RDF + "type", NamedNode(term("Release"))
    texts: Mapping[str, str | None] = {
        "releaseKey": document.release.key,
        "language": document.language,
        "sourceHash": source.sha256,
        "textHash": text_hash(document.text),
        "datelineAsWorded": document.slice(document.dateline) if document.dateline else None,
        "publisherName": source.publisher,
        "licence": source.licence,
    }
    for name, value in texts.items():
        if value:
            yield this, term(name), terms.text(value)
    # The rows of a table are worded alike and are no versions of each other, nor of a press release.
    wording = None if document.lines else sketches.sketch(document.slice(span) for span in document.sentences)
    if wording:
        yield this, term("textSketch"), terms.text(wording)
    if document.release.record is not None:
        yield this, term("sourceForm"), terms.text(document.release.record.name)
    if document.headline:
        yield this, term("headline"), terms.text(document.slice(document.headline), document.language)
    if source.url:
        yield this, term("sourceUrl"), Literal(source.url, datatype=NamedNode(XSD + "anyURI"))
    if source.retrieved:
        yield this, term("retrievedOn"), terms.date_literal(source.retrieved)
    if document.published:
        yield this, term("publishedOn"), NamedNode(stated_date(document.published))
    yield this, term("sourceClass"), NamedNode(concept("source-class", source.source_class))


def _effective_date(document: Document, dates: Iterable[str]) -> str | None:
    """The day that ranks a release where sources disagree: published, else the latest complete date it states."""
    if document.published:
        return stated_dates.parse(document.published).latest
    stated = (stated_dates.parse(stated_dates.lexical_of(iri) or "") for iri in dates)
    return max((date.lexical for date in stated if date.complete), default=None)


def _claim_triples(claim: Claim, key: str, status: str) -> Iterator[tuple[str, Term]]:
    yield RDF + "type", NamedNode(term("Claim"))
    yield RDF + "subject", NamedNode(claim.subject.iri)
    yield RDF + "predicate", NamedNode(claim.predicate)
    yield RDF + "object", claim.object
    yield term("inRelease"), NamedNode(release(key))
    yield term("saying"), terms.text(saying(claim))
    yield term("subjectAsWorded"), terms.text(claim.subject.wording)
    yield term("objectAsWorded"), terms.text(claim.worded)
    yield term("quote"), terms.text(claim.evidence.quote)
    yield term("quoteStart"), terms.integer(claim.evidence.start)
    yield term("quoteEnd"), terms.integer(claim.evidence.end)
    if claim.evidence.path is not None:
        yield term("evidencePath"), terms.text(claim.evidence.path)
    if claim.evidence.line is not None:
        yield term("evidenceLine"), terms.integer(claim.evidence.line)
    yield term("confidence"), terms.decimal(f"{claim.confidence:.3f}")
    yield term("method"), terms.text(claim.method)
    yield term("occurrence"), terms.integer(claim.occurrence)
    yield term("claimStatus"), NamedNode(status)
    yield term("codedBy"), terms.text(MACHINE)


def _order(triple: tuple[str, str, Term]) -> tuple[str, str, str]:
    return triple[0], triple[1], str(triple[2])
