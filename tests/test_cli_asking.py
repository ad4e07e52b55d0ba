"""What a question must be told and was not: asked for in a terminal, elsewhere refused with the line to type."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from graphmodel.queries import packs
from graphmodel.words import vocabulary as v
from tests.commands import Caller
from tests.terminal import at_terminal, plain

PEEL = "peel-regional-police"
SEEN = "reach/seen-by-agency"


def talk(lines: list[str], *arguments: str | Path) -> tuple[int, str]:
    """Type lines at a terminal, and return the exit code and everything that the terminal shows."""
    typed = "".join(f"{line}\n" for line in lines).encode()
    environment = {**os.environ, "TERM": "dumb", "COLUMNS": "200"}
    code, shown = at_terminal(*arguments, environment=environment, typing=lambda already: b"" if already else typed)
    return code, plain(shown)


def rows_of(shown: str, heading: str) -> list[str]:
    """Return the first cell of each row of the one table that a terminal shows."""
    lines = shown.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f" {heading}"))
    return [line.split()[0] for line in lines[start + 2 :] if line.startswith(" ") and not line.startswith("  ")]


def test_an_agency_is_found_by_a_part_of_its_name(canada_file: Path, graphmodel: Caller) -> None:
    code, shown = talk(
        ["zzz", "police", "Toronto Polise Service", "peel", "Peel Reg"], "--store", canada_file, "query", "run", SEEN
    )
    assert code == 0
    assert "nothing is called 'zzz'" in shown
    assert "did you mean toronto-police-service?" in shown
    assert re.search(r"\d+ are called so: type more", shown)
    assert f"The same again: graphmodel --store {canada_file} query run {SEEN} -p agency={PEEL}" in shown
    expected = [row["system"] for row in graphmodel.rows("query", "run", SEEN, "-p", f"agency={PEEL}")]
    assert sorted(rows_of(shown, "system")) == sorted(expected)


def test_one_of_several_is_chosen_by_its_number(canada_file: Path) -> None:
    code, shown = talk(["toronto", "2"], "--store", canada_file, "query", "run", SEEN)
    numbered = dict(re.findall(r" (\d+)  (toronto-[a-z-]+)  ", shown))
    assert code == 0
    assert len(numbered) >= 2
    assert all("toronto" in id for id in numbered.values())
    assert f"-p agency={numbered['2']}\n" in shown


@pytest.mark.parametrize("typed", ["3", "Warrants", "mandat", "warrants"])
def test_a_word_is_chosen_by_number_label_or_synonym(canada_file: Path, typed: str) -> None:
    ids = v.CARRIED_CLASSES.ids
    chosen = ids[2] if typed == "3" else "warrants"
    asked = ("query", "run", "reach/agencies-without-class", "-p", "sector=")
    code, shown = talk([typed], "--lang", "fr", "--store", canada_file, *asked)
    assert code == 0
    assert all(
        re.search(rf"^ +{number}  {id} +{re.escape(v.CARRIED_CLASSES[id].fr)}$", shown, re.MULTILINE)
        for number, id in enumerate(ids, 1)
    )
    assert f"-p sector= -p class={chosen}\n" in shown


def test_who_leaves_the_terminal_interrupts(canada_file: Path) -> None:
    code, shown = talk(["\x04"], "--store", canada_file, "query", "run", SEEN)
    assert code == 130
    assert shown.rstrip().endswith("interrupted")


REQUIRED = [item.id for item in packs.shipped() if any(parameter.is_required for parameter in item.parameters)]


@pytest.mark.parametrize("id", REQUIRED)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_elsewhere_it_is_refused_with_a_line_that_answers(graphmodel: Caller, id: str, lang: str) -> None:
    said = graphmodel("--lang", lang, "query", "run", id)
    assert (said.code, said.out) == (1, "")
    last = said.err.splitlines()[-1]
    line = last[last.index("graphmodel ") :]
    answered = graphmodel(*shlex.split(line)[1:])
    assert answered.code == 0
    assert answered.out
    listings = re.findall(r"graphmodel [^\n]*cypher [^\n]*", said.err)
    for listing in listings:
        assert graphmodel(*shlex.split(listing)[1:], "--format", "csv").code == 0


def test_the_choices_are_named(graphmodel: Caller) -> None:
    said = graphmodel("query", "run", "maps/type")
    assert f"type is one of {', '.join(v.SYSTEM_TYPES.ids)}\n" in said.err
    said = graphmodel("query", "run", "maps/agency", "--scenario", "pip-2-0")
    assert "agency is one of 236, by its id or its name" in said.err


def test_a_question_that_needs_nothing_asks_nothing(canada_file: Path) -> None:
    code, shown = talk([], "--store", canada_file, "query", "run", "isolation/isolated-systems", "--format", "csv")
    assert code == 0
    assert "The same again" not in shown


def test_a_parameter_takes_a_name_and_a_label(graphmodel: Caller) -> None:
    asked = ("query", "run", SEEN, "--format", "csv")
    by_id = graphmodel(*asked, "-p", f"agency={PEEL}")
    assert by_id.code == 0
    assert graphmodel(*asked, "-p", "agency=police regionale de Peel") == by_id
    refused = graphmodel(*asked, "-p", "agency=Peel Regional Polise")
    assert (refused.code, f"did you mean {PEEL}?" in refused.err) == (1, True)
    isolated = ("query", "run", "isolation/isolated-systems", "--format", "csv", "-p")
    assert graphmodel(*isolated, "type=Gestion de dossiers") == graphmodel(*isolated, "type=rms")
