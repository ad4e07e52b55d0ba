"""``map``: one HTML file in which planners explore the network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.commands.own_packs import packs_option
from graphmodel.cli.commands.scenario import stacked, tell_idle, world_option
from graphmodel.cli.shared.asking import parameters_option, split_values
from graphmodel.cli.shared.audience import INTERNAL, audience_option
from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.completion import part_ids, query_ids
from graphmodel.cli.shared.files import put_page
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.words.messages import say

if TYPE_CHECKING:
    from graphmodel.records.catalogue import Catalogue
    from graphmodel.stores import Store


@command(
    "map",
)
@click.argument("query_id", metavar="[QUERY-ID]", default="", shell_complete=query_ids)
@option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("map.html"),
    show_default=True,
    help="The file to write.",
)
@option("--open", "open_", is_flag=True, help="Open it in the browser.")
@option(
    "--png",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a picture of it too, by the Chromium, Chrome or Edge of this machine.",
)
@option(
    "--of",
    metavar="ID",
    default="",
    shell_complete=part_ids,
    help="Open at one province, one agency, or the neighbourhood of one system.",
)
@option(
    "--steps",
    type=click.IntRange(1, 3),
    help="How far the neighbourhood of a system goes; 1 where it is not said.",
)
@option("--pyvis", is_flag=True, help="Write the plain network of pyvis, with its forces, instead of the map.")
@option(
    "--readable",
    is_flag=True,
    help="Let its script and data stand in the file as text, for a review of what it does.",
)
@parameters_option
@packs_option
@world_option
@audience_option
@pass_settings
def map_(
    settings: Settings,
    output: Path,
    open_: bool,
    png: Path | None,
    of: str,
    steps: int | None,
    pyvis: bool,
    readable: bool,
    query_id: str,
    given: tuple[str, ...],
    packs: tuple[Path, ...],
    scenarios: tuple[str, ...],
    audience: str,
) -> None:
    """Write the map: one HTML file, which opens without a server or a network.

    In it people ask, search, filter, see as an agency, and try links. With QUERY-ID, what a question finds is lit;
    with --scenario it shows before, after and the difference. With --pyvis it is the plain network of pyvis instead,
    moved by its forces.

    \b
    Examples:
      graphmodel map -o map.html
      graphmodel map --of ON
      graphmodel map --of rcmp-pip --steps 2
      graphmodel map maps/agency -p agency=peel-regional-police
    """
    from graphmodel.machine.outputs import ensure_ending
    from graphmodel.maps import Map
    from graphmodel.maps.map import ENDINGS
    from graphmodel.maps.picture import ENDING, write_picture

    ensure_ending(output, ENDINGS)
    if png is not None:
        ensure_ending(png, ENDING)
    if steps and not of:
        raise click.UsageError(say("--steps goes with --of SYSTEM"))
    if given and not query_id:
        raise click.UsageError(say("-p goes with a question"))
    catalogue = settings.catalogue()
    scenario = stacked(scenarios) if scenarios else None
    if scenario:
        tell_idle(settings, scenario, catalogue)
    asked: dict[str, Any] = {}
    if query_id:
        world = scenario.apply(catalogue) if scenario else catalogue
        own = world.for_audience(audience) if scenario or audience != INTERNAL else None
        asked = _answer(settings, query_id, packs, given, own)
    made = Map(
        catalogue,
        of,
        steps or 1,
        scenario=scenario,
        language=settings.lang,
        query=query_id,
        audience=audience,
        packs=packs,
        **asked,
    )
    html = made.to_pyvis().generate_html() if pyvis else made.html(readable=readable)
    put_page(html, output)
    if png is not None:
        write_picture(html, png)
        click.echo(str(png))
    settings.limits(catalogue.about)
    if made.shown:
        settings.tell(made.shown.query.named)
    size = len(html.encode()) / 1e6
    settings.tell(say("{size:.1f} MB: open it in a browser", size=size))
    if open_:
        click.launch(str(output.resolve()))


def _answer(
    settings: Settings, id: str, packs: tuple[Path, ...], given: tuple[str, ...], world: Catalogue | None
) -> dict[str, Any]:
    """Return the values of a question and its rows, in a world of its own where one is given."""
    from graphmodel.maps.shown import map_query
    from graphmodel.stores import open_store

    query = map_query(id, packs)
    values = split_values(given)

    def ask(store: Store) -> dict[str, Any]:
        chosen = query.coerce(values)
        return {"parameters": chosen, "rows": store.ask(query, **chosen)}

    if world is None:
        with settings.opened() as store:
            return ask(store)
    with open_store("memory:") as own, settings.waiting(say("Trying the scenario")):
        own.write(world)
        return ask(own)
