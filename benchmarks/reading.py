"""How fast releases are read, beside spaCy's blank pipeline with a PhraseMatcher in the same run.

    python benchmarks/reading.py [--rounds 7] [--releases 200]

Both sides get the same files, one process and one core each, turn about:

- iomkg: the file's bytes decoded, cleaned of page furniture and contact details, language told, sentences split,
  mentions found (names, bodies, money, dates, durations, titles, people, places), claims read with their evidence,
  and the record made of them.
- spaCy: the file's bytes decoded as UTF-8, the language given for nothing, `spacy.blank(language)` with the
  `sentencizer`, and a `PhraseMatcher(attr="LOWER")` holding every name, acronym and demonym of iomkg's own
  gazetteer; sentences and matches read off as offsets.

Setting up (reference data, lexicons, 21,000 phrases) is not counted on either side, nor is writing a result. Times are
CPU times, so that other work on the machine weighs less. Exits with 1 when the median ratio is below the limit.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, get_args

import spacy
from spacy.matcher import PhraseMatcher
from texts import Made, make

from iomkg import pipeline
from iomkg.mentions.gazetteer import names_of
from iomkg.model import Language
from iomkg.readers import press
from iomkg.reference import Reference

LIMIT: Final = 1.0
_TURN: Final = 10  # releases one side reads before it is the other's turn


def ours(made: Made) -> int:
    """Read a release to its record."""
    (release,) = press.read(made.path)
    return len(pipeline.record(release))


def phrase_matching() -> Callable[[Made], int]:
    """spaCy's side, set up."""
    names = sorted(names_of(Reference.load()))
    pipes: dict[str, tuple[Any, Any]] = {}
    for language in get_args(Language):
        pipe = spacy.blank(language)
        pipe.add_pipe("sentencizer")
        matcher = PhraseMatcher(pipe.vocab, attr="LOWER")
        matcher.add("name", list(pipe.tokenizer.pipe(names)))
        pipes[language] = (pipe, matcher)

    def read(made: Made) -> int:
        pipe, matcher = pipes[made.language]
        document = pipe(made.path.read_bytes().decode("utf-8"))
        sentences = [(sentence.start_char, sentence.end_char) for sentence in document.sents]
        found = [(document[start:end].start_char, document[start:end].end_char) for _, start, end in matcher(document)]
        return len(sentences) + len(found)

    print(f"spaCy {spacy.__version__} with {len(names):,} phrases for each of {len(pipes)} languages")
    return read


def seconds(read: Callable[[Made], int], releases: Sequence[Made]) -> float:
    begun = time.process_time()
    for made in releases:
        read(made)
    return time.process_time() - begun


def measured(sides: Sequence[Callable[[Made], int]], releases: Sequence[Made]) -> list[float]:
    """The CPU seconds of each side over the same releases, a few at a time by turns."""
    taken = [0.0] * len(sides)
    for turn, first in enumerate(range(0, len(releases), _TURN)):
        order = range(len(sides)) if turn % 2 else reversed(range(len(sides)))
        for side in order:
            taken[side] += seconds(sides[side], releases[first : first + _TURN])
    return taken


def spread(values: Sequence[float], form: str) -> str:
    """The least, the median and the most."""
    return " / ".join(format(value, form) for value in (min(values), statistics.median(values), max(values)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--releases", type=int, default=200, help="releases in each round, new ones every time")
    options = parser.parse_args()
    sides = (ours, phrase_matching())
    speeds: tuple[list[float], list[float]] = ([], [])
    for number in range(options.rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            releases = list(make(Path(folder), options.releases, seed=number))
            taken = measured(sides, releases)
        if number == 0:
            continue  # the first round warms up
        for side, found in enumerate(taken):
            speeds[side].append(sum(made.words for made in releases) / found)
    ratios = [mine / theirs for mine, theirs in zip(*speeds, strict=True)]
    print(f"{options.rounds} rounds of {options.releases} releases; words per second and core, least / median / most")
    print(f"  iomkg, bytes to record   {spread(speeds[0], ',.0f')}")
    print(f"  spaCy, bytes to matches  {spread(speeds[1], ',.0f')}")
    print(f"  ratio                    {spread(ratios, '.2f')} (limit {LIMIT})")
    return int(statistics.median(ratios) < LIMIT)


if __name__ == "__main__":
    sys.exit(main())
