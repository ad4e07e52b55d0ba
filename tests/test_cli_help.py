"""Every command and option is explained in English and in French, with an example that runs."""

from __future__ import annotations

import inspect
import shlex
from collections.abc import Iterator

import click
import pytest

from graphmodel.cli import cli
from graphmodel.words.translations import translated
from tests.commands import Caller

pytestmark = pytest.mark.rotates("cli_help")

COMMANDS = {
    "load",
    "check",
    "new",
    "info",
    "query",
    "query list",
    "query show",
    "query run",
    "query new",
    "query lint",
    "query golden",
    "cypher",
    "study",
    "reach",
    "sees",
    "seen",
    "may",
    "why",
    "needs",
    "scenario",
    "scenario list",
    "scenario show",
    "scenario check",
    "diff",
    "export",
    "survey",
    "survey make",
    "survey read",
    "glossary",
    "serve",
    "mcp",
}
HELP = "Show this message and exit."


def commands(group: click.Command = cli, path: str = "") -> Iterator[tuple[str, click.Command]]:
    yield path, group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, f"{path} {name}".strip())


TREE = dict(commands())


def in_french(help: str) -> str:
    return translated(inspect.cleandoc(help), "fr")


def test_the_tree_holds_the_commands_of_the_design() -> None:
    assert set(TREE) >= COMMANDS


@pytest.mark.parametrize("path", TREE)
def test_every_command_and_option_has_both_languages(path: str) -> None:
    command = TREE[path]
    assert command.help
    assert in_french(command.help) != command.help
    for option in command.params:
        if isinstance(option, click.Option) and option.name != "version":
            assert option.help, option.name
            assert in_french(option.help) != option.help


@pytest.mark.parametrize("path", TREE)
def test_the_help_of_each_command_is_said_in_both(graphmodel: Caller, path: str) -> None:
    english = graphmodel(*path.split(), "--help", store="")
    french = graphmodel("--lang", "fr", *path.split(), "--help", store="")
    assert (english.code, english.err, french.code, french.err) == (0, "", 0, "")
    assert english.out.startswith(f"Usage: graphmodel {path}".rstrip())
    assert french.out.startswith(f"Utilisation : graphmodel {path}".rstrip())
    plain = {language: " ".join(said.out.split()) for language, said in (("en", english), ("fr", french))}
    command = TREE[path]
    for option in command.params:
        if isinstance(option, click.Option) and option.name != "version":
            assert " ".join(option.help.split()) in plain["en"]
            assert " ".join(in_french(option.help).split()) in plain["fr"]
            assert " ".join(option.help.split()) not in plain["fr"]
    assert HELP in plain["en"]
    assert HELP not in plain["fr"]
    for text in ("Commands:", "[required]", "Usage:", "Example:"):
        assert text not in plain["fr"]
    assert " ".join((command.help or "").split("\n\n", 1)[0].replace("\b", "").split()) in plain["en"]


def test_the_environment_chooses_the_language_of_help(graphmodel: Caller, monkeypatch) -> None:
    monkeypatch.setenv("GRAPHMODEL_LANG", "fr")
    french = graphmodel("study", "--help", store="").out
    assert "Le tableau de l'étude de 2014" in french
    assert "The 2014 study's table" in graphmodel("--lang", "en", "study", "--help", store="").out
    listed = graphmodel("--help", store="").out
    assert "Nommer tous les défauts d'un catalogue" in " ".join(listed.split())


def examples() -> Iterator[tuple[str, str]]:
    for path, command in TREE.items():
        for text in (command.help or "", in_french(command.help or "")):
            found = [line.strip() for line in text.splitlines() if line.strip().startswith("graphmodel ")]
            assert found, path
            if path not in ("serve", "mcp"):  # which go on until they are ended: test_explorer_process.py, test_mcp.py
                yield from ((path, line) for line in found)


@pytest.mark.rotates("at length")
@pytest.mark.parametrize(("path", "line"), list(examples()), ids=lambda value: value)
def test_every_example_runs(graphmodel: Caller, tmp_path, canada_file, monkeypatch, path: str, line: str) -> None:
    assert path in line
    _, *arguments = shlex.split(line)
    french = arguments[:2] == ["--lang", "fr"]
    assert path == "" or french == ("--lang" in line)
    if arguments[-1] in ("my-catalogue/", "mon-catalogue/"):
        arguments[-1] = "canada"
    monkeypatch.chdir(tmp_path)
    for own in {"my-queries", "mes-questions"} & set(arguments):
        assert graphmodel("query", "new", f"{own}/first").code == 0
    loads = "load" in arguments
    if "read" in arguments:
        graphmodel("survey", "make", "--agency", "peel-regional-police", "-o", "peel.xlsx")
    said = graphmodel(*arguments, store=str(tmp_path / "new.duckdb") if loads else str(canada_file))
    assert said.code == 0
    assert said.out or loads or {"check", "lint", "read"} & set(arguments)
