"""One constraint of a shape as a piece of SPARQL that says for which values it may fail.

SPARQL cannot say everything that pySHACL looks at: whether `"18,5"^^xsd:decimal` has a value, what a regular expression
matches. Where it cannot, the SPARQL lets through what plainly passes, and `fails` judges the few values that are left,
with the same code as the one-by-one form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

import pyoxigraph as ox
from pyshacl.rdfutil.compare import compare_literal
from rdflib import SH, Graph, Literal, URIRef

from iomkg.errors import DataError
from iomkg.namespaces import RDF, XSD
from iomkg.validation.terms import TEXTS, RdflibNode, Term, from_rdflib, to_rdflib

Judge = Callable[[Term], bool]

# What these datatypes look like when they plainly have a value; anything else is looked at again.
_PLAIN: Final = {
    XSD + "integer": "^-?[0-9]{1,18}$",
    XSD + "decimal": "^-?[0-9]{1,15}([.][0-9]{1,15})?$",
    XSD + "boolean": "^(true|false)$",
}
_NODE_KINDS: Final = {
    SH.IRI: ("ISIRI",),
    SH.BlankNode: ("ISBLANK",),
    SH.Literal: ("ISLITERAL",),
    SH.BlankNodeOrIRI: ("ISBLANK", "ISIRI"),
    SH.BlankNodeOrLiteral: ("ISBLANK", "ISLITERAL"),
    SH.IRIOrLiteral: ("ISIRI", "ISLITERAL"),
}
_RANGES: Final[dict[str, tuple[str, Callable[[int], bool]]]] = {
    "minInclusive": (">=", lambda order: order >= 0),
    "minExclusive": (">", lambda order: order > 0),
    "maxInclusive": ("<=", lambda order: order <= 0),
    "maxExclusive": ("<", lambda order: order < 0),
}


@dataclass(frozen=True, slots=True)
class ValueTest:
    """A constraint on each value. `passes` is SPARQL that is true, false or an error of the variable `{v}`; `fails`
    judges the values it does not pass, and is None when all of them fail."""

    passes: str
    fails: Judge | None = None

    def may_fail(self, variable: str) -> str:
        """SPARQL that is true of every value that may fail."""
        return f"!COALESCE({self.passes.replace('{v}', variable)}, false)"


def value_test(graph: Graph, name: str, wanted: Any, shape: RdflibNode) -> ValueTest | None:
    """The test `sh:name wanted` of a shape makes on each value; None when no such test is known.

    Raises DataError when the constraint is known and asks for what cannot be said.
    """
    if name in _RANGES:
        return _range(name, wanted)
    maker = _MAKERS.get(name)
    return maker(graph, wanted, shape) if maker else None


def component_of(name: str) -> str:
    """The IRI of the constraint component that `sh:name` belongs to."""
    return str(SH[f"{name[0].upper()}{name[1:]}ConstraintComponent"])


def written(term: Any) -> str:
    """A term of the shapes as SPARQL."""
    return str(from_rdflib(term))


def _class(_graph: Graph, wanted: Any, _shape: RdflibNode) -> ValueTest:
    return ValueTest(f"EXISTS {{ {{v}} <{RDF}type> {written(wanted)} }}")


def _datatype(_graph: Graph, wanted: Any, _shape: RdflibNode) -> ValueTest:
    same = f"DATATYPE({{v}}) = {written(wanted)}"
    if str(wanted) in TEXTS or str(wanted) == RDF + "langString":
        return ValueTest(same)
    plain = _PLAIN.get(str(wanted))
    return ValueTest(f'{same} && REGEX(STR({{v}}), "{plain}")' if plain else "false", lambda v: not _is_of(v, wanted))


def _is_of(value: Term, datatype: URIRef) -> bool:
    read = to_rdflib(value)
    return isinstance(read, Literal) and read.datatype == datatype and not read.ill_typed


def _node_kind(_graph: Graph, wanted: Any, _shape: RdflibNode) -> ValueTest:
    return ValueTest(" || ".join(f"{test}({{v}})" for test in _NODE_KINDS[wanted]))


def _in(graph: Graph, wanted: Any, _shape: RdflibNode) -> ValueTest:
    return ValueTest(" || ".join(f"SAMETERM({{v}}, {written(one)})" for one in graph.items(wanted)) or "false")


def _pattern(graph: Graph, wanted: Any, shape: RdflibNode) -> ValueTest:
    flags = str(graph.value(shape, SH.flags) or "")
    if set(flags) - set("im"):
        raise DataError(f"the shape {shape} uses sh:flags {flags!r}: only i and m can be judged")
    options = re.IGNORECASE * ("i" in flags) | re.MULTILINE * ("m" in flags)
    search = re.compile(str(wanted), options).search
    return ValueTest("false", lambda v: isinstance(v, ox.BlankNode) or search(v.value) is None)


def _range(name: str, wanted: Any) -> ValueTest:
    sign, holds = _RANGES[name]
    numeric = f"DATATYPE({{v}}) IN (<{XSD}integer>, <{XSD}decimal>)"
    return ValueTest(f"{numeric} && {{v}} {sign} {written(wanted)}", lambda v: not _in_range(v, wanted, holds))


def _in_range(value: Term, bound: Literal, holds: Callable[[int], bool]) -> bool:
    read = to_rdflib(value)
    if not isinstance(read, Literal) or isinstance(read.value, str) != isinstance(bound.value, str):
        return False
    try:
        return holds(cast(int, compare_literal(read, bound)))  # type: ignore[no-untyped-call]  # pySHACL has no types
    except (TypeError, NotImplementedError):
        return False


def _length(sign: str) -> Callable[[Graph, Any, RdflibNode], ValueTest]:
    def test(_graph: Graph, wanted: Any, _shape: RdflibNode) -> ValueTest:
        return ValueTest(f"!ISBLANK({{v}}) && STRLEN(STR({{v}})) {sign} {int(wanted)}")

    return test


def _language_in(graph: Graph, wanted: Any, _shape: RdflibNode) -> ValueTest:
    ranges = " || ".join(f"LANGMATCHES(LANG({{v}}), {written(one)})" for one in graph.items(wanted))
    return ValueTest(ranges or "false")


def _not(graph: Graph, wanted: Any, _shape: RdflibNode) -> ValueTest:
    return ValueTest(f"!({_conforms(graph, wanted)})")


def _node(graph: Graph, wanted: Any, _shape: RdflibNode) -> ValueTest:
    return ValueTest(_conforms(graph, wanted))


def _and(graph: Graph, wanted: Any, _shape: RdflibNode) -> ValueTest:
    return ValueTest(" && ".join(_members(graph, wanted)))


def _or(graph: Graph, wanted: Any, _shape: RdflibNode) -> ValueTest:
    return ValueTest(" || ".join(_members(graph, wanted)))


def _xone(graph: Graph, wanted: Any, _shape: RdflibNode) -> ValueTest:
    return ValueTest(" + ".join(f"IF({one}, 1, 0)" for one in _members(graph, wanted)) + " = 1")


def _members(graph: Graph, members: Any) -> list[str]:
    return [f"({_conforms(graph, cast(RdflibNode, member))})" for member in graph.items(members)]


def _conforms(graph: Graph, shape: RdflibNode) -> str:
    """SPARQL, never an error, that is true when `{v}` conforms to a shape that another one names."""
    return " && ".join(_parts(graph, shape)) or "true"


def _parts(graph: Graph, shape: RdflibNode) -> Iterator[str]:
    for predicate, wanted in sorted(graph.predicate_objects(shape), key=str):
        name = str(predicate).removeprefix(str(SH))
        if name in _SAYING_NOTHING or not str(predicate).startswith(str(SH)):
            continue
        test = None if (shape, SH.path, None) in graph else value_test(graph, name, wanted, shape)
        if test is None or test.fails is not None:
            raise DataError(f"a shape uses sh:{name} inside another constraint, which cannot be run on many releases")
        yield f"COALESCE({test.passes}, false)"


_SAYING_NOTHING: Final = frozenset({"message", "severity", "flags"})
_MAKERS: Final[dict[str, Callable[[Graph, Any, RdflibNode], ValueTest]]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "in": _in,
    "pattern": _pattern,
    "minLength": _length(">="),
    "maxLength": _length("<="),
    "languageIn": _language_in,
    "not": _not,
    "node": _node,
    "and": _and,
    "or": _or,
    "xone": _xone,
}
