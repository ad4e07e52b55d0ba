"""What every answer about permission says of itself: how much is recorded, and what nothing recorded does not mean."""

from __future__ import annotations

from graphmodel.records.catalogue import Catalogue
from graphmodel.words.messages import Message, counted, number, plural

RECORDED = plural(
    "{count} agreement, law or policy is recorded, {inferred} of them only inferred: none recorded does not mean "
    "not allowed.",
    "{count} agreements, laws and policies are recorded, {inferred} of them only inferred: none recorded does not "
    "mean not allowed.",
)
"""What is said where any is recorded."""


def permission_note(catalogue: Catalogue) -> Message:
    """Return how many agreements a catalogue records, how many only inferred, and that none recorded forbids nothing.

    >>> import graphmodel
    >>> print(permission_note(graphmodel.load("canada")))
    123 agreements, laws and policies are recorded, 14 of them only inferred: none recorded does not mean not allowed.
    """
    recorded = len(catalogue.agreements)
    if not recorded:
        return Message("No agreement, law or policy is recorded: none recorded does not mean not allowed.")
    inferred = number(int(catalogue.agreements["confidence"].eq("inferred").sum()))
    return counted(recorded, *RECORDED, inferred=inferred)
