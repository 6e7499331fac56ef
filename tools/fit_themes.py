"""Fit how terms add up to themes on releases with gold records, and print what the fit is worth on others.

usage: python -m tools.fit_themes --scorer SCORER [--write FILE] FOLDER...

Each FOLDER holds releases/ and gold/. The table is out of fold by release: the weights that judge a release come from
the others. The threshold kept is the one with the best F1 there. --write puts the weights where iomkg looks for them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tools.judging import scorer

from iomkg import documents, mentions
from iomkg.claims import announcing, projects, theme_terms, theme_weights, themes
from iomkg.claims.cast import Cast
from iomkg.claims.countries import home_country
from iomkg.claims.projects import Project
from iomkg.claims.scene import Scene
from iomkg.claims.scribe import Scribe
from iomkg.claims.theme_terms import STRENGTHS
from iomkg.claims.theme_weights import PLACES, features, is_aside, is_shown
from iomkg.errors import IomkgError
from iomkg.readers import press
from iomkg.reference import Reference
from iomkg.values import Title

FOLDS = 5
ROUNDS = 250
STEP = 0.05
AGAIN = 0.3  # what a wording adds when it comes again
# What the fit starts from and is drawn towards, the more the fewer texts there are.
START: dict[str, float] = {
    "title": 2.0, "headline": 1.5, "aim": 1.0, "deed": 1.0, "told": 0.9, "plain": 0.8, "fund": 0.7, "body": 0.4,
    "remark": 0.3, "context": 0.2, "names": 1.4, "shows": 1.0, "hints": 0.35,
}  # fmt: skip
DECISION: dict[str, float] = {
    "start": -2.0, "score": 2.5, "others": -0.4, "rival": -0.2, "first": 0.3, "shown": 0.5, "instead": -1.0,
    "beside": 1.0,
}  # fmt: skip
SCOPE = theme_weights.load().scope  # kept by hand in the file the weights go to
PULL = {"factor": 3.0, "decision": 0.05, "theme": 3.0}


@dataclass(frozen=True, slots=True)
class Example:
    """A theme something speaks for in one project: how much of what stands where, and whether it is the project's."""

    folder: str
    release: str
    project: int
    theme: str
    counts: Mapping[tuple[str, str], float]
    shown: bool
    right: bool


Weights = dict[str, float]
INSTEAD = "# Written by hand: a theme that is not this one where one of these is told of about as much."
BESIDE = "# Written by hand: themes that make each other more probable."


def examples(folder: Path, likeness: ModuleType) -> tuple[list[Example], int]:
    """The examples of a folder, and how many themes of its gold records nothing speaks for."""
    reference, found, lost = Reference.load(), list[Example](), 0
    for path in press.discover([folder / "releases"]):
        gold = json.loads((folder / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))["projects"]
        for release in press.read(path):
            document = documents.compose(release)
            scene = Scene(document, mentions.find(document, reference), reference)
            announced = _announced(scene) if document.sentences else []
            pairs = {j: i for i, j in _pairs(gold, announced, likeness)}
            told = [_themes(gold[pairs[j]]) if j in pairs else set[str]() for j in range(len(announced))]
            lost += sum(len(_themes(project)) for project in gold) - sum(map(len, told))
            for number, project in enumerate(announced):
                mine = list(_of_project(scene, project, (folder.name, path.stem, number), told[number]))
                lost += len(told[number]) - sum(example.right for example in mine)
                found += mine
    return found, lost


def _announced(scene: Scene) -> list[Project]:
    cast = Cast(scene, Scribe(scene.document), scene.reference.state_of_country(home_country(scene)))
    announced = announcing.announced(scene, cast)
    projects.assign(scene, announced)
    return announced


def _pairs(gold: Sequence[Any], announced: Sequence[Project], likeness: ModuleType) -> list[tuple[int, int]]:
    if len(gold) == len(announced) == 1:
        return [(0, 0)]
    names = [p.title.value.title if p.title and isinstance(p.title.value, Title) else "" for p in announced]
    titles = [project["title"] or "" for project in gold]
    pairs: list[tuple[int, int]] = likeness.pairs(
        titles, names, lambda a, b: likeness.similar(a, b) if a and b else 0.1, 0.05
    )
    return pairs


def _themes(project: Mapping[str, Any]) -> set[str]:
    return {theme.replace(" ", "-") for theme in project["themes"]} - {"other"}


def _of_project(scene: Scene, project: Project, key: tuple[str, str, int], told: set[str]) -> Iterator[Example]:
    for theme, pieces in themes.evidence(scene, project, theme_terms.find(scene)).items():
        counts: defaultdict[tuple[str, str], float] = defaultdict(float)
        for piece in pieces:
            counts[piece.place, piece.strength] += AGAIN if piece.again else 1.0
        if not is_aside(pieces):
            yield Example(*key, theme, dict(counts), is_shown(pieces), theme in told)


class Fit:
    """Weights fitted by gradient descent on the log loss, drawn towards where they start."""

    def __init__(self, found: Sequence[Example]) -> None:
        self._found = found
        self._groups = _by_project(found)
        self.start = {name: math.log(value) for name, value in START.items()} | DECISION
        self.start |= {f"theme:{example.theme}": 0.0 for example in found}
        self.at = dict(self.start)

    def run(self, rounds: int = ROUNDS) -> Weights:
        """The weights after so many steps (Adam; Kingma and Ba, 2015)."""
        mean = dict.fromkeys(self.at, 0.0)
        square = dict.fromkeys(self.at, 0.0)
        for turn in range(1, rounds + 1):
            for name, slope in self._slopes().items():
                mean[name] = 0.9 * mean[name] + 0.1 * slope
                square[name] = 0.99 * square[name] + 0.01 * slope * slope
                first, second = mean[name] / (1 - 0.9**turn), square[name] / (1 - 0.99**turn)
                self.at[name] -= STEP * first / (math.sqrt(second) + 1e-8)
        return dict(self.at)

    def _slopes(self) -> dict[str, float]:
        slopes = {name: 2 * _pull(name) * (value - self.start[name]) for name, value in self.at.items()}
        for members in self._groups:
            _add_slopes(slopes, self.at, [self._found[number] for number in members])
        return slopes


def _pull(name: str) -> float:
    return PULL["theme" if name.startswith("theme:") else "decision" if name in DECISION else "factor"]


def _parts(at: Weights, example: Example) -> dict[tuple[str, str], float]:
    return {key: math.exp(at[key[0]] + at[key[1]]) * count for key, count in example.counts.items()}


def _forward(at: Weights, members: Sequence[Example]) -> list[tuple[dict[str, float], float]]:
    """For each theme of a project: what the decision looks at, and the error of its probability."""
    scores = {example.theme: math.fsum(_parts(at, example).values()) for example in members}
    result = []
    for example in members:
        told = features(example.theme, scores, example.shown, SCOPE)
        logit = math.fsum(at[name] * value for name, value in told.items()) + at.get(f"theme:{example.theme}", 0.0)
        result.append((told, 1 / (1 + math.exp(-logit)) - example.right))
    return result


def _add_slopes(slopes: dict[str, float], at: Weights, members: Sequence[Example]) -> None:
    forward = _forward(at, members)
    scores = [math.expm1(told["score"]) for told, _ in forward]
    against = [error * at["others"] / math.exp(told["others"]) for told, error in forward]
    by_score = [error * at["score"] / (1 + score) for (_, error), score in zip(forward, scores, strict=True)]
    for number, (told, error) in enumerate(forward):
        by_score[number] += math.fsum(against) - against[number]
        others = [other for other in range(len(members)) if other != number]
        if others:
            by_score[max(others, key=scores.__getitem__)] += error * at["rival"] / math.exp(told["rival"])
        for name, value in told.items():
            slopes[name] += error * value
        slopes[f"theme:{members[number].theme}"] += error
    for example, slope in zip(members, by_score, strict=True):
        for (place, strength), part in _parts(at, example).items():
            slopes[place] += slope * part
            slopes[strength] += slope * part


def _by_project(found: Sequence[Example]) -> list[list[int]]:
    groups: defaultdict[tuple[str, str, int], list[int]] = defaultdict(list)
    for number, example in enumerate(found):
        groups[example.folder, example.release, example.project].append(number)
    return list(groups.values())


def probabilities(at: Weights, found: Sequence[Example]) -> list[float]:
    """How probable each example's theme is by some weights."""
    result = [0.0] * len(found)
    for numbers in _by_project(found):
        forward = _forward(at, [found[number] for number in numbers])
        for number, (_, error) in zip(numbers, forward, strict=True):
            result[number] = error + found[number].right
    return result


def out_of_fold(found: Sequence[Example]) -> list[float]:
    """How probable each example's theme is by weights fitted to the releases of the other folds."""
    result = [0.0] * len(found)
    for fold in range(FOLDS):
        apart = [n for n, example in enumerate(found) if _fold(example.release) == fold]
        at = Fit([example for example in found if _fold(example.release) != fold]).run()
        for number, value in zip(apart, probabilities(at, [found[n] for n in apart]), strict=True):
            result[number] = value
    return result


def _fold(release: str) -> int:
    return int(hashlib.sha256(release.encode()).hexdigest(), 16) % FOLDS


def f1(found: Sequence[Example], probable: Sequence[float], lost: int, enough: float) -> tuple[float, float, float]:
    """Precision, recall and F1 at a threshold."""
    counts = Counter((p >= enough, example.right) for example, p in zip(found, probable, strict=True))
    hit, false, missed = counts[True, True], counts[True, False], counts[False, True] + lost
    return hit / max(hit + false, 1), hit / max(hit + missed, 1), 2 * hit / max(2 * hit + false + missed, 1)


def as_toml(at: Weights, enough: float) -> str:
    """The weights as the file iomkg reads."""
    factors = {name: math.exp(at[name]) for name in START} | {"again": AGAIN}
    tables = {
        "places": {name: factors[name] for name in PLACES},
        "strengths": {name: factors[name] for name in (*STRENGTHS, "again")},
        "decision": {name: at[name] for name in DECISION} | {"enough": enough},
        "themes": {name.removeprefix("theme:"): at[name] for name in sorted(at) if name.startswith("theme:")},
    }
    lines = ["# How the terms of a theme add up (claims/theme_weights.py tells how). Fitted by tools/fit_themes.py."]
    for table, values in tables.items():
        lines += ["", f"[{table}]", *(f"{name} = {value:.2f}" for name, value in values.items())]
    for table, comment, named in (("instead", INSTEAD, SCOPE.instead), ("beside", BESIDE, SCOPE.beside)):
        lines += ["", comment, f"[{table}]", *(f"{name} = {json.dumps(others)}" for name, others in named.items())]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the table; the exit code is 1 when a release cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--scorer", type=Path, required=True, metavar="SCORER", help="the scoring script")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the weights here")
    options = parser.parse_args()
    likeness = scorer(options.scorer)
    try:
        gathered = [examples(folder, likeness) for folder in options.folders]
    except IomkgError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    found = [example for some, _ in gathered for example in some]
    lost = {folder.name: number for folder, (_, number) in zip(options.folders, gathered, strict=True)}
    probable = out_of_fold(found)
    enough = max((k / 100 for k in range(40, 61)), key=lambda t: f1(found, probable, sum(lost.values()), t)[2])
    print(f"{'out of fold':24}{'nothing said':>14}{'P':>8}{'R':>8}{'F1':>8}   at {enough:.2f}")
    for name, missing in lost.items():
        some = [(e, p) for e, p in zip(found, probable, strict=True) if e.folder == name]
        figures = f1([e for e, _ in some], [p for _, p in some], missing, enough)
        print(f"{name:24}{missing:14}" + "".join(f"{figure:8.3f}" for figure in figures))
    if options.write:
        options.write.write_text(as_toml(Fit(found).run(), enough), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
