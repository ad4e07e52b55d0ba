"""``why``: why one agency does not see another one's records, the nearest miss, and the link that mends it."""

from __future__ import annotations

import click

from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.completion import agency_ids, data_classes
from graphmodel.cli.shared.output import format_option, show
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.records.plain import rows_of
from graphmodel.words.messages import say


@command(
    "why",
)
@click.argument("agency", metavar="A", shell_complete=agency_ids)
@click.argument("other", metavar="B", shell_complete=agency_ids)
@option(
    "--class",
    "data_class",
    metavar="CLASS",
    shell_complete=data_classes,
    help="Only this data class, also if B holds none of it.",
)
@format_option
@pass_settings
def why(settings: Settings, agency: str, other: str, data_class: str | None, form: str) -> None:
    """Why A does not see B's records: what the nearest path lacks, and the link that mends it.

    A row for each data class that B holds. To see means technically within reach.

    \b
    Example:
      graphmodel why peel-regional-police toronto-police-service --class occurrences
    """
    import pandas as pd

    from graphmodel.answers.reasons import labels
    from graphmodel.api import given, seeing
    from graphmodel.records.called import agency_called

    catalogue = settings.catalogue()
    agency, other = (agency_called(catalogue, id) for id in (agency, other))
    made = seeing.why(catalogue, agency, other, data_class, language=settings.lang)
    seen = int(made["seen"].sum())
    if form in ("table", "markdown"):
        told = pd.Series([labels(words, settings.lang) for words in made["reasons"]], dtype=object)
        made = made.assign(reasons=told, seen=made["seen"].map({True: say("yes"), False: say("no")}))
    if form != "json":
        made = made.drop(columns="path")
    show(
        list(made.columns),
        rows_of(made),
        form,
        hide=("origin",),
        spare=("mend_held_back_by", "mend_triples", "mend_adds"),
    )
    settings.limits(catalogue.about)
    network = given.asked_of(catalogue).network
    one, two = (int(network.organisation[network.agencies.get_loc(id)]) for id in (agency, other))
    if one == two:
        settings.tell(
            say(
                "{agency} and {other} are of one organisation: sees leaves them out.",
                agency=agency,
                other=other,
            )
        )
    settings.tell(
        say(
            "{agency} can see {seen} of {all} classes of {other}: technically within reach. Where a nearest way is "
            "shown, it would see the class if what that way lacks were supplied. A crossed step (-x->) lacks "
            "something. The link that mends asks for everything that its end takes.",
            agency=agency,
            seen=seen,
            all=len(made),
            other=other,
        )
    )
