"""What stands below every answer that speaks of permission: where the figures come from, and what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.cli.shared.settings import Settings
from graphmodel.words.messages import say

if TYPE_CHECKING:
    from graphmodel.records.catalogue import Catalogue


def tell_permission(settings: Settings, catalogue: Catalogue, *, limits: bool = True) -> None:
    """Say the limits of a catalogue, and how many agreements it records."""
    from graphmodel.answers.permission_note import permission_note

    if limits:
        settings.limits(catalogue.about)
    settings.tell(permission_note(catalogue))


def tell_states(settings: Settings, catalogue: Catalogue, *, counts: bool = False) -> None:
    """Say the same, without the limits, below an answer that tells states apart where agreements are recorded.

    ``counts`` says that the answer counts sightlines by state.
    """
    if len(catalogue.agreements):
        if counts:
            settings.tell(
                say(
                    "Agreed: an agreement covers it; allowed: no law stands in the way. What stays inside one organisation "
                    "is in no state."
                )
            )
        tell_permission(settings, catalogue, limits=False)
