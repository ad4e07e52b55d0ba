"""``diff``: which records of two catalogues differ, and what that did to what is counted and seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.completion import catalogue_names
from graphmodel.cli.shared.differences import records
from graphmodel.cli.shared.output import format_option, show, show_json
from graphmodel.cli.shared.settings import Settings
from graphmodel.records.plain import rows_of
from graphmodel.words.messages import counted, joined, named, plural, say

if TYPE_CHECKING:
    from graphmodel.answers.difference.catalogues import CatalogueDiff

_SHOWN = 40
_CHANGES = {
    "renamed": named("change", "renamed"),
    "removed": named("change", "removed"),
    "added": named("change", "added"),
    "changed": named("change", "changed"),
}
_COUNTED = {
    "renamed": plural("{count} renamed", "{count} renamed"),
    "removed": plural("{count} removed", "{count} removed"),
    "added": plural("{count} added", "{count} added"),
    "changed": plural("{count} changed", "{count} changed"),
}
_HEADINGS = {
    "from": named("heading", "before"),
    "to": named("heading", "after"),
    "id": named("heading", "id"),
    "how": named("heading", "how"),
}


@command(
    "diff",
)
@click.argument("before", metavar="A", shell_complete=catalogue_names)
@click.argument("after", metavar="B", shell_complete=catalogue_names)
@option(
    "--exit-code",
    is_flag=True,
    help="Exit with 1 where they differ.",
)
@option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="How many rows to show; 0 for all. A table shows 40 unless told otherwise.",
)
@option(
    "--map",
    "map_to",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a map of both, too: before, after and the difference.",
)
@format_option
@click.pass_context
def diff(
    context: click.Context,
    before: str,
    after: str,
    exit_code: bool,
    limit: int | None,
    map_to: Path | None,
    form: str,
) -> None:
    """Compare two catalogues: records added, removed, changed or renamed, and what that changed.

    A and B are folders, zips, workbooks, shipped names, graph files or addresses of servers. A renamed record is
    followed: what refers to it has not changed. CSV gives the records alone.

    \b
    Example:
      graphmodel diff nleim-2014 canada
    """
    from graphmodel.answers.difference.catalogues import CatalogueDiff
    from graphmodel.stores.anywhere import catalogue_at

    settings: Settings = context.obj
    if settings.on:
        raise click.UsageError(say("diff takes its two catalogues as arguments: leave --on out"))
    if map_to is not None:
        from graphmodel.machine.outputs import ensure_ending
        from graphmodel.maps.map import ENDINGS

        ensure_ending(map_to, ENDINGS)
    worlds = [catalogue_at(name, settings.tell, settings.password) for name in (before, after)]
    made = CatalogueDiff(worlds[0], worlds[1])
    with settings.waiting(say("Comparing")):
        show_diff(settings, made, form, limit)
    if map_to is not None:
        from graphmodel.maps import Map

        settings.tell(str(Map(made.after, since=made.before_renamed, language=settings.lang).save(map_to)))
    if exit_code and made:
        context.exit(1)


def show_diff(settings: Settings, made: CatalogueDiff, form: str, limit: int | None = None) -> None:
    """Write a difference: the records, then what they changed. JSON is one object; CSV is the records alone."""
    if form == "json":
        show_json(_whole(made, settings))
        return
    rows = rows_of(made.rows)
    shown = (_SHOWN if form == "table" else 0) if limit is None else limit
    kept = rows[: shown or None]
    if form == "csv":
        show(list(made.rows.columns), kept, form)
    elif rows:
        told = [(_CHANGES[str(row[0])], *row[1:]) for row in kept]
        empty = [name for name in made.rows.columns if made.rows[name].isna().all()]
        show(list(made.rows.columns), told, form, hide=empty, headings=_HEADINGS)
    if len(kept) < len(rows):
        settings.tell(
            say(
                "{kept} of {rows} rows: --limit 0 shows all",
                kept=len(kept),
                rows=len(rows),
            )
        )
    if rows and form != "csv":
        _show_effect(settings, made, form)
    how_many = [counted(count, *_COUNTED[change]) for change, count in made.counts.items() if count]
    settings.tell(joined(", ", how_many) or say("no difference"))


def _show_effect(settings: Settings, made: CatalogueDiff, form: str) -> None:
    import pandas as pd

    measures = made.effect.measures(settings.lang)
    show(list(measures.columns), rows_of(measures), form, hide=("measure",))
    study = made.effect.study(settings.lang)
    numbers = ("systems", "interconnected")
    columns = ["group", "name", *(name for of in (*numbers, "percent") for name in (f"{of}_before", of))]
    moved = pd.concat([study[name] != study[f"{name}_before"] for name in numbers], axis=1).any(axis=1)
    if moved.any():
        show(columns, rows_of(study[moved][columns]), form, hide=("group",), headings=_BEFORE)
    counts = made.effect.counts
    settings.tell(
        say(
            "{triples} sightlines (agency, system, class) came into sight, {lost_triples} went out of it: "
            "technically within reach, whatever permission says. --format json lists them.",
            triples=counts["triples"],
            lost_triples=counts["lost_triples"],
        )
    )


_BEFORE = {"systems_before": named("heading", "systems before")}


def _whole(made: CatalogueDiff, settings: Settings) -> dict[str, object]:
    """Return a difference as one object."""
    held = {change: records(getattr(made, change)) for change in _CHANGES}
    effect = made.effect
    tables = {"study": records(effect.study(settings.lang)), "measures": records(effect.measures(settings.lang))}
    seen = {"gained": records(effect.gained), "lost": records(effect.lost)}
    return {"before": made.before.digest, "after": made.after.digest, "counts": made.counts, **held, **tables, **seen}
