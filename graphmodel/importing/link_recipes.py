"""Recipes for links: a recipe for each way in which records go, and for whoever says it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graphmodel.importing.agencies import AgencyNames
from graphmodel.importing.agency_recipes import file_of
from graphmodel.importing.cells import split_by
from graphmodel.importing.ends import LEFT_OUT, Ends, EndsFinder, by_text
from graphmodel.importing.link_rows import (
    LinkEnds,
    LinkSaid,
    ends_of,
    first_of,
    left_out,
    links_said,
    said_twice,
    told_left,
    told_twice,
)
from graphmodel.importing.link_ways import BOTH, COME, FIXED, GO, OUT, SHEET, WAYS, WHO, LinkWay, WayFinder
from graphmodel.importing.questions import GivenAnswers
from graphmodel.importing.recoding import recode, recode_classes
from graphmodel.importing.shapes import FROM, Links
from graphmodel.importing.sheets import ImportedTable
from graphmodel.importing.system_recipes import start_text, start_words
from graphmodel.importing.systems import SystemNames, called_of, is_name
from graphmodel.importing.writing import WrittenRecipe, array, guessed, step, table, tables
from graphmodel.records.slugs import folded
from graphmodel.words.messages import Message, quoted


def link_recipes(
    found: Sequence[ImportedTable], systems: SystemNames, agencies: AgencyNames, given: GivenAnswers
) -> tuple[list[WrittenRecipe], Ends, list[Message]]:
    """Return the recipes of links, what their ends name, and which rows make no link, or one link twice."""
    parts = [(one, part) for one in found for part in one.shape.links]
    known = [*(name.text for name in systems.all), *agencies.kept]
    read = [ends_of(one, part, agencies.name, known) for one, part in parts]
    texts = [item for ends in read for _, _, items in ends.rows for item in items]
    texts += [start for (_, part), ends in zip(parts, read, strict=True) if part.start for _, start, _ in ends.rows]
    finder = EndsFinder(systems, agencies, given, texts)
    ways = WayFinder(given)
    writers = [
        _LinkWriter(one, part, ends, finder, ways, agencies, given)
        for (one, part), ends in zip(parts, read, strict=True)
    ]
    recipes = [recipe for writer in writers for recipe in writer.recipes()]
    left = [note for writer in writers for note in writer.left()]
    twice = [note for writer in writers for note in writer.twice()]
    return recipes, finder.ends, [*first_of(left), *first_of(twice)]


class _LinkWriter:
    """Writes the recipes of one kind of link in one table."""

    def __init__(
        self,
        one: ImportedTable,
        part: Links,
        ends: LinkEnds,
        finder: EndsFinder,
        ways: WayFinder,
        agencies: AgencyNames,
        given: GivenAnswers,
    ) -> None:
        self.one = one
        self.part = part
        self.ends = ends
        self.finder = finder
        self.ways = ways
        self.agencies = agencies
        self.given = given
        self.called = {
            (agency, item): finder.find(agency, item)
            for agency, start, items in ends.rows
            if is_name(start)
            for item in items
        }
        self.starts = {start: finder.find("", start) for _, start, _ in ends.rows if part.start and is_name(start)}
        column = self._column_of_ways()
        self.said = one.texts(column) if column else [""] * len(ends.rows)
        self.links = self._links()
        self.dropped = said_twice(one, part, self.links, ways.mode) if self._is_by_row() else set[tuple[int, str]]()
        self.linked: dict[str, None] = {}
        """What the column says that tells which way records go, where there is a link."""
        self.alone = {
            link.start.casefold() for link in self.links if link.key in self.dropped or link.how != self.said[link.at]
        }
        """Systems, in small letters, whose rows are read one by one, since their links are not all of one kind."""
        for link in self.links:
            if link.key not in self.dropped:
                ways.note(one, part, link.how, link.start, link.item)
                if link.start.casefold() not in self.alone:
                    self.linked.setdefault(link.how)
        if part.kind == "matrix":
            ways.note_turned(one, turned=self._is_symmetric())

    def _is_by_row(self) -> bool:
        """Return whether a cell of how links work may say it of each of the items beside it."""
        part = self.part
        ours = not part.start and part.kind == "talks" and not self.one.shape.systems[part.of].says_yes
        return ours and "mode" in part.columns and "direction" not in part.columns

    def _links(self) -> list[LinkSaid]:
        """Return each link that a row says, item by item."""
        systems = self.finder.systems
        of = None if self.part.start else self.one.shape.systems[self.part.of]

        def called(agency: str, start: str) -> str:
            kept = systems.kept.get(start, start)
            return called_of(kept, agency, of, composed=systems.composed) if of else self.starts[start]

        return links_said(self.ends, self.said, self.called, called, by_row=self._is_by_row())

    def left(self) -> list[Message]:
        """Return which rows name something that makes no link."""
        return told_left(
            self.one, self.part, self.ends, lambda agency, item: not self.called[agency, item], self.starts
        )

    def twice(self) -> list[Message]:
        """Return which pairs of systems several rows link, and what becomes of them."""
        if not self._is_by_row():
            return []
        says: dict[tuple[int, str], object] = {}
        for link in self.links:
            way = self.ways.find(self.one, self.part, link.how) if link.key not in self.dropped else None
            if way and way.way != OUT:
                first = link.start if way.way == GO else link.item if way.way == COME else ""
                says[link.key] = folded(first), self.ways.mode(link.how)
        return told_twice(self.one, self.links, self.dropped, says)

    def recipes(self) -> list[WrittenRecipe]:
        """Return a recipe for each way in which records go, and for each agency that means something else by a name."""
        called, starts = self.called, self.starts
        if not any(called.values()):
            return []
        ways = {text: self.ways.find(self.one, self.part, text) for text in self.linked}
        own, general, odd = self._by_agency(called)
        of_agency = {
            agency: {**general, **{item: name for (of, item), name in called.items() if of == agency}} for agency in odd
        }
        made: list[WrittenRecipe] = []
        for way in dict.fromkeys(ways.values()):
            if way.way == OUT:
                continue
            texts = [text for text, of in ways.items() if of == way]
            where = {self._column_of_ways(): texts} if len(set(ways.values())) > 1 or self.part.kind == "matrix" else {}
            if self.alone:
                names = self.one.shape.systems[self.part.of].columns["name"]
                where[names] = [text for text in self.one.distinct(names) if text.casefold() not in self.alone]
            others = (
                {own: [text for text in ["", *self.one.distinct(own)] if self.agencies.name(text) not in odd]}
                if odd
                else {}
            )
            if not odd or others[own] != [""]:
                made.append(self._recipe(way, {**where, **others}, general, starts))
            for agency in odd:
                spelt_so = [text for text in self.one.distinct(own) if self.agencies.name(text) == agency]
                made.append(self._recipe(way, {**where, own: spelt_so}, of_agency[agency], starts))
        made += self._recipes_by_row(own, general, of_agency)
        if made:
            made[0].comments += map(guessed, self.twice())
        return made

    def _recipes_by_row(
        self, own: str, general: Mapping[str, str], of_agency: Mapping[str, Mapping[str, str]]
    ) -> list[WrittenRecipe]:
        """Return recipes for single rows: one for each way, and each way of working, of the links that it says."""
        one, part = self.one, self.part
        groups: dict[tuple[tuple[str, ...], LinkWay, str], tuple[dict[str, list[str]], list[str]]] = {}
        for link in self.links:
            if link.start.casefold() not in self.alone or link.key in self.dropped:
                continue
            way = self.ways.find(one, part, link.how)
            names = [
                one.shape.systems[part.of].columns["name"],
                part.end,
                part.columns["mode"],
                *([own] if own else []),
            ]
            row = {name: [one.texts(name)[link.at]] for name in names}
            if way.way != OUT:
                key = tuple(text.casefold() for (text,) in row.values()), way, link.how
                items = groups.setdefault(key, (row, []))[1]
                items += [link.item] if link.item not in items else []
        return [
            self._recipe(way, where, of_agency.get(self.agencies.name(*where.get(own, [""])), general), {}, items, how)
            for (_, way, how), (where, items) in groups.items()
        ]

    def _by_agency(self, called: Mapping[tuple[str, str], str]) -> tuple[str, dict[str, str], list[str]]:
        """Return the column of agencies, what texts name for most agencies, and the agencies for which some name another."""
        own = "" if self.part.start else self.one.shape.systems[self.part.of].columns.get("operator", "")
        general: dict[str, str] = {}
        odd: list[str] = []
        for text, names in by_text(called).items():
            if len(names) == 1:
                general[text] = next(iter(names))
            else:
                general[text] = LEFT_OUT
                odd += [agency for of in names.values() for agency in of]
        return own, general, list(dict.fromkeys(odd))

    def _column_of_ways(self) -> str:
        column = self.part.columns.get("direction") or self.part.columns.get("mode", "")
        return column if column in self.one.sheet.columns else ""

    def _is_symmetric(self) -> bool:
        pairs = {(folded(start), folded(items[0])) for _, start, items in self.ends.rows if items}
        return all((end, start) in pairs for start, end in pairs)

    def _recipe(
        self,
        way: LinkWay,
        where: Mapping[str, Sequence[str]],
        called: Mapping[str, str],
        starts: Mapping[str, str],
        items: Collection[str] = (),
        how: str = "",
    ) -> WrittenRecipe:
        """Return one recipe; with ``items`` it is for these alone of the cells of its row, which ``how`` says how they are linked."""
        part, one = self.part, self.one
        recipe = WrittenRecipe("links")
        first, second = ("to", "from") if way.way == COME else ("from", "to")
        ours: dict[str, str] = {}
        made_of: dict[str, str] = {}
        filled = [part.end]
        if part.start:
            ours[first] = part.start
            filled.insert(0, part.start)
            for text, name in starts.items():
                self._word(recipe, first, text, name)
        else:
            of = one.shape.systems[part.of]
            whole = start_text(of, self.finder.systems)
            (made_of if "{" in whole else ours)[first] = whole
            filled.insert(0, of.says_yes or of.columns["name"])
            for text, kept in start_words(one, of, self.finder.systems, self.agencies).items():
                recipe.word(first, text, kept, guessed(Message("the same name")))
        ours[second] = part.end
        texts = split_by(where[part.end][0], self.ends.signs) if items else []
        if items:
            called = {text: name for text, name in called.items() if text in texts}
        left = sorted({text for text, name in called.items() if name == LEFT_OUT} - {""}, key=str.casefold)
        recipe.comments += [*self._comments(way, left), *self._foreign(where, items)]
        if items:
            called = {text: name for text, name in called.items() if text in items}
            others = [text for text in texts if text not in items and text not in left]
            if others:
                recipe.comments.append(
                    Message("Read by other recipes, or in other rows: {names}.", names=", ".join(map(quoted, others)))
                )
            left += others
        for text, name in called.items():
            self._word(recipe, second, text, name)
        names = part.columns
        mode = names.get("mode", "")
        constant = {"direction": "two_way" if way.way == BOTH else "one_way", "status": "active"}
        default: dict[str, str] = {}
        if mode:
            ours["mode"] = mode
            default["mode"] = FIXED[part.kind][1] if part.kind in FIXED else "unknown"
            for text in where.get(mode, one.distinct(mode)):
                said = how or text
                word = self.ways.mode(said)
                if word != text:
                    recipe.word("mode", text, word, guessed(self.ways.why(said)))
        else:
            constant["mode"] = FIXED[part.kind][1] if part.kind in FIXED else "unknown"
        split: dict[str, list[str]] = {}
        years = [role for role in ("since", "until") if role in names]
        ours |= {role: names[role] for role in ("note", "latency", *years) if role in names}
        for role in ("latency", *years):
            if role in names:
                recode(recipe, one, role, names[role], self.given)
        if "status" in names:
            del constant["status"]
            ours["status"], default["status"] = names["status"], "active"
            recode(recipe, one, "status", names["status"], self.given)
        if "carries" in names:
            ours["carries"] = names["carries"]
            split["carries"] = recode_classes(recipe, one, names["carries"], "carries")
        if way.said != SHEET:
            constant["confidence"] = "inferred"
            recipe.comments.append(way.doubt)
        steps = self._steps(second, left, [text for text, name in starts.items() if name == LEFT_OUT], first)
        recipe.keys = {
            "file": file_of(one),
            "filled": array(filled),
            "where": tables(where) if where else "",
            "columns": table(ours),
            "made_of": table(made_of) if made_of else "",
            "rows": f"[{', '.join(steps)}]" if steps else "",
            "split": tables(split) if any(split.values()) else "",
            "year": array(years) if years else "",
            "constant": table(constant),
            "default": table(default) if default else "",
            "slug": array(["from", "to"]),
            "leave_out": array(["self_links", "repeats"]),
            "number": "true",
        }
        return recipe

    def _word(self, recipe: WrittenRecipe, column: str, text: str, name: str) -> None:
        if name not in (text, LEFT_OUT):
            note = self.finder.ends.notes.get(text, Message("the same name"))
            recipe.word(column, text, name, guessed(note))

    def _steps(self, end: str, left: Sequence[str], starts_left: Sequence[str], start: str) -> list[str]:
        signs = self.ends.signs
        steps = [step(signs or ["\n"], [end], left)] if signs or left else []
        if starts_left:
            steps.append(step(["\n"], [start], starts_left))
        return steps

    def _comments(self, way: LinkWay, left: Sequence[str]) -> list[str]:
        kind = self.part.kind
        if kind in ("sends", "asks"):
            why = Message("the name of {column} says so", column=quoted(self.part.end))
        elif kind == "from_to":
            why = Message("from {start} to {end}", start=quoted(self.part.start), end=quoted(self.part.end))
        else:
            why = WHO[way.said]
        name = self.part.end if kind != "matrix" else f"{self.part.start or FROM} / {self.part.end}"
        lines: list[str] = [
            Message("Links, by {column}.", column=quoted(name)),
            guessed(Message("{way} ({why})", way=WAYS[way.way], why=why)),
        ]
        if said := left_out(left):
            lines.append(said)
        return lines

    def _foreign(self, where: Mapping[str, Sequence[str]], only: Collection[str]) -> list[Message]:
        """Return which names in the rows of a recipe are taken for systems of other agencies, and who says so."""
        ends = self.finder.ends
        chosen = [[text in texts for text in self.one.texts(column)] for column, texts in where.items()]
        found: dict[tuple[str, str], Message] = {}
        for at, (agency, start, items) in enumerate(self.ends.rows):
            if is_name(start) and all(of[at] for of in chosen):
                named = {(agency, item) for item in items if not only or item in only}
                found |= {key: said for key, said in ends.foreign.items() if key in named}
        answered = Message("said by whoever imported it")
        return [
            guessed(said if key in ends.assumed else Message("{said} ({why})", said=said, why=answered))
            for key, said in found.items()
        ]
