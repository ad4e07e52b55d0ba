"""``scenario list``, ``scenario show`` and ``scenario check``: what a scenario stands for, and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphmodel.cli.shared.bilingual import Decorator, command, group, option
from graphmodel.cli.shared.completion import scenario_names
from graphmodel.cli.shared.output import format_option, show, show_json, write_line
from graphmodel.cli.shared.pricing import as_people_read
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.errors import Problem, ScenarioError, StoreError, UnknownName, counted_problems
from graphmodel.records.plain import rows_of
from graphmodel.words.messages import in_language, say

if TYPE_CHECKING:
    from graphmodel.records.catalogue import Catalogue
    from graphmodel.scenario import Scenario

_LIST_SEPARATOR = ";"


world_option: Decorator = option(
    "--scenario",
    "scenarios",
    multiple=True,
    metavar="FILE|NAME",
    shell_complete=scenario_names,
    help="Answer in the world of this scenario; several stand on one another.",
)


@group(
    "scenario",
)
def scenario() -> None:
    """Scenarios: list them, show what they do, check them.

    \b
    Example:
      graphmodel scenario list
    """


@command(
    "list",
)
@format_option
@pass_settings
def list_scenarios(settings: Settings, form: str) -> None:
    """List the shipped scenarios, and the recommendations that they stand for.

    \b
    Example:
      graphmodel scenario list
    """
    from graphmodel.api import worlds

    table = worlds.list_scenarios(language=settings.lang)
    show(list(table.columns), rows_of(table), form)


@command(
    "show",
)
@click.argument("source", metavar="FILE|NAME", shell_complete=scenario_names)
@format_option
@pass_settings
def show_scenario(settings: Settings, source: str, form: str) -> None:
    """Show what a scenario stands for, what it assumes, and what each change would do to how many records.

    Nothing is changed. A cost counts once for each pair of systems connected, each system, link, use or impediment.

    \b
    Example:
      graphmodel scenario show pip-2-0
    """
    from graphmodel.scenario import Scenario

    read = Scenario.read(source)
    catalogue = settings.catalogue()
    made = read.effects(catalogue)
    told = _told(settings, read, catalogue)
    rows = rows_of(as_people_read(made, form))
    if form == "json":
        effects = [dict(zip(made.columns, row, strict=True)) for row in rows]
        names = _ids(read.recommendation)
        facts = (
            {name: getattr(read, name) for name in read.schema()}
            | {"costs": dict(read.costs)}
            | {"recommendation": names}
        )
        show_json({**facts, "effects": effects})
    else:
        write = settings.tell if form == "csv" else write_line
        for line in told:
            write(line)
        hide = () if made["cost"].notna().any() else ("units", "unit_cost", "cost")
        show(list(made.columns), rows, form, hide=hide)
    settings.limits(catalogue.about)


@command(
    "check",
)
@click.argument("sources", metavar="FILE...", nargs=-1, required=True, shell_complete=scenario_names)
@format_option
@click.pass_context
def check_scenarios(context: click.Context, sources: tuple[str, ...], form: str) -> None:
    """Name every problem of scenarios as file:line:key: message; exit 1 if there is any.

    Each is read, then tried on the catalogue in force, if there is one; nothing is changed.

    \b
    Example:
      graphmodel scenario check pip-2-0 cad-rms
    """
    settings: Settings = context.obj
    try:
        catalogue = settings.catalogue()
    except StoreError as error:
        catalogue = None
        settings.tell(say("not tried on a catalogue: {error}", error=error))
    problems = [problem for source in sources for problem in _problems(source, catalogue)]
    if form == "table":
        for problem in problems:
            write_line(problem.text())
    else:
        rows = [(problem.file, problem.row, problem.column, in_language(problem.message)) for problem in problems]
        show(("file", "line", "key", "message"), rows, form)
    if problems:
        settings.tell(counted_problems(problems))
        context.exit(1)
    settings.tell(say("no problem"))


for item in (list_scenarios, show_scenario, check_scenarios):
    scenario.add_command(item)


def stacked(sources: tuple[str, ...], costs: str | None = None) -> Scenario:
    """Return the scenarios of these files or names as one, priced by a file of costs where one is given.

    Raises ScenarioError with every problem, UnknownName.
    """
    from graphmodel.api.given import scenario_of

    if costs is None:
        return scenario_of(sources)
    scenario_of(sources)  # every problem of all of them at once
    return scenario_of([scenario_of(source).priced(costs) for source in sources])


def tell_idle(settings: Settings, scenario: Scenario, catalogue: Catalogue) -> None:
    """Say which changes of a scenario leave every record as it is, and why."""
    from graphmodel.scenario.effects import idle

    for item in idle(scenario.changes, catalogue, scenario.name):
        why = item.selects_nothing or say("all that it asks for is so already")
        settings.tell(
            say(
                "{name}: change {number}, {do} {what}, changes nothing: {why}",
                name=scenario.name,
                number=item.number,
                do=item.do,
                what=item.what,
                why=why,
            )
        )


def _problems(source: str, catalogue: Catalogue | None) -> list[Problem]:
    from graphmodel.scenario import Scenario

    try:
        read = Scenario.read(source)
        if catalogue is not None:
            read.apply(catalogue)
    except ScenarioError as error:
        return list(error.problems)
    except UnknownName as error:
        return [Problem(source, 0, "", error.said)]
    return []


def _told(settings: Settings, read: Scenario, catalogue: Catalogue) -> list[str]:
    """Return what a scenario says of itself, a line each; recommendations by the names that the catalogue has."""
    known = catalogue.recommendations.astype("object").fillna("").set_index("id").to_dict("index")
    lines = [_local(settings, read.name, read.name_fr)]
    if about := _local(settings, read.about, read.about_fr):
        lines.append(about)
    for id in _ids(read.recommendation):
        row = known.get(id, {"name": "", "name_fr": ""})
        name = _local(settings, row["name"], row["name_fr"])
        lines.append(say("Stands for the recommendation {id}: {name}", id=id, name=name))
    if assumption := _local(settings, read.assumption, read.assumption_fr):
        lines.append(say("Assumes: {assumption}", assumption=assumption))
    return lines


def _local(settings: Settings, english: str | None, french: str | None) -> str:
    return ((french if settings.lang == "fr" else english) or english or french) or ""


def _ids(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split(_LIST_SEPARATOR) if part.strip()]
