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
    if not len(network.links):
        found.append(Message("no live link is recorded"))
    if reader is not None and supplier is not None:
        one, two = (network.organisation[places(network.agencies, [id])[0]] for id in (reader, supplier))
        if one == two:
            said = Message("{one} and {two} are of one organisation: it is left out", one=reader, two=supplier)
            return [*found, said]
        hint = Message("no link that is recorded leads there: graphmodel why {one} {two}", one=reader, two=supplier)
        return [*found, hint]
    return found or [Message("no link that is recorded leads there")]
