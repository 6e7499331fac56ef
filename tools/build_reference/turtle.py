"""Turtle in one possible form per set of triples: sorted, without blank nodes, IRIs relative to the project base."""

from __future__ import annotations

from itertools import groupby

from tools.build_reference.dataset import TYPE, Dataset, Object, Triple, Value

from iomkg.namespaces import BASE, DCTERMS, NS, SKOS, XSD

_PREFIXES = {"dcterms": DCTERMS, "iomkg": NS, "skos": SKOS, "xsd": XSD}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def turtle(dataset: Dataset) -> str:
    """The file's text: prefixes, the header, then every subject in the order of its IRI."""
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in _PREFIXES.items())
    blocks = [_block(dataset.iri, _header(dataset))]
    ordered = sorted(dataset.triples, key=_order)
    blocks += [_block(subject, list(group)) for subject, group in groupby(ordered, key=lambda triple: triple[0])]
    return f"@base <{BASE}> .\n{head}\n" + "\n".join(blocks)


def _header(dataset: Dataset) -> list[Triple]:
    header = dataset.header
    described = Dataset(dataset.name, header)
    described.text(dataset.iri, DCTERMS + "title", header.title, "en")
    described.text(dataset.iri, DCTERMS + "description", header.description, "en")
    for source in header.sources:
        described.source(dataset.iri, source)
    described.text(dataset.iri, DCTERMS + "rights", header.attribution, "en")
    if header.licence.startswith("http"):
        described.link(dataset.iri, DCTERMS + "license", header.licence)
    else:
        described.text(dataset.iri, DCTERMS + "license", header.licence, "en")
    return sorted(described.triples, key=_order)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    subject, predicate, target = triple
    return subject, predicate != TYPE, predicate, _object(target)


def _block(subject: str, triples: list[Triple]) -> str:
    lines = []
    for predicate, group in groupby(triples, key=lambda triple: triple[1]):
        targets = ", ".join(_object(target) for _, _, target in group)
        lines.append(f"{'a' if predicate == TYPE else _name(predicate)} {targets}")
    return _reference(subject) + " " + " ;\n  ".join(lines) + " .\n"


def _object(target: Object) -> str:
    if isinstance(target, Value):
        quoted = f'"{target.text.translate(_ESCAPES)}"'
        if target.language:
            return f"{quoted}@{target.language}"
        return f"{quoted}^^{_name(target.datatype)}" if target.datatype else quoted
    return _name(target)


def _name(iri: str) -> str:
    """The shortest form: a prefixed name for a term of a vocabulary, else an IRI."""
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace) and iri[len(namespace) :].isalnum():
            return f"{prefix}:{iri[len(namespace) :]}"
    return _reference(iri)


def _reference(iri: str) -> str:
    return f"<{iri.removeprefix(BASE)}>"
