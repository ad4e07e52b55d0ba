"""``report``: what a catalogue says, as HTML, Word, PDF or Markdown."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.shared.audience import audience_option
from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.files import put_paper
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.words.messages import say


@command(
    "report",
)
@option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
    help="The file to write: .html, .docx for Word, .pdf, or .md for Markdown.",
)
@option(
    "--links",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="How many next links to propose.",
)
@audience_option
@option("--open", "open_", is_flag=True, help="Open it in the browser.")
@pass_settings
def report_(settings: Settings, output: Path, links: int, audience: str, open_: bool) -> None:
    """Write the report: who is connected, who stands alone, who sees whom, and which links next.

    One file, on its first page in sentences; each number has its question and its sources. A PDF needs Chromium, Chrome
    or Edge on this computer.

    \b
    Example:
      graphmodel report -o report.html
    """
    from graphmodel.machine.outputs import ensure_ending
    from graphmodel.paper.forms import ENDINGS
    from graphmodel.report import Report

    ensure_ending(output, ENDINGS)
    made = Report.of(settings.catalogue(), settings.lang, links=links, audience=audience)
    put_paper(made, output)
    settings.tell(
        say(
            "{sections} sections, {cited} sources cited",
            sections=len(made.sections),
            cited=len(made.cited),
        )
    )
    if open_:
        click.launch(str(output.resolve()))
