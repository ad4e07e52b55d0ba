"""``maturity``: how mature links are, as far as the catalogue says."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.output import format_option, show
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.records.plain import rows_of
from graphmodel.words.messages import Message, say

if TYPE_CHECKING:
    from graphmodel.answers.maturity import RatedBy
    from graphmodel.engine.maturity import Scale

_SPARE = ("works_with", "half_low", "half_high", "percent_low", "percent_high", "mode", "from", "to")
_SCALES = {
    "safecom": Message(
        "SAFECOM data lane: 0 by hand; 1 files, or periodic copies; 2 two agencies work in one system; 3 a custom "
        "interface or a proprietary standard; 4 a published or restricted standard, one way; 5 the same, both ways."
    ),
    "lisi": Message(
        "LISI: 0 by hand; 1 files, or a hit only; 2 copies, an index, or content by a custom interface; 3 content on "
        "request, by a named standard; 4 the same, both ways, by a published standard, across sectors or provinces."
    ),
}
_INTERVAL = Message(
    "The level lies between the two: whatever is missing could still make it either. An empty cell is a fact that is "
    "not recorded, not a low level."
)
_OF_AGENCY = Message(
    "The links of an agency are those by which records come into a system that it reads; its level is that of the "
    "lowest of them."
)
_OF_GROUP = Message(
    "A link counts in each group that has one of its ends; the level of a group is that of its lowest link."
)


@command("maturity")
@option(
    "--by",
    type=click.Choice(["link", "agency", "province", "type"]),
    default="link",
    show_default=True,
    help="What to have a row for.",
)
@option(
    "--scale",
    type=click.Choice(["safecom", "lisi"]),
    default="safecom",
    show_default=True,
    help="SAFECOM's data lane, 0 to 5, or LISI, 0 to 4.",
)
@format_option
@pass_settings
def maturity(settings: Settings, by: str, scale: str, form: str) -> None:
    """How mature links are, as intervals where facts are missing, and which facts those are.

    Live links and those that people re-key by hand.

    \b
    Example:
      graphmodel maturity --by type
    """
    from graphmodel.api import maturing

    catalogue = settings.catalogue()
    made = maturing.maturity(catalogue, cast("RatedBy", by), cast("Scale", scale), language=settings.lang)
    show(list(made.columns), rows_of(made), form, hide=("group",), spare=_SPARE)
    if not made["low"].notna().any():
        settings.tell(say("No link in service and none that people re-key by hand is recorded."))
    settings.limits(catalogue.about)
    settings.tell(_SCALES[scale])
    settings.tell(_INTERVAL)
    if by != "link":
        settings.tell(_OF_AGENCY if by == "agency" else _OF_GROUP)
    else:
        settled = int((made["low"] == made["high"]).sum())
        settings.tell(say("{settled} of {links} links are settled.", settled=settled, links=len(made)))
    settings.tell(say("graphmodel survey make --agency ID --ask maturity asks an agency for what is missing."))
