"""Links that try something: beside an answer, in the rows of a ranking, on the page of a system."""

from __future__ import annotations

from dataclasses import replace

from graphmodel.errors import ScenarioError
from graphmodel.explorer.commands import Answering
from graphmodel.explorer.tables import Head, Piece, ShownTable
from graphmodel.explorer.trying import TRY, TriedSet
from graphmodel.explorer.visit import FORMAT, Visit, address
from graphmodel.words.messages import say

PATH, TOML = "/try", "toml"


def toml_page(name: str) -> str:
    """Return where the scenario file of what is tried stands."""
    return address(PATH, [*TriedSet.of([name]).pairs, (FORMAT, TOML)])


def tried_of(visit: Visit) -> TriedSet:
    """Return what is tried at an address; nothing where it says no change."""
    try:
        return TriedSet.of(visit.given.get(TRY, ()))
    except ScenarioError:
        return TriedSet()


def try_change(visit: Visit, do: str, *systems: str) -> str:
    """Return where one more change is tried."""
    return address(PATH, tried_of(visit).with_(do, *systems).pairs)


def answer_tried(visit: Visit, asked: Answering) -> str:
    """Return where what an answer is about is tried; empty where it is about no one change."""
    values = {name: next((value for value in given if value), "") for name, given in visit.values.items()}
    system, partner = values.get("system", ""), values.get("partner", "")
    if asked.name == "whatif outage":
        return try_change(visit, "retire", system)
    return try_change(visit, "connect", system, partner) if asked.name == "whatif connect" and partner else ""


def with_tries(visit: Visit, shown: ShownTable, system: str) -> ShownTable:
    """Return the ranking of the partners of a system with a link in each row that tries it."""
    at = next((n for n, head in enumerate(shown.heads) if head.column == "partner"), -1)
    if at < 0:
        return shown
    head = Head("", say("What if"), "", "")
    cells = [[Piece(say("Try it"), try_change(visit, "connect", system, row[at][0].text))] for row in shown.rows]
    rows = [[*row[: at + 1], cell, *row[at + 1 :]] for row, cell in zip(shown.rows, cells, strict=True)]
    return replace(shown, heads=[*shown.heads[: at + 1], head, *shown.heads[at + 1 :]], rows=rows)
