"""Recipes for agencies: lists of them, those that rows of systems name, and those that answers name."""

from __future__ import annotations

from collections.abc import Sequence

from graphmodel.importing.agencies import NOT_RECORDED, AgencyNames, guessed_level, guessed_sector
from graphmodel.importing.preview import ROLES
from graphmodel.importing.questions import GivenAnswers
from graphmodel.importing.recoding import DEFAULTS, NUMBERS, YEARS, recode
from graphmodel.importing.sheets import ImportedTable
from graphmodel.importing.writing import WrittenRecipe, array, guessed, table
from graphmodel.importing.writing import quoted as quoted_text
from graphmodel.records.slugs import slug
from graphmodel.words.messages import Message, quoted


def agency_recipes(
    found: Sequence[ImportedTable], agencies: AgencyNames, given: GivenAnswers, prefix: str
) -> list[WrittenRecipe]:
    """Return the recipes of agencies: lists of them first, then those that rows of systems name."""
    made: list[WrittenRecipe] = []
    named = [one for one in found if "name" in one.shape.agencies]
    for one in sorted(named, key=lambda one: one.shape.kind != "agencies"):
        columns = dict(one.shape.agencies)
        name = columns.pop("name")
        code = agencies.codes.get(one.name, name)
        recipe = WrittenRecipe("agencies", [Message("Agencies: a row each, by {name}.", name=quoted(name))])
        ours = {"id": code, "name": name, **columns}
        if code == name:
            for text in one.distinct(name):
                kept = agencies.name(text)
                if kept != text:
                    for column in ("id", "name"):
                        recipe.word(column, text, kept, guessed(agencies.why(text)))
        texts = one.distinct(name)
        constant: dict[str, str] = {}
        for role in ("level", "sector"):
            if role in columns:
                recode(recipe, one, role, columns[role], given)
        level_and_sector(recipe, name, texts, agencies, ours, constant)
        for role in ("province", *YEARS, *NUMBERS):
            if role in columns:
                recode(recipe, one, role, columns[role], given)
        years = [role for role in YEARS if role in columns]
        defaults: dict[str, str] = {
            role: DEFAULTS[role] for role in ("level", "sector") if role in columns and "" in one.texts(columns[role])
        }
        recipe.keys = {
            "file": file_of(one),
            "filled": array([name]),
            "columns": table(ours),
            "year": array(years) if years else "",
            "constant": table(constant) if constant else "",
            "default": table(defaults) if defaults else "",
            "slug": array(["id"]),
            "prefix": table({"id": prefix}) if prefix else "",
            "if_new": "true",
        }
        made.append(recipe)
    return made


def level_and_sector(
    recipe: WrittenRecipe,
    name: str,
    texts: Sequence[str],
    agencies: AgencyNames,
    ours: dict[str, str],
    constant: dict[str, str],
) -> None:
    """Let names of agencies say their level and sector where no column does, and a default where they do not either."""
    for role, guess in (("level", guessed_level), ("sector", guessed_sector)):
        if role in ours:
            continue
        said = {text: word for text in texts if (word := guess(agencies.name(text)))}
        default = DEFAULTS[role]
        if said:
            ours[role] = name
            for text, word in said.items():
                recipe.word(role, text, word, guessed(Message("its name says so")))
            recipe.word(role, "*", default, guessed(Message("nothing says it: the default")))
        else:
            constant[role] = default
            recipe.comments.append(
                guessed(Message("no column says {role}: {default} for all", role=ROLES[role], default=default))
            )


def file_of(one: ImportedTable) -> str:
    """Return what recipes call a table, as TOML."""
    return quoted_text(one.name)


def agency_constant(name: str, prefix: str, why: Message) -> WrittenRecipe:
    """Return an agency that no row of its own names."""
    record = {"id": prefix + slug(name), "name": name}
    record |= {"level": guessed_level(name) or "municipal", "sector": guessed_sector(name) or "policing"}
    return WrittenRecipe("agencies", [guessed(why)], {"constant": table(record)})


def unknown_operator() -> WrittenRecipe:
    """Return the agency that stands where nobody says who operates a system."""
    record = {
        "id": NOT_RECORDED,
        "name": "Operator not recorded",
        "name_fr": "Exploitant non consigné",
        "level": "private",
        "sector": "other",
    }
    told = Message("Where nothing says who operates a system, this stands: nobody that there is.")
    return WrittenRecipe("agencies", [told], {"constant": table(record), "if_named": "true"})
