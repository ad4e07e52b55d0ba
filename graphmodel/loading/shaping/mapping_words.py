"""Every word that a mapping may use, with what it means: one list for readers and for docs."""

from __future__ import annotations

from typing import NamedTuple

from graphmodel.words.messages import Message


class MappingWord(NamedTuple):
    """One word of a mapping, an example of it in TOML, and what it means."""

    name: str
    example: str
    meaning: Message


RECIPE = (
    MappingWord(
        "file",
        'file = "applications"',
        Message("The table to read, without its ending. Without it the recipe is one record made of constants."),
    ),
    MappingWord(
        "columns",
        'columns = { id = "App", name = "App" }',
        Message("Our column = their column. Without it their columns bear our names."),
    ),
    MappingWord(
        "recode",
        'recode.status = { "In use" = "active" }',
        Message(
            'For one of our columns: their word = our word, without regard to capitals; "" is an empty cell, and the word "*" stands for any other.'
        ),
    ),
    MappingWord(
        "constant", 'constant = { type = "rms" }', Message("Our column = a text that is the same in every row.")
    ),
    MappingWord(
        "default",
        'default = { status = "active" }',
        Message(
            "Our column = the text that stands where their cell is empty, or where they have no such "
            "column. Where it is the id of another record, the number of rows is told."
        ),
    ),
    MappingWord(
        "where",
        'where = { Kind = ["System", "Service"] }',
        Message(
            "Their column = a word, or a list of words: only rows that say so, without regard to capitals. "
            "The others are told as not read, with their number."
        ),
    ),
    MappingWord(
        "split",
        'split = { holds = [",", "/"] }',
        Message("For a list column: what parts the items in their cells, one text or several."),
    ),
    MappingWord(
        "rows",
        'rows = [{ by = [",", ";"], of = ["to"] }]',
        Message(
            "Cells that hold several records, parted by a text or by several; the columns of `of` are taken "
            'apart side by side. `without = ["none"]` names texts that stand for no record.'
        ),
    ),
    MappingWord(
        "slug",
        'slug = ["id", "operator"]',
        Message(
            "Our columns whose text becomes an id: small letters, accents folded, anything else a hyphen. A "
            "text with letters that have no Latin form ends in a digest of itself. Two texts that make one "
            "id, and differ by more than capitals, accents, spaces and hyphens, are refused with both "
            "places."
        ),
    ),
    MappingWord(
        "year",
        'year = ["since", "until"]',
        Message(
            "Our columns whose cells are dates, of which the year is taken. A text that is no date, or "
            "whose year is in doubt, stays as it is."
        ),
    ),
    MappingWord(
        "prefix",
        'prefix = { operator = "org-" }',
        Message(
            "Our column = what stands before each of its ids, where two tables use the same names: agencies "
            "and systems share one set of ids. Every column that names those records needs it too."
        ),
    ),
    MappingWord("filled", 'filled = ["App"]', Message("Only rows in which these columns of theirs are not empty.")),
    MappingWord(
        "made_of",
        'made_of = { id = "{Owner} {App}" }',
        Message("Our column = a text with names of their columns in braces, of whose cells it is made in each row."),
    ),
    MappingWord(
        "flags",
        'flags = { holds = { "Persons?" = "persons" } }',
        Message("For a list column of ours: their column = the word that stands in the list where it says yes."),
    ),
    MappingWord(
        "if_new",
        "if_new = true",
        Message("Only records whose id no earlier record of the table has, the first of each id."),
    ),
    MappingWord(
        "once", "once = true", Message("Equal records count once, as products that several organisations name.")
    ),
    MappingWord(
        "leave_out",
        'leave_out = ["self_links", "repeats"]',
        Message(
            "Of links: rows that join a system to itself, and rows that say the same as an earlier one in "
            "every column that is read (both ways round where a link is two_way). They are told as not "
            "read, with their number."
        ),
    ),
    MappingWord(
        "number",
        "number = true",
        Message(
            "Of links: a second, third, ... link of a pair that has no id is called `from--to-2`, "
            "`from--to-3`, in the order of the file. Their number is told."
        ),
    ),
    MappingWord(
        "if_named",
        "if_named = true",
        Message("Of a record made of constants: it is there only if another record names it."),
    ),
    MappingWord(
        "ignore", 'ignore = ["Row number"]', Message("Columns of theirs that are knowingly not read: no warning.")
    ),
    MappingWord(
        "each",
        'each = "type"',
        Message(
            "The name of a set of column groups, `[each.type]` with label = our word. The recipe applies to "
            "each group: `{type}` stands for the label in `columns` and `where`, and for the word in "
            "`constant` and `default`."
        ),
    ),
)
"""The words of one recipe."""

SHEET = (
    MappingWord(
        "of",
        'of = "Inventory 2026"',
        Message("The sheet, or the CSV file, in which the table stands. Without it, the one of its name."),
    ),
    MappingWord(
        "header",
        "header = [3, 4]",
        Message(
            "The line with the names of the columns, or several, read as one name from the top down. What stands above "
            "is not read. A column without a name is called by its letter: `column C`."
        ),
    ),
    MappingWord(
        "until", "until = 27", Message("The last line of the table: what stands below is not read, and is counted.")
    ),
    MappingWord(
        "fill_down",
        'fill_down = ["Organization"]',
        Message("Their columns in which an empty cell means the same as the cell above."),
    ),
    MappingWord(
        "unfold",
        'unfold = { names = "To", cells = "How" }',
        Message(
            "A two-way table: each cell that is not empty becomes a row, with the name of its column under `names` and "
            "itself under `cells`. With `columns = [...]` only those are unfolded, without it all but the first."
        ),
    ),
)
"""The words of one ``[sheet.NAME]``."""

JOIN = (
    MappingWord("file", 'file = "elements"', Message("The table of theirs that gets columns.")),
    MappingWord("on", 'on = "ID"', Message("Its column that says which row.")),
    MappingWord("from", 'from = "properties"', Message("The table that has the cells.")),
    MappingWord("by", 'by = "ID"', Message("Its column that says the same as `on`.")),
    MappingWord("columns", 'columns = { operator = "Source" }', Message("New column = column of `from`.")),
    MappingWord(
        "names",
        'names = "Key"',
        Message("Instead of `columns`: the column of `from` that says what each cell is called."),
    ),
    MappingWord("values", 'values = "Value"', Message("With `names`: the column that has the cells.")),
    MappingWord("where", 'where = { Type = "CompositionRelationship" }', Message("Only rows of `from` that say so.")),
)
"""The words of one ``[[join]]``."""

STEP = ("by", "of", "without")
"""The words of one step of ``rows``."""

UNFOLD = ("columns", "names", "cells")
"""The words of ``unfold``."""

LEAVE_OUT = ("self_links", "repeats")
"""What ``leave_out`` may name."""
