"""The figures of reading and of confidence, from the tables that the measurements wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from iomkg import resources
from iomkg.answers import readings
from iomkg.claims import calibration

_LEAST: Final = 20  # claims; fewer tell little


def page() -> str:
    """How well each field is read, and how often claims of each family of rules were right."""
    parts = [
        "# Figures",
        "",
        "Made by `make score` and `make calibrate`; [how well it reads](../how-well-it-reads.md) and "
        "[confidence](../confidence.md) say what they mean and on which texts they were taken.",
        "",
        "## How well each field is read",
        "",
        "| field | precision | recall | judged |",
        "|---|---|---|---|",
        *(f"| {r.field} | {r.precision:.3f} | {r.recall:.3f} | {r.judged:,} |" for r in readings().values()),
        "",
        "## How often claims were right",
        "",
        f"By the family of rules that made them, on the releases that confidences are fitted to; families of which at "
        f"least {_LEAST} claims were judged. The rest of `data/calibration.csv` are the traits that shift a confidence "
        "within its family.",
        "",
        "| family of rules | judged | right | share |",
        "|---|---|---|---|",
        *_families(),
        "",
    ]
    return "\n".join(parts) + "\n"


def _families() -> Iterator[str]:
    for weight in calibration.read(resources.data() / calibration.FILE):
        if " " not in weight.trait and weight.judged >= _LEAST:
            yield f"| {weight.trait} | {weight.judged:,} | {weight.right:,} | {weight.right / weight.judged:.2f} |"
