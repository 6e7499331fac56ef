"""What a gate does with a graph: which nodes it checks, what it reports, and that it agrees with plain pySHACL."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib import RDF, SH, Graph, URIRef
from rdflib.compare import isomorphic

from iomkg import resources
from iomkg.errors import DataError
from iomkg.model import Finding, Report
from iomkg.namespaces import ID, PREFIXES, XSD, term
from iomkg.validation import SHAPES, Gate, ShapeFinding, as_shacl_report

EXAMPLES = Path(__file__).parent / "examples"
TYPE = NamedNode(str(RDF.type))
PROJECT = NamedNode(ID + "release/demo/project/1")
DURATION = NamedNode(term("durationMonths"))
TITLE = NamedNode(term("title"))

Read = Callable[[Path], list[Triple]]
TypesOf = Callable[[list[Triple]], list[Triple]]


def integer(value: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + "integer"))


def project(*durations: str, title: str = "Costas seguras") -> list[Triple]:
    return [
        Triple(PROJECT, TYPE, NamedNode(term("Project"))),
        Triple(PROJECT, TITLE, Literal(title, language="es")),
        *(Triple(PROJECT, DURATION, integer(months)) for months in durations),
    ]


def test_a_finding_says_which_node_breaks_which_shape_by_which_value_and_what_to_do(gates: dict[str, Gate]) -> None:
    report = gates["release"].check(project("-18"))
    (finding,) = report.findings
    message = finding.message
    assert message.startswith("A duration is a whole number of months from 1 to 600: ")
    assert report == Report((Finding("Violation", PROJECT.value, "Project-duration", message, DURATION.value, "-18"),))
    assert not report.conforms


def test_warnings_and_infos_let_a_release_through(gates: dict[str, Gate]) -> None:
    data = [t for t in project("240", "18") if t.predicate != TITLE]
    report = gates["release"].check(data)
    assert [(f.severity, f.shape, f.path, f.value) for f in report.findings] == [
        ("Warning", "Project-duration-long", DURATION.value, "240"),
        ("Warning", "Project-duration-several", DURATION.value, None),
        ("Info", "Project-identified", None, None),
    ]
    assert report.conforms


def test_graph_names_and_the_kind_of_statement_do_not_matter(gates: dict[str, Gate]) -> None:
    data = project("0")
    quads = [Quad(t.subject, t.predicate, t.object, NamedNode(f"urn:graph:{n}")) for n, t in enumerate(data)]
    assert gates["release"].check(data) == gates["release"].check(quads) == gates["release"].check(iter(quads + quads))


def test_types_are_context_and_not_checked_themselves(gates: dict[str, Gate]) -> None:
    nameless = (NamedNode(ID + "person/1"), TYPE, NamedNode(term("Person")))
    assert gates["release"].check(project(), [nameless]).findings == ()
    assert [f.shape for f in gates["release"].check([Triple(*nameless)]).findings] == [
        "Person-name",
        "Person-public-role",
    ]


def test_an_object_of_unknown_type_is_not_taken_for_the_right_one(gates: dict[str, Gate]) -> None:
    place = NamedNode(ID + "country/ner")
    data = [*project(), Triple(PROJECT, NamedNode(term("targetsPlace")), place)]
    assert [f.shape for f in gates["release"].check(data).findings] == ["Project-place"]
    assert gates["release"].check(data, [(place, TYPE, NamedNode(term("Place")))]).findings == ()


def test_nothing_is_found_in_nothing(gates: dict[str, Gate]) -> None:
    assert gates["release"].check([]) == gates["view"].check([], []) == Report()


@pytest.mark.parametrize(
    "text",
    [
        "Escriba a prensa.uno@example.org",
        "PRENSA@SUB.EXAMPLE.ORG",
        "josé@example.org",
        "prensa [at] example.org",
        "presse(arobase)example.org",
        "+999" + " 00" * 4,
        "(+999) " + "00-" * 4 + "0",
        "00999" + " 00" * 4,
        "Tél. : " + "00 " * 4,
        "teléfono " + "0" * 8,
        "Fax" + " 00" * 4,
        "Mobile: " + "00 " * 4,
    ],
)
@pytest.mark.parametrize("gate", ["release", "view"])
def test_contact_details_are_refused_wherever_they_stand(gate: str, text: str, gates: dict[str, Gate]) -> None:
    (finding,) = gates[gate].check(project(title=f"Costas seguras. {text}")).findings
    assert (finding.severity, finding.path) == ("Violation", TITLE.value)
    assert finding.shape.endswith("contact")


@pytest.mark.parametrize(
    "text",
    [
        "3 500 000 euros para 2022-2024",
        "10 000 000 000 XOF",
        "+18 % entre 2019 y 2021, +1 500 000 personas",
        "del 16/02/2022 al 18/02/2022",
        "el hotel 12345678, móvil 20 000 000",
        "XM-DAC-47066-DP.2274 y 2020/412-334",
        "@IOMNiger en las redes",
        "a las 14:00-16:30",
    ],
)
def test_numbers_and_handles_are_not_contact_details(text: str, gates: dict[str, Gate]) -> None:
    assert gates["release"].check(project(title=text)).findings == ()


@pytest.mark.parametrize(
    ("gate_name", "step"),
    [
        ("release", 20),
        ("view", 12),
        pytest.param("release", 1, marks=pytest.mark.prove),
        pytest.param("view", 1, marks=pytest.mark.prove),
    ],
)
def test_a_gate_judges_like_plain_pyshacl(
    gate_name: str,
    step: int,
    gates: dict[str, Gate],
    read: Read,
    types_of: TypesOf,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # Nothing to compare: plain pySHACL crashes (a decimal NaN), takes what XSD does not allow (1_8), or its SPARQL
    # engine says that a literal of a number's datatype without a value is a number, and greater than another.
    beyond = {"funding-amount-not-a-number", "funding-amount-exponent"}
    beyond |= {"project-duration-odd-digits", "project-duration-ill-typed"}
    data: list[Triple] = []
    for number, file in enumerate(sorted((EXAMPLES / gate_name).glob("*/*.ttl"))[::step]):
        if file.stem not in beyond:
            data += [apart(triple, number) for triple in read(file)]
    types = types_of(data)
    with caplog.at_level("CRITICAL"):  # rdflib logs a traceback for each ill-typed literal
        expected = plain_results(gate_name, data, types, monkeypatch)
    assert len(expected) > 5
    report = gates[gate_name].check(data, types)
    found = {result(f) for f in report.findings if isinstance(f, ShapeFinding)}
    # Of several constraints of a shape that one value fails, a gate names the first.
    firsts = {said[:-1]: said[-1] for said in sorted(expected, reverse=True)}
    assert found == {(*said, component) for said, component in firsts.items()}


def apart(triple: Triple, number: int) -> Triple:
    """The same triple about things of its own, so that examples do not run into each other."""

    def renamed(node: NamedNode | ox.BlankNode | Literal) -> NamedNode | ox.BlankNode | Literal:
        if isinstance(node, NamedNode):
            return NamedNode(
                node.value.replace("/id/release/demo", f"/id/release/demo{number}")
                .replace("/a1b2c3", f"/a{number}")
                .replace("/0a1b2c", f"/0a{number}")
            )
        return node

    return Triple(renamed(triple.subject), triple.predicate, renamed(triple.object))


def result(finding: ShapeFinding) -> tuple[str, ...]:
    term = finding.term
    value = "" if term is None else "_:b" if isinstance(term, ox.BlankNode) else term.value
    if isinstance(term, Literal) and term.datatype.value == XSD + "decimal":
        value = plain_decimal(value)
    focus = "_:b" if finding.focus.startswith("_:") else finding.focus
    shape = SHAPES + finding.shape
    return finding.severity, focus, shape, finding.path or "", value, finding.message, finding.component


def plain_results(
    gate: str, data: list[Triple], types: list[Triple], monkeypatch: pytest.MonkeyPatch
) -> set[tuple[str, ...]]:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    graph = Graph().parse(data=as_ntriples([*data, *types]), format="nt")
    shapes = Graph().parse(resources.ontology() / "prefixes.ttl")
    for file in (resources.shapes() / gate).glob("*.ttl"):
        shapes.parse(file)
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    return {
        (
            str(report.value(r, SH.resultSeverity)).removeprefix(str(SH)),
            node_text(report.value(r, SH.focusNode)),
            str(report.value(r, SH.sourceShape)),
            str(report.value(r, SH.resultPath) or ""),
            node_text(report.value(r, SH.value)),
            str(report.value(r, SH.resultMessage)),
            str(report.value(r, SH.sourceConstraintComponent)),
        )
        for r in report.objects(None, SH.result)
    }


def as_ntriples(triples: list[Triple]) -> str:
    return "".join(f"{triple} .\n" for triple in triples)


def node_text(node: object) -> str:
    """The text of a term; of a decimal, as Oxigraph gives it back: 3.0 as 3."""
    if isinstance(node, rdflib.BNode):
        return "_:b"
    if isinstance(node, rdflib.Literal) and str(node.datatype) == XSD + "decimal":
        return plain_decimal(str(node))
    return "" if node is None else str(node)


def plain_decimal(lexical: str) -> str:
    return lexical.rstrip("0").rstrip(".") if "." in lexical else lexical


def shape_file(folder: Path, body: str) -> Path:
    prefixes = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())
    (folder / "shapes.ttl").write_text(f"{prefixes}@prefix shape: <{SHAPES}> .\n{body}", encoding="utf-8")
    return folder


def test_alternatives_on_values_are_judged_for_values_that_are_not_checked_themselves(tmp_path: Path) -> None:
    """pySHACL's own focus_nodes option passes this: it skips values that are not among the focus nodes."""
    gate = Gate(
        shape_file(
            tmp_path,
            """shape:Project-partner a sh:PropertyShape ; sh:targetClass iomkg:Project ; sh:path iomkg:hasPartner ;
            sh:or ( [ sh:class iomkg:State ] [ sh:class iomkg:Agency ] ) ; sh:message "Not a partner."@en .""",
        )
    )
    partner = NamedNode(ID + "country/ner")
    data = [*project(), Triple(PROJECT, NamedNode(term("hasPartner")), partner)]
    assert [f.value for f in gate.check(data).findings] == [partner.value]
    assert gate.check(data, [(partner, TYPE, NamedNode(term("Agency")))]).findings == ()


def test_a_required_property_is_missed_where_no_node_has_it(tmp_path: Path) -> None:
    gate = Gate(
        shape_file(
            tmp_path,
            """shape:Project-start a sh:PropertyShape ; sh:targetClass iomkg:Project ; sh:path iomkg:start ;
            sh:minCount 1 ; sh:severity sh:Warning ; sh:message "No start."@en .""",
        )
    )
    assert [(f.severity, f.message) for f in gate.check(project()).findings] == [("Warning", "No start.")]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("shape:A a sh:NodeShape ;", "the shapes in shapes.ttl cannot be read: "),
        ("shape:A a sh:NodeShape ; sh:targetNode id:state/ner .", "cannot be read"),
        ("shape:A a sh:NodeShape ; sh:targetNode shape:B ; sh:nodeKind sh:IRI .", "sh:targetClass and sh:targetSubj"),
    ],
)
def test_shapes_that_cannot_be_used_are_refused_in_one_line(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(DataError) as error:
        Gate(shape_file(tmp_path, body))
    assert says in str(error.value)
    assert "\n" not in str(error.value)
    assert str(tmp_path) not in str(error.value)


def test_a_folder_without_shapes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no shapes in "):
        Gate(tmp_path)


def test_a_report_of_nothing_is_a_standard_report_that_conforms() -> None:
    expected = Graph().parse(
        data="@prefix sh: <http://www.w3.org/ns/shacl#> . [] a sh:ValidationReport; sh:conforms true ."
    )
    assert isomorphic(Graph().parse(data=as_shacl_report(Report())), expected)


def test_a_report_in_turtle_is_the_standard_report(gates: dict[str, Gate], read: Read) -> None:
    data = read(EXAMPLES / "release" / "invalid" / "entity-blank-node.ttl")
    report = gates["release"].check([*project("-18", title='Dos\nlíneas "seguras" \\'), *data])
    written = as_shacl_report(report)
    graph = Graph().parse(data=written)
    assert written == as_shacl_report(report)
    (root,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(root, SH.conforms) == rdflib.Literal(False)
    results = list(graph.objects(root, SH.result))
    assert len(results) == len(report.findings) == 3
    for node in results:
        for required in ("focusNode", "resultSeverity", "sourceShape", "sourceConstraintComponent", "resultMessage"):
            assert len(list(graph.objects(node, SH[required]))) == 1, required
    (low,) = [r for r in results if graph.value(r, SH.resultPath) == URIRef(DURATION.value)]
    assert graph.value(low, SH.value) == rdflib.Literal(-18)
    assert graph.value(low, SH.sourceConstraintComponent) == SH.MinExclusiveConstraintComponent
    assert graph.value(low, SH.sourceShape) == URIRef(SHAPES + "Project-duration")


def test_findings_of_check_queries_can_be_written_too() -> None:
    finding = Finding("Warning", PROJECT.value, "start-after-end", "Judge the dates.", DURATION.value, "18")
    graph = Graph().parse(data=as_shacl_report(Report((finding,))))
    (node,) = graph.objects(None, SH.result)
    assert graph.value(node, SH.sourceConstraintComponent) == SH.SPARQLConstraintComponent
    assert graph.value(node, SH.value) == rdflib.Literal("18")


VALID = EXAMPLES / "release" / "valid" / "niger-frontieres.fr.ttl"
DATATYPES = [
    "string",
    "integer",
    "decimal",
    "date",
    "gYear",
    "gYearMonth",
    "gMonthDay",
    "boolean",
    "dateTime",
    "anyURI",
]

damage = st.tuples(
    st.sampled_from(["drop", "retype", "exchange", "repeat", "literal", "blank"]),
    st.integers(0, 10_000),
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        st.sampled_from(["NaN", "-INF", "1e400", "9" * 5000, "2022-02-30", "--13-01", "+1", "", "18\n", "1_8", "٣"]),
    ),
    st.sampled_from(DATATYPES),
)


def damaged(data: list[Triple], wounds: list[tuple[str, int, str, str]]) -> list[Triple]:
    for kind, place, text, datatype in wounds:
        at = place % len(data)
        s, p, o = data[at]
        other = data[(place * 7 + 3) % len(data)]
        literal = Literal(text, datatype=NamedNode(XSD + datatype))
        replacement: list[Triple] = {
            "drop": [],
            "retype": [Triple(s, TYPE, other.object)],
            "exchange": [Triple(other.subject, p, o)],
            "repeat": [Triple(s, p, o), Triple(s, p, other.object)],
            "literal": [Triple(s, p, literal)],
            "blank": [Triple(ox.BlankNode("b"), p, o), Triple(s, p, ox.BlankNode("b"))],
        }[kind]
        data = [*data[:at], *replacement, *data[at + 1 :]] or data
    return data


@settings(max_examples=60, deadline=None)
@given(wounds=st.lists(damage, max_size=12), seed=st.integers(0, 99))
def test_random_damage_never_crashes_a_gate_and_order_never_counts(
    wounds: list[tuple[str, int, str, str]], seed: int, gates: dict[str, Gate], read: Read, types_of: TypesOf
) -> None:
    data = damaged(read(VALID), wounds)
    types = types_of(data)
    shuffled = list(data)
    random.Random(seed).shuffle(shuffled)
    report = gates["release"].check(data, types)
    assert gates["release"].check(shuffled, types[::-1]).findings == report.findings
    assert gates["view"].check(shuffled, types).findings == gates["view"].check(data, types[::-1]).findings
    graph = Graph().parse(data=as_shacl_report(report))
    assert len(list(graph.objects(None, SH.result))) == len(report.findings)
