"""``needs``: whether needs are met, where they break, and the one link that meets most of what is unmet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.commands.scenario import stacked, tell_idle, world_option
from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.completion import needs_names
from graphmodel.cli.shared.output import format_option, show, show_json, write_line
from graphmodel.cli.shared.settings import Settings
from graphmodel.records.plain import rows_of
from graphmodel.words.messages import say

if TYPE_CHECKING:
    import pandas as pd


_LIMIT = 20


@command(
    "needs",
)
@click.argument("sources", metavar="[FILE|NAME]...", nargs=-1, shell_complete=needs_names)
@option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    default=_LIMIT,
    show_default=True,
    help="How many of the unmet pairs of each need to list.",
)
@world_option
@option(
    "--exit-code",
    is_flag=True,
    help="Exit with 1 where a need does not pass.",
)
@format_option
@click.pass_context
def needs(
    context: click.Context, sources: tuple[str, ...], limit: int, scenarios: tuple[str, ...], exit_code: bool, form: str
) -> None:
    """Whether needs are met: who must see which classes of whose records, where that breaks, and which link helps.

    Without a name: all needs that ship. A pair is unknown where nothing is recorded at one end. A need passes where at
    least one pair is met and none is unmet.

    \b
    Example:
      graphmodel needs wanted-person
    """
    from graphmodel import shipped as content
    from graphmodel.api.given import asked_of, needs_of

    settings: Settings = context.obj
    read = needs_of(sources or tuple(content.needs()))
    change = stacked(scenarios) if scenarios else None
    catalogue = settings.catalogue()
    if change is not None:
        tell_idle(settings, change, catalogue)
    world = asked_of(catalogue if change is None else change.apply(catalogue)).world
    with settings.waiting(say("Comparing")):
        answers = [item.answer(world, limit=limit, language=settings.lang) for item in read]
    _show(settings, [(answer.rows, answer.breaks) for answer in answers], form)
    settings.limits(catalogue.about)
    for item in read:
        about, assumption = item.told("about", settings.lang), item.told("assumption", settings.lang)
        name = item.told("name", settings.lang)
        settings.tell(say("{name}: {about}", name=name, about=about))
        if assumption:
            settings.tell(say("  Assumes: {assumption}", assumption=assumption))
    passed, count = (sum(part) for part in zip(*((a.rows["passes"].sum(), len(a.rows)) for a in answers), strict=True))
    settings.tell(
        say(
            "{passed} of {count} needs pass. To see means technically within reach; unknown: none recorded at one end.",
            passed=passed,
            count=count,
        )
    )
    if exit_code and passed < count:
        context.exit(1)


def _show(settings: Settings, answers: list[tuple[pd.DataFrame, pd.DataFrame]], form: str) -> None:
    """Write the needs, then where they break; JSON and CSV carry the breaks of a need in its row."""
    import pandas as pd

    from graphmodel.answers.reasons import labels

    rows, breaks = (pd.concat(part, ignore_index=True) for part in zip(*answers, strict=True))
    if form in ("json", "csv"):
        listed = [_broken(rows_, breaks_) for rows_, breaks_ in answers]
        made = rows.assign(breaks=[item for part in listed for item in part])
        records = rows_of(made)
        if form == "json":
            show_json([dict(zip(made.columns, row, strict=True)) for row in records])
        else:
            flat = [(*row[:-1], [_line(item) for item in row[-1]]) for row in records]  # type: ignore[attr-defined]
            show(list(made.columns), flat, form)
        return
    yes = {True: say("yes"), False: say("no")}
    rows = rows.assign(passes=rows["passes"].map(yes))
    hide = ("best_from", "best_to", "best_adds", "best_meets", "best_held_back_by")
    show(list(rows.columns), rows_of(rows), form, hide=() if rows["best_from"].notna().any() else hide)
    if len(breaks):
        write_line()
        told = pd.Series([labels(words, settings.lang) for words in breaks["reasons"]], dtype=object)
        show(list(breaks.columns), rows_of(breaks.assign(reasons=told)), form)


def _broken(rows: pd.DataFrame, breaks: pd.DataFrame) -> list[list[dict[str, Any]]]:
    """Return for each need of one file where it breaks."""
    names = [name for name in breaks.columns if name not in ("needs", "need")]
    return [
        [{str(k): v for k, v in row.items()} for row in breaks.loc[breaks["need"] == number, names].to_dict("records")]
        for number in rows["need"]
    ]


def _line(broken: dict[str, Any]) -> str:
    return f"{broken['who']} <- {broken['of']}: {broken['class']} ({', '.join(broken['reasons'])})"
