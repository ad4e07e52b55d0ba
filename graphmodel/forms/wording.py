"""What workbooks to fill in say to people, in both languages on every page: an answer may come back in either."""

from __future__ import annotations

from graphmodel.records.schema import TableName
from graphmodel.words.messages import Message

SHEETS: dict[TableName, str] = {
    "agencies": "Agency - Organisme",
    "systems": "Systems - Systèmes",
    "links": "Links - Liens",
    "uses": "Uses - Utilisations",
    "agreements": "Agreements - Ententes",
    "parties": "Parties - Parties",
    "standards": "Standards - Normes",
}
"""The pages of surveys, by the table that they ask about."""
PAGES: dict[TableName, str] = {
    **{table: SHEETS[table] for table in ("agencies", "systems", "links", "uses")},
    "agencies": "Agencies - Organismes",
    "products": "Products - Produits",
    "standards": SHEETS["standards"],
    "sources": "Sources - Références",
}
"""The pages of a workbook of one's own."""
INSTRUCTIONS = "Read me - Lisez-moi"
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
    "from": Message("From system (records leave here)"),
    "to": Message("To system (records arrive here)"),
    "direction": Message("Direction"),
    "mode": Message("How"),
    "latency": Message("How fresh"),
    "access": Message("What comes through"),
    "carries": Message("Records it carries"),
    "purpose": Message("Purpose"),
    "standard": Message("Standard"),
    "note": Message("Note"),
    "source": Message("Where this is known from"),
    "confidence": Message("How sure"),
    "vendor": Message("Vendor"),
    "agreement": Message("Agreement"),
    "kind": Message("Kind"),
    "effect": Message("Permits or forbids"),
    "classes": Message("Records it speaks of"),
    "systems": Message("Systems it speaks of"),
    "system_types": Message("Types of system it speaks of"),
    "written": Message("In writing"),
    "onward": Message("May be passed on"),
    "audit": Message("Log or audit"),
    "retention": Message("How long records may be kept"),
    "owner": Message("Who keeps it"),
    "openness": Message("Who may use it"),
    "title": Message("Title"),
    "publisher": Message("Publisher"),
    "year": Message("Year"),
    "url": Message("Web address"),
}
LINES = (  # of a survey
    Message("Please check what is recorded of your agency, correct it, and add what is missing."),
    Message(
        "A cell left blank changes nothing. Nothing is deleted: where a system or link has ended, say so by its status."
    ),
    Message("New systems, links and uses go into the blank rows below the others; an id is made from the name."),
    Message("Where a cell has a list, choose from it. A system that you add yourself can be named by its name."),
    Message(
        "Agreements: under which laws, agreements or policies does your agency disclose or receive records? In “Parties” say who has which part, in a row for each agency or kind of agency."
    ),
    Message("Several records or systems in one cell are parted by semicolons. Words of either language are read."),
    Message("Write values, not formulas; years as 2014; do not merge cells or rename pages."),
)
MATURITY_LINES = (  # of a survey that asks only for what would settle the levels of links
    Message(
        "Please fill in the white cells: they are missing to say how mature the links of your systems are. Grey cells are recorded already."
    ),
    Message("A cell left blank changes nothing: leave blank what you do not know."),
    Message(
        "Standard: choose “None: a custom interface” where a link is known to follow none. What comes through: all of a record, an index, or only whether there is one."
    ),
    Message("Words of either language are read. Write values, not formulas; do not merge cells or rename pages."),
)
OWN_TITLE = Message("Our agencies, systems and links")
OWN_LINES = (
    Message(
        "Fill in the pages in this order: agencies, systems, links, uses; a record in each row. Columns with * are needed. Leave blank what you do not know."
    ),
    Message("Agencies: your own, and each one that runs or uses a system that you name."),
    Message(
        "Systems: your own, and those of others that they exchange records with. “Who runs it” is the name of an agency on the first page."
    ),
    Message("Links: which way do the records run? “A talks to B” does not say it, so ask:"),
    Message(
        "- A asks B, and B answers: the records run from B to A. Write B under “From system”, A under “To system”, and choose “One way” and “Query”."
    ),
    Message(
        "- A sends records to B: write A under “From system”, B under “To system”, and choose “One way” and “Push”, “Replication” or “File transfer”."
    ),
    Message("- Each asks, or sends to, the other: write them in any order and choose “Two ways”."),
    Message("- Nobody knows: leave the link out, and ask."),
    Message(
        "Uses: who works in, reads or feeds a system that somebody else runs. Who runs a system needs no row for it."
    ),
    Message(
        "Write each name the same everywhere. Lists offer the agencies and systems that you wrote on the other pages. You need no ids: they are made from the names."
    ),
    Message(
        "Several records, systems or sources in one cell are parted by semicolons. Words of either language are read."
    ),
    Message("Write values, not formulas; years as 2014; do not merge cells or rename pages."),
    Message(
        "When you are done: graphmodel check names each cell that is wrong, graphmodel load reads the workbook as it is."
    ),
)
"""What to know before a workbook of one's own is filled in."""
GREY_ROWS = Message(
    "Grey rows that begin with “Example:” show how. They are not read. Leave them, or delete them; your own rows go below."
)
KNOWN_ROWS = Message(
    "What is known of this agency is filled in, and what it is linked to. Correct it, add what is missing, and delete the rows that are wrong. New rows need no id."
)
SEVERAL = Message("Words for cells with several")
WRONG_WORD = Message("Choose from the list.")


def label(column: str) -> str:
    """Return what stands above a column: both languages, one below the other."""
    return "\n".join(both(LABELS[column]))


def both(text: Message) -> tuple[str, str]:
    """Return a text in English and in French: every page of a survey says both."""
    return text.text("en"), text.text("fr")
