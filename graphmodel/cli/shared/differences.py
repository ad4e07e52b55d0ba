"""Two worlds side by side, as every ``whatif`` command writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graphmodel.cli.shared.output import show, show_json, write_line
from graphmodel.cli.shared.permission import tell_states
from graphmodel.cli.shared.settings import Settings
from graphmodel.cli.shared.ties import links_like_first
from graphmodel.records.plain import rows_of
from graphmodel.words.amounts import money, per_sightline
from graphmodel.words.messages import named, say

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.answers.difference.worlds import Difference

_SHOWN = 40
_HEADINGS = {"gained": named("change", "gained"), "lost": named("change", "lost")}


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows of a frame as objects, missing values as None."""
    return [dict(zip(frame.columns, row, strict=True)) for row in rows_of(frame)]


def show_difference(
    settings: Settings, made: Difference, form: str, limit: int | None, *, more: Mapping[str, Any] | None = None
) -> None:
    """Write what is gained and lost: the rows, and what is counted of both worlds.

    JSON is one object with gained, lost, counts, study, measures, where agreements are recorded states, and ``more``; CSV
    is the rows alone.
    """
    said = dict(more or {})
    states = made.states
    if form == "json":
        whole = {"gained": records(made.gained), "lost": records(made.lost), "counts": made.counts}
        tables = {"study": records(made.study(settings.lang)), "measures": records(made.measures(settings.lang))}
        if len(states):
            tables["states"] = records(states)
        show_json({**whole, **tables, **said})
        settings.limits(made.before.about)
        tell_states(settings, made.after, counts=True)
        return
    rows = [
        (change, *row) for change, frame in (("gained", made.gained), ("lost", made.lost)) for row in rows_of(frame)
    ]
    shown = (_SHOWN if form == "table" else 0) if limit is None else limit
    kept = rows[: shown or None]
    if form != "csv":
        measures = made.measures(settings.lang)
        show(list(measures.columns), rows_of(measures), form, hide=("measure",))
        if len(states):
            show(list(states.columns), rows_of(states), form, headings=_HEADINGS)
        study = made.study(settings.lang)
        changed = study[study["interconnected"] != study["interconnected_before"]]
        if len(changed):
            columns = [
                "group",
                "name",
                "systems",
                "interconnected_before",
                "interconnected",
                "percent_before",
                "percent",
            ]
            show(columns, rows_of(changed[columns]), form, hide=("group",))
        _show_more(said, form, made.counts["triples"])
    show(("change", "agency", "system", "class"), kept, form)
    if len(kept) < len(rows):
        hint = say(
            "{kept} of {rows} rows: --limit 0 shows all",
            kept=len(kept),
            rows=len(rows),
        )
        settings.tell(hint)
    settings.limits(made.before.about)
    counts = made.counts
    settings.tell(
        say(
            "{triples} sightlines (agency, system, class) gained by {agencies} agencies, of {systems} systems; "
            "{lost_triples} lost. Technically within reach, whatever permission says.",
            triples=counts["triples"],
            agencies=counts["agencies"],
            systems=counts["systems"],
            lost_triples=counts["lost_triples"],
        )
    )
    tell_states(settings, made.after, counts=True)


def _show_more(said: Mapping[str, Any], form: str, gained: int) -> None:
    """Write what an outage adds for people: who loses most, what is left alone, how to mend it."""
    if agencies := said.get("agencies"):
        write_line(say("Who loses most:"))
        show(list(agencies[0]), [tuple(row.values()) for row in agencies[:10]], form)
    if repairs := said.get("repairs"):
        write_line(say("Left isolated, and the cheapest link that mends it:"))
        show(list(repairs[0]), [tuple(row.values()) for row in repairs], form)
    if best := said.get("best_repair"):
        write_line(
            say(
                "The one link that brings most back: {start} with {to}, {restored} sightlines.",
                start=best["from"],
                to=best["to"],
                restored=best["restored"],
            )
        )
        if equals := links_like_first([(one, other) for one, other in best["ties"]]):
            write_line(equals)
    if "cost" in said:
        write_line(say("Cost: {cost}", cost=money(said["cost"])))
        if gained:
            write_line(say("Cost of the gain: {each}", each=per_sightline(said["cost"] / gained)))
