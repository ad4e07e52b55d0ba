"""What a file of needs may say, as Markdown: written from the schemas that validate it."""

from __future__ import annotations

from graphmodel.answers.needs.need import Need
from graphmodel.answers.needs.needs import Needs
from graphmodel.documents.describe import keys_table


def keys_markdown() -> str:
    """Return the keys of needs and of each need, as Markdown."""
    parts = ["### Needs", keys_table(Needs.schema().values()), "### A need", keys_table(Need.schema().values())]
    return "\n\n".join(parts) + "\n"
