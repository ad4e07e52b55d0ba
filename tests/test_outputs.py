"""What is written is there whole or not at all, in the place of what may be replaced and of nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.errors import GraphmodelError, MachineError
from graphmodel.machine import outputs
from graphmodel.machine import refusals as machine
from graphmodel.records.catalogue import Catalogue
from tests.commands import Caller, spawn
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("outputs")

OLD = b"what was there before\n"
ON = ("-q", "--on", "nleim-2014")
resource = pytest.importorskip("resource")
LINES = "// One\n// @fr Une\n// All systems.\nMATCH (s:System) RETURN s.id AS id ORDER BY id\n"
WRITES: dict[str, tuple[tuple[str, ...], str]] = {
    "map": ((*ON, "map", "-o", "out.html"), "out.html"),
    "report": ((*ON, "report", "--links", "1", "-o", "out.md"), "out.md"),
    "survey": ((*ON, "survey", "make", "--agency", "org-1", "-o", "out.xlsx"), "out.xlsx"),
    "xlsx": ((*ON, "export", "xlsx", "-o", "out.xlsx"), "out.xlsx"),
    "graphml": ((*ON, "export", "graphml", "-o", "out.graphml"), "out.graphml"),
    "golden": ((*ON, "query", "golden", "pack", "--update"), "pack/golden/one.json"),
    "diff": (("-q", "diff", "nleim-2014", "nleim-2014", "--map", "out.html"), "out.html"),
}
GOLDEN = b'{"query": "pack/one", "cases": [{"parameters": {}}]}'


@pytest.fixture
def here(tmp_path: Path, nleim: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a pack of one query."""
    (tmp_path / "pack" / "golden").mkdir(parents=True)
    (tmp_path / "pack" / "one.cypher").write_text(LINES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(WRITES, "survey", (_with_agency(nleim), "out.xlsx"))
    return tmp_path


def _with_agency(world: Catalogue) -> tuple[str, ...]:
    return tuple(str(world.agencies["id"].iloc[0]) if word == "org-1" else word for word in WRITES["survey"][0])


def prepared(target: Path, name: str) -> bytes:
    old = GOLDEN if name == "golden" else OLD
    target.write_bytes(old)
    return old


@pytest.mark.parametrize("name", WRITES)
def test_a_full_disk_leaves_the_old_file(here: Path, canada_file: Path, name: str) -> None:
    """The limit on the size of a file stands for the disk: it is reached while the file is being written."""
    arguments, output = WRITES[name]
    if name == "golden":  # it would build a graph in a file of the system's temporary folder
        arguments = ("-q", *arguments[3:])
    old = prepared(here / output, name)
    done = subprocess.run(
        [sys.executable, "-m", "graphmodel", "--lang", "fr", "--store", str(canada_file), *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000)),
        timeout=120,
    )
    words = "le graphe n'a pas été écrit" if name == "report" else "ne peut être écrit"
    assert (done.returncode, words in done.stderr) == (1, True)
    kept_elsewhere = name in ("report", "xlsx", "survey")  # until it is whole
    assert (tempfile.gettempdir() if kept_elsewhere else output.rpartition("/")[2]) in done.stderr
    assert "Traceback" not in done.stderr
    assert "trop grand" in done.stderr
    assert (here / output).read_bytes() == old
    assert not list(here.rglob(".graphmodel-*"))


def test_a_full_disk_leaves_the_old_folder(here: Path, nleim: Catalogue) -> None:
    gm.export(nleim, "csv", here / "out")
    before = {item.name: item.read_bytes() for item in (here / "out").iterdir()}
    done = subprocess.run(
        [sys.executable, "-m", "graphmodel", "--on", "canada", "export", "csv", "-o", "out", "--overwrite"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
        timeout=120,
    )
    assert (done.returncode, "out cannot be written: File too large" in done.stderr) == (1, True)
    assert {item.name: item.read_bytes() for item in (here / "out").iterdir()} == before
    assert {item.name for item in here.iterdir()} == {"out", "pack"}


@pytest.mark.parametrize("name", WRITES)
def test_rights_and_symlinks_are_kept(graphmodel: Caller, here: Path, name: str) -> None:
    arguments, output = WRITES[name]
    real, target = here / "pack" / "golden" / "real", here / output
    prepared(real, name)
    real.chmod(0o640)
    target.symlink_to(real)
    assert graphmodel(*arguments, store="memory:").code == 0
    assert target.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.read_bytes() not in (OLD, GOLDEN)
    assert not list(here.rglob(".graphmodel-*"))


@pytest.mark.parametrize("name", [name for name in WRITES if name != "golden"])
def test_what_is_not_to_be_replaced_is_refused(graphmodel: Caller, here: Path, name: str) -> None:
    arguments, output = WRITES[name]
    assert graphmodel("-q", "load", "nleim-2014", store="g.duckdb").code == 0
    graph = (here / "g.duckdb").read_bytes()
    (here / output).write_bytes(graph)
    said = graphmodel(*arguments, store="memory:")
    assert (said.code, "is a graph, which a load alone replaces" in said.err) == (1, True)
    assert (here / output).read_bytes() == graph
    (here / output).unlink()
    (here / output).mkdir()
    said = graphmodel(*arguments, store="memory:")
    assert (said.code, "folder" in said.err or "directory" in said.err) in ((1, True), (2, True))


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.json"
    path.write_bytes(OLD)
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)  # as for anybody but root
    with pytest.raises(MachineError, match="Permission denied"):
        outputs.write(path, "new")
    assert path.read_bytes() == OLD


ENDINGS = (
    (("report", "-o", "x.odt"), ".html, .htm, .docx, .pdf, .md, .markdown"),
    (("brief", "org-1", "-o", "x.txt"), ".html, .htm, .docx, .pdf, .md, .markdown"),
    (("map", "-o", "x.pdf"), ".html, .htm"),
    (("map", "-o", "graphmodel.duckdb"), ".html, .htm"),
    (("map", "-o", "x.html", "--png", "x.jpg"), ".png"),
    (("survey", "make", "--agency", "org-1", "-o", "x.csv"), ".xlsx"),
    (("survey", "make", "--agency", "org-1", "-o", "x"), ".xlsx"),
    (("new", "x.ods"), ".xlsx"),
    (("new", "x"), ".xlsx"),
    (("export", "xlsx", "-o", "x.csv"), ".xlsx"),
    (("export", "json", "-o", "x.xlsx"), ".json"),
    (("export", "graphml", "-o", "x.json"), ".graphml, .xml"),
    (("export", "csv", "-o", "x.csv"), "a folder of files"),
    (("export", "archi", "-o", "x.zip"), "a folder of files"),
    (("diff", "canada", "canada", "--map", "x.png"), ".html, .htm"),
)


@pytest.mark.parametrize(("typed", "known"), ENDINGS, ids=[" ".join(typed) for typed, _ in ENDINGS])
def test_endings_that_are_not_written_are_refused_with_those_that_are(
    graphmodel: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], known: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = graphmodel(*typed)
    assert (said.code, said.out, known in said.err) == (1, "", True)
    assert list(tmp_path.iterdir()) == []
    french = graphmodel("--lang", "fr", *typed).err
    assert "doit finir par" in french or "est un dossier de fichiers" in french


def test_devices_and_pipes_are_written_to_and_stay(graphmodel: Caller, tmp_path: Path) -> None:
    assert graphmodel(*ON, "export", "json", "-o", "/dev/null", store="memory:").code == 0
    assert Path("/dev/null").is_char_device()
    done = spawn(*ON, "export", "json", "-o", "/dev/stdout")
    assert (done.code, done.out.startswith('{"graphmodel"'), done.out.endswith("}\n/dev/stdout\n")) == (0, True, True)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reading:
        outputs.write(pipe, "through")
        assert reading.communicate(timeout=30)[0] == b"through"
    assert pipe.is_fifo()


def test_a_folder_is_exchanged_whole_and_keeps_what_is_of_others(tmp_path: Path) -> None:
    old, new = random_catalogue(3), random_catalogue(4)
    gm.export(old, "csv", tmp_path / "out")
    (tmp_path / "out" / "about.toml").write_text('name = "of before"\n', encoding="utf-8")
    (tmp_path / "out" / "mine" / "deep").mkdir(parents=True)
    (tmp_path / "out" / "mine" / "deep" / "note.txt").write_bytes(OLD)
    (tmp_path / "out" / "link").symlink_to("mine/deep/note.txt")
    (tmp_path / "out").chmod(0o750)
    (tmp_path / "way").symlink_to("out")
    gm.export(new, "csv", tmp_path / "way", overwrite=True)
    assert gm.load(tmp_path / "out") == new  # what the old catalogue said of itself would make it another one
    assert (tmp_path / "way").is_symlink()
    assert (tmp_path / "out" / "link").read_bytes() == OLD
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o750
    assert {item.name for item in tmp_path.iterdir()} == {"out", "way"}


def test_the_current_folder_stays_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = tmp_path.stat().st_ino
    gm.export(random_catalogue(3), "csv", ".")
    gm.export(random_catalogue(4), "csv", ".", overwrite=True)
    assert gm.load(".") == random_catalogue(4)
    assert tmp_path.stat().st_ino == here


def test_without_an_exchange_in_one_step_two_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    gm.export(random_catalogue(3), "csv", tmp_path / "out")
    gm.export(random_catalogue(4), "csv", tmp_path / "out", overwrite=True)
    monkeypatch.undo()
    assert gm.load(tmp_path / "out") == random_catalogue(4)
    assert {item.name for item in tmp_path.iterdir()} == {"out"}


@pytest.mark.parametrize("which", ["file", "folder"])
def test_golden_answers_are_not_written_through_a_link_that_leads_away(
    graphmodel: Caller, here: Path, which: str
) -> None:
    away = here / "away"
    away.mkdir()
    (away / "one.json").write_bytes(GOLDEN)
    (here / "pack" / "golden").rmdir()
    if which == "folder":
        (here / "pack" / "golden").symlink_to(away)
    else:
        (here / "pack" / "golden").mkdir()
        (here / "pack" / "golden" / "one.json").symlink_to(away / "one.json")
    said = graphmodel(*ON, "query", "golden", "pack", "--update", store="memory:")
    assert (said.code, "a link that leads out of the pack" in said.err) == (1, True)
    assert (away / "one.json").read_bytes() == GOLDEN


def test_several_files_are_all_made_before_the_first_is_replaced(tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.write_bytes(OLD)
    with pytest.raises(MachineError, match="nowhere"):
        outputs.write_all({first: "new", tmp_path / "nowhere" / "second": "new"})
    assert first.read_bytes() == OLD
    with pytest.raises(MachineError, match="it exists already"):
        outputs.write(first, "new", new=True)
    outputs.write(tmp_path / "a" / "b" / "third", "new\n", new=True, folders=True)
    assert (tmp_path / "a" / "b" / "third").read_bytes() == b"new\n"
    with pytest.raises(GraphmodelError):
        outputs.write(tmp_path / "c" / "d" / ("x" * 300), "new", folders=True)
    assert {item.name for item in tmp_path.iterdir()} == {"first", "a"}


def test_a_name_of_255_bytes_can_be_written(tmp_path: Path) -> None:
    outputs.write(tmp_path / ("x" * 255), "new")
    assert len(next(tmp_path.iterdir()).name) == 255
    with pytest.raises(MachineError, match="takes at most 255 bytes"):
        outputs.write(tmp_path / ("x" * 256), "new")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(MachineError, match=r"links lead to each other|No such file"):
        outputs.write(loop, "new")


def test_errors_are_the_same_in_both_languages_and_survive_pickling() -> None:
    import pickle

    for number in machine.WORDS:
        error = machine.refused(Path("x"), "written", OSError(number, os.strerror(number)))
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), again.text("fr")) == (str(error), error.text("fr"))
        assert isinstance(again, MachineError | GraphmodelError)
        assert error.text("en").startswith("x cannot be written: ")
        assert error.text("fr").startswith("x ne peut être écrit : ")
        assert error.text("en").count(":") >= 2
