"""``survey make`` and ``survey read``: ask an agency what is recorded of it, and read what comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from graphmodel.cli.commands.diff import show_diff
from graphmodel.cli.shared.audience import audience_option
from graphmodel.cli.shared.bilingual import command, group, option
from graphmodel.cli.shared.completion import agency_ids
from graphmodel.cli.shared.output import format_option, show
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.errors import counted_problems
from graphmodel.records.schema import tables
from graphmodel.words.messages import Message, listed, say

if TYPE_CHECKING:
    from graphmodel.survey.asking import Ask


@group(
    "survey",
)
def survey() -> None:
    """Surveys: make one for an agency, read those that come back.

    \b
    Example:
      graphmodel survey make --agency peel-regional-police
    """


@command(
    "make",
)
@option(
    "--agency",
    required=True,
    metavar="ID",
    shell_complete=agency_ids,
    help="The agency to ask.",
)
@option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("survey.xlsx"),
    show_default=True,
    help="The workbook to write.",
)
@option(
    "--ask",
    type=click.Choice(["all", "maturity"]),
    default="all",
    show_default=True,
    help="About everything, or only what would settle the levels of links (see maturity).",
)
@audience_option
@pass_settings
def make(settings: Settings, agency: str, output: Path, ask: str, audience: str) -> None:
    """Make the workbook for an agency: what is recorded of it, lists to choose from, blank rows for the rest.

    Pages are in both languages, the lists in that of --lang. Ids are protected.

    \b
    Example:
      graphmodel survey make --agency peel-regional-police -o peel.xlsx
    """
    from graphmodel.machine.outputs import ensure_ending, write
    from graphmodel.records.called import agency_called
    from graphmodel.survey import make_survey
    from graphmodel.survey.asking import pages

    ensure_ending(output, (".xlsx",), needed=True)
    catalogue = settings.catalogue()
    agency = agency_called(catalogue, agency)
    content = make_survey(catalogue, agency, settings.lang, audience=audience, ask=cast("Ask", ask))
    write(output, content)
    click.echo(str(output))
    asked = pages(catalogue.for_audience(audience), agency, cast("Ask", ask))
    counts = {page.table: tables()[page.table].counted(len(page.rows)) for page in asked}
    told = [counts[name] for name in ("systems", "links", "uses", "standards") if name in counts]
    settings.tell(Message("asks about ") + listed(told))


@command(
    "read",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write the new catalogue into this new folder.",
)
@format_option
@click.pass_context
def read(context: click.Context, files: tuple[Path, ...], output: Path | None, form: str) -> None:
    """Read returned surveys: every problem as file:page:cell: message, or what they would change.

    A blank cell changes nothing, and nothing is deleted. A new catalogue is written only with -o; the old one stays.

    \b
    Example:
      graphmodel survey read peel.xlsx
    """
    from graphmodel.exchange.exporting import export
    from graphmodel.survey import read_surveys

    settings: Settings = context.obj
    found = read_surveys(files, settings.catalogue())
    for warning in found.warnings:
        settings.tell(str(warning))
    if found.after is None:
        if form == "table":
            for problem in found.problems:
                click.echo(str(problem))
        else:
            rows = [(problem.file, problem.column, problem.message) for problem in found.problems]
            show(("file", "cell", "message"), rows, form)
        settings.tell(counted_problems(found.problems) + Message(": nothing is changed"))
        context.exit(1)
    show_diff(settings, found.diff, form)
    if output is None:
        settings.tell(say("nothing is written: -o FOLDER does"))
        return
    export(found.after, "csv", output)
    settings.tell(say("{output} holds the new catalogue", output=output))


for item in (make, read):
    survey.add_command(item)
