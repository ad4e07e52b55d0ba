"""Whatever is typed wrongly: the right exit code, the word that was wrong, the way out, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel import cli
from tests.commands import Caller, spawn
from tests.test_stores import WRITES

REFUSED, USAGE = 1, 2
ISOLATED = "isolation/isolated-systems"
WRONG = (
    # what was typed, exit code, what must be said
    (("lode", "canada"), USAGE, "lode"),
    (("--no-such-option",), USAGE, "--no-such-option"),
    (("--lang", "de", "study"), USAGE, "'de'"),
    (("load",), USAGE, "SOURCE"),
    (("load", "canada", "canada"), USAGE, "canada"),
    (("load", "no-such-folder"), REFUSED, "no-such-folder"),
    (("load", "canda"), REFUSED, "did you mean canada?"),
    (("load", "canada", "--loader", "catalog"), REFUSED, "did you mean catalogue?"),
    (("load", "canada", "--loader", "nowhere.toml"), REFUSED, "nowhere.toml"),
    (("--on", "canada", "load", "canada"), REFUSED, "leave --on out"),
    (("check",), USAGE, "SOURCE"),
    (("check", "no-such-folder"), REFUSED, "no-such-folder"),
    (("check", "canada", "--format", "xml"), USAGE, "xml"),
    (("info", "more"), USAGE, "more"),
    (("query", "run"), USAGE, "ID|FILE|-"),
    (("query", "runn"), USAGE, "runn"),
    (("query", "list", "isolaton"), REFUSED, "did you mean isolation?"),
    (("query", "list", "xyz"), REFUSED, "the packs: "),
    (("query", "show", "isolation/isolated-system"), REFUSED, f"did you mean {ISOLATED}?"),
    (("query", "show", "isolated-systems"), REFUSED, f"did you mean {ISOLATED}?"),
    (("query", "run", "isolated-systms"), REFUSED, f"did you mean {ISOLATED}?"),
    (("query", "run", "nothing/like-that-at-all"), REFUSED, "graphmodel query list"),
    (("query", "run", "nowhere.cypher"), REFUSED, "nowhere.cypher"),
    (("query", "run", ISOLATED, "-p", "type"), REFUSED, "name=value"),
    (("query", "run", ISOLATED, "-p", "typ=rms"), REFUSED, "did you mean type?"),
    (("query", "run", ISOLATED, "-p", "type=rmss"), REFUSED, "did you mean rms?"),
    (("query", "run", ISOLATED, "-p", "type=rms", "-p", "type=cad"), REFUSED, "given twice"),
    (("query", "run", ISOLATED, "-p"), USAGE, "-p"),
    (("query", "run", ISOLATED, "--format", "yaml"), USAGE, "yaml"),
    (("query", "run", "isolation/islands", "-p", "least=many"), REFUSED, "'many'"),
    (("query", "run", "maps/nation", "-p", "x=1"), REFUSED, "it takes none"),
    (("query", "run", "reach/seen-by-agency", "-p", "agency=peel-regional-polic"), REFUSED, "peel-regional-police?"),
    (("query", "run", "reach/seen-by-agency", "-p", "agency=peel-niche-rms"), REFUSED, "no agency 'peel-niche-rms'"),
    (("query", "run", "reach/who-sees-system", "-p", "system=peel-niche-rm"), REFUSED, "did you mean peel-niche-rms?"),
    (("query", "run", "reach/agencies-without-class", "-p", "class=warants"), REFUSED, "did you mean warrants?"),
    (("query", "run", "maps/province", "-p", "province=OON"), REFUSED, "'OON'"),
    (("cypher",), USAGE, "TEXT"),
    (("cypher", ""), REFUSED, "nothing to run"),
    (("cypher", "// only a comment"), REFUSED, "nothing to run"),
    (("cypher", "hello"), REFUSED, "1:1: expected a clause such as MATCH, found hello"),
    (("cypher", "MATCH (s:System"), REFUSED, "1:7: ( is never closed"),
    (("cypher", "MATCH (s:System) RETURN s.nme AS x"), REFUSED, "nme"),
    (("cypher", "MATCH (s:Sytem) RETURN s.id AS x"), REFUSED, "Sytem"),
    (("cypher", "RETURN 'unclosed AS x"), REFUSED, "1:8"),
    (("cypher", "MATCH (s:System) RETURN $x AS x"), REFUSED, "$x has no value"),
    (("cypher", "MATCH (s:System) DETACH DELETE s"), REFUSED, "1:18: DETACH would write"),
    (("cypher", "MATCH (s:System) WHERE trm(s.name) = 'x' RETURN s.id AS id"), REFUSED, "did you mean trim?"),
    (
        ("--lang", "fr", "cypher", "MATCH (s:Sytem) RETURN s"),
        REFUSED,
        "1:10: il n'y a pas d'étiquette Sytem (vouliez-vous dire System?)",
    ),
    (("--lang", "fr", "cypher", "RETURN 1 / 0 AS x"), REFUSED, "une division par zéro"),
    (("cypher", "RETURN 1 AS a; RETURN 2 AS b"), REFUSED, "1:16: expected a clause such as MATCH, found RETURN"),
    (("study", "--by", "colour"), USAGE, "colour"),
    (("study", "--basis", "links"), USAGE, "links"),
    (("reach",), USAGE, "AGENCY"),
    (("reach", "pele"), REFUSED, "no agency 'pele'"),
    (("reach", "peel-regional-polic"), REFUSED, "did you mean peel-regional-police?"),
    (("reach", "peel-niche-rms"), REFUSED, "that is a system"),
    (("reach", "rcmp", "--class", "warants"), REFUSED, "did you mean warrants?"),
    (("reach", "rcmp", "--class", ""), REFUSED, "one of persons"),
    (("sees", "rcmp", "toronto-police-servce"), REFUSED, "did you mean toronto-police-service?"),
    (("sees", "rcmp", "opp", "more"), USAGE, "more"),
    (("--store", "bolt://localhost:1", "info"), REFUSED, "is the server running"),
    (("--store", "redis://host", "info"), REFUSED, "no store for redis"),
    (("--store", "none.duckdb", "study"), REFUSED, "run graphmodel load SOURCE"),
    (("--store", "none.duckdb", "reach", "rcmp"), REFUSED, "--on SOURCE"),
    (("--store", "none.duckdb", "query", "run", ISOLATED), REFUSED, "run graphmodel load SOURCE"),
    (("--store", ".", "study"), REFUSED, "is not a graph"),
    (("--store", ".", "load", "canada"), REFUSED, "is a folder"),
    (("--store", "no/such/folder/x.duckdb", "load", "canada"), REFUSED, "no folder"),
    (("--on", "nowhere", "study"), REFUSED, "nowhere"),
)


@pytest.mark.parametrize(("typed", "code", "named"), WRONG, ids=[" ".join(typed) for typed, *_ in WRONG])
def test_a_wrong_call_is_told_what_is_wrong(
    graphmodel: Caller, tmp_path: Path, monkeypatch, typed: tuple[str, ...], code: int, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = graphmodel(*typed)
    assert (said.code, said.out) == (code, "")
    assert named in said.err
    assert "Traceback" not in said.err
    assert "defect" not in said.err
    assert list(tmp_path.iterdir()) == []


def test_the_words_are_the_same_in_a_process_of_its_own(tmp_path: Path) -> None:
    for typed, code, named in (WRONG[0], WRONG[6], (("--store", "none.duckdb", "study"), REFUSED, "load SOURCE")):
        said = spawn(*typed, cwd=tmp_path)
        assert (said.code, said.out) == (code, "")
        assert named in said.err


@pytest.mark.parametrize("text", WRITES)
def test_nothing_that_writes_is_let_through(graphmodel: Caller, text: str) -> None:
    said = graphmodel("cypher", text)
    assert (said.code, said.out) == (REFUSED, "")
    assert "defect" not in said.err


def test_damaged_stores_are_refused_with_the_remedy(graphmodel: Caller, tmp_path: Path, canada_file: Path) -> None:
    damaged = {
        "empty": b"",
        "text": b"id,name\n" * 10,
        "cut": canada_file.read_bytes()[:100_000],
        "magic": b"LBUG" + bytes(10_000),
    }
    for name, content in damaged.items():
        path = tmp_path / f"{name}.duckdb"
        path.write_bytes(content)
        for command in (
            ("study",),
            ("info",),
            ("reach", "rcmp"),
            ("query", "run", ISOLATED),
            ("cypher", "RETURN 1 AS x"),
        ):
            said = graphmodel(*command, store=str(path))
            assert (said.code, said.out) == (REFUSED, "")
            assert "load" in said.err
            assert "defect" not in said.err


def test_a_defect_of_ours_is_one_line_that_says_so(graphmodel: Caller, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by\nnought")

    monkeypatch.setattr(cli.cli, "main", broken)
    said = graphmodel("study")
    assert (said.code, said.out) == (REFUSED, "")
    assert "ZeroDivisionError" in said.err
    assert "please report it" in said.err
    assert "Traceback" not in said.err
    monkeypatch.setenv("GRAPHMODEL_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        graphmodel("study")


def test_french_says_it_in_french(graphmodel: Caller) -> None:
    said = graphmodel("--lang", "fr", "reach", "rcmp")
    assert "techniquement à portée" in said.err
    assert "technically" not in said.err
    heading = graphmodel("--lang", "fr", "-q", "study").out.splitlines()[0].split()
    assert {"systèmes", "organismes", "réserve"} <= set(heading)
    assert graphmodel("--lang", "fr", "-q", "study").out.count(".") == 0  # 58,3 is written with a comma
    assert "58,3" in graphmodel("--lang", "fr", "-q", "study").out
    assert "58.3" in graphmodel("--lang", "fr", "-q", "study", "--format", "csv").out
