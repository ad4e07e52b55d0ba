"""A crawl under ``--lang fr``: help, refusals, problems, the report, workbooks and maps hold no English sentence.

What is English is known in two ways: by the catalogue, whose English texts must not be met where a text is French, and
by the little words that no French sentence has.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from graphmodel import brief
from graphmodel.cli import cli
from graphmodel.loading import check
from graphmodel.maps import Map
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.slugs import slug
from graphmodel.report.making import report
from graphmodel.survey.making import make_survey
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import speaking
from graphmodel.words.translations import translated, translations
from graphmodel.workbooks.starting import new_workbook, workbook_of
from tests.commands import Caller
from tests.test_cli_errors import WRONG
from tests.worlds.ugly_sheets import ALL

docx: Any = import_module("docx")
BROKEN = sorted(path for path in (Path(__file__).parent / "broken").iterdir() if path.is_dir())
_FIELD = re.compile(r"\{[^{}]*\}|%\([a-z_]+\)[a-z]")
_LITTLE = re.compile(
    r"\b(the|is|are|was|were|of|with|without|cannot|there|not|it|this|that|which|takes?|than|them|its|yet)\b"
)
"""Words of English sentences; those that French has too (on, an, or, as, an id) are left out."""
_QUOTED = re.compile(
    r"\[[a-z-]+\]|'[^']*'|`[^`]*`|\"[^\"]*\"|«[^»]*»|[\w.-]*[/\\][\w./\\-]*|--[a-z-]+(=\S+)?|\S*[<>=:|][<>=:|\w]\S*"
)
"""What stands in sentences as it was typed: values in quotes, paths, options, patterns of Cypher."""


def plain(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.replace("\b", " ").replace("\u00a0", " ").split())


@cache
def catalogue() -> list[tuple[str, re.Pattern[str]]]:
    """Return every English sentence that is another one in French: its longest part without values, and all of it."""
    made: list[tuple[str, re.Pattern[str]]] = []
    for id in translations("fr")._catalog:  # type: ignore[attr-defined] # noqa: SLF001 - gettext tells it in no other way
        context, _, text = (id[0] if isinstance(id, tuple) else id).rpartition("\x04")
        if not text or "\n\n" in text:  # the help of a command: its first sentence is asked for by itself
            text = text.partition("\n\n")[0]
        parts = [plain(part) for part in _FIELD.split(text)]
        longest = max(parts, key=len, default="")
        if len(re.findall(r"[A-Za-z]{2,}", longest)) < 3 or context or plain(text) in plain(translated(text, "fr")):
            continue
        pattern = r".*?".join(re.escape(part) for part in parts)
        made.append((longest, re.compile(pattern)))
    return made


def english(text: str) -> list[str]:
    """Return the English sentences of the catalogue that stand in a text."""
    said = plain(text)
    return [longest for longest, whole in catalogue() if longest in said and whole.search(said)]


def little_words(text: str) -> list[str]:
    """Return the English words in what is said around values."""
    return [word[0] for line in text.splitlines() for word in _LITTLE.finditer(_QUOTED.sub(" ", line))]


def commands(command: click.Command = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))


CYPHER = (
    *("CREATE (n:X)", "MATCH (n) SET n.x = 1", "MATCH (n) DELETE n", "MATCH (n) DETACH DELETE n", "MERGE (n:X)"),
    *("DROP INDEX x", "LOAD CSV FROM 'x' AS r RETURN r", "CALL apoc.x() YIELD y RETURN y", "SHOW USERS", "USE x"),
    *("EXPLAIN MATCH (n) RETURN n", "BEGIN", "COPY x TO 'y'", "INSTALL httpfs", "PRAGMA x", "EXPORT DATABASE 'x'"),
    *("MATCH (n) RETURN n; MATCH (n) RETURN n", "FOREACH (x IN [1] | CREATE (n))", "CYPHER 5 RETURN 1", "RETURN 1 +"),
    *("MATCH (s:System RETURN s", "RETURN 'open", 'RETURN "open', "RETURN `open", "RETURN /* open", "RETURN \\x"),
    *("RETURN 1 AS a, 2 AS a", "MATCH (s:Sytem) RETURN s.id AS id", "MATCH (s:System) RETURN s.nme AS n", "RETURN §"),
    *("MATCH (s:System)-[:FEED]->(o) RETURN o.id AS id", "RETURN nofunction(1) AS x", "RETURN apoc.text.x('a') AS x"),
    *("MATCH (s:System) RETURN t.id AS id", "MATCH (s:System) WITH s.id RETURN 1 AS x", "RETURN $x AS x", "WITH *"),
    *(
        "MATCH (s:System) RETURN s.id + 1.5 AS x",
        "RETURN 1 < 'a' AS x",
        "RETURN [1, 'a'] AS x",
        "RETURN 1 IN ['a'] AS x",
    ),
    *("MATCH (s:System)-[:FEEDS*]->(o:System) RETURN o.id AS id", "MATCH p = shortestPath((a)-[*]->(b)) RETURN p"),
    *("MATCH (s:System) RETURN count(count(s)) AS n", "MATCH (s:System) WHERE count(s) > 1 RETURN s.id AS id"),
    *(
        "RETURN date() AS d",
        "RETURN id(1) AS d",
        "RETURN 99999999999999999999 AS n",
        "RETURN 012 AS n",
        "RETURN 1 AS x UNION RETURN 2 AS y",
    ),
    *("MATCH (s:System) RETURN s.id AS id LIMIT -1", "MATCH (s:System) RETURN s.id AS id SKIP 'a'", "RETURN 1/0 AS x"),
    *(
        "UNWIND range(1, 20000000) AS x RETURN sum(range(1, 20000)) AS y",
        "RETURN sqrt(-1) AS x",
        "RETURN ) AS x",
        "RETURN ( AS x",
    ),
    *("MATCH (s:System) RETURN s.id =~ s.name AS x", "hello", ""),
)
TYPED = (
    *(
        ("query", "run", "isolation/islands", "-p", "least=x"),
        ("query", "run", "reach/seen-by-agency", "-p", "agency="),
        ("query", "show", "isolation/islands", "-p", "least=1"),
    ),
    *(
        ("query", "new", "A B"),
        ("query", "new", "alone"),
        ("query", "new", "isolation/x y"),
        ("query", "lint", "nowhere.cypher"),
    ),
    *(
        ("query", "golden", "nowhere"),
        ("query", "list", "--pack", "nowhere"),
        ("query", "run", "-p", "x", "isolation/islands"),
    ),
    *(
        ("query", "run", "isolation/islands", "--scenario", "pip-2-0", "--limit", "2"),
        ("reach", "nobody"),
        ("sees", "nobody"),
        ("seen", "nobody"),
        ("seen", "rcmp", "nobody"),
        ("brief", "nobody"),
        ("brief", "rcmp", "--open"),
        ("brief", "rcmp", "-o", "brief.odt"),
    ),
    *(("reach", "rcmp-pip"), ("reach", "rcmp", "--class", "warant"), ("reach", "rcmp", "--class", "zzz")),
    *(
        ("map", "nothing/like-it"),
        ("map", "provenance/documented-share"),
        ("map", "--of", "nobody"),
        ("map", "--steps", "2"),
    ),
    *(
        ("map", "-p", "x=1"),
        ("map", "-o", "map.txt"),
        ("report", "-o", "report.txt"),
    ),
    *(
        ("export", "xlsx"),
        ("export", "cvs"),
        ("diff", "canada"),
        ("plan",),
        ("plan", "--links", "x"),
        ("--loader", "x", "study"),
    ),
    *(
        ("--store", "", "study"),
        ("--store", "redis://x", "study"),
        ("--store", "neo4j://a:b@c", "study"),
        ("--store", "neo4j://x:99999", "study"),
    ),
    *(
        ("--store", "/nowhere/at/all.duckdb", "study"),
        ("--store", "nothing.duckdb", "study"),
        ("--store", "neo4j://localhost:1", "study"),
    ),
)


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_the_help_of_every_command(graphmodel: Caller, path: tuple[str, ...]) -> None:
    said = graphmodel("--lang", "fr", *path, "--help", store="")
    assert said.code == 0
    assert english(said.out) == []
    assert graphmodel(*path, "--help", "--lang", "fr", store="") == said


def _refused(said: str) -> None:
    assert english(said) == []
    assert little_words(said) == [], said


@pytest.mark.parametrize(
    "typed",
    [typed for typed, _, _ in WRONG if typed[0] != "--lang"] + list(TYPED),  # which language that would be is not known
    ids=" ".join,
)
def test_what_is_typed_wrongly(graphmodel: Caller, typed: tuple[str, ...], tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = graphmodel("--lang", "fr", *typed)
    assert said.code in (1, 2)
    assert said.err
    _refused(said.err)


@pytest.mark.parametrize("text", CYPHER)
def test_cypher_that_is_refused(graphmodel: Caller, text: str) -> None:
    said = graphmodel("--lang", "fr", "cypher", text)
    assert said.code == 1
    _refused(said.err)
    assert graphmodel("cypher", text, "--lang", "fr") == said


@pytest.mark.parametrize("text", [text for text in CYPHER if text])
def test_lint_of_a_file(graphmodel: Caller, text: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.cypher").write_text(text)
    said = graphmodel("--lang", "fr", "query", "lint", "own.cypher")
    _refused(said.out + said.err)
    for line in said.out.splitlines():
        assert line.split(": ")[1] in ("erreur", "avertissement")


def test_there_are_enough_refusals() -> None:
    assert len(WRONG) + len(TYPED) + len(CYPHER) >= 120


@pytest.mark.parametrize("folder", BROKEN, ids=lambda path: path.name)
def test_problems_of_a_broken_catalogue(folder: Path) -> None:
    found = check(folder)
    for problem in (*found.problems, *found.notices, *found.warnings):
        assert english(problem.text("fr")) == []


@pytest.mark.rotates("at length")
def test_the_report(canada: Catalogue) -> None:
    with speaking("en"):  # the report's own language counts
        made = report(canada, "fr", links=3, today=date(2026, 11, 1))
    for text in (made.markdown(), made.html()):
        assert english(re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)) == []
    assert "| sources |" in made.markdown()


@pytest.mark.parametrize("agency", ["spvm", "rcmp", "primecorp", "peel-regional-police"])
def test_the_brief(canada: Catalogue, agency: str) -> None:
    with speaking("en"):  # the brief's own language counts
        made = brief(canada, agency, language="fr")
    word = docx.Document(io.BytesIO(made.docx()))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    written = "\n".join((*(paragraph.text for paragraph in word.paragraphs), *cells))
    for text in (
        made.text(),
        made.markdown(),
        re.sub(r"<style>.*?</style>", "", made.html(), flags=re.DOTALL),
        written,
    ):
        assert english(text) == []
    names = {
        str(name)
        for table in (canada.agencies, canada.systems)
        for name in table[["name", "name_fr"]].to_numpy().ravel()
    }
    said = made.text(100_000)
    for name in sorted(names, key=len, reverse=True):
        said = said.replace(name, "X")
    assert little_words(said) == []


@pytest.mark.rotates("at length")
def test_the_report_in_word(canada: Catalogue) -> None:
    word = docx.Document(io.BytesIO(report(canada, "fr", links=1, today=date(2026, 11, 1)).docx()))
    assert english("\n".join(paragraph.text for paragraph in word.paragraphs)) == []


def _texts(cells: Iterable[Iterable[object]]) -> str:
    return "\n".join(str(value) for row in cells for value in row if isinstance(value, str))


@pytest.mark.parametrize(
    "make",
    [
        lambda canada: make_survey(canada, "peel-regional-police", language="fr"),
        lambda canada: workbook_of(canada, "peel-regional-police", language="fr"),
        lambda _canada: new_workbook(language="fr"),
    ],
    ids=["a survey", "what is known", "a new workbook"],
)
def test_workbooks_to_fill_in(canada: Catalogue, tmp_path: Path, make: Callable[[Catalogue], bytes]) -> None:
    import openpyxl

    path = tmp_path / "made.xlsx"
    path.write_bytes(make(canada))
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:  # everything but the words to choose from is in both languages
        said = plain(_texts(sheet.iter_rows(values_only=True)))
        for text in (longest for longest, _ in catalogue() if longest in said):
            assert plain(translated(text, "fr")) in said, text


def test_a_map(canada: Catalogue) -> None:
    made = Map(canada, of="ON", language="fr")
    assert made.title["fr"].startswith("Qui est relié : ")
    assert made.title["en"].startswith("Who is connected: ")
    titles = [str(node["title"]) for node in made.to_pyvis().nodes]
    assert english("\n".join(titles)) == []


@pytest.mark.parametrize(
    "asked",
    [
        ("study",),
        ("info",),
        ("query", "list"),
        ("query", "run", "inventory/systems", "-p", "province=NS"),
        ("query", "run", "standards/pointer-links", "-p", "access="),
        ("query", "show", "isolation/isolated-systems"),
    ],
    ids=" ".join,
)
def test_tables_for_people(graphmodel: Caller, asked: tuple[str, ...]) -> None:
    said = graphmodel("--lang", "fr", *asked)
    assert said.code == 0
    assert english(said.err) == []
    assert graphmodel(*asked, "--lang", "fr") == said


def test_words_and_names_are_french_for_people_and_ids_for_programs(graphmodel: Caller) -> None:
    asked = ("-q", "query", "run", "inventory/systems", "-p", "province=NS")
    shown = graphmodel("--lang", "fr", *asked, "--format", "markdown").out
    assert "Nouvelle-Écosse" in shown
    assert v.STATUSES["active"].name("fr") in shown
    assert "| active |" not in shown
    assert "| type de système |" in shown
    for form in ("csv", "json"):
        assert graphmodel("--lang", "fr", *asked, "--format", form) == graphmodel(*asked, "--format", form)


def test_a_translation_that_is_missing_is_found(monkeypatch: pytest.MonkeyPatch, graphmodel: Caller) -> None:
    """The crawl would tell: without the French of one text its English is found."""
    text = "there is no agency {id!r}{near}"
    held = translations("fr")._catalog  # type: ignore[attr-defined] # noqa: SLF001 - gettext tells it in no other way
    assert english(graphmodel("--lang", "fr", "reach", "nobody").err) == []
    catalogue()
    monkeypatch.delitem(held, text)
    assert "there is no agency" in english(graphmodel("--lang", "fr", "reach", "nobody").err)


def test_an_import(graphmodel: Caller, tmp_path: Path) -> None:
    for ugly in ALL:
        path = tmp_path / "from" / ugly.file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(ugly.content)
        asked = graphmodel("--lang", "fr", "import", path, "-o", tmp_path / "asked" / slug(ugly.name))
        done = graphmodel("--lang", "fr", "import", path, "-o", tmp_path / slug(ugly.name), "--yes")
        assert done.code == 0, done.err
        mapping = (tmp_path / f"{slug(ugly.name)}.toml").read_text(encoding="utf-8")
        comments = "\n".join(line.partition("# ")[2] for line in mapping.splitlines())
        assert "supposition : " in comments
        for text in (asked.out, asked.err, done.err, comments):
            assert english(text) == []
