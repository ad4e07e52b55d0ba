"""What ends an answer while it is computed: values that stores would give differently.

The SQL of a translation calls ``error()`` with a reason; the store that ran it finds the words here.
"""

from __future__ import annotations

from collections.abc import Mapping

from graphmodel.errors import UnansweredQuery
from graphmodel.words.messages import Message

PREFIX = "graphmodel:"
"""What an error of our own begins with in DuckDB's words."""
LONGEST_TEXT = 10_000_000
"""Letters of a text that replace() may make: the engine ends no single call before it is done."""
LONGEST_LIST = 10_000
"""Items of a list that range() or + makes: DuckDB makes such lists for two thousand rows at once, outside its memory."""
MESSAGES: Mapping[str, Message] = {
    "division-by-zero": Message("a division by zero: keep it out with WHERE or CASE"),
    "no-finite-number": Message("a decimal number is too large, or not defined"),
    "number-too-large": Message("a whole number does not fit into 64 bits"),
    "not-exact": Message("a whole number beyond 2^53 is not compared with a decimal number here; ask a Neo4j store"),
    "round-of-large": Message("round() of a number beyond 10^15 is not answered here; ask a Neo4j store"),
    "range-of-null": Message("range() takes whole numbers, never null"),
    "range-by-zero": Message("range() takes a step other than 0"),
    "list-too-long": Message(
        "a list of more than {most} items is not made by range() or + here: UNWIND range(1, n), or UNWIND the lists and collect()",
        most=LONGEST_LIST,
    ),
    "negative-length": Message("a place or length of text is negative: keep it out with CASE"),
    "root-of-negative": Message("a square root of a negative number"),
    "logarithm-of-none": Message("a logarithm of a number that is not positive"),
    "odd-capitals": Message("toUpper() of a letter whose capital is two letters is not answered here; ask a Neo4j store"),
    "odd-small-letters": Message("toLower() of a letter with more than one small form is not answered here; ask a Neo4j store"),
    "empty-part": Message("split() and replace() look for a text that is not empty"),
    "text-too-long": Message("replace() could make a text of more than {most} letters", most=LONGEST_TEXT),
    "odd-number": Message("toInteger() or toFloat() of a text that is no plain number is not answered here; ask a Neo4j "
"store"),
}  # fmt: skip
"""Every reason by its id."""


class Unanswered(UnansweredQuery):
    """An answer that ended on a value; ``id`` is a key of ``MESSAGES``."""

    def __init__(self, id: str) -> None:
        self.id = id
        super().__init__(MESSAGES[id])


def unanswered(text: str) -> Unanswered | None:
    """Return the error for what DuckDB said of a translation's SQL, None where it speaks of something else."""
    if PREFIX in text:
        reason = text.partition(PREFIX)[2].split()[0]
        return Unanswered(reason) if reason in MESSAGES else None
    if "Division by zero" in text:
        return Unanswered("division-by-zero")
    if "Overflow" in text or "out of range" in text:
        return Unanswered("number-too-large")
    return None
