"""Extract records from a folder of releases and score them against gold records.

usage: python -m tools.score RELEASES GOLD --scorer SCORER [--show FIELD]...

RELEASES and GOLD hold one text and one record per release under the same stem; SCORER is the scoring script
(`score_extraction.py`), whose table is printed. The records go to --output, or to a folder that is removed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from iomkg import claims, documents, mentions, records
from iomkg.errors import IomkgError
from iomkg.readers import press
from iomkg.reference import Reference


def extract(releases: Path, output: Path) -> int:
    """Write the record of every release in a folder; the number written."""
    reference = Reference.load()
    count = 0
    for path in press.discover([releases]):
        for release in press.read(path):
            document = documents.compose(release)
            found = claims.read(document, mentions.find(document, reference), reference)
            record = records.record(document, found, reference)
            text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
            (output / f"{release.stem}.json").write_text(text, encoding="utf-8")
            count += 1
    return count


def main() -> int:
    """Print the score; the exit code is the scorer's, or 1 when a release cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("releases", type=Path, metavar="RELEASES")
    parser.add_argument("gold", type=Path, metavar="GOLD")
    parser.add_argument("--scorer", type=Path, required=True, metavar="SCORER", help="the scoring script")
    parser.add_argument("--output", type=Path, metavar="DIR", help="keep the records here")
    parser.add_argument("--show", action="append", default=[], metavar="FIELD", help="list a field's errors")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        output = options.output or Path(scratch)
        output.mkdir(parents=True, exist_ok=True)
        try:
            extract(options.releases, output)
        except IomkgError as error:
            print(error, file=sys.stderr)
            return error.exit_code
        shown = [argument for field in options.show for argument in ("--show", field)]
        command = [sys.executable, str(options.scorer), str(options.gold), str(output), *shown]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
