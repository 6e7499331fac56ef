"""The terms as the rest of the project relies on them: names, domains, ranges, view rules."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Store
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

IOMKG = Namespace("https://w3id.org/iomkg/ns#")

SUBCLASSES = {
    "Actor": "State Agency IntergovernmentalOrganisation NonGovernmentalOrganisation OtherOrganisation",
    "Place": "Country AdministrativeArea Settlement BorderPost Region",
}
TOP_CLASSES = (
    "Actor Person PublicRole Place Project Funding Contribution FundingInstrument Participation Event Output Route "
    "RouteSegment RegionDefinition RegionMembership Identifier StatedDate Theme BodyFunction Currency Release Claim "
    "Link Judgement Commit Voice Allocation Location OtherIdentifier"
)
VIEW_RULES = {
    "one": (
        "ofState hasFunction latitude longitude durationMonths start end projectStatus mainTheme fundingKind amount "
        "amountQualifier currency equivalentAmount equivalentCurrency covers stage flow periodStart periodEnd statedOn "
        "contributor windowStart windowEnd participant inProject inEvent role eventKind date endDate place venue "
        "outputKind quantity quantityStated outputStatus goodsValue goodsCurrency "
        "holder roleIn segmentKind segmentPlace definesRegion memberPlace validFrom "
        "validUntil dateStated earliest latest identifierScheme identifierValue functionLevel sourceRank "
        "geonamesId pooled minorUnit plannedStart actualStart plannedEnd actualEnd scope humanitarian projectKind"
    ),
    "onePerLanguage": "title roleTitle",
    "all": (
        "name acronym hasJurisdiction parentBody hasTerritory hasArea within directlyWithin targetsPlace hasTheme "
        "alongRoute partOf hasDonor hasImplementer hasPartner donor fundedProject recipient underInstrument "
        "financedFrom hasContribution managedBy ofProject receivingBody provider hasSegment traverses hasMembership "
        "hasIdentifier demonym capital areaType oneOfAKind description objectives targetGroups otherDescription "
        "defaultFlowType defaultFinanceType defaultAidType flowType financeType aidType parentActivity childActivity "
        "siblingActivity coFundedActivity thirdPartyActivity statedBy transactionType budgetType budgetStatus "
        "transactionReference valueDate paidBy providerActivity receiverActivity participantActivity organisationType "
        "ofFunding allocatedTo percentage code vocabulary vocabularyUri significance assignedBy point exactness "
        "locationReach locationClass featureDesignation locationReference activityDescription administrativeUnit"
    ),
    "outsideView": (
        "releaseKey headline language datelineAsWorded publishedOn effectiveOn publisherName publisher sourceName "
        "sourceForm secondaryReporter evidencePath evidenceLine "
        "sourceUrl sourceHash retrievedOn licence sourceClass inRelease objectAsWorded quote quoteStart quoteEnd "
        "confidence method occurrence claimStatus codedBy saying subjectAsWorded preferredOn textHash judgementRecord "
        "withdrawnOn hasVoice spokeOn textSketch "
        "linkProfile linkComponent linkedTo linkKey linkLeft linkRight linkScore linkReason "
        "judgementKind judgementTarget judgedBy judgedOn reason undoes viewRule acceptanceThreshold valuesFrom "
        "literalType referenceDigest commitNumber commitKind committedAt committedRelease committedJudgement "
        "changedEntity factsGained factsLost delta lastCommit softwareVersion"
    ),
}
NOT_CLAIMED = (
    "latitude longitude hasTerritory hasArea within hasDonor hasImplementer hasPartner hasSegment traverses "
    "segmentKind segmentPlace definesRegion hasMembership memberPlace validFrom validUntil dateStated earliest latest "
    "identifierScheme identifierValue functionLevel sourceRank demonym capital areaType geonamesId pooled minorUnit "
    "oneOfAKind"
)
SIGNATURES = """
ofState: Agency -> State
hasTerritory: State -> Country
hasArea: IntergovernmentalOrganisation -> Region
name: Actor|Allocation|FundingInstrument|Location|Person|Place -> rdf:langString
acronym: owl:Thing -> xsd:string
title: Event|Project -> rdf:langString
durationMonths: Project -> xsd:integer
donor: Funding -> Payer
amount: Contribution|Funding -> xsd:decimal
currency: Contribution|Funding -> Currency
participant: Participation -> Payer
place: Event|Location|Output -> Place
ofProject: Allocation|Event|Location|OtherIdentifier|Output -> Project
roleTitle: PublicRole -> rdf:langString
earliest: StatedDate -> rdfs:Literal
hasIdentifier: owl:Thing -> Identifier
sourceName: Commit|Release -> xsd:string
sourceUrl: Release -> xsd:anyURI
stage: Funding -> skos:Concept
undoes: Judgement -> Judgement
"""


def named(names: str) -> set[URIRef]:
    return {IOMKG[name] for name in names.split()}


def properties(terms: Graph) -> set[Node]:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return {term for kind in kinds for term in terms.subjects(RDF.type, kind) if str(term).startswith(IOMKG)}


def alternatives(terms: Graph, node: Node | None) -> str:
    """A domain or range in the notation of SIGNATURES."""
    union = terms.value(node, OWL.unionOf)
    members = Collection(terms, union) if union else [node]
    return "|".join(sorted(terms.qname(str(member)).removeprefix("iomkg:") for member in members))


def test_the_classes_are_those_agreed(terms: Graph) -> None:
    classes = {term for term in terms.subjects(RDF.type, OWL.Class) if str(term).startswith(IOMKG)}
    assert classes == named(TOP_CLASSES) | named(" ".join(SUBCLASSES.values())) | named("Payer ViewRule")


@pytest.mark.parametrize("parent", SUBCLASSES)
def test_the_kinds_of_actors_and_places_exclude_each_other(terms: Graph, parent: str) -> None:
    assert set(terms.subjects(RDFS.subClassOf, IOMKG[parent])) == named(SUBCLASSES[parent])
    assert named(SUBCLASSES[parent]) in disjoint_sets(terms)


def test_the_main_classes_exclude_each_other(terms: Graph) -> None:
    assert named(TOP_CLASSES) | named("ViewRule") in disjoint_sets(terms)


def disjoint_sets(terms: Graph) -> list[set[Node]]:
    return [
        set(Collection(terms, members))
        for axiom in terms.subjects(RDF.type, OWL.AllDisjointClasses)
        for members in terms.objects(axiom, OWL.members)
    ]


def test_a_payer_is_an_actor_or_an_instrument(terms: Graph) -> None:
    assert alternatives(terms, terms.value(IOMKG.Payer, OWL.equivalentClass)) == "Actor|FundingInstrument"
    assert {IOMKG.Actor, IOMKG.FundingInstrument} == set(terms.subjects(RDFS.subClassOf, IOMKG.Payer))


def test_lists_are_of_skos_concepts(terms: Graph) -> None:
    assert set(terms.subjects(RDFS.subClassOf, SKOS.Concept)) == named("Theme BodyFunction Currency")


def test_every_property_has_the_view_rule_agreed(terms: Graph) -> None:
    stated = {prop: terms.value(prop, IOMKG.viewRule) for prop in properties(terms)}
    assert stated == {prop: IOMKG[rule] for rule, names in VIEW_RULES.items() for prop in named(names)}


def test_labels_of_others_have_a_view_rule_too(terms: Graph) -> None:
    assert terms.value(SKOS.prefLabel, IOMKG.viewRule) == IOMKG.onePerLanguage
    assert terms.value(SKOS.altLabel, IOMKG.viewRule) == IOMKG.all


def test_claimable_properties_have_the_threshold_and_no_others(terms: Graph) -> None:
    claimable = properties(terms) - named(VIEW_RULES["outsideView"]) - named(NOT_CLAIMED)
    assert dict(terms.subject_objects(IOMKG.acceptanceThreshold)) == {
        prop: Literal("0.43", datatype=XSD.decimal) for prop in claimable
    }


def test_signatures(terms: Graph) -> None:
    terms.bind("iomkg", IOMKG)
    expected = SIGNATURES.strip().splitlines()
    names = [line.partition(":")[0] for line in expected]
    stated = [
        f"{name}: {alternatives(terms, terms.value(IOMKG[name], RDFS.domain))}"
        f" -> {alternatives(terms, terms.value(IOMKG[name], RDFS.range))}"
        for name in names
    ]
    assert stated == expected


def test_containment_is_the_closure_of_direct_containment(terms: Graph) -> None:
    assert (IOMKG.directlyWithin, RDFS.subPropertyOf, IOMKG.within) in terms
    assert set(terms.subjects(RDF.type, OWL.TransitiveProperty)) == {IOMKG.within}


def test_no_inverse_is_stored(everything: Graph) -> None:
    assert (None, OWL.inverseOf, None) not in everything


def test_datatypes_named_are_those_of_owl(terms: Graph) -> None:
    owl_datatypes = {
        RDF.langString,
        RDFS.Literal,
        XSD.string,
        XSD.decimal,
        XSD.integer,
        XSD.anyURI,
        XSD.dateTime,
        XSD.boolean,
    }
    data = terms.subjects(RDF.type, OWL.DatatypeProperty)
    assert {terms.value(prop, RDFS.range) for prop in data} <= owl_datatypes


def test_dates_say_their_datatype_beside_the_range(terms: Graph) -> None:
    dates = {prop: set(terms.objects(prop, IOMKG.literalType)) for prop in terms.subjects(IOMKG.literalType, None)}
    assert dates == {
        prop: {XSD.date} for prop in named("earliest latest validFrom validUntil effectiveOn retrievedOn spokeOn")
    } | {IOMKG.dateStated: {XSD.date, XSD.gYearMonth, XSD.gYear, XSD.gMonthDay}}


def test_values_come_from_lists_that_exist(everything: Graph) -> None:
    lists = set(everything.subjects(RDF.type, SKOS.ConceptScheme))
    built_from_tables = {URIRef("https://w3id.org/iomkg/scheme/currency")}
    assert set(everything.objects(None, IOMKG.valuesFrom)) == lists | built_from_tables


def test_every_alignment_is_of_a_term_that_exists_and_of_a_term_declared(terms: Graph, alignments: Graph) -> None:
    relations = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
    aligned = [(s, o) for relation in relations for s, o in alignments.subject_objects(relation)]
    ours = {subject for subject, _ in aligned if str(subject).startswith(IOMKG)}
    assert ours <= set(terms.subjects(RDFS.isDefinedBy, None))
    assert all((target, RDF.type, None) in alignments for _, target in aligned)


def test_alignments_reach_every_vocabulary_promised(alignments: Graph) -> None:
    vocabularies = (
        "http://www.w3.org/ns/org#",
        "http://www.w3.org/ns/prov#",
        "https://schema.org/",
        "http://purl.org/cerif/frapo/",
        "http://data.europa.eu/s66#",
        "http://www.w3.org/ns/oa#",
        "http://www.w3.org/ns/dcat#",
        "http://rdfs.org/ns/void#",
        "http://purl.org/dc/terms/",
    )
    targets = {str(target) for subject, target in alignments.subject_objects() if str(subject).startswith(IOMKG)}
    assert all(any(target.startswith(vocabulary) for target in targets) for vocabulary in vocabularies)


def test_every_property_is_of_one_kind(everything: Graph) -> None:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    of_kind = [set(everything.subjects(RDF.type, kind)) for kind in kinds]
    assert sum(len(found) for found in of_kind) == len(set().union(*of_kind))


def test_every_property_and_class_used_is_declared(everything: Graph) -> None:
    built_in = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", str(RDFS), str(OWL), str(SH))
    used = set(everything.predicates()) | set(everything.objects(None, RDF.type))
    declared = set(everything.subjects(RDF.type, None))
    assert {str(term) for term in used - declared if not str(term).startswith(built_in)} == set()


def test_the_reference_data_uses_only_terms_that_exist(everything: Graph, reference: Store) -> None:
    used = {quad.predicate for quad in reference}
    used |= {quad.object for quad in reference.quads_for_pattern(None, NamedNode(RDF.type), None)}
    declared = {str(subject) for subject in everything.subjects(RDF.type, None)}
    assert {term.value for term in used if term.value.startswith(IOMKG)} <= declared
