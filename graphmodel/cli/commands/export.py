"""``export``: the catalogue in a form that another tool reads."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.shared import streams
from graphmodel.cli.shared.audience import audience_option
from graphmodel.cli.shared.bilingual import command, option, say
from graphmodel.cli.shared.settings import Settings, pass_settings

FORMATS = ("csv", "json", "xlsx", "graphml", "gexf", "archi", "cypher")


@command(
    "export",
    """Écrire le catalogue pour un autre outil : csv, json, xlsx, graphml, gexf, archi ou cypher.

    csv est un dossier de nos tables, qui se recharge à l'identique; GraphML et GEXF sont pour Gephi et yEd; archi est un
    dossier qu'Archi importe; cypher est un script pour tout Neo4j. Sans -o, le texte va à la sortie.

    \b
    Exemple :
      graphmodel --lang fr export graphml -o reseau.graphml
    """,
)
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write; for csv and archi the folder.",
    french="Le fichier à écrire; pour csv et archi, le dossier.",
)
@audience_option
@option(
    "--overwrite",
    is_flag=True,
    help="Write into a folder that is not empty.",
    french="Écrire dans un dossier qui n'est pas vide.",
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

    if output is None and form in (*exporting.FOLDERS, *exporting.BINARY):
        raise click.UsageError(say(f"{form} needs -o: name where to write it", f"{form} demande -o : dire où l'écrire"))
    if output is not None:
        exporting.ensure_named(output, form)
    catalogue = settings.catalogue()
    with settings.waiting(say("Writing", "Écriture")):
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
        said = ", ".join(f"{count} {name}" for name, count in left.items() if count) or say("nothing", "rien")
        settings.tell(say(f"left out for the public: {said}", f"laissé de côté pour le public : {said}"))
