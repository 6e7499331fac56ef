"""`python -m tools.build_reference TABLES OUTPUT`: write every data set as a Turtle file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.build_reference import areas, bodies, instruments, lists, regions, routes, states, towns
from tools.build_reference.dataset import Dataset
from tools.build_reference.turtle import turtle

from iomkg.errors import IomkgError
from iomkg.resources import data


def datasets(shared: Path, tables: Path) -> list[Dataset]:
    """All data sets, each built from the two folders of tables."""
    builders = (
        states.build,
        regions.build,
        regions.build_sahel,
        areas.build,
        towns.build,
        towns.build_border_posts,
        routes.build,
        bodies.build_organisations,
        bodies.build_ngos,
        bodies.build_agencies,
        instruments.build,
        lists.build_currencies,
        lists.build_sectors,
        lists.build_iati,
        lists.build_sdg,
        lists.build_gcm,
        lists.build_migof,
    )
    return [build(shared, tables) for build in builders]


def main() -> int:
    """Write the files; 0 when done, 1 with one line on standard error when a table is at fault, 2 for a bad call."""
    parser = argparse.ArgumentParser(prog="python -m tools.build_reference", description=__doc__)
    parser.add_argument("shared", type=Path, metavar="TABLES", help="folder with the public tables (countries, dac, …)")
    parser.add_argument("output", type=Path, metavar="OUTPUT", help="folder for the Turtle files, made if missing")
    arguments = parser.parse_args()
    if not arguments.shared.is_dir():
        parser.error(f"{arguments.shared} is no folder; give the one that holds countries, dac, geo and lists")
    try:
        built = datasets(arguments.shared, data() / "tables")
    except IomkgError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    arguments.output.mkdir(parents=True, exist_ok=True)
    for dataset in built:
        (arguments.output / f"{dataset.name}.ttl").write_text(turtle(dataset), encoding="utf-8", newline="\n")
        print(f"{dataset.name}: {len(dataset.triples)} triples")
    return 0


if __name__ == "__main__":
    sys.exit(main())
