"""A curator adds a cue in a text file, sees what it changes, and reads with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from iomkg import lexicon, lexicon_files
from iomkg.errors import DataError

RELEASE = (
    "Un nuevo proyecto fronterizo\n\n"
    "Guatemala - El proyecto «Fronteras que cuidan» comenzó en Tecún Umán a lomos del monedero de Japón. "
    "La Organización Internacional para las Migraciones (OIM) ejecuta el proyecto durante 18 meses en la frontera.\n"
)
CUE = """
[[cue]]
role = "donor"
name = "coffers"
side = "right"
gap = 2
confidence = 0.85
forms = ["a lomos del monedero de"]
"""


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "releases" / "fronteras.es.txt"
    path.parent.mkdir()
    path.write_text(RELEASE, encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "es.toml").write_text(CUE, encoding="utf-8")
    return folder


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], object]]:
    """Reads the Spanish lexicon with a curator's, and leaves none of it behind."""

    def read(own: Path) -> object:
        monkeypatch.setenv(lexicon_files.VARIABLE, str(own))
        lexicon_files.table.cache_clear()
        lexicon.load.cache_clear()
        return lexicon.load("es")

    yield read
    lexicon_files.table.cache_clear()
    lexicon.load.cache_clear()


def donors(ran) -> list[str]:
    return [donor["canonical"] for project in json.loads(ran.out)["projects"] for donor in project["donors"]]


def test_a_cue_of_ones_own_is_compared_then_used(run, release, own):
    assert donors(run("extract", release)) == []
    compared = run("lexicon", "compare", release.parent, "--lexicon", own)
    assert compared.code == 0
    assert "+ donor: Japan" in compared.out
    assert 'donor/coffers: “a lomos del monedero de” by the form "a lomos' in " ".join(compared.out.split())
    assert compared.out.splitlines()[-1] == "1 release of 1 read differently"


def test_another_part_of_the_same_actor_is_a_difference(run, release, own):
    said = (
        "El Alto Comisionado de las Naciones Unidas para los Refugiados (ACNUR) y el Servicio Nacional de Migración de "
        "Panamá presentaron este martes el proyecto «Orillas dignas», que durante 20 meses mejorará la recepción de "
        "personas migrantes en Lajas Blancas.\n"
    )
    release.write_text(f"Panamá refuerza la atención a migrantes\n\n{said}", encoding="utf-8")
    cue = CUE.replace("donor", "implementer").replace('"right"', '"left"')
    (own / "es.toml").write_text(cue.replace("a lomos del monedero de", "presentaron este martes"), encoding="utf-8")
    compared = run("lexicon", "compare", release, "--lexicon", own)
    assert "+ participant (implementing): National Migration Service" in " ".join(compared.out.split())
    assert compared.out.splitlines()[-1] == "1 release of 1 read differently"


def test_a_lexicon_given_to_one_command_does_not_outlive_it(run, release, own, monkeypatch):
    # The lexicon of a process is read once; what is tested is that the choice is taken back.
    monkeypatch.delenv("IOMKG_LEXICON", raising=False)
    run("lexicon", "compare", release, "--lexicon", own)
    again = run("lexicon", "compare", release)
    assert again.code == 2
    assert "--lexicon DIR" in again.told[0]


def test_a_lexicon_that_adds_nothing_new_changes_nothing(run, release, own):
    (own / "es.toml").write_text(CUE.replace("a lomos del monedero de", "con cargo al tesoro de"), encoding="utf-8")
    assert run("lexicon", "compare", release, "--lexicon", own).out == "no releases of 1 read differently\n"


def test_the_trace_names_the_words_and_the_form(run, release):
    traced = run("lexicon", "trace", release, "--method", "implementer")
    assert traced.code == 0
    assert "**ejecuta**" in traced.out
    assert "participant (implementing): International Organization for Migration" in " ".join(traced.out.split())
    assert "implementer/" in traced.out
    assert 'by the form "' in " ".join(traced.out.split())


def test_a_trace_of_a_method_that_read_nothing_says_so(run, release):
    assert "Nothing was read from it by donor/nobody." in run(
        "lexicon", "trace", release, "--method", "donor/nobody"
    ).err.replace("\n", " ")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('role = "donor"', 'role = "payer"'), "has an unknown role; roles are"),
        (('side = "right"', 'side = "behind"'), "has the side 'behind'; sides are"),
        (("confidence = 0.85", "confidence = 85"), "has the confidence 85; it should lie between 0 and 1"),
        (('forms = ["a lomos del monedero de"]', ""), "has no forms"),
        (("gap = 2", 'gap = "two"'), "has gap = 'two'"),
        (("gap = 2", "gaps = 2"), "has a 'gaps', which no cue has"),
        (("a lomos del monedero de", "a cuenta (de|"), "the form 'a cuenta (de|' cannot be read"),
        (("[[cue]]", "[[cue"), "cannot be read"),
        (("[[cue]]", "[cue]"), "a cue begins with [[cue]], in two brackets"),
        (('forms = ["a lomos del monedero de"]', "forms = [1]"), "1 stands in a list of texts"),
        (("[[cue]]", "[words]\nagents = [1]\n[[cue]]"), "1 stands in a list of texts"),
        (("[[cue]]", "macros = 1\n[[cue]]"), "macros is a table, which begins with [macros]"),
        (("[[cue]]", "[macros]\naid = 0.8\n[[cue]]"), "the macro aid is 0.8, and no text"),
        (("[[cue]]", "[words]\nagents = 0.8\n[[cue]]"), "has agents = 0.8 where a list belongs"),
    ],
)
def test_a_cue_that_cannot_be_read_is_named_in_one_line(read_anew, own, change, told):
    (own / "es.toml").write_text(CUE.replace(*change), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        read_anew(own)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_lexicon_that_cannot_be_read_reads_nothing(run, release, own):
    (own / "es.toml").write_text(CUE.replace("right", "behind"), encoding="utf-8")
    for command in (("extract",), ("load",), ("lexicon", "compare")):
        ran = run(*command, release, "--lexicon", own)
        assert (ran.code, ran.out) == (1, "")
    (line,) = ran.told
    assert line.startswith("iomkg: lexicon es: the cue donor/coffers has the side 'behind'")


def test_a_folder_that_is_no_lexicon_is_the_calls_fault(run, release, tmp_path):
    assert "is no folder" in run("extract", release, "--lexicon", tmp_path / "none").told[0]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "holds none of" in run("extract", release, "--lexicon", empty).told[0]
    (empty / "sp.toml").touch()
    ran = run("load", release, "--lexicon", empty)
    assert ran.code == 2
    assert "sp.toml in the lexicon" in ran.told[0]


def test_the_files_of_the_lexicon_are_named(run, own, monkeypatch):
    monkeypatch.setenv("IOMKG_LEXICON", str(own))
    listed = run("lexicon", "files").out.splitlines()
    assert [Path(line).name for line in listed if "own" not in Path(line).parent.name] == [
        "common.toml", "documents.toml", "en.toml", "es.toml", "fr.toml", "furniture.toml", "hyphens.toml",
        "tables.toml",
    ]  # fmt: skip
    assert listed[-1] == str(own / "es.toml")
