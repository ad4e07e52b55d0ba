"""``report``: what a catalogue says, as one HTML file or Markdown."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.shared.audience import audience_option
from graphmodel.cli.shared.bilingual import command, option, say
from graphmodel.cli.shared.settings import Settings, pass_settings


@command(
    "report",
    """Écrire le rapport : qui est relié, qui est isolé, qui voit qui, et quels liens ensuite.

    Un seul fichier HTML, ou du Markdown si le nom finit par .md; chaque chiffre y a sa question et ses sources.

    \b
    Exemple :
      graphmodel --lang fr report -o rapport.html
    """,
)
@option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
    help="The file to write: .html, or .md for Markdown.",
    french="Le fichier à écrire : .html, ou .md pour du Markdown.",
)
@option(
    "--links",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="How many next links to propose.",
    french="Combien de liens proposer.",
)
@audience_option
@option("--open", "open_", is_flag=True, help="Open it in the browser.", french="L'ouvrir dans le navigateur.")
@pass_settings
def report_(settings: Settings, output: Path, links: int, audience: str, open_: bool) -> None:
    """Write the report: who is connected, who stands alone, who sees whom, and which links next.

    One HTML file, or Markdown where the name ends with .md; each number has its question and its sources.

    \b
    Example:
      graphmodel report -o report.html
    """
    from graphmodel.machine.outputs import ensure_ending
    from graphmodel.report import Report
    from graphmodel.report.making import ENDINGS

    ensure_ending(output, ENDINGS)
    made = Report.of(settings.catalogue(), settings.lang, links=links, audience=audience)
    click.echo(str(made.save(output)))
    settings.tell(
        say(
            f"{len(made.sections)} sections, {len(made.cited)} sources cited",
            f"{len(made.sections)} sections, {len(made.cited)} sources citées",
        )
    )
    if open_:
        click.launch(str(output.resolve()))
