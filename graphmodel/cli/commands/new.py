"""``new``: a workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.completion import agency_ids
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.words.messages import Message, say


@command(
    "new",
)
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@option(
    "--from",
    "source",
    metavar="SOURCE",
    help="Start from what this catalogue knows of an agency: a folder, a zip, a workbook, or a shipped name.",
)
@option(
    "--agency",
    metavar="AGENCY",
    shell_complete=agency_ids,
    help="The agency to start from, by id or name.",
)
@pass_settings
def new(settings: Settings, file: Path, source: str | None, agency: str | None) -> None:
    """Make a workbook to fill in: your agencies, systems, links and who uses what.

    Its first page says how. Pages are in both languages, the lists to choose from in that of --lang. load and check
    read it as it is. A file that is there already is not replaced.

    \b
    Example:
      graphmodel new mine.xlsx
      graphmodel new mine.xlsx --from canada --agency "Peel Regional Police"
    """
    from graphmodel.api.workbooks import new_workbook
    from graphmodel.loading import load

    if (source is None) != (agency is None):
        raise click.UsageError(say("--from and --agency go together: give both, or neither"))
    known = None if source is None else load(source, notice=settings.tell)
    new_workbook(file, catalogue=known, agency=agency, language=settings.lang)
    click.echo(str(file))
    settings.tell(Message("fill it in, then: graphmodel check {file}", file=file))
