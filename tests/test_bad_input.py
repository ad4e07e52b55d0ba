"""Every broken source is refused with exactly the expected lines, or loads with exactly the expected notices."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from graphmodel import shipped as content
from graphmodel.errors import CatalogueError, SourceError
from graphmodel.loading import check, load
from tests.worlds import broken_archives
from tests.worlds.broken import CASES, SOUND

pytestmark = pytest.mark.rotates("bad_input")

assert broken_archives.__name__  # its cases join the others as it is imported
FOLDERS = sorted(path for path in SOUND.parent.iterdir() if path != SOUND)


def said(source: Path | str) -> list[str]:
    """Return what is said of a source, a line each, and that load says the same."""
    notes: list[str] = []
    try:
        report = check(source)
    except SourceError as error:
        with pytest.raises(SourceError):
            load(source)
        return [f"error {line}" for line in str(error).splitlines()]
    if report.catalogue is None:
        with pytest.raises(CatalogueError) as refused:
            load(source, notice=notes.append)
        assert refused.value.problems == report.problems
    else:
        assert (load(source, notice=notes.append), report.problems) == (report.catalogue, ())
    assert notes == [str(note) for note in (*report.notices, *report.warnings)]
    kinds = {"problem": report.problems, "warning": report.warnings, "notice": report.notices}
    return [f"{kind} {note}" for kind, notes in kinds.items() for note in notes] or ["sound"]


@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: path.name)
def test_a_spoilt_folder(case: Path, tmp_path: Path) -> None:
    source = tmp_path / "world"
    shutil.copytree(SOUND, source)
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    for line in [line for line in expected if line.startswith("without ")]:
        (source / line.removeprefix("without ")).unlink()
        expected.remove(line)
    for file in case.iterdir():
        if file.name != "expected.txt":
            shutil.copy(file, source)
    assert said(source) == expected


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_source(name: str, tmp_path: Path) -> None:
    make = CASES[name]
    lines = [line.strip() for line in str(make.__doc__).strip().splitlines()]
    places = {"{here}": str(tmp_path), "{shipped}": ", ".join(content.catalogues()), "{long}": "x" * 5000}
    for place, text in places.items():
        lines = [line.replace(place, text) for line in lines]
    assert said(make(tmp_path)) == lines


def in_french(source: Path | str) -> list[tuple[str, str]]:
    """Return what is said of a source, in English and in French."""
    try:
        report = check(source)
    except SourceError as error:
        return [(str(error), error.text("fr"))]
    return [(str(note), note.text("fr")) for note in (*report.problems, *report.warnings, *report.notices)]


ENGLISH = re.compile(r"\b(is|has|holds|the|and|not|are|it|that|where|write|save|give|did you mean)\b")


def without_values(text: str) -> str:
    """Return a text without the place it speaks of, and without what it quotes."""
    return re.sub(r"'[^']*'|\([^)]*\)|/\S+|\S+\.(csv|xlsx|toml)\S*", " ", text)


@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: path.name)
def test_a_spoilt_folder_is_told_in_french(case: Path, tmp_path: Path) -> None:
    source = tmp_path / "world"
    shutil.copytree(SOUND, source)
    for file in case.iterdir():
        if file.name != "expected.txt":
            shutil.copy(file, source)
    for english, french in in_french(source):
        assert english != french
        assert not ENGLISH.search(without_values(french)), french


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_source_is_told_in_french(name: str, tmp_path: Path) -> None:
    for english, french in in_french(CASES[name](tmp_path)):
        assert english != french
        spoken = without_values(french.rpartition(" : ")[0] or french)  # after it may stand what another library says
        assert not ENGLISH.search(spoken), french


def test_there_are_many() -> None:
    assert len(FOLDERS) + len(CASES) > 130


def test_the_sound_folder_is_sound() -> None:
    assert said(SOUND) == ["sound"]
