"""Global options stand anywhere on the command line, and mean the same wherever they stand."""

from __future__ import annotations

import pytest

from graphmodel.cli import cli
from graphmodel.cli.shared.hoisting import parted
from graphmodel.words.languages import chosen_language
from tests.commands import Caller


@pytest.mark.parametrize(
    ("typed", "front", "rest"),
    [
        ("study --lang fr", "--lang fr", "study"),
        ("study --lang=fr --by type", "--lang=fr", "study --by type"),
        ("--lang fr study", "--lang fr", "study"),
        ("query run x -q -p a=b --on canada", "-q --on canada", "query run x -p a=b"),
        ("query list --search --lang", "", "query list --search --lang"),
        ("cypher -- --lang fr", "", "cypher -- --lang fr"),
        ("load x --loader y", "", "load x --loader y"),
        ("study --loader y --on x", "--loader y --on x", "study"),
        ("study -qv", "-qv", "study"),
        ("study -qx", "", "study -qx"),
        ("export csv -o here -v -v", "-v -v", "export csv -o here"),
        ("study --lang", "--lang", "study"),
        ("", "", ""),
    ],
)
def test_what_is_global_goes_before_the_command(typed: str, front: str, rest: str) -> None:
    assert parted(typed.split(), cli) == (front.split(), rest.split())


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("study", None),
        ("--lang fr", "fr"),
        ("--lang=fr", "fr"),
        ("--lang en --lang fr", "fr"),
        ("--lang de", None),
        ("--lang", None),
        ("-- --lang fr", None),
    ],
)
def test_the_language_that_is_asked_for(typed: str, language: str | None) -> None:
    assert chosen_language(typed.split()) == language


@pytest.mark.parametrize(
    "typed",
    [
        ("study", "--by", "level"),
        ("study", "--by", "nothing"),
        ("reach", "nobody"),
        ("query", "list", "isolation"),
        ("query", "list", "--search", "--lang"),
        ("lode",),
        ("info",),
        ("query", "--help"),
    ],
    ids=" ".join,
)
def test_the_language_may_stand_anywhere(graphmodel: Caller, typed: tuple[str, ...]) -> None:
    before = graphmodel("--lang", "fr", *typed)
    assert graphmodel(*typed, "--lang", "fr") == before
    assert graphmodel(typed[0], "--lang=fr", *typed[1:]) == before
    assert graphmodel("--lang", "en", *typed, "--lang", "fr") == before
    assert before != graphmodel(*typed)


def test_a_shell_completes_in_the_language_that_was_typed(graphmodel: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def completed(*words: str) -> str:
        monkeypatch.setenv("_GRAPHMODEL_COMPLETE", "zsh_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(("graphmodel", *words)))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        return graphmodel(store="").out

    asked = ("query", "run", "isolation/isolated-systems", "-p", "t")
    assert "which type; empty means all" in completed(*asked)
    assert "quel type; vide veut dire tous" in completed("--lang", "fr", *asked)
    assert "Gestion des dossiers" in completed("--lang", "fr", *asked[:-1], "type=rm")
