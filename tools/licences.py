"""Write docs/licences.md from what pip-licenses tells of an environment that holds iomkg with every extra.

`make licences` runs it: `pip-licenses --format=json … | python -m tools.licences`. A licence that is not known here
to go with Apache-2.0 stops it: a person has to look at it first.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT: Final = Path(__file__).resolve().parents[1] / "pyproject.toml"
# Permissive, or with duties only towards the package itself (LGPL, MPL), which is not changed and not in the wheel.
# "dependency licenses" is pypdfium2's word for those of what is built into PDFium, all permissive.
GOES_WITH_OURS: Final = re.compile(
    r"0BSD|Apache|BSD|CC0|CNRI-Python|dependency licenses|HPND|ISC|\bMIT\b|MPL|Mozilla|LGPL|Lesser|PSF|"
    r"Python Software Foundation|Public.Domain|Unlicense|W3C|Zlib",
    re.IGNORECASE,
)
# All of these have to be kept to; of what an " OR " joins, one.
ALL_OF: Final = re.compile(r" AND |; |, ", re.IGNORECASE)
# What is the package's own, and what brings Python itself.
NOT_LISTED: Final = frozenset({"iomkg", "pip", "setuptools", "wheel"})
HEAD: Final = """\
# Licences of what iomkg needs

Written by `make licences` from an environment with every extra; do not edit. iomkg itself is under
[Apache 2.0](../LICENSE). Its wheel and its source distribution hold none of these packages: pip fetches each from its
publisher, under its own licence. Whoever hands on an image or a bundle that holds them has to keep their notices.

- **LGPL** (owlready2): it is used as it is published, by import, and users can replace it, which is what the LGPL asks
  for; what imports it may have another licence. An image that holds it has to carry the LGPL's text and say where its
  source is (pip installs it from source). It brings HermiT (LGPL), which runs as a program of its own.
- **MPL** (certifi; tld, by choice among three): a duty towards the package's own files alone, which are not changed.
- All others are permissive: keep the notice.

| package | licence | needed by |
|---|---|---|
"""


def main() -> int:
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    asked_for = dict(_asked_for(project["dependencies"], project["optional-dependencies"]))
    told = {canonicalize_name(each["Name"]): each["License"] for each in json.load(sys.stdin)}
    listed = {name: licence for name, licence in sorted(told.items()) if name not in NOT_LISTED}
    unknown = [f"{name}: {licence}" for name, licence in listed.items() if not _goes_with_ours(licence)]
    if unknown:
        print("look at these licences first, then at tools/licences.py:", *unknown, sep="\n  ", file=sys.stderr)
        return 1
    print(HEAD, end="")
    for name, licence in listed.items():
        print(f"| {name} | {_one_line(licence)} | {asked_for.get(name, 'others')} |")
    return 0


def _asked_for(core: Iterable[str], extras: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Each package that pyproject names, with what needs it: iomkg, or an extra."""
    for group, needs in {**{f"`{name}`": needs for name, needs in extras.items()}, "iomkg": core}.items():
        for need in needs:
            yield canonicalize_name(Requirement(need).name), group


def _goes_with_ours(licence: str) -> bool:
    return all(GOES_WITH_OURS.search(part) for part in ALL_OF.split(_one_line(licence)))


def _one_line(licence: str) -> str:
    """Some packages give the whole text as the licence's name."""
    return licence.strip().partition("\n")[0].replace("|", "/")


if __name__ == "__main__":
    sys.exit(main())
