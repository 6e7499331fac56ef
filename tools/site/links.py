"""The documents as pages of the site: where each stands there, and its links, which are those of the repository.

What a document links to outside docs/ is a page of the reference, or else (a module, a table) copied into the site
beside the pages, so that a link leads to the state the document tells of, without a network. A folder of the package
stands for its `__init__.py`, whose head says what is in it; of another folder only the name is left.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

#: Documents outside docs/ that are pages, and what they are called there.
_PAGES: Final = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
#: What the reference tells of in full: a link to it leads there.
_REFERRED: Final = {
    "ontology/iomkg.ttl": "reference/ontology.md",
    "ontology/lists.ttl": "reference/lists.md",
    "ontology/themes.ttl": "reference/lists.md",
    "queries/competency": "reference/questions.md",
    "shapes": "reference/shapes.md",
    "src/iomkg/api": "reference/python.md",
    "src/iomkg/cli": "reference/commands.md",
}
_LINK: Final = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_FENCE: Final = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_COPIED: Final = "files"


def bring_over(repository: Path, folder: Path) -> None:
    """Write the documents as pages into a folder, with all they link to."""
    for document in sorted(documents(repository)):
        page = folder / _place(document.relative_to(repository))
        page.parent.mkdir(parents=True, exist_ok=True)
        if document.suffix == ".md":
            page.write_text(_relinked(document, page, repository, folder), encoding="utf-8")
        else:
            shutil.copyfile(document, page)


def documents(repository: Path) -> Iterator[Path]:
    """What becomes pages, with the pictures and notebooks among them."""
    yield from (repository / name for name in _PAGES)
    yield from (path for path in (repository / "docs").rglob("*") if path.is_file())


def _place(path: Path) -> Path:
    """Where a document stands on the site, by its path in the repository."""
    name = path.as_posix()
    return Path(_PAGES.get(name) or _REFERRED.get(name) or name.removeprefix("docs/"))


def _relinked(document: Path, page: Path, repository: Path, folder: Path) -> str:
    def relinked(match: re.Match[str]) -> str:
        picture, text, target = match.groups()
        path, hash_sign, anchor = target.partition("#")
        if not path or "://" in path:
            return match[0]
        found = _target((document.parent / path).resolve(), repository, folder)
        if found is None:
            return text
        return f"{picture}[{text}]({os.path.relpath(folder / found, page.parent)}{hash_sign}{anchor})"

    text = document.read_text("utf-8")
    parts = []
    end = 0
    for fence in _FENCE.finditer(text):
        parts += [_LINK.sub(relinked, text[end : fence.start()]), fence[0]]
        end = fence.end()
    return "".join([*parts, _LINK.sub(relinked, text[end:])])


def _target(path: Path, repository: Path, folder: Path) -> Path | None:
    """Where on the site a link to a file of the repository leads, once that is there; None for nowhere."""
    inside = path.relative_to(repository)
    if inside.parts[0] == "docs" or inside.as_posix() in (*_PAGES, *_REFERRED):
        return _place(inside)
    if (path / "__init__.py").is_file():
        path, inside = path / "__init__.py", inside / "__init__.py"
    if not path.is_file():
        return None
    copy = Path(_COPIED) / inside.parent / path.name.lstrip(".")  # hidden files are left out of a site
    if copy.suffix == ".md":
        copy = copy.with_suffix(".md.txt")  # no page, so its own links need not lead anywhere
    (folder / copy).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, folder / copy)
    return copy
