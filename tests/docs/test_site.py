"""The documentation site is built without a warning, its links lead somewhere, and other hosts give nothing to it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html
from tests.conftest import REPOSITORY
from tools.site.__main__ import prepare


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    prepare(folder / "pages")
    settings = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("build/pages", "pages").replace("[src]", f"[{REPOSITORY / 'src'}]")
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    built = subprocess.run(
        [Path(sys.executable).with_name("zensical"), "build", "--strict"],
        cwd=folder,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=250,
        check=False,
    )
    assert built.returncode == 0, built.stdout
    return folder / "site"


def pages(site: Path) -> Iterator[tuple[Path, etree._Element]]:
    yield from ((path, html.parse(path).getroot()) for path in sorted(site.rglob("*.html")) if path.name != "404.html")


def test_every_part_of_the_reference_is_there(site: Path) -> None:
    told = {page.stem: page.read_text("utf-8") for page in (site / "reference").glob("*.html")}
    assert "iomkg judgements import" in told["commands"]
    assert "evidence_to_pandas" in told["python"]
    assert "cq34-who-funds-what-where" in told["questions"]
    assert "Participation" in told["ontology"]
    assert "livelihoods-and-root-causes" in told["lists"]
    assert "Person-public-role" in told["shapes"]
    assert "donor/funded-by" in told["figures"]


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    roots = dict(pages(site))
    anchors = {path: {*root.xpath("//@id"), *root.xpath("//a/@name")} for path, root in roots.items()}
    astray = []
    for path, root in roots.items():
        for target in root.xpath("//a/@href"):
            parts = urlsplit(target)
            if parts.scheme:
                continue
            found = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if found.is_dir():
                found /= "index.html"
            if not found.is_file() or (parts.fragment and unquote(parts.fragment) not in anchors.get(found, ())):
                astray.append(f"{path.relative_to(site)}: {target}")
    assert astray == []


def test_nothing_is_loaded_from_other_hosts(site: Path) -> None:
    loaded = {
        address
        for _, root in pages(site)
        for address in root.xpath("//@src | //link[not(@rel='canonical')]/@href")
        if urlsplit(address).netloc
    }
    assert loaded == set()
