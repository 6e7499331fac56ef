"""What is declared of other packages is so: extras that messages name, the lock, the list of licences."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parents[2]
DECLARED = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
EXTRAS = DECLARED["project"]["optional-dependencies"]
ADDING = {name: needs for name, needs in EXTRAS.items() if name != "all"}
SHIPPED = [*DECLARED["project"]["dependencies"], *(need for needs in ADDING.values() for need in needs)]


def requirements(lines: list[str]) -> Iterator[tuple[str, Requirement]]:
    for line in lines:
        requirement = Requirement(line)
        yield canonicalize_name(requirement.name), requirement


@pytest.fixture(scope="module")
def lock() -> str:
    return (REPOSITORY / "requirements-dev.txt").read_text("utf-8")


def test_all_is_every_extra() -> None:
    (whole,) = EXTRAS["all"]
    assert Requirement(whole).extras == set(ADDING)


def test_every_extra_that_is_named_exists() -> None:
    texts = [
        *(REPOSITORY / "src").rglob("*.py"),
        *REPOSITORY.glob("*.md"),
        *(REPOSITORY / "docs").rglob("*.md"),
        REPOSITORY / "Containerfile",
    ]
    named = {
        extra.strip()
        for text in texts
        for extras in re.findall(r"(?:iomkg|pip install '\.)\[([\w, -]+)\]", text.read_text("utf-8"))
        for extra in extras.split(",")
    }
    assert named >= {"web", "plots", "storage"}
    assert named <= set(EXTRAS)


def test_the_lock_holds_what_is_asked_for(lock: str) -> None:
    pinned = dict(re.findall(r"^([\w.-]+)==([^ ;]+)", lock, re.MULTILINE))
    groups = DECLARED["dependency-groups"]
    developing = [need for need in groups["dev"] if isinstance(need, str)]
    included = [need for group in groups["dev"] if isinstance(group, dict) for need in groups[group["include-group"]]]
    for name, requirement in requirements([*SHIPPED, *developing, *included]):
        assert requirement.specifier.contains(pinned[name], prereleases=True), f"{requirement}: run `make lock`"


def test_the_lock_names_no_index_and_hashes_everything(lock: str) -> None:
    assert "://" not in lock
    assert not re.search(r"^--?[a-z]", lock, re.MULTILINE)
    pins = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_list_of_licences_has_every_package_that_is_asked_for() -> None:
    listed = set(
        re.findall(r"^\| ([\w.-]+) \|", (REPOSITORY / "docs" / "licences.md").read_text("utf-8"), re.MULTILINE)
    )
    missing = {name for name, _ in requirements(SHIPPED)} - listed
    assert not missing, "run `make licences`"


@pytest.mark.parametrize(
    ("licence", "stops"),
    [("MIT", False), ("GPL-3.0-only OR MIT", False), ("MIT AND GPL-3.0-only", True), ("UNKNOWN", True)],
)
def test_a_licence_nobody_has_looked_at_stops_the_list(licence: str, stops: bool) -> None:
    told = json.dumps([{"Name": "new-package", "License": licence}])
    command = [sys.executable, "-m", "tools.licences"]
    ended = subprocess.run(command, cwd=REPOSITORY, input=told, capture_output=True, text=True, check=False)
    assert (ended.returncode, f"new-package: {licence}" in ended.stderr) == (int(stops), stops)
