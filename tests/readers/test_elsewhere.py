"""What lies on other storage is read as what lies here, and what stands in the way is told in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner
from tests.conftest import Website

from iomkg.cli import main
from iomkg.errors import ReadingError, UsageError
from iomkg.model import Release
from iomkg.readers import elsewhere, press, sources
from iomkg.readers.manifest import Manifest

ACTIVITIES = """<iati-activities version="2.03"><iati-activity>
<iati-identifier>XM-EXAMPLE-1</iati-identifier>
<reporting-org ref="XM-EXAMPLE" type="10"><narrative>An agency</narrative></reporting-org>
<title><narrative>Borders</narrative></title></iati-activity></iati-activities>"""


@pytest.fixture
def bucket(repository: Path) -> Iterator[str]:
    """The sample releases in memory, with what is no release beside them."""
    storage = fsspec.filesystem("memory")
    storage.put(f"{repository}/data/releases/", "/bucket/releases", recursive=True)
    for name in ("2024/a page.html", ".hidden.txt", ".git/b.txt", "c.bin"):
        storage.pipe(f"/bucket/releases/{name}", b"<p>The ministry funds a border post in Niger.</p>")
    yield "memory://bucket/releases"
    storage.rm("/bucket", recursive=True)


def read(*given: str, manifest: str | None = None) -> list[Release]:
    told = Manifest.read(elsewhere.local(manifest)) if manifest else None
    return [release for place in press.discover(given) for release in sources.read(place, told)]


def told(*arguments: str) -> tuple[int, str]:
    ran = CliRunner().invoke(main, arguments)
    return ran.exit_code, ran.output


def test_a_folder_gives_the_releases_that_one_here_gives(bucket: str, repository: Path) -> None:
    folder = f"{repository}/data/releases"
    here = read(folder, manifest=f"{folder}/sources.csv")
    there = read(bucket, manifest=f"{bucket}/sources.csv")
    assert [release for release in there if release.source.name != "a page.html"] == here
    assert len(there) == len(here) + 1
    assert all(release.source.url for release in here)


def test_files_are_copied_once_for_this_process_and_not_the_others(bucket: str) -> None:
    (place,) = press.discover([f"{bucket}/2024"])
    assert isinstance(place, Path)
    assert place.parts[-4:] == ("bucket", "releases", "2024", "a page.html")
    assert not any(place.parents[1].glob("c.bin"))


def test_a_record_is_extracted_and_a_table_read(bucket: str, repository: Path) -> None:
    name = "2024-03-tchad-balke.en.txt"
    assert told("extract", f"{bucket}/{name}") == told("extract", f"{repository}/data/releases/{name}")
    table = f"{repository}/data/examples/agency-projects.csv"
    fsspec.filesystem("memory").put(table, "/bucket/agency-projects.csv")
    code, drafted = told("table", "suggest", "memory://bucket/agency-projects.csv")
    assert (code, drafted.splitlines()[5:]) == (0, told("table", "suggest", table)[1].splitlines()[5:])


def test_activities_and_graphs_come_from_the_web(website: Website, tmp_path: Path) -> None:
    (release,) = read(website.put("/files/activities.xml", ACTIVITIES, "application/xml"))
    assert release.source.name == "activities.xml"
    assert release.record is not None
    graph = "<https://w3id.org/iomkg/graph/view>"
    url = website.put("/graph.nq", f"<a:a> <a:b> <a:c> {graph} .\n", "application/n-quads")
    assert "holds 1 fact" in told("restore", url, "--store", str(tmp_path / "store"))[1]


def test_what_the_web_does_not_have_is_told(website: Website) -> None:
    with pytest.raises(ReadingError, match=r"http://127\.0\.0\.1:\d+/none\.xml cannot be read: "):
        press.discover([f"{website.url}/none.xml"])


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("s3://bucket/folder", "s3://bucket/folder needs s3fs: pip install s3fs"),
        ("gs://bucket/folder", "gs://bucket/folder needs gcsfs: pip install gcsfs"),
        ("memory://bucket/none", "no such file or folder: memory://bucket/none"),
        ("nothing://bucket", "nothing://bucket is no address of storage that is known: Protocol not known: nothing"),
        ("zip://a.txt::memory://a.zip", "zip://a.txt::memory://a.zip is not read; give a path, or an address such as"),
        ("ftp://example.org/a", "ftp://example.org/a is not an address of the web"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(url: str, line: str) -> None:
    code, output = told("extract", url)
    assert code == 2
    assert output.startswith(f"iomkg: {line}")
    assert len(output.splitlines()) == 1


def test_without_the_package_the_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(UsageError, match=r"^s3://b/c needs fsspec: pip install 'iomkg\[storage\]'$"):
        elsewhere.local("s3://b/c")


def test_a_name_that_leads_out_of_the_folder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    storage = fsspec.filesystem("memory")
    storage.pipe("/odd/a.txt", b"a")
    monkeypatch.setattr(type(storage), "find", lambda *_: ["/odd/../../../a.txt"])
    with pytest.raises(ReadingError, match=r"leads elsewhere: \.\./\.\./\.\./a\.txt"):
        elsewhere.local("memory://odd")


def test_no_password_is_repeated() -> None:
    with pytest.raises((UsageError, ReadingError)) as refused:
        elsewhere.local("nothing://ana:hunter2@example.org/a")
    assert "hunter2" not in str(refused.value)


def test_copies_are_gone_with_the_process(tmp_path: Path) -> None:
    script = (
        "import fsspec; from iomkg.readers import elsewhere\n"
        "fsspec.filesystem('memory').pipe('/b/a.txt', b'a'); print(elsewhere.local('memory://b/a.txt').read_text())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "TMPDIR": str(tmp_path)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert ran.stdout == "a\n"
    assert list(tmp_path.iterdir()) == []
