"""Recipes for who works in systems that others operate, and for the agencies that are named there alone."""

from __future__ import annotations

from collections.abc import Sequence

from graphmodel.importing.agencies import AgencyNames
from graphmodel.importing.agency_recipes import file_of, level_and_sector
from graphmodel.importing.cells import separators_in, split_by
from graphmodel.importing.link_rows import left_out
from graphmodel.importing.names import NOBODY
from graphmodel.importing.sheets import ImportedTable
from graphmodel.importing.system_recipes import start_text, start_words
from graphmodel.importing.systems import SystemNames
from graphmodel.importing.writing import WrittenRecipe, array, guessed, step, table
from graphmodel.words.messages import Message, quoted


def use_recipes(
    found: Sequence[ImportedTable], systems: SystemNames, agencies: AgencyNames, prefix: str
) -> list[WrittenRecipe]:
    """Return the recipes of uses, each after that of the agencies which it names."""
    made: list[WrittenRecipe] = []
    for one in found:
        users = one.shape.users
        if not users:
            continue
        signs = separators_in(one.distinct(users), agencies.kept)
        items = list(dict.fromkeys(item for text in one.distinct(users) for item in split_by(text, signs)))
        left = [item for item in items if item.casefold() in NOBODY]
        named = [item for item in items if item not in left]
        if not named:
            continue
        unsaid = left_out(left)
        agency = WrittenRecipe("agencies", [Message("Agencies that {column} names.", column=quoted(users))])
        columns, constant = {"id": users, "name": users}, dict[str, str]()
        level_and_sector(agency, users, named, agencies, columns, constant)
        use = WrittenRecipe(
            "uses", [guessed(Message("those that {column} names work in the system", column=quoted(users)))]
        )
        use.comments += [unsaid] if unsaid else []
        for item in named:
            kept = agencies.name(item)
            if kept != item:
                for recipe, ours in ((agency, "id"), (agency, "name"), (use, "agency")):
                    recipe.word(ours, item, kept, guessed(agencies.why(item)))
        part = one.shape.systems[0]
        whole = start_text(part, systems)
        for text, kept in start_words(one, part, systems, agencies).items():
            use.word("system", text, kept, guessed(Message("the same name")))
        agency.keys = {
            "file": file_of(one),
            "filled": array([users]),
            "columns": table(columns),
            "rows": f"[{step(signs or [LINE], ['id', 'name'], left)}]",
            "constant": table(constant) if constant else "",
            "slug": array(["id"]),
            "prefix": table({"id": prefix}) if prefix else "",
            "if_new": "true",
        }
        use.keys = {
            "file": file_of(one),
            "filled": array([users, part.columns["name"]]),
            "columns": table({"agency": users} if "{" in whole else {"agency": users, "system": whole}),
            "made_of": table({"system": whole}) if "{" in whole else "",
            "rows": f"[{step(signs or [LINE], ['agency'], left)}]",
            "constant": table({"role": "user"}),
            "slug": array(["agency", "system"]),
            "prefix": table({"agency": prefix}) if prefix else "",
            "once": "true",
        }
        made += [agency, use]
    return made


LINE = "\n"
"""What parts cells that hold one item each."""
