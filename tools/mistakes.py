"""What extraction gets wrong, by kind and language: how the honest score is told without showing a text.

usage: python -m tools.mistakes RELEASES GOLD --scorer SCORER [--write FILE]

Prints the score of each language, then how many items of each field were missed or read falsely, and in which way.
With --write the precision and recall of each field over all languages go to FILE, where answers find them.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from tools.judging import scorer
from tools.score import extract

from iomkg.answers.answer import Reading
from iomkg.answers.readings import text_of
from iomkg.errors import IomkgError

LANGUAGES = ("en", "fr", "es")
ROLES = ("donors", "implementers", "partners")
Record = Mapping[str, Any]
Likeness = Callable[[Any, Any], float]


def mistakes(gold: Record, mine: Record, like: ModuleType) -> Iterator[str]:
    """The kinds of the mistakes in one record, each as often as it was made."""
    pairs = like.pairs(gold["projects"], mine["projects"], like.project_likeness, 0.05)
    paired_gold, paired_mine = {i for i, _ in pairs}, {j for _, j in pairs}
    yield from ["project: missed"] * (len(gold["projects"]) - len(pairs))
    yield from ["project: false"] * (len(mine["projects"]) - len(pairs))
    for i, project in enumerate(gold["projects"]):
        if i not in paired_gold:
            yield from (f"{role}: missed, with the whole project" for role in ROLES for _ in project[role])
    for j, project in enumerate(mine["projects"]):
        if j not in paired_mine:
            yield from (f"{role}: false, with the whole project" for role in ROLES for _ in project[role])
    for i, j in pairs:
        yield from _of_project(gold["projects"][i], mine["projects"][j], mine, like)
    yield from _listed("agencies", gold, mine, like.same_actor, 0.75, like)
    yield from _listed("events", gold, mine, like.event_likeness, 0.75, like)
    yield from _listed("people", gold, mine, lambda g, p: float(like.similar(g["name"], p["name"])), 0.85, like)


def _of_project(gold: Record, mine: Record, release: Record, like: ModuleType) -> Iterator[str]:
    for role in ROLES:
        same = like.same_donor if role == "donors" else like.same_actor
        missed, false = _apart(gold[role], mine[role], same, 0.75, like)
        for actor in missed:
            yield f"{role}: missed, {_where(actor, role, mine, release, like)}"
        for actor in false:
            yield f"{role}: false, {_gold_role(actor, role, gold, like)}"
    for field in ("countries", "themes"):
        missed, false = _apart(sorted(set(gold[field])), sorted(set(mine[field])), like.equal, 1.0, like)
        yield from [f"{field}: missed"] * len(missed) + [f"{field}: false"] * len(false)
    for field in ("places", "routes"):
        missed, false = _apart(gold[field], mine[field], like.similar, 0.85, like)
        yield from [f"{field}: missed"] * len(missed) + [f"{field}: false"] * len(false)
    for field in ("title", "duration_months", "budget", "start", "end"):
        yield from _value(field, gold[field], mine[field], like)


def _value(field: str, gold: Any, mine: Any, like: ModuleType) -> Iterator[str]:
    same = {"title": lambda: like.similar(gold, mine) >= 0.85, "budget": lambda: like.same_money(gold, mine)}
    if gold and mine:
        if not same.get(field, lambda: gold == mine)():
            yield f"{field}: another one read"
    elif gold:
        yield f"{field}: missed"
    elif mine:
        yield f"{field}: false"


def _where(actor: Record, role: str, project: Record, release: Record, like: ModuleType) -> str:
    """Where a missed actor was read instead."""
    for other in ROLES:
        if other != role and any(like.same_actor(actor, found) >= 0.75 for found in project[other]):
            return f"read among {other}"
    if any(like.same_actor(actor, found) >= 0.75 for found in release["agencies"]):
        return "known as a body, given no part"
    return "given no part"


def _gold_role(actor: Record, role: str, gold: Record, like: ModuleType) -> str:
    for other in ROLES:
        if other != role and any(like.same_actor(known, actor) >= 0.75 for known in gold[other]):
            return f"of the {other}"
    return "has no part"


def _listed(field: str, gold: Record, mine: Record, same: Likeness, floor: float, like: ModuleType) -> Iterator[str]:
    missed, false = _apart(gold[field], mine[field], same, floor, like)
    yield from [f"{field}: missed"] * len(missed) + [f"{field}: false"] * len(false)


def _apart(
    gold: Sequence[Any], mine: Sequence[Any], same: Likeness, floor: float, like: ModuleType
) -> tuple[list[Any], list[Any]]:
    """What has no counterpart in the other list."""
    pairs = like.pairs(gold, mine, same, floor)
    first, second = {i for i, _ in pairs}, {j for _, j in pairs}
    return [g for i, g in enumerate(gold) if i not in first], [p for j, p in enumerate(mine) if j not in second]


def _score(records: Sequence[tuple[Record, Record]], like: ModuleType) -> tuple[float, float]:
    """`core` and `all` as the scoring script has them."""
    counts = _counts(records, like)
    shares = {field: _f1(*counts[field]) for field in like.CORE + like.REST}
    return sum(shares[field] for field in like.CORE) / len(like.CORE), sum(shares.values()) / len(shares)


def readings(records: Sequence[tuple[Record, Record]], like: ModuleType) -> list[Reading]:
    """The precision and recall of each field as the scoring script has them."""
    counts = _counts(records, like)
    found: list[Reading] = []
    for field in like.CORE + like.REST:
        hit, missed, false = counts[field]
        precision = hit / (hit + false) if hit + false else 1.0
        recall = hit / (hit + missed) if hit + missed else 1.0
        found.append(Reading(field, precision, recall, hit + missed))
    return found


def _counts(records: Sequence[tuple[Record, Record]], like: ModuleType) -> Mapping[str, tuple[int, int, int]]:
    """How many items of each field were hit, missed and read falsely."""
    tally = like.Tally()
    for gold, mine in records:
        like.score(gold, mine, tally)
    return {field: tuple(tally.counts[field]) for field in like.CORE + like.REST}


def _f1(hit: int, missed: int, false: int) -> float:
    return 2 * hit / (2 * hit + missed + false) if hit + missed + false else 1.0


def main() -> int:
    """Print the tables; the exit code is 1 when a release cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("releases", type=Path, metavar="RELEASES")
    parser.add_argument("gold", type=Path, metavar="GOLD")
    parser.add_argument("--scorer", type=Path, required=True, metavar="SCORER", help="the scoring script")
    parser.add_argument("--write", type=Path, metavar="FILE", help="where precision and recall by field go")
    options = parser.parse_args()
    like = scorer(options.scorer)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            extract(options.releases, Path(scratch))
        except IomkgError as error:
            print(error, file=sys.stderr)
            return error.exit_code
        records = [
            (json.loads(path.read_text("utf-8")), json.loads((Path(scratch) / path.name).read_text("utf-8")))
            for path in sorted(options.gold.glob("*.json"))
        ]
    if options.write:
        options.write.write_text(text_of(readings(records, like)), encoding="utf-8")
    by_language = {language: [r for r in records if r[0]["language"] == language] for language in LANGUAGES}
    print(f"{'':8}{'releases':>10}{'core':>8}{'all':>8}")
    for name, some in {**by_language, "together": records}.items():
        core, whole = _score(some, like)
        print(f"{name:8}{len(some):10}{core:8.3f}{whole:8.3f}")
    counts = {
        language: Counter(kind for pair in some for kind in mistakes(*pair, like))
        for language, some in by_language.items()
    }
    print(f"\n{'mistake':52}" + "".join(f"{language:>5}" for language in LANGUAGES))
    for kind in sorted(set().union(*counts.values())):
        print(f"{kind:52}" + "".join(f"{counts[language][kind]:5}" for language in LANGUAGES))
    return 0


if __name__ == "__main__":
    sys.exit(main())
