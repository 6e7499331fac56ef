"""How sums stand among rivals: by the claims that state their amounts, as the view ranks them."""

from __future__ import annotations

from collections.abc import Iterable

from iomkg.engine import Engine, batches, nodes
from iomkg.model import Term
from iomkg.namespaces import term
from iomkg.totals.sums import Standing
from iomkg.view.statements import LAST_RANK, Statement


def standings(engine: Engine, sums: Iterable[str]) -> tuple[dict[str, str], dict[str, Standing]]:
    """For each sum, the ISO day of the first release that states its amount, and the standing of its best claim."""
    days: dict[str, str] = {}
    best: dict[str, Standing] = {}
    for some in batches(sums):
        table = engine.select(
            f"""SELECT ?sum ?claim ?value ?confidence ?release ?rank ?effective ?voice ?spoke {{
              VALUES ?sum {{ {nodes(some)} }}
              GRAPH graph:links {{ ?said iomkg:linkedTo ?sum }}
              GRAPH ?claims {{
                ?claim rdf:subject ?said ;
                       rdf:predicate iomkg:amount ;
                       rdf:object ?value ;
                       iomkg:claimStatus <scheme/claim-status/accepted> ;
                       iomkg:confidence ?confidence ;
                       iomkg:inRelease ?release .
              }}
              OPTIONAL {{ GRAPH ?stated {{ ?release iomkg:effectiveOn ?effective }} }}
              OPTIONAL {{
                GRAPH ?classed {{ ?release iomkg:sourceClass ?class }}
                GRAPH graph:reference {{ ?class iomkg:sourceRank ?rank }}
              }}
              OPTIONAL {{ GRAPH graph:links {{ ?release iomkg:hasVoice ?voice . ?voice iomkg:spokeOn ?spoke }} }}
            }}"""
        )
        for row in table.rows:
            told = {name: value for name, value in zip(table.columns, row, strict=True) if value is not None}
            one = told["sum"].value
            rank = _statement(told).precedence()
            best[one] = min(rank, best.get(one, rank))
            if "effective" in told:
                days[one] = min(told["effective"].value, days.get(one, "9999"))
    return days, best


def _statement(told: dict[str, Term]) -> Statement:
    def text(name: str) -> str:
        return told[name].value if name in told else ""

    return Statement(
        claim=text("claim"),
        predicate=term("amount"),
        value=told["value"],
        confidence=float(text("confidence")),
        release=text("release"),
        source_rank=int(text("rank") or LAST_RANK),
        effective=text("effective"),
        voice=text("voice") or text("release"),
        spoke=text("spoke"),
    )
