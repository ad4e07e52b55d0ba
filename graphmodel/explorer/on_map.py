"""Where the map shows what a page is about: a record, what an agency sees, a question, a scenario, a link that is tried."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from graphmodel.explorer.commands import Answering, Values
from graphmodel.explorer.forms import question_of
from graphmodel.explorer.visit import PARAMETER, Visit, address

MAP = "/map"


def item_on_map(kind: str, id: str) -> str:
    """Return where the map shows an agency or a system; empty for any other kind of record."""
    return _at(item=f"{kind}:{id}") if kind in ("agency", "system") else ""


def answer_on_map(visit: Visit, asked: Answering) -> str:
    """Return where the map shows what an answer is about; empty where it shows nothing of the kind."""
    values = visit.values
    match asked.name:
        case "query run":
            question = question_of(visit)
            if question is None or question.shows != "map":
                return ""
            told = [("query_id", question.id), *_each(values, PARAMETER, PARAMETER)]
            return address(MAP, [*told, *_each(values, "scenario", "scenario")])
        case "whatif run":
            return address(MAP, _each(values, "scenarios", "scenario"))
        case "whatif connect":
            system, partner = _one(values, "system"), _one(values, "partner")
            return _at(**{"try": f"{system}..{partner}"}) if partner else _at(item=f"system:{system}")
        case "whatif outage":
            return _at(**{"try": f"-{_one(values, 'system')}"})
        case "sees" | "reach" | "seen":
            agency, back = _one(values, "agency"), "-" if asked.name == "seen" else ""
            known = [data_class for data_class in values.get("class", ()) if data_class]
            one = f"~{known[0]}" if len(known) == 1 else ""
            return _at(see=f"{back}{agency}{one}") if agency in visit.held.agencies else ""
        case _:
            return ""


def _one(values: Values, name: str) -> str:
    return next((value for value in values.get(name, ()) if value), "")


def _each(values: Values, name: str, called: str) -> Sequence[tuple[str, str]]:
    return [(called, value) for value in values.get(name, ()) if value]


def _at(**state: str) -> str:
    """Return the map in a state, as it writes it into its own address."""
    return f"{MAP}#{urlencode(state)}"
