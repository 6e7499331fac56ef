"""Measure what is read of outputs against those marked by hand in tests/extraction/outputs.toml.

usage: python -m tools.score_outputs [--errors]

An output is found when its kind and quantity are the marked ones and the wordings overlap. Marked outputs called
optional count neither way. Of those found, the table says how many have the marked status, place, receiver, provider.
"""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from iomkg import claims, documents, mentions
from iomkg.readers import press
from iomkg.reference import Reference

FOLDER: Final = Path(__file__).resolve().parent.parent / "tests" / "extraction"
PARTS: Final = {"status": "outputStatus", "place": "place", "receiver": "receivingBody", "provider": "provider"}


@dataclass(slots=True)
class Score:
    """Counts over texts; `parts` are (right, stated) of each further fact of the outputs found."""

    right: int = 0
    found: int = 0
    marked: int = 0
    parts: dict[str, list[int]] = field(default_factory=lambda: {part: [0, 0] for part in PARTS})
    errors: list[str] = field(default_factory=list)

    def add(self, release: str, marked: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
        """Compare one text's outputs."""
        left = list(found)
        for output in sorted(marked, key=lambda o: bool(o.get("optional"))):
            match = next((one for one in left if _same(output, one)), None)
            if match is not None:
                left.remove(match)
            if output.get("optional"):
                continue
            self.marked += 1
            if match is None:
                self.errors.append(f"{release}: not found: {output['kind']}: {output['wording']}")
                continue
            self.right += 1
            self._compare(release, output, match)
        self.found += len(left)
        self.errors += [f"{release}: not marked: {one['kind']}: {one['wording']} ({one['method']})" for one in left]

    def _compare(self, release: str, output: dict[str, Any], match: dict[str, Any]) -> None:
        self.found += 1
        for part in PARTS:
            if output.get(part):
                said = match.get(part, [])
                hit = any(output[part] in one or one in output[part] for one in said)
                self.parts[part][0] += hit
                self.parts[part][1] += 1
                if not hit:
                    self.errors.append(f"{release}: {part} of {output['wording']}: {output[part]}, read {said}")
            elif match.get(part) and part != "status":
                self.errors.append(f"{release}: {part} of {output['wording']}: none marked, read {match[part]}")

    @property
    def precision(self) -> float:
        """Of what was found, how much is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Of what is marked, how much was found."""
        return self.right / self.marked if self.marked else 0.0


def measure(folder: Path = FOLDER) -> Score:
    """The score over every text that was marked."""
    gold = tomllib.loads((folder / "outputs.toml").read_text(encoding="utf-8"))
    reference, score = Reference.load(), Score()
    for path in press.discover([folder / "development" / "releases"]):
        for release in press.read(path):
            if release.stem in gold["texts"]:
                document = documents.compose(release)
                read = claims.read(document, mentions.find(document, reference), reference)
                score.add(release.stem, [o for o in gold["output"] if o["release"] == release.stem], _outputs(read))
    return score


def _outputs(read: tuple[Any, ...]) -> list[dict[str, Any]]:
    """The outputs among claims: each with its kind, quantity, wording and the wordings of its parts."""
    found: dict[str, dict[str, Any]] = {}
    for claim in read:
        if "/output/" not in claim.subject.iri:
            continue
        output = found.setdefault(claim.subject.iri, {"quantity": None, "wording": claim.subject.wording})
        name = claim.predicate.rsplit("#", 1)[-1]
        if name == "outputKind":
            output["kind"] = claim.object.value.rsplit("/", 1)[-1]
            output["method"] = claim.method
        elif name == "quantity":
            output["quantity"] = Decimal(claim.object.value)
        elif name == "outputStatus":
            output["status"] = [claim.object.value.rsplit("/", 1)[-1]]
        elif part := next((part for part, predicate in PARTS.items() if predicate == name), None):
            output.setdefault(part, []).append(claim.worded)
    return list(found.values())


def _same(marked: dict[str, Any], found: dict[str, Any]) -> bool:
    one, other = marked["wording"], found["wording"]
    overlap = one in other or other in one
    return marked["kind"] == found["kind"] and marked.get("quantity") == found["quantity"] and overlap


def main() -> int:
    """Print precision, recall and how many further facts are right."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was found wrongly")
    options = parser.parse_args()
    score = measure()
    if options.errors:
        print(*score.errors, sep="\n")
    print(f"precision {score.precision:.3f} ({score.right} of {score.found} found)")
    print(f"recall {score.recall:.3f} ({score.right} of {score.marked} marked)")
    for part, (right, stated) in score.parts.items():
        print(f"{part} {right} of {stated}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
