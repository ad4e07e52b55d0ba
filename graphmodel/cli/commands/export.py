"""``export``: the catalogue in a form that another tool reads."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.shared import streams
from graphmodel.cli.shared.audience import audience_option
from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.words.messages import say

FORMATS = ("csv", "json", "xlsx", "graphml", "gexf", "archi", "cypher")


@command(
    "export",
)
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write; for csv and archi the folder.",
)
@audience_option
@option(
    "--overwrite",
    is_flag=True,
    help="Write into a folder that is not empty.",
)
@pass_settings
def export(settings: Settings, form: str, output: Path | None, audience: str, overwrite: bool) -> None:
    """Write the catalogue for another tool: csv, json, xlsx, graphml, gexf, archi or cypher.

    csv is a folder of our own tables and loads again, identical; GraphML and GEXF are for Gephi and yEd; archi is a
    folder that Archi imports; cypher is a script for any Neo4j. Without -o text goes to the output.

    \b
    Example:
      graphmodel export graphml -o network.graphml
    """
    from graphmodel.exchange import exporting

    output = None if output == Path("-") else output
    if output is None and form in (*exporting.FOLDERS, *exporting.BINARY):
        raise click.UsageError(say("{form} needs -o: name where to write it", form=form))
    if output is not None:
        exporting.ensure_named(output, form)
    catalogue = settings.catalogue()
    with settings.waiting(say("Writing")):
        if output is None:
            made = exporting.exported(catalogue, form, audience=audience)
            streams.out().write_bytes(made.content)
        else:
            made = exporting.export(catalogue, form, output, audience=audience, overwrite=overwrite)
            click.echo(str(output))
    settings.limits(catalogue.about)
    for note in made.notes:
        settings.tell(note)
    if audience == "public":
        left = {name: count - catalogue.for_audience(audience).counts[name] for name, count in catalogue.counts.items()}
        said = ", ".join(f"{count} {name}" for name, count in left.items() if count) or say("nothing")
        settings.tell(say("left out for the public: {said}", said=said))
