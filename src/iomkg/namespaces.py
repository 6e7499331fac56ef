"""Prefixes, terms and the minting of IRIs. The namespace is fixed; only where pages are served is configurable."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Final

BASE: Final = "https://w3id.org/iomkg/"
NS: Final = BASE + "ns#"
ID: Final = BASE + "id/"
SCHEME: Final = BASE + "scheme/"
GRAPH: Final = BASE + "graph/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SH: Final = "http://www.w3.org/ns/shacl#"

PREFIXES: Final = {
    "iomkg": NS,
    "id": ID,
    "scheme": SCHEME,
    "graph": GRAPH,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "sh": SH,
}

REFERENCE_GRAPH: Final = GRAPH + "reference"
LINKS_GRAPH: Final = GRAPH + "links"
JUDGEMENTS_GRAPH: Final = GRAPH + "judgements"
VIEW_GRAPH: Final = GRAPH + "view"
LOG_GRAPH: Final = GRAPH + "log"
RELEASE_GRAPHS: Final = GRAPH + "release/"
CLAIMS_GRAPHS: Final = GRAPH + "claims/"


def term(name: str) -> str:
    """The IRI of a class or property of the ontology: `term("hasDonor")`."""
    return NS + name


def entity(kind: str, *slugs: str) -> str:
    """The IRI of a curated entity: `entity("agency", "ita", "ministry-foreign-affairs")`."""
    return ID + "/".join((kind, *slugs))


def concept(scheme: str, code: str) -> str:
    """The IRI of an entry of a list: `concept("theme", "border-management")`."""
    return f"{SCHEME}{scheme}/{code}"


def release(key: str) -> str:
    """The IRI of a release as a thing (its publisher, date, language)."""
    return f"{ID}release/{key}"


def scoped(key: str, kind: str, number: int | str) -> str:
    """The IRI of something release `key` introduces, the `number`-th (from 1) of its kind.

    What a curator adds has a mark (`j` and eight hexadecimal digits) in place of the number.
    """
    return f"{ID}release/{key}/{kind}/{number}"


def release_key_of(iri: str) -> str | None:
    """The key of the release that introduced a scoped IRI; None for any other IRI."""
    match = _SCOPED.match(iri)
    return match["key"] if match else None


@lru_cache(maxsize=1 << 9)  # asked many times of each name of a release
def kind_of(iri: str) -> str | None:
    """The kind in an entity IRI, curated or scoped (`project`, `state`…); None outside `…/id/`."""
    if not iri.startswith(ID):
        return None
    kind = iri[len(ID) :].partition("/")[0]
    match = _SCOPED.match(iri) if kind == "release" else None
    return match["kind"] if match else kind


_HASHED: Final = re.compile(re.escape(ID) + r"[^/]+/[0-9a-f]{12}")


def hashed(kind: str, member: str) -> str:
    """The IRI in the view of an entity that only releases know: a hash of its smallest member's IRI."""
    return f"{ID}{kind}/{digest(member)[:12]}"


def is_hashed(iri: str) -> bool:
    """Whether an IRI is one that `hashed` minted: no curator gave it a name, and it is composed of nothing known."""
    return _HASHED.fullmatch(iri) is not None


def stated_date(lexical: str) -> str:
    """The IRI of a stated date, identified by its value: `stated_date("2022-02")`."""
    return f"{ID}date/{lexical}"


def release_graph(key: str) -> str:
    """The graph of what a release states, by the release's key."""
    return RELEASE_GRAPHS + key


def claims_graph(key: str) -> str:
    """The graph of a release's claims, by the release's key."""
    return CLAIMS_GRAPHS + key


def digest(*parts: str) -> str:
    """SHA-256 in hexadecimal over the parts, NFC-normalised and unambiguously joined."""
    joined = "\x1f".join(unicodedata.normalize("NFC", part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: `slug("Côte d'Ivoire") == "cote-d-ivoire"`."""
    folded = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in folded if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def shortened(iri: str) -> str:
    """The IRI with its prefix where one fits (`iomkg:hasDonor`), for people; else as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expanded(name: str) -> str:
    """The full IRI of `iomkg:hasDonor` or `id:state/ner`; a full IRI passes unchanged."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES and not local.startswith("//") else name


# What a judgement introduces has the judgement's mark instead of a number.
_SCOPED: Final = re.compile(re.escape(ID) + r"release/(?P<key>[^/]+)/(?P<kind>[^/]+)/(?P<number>\d+|j[0-9a-f]{8})$")
