"""`python -m tools.site FOLDER`: the pages of the site as Markdown, for `zensical build`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from tools.site import commands, figures, links, ontology, python, questions, shapes

_REPOSITORY: Final = Path(__file__).resolve().parents[2]
_REFERENCE: Final[Mapping[str, Callable[[], str]]] = {
    "commands": commands.page,
    "python": python.page,
    "questions": questions.page,
    "ontology": ontology.page,
    "lists": ontology.lists,
    "shapes": shapes.page,
    "figures": figures.page,
}


def prepare(folder: Path) -> None:
    """Write every page of the site into a folder, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    links.bring_over(_REPOSITORY, folder)
    shutil.copyfile(Path(__file__).with_name("style.css"), folder / "style.css")
    (folder / "reference").mkdir(parents=True)
    for name, page in _REFERENCE.items():
        (folder / "reference" / f"{name}.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
