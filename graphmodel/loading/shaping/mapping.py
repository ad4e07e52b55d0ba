"""Mappings (``loaders/*.toml``): which column of their tables is which column of ours. A closed vocabulary.

A mapping holds, for each of our tables, one recipe or several (``[links]``, or ``[[links]]`` many times), and, once for
all tables, [[join]]: cells of one of their tables that become columns of another (loading.joins). What each word means
says loading.mapping_words.

Whatever would need an ``if`` belongs in a Python function that returns a Catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from graphmodel import shipped as content
from graphmodel.errors import SourceError
from graphmodel.loading.allowed import items, known_words, may_hold
from graphmodel.loading.shaping import plugins
from graphmodel.loading.shaping.documents import read_toml
from graphmodel.loading.shaping.joins import TableJoin, Where
from graphmodel.loading.shaping.mapping_layouts import layouts_of
from graphmodel.loading.shaping.mapping_values import MappingValues
from graphmodel.loading.shaping.mapping_words import JOIN, LEAVE_OUT, RECIPE, STEP
from graphmodel.loading.shaping.recipes import Recipe, SplitStep
from graphmodel.records.schema import TableFormat, tables
from graphmodel.words.messages import Message, either, joined, listed
from graphmodel.words.suggest import did_you_mean

_KEYS = tuple(word.name for word in RECIPE)
_JOIN_KEYS = tuple(word.name for word in JOIN)
_ALONE = ("constant", "if_named")
_JOIN = "join"
_SHEET = "sheet"
_EACH = "each"
_PREFIX = re.compile("[a-z0-9-]*")
_LINKS_ALONE = Message("is for links alone")


def read_mapping(loader: str | Path) -> tuple[Recipe, ...]:
    """Return the recipes of a mapping, known by its shipped name or the path of its file.

    Raises SourceError with everything that is wrong in it, or where there is none.
    """
    shipped = content.loaders()
    path = Path(loader)
    if isinstance(loader, str) and loader in shipped:
        path = shipped[loader]
    elif path.suffix != ".toml":
        named = (*shipped, *plugins.names())
        near = did_you_mean(str(loader), named)
        raise SourceError(
            Message(
                "no loader {loader!r}{near}: give a .toml file or one of {known}",
                loader=str(loader),
                near=near,
                known=", ".join(named),
            )
        )
    return recipes_in(read_toml(path), path.name)


def recipes_in(read: Mapping[str, Any], name: str) -> tuple[Recipe, ...]:
    """Return the recipes of a mapping that was parsed; SourceError with everything that is wrong in it."""
    return _Reading(name).mapping(read)


class _Reading(MappingValues):
    """One reading of one mapping, which gathers all its faults before it refuses."""

    def mapping(self, read: Mapping[str, Any]) -> tuple[Recipe, ...]:
        known = tables()
        groups = {
            name: self.texts(f"{_EACH}.{name}", of) for name, of in self.table(_EACH, read.get(_EACH, {})).items()
        }
        joins = [self.join(item) for item in self.listed(_JOIN, read.get(_JOIN, []))]
        layouts = layouts_of(self, self.table(_SHEET, read.get(_SHEET, {})))
        recipes: list[Recipe] = []
        for name, value in read.items():
            if name in known:
                several = self.listed(name, value) if isinstance(value, list) else [value]
                for item in several:
                    recipes += self.recipes(known[name], self.table(name, item), groups)
            elif name not in (_EACH, _JOIN, _SHEET):
                self.fault(name, Message("no table of the format{near}", near=did_you_mean(name, known)))
        if not recipes and not self.faults:
            needed = listed(name for name, table in known.items() if table.required)
            self.fault("tables", Message("none is named; it needs {needed}", needed=needed))
        if self.faults:
            raise SourceError(joined("\n", self.faults))
        return tuple(replace(recipe, joins=tuple(joins), layouts=layouts) for recipe in recipes)

    def join(self, read: Any) -> TableJoin:
        found = self.table(_JOIN, read)
        for key in found:
            if key not in _JOIN_KEYS:
                near = did_you_mean(key, _JOIN_KEYS)
                self.fault(f"{_JOIN}.{key}", Message("no key of a join{near}", near=near))
        said = {key: self.text(f"{_JOIN}.{key}", found.get(key, "")) for key in ("file", "on", "from", "by")}
        for key, text in said.items():
            if not text:
                self.fault(f"{_JOIN}.{key}", Message("is missing: a join has file, on, from and by"))
        columns = self.texts(f"{_JOIN}.columns", found.get("columns", {}))
        names, values = (self.text(f"{_JOIN}.{key}", found.get(key, "")) for key in ("names", "values"))
        if bool(columns) == bool(names) or bool(names) != bool(values):
            self.fault(_JOIN, Message("has either columns, or names and values"))
        files = (said[key].casefold().removesuffix(".csv") for key in ("file", "from"))
        file, of = files
        return TableJoin(file, said["on"], of, said["by"], columns, names, values, self.where(_JOIN, found))

    def where(self, place: str, read: Mapping[str, Any]) -> Where:
        found = self.table(f"{place}.where", read.get("where", {}))
        result: dict[str, frozenset[str]] = {}
        for name, words in found.items():
            listed = self.listed(f"{place}.where.{name}", words) if isinstance(words, list) else [words]
            texts = [self.text(f"{place}.where.{name}", word) for word in listed]
            result[name] = frozenset(text.strip().casefold() for text in texts)
        return result

    def recipes(
        self, table: TableFormat, read: Mapping[str, Any], groups: Mapping[str, Mapping[str, str]]
    ) -> list[Recipe]:
        """Return the recipe of one TOML table: one for each group of columns where it names a set of them."""
        for key in read:
            if key not in _KEYS:
                self.fault(f"{table.name}.{key}", Message("no key of a mapping{near}", near=did_you_mean(key, _KEYS)))
        columns = self.of_ours(table, "columns", read)
        recode = {
            name: self.words(table, name, self.texts(f"{table.name}.recode.{name}", words))
            for name, words in self.table(f"{table.name}.recode", read.get("recode", {})).items()
            if self.is_ours(table, "recode", name)
        }
        constant = self.of_ours(table, "constant", read)
        split = self.split(table, read)
        made_of = self.of_ours(table, "made_of", read)
        flags = {
            name: {theirs: self.words(table, name, {theirs: ours})[theirs.casefold()] for theirs, ours in of.items()}
            for name, of in self.flags(table, read).items()
        }
        slug = self.names(table, "slug", read.get("slug", []))
        rows = tuple(self.step(table, step) for step in self.listed(f"{table.name}.rows", read.get("rows", [])))
        file = self.text(f"{table.name}.file", read.get("file", ""))
        if "file" not in read and (extra := [key for key in read if key in _KEYS and key not in _ALONE]):
            self.fault(f"{table.name}.{extra[0]}", Message("needs file, the name of the table to read"))
        if "file" not in read and (constant or not self.faults):  # no row of theirs has what is left out here
            for column in table.columns:
                if column.required and not constant.get(column.name, "").strip():
                    self.fault(
                        f"{table.name}.constant.{column.name}",
                        Message("is missing: every {noun} needs it", noun=table.noun),
                    )
        if "file" in read and "columns" not in read:
            columns = {name: name for name in table.names if name not in {*constant, *made_of, *flags}}
        if "file" in read and "if_named" in read:
            self.fault(f"{table.name}.if_named", Message("is for a record made of constants, without file"))
        for name in sorted(columns.keys() & (made_of.keys() | flags.keys())):
            self.fault(f"{table.name}.columns.{name}", Message("is made of other columns too: keep one of them"))
        for name in (columns | made_of | flags).keys() & constant.keys():
            self.fault(f"{table.name}.constant.{name}", Message("is in columns too: keep one of them"))
        made = Recipe(
            table,
            file.casefold().removesuffix(".csv"),
            columns if file else {},
            recode,
            constant,
            split,
            slug,
            rows,
            self.flag(f"{table.name}.once", read.get("once", False)),
            self.where(table.name, read),
            self.of_ours(table, "default", read),
            year=self.names(table, "year", read.get("year", [])),
            prefix=self.prefix(table, read),
            leave_out=self.leave_out(table, read),
            number=self.flag(f"{table.name}.number", read.get("number", False)),
            filled=self.listed_texts(f"{table.name}.filled", read.get("filled", [])),
            made_of=made_of,
            flags=flags,
            if_new=self.flag(f"{table.name}.if_new", read.get("if_new", False)),
            if_named=self.flag(f"{table.name}.if_named", read.get("if_named", False)),
            ignore=self.listed_texts(f"{table.name}.ignore", read.get("ignore", [])),
        )
        if made.number and table.name != "links":
            self.fault(f"{table.name}.number", _LINKS_ALONE)
        return [self.checked(one) for one in self.each(made, read, groups)]

    def split(self, table: TableFormat, read: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        found = self.table(f"{table.name}.split", read.get("split", {}))
        result: dict[str, tuple[str, ...]] = {}
        for name, value in found.items():
            place = f"{table.name}.split.{name}"
            by = self.separators(place, value)
            if not self.is_ours(table, "split", name):
                continue
            if not table.column(name).is_list:
                self.fault(place, Message("is no list column"))
            elif not by:
                self.fault(place, Message('says what parts the items in one cell, as in holds = ","'))
            else:
                result[name] = by
        return result

    def flags(self, table: TableFormat, read: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        """Return for list columns of ours which columns of theirs say yes to which word."""
        found = self.table(f"{table.name}.flags", read.get("flags", {}))
        result: dict[str, dict[str, str]] = {}
        for name, value in found.items():
            place = f"{table.name}.flags.{name}"
            words = self.texts(place, value)
            if self.is_ours(table, "flags", name):
                if table.column(name).is_list:
                    result[name] = words
                else:
                    self.fault(place, Message("is no list column"))
        return result

    def prefix(self, table: TableFormat, read: Mapping[str, Any]) -> dict[str, str]:
        found = self.of_ours(table, "prefix", read)
        for name, text in found.items():
            column = table.column(name)
            if column.kind != "id" and not column.refers_to:
                self.fault(f"{table.name}.prefix.{name}", Message("holds no ids"))
            if not _PREFIX.fullmatch(text):
                self.fault(
                    f"{table.name}.prefix.{name}",
                    Message("{text!r} begins no id: use small letters, digits and hyphens", text=text),
                )
        return found

    def leave_out(self, table: TableFormat, read: Mapping[str, Any]) -> frozenset[str]:
        place = f"{table.name}.leave_out"
        found = [self.text(place, name) for name in self.listed(place, read.get("leave_out", []))]
        for name in found:
            if name not in LEAVE_OUT:
                self.fault(
                    place,
                    Message(
                        "{name!r} is nothing that can be left out{near}: {known}",
                        name=name,
                        near=did_you_mean(name, LEAVE_OUT),
                        known=either(LEAVE_OUT),
                    ),
                )
        if found and table.name != "links":
            self.fault(place, _LINKS_ALONE)
        return frozenset(found)

    def each(self, recipe: Recipe, read: Mapping[str, Any], groups: Mapping[str, Mapping[str, str]]) -> list[Recipe]:
        if _EACH not in read:
            return [recipe]
        name = self.text(f"{recipe.table.name}.{_EACH}", read[_EACH])
        if name not in groups:
            near = did_you_mean(name, groups)
            self.fault(f"{recipe.table.name}.{_EACH}", Message("there is no [each.{name}]{near}", name=name, near=near))
        here = f"{{{name}}}"
        return [
            replace(
                recipe,
                of_group=True,
                columns={ours: theirs.replace(here, label) for ours, theirs in recipe.columns.items()},
                made_of={ours: text.replace(here, label) for ours, text in recipe.made_of.items()},
                filled=tuple(name.replace(here, label) for name in recipe.filled),
                constant={ours: fixed.replace(here, word) for ours, fixed in recipe.constant.items()},
                default={ours: fixed.replace(here, word) for ours, fixed in recipe.default.items()},
                where={
                    theirs.replace(here, label): frozenset(
                        said.replace(here.casefold(), label.casefold()) for said in words
                    )
                    for theirs, words in recipe.where.items()
                },
            )
            for label, word in groups.get(name, {}).items()
        ]

    def checked(self, recipe: Recipe) -> Recipe:
        for name, fixed in recipe.constant.items():
            self.words(recipe.table, name, {"constant": fixed}, f"{recipe.table.name}.constant.{name}")
        for name, fixed in recipe.default.items():
            self.words(recipe.table, name, {"default": fixed}, f"{recipe.table.name}.default.{name}")
        for step in recipe.rows:
            for name in step.of:
                if name not in recipe.columns:
                    self.fault(
                        f"{recipe.table.name}.rows",
                        Message("{name} is not among the columns that are read", name=name),
                    )
        return recipe

    def step(self, table: TableFormat, read: Any) -> SplitStep:
        place = f"{table.name}.rows"
        found = self.table(place, read)
        for key in found:
            if key not in STEP:
                self.fault(f"{place}.{key}", Message("no key of a step: it has {keys}", keys=listed(STEP)))
        before = len(self.faults)
        by = self.separators(f"{place}.by", found.get("by", []))
        if not by and len(self.faults) == before:
            self.fault(f"{place}.by", Message('says what parts the records in one cell, as in by = "|"'))
        of = found.get("of", [])
        if of == []:
            self.fault(f"{place}.of", Message("names the columns to take apart side by side"))
        return SplitStep(
            by,
            tuple(str(name) for name in self.listed(f"{place}.of", of) if self.is_ours(table, "rows", name)),
            frozenset(text.casefold() for text in self.listed_texts(f"{place}.without", found.get("without", []))),
        )

    def words(self, table: TableFormat, name: str, words: Mapping[str, str], place: str = "") -> Mapping[str, str]:
        """Return a recoding of one column; a word that the column cannot hold is a fault."""
        column = table.column(name)
        for theirs, ours in words.items():
            wrong = [item for item in items(column, ours) if not may_hold(column, item)]
            for item in wrong:
                near = did_you_mean(item, known_words(column))
                self.fault(
                    place or f"{table.name}.recode.{name}.{theirs}",
                    Message("{item!r} is none of the words of {name}{near}", item=item, name=name, near=near),
                )
        return {theirs.casefold(): ours for theirs, ours in words.items()}

    def names(self, table: TableFormat, key: str, value: Any) -> frozenset[str]:
        listed = self.listed(f"{table.name}.{key}", value)
        return frozenset(str(name) for name in listed if self.is_ours(table, key, name))

    def of_ours(self, table: TableFormat, key: str, read: Mapping[str, Any]) -> dict[str, str]:
        found = self.texts(f"{table.name}.{key}", read.get(key, {}))
        return {name: text for name, text in found.items() if self.is_ours(table, key, name)}

    def is_ours(self, table: TableFormat, key: str, name: object) -> bool:
        if name in table.names:
            return True
        near = did_you_mean(str(name), table.names)
        self.fault(f"{table.name}.{key}.{name}", Message("no column of {table}{near}", table=table.name, near=near))
        return False
