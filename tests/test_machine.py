"""What the machine refuses is told as that, in both languages, with the place and the remedy; it is no defect of ours."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel import cli
from graphmodel.errors import CatalogueError, MachineError, StoreError
from graphmodel.exchange import exported
from graphmodel.stores import open_store
from graphmodel.stores.neo4j_driver import Address
from graphmodel.words.messages import Message
from tests.commands import Caller

pytestmark = pytest.mark.rotates("machine")

LATIN = b"qu\xe9bec"


def called(*arguments: str | bytes, cwd: Path | None = None, **environment: bytes | str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "graphmodel", *arguments],
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environb, **{os.fsencode(name): os.fsencode(value) for name, value in environment.items()}},
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "defect" not in err
    assert "Traceback" not in err
    return done.returncode, out, err


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_bytes_that_are_no_text_are_refused(lang: str) -> None:
    words = {"en": "is not UTF-8, qu\\xe9bec", "fr": "n'est pas en UTF-8, qu\\xe9bec"}[lang]
    for arguments in (
        ("reach", LATIN),
        ("cypher", LATIN),
        ("query", "run", LATIN),
        ("--store", LATIN, "info"),
        (LATIN,),
    ):
        code, out, err = called(*arguments, GRAPHMODEL_LANG=lang)
        assert (code, out, words in err) == (1, "", True)
    code, out, err = called("info", GRAPHMODEL_STORE=LATIN)
    assert (code, out, "GRAPHMODEL_STORE=qu\\xe9bec" in err) == (1, "", True)


def test_a_folder_whose_name_is_no_text_is_told(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + LATIN))
    folder.mkdir()
    assert called("--store", "g.duckdb", "load", "nleim-2014", cwd=folder)[0] == 1
    assert "is not UTF-8" in called("--store", "g.duckdb", "load", "nleim-2014", cwd=folder)[2]
    assert called("-q", "--on", "nleim-2014", "study", cwd=folder)[0] == 0


@pytest.mark.parametrize("command", [("--store", "g.duckdb", "study"), ("load", "nleim-2014"), ("map", "-o", "x.html")])
def test_a_current_folder_that_is_gone_is_told(tmp_path: Path, command: tuple[str, ...]) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    line = 'cd "$1"; rmdir "$1"; shift; exec "$@"'
    done = subprocess.run(
        ["sh", "-c", line, "sh", str(gone), sys.executable, "-m", "graphmodel", *command],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(Path(gm.__file__).parent.parent)},
        timeout=120,
    )
    assert (done.returncode, "defect" in done.stderr, "Traceback" in done.stderr) == (1, False, False)
    assert done.stderr.strip()


LONG = "x" * 300


@pytest.mark.parametrize(
    "command",
    [
        ("check", LONG),
        ("--on", LONG, "study"),
        ("--store", LONG, "study"),
        ("--store", LONG, "load", "nleim-2014"),
        ("query", "run", f"{LONG}.cypher"),
        ("--on", "nleim-2014", "map", "-o", f"{LONG}.html"),
        ("--on", "nleim-2014", "export", "csv", "-o", LONG),
        ("query", "new", f"pack/{LONG}"),
        ("scenario", "check", f"{LONG}.toml"),
        ("needs", f"{LONG}.toml"),
        ("load", "nleim-2014", "--loader", f"{LONG}.toml"),
        ("diff", LONG, "canada"),
        ("query", "list", "--pack", LONG),
    ],
    ids=lambda command: " ".join(command)[:30],
)
def test_names_that_are_too_long_are_told(graphmodel: Caller, command: tuple[str, ...]) -> None:
    for lang in ("en", "fr"):
        said = graphmodel("--lang", lang, *command, store="" if "--store" in command else "memory:")
        assert (said.code, "defect" in said.err) == (1, False)
        assert said.err.strip()


def test_a_clock_before_archives_is_told(nleim: gm.Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = time.struct_time((1975, 1, 1, 0, 0, 0, 2, 1, 0))
    monkeypatch.setattr(time, "localtime", lambda *_: long_ago)
    with pytest.raises(ValueError, match="before 1980"):
        zipfile.ZipInfo("x", time.localtime()[:6])
    for make in (lambda: exported(nleim, "xlsx"), lambda: _survey(nleim)):
        with pytest.raises(MachineError, match="the clock of this machine says 1975") as refusal:
            make()
        assert "l'horloge de cette machine dit 1975" in refusal.value.text("fr")


def _survey(world: gm.Catalogue) -> bytes:
    from graphmodel.survey import make_survey

    return make_survey(world, str(world.agencies["id"].iloc[0]))


@pytest.mark.parametrize(
    ("error", "english", "french"),
    [
        (MemoryError(), "more memory than the machine gives", "plus de mémoire"),
        (RecursionError(), "nested too deep", "imbriqué trop profondément"),
        (
            OSError(errno.ENOSPC, "x", "there"),
            "there cannot be used: No space left",
            "there ne peut être utilisé : il n'y a plus d'espace",
        ),
        (OSError(errno.EMFILE, "x"), "Too many open files", "trop de fichiers"),
        (UnicodeEncodeError("utf-8", "\udce9", 0, 1, "x"), "is not UTF-8", "n'est pas en UTF-8"),
        (UnicodeEncodeError("latin-1", "→", 0, 1, "x"), "no sign for U+2192", "pas de signe pour U+2192"),
    ],
)
def test_errors_of_the_machine_are_no_defects(
    graphmodel: Caller, monkeypatch: pytest.MonkeyPatch, error: BaseException, english: str, french: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    for lang, words in (("en", english), ("fr", french)):
        monkeypatch.setenv("GRAPHMODEL_LANG", lang)
        monkeypatch.setattr(cli.cli, "main", broken)
        said = graphmodel("study")
        assert (said.code, said.out, words in said.err, "defect" in said.err) == (1, "", True, False)


@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs an account without all rights")
def test_a_store_that_may_not_be_read_is_told(tmp_path: Path, nleim: gm.Catalogue) -> None:
    path = tmp_path / "g.duckdb"
    with open_store(str(path)) as store:
        store.write(nleim)
    path.chmod(0)
    less = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    for lang, words in (("en", "cannot be read: Permission denied"), ("fr", "ne peut être lu : l'accès est refusé")):
        done = subprocess.run(
            [*less, sys.executable, "-m", "graphmodel", "--lang", lang, "--store", str(path), "study"],
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=60,
        )
        assert (done.returncode, words in done.stderr, str(path) in done.stderr) == (1, True, True)


def test_a_store_of_no_name_is_refused(graphmodel: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (("load", "nleim-2014"), ("study",)):
        said = graphmodel("--store", "", *command, store="")
        assert (said.code, "empty name" in said.err) == (1, True)
    with pytest.raises(StoreError, match="empty name"):
        open_store("")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u061c", "\x9b"])
def test_marks_of_direction_are_refused_in_names(tmp_path: Path, nleim: gm.Catalogue, mark: str) -> None:
    gm.export(nleim, "csv", tmp_path / "world")
    path = tmp_path / "world" / "agencies.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Municipal", f"Muni{mark}cipal", 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"agencies.csv:2:name: holds the control character U\+{ord(mark):04X}"):
        gm.load(tmp_path / "world")


CLEAR = (
    ("bolt://db.example:7687", True),
    ("neo4j://10.0.0.5", True),
    ("neo4j://[2001:db8::1]:7687", True),
    ("bolt://localhost.example", True),
    ("bolt://localhost:7687", False),
    ("neo4j://127.8.9.1", False),
    ("bolt://[::1]:7687", False),
    ("neo4j+s://db.example", False),
    ("bolt+ssc://db.example", False),
)


@pytest.mark.parametrize(("url", "clear"), CLEAR)
def test_a_password_that_goes_in_clear_is_told(url: str, clear: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Address.of(url, "secret").in_clear == clear
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    assert not Address.of(url).in_clear  # nothing goes there
    told: list[str] = []

    def unreachable(*_: object, **__: object) -> None:
        raise StoreError("unreachable")

    monkeypatch.setattr("graphmodel.stores.neo4j_driver.DriverServer", unreachable)
    with pytest.raises(StoreError, match="unreachable"):
        open_store(url, notice=told.append, password="secret")
    assert ["go there in clear" in words for words in told] == [True] * clear
    for words in told:
        assert isinstance(words, Message)
        assert "en clair" in words.text("fr")
        assert "+s://" in words
        assert "secret" not in words + words.text("fr")


def test_the_warning_is_said_in_the_language_of_the_command(
    graphmodel: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise StoreError("unreachable")

    monkeypatch.setattr("graphmodel.stores.neo4j_driver.DriverServer", unreachable)
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    for command in (("info",), ("load", "nleim-2014"), ("diff", "neo4j://db.example", "canada")):
        store = "" if command[0] == "diff" else "bolt://db.example"
        assert "go there in clear" in graphmodel(*command, store=store).err
        assert "y vont en clair" in graphmodel("--lang", "fr", *command, store=store).err
