"""Currencies, and the lists that themes are mapped to: DAC sectors, SDG targets, GCM objectives, MiGOF."""

from __future__ import annotations

from pathlib import Path

from tools.build_reference.bodies import LICENCE, MAINTAINERS
from tools.build_reference.dataset import LANGUAGES, PREF_LABEL, Dataset, Header
from tools.build_reference.tables import listed, others, preferred, rows

from iomkg.errors import DataError
from iomkg.namespaces import SCHEME, SKOS, concept

CURRENCY_CODES = "https://github.com/datasets/currency-codes"
_NOTATION = SKOS + "notation"


def build_currencies(shared: Path, tables: Path) -> Dataset:
    """Currencies of ISO 4217, some of them withdrawn, with the words and signs for them."""
    dataset = Dataset(
        "currencies",
        Header(
            title="Currencies",
            description=(
                "Currencies of ISO 4217 with their names and signs. Of the two CFA francs, the West African one carries"
                " the wording without more (FCFA); in Central Africa that wording means XAF, which a reader has to"
                " tell from the country."
            ),
            licence="https://opendatacommons.org/licenses/pddl/1-0/",
            attribution=f"Codes and decimal places from datasets/currency-codes. {MAINTAINERS}",
            sources=(CURRENCY_CODES, "tables/currencies.csv"),
        ),
    )
    units = {row["AlphabeticCode"]: row["MinorUnit"] for row in rows(shared / "countries" / "currency-codes-all.csv")}
    _scheme(dataset, "currency", "Currencies", "Monnaies", "Monedas")
    for row in rows(tables / "currencies.csv"):
        code = row["code"]
        if code not in units:
            raise DataError(f"currencies.csv: {code} is not a code of the ISO 4217 table")
        currency = concept("currency", code)
        names = others(row)
        signs = listed(row["symbols"])
        dataset.typed(currency, "Currency")
        dataset.typed(currency, SKOS + "Concept")
        dataset.in_scheme(currency, "currency")
        dataset.text(currency, _NOTATION, code)
        dataset.names(currency, preferred(row), {language: [*names[language], *signs] for language in LANGUAGES})
        dataset.identifier(currency, "iso4217", code, CURRENCY_CODES)
        if units[code].isdigit():
            dataset.integer(currency, "minorUnit", int(units[code]))
    return dataset


def build_sectors(shared: Path, tables: Path) -> Dataset:
    """The DAC purpose codes that migration projects use: code and label only."""
    dataset = Dataset(
        "dac-sectors",
        Header(
            title="DAC sectors used in migration projects",
            description="Purpose codes of the OECD Development Assistance Committee, code and label only.",
            licence="https://creativecommons.org/licenses/by/4.0/",
            attribution="IATI Standard (codes and labels in English and French); labels in Spanish by the maintainers.",
            sources=("https://github.com/IATI/IATI-Codelists-NonEmbedded", "tables/dac_sector_names.csv"),
        ),
    )
    _scheme(dataset, "dac-sector", "DAC sectors", "Secteurs du CAD", "Sectores del CAD")
    spanish = {row["code"]: row["es"] for row in rows(tables / "dac_sector_names.csv")}
    for row in rows(shared / "lists" / "dac_migration_sectors.csv"):
        sector = concept("dac-sector", row["code"])
        labels = {"en": row["label_en"], "fr": row["label_fr"], "es": spanish[row["code"]]}
        _entry(dataset, sector, "dac-sector", row["code"], labels)
    return dataset


# Lists of the IATI Standard whose entries the graph names, and the scheme and label of each.
IATI_LISTS = {
    "ActivityScope": ("iati-activity-scope", "Activity scopes", "Portées d'activité", "Alcances de actividad"),
    "OrganisationType": (
        "iati-organisation-type",
        "Organisation types",
        "Types d'organisation",
        "Tipos de organización",
    ),
    "TransactionType": ("iati-transaction-type", "Transaction types", "Types de transaction", "Tipos de transacción"),
    "BudgetType": ("iati-budget-type", "Budget types", "Types de budget", "Tipos de presupuesto"),
    "BudgetStatus": ("iati-budget-status", "Budget statuses", "États de budget", "Estados de presupuesto"),
    "FlowType": ("flow-type", "Flow types", "Types de flux", "Tipos de flujo"),
    "FinanceType": ("finance-type", "Finance types", "Types de financement", "Tipos de financiación"),
    "AidType": ("aid-type", "Aid types", "Types d'aide", "Tipos de ayuda"),
    "PolicyMarker": ("policy-marker", "Policy markers", "Marqueurs politiques", "Marcadores de política"),
    "SectorCategory": ("dac-sector-category", "DAC sector groups", "Groupes de secteurs du CAD", "Grupos del CAD"),
    "Sector": ("dac-sector", "DAC sectors", "Secteurs du CAD", "Sectores del CAD"),
    "UNSDG-Goals": (
        "sdg-goal",
        "SDG goals",
        "Objectifs de développement durable",
        "Objetivos de desarrollo sostenible",
    ),
    "UNSDG-Targets": ("sdg-target", "All SDG targets", "Toutes les cibles des ODD", "Todas las metas de los ODS"),
}


def build_iati(shared: Path, tables: Path) -> Dataset:
    """The codes that IATI activities use, but for the sectors of migration projects, which have a data set."""
    dataset = Dataset(
        "iati-codes",
        Header(
            title="Codes of IATI activities",
            description="Entries of lists that IATI activities use, code and English label only.",
            licence="https://creativecommons.org/licenses/by/4.0/",
            attribution="IATI Standard; codes and labels of the OECD and the United Nations as it gives them.",
            sources=("https://github.com/IATI/IATI-Codelists", "tables/iati-codes.csv"),
        ),
    )
    there = {row["code"] for row in rows(shared / "lists" / "dac_migration_sectors.csv")}
    for scheme, *labels in IATI_LISTS.values():
        _scheme(dataset, scheme, *labels)
    for row in rows(tables / "iati-codes.csv"):
        scheme = IATI_LISTS.get(row["list"], ("",))[0]
        if scheme and row["label"] and not (scheme == "dac-sector" and row["code"] in there):
            _entry(dataset, concept(scheme, row["code"]), scheme, row["code"], {"en": row["label"]})
    return dataset


def build_sdg(shared: Path, tables: Path) -> Dataset:
    """The SDG targets that touch migration, under the IRIs of the United Nations."""
    dataset = Dataset(
        "sdg-targets",
        Header(
            title="SDG targets that touch migration",
            description="Targets of the 2030 Agenda under the IRIs the United Nations gave them; short labels of ours.",
            licence=LICENCE,
            attribution=MAINTAINERS,
            sources=("http://metadata.un.org/sdg/", "lists/sdg_targets.csv", "tables/sdg_targets.csv"),
        ),
    )
    _scheme(dataset, "sdg", "SDG targets", "Cibles des ODD", "Metas de los ODS")
    targets = {row["target"]: row for row in rows(shared / "lists" / "sdg_targets.csv")}
    for row in rows(tables / "sdg_targets.csv"):
        _entry(dataset, targets[row["target"]]["iri"], "sdg", row["target"], preferred(row))
    return dataset


def build_gcm(shared: Path, tables: Path) -> Dataset:
    """The 23 objectives of the Global Compact for Migration."""
    _ = tables
    dataset = Dataset(
        "gcm",
        Header(
            title="Objectives of the Global Compact for Migration",
            description="The 23 objectives of the Global Compact for Safe, Orderly and Regular Migration, short names.",
            licence=LICENCE,
            attribution=MAINTAINERS,
            sources=("https://undocs.org/A/RES/73/195", "lists/gcm_objectives.csv"),
        ),
    )
    _scheme(dataset, "gcm", "GCM objectives", "Objectifs du Pacte mondial", "Objetivos del Pacto Mundial")
    for row in rows(shared / "lists" / "gcm_objectives.csv"):
        labels = {language: row[f"label_{language}"] for language in LANGUAGES}
        _entry(dataset, concept("gcm", row["code"]), "gcm", row["notation"], labels)
    return dataset


def build_migof(shared: Path, tables: Path) -> Dataset:
    """The principles and objectives of IOM's Migration Governance Framework."""
    _ = tables
    dataset = Dataset(
        "migof",
        Header(
            title="Principles and objectives of the Migration Governance Framework",
            description="The three principles and three objectives of the Migration Governance Framework, short names.",
            licence=LICENCE,
            attribution=MAINTAINERS,
            sources=("https://emergencymanual.iom.int/migration-governance-framework-migof", "lists/migof.csv"),
        ),
    )
    _scheme(dataset, "migof", "MiGOF", "MiGOF", "MiGOF")
    for row in rows(shared / "lists" / "migof.csv"):
        labels = {language: row[f"label_{language}"] for language in LANGUAGES}
        _entry(dataset, concept("migof", row["code"]), "migof", row["notation"], labels)
    return dataset


def _scheme(dataset: Dataset, name: str, *labels: str) -> None:
    dataset.typed(SCHEME + name, SKOS + "ConceptScheme")
    for language, label in zip(LANGUAGES, labels, strict=True):
        dataset.text(SCHEME + name, PREF_LABEL, label, language)


def _entry(dataset: Dataset, entry: str, scheme: str, notation: str, labels: dict[str, str]) -> None:
    dataset.typed(entry, SKOS + "Concept")
    dataset.in_scheme(entry, scheme)
    dataset.text(entry, _NOTATION, notation)
    dataset.names(entry, labels, {})
