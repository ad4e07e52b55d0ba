"""An answer of nothing says why that may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from graphmodel.cli.shared.settings import Settings
from graphmodel.words.messages import Message, say

if TYPE_CHECKING:
    from graphmodel.engine.network import Network


def tell_nothing(settings: Settings, reasons: Iterable[str]) -> None:
    """Say that nothing was found, and why that may be."""
    settings.tell(say("Nothing was found. It may be that:"))
    for reason in reasons:
        settings.tell(Message("  - {reason}", reason=reason))


def sight_reasons(
    network: Network, reader: str | None, supplier: str | None, data_class: str | None
) -> Sequence[Message]:
    """Return why nobody, or this reader, may see nothing of anybody, or of this supplier, by what is recorded."""
    found = _nothing_recorded(network, reader, supplier, data_class)
    if not len(network.links):
        found.append(Message("no live link is recorded"))
    if reader is not None and supplier is not None:
        if said := _of_one_organisation(network, reader, supplier):
            return [*found, said]
        hint = Message("no link that is recorded leads there: graphmodel why {one} {two}", one=reader, two=supplier)
        return [*found, hint]
    return found or [Message("no link that is recorded leads there")]


def permission_reasons(
    network: Network, recipient: str, discloser: str | None, data_class: str | None
) -> Sequence[Message]:
    """Return why nothing may be recorded of what an agency may receive of anybody, or of this discloser."""
    found = _nothing_recorded(network, None, discloser, data_class)
    if discloser is not None and (said := _of_one_organisation(network, recipient, discloser)):
        return [*found, said]
    if not len(network.catalogue.agreements):
        return [*found, Message("the catalogue has no agreements, laws or policies")]
    return [*found, Message("no agreement that is recorded covers it, and nothing of it is within reach")]


def _of_one_organisation(network: Network, one: str, other: str) -> Message | None:
    from graphmodel.engine.network import places

    first, second = (network.organisation[places(network.agencies, [id])[0]] for id in (one, other))
    if first != second:
        return None
    return Message("{one} and {two} are of one organisation: it is left out", one=one, two=other)


def _nothing_recorded(
    network: Network, reader: str | None, supplier: str | None, data_class: str | None
) -> list[Message]:
    """Return which of the records are missing without which nothing can be found."""
    from graphmodel.engine.network import class_bit, places
    from graphmodel.words import vocabulary as v

    found: list[Message] = []
    for agency, (who, system), none in (
        (reader, network.readers, Message("no live system is recorded that {agency} reads", agency=reader)),
        (supplier, network.suppliers, Message("no live system is recorded that {agency} supplies", agency=supplier)),
    ):
        at = -1 if agency is None else int(places(network.agencies, [agency])[0])
        if at >= 0 and not network.live[system[who == at]].any():
            found.append(none)
    if data_class is not None and not (network.live & (network.holds >> class_bit(data_class) & 1).astype(bool)).any():
        word = v.CARRIED_CLASSES[data_class].named
        found.append(Message("no live system is recorded to hold {word}", word=word))
    return found
