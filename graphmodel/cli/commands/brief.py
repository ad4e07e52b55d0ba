"""``brief``: one page about an agency in plain sentences, on the terminal or as HTML, Word, PDF or Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from graphmodel.cli.shared.audience import audience_option
from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.completion import agency_ids
from graphmodel.cli.shared.files import put_paper
from graphmodel.cli.shared.output import write_line
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.words.messages import say

if TYPE_CHECKING:
    from graphmodel.api.briefs import Audience


@command(
    "brief",
)
@click.argument("agency", shell_complete=agency_ids)
@option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write: .html, .docx for Word, .pdf, or .md for Markdown; without it the sentences are shown.",
)
@audience_option
@option("--open", "open_", is_flag=True, help="Open the file that is written.")
@pass_settings
def brief(settings: Settings, agency: str, output: Path | None, audience: str, open_: bool) -> None:
    """One page about an agency in plain sentences: its links, what stands alone, what it sees, which link next.

    AGENCY is an id or a name. A PDF needs Chromium, Chrome or Edge on this computer.

    \b
    Example:
      graphmodel brief "Peel Regional Police"
    """
    from graphmodel.api import briefs
    from graphmodel.machine.outputs import ensure_ending
    from graphmodel.paper.forms import ENDINGS

    if output is not None:
        ensure_ending(output, ENDINGS)
    elif open_:
        raise click.UsageError(say("--open opens the file that -o names: give -o too"))
    made = briefs.brief(settings.catalogue(), agency, language=settings.lang, audience=cast("Audience", audience))
    if output is None:
        write_line(made.text())
        return
    put_paper(made, output)
    if open_:
        click.launch(str(output.resolve()))
