"""``map``: one HTML file in which planners explore the network."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.bilingual import command, option, say
from graphmodel.cli.scenario import stacked, world_option
from graphmodel.cli.settings import Settings, pass_settings
from graphmodel.errors import GraphmodelError


@command(
    "map",
    """Écrire la carte du pays par province : un seul fichier HTML, qui s'ouvre sans serveur ni réseau.

    On y cherche, on y filtre, on y voit comme un organisme, et on y essaie des liens.

    \b
    Exemple :
      graphmodel --lang fr map -o carte.html
    """,
)
@option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("map.html"),
    show_default=True,
    help="The file to write.",
    french="Le fichier à écrire.",
)
@option("--open", "open_", is_flag=True, help="Open it in the browser.", french="L'ouvrir dans le navigateur.")
@option(
    "--png",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a picture of it too, by the Chromium, Chrome or Edge of this machine.",
    french="En écrire aussi une image, par le Chromium, Chrome ou Edge de cette machine.",
)
@world_option
@pass_settings
def map_(settings: Settings, output: Path, open_: bool, png: Path | None, scenarios: tuple[str, ...]) -> None:
    """Write the map of the nation by province: one HTML file, which opens without a server or a network.

    In it people search, filter, see as an agency, and try links.

    \b
    Example:
      graphmodel map -o map.html
    """
    from graphmodel.maps import nation_map

    catalogue = settings.catalogue()
    if scenarios:
        catalogue = stacked(scenarios).apply(catalogue)
    html = nation_map(catalogue, settings.lang)
    try:
        output.write_text(html, encoding="utf-8", newline="\n")
    except OSError as error:
        raise GraphmodelError(f"{output} cannot be written: {error.strerror or error}") from error
    click.echo(str(output))
    if png is not None:
        from graphmodel.maps.picture import write_picture

        write_picture(html, png)
        click.echo(str(png))
    settings.limits(catalogue.about)
    size = len(html.encode()) / 1e6
    settings.tell(say(f"{size:.1f} MB: open it in a browser", f"{size:.1f} Mo : à ouvrir dans un navigateur"))
    if open_:
        click.launch(str(output.resolve()))
