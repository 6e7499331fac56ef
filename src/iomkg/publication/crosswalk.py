"""Identifiers of things elsewhere, as a mapping set of SSSOM (Simple Standard for Sharing Ontology Mappings).

`owl:sameAs` says that two IRIs name one thing, whatever is said of either; it is used only where a curator confirmed
it. An identifier of the reference data or of a source is a close match.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from iomkg.answers import labels
from iomkg.namespaces import ID, SCHEME
from iomkg.store import Store

NAME: Final = "crosswalk.sssom.tsv"
#: How an identifier of a scheme is written as an IRI.
_IRIS: Final = {
    "wikidata": "http://www.wikidata.org/entity/{}",
    "geonames": "https://sws.geonames.org/{}/",
    "ror": "https://ror.org/{}",
    "iati": "https://iatistandard.org/en/iati-identifier/{}",
    "m49": "https://unstats.un.org/unsd/methodology/m49/{}",
}
_COLUMNS: Final = ("subject_id", "subject_label", "predicate_id", "object_id", "object_source", "mapping_justification")
_SPARQL: Final = """SELECT ?thing ?scheme ?value ?hand WHERE {
  ?thing iomkg:hasIdentifier ?identifier .
  ?identifier iomkg:identifierScheme ?scheme ; iomkg:identifierValue ?value .
  OPTIONAL {
    GRAPH graph:links { ?said iomkg:linkedTo ?thing }
    GRAPH ?claims { ?claim rdf:subject ?said ; rdf:predicate iomkg:hasIdentifier ; rdf:object ?identifier ;
                           iomkg:codedBy ?hand . FILTER(?hand != "iomkg") }
  }
} ORDER BY ?thing ?scheme ?value ?hand"""


def write(folder: Path, store: Store, version: str) -> Path:
    """Write the crosswalk, and give the file."""
    rows = store.select(_SPARQL).rows
    named = labels(store, {row[0].value for row in rows if row[0] is not None}, "en")
    with (folder / NAME).open("w", encoding="utf-8", newline="") as file:
        file.write(f"# mapping_set_id: https://w3id.org/iomkg/mappings/{version}\n")
        file.write("# license: https://creativecommons.org/licenses/by/4.0/\n")
        file.write(f"# mapping_set_version: {version}\n")
        file.write("# curie_map:\n#   skos: http://www.w3.org/2004/02/skos/core#\n")
        file.write("#   owl: http://www.w3.org/2002/07/owl#\n#   semapv: https://w3id.org/semapv/vocab/\n")
        writer = csv.writer(file, dialect="excel-tab", lineterminator="\n")
        writer.writerow(_COLUMNS)
        done = set()
        for thing, scheme, value, hand in rows:
            if thing is None or scheme is None or value is None:
                continue
            name = scheme.value.removeprefix(f"{SCHEME}identifier-scheme/")
            pattern = _IRIS.get(name, f"{ID}identifier/{name}/{{}}")
            target = pattern.format(_written(name, value.value))
            if (thing.value, target) in done:
                continue
            done.add((thing.value, target))
            predicate = "owl:sameAs" if hand is not None else "skos:closeMatch"
            why = "semapv:ManualMappingCuration" if hand is not None else "semapv:UnspecifiedMatching"
            writer.writerow((thing.value, named.get(thing.value, ""), predicate, target, scheme.value, why))
    return folder / NAME


def _written(scheme: str, value: str) -> str:
    return value.upper() if scheme == "wikidata" else value
