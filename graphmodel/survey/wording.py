"""What a survey says to people, in both languages on every page: an answer may come back in either."""

from __future__ import annotations

from graphmodel.records.labels import LABELS
from graphmodel.records.schema import TableName
from graphmodel.words.messages import Message

SHEETS: dict[TableName, str] = {
    "agencies": "Agency - Organisme",
    "systems": "Systems - Systèmes",
    "links": "Links - Liens",
    "uses": "Uses - Utilisations",
}
"""The pages to fill in, by the table that they ask about."""
INSTRUCTIONS = "Read me - Lisez-moi"
LINES = (
    Message("Please check what is recorded of your agency, correct it, and add what is missing."),
    Message(
        "A cell left blank changes nothing. Nothing is deleted: where a system or link has ended, say so by its status."
    ),
    Message("New systems, links and uses go into the blank rows below the others; an id is made from the name."),
    Message("Where a cell has a list, choose from it. A system that you add yourself can be named by its name."),
    Message("Several records or systems in one cell are parted by semicolons. Words of either language are read."),
    Message("Write values, not formulas; years as 2014; do not merge cells or rename pages."),
)
WRONG_WORD = Message("Choose from the list.")


def label(column: str) -> str:
    """Return what stands above a column: both languages, one below the other."""
    return "\n".join(both(LABELS[column]))


def both(text: Message) -> tuple[str, str]:
    """Return a text in English and in French: every page of a survey says both."""
    return text.text("en"), text.text("fr")
