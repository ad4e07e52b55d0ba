"""Recipes for systems that have rows of their own, and for their products."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graphmodel.importing.agencies import NOT_RECORDED, AgencyNames
from graphmodel.importing.agency_recipes import file_of
from graphmodel.importing.questions import GivenAnswers, Question
from graphmodel.importing.recoding import recode, recode_classes
from graphmodel.importing.shapes import Systems
from graphmodel.importing.sheets import ImportedTable
from graphmodel.importing.systems import SystemNames, called_of, is_name, rows_of, scope_of
from graphmodel.importing.writing import WrittenRecipe, array, guessed, table, tables
from graphmodel.records.slugs import folded, slug
from graphmodel.records.synonyms import understood
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import NOTHING, Message, counted, quoted


def system_recipes(
    found: Sequence[ImportedTable], systems: SystemNames, agencies: AgencyNames, given: GivenAnswers, prefix: str
) -> list[WrittenRecipe]:
    """Return the recipes of systems that have rows, and of their products."""
    made: list[WrittenRecipe] = []
    for one in found:
        for part in one.shape.systems:
            kinds = one.texts(part.columns["type"]) if "type" in part.columns else []
            untyped = any(
                not kind and is_name(name)
                for kind, name in zip(kinds, one.texts(part.columns.get("name", "")), strict=False)
            )
            if any(kinds) or not kinds:
                made.append(_system_recipe(one, part, systems, agencies, given, prefix))
            if untyped:
                made.append(_system_recipe(one, part, systems, agencies, given, prefix, untyped=True))
            if "product" in part.columns:
                product = part.columns["product"]
                told: list[str] = [Message("Products, as {column} names them.", column=quoted(product))]
                keys = {
                    "file": file_of(one),
                    "filled": array([product]),
                    "columns": table({"id": product, "name": product, **_vendor(one, part)}),
                    "slug": array(["id"]),
                    "if_new": "true",
                }
                made.append(WrittenRecipe("products", told, keys))
    return made


def _system_recipe(
    one: ImportedTable,
    part: Systems,
    systems: SystemNames,
    agencies: AgencyNames,
    given: GivenAnswers,
    prefix: str,
    *,
    untyped: bool = False,
) -> WrittenRecipe:
    columns = dict(part.columns)
    name, operator = columns.pop("name", ""), columns.get("operator", "")
    recipe = WrittenRecipe("systems")
    subject = quoted(part.says_yes or name)
    recipe.comments.append(Message("Systems: a row each, by {column}.", column=subject))
    ours: dict[str, str] = {}
    made_of: dict[str, str] = {}
    constant: dict[str, str] = {}
    default: dict[str, str] = {}
    whole = start_text(part, systems)
    if "{" in whole:
        made_of = {"id": whole, "name": whole}
        recipe.comments.append(
            guessed(Message("the name of a system alone is not its own: its agency stands before it"))
        )
    else:
        ours = {"id": name, "name": name}
    for text, kept in start_words(one, part, systems, agencies).items():
        for column in ("id", "name"):
            recipe.word(column, text, kept, guessed(Message("the same name")))
    if operator:
        ours["operator"] = operator
        for text in one.distinct(operator):
            if agencies.name(text) != text:
                recipe.word("operator", text, agencies.name(text), guessed(agencies.why(text)))
        if "" in one.texts(operator):
            default["operator"] = NOT_RECORDED
            recipe.comments.append(
                guessed(Message("where {column} is blank, nobody has said who operates it", column=quoted(operator)))
            )
    else:
        constant["operator"] = _operator_of_all(one, given, recipe, prefix)
    if part.type:
        constant["type"] = part.type
        recipe.comments.append(
            guessed(Message("{label} says the type {type}", label=quoted(part.label), type=quoted(part.type)))
        )
    else:
        _types(recipe, one, part, "" if untyped else part.columns.get("type", ""), name, systems, ours)
    if name:
        scopes = {text: scope for text in one.distinct(name) for scope in _scopes(text, systems)}
        if scopes:
            ours["scope"] = name
            for text, scope in scopes.items():
                recipe.word("scope", text, scope, guessed(Message("its name or its type says so")))
            recipe.word("scope", "*", "local", guessed(Message("nothing says it: the default")))
    constant["sensitivity"] = "internal"
    recipe.comments.append(guessed(Message("nothing says that it may be public: internal for all")))
    status = columns.pop("status", "")
    if status:
        ours["status"] = status
        default["status"] = "active"
        recode(recipe, one, "status", status, given)
    else:
        constant["status"] = "active"
        recipe.comments.append(guessed(Message("no column says the status: active for all")))
    for role in ("since", "until"):
        if role in columns:
            ours[role] = columns[role]
            recode(recipe, one, role, columns[role], given)
    split: dict[str, list[str]] = {}
    if "product" in columns:
        ours["product"] = columns["product"]
    for role in ("name_fr", "short"):
        if role in columns:
            ours[role] = columns[role]
    if "holds" in columns:
        ours["holds"] = columns["holds"]
        split["holds"] = recode_classes(recipe, one, columns["holds"])
    where: dict[str, list[str]] = {part.columns["type"]: [""]} if untyped else {}
    typed = [part.columns["type"]] if "type" in part.columns and not untyped else []
    if part.says_yes:
        yes = [text for text in one.distinct(part.says_yes) if understood(v.YES_NO, text) == "true"]
        where[part.says_yes] = yes or ["yes"]
    elif any(not is_name(text) for text in one.distinct(name)):
        where[name] = [text for text in one.distinct(name) if is_name(text)]
    years = [role for role in ("since", "until") if role in ours]
    slugs = ["id", *(["operator"] if operator else []), *(["product"] if "product" in ours else [])]
    prefixes = table({"operator": prefix}) if prefix and operator else ""
    recipe.keys = {
        "file": file_of(one),
        "filled": array([part.says_yes or name, *([operator] if part.says_yes else []), *typed]),
        "where": tables(where) if where else "",
        "columns": table(ours) if ours else "",
        "made_of": table(made_of) if made_of else "",
        "flags": "{ holds = " + table(one.shape.flags) + " }" if one.shape.flags and "holds" not in ours else "",
        "split": tables(split) if any(split.values()) else "",
        "year": array(years) if years else "",
        "constant": table(constant) if constant else "",
        "default": table(default) if default else "",
        "slug": array(slugs),
        "prefix": prefixes,
        "if_new": "true" if _is_repeated(one, part, agencies) else "",
    }
    return recipe


def _scopes(text: str, systems: SystemNames) -> set[str]:
    """Return the scope of all systems of a name, where it says one."""
    found = {scope_of(one.text, one.type) for one in systems.of_name(text)}
    return found if len(found) == 1 and "" not in found else set()


def _vendor(one: ImportedTable, part: Systems) -> dict[str, str]:
    """Return the column of vendors, where each of them is spelt one way."""
    column = part.columns.get("vendor", "")
    texts = one.distinct(column)
    return {"vendor": column} if texts and len({slug(text) for text in texts} - {""}) == len(texts) else {}


def unnamed_rows(one: ImportedTable) -> list[Message]:
    """Return how many rows say something of a system that they do not name, and where the first stands."""
    told: list[Message] = []
    for place, part in enumerate(one.shape.systems):
        if part.says_yes:
            continue
        others = [one.texts(column) for role, column in part.columns.items() if role not in ("name", "operator")]
        others += [one.texts(link.end) for link in one.shape.links if not link.start and link.of == place]
        rows = [
            at
            for at, name in enumerate(one.texts(part.columns["name"]))
            if not is_name(name) and any(is_name(texts[at]) for texts in others)
        ]
        if rows:
            line = int(one.sheet.lines(np.array(rows[:1], dtype=np.int64))[0])
            said = Message(
                "of which nothing is read but the organization: {column} names no system",
                column=quoted(part.columns["name"]),
            )
            number = counted(
                len(rows), "{count} row, line {line}, ", "{count} rows, the first on line {line}, ", line=line
            )
            told.append(number + said)
    return told


def differing_rows(one: ImportedTable, systems: SystemNames, agencies: AgencyNames) -> list[Message]:
    """Return which systems stand in several rows that say different things: the first one is read."""
    told: list[str] = []
    for part in one.shape.systems:
        if part.says_yes:
            continue
        others = [one.texts(column) for role, column in part.columns.items() if role not in ("name", "operator")]
        operators = [agencies.name(text) for text in one.texts(part.columns.get("operator", ""))]
        first: dict[str, tuple[str, ...]] = {}
        for at, name in enumerate(one.texts(part.columns["name"])):
            if is_name(name):
                operator = "" if not systems.composed else operators[at]
                said = (operators[at], *(texts[at] for texts in others))
                if first.setdefault(folded(f"{operator} {name}"), said) != said:
                    told.append(name)
    if not told:
        return []
    names = ", ".join(map(quoted, dict.fromkeys(told)))
    return [Message("several rows of one system differ, and the first is read: {names}", names=names)]


def start_text(part: Systems, systems: SystemNames) -> str:
    """Return the column that names a system, or a text with columns in braces of which its name is made."""
    operator = part.columns.get("operator", "")
    if part.says_yes:
        return f"{{{operator}}} {part.label}"
    if systems.composed and operator:
        return f"{{{operator}}} {{{part.columns['name']}}}"
    return part.columns["name"]


def start_words(one: ImportedTable, part: Systems, systems: SystemNames, agencies: AgencyNames) -> dict[str, str]:
    """Return the texts of ``start_text`` that stand for another one, with that: other spellings of the same name."""
    found: dict[str, str] = {}
    raw = one.texts(part.columns.get("operator", ""))
    names = [part.label] * len(raw) if part.says_yes else one.texts(part.columns["name"])
    for operator, name in dict.fromkeys(zip(raw, names, strict=True)):
        if is_name(name):
            kept = called_of(systems.kept.get(name, name), agencies.name(operator), part, composed=systems.composed)
            text = called_of(name, operator, part, composed=systems.composed)
            text = " ".join(text.split()) if text != name else text
            if text != kept:
                found[text] = kept
    return found


def _is_repeated(one: ImportedTable, part: Systems, agencies: AgencyNames) -> bool:
    rows = [(slug(name), operator) for name, operator, _, _ in rows_of(one, part, agencies)]
    return len(set(rows)) < len(rows)


def _operator_of_all(one: ImportedTable, given: GivenAnswers, recipe: WrittenRecipe, prefix: str) -> str:
    answer = given.ask(operator_question(one))
    if answer:
        recipe.comments.append(guessed(Message("{name} operates them all: answered", name=quoted(answer))))
        return prefix + slug(answer)
    recipe.comments.append(guessed(Message("no column says who operates them: not recorded")))
    return NOT_RECORDED


def operator_question(one: ImportedTable) -> Question:
    """Return the question who operates all systems of a table that does not say it."""
    return Question(
        "operator",
        one.name,
        Message("No column of {table} says who operates its systems. Who does?", table=quoted(one.shown)),
        {"": Message("not recorded")},
        "",
        Message("nothing says it"),
        free=True,
    )


def _types(
    recipe: WrittenRecipe,
    one: ImportedTable,
    part: Systems,
    column: str,
    name: str,
    systems: SystemNames,
    ours: dict[str, str],
) -> None:
    of = column or name
    ours["type"] = of
    if not column:
        recipe.comments.append(guessed(Message("nothing says the type: it is taken from the names of the systems")))
    kinds = one.texts(part.columns["type"]) if not column and "type" in part.columns else []
    texts = [text for text, kind in zip(one.texts(of), kinds, strict=True) if not kind] if kinds else one.distinct(of)
    for text in dict.fromkeys(filter(bool if column else is_name, texts)):
        word, why = systems.types.get(text if column else systems.kept.get(text, text), ("other", NOTHING))
        recipe.word("type", text, word, guessed(why) if why else "")
