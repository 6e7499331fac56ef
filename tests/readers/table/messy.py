"""Project lists as offices keep them, made up: titles over the header, merged cells, blank lines, totals, repetitions,
numbers and dates in three ways of writing. Deterministic in the seed; every word is our own.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Rows = list[list[Any]]

_WHAT = {
    "en": (
        "Safer border posts",
        "Return with dignity",
        "Jobs for young people",
        "Shelter on the way",
        "Data on movement",
    ),
    "fr": (
        "Des postes frontière plus sûrs",
        "Un retour digne",
        "Des emplois pour les jeunes",
        "Un abri sur la route",
        "Des données sur la mobilité",
    ),
    "es": (
        "Puestos fronterizos más seguros",
        "Un retorno digno",
        "Empleo para jóvenes",
        "Refugio en el camino",
        "Datos sobre la movilidad",
    ),
}
_WHERE = (
    ("Diffa", "Niger"),
    ("Agadez", "Niger"),
    ("Gao", "Mali"),
    ("Tamanrasset", "Algeria"),
    ("Abéché", "Chad"),
    ("Sikasso", "Mali"),
    ("Sokoto", "Nigeria"),
    ("Conakry", "Guinea"),
    ("Bissau", "Guinea-Bissau"),
    ("Nouadhibou", "Mauritania"),
)
_DONORS = ("European Union", "Germany", "Italy", "AECID", "Swiss Agency for Development and Cooperation", "Denmark")
_IMPLEMENTERS = (
    "IOM",
    "UNHCR",
    "GIZ",
    "Expertise France",
    "FIIAPP",
    "Norwegian Refugee Council",
    "Caritas Sahel Oriental",
)
_STATUSES = {
    "en": ("ongoing", "completed", "pipeline"),
    "fr": ("en cours", "clôturé", "en préparation"),
    "es": ("en ejecución", "finalizado", "en preparación"),
}


@dataclass(frozen=True)
class Project:
    """One made-up line, as its table should be understood."""

    id: str
    title: str
    donor: str
    implementers: tuple[str, ...]
    country: str
    place: str
    start: date
    end: date
    amount: Decimal
    status: str


def projects(count: int, language: str, seed: int = 1) -> list[Project]:
    """Made-up projects, all different."""
    rng = random.Random(seed)
    found = []
    for number in range(1, count + 1):
        place, country = rng.choice(_WHERE)
        start = date(2015, 1, 1) + timedelta(days=rng.randrange(3000))
        joined = {"en": "around", "fr": "autour de", "es": "en torno a"}[language]
        found.append(
            Project(
                id=f"{language.upper()}-{number:04}",
                title=f"{rng.choice(_WHAT[language])} {joined} {place}, phase {number}",
                donor=rng.choice(_DONORS),
                implementers=tuple(rng.sample(_IMPLEMENTERS, rng.randint(1, 2))),
                country=country,
                place=place,
                start=start,
                end=start + timedelta(days=rng.randrange(200, 1500)),
                amount=Decimal(rng.randrange(40_000_00, 9_000_000_00)) / 100,
                status=rng.choice(_STATUSES[language]),
            )
        )
    return found


def continental(amount: Decimal) -> str:
    """1.234,56"""
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def anglo(amount: Decimal) -> str:
    """1,234.56"""
    return f"{amount:,.2f}"


def with_mess(header: Rows, body: Rows, total: list[Any]) -> Rows:
    """The rows with blank lines between, the header again after the fiftieth, a repeated row, and a total."""
    rows: Rows = [*header]
    for number, row in enumerate(body, start=1):
        rows.append(row)
        if number % 10 == 0:
            rows.append([""] * len(row))
        if number == 50:
            rows.append(header[-1])
    rows.append(body[3])
    rows.append([])
    rows.append(total)
    return rows


def spanish_csv(made: Sequence[Project]) -> bytes:
    """Semicolons, 1.234,56 €, 31/12/2024, in Windows-1252."""
    header: Rows = [
        ["Listado de actuaciones en migración", "", "", "", "", "", "", "", "", ""],
        ["Actualizado a 30/06/2026"],
        [],
        [
            "Código",
            "Título de la actuación",
            "Donante",
            "Entidad ejecutora",
            "País",
            "Localización",
            "Fecha de inicio",
            "Fecha de fin",
            "Importe comprometido (EUR)",
            "Estado",
            "Persona de contacto",
        ],
    ]
    body: Rows = [
        [
            p.id,
            p.title,
            p.donor,
            " / ".join(p.implementers),
            p.country,
            p.place,
            p.start.strftime("%d/%m/%Y"),
            p.end.strftime("%d/%m/%Y"),
            f"{continental(p.amount)} €",
            p.status,
            "a.nadie@example.org",
        ]
        for p in made
    ]
    total = ["", "TOTAL", "", "", "", "", "", "", f"{continental(sum((p.amount for p in made), Decimal()))} €", ""]
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(with_mess(header, body, total))
    return out.getvalue().encode("cp1252")


def french_tsv(made: Sequence[Project]) -> bytes:
    """Tabs, narrow spaces in numbers, dates in words, in UTF-8 with a mark."""
    months = (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    )
    header: Rows = [
        [
            "N° de projet",
            "Intitulé du projet",
            "Bailleur de fonds",
            "Mis en œuvre par",
            "Pays",
            "Date de début",
            "Date de fin",
            "Montant",
            "Devise",
            "État d'avancement",
        ],
    ]
    body: Rows = [
        [
            p.id,
            p.title,
            p.donor,
            "; ".join(p.implementers),
            p.country,
            f"{p.start.day} {months[p.start.month - 1]} {p.start.year}",
            f"{months[p.end.month - 1]} {p.end.year}",
            continental(p.amount).replace(".", "\u202f"),
            "EUR",
            p.status,
        ]
        for p in made
    ]
    total = [
        "Total",
        "",
        "",
        "",
        "",
        "",
        "",
        continental(sum((p.amount for p in made), Decimal())).replace(".", "\u202f"),
    ]
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(with_mess(header, body, total))
    return "\ufeff".encode() + out.getvalue().encode()


def english_workbook(made: Sequence[Project], target: Path) -> Path:
    """An .xlsx with a merged header of two lines, days as such and as serial numbers, sums in thousands of dollars, a
    formula for the total and a second sheet of notes."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Projects"
    sheet.append(["Migration portfolio"])
    sheet.append([])
    sheet.append(
        [
            "Project ID",
            "Project title",
            "Funded by",
            "Implementing partners",
            "Country",
            "Duration",
            None,
            "Amounts (USD '000)",
            None,
            "Status",
        ]
    )
    sheet.append([None, None, None, None, None, "Start date", "End date", "Committed", "Disbursed", None])
    for column in "ABCDEJ":
        sheet.merge_cells(f"{column}3:{column}4")
    sheet.merge_cells("F3:G3")
    sheet.merge_cells("H3:I3")
    for number, p in enumerate(made):
        start: Any = p.start if number % 2 else (p.start - date(1899, 12, 30)).days
        sheet.append(
            [
                p.id,
                p.title,
                p.donor,
                "\n".join(p.implementers),
                p.country,
                start,
                p.end,
                float(p.amount / 1000),
                float(p.amount / 2000),
                p.status,
            ]
        )
    sheet.append([None, "Total", None, None, None, None, None, float(sum(p.amount for p in made) / 1000)])
    book.create_sheet("Notes").append(["kept by nobody"])
    book.save(target)
    return target


def ods(rows: Rows, target: Path, sheet: str = "Projects") -> Path:
    """An OpenDocument spreadsheet: numbers and days as such; a pair gives a value and what the cell shows."""
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f"<table:table table:name={quoteattr(sheet)}>{lines}"
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
    return target


def _ods_cell(value: Any) -> str:
    value, shown = value if isinstance(value, tuple) else (value, None)
    if value in ("", None):
        return "<table:table-cell/>"
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float | Decimal):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(shown or value).split("\n"))
    return f"<table:table-cell {kind}>{lines}</table:table-cell>"
