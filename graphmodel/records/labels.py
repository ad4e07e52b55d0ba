"""What people call the columns of the tables: above the cells of a workbook, and in the headers that they write."""

from __future__ import annotations

from graphmodel.words.messages import Message

LABELS = {
    "id": Message("Id (do not change)"),
    "name": Message("Name"),
    "name_fr": Message("French name"),
    "short": Message("Short name for drawings"),
    "short_fr": Message("Short French name for drawings"),
    "level": Message("Level of government"),
    "sector": Message("Sector"),
    "part_of": Message("Part of"),
    "province": Message("Province or territory"),
    "population_served": Message("Population served"),
    "sworn_officers": Message("Sworn officers"),
    "as_of": Message("Year of these figures"),
    "sensitivity": Message("Public or internal"),
    "type": Message("Type of system"),
    "operator": Message("Who runs it"),
    "product": Message("Product"),
    "scope": Message("How far it serves"),
    "status": Message("Status"),
    "since": Message("Since (year)"),
    "until": Message("Until (year)"),
    "replaces": Message("Replaces"),
    "relays": Message("Passes on other systems' records"),
    "holds": Message("Records it holds"),
    "agency": Message("Agency"),
    "system": Message("System"),
    "role": Message("Role"),
    "from": Message("From system"),
    "to": Message("To system"),
    "direction": Message("Direction"),
    "mode": Message("How"),
    "latency": Message("How fresh"),
    "access": Message("What comes through"),
    "carries": Message("Records it carries"),
    "purpose": Message("Purpose"),
    "standard": Message("Standard"),
    "note": Message("Note"),
}
"""By the name of the column; one name means the same in every table."""
