"""Answers in the W3C's result formats for SPARQL, in JSON and in XML: every term whole."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from pyoxigraph import NamedNode

from iomkg.model import Table, Term
from iomkg.namespaces import XSD
from iomkg.unseen import escaped_json


def rows_as_json(table: Table) -> str:
    """Rows as SPARQL 1.1 Query Results JSON."""
    bindings = [
        {name: _binding(value) for name, value in zip(table.columns, row, strict=True) if value is not None}
        for row in table.rows
    ]
    whole = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return escaped_json(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n"


def truth_as_json(answer: bool) -> str:
    """A yes or no as SPARQL 1.1 Query Results JSON."""
    return json.dumps({"head": {}, "boolean": answer}, indent=1) + "\n"


def rows_as_xml(table: Table) -> str:
    """Rows as SPARQL Query Results XML. What XML cannot hold (controls, in an answer of one's own making) is U+FFFD."""
    from lxml import etree

    root = _root()
    head = etree.SubElement(root, _SPARQL + "head")
    for name in table.columns:
        etree.SubElement(head, _SPARQL + "variable", name=name)
    results = etree.SubElement(root, _SPARQL + "results")
    for row in table.rows:
        result = etree.SubElement(results, _SPARQL + "result")
        for name, value in zip(table.columns, row, strict=True):
            if value is not None:
                _put(etree.SubElement(result, _SPARQL + "binding", name=name), value)
    return _text(root)


def truth_as_xml(answer: bool) -> str:
    """A yes or no as SPARQL Query Results XML."""
    from lxml import etree

    root = _root()
    etree.SubElement(root, _SPARQL + "head")
    etree.SubElement(root, _SPARQL + "boolean").text = "true" if answer else "false"
    return _text(root)


def _binding(value: Term) -> dict[str, str]:
    if isinstance(value, NamedNode):
        return {"type": "uri", "value": value.value}
    binding = {"type": "literal", "value": value.value}
    if value.language:
        return {**binding, "xml:lang": value.language}
    return binding if value.datatype.value == XSD + "string" else {**binding, "datatype": value.datatype.value}


def _put(binding: Any, value: Term) -> None:
    from lxml import etree

    if isinstance(value, NamedNode):
        etree.SubElement(binding, _SPARQL + "uri").text = value.value
        return
    literal = etree.SubElement(binding, _SPARQL + "literal")
    literal.text = _NOT_XML.sub("\ufffd", value.value)
    if value.language:
        literal.set("{http://www.w3.org/XML/1998/namespace}lang", value.language)
    elif value.datatype.value != XSD + "string":
        literal.set("datatype", value.datatype.value)


def _root() -> Any:
    from lxml import etree

    return etree.Element(_SPARQL + "sparql", nsmap={None: _SPARQL[1:-1]})


def _text(root: Any) -> str:
    from lxml import etree

    # White space between elements means nothing here, but inside a literal it does; indenting leaves that alone.
    etree.indent(root, " ")
    body: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


_SPARQL: Final = "{http://www.w3.org/2005/sparql-results#}"
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
