"""Recipes for links: a recipe for each way in which records go, and for whoever says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphmodel.importing.agencies import AgencyNames
from graphmodel.importing.agency_recipes import file_of
from graphmodel.importing.cells import separators_in, split_by
from graphmodel.importing.ends import LEFT_OUT, Ends, EndsFinder, by_text
from graphmodel.importing.link_ways import ANSWERED, BOTH, COME, DEFAULT, FIXED, OUT, SHEET, WAYS, Way, WayFinder
from graphmodel.importing.names import NOBODY, UNSAID
from graphmodel.importing.questions import GivenAnswers
from graphmodel.importing.recoding import recode, recode_classes
from graphmodel.importing.shapes import FROM, Links
from graphmodel.importing.sheets import ImportedTable
from graphmodel.importing.system_recipes import start_text, start_words
from graphmodel.importing.systems import SystemNames, is_name
from graphmodel.importing.writing import WrittenRecipe, array, guessed, step, table, tables
from graphmodel.records.slugs import folded
from graphmodel.words.messages import Message, quoted


@dataclass
class LinkEnds:
    """The systems of each row that has links: the one that the row is about, and the items of its cell."""

    rows: list[tuple[str, str, list[str]]]
    """Agency (empty where the table names none), text of the start, items of the end."""
    signs: list[str]


def link_recipes(
    found: Sequence[ImportedTable], systems: SystemNames, agencies: AgencyNames, given: GivenAnswers
) -> tuple[list[WrittenRecipe], Ends]:
    """Return the recipes of links, and what their ends name."""
    parts = [(one, part) for one in found for part in one.shape.links]
    known = [*(name.text for name in systems.all), *agencies.kept]
    read = [_ends_of(one, part, agencies, known) for one, part in parts]
    texts = [item for ends in read for _, _, items in ends.rows for item in items]
    texts += [start for (_, part), ends in zip(parts, read, strict=True) if part.start for _, start, _ in ends.rows]
    finder = EndsFinder(systems, agencies, given, texts)
    ways = WayFinder(given)
    writers = [
        _LinkWriter(one, part, ends, finder, ways, agencies, given)
        for (one, part), ends in zip(parts, read, strict=True)
    ]
    return [recipe for writer in writers for recipe in writer.recipes()], finder.ends


def _ends_of(one: ImportedTable, part: Links, agencies: AgencyNames, known: Sequence[str]) -> LinkEnds:
    signs = separators_in(one.distinct(part.end), known) if part.kind != "matrix" else []
    if part.start:
        starts, operators = one.texts(part.start), [""] * one.sheet.count
    else:
        of = one.shape.systems[part.of]
        operators = [agencies.name(text) for text in one.texts(of.columns.get("operator", ""))]
        starts = [of.label] * one.sheet.count if of.says_yes else one.texts(of.columns["name"])
    rows = zip(operators, starts, one.texts(part.end), strict=True)
    return LinkEnds([(operator, start, split_by(end, signs)) for operator, start, end in rows], signs)


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
        said = one.texts(column) if column else [""] * len(ends.rows)
        self.linked: dict[str, None] = {}
        """What the column says that tells which way records go, where there is a link."""
        for text, (agency, start, items) in zip(said, ends.rows, strict=True):
            for item in items:
                if is_name(start) and self.called[agency, item] and self.starts.get(start, start):
                    self.linked.setdefault(text)
                    ways.note(one, part, text, start, item)
        if part.kind == "matrix":
            ways.note_turned(one, turned=self._is_symmetric())

    def recipes(self) -> list[WrittenRecipe]:
        """Return a recipe for each way in which records go, and for each agency that means something else by a name."""
        called, starts = self.called, self.starts
        if not any(called.values()):
            return []
        ways = {text: self.ways.find(self.one, self.part, text) for text in self.linked}
        own, general, odd = self._by_agency(called)
        made: list[WrittenRecipe] = []
        for way in dict.fromkeys(ways.values()):
            if way.way == OUT:
                continue
            texts = [text for text, of in ways.items() if of == way]
            where = {self._column_of_ways(): texts} if len(set(ways.values())) > 1 or self.part.kind == "matrix" else {}
            others = (
                {own: [text for text in ["", *self.one.distinct(own)] if self.agencies.name(text) not in odd]}
                if odd
                else {}
            )
            if not odd or others[own] != [""]:
                made.append(self._recipe(way, {**where, **others}, general, starts))
            for agency in odd:
                spelt_so = [text for text in self.one.distinct(own) if self.agencies.name(text) == agency]
                mine = {item: name for (of, item), name in called.items() if of == agency}
                made.append(self._recipe(way, {**where, own: spelt_so}, {**general, **mine}, starts))
        return made

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
        self, way: Way, where: Mapping[str, Sequence[str]], called: Mapping[str, str], starts: Mapping[str, str]
    ) -> WrittenRecipe:
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
        for text, name in called.items():
            self._word(recipe, second, text, name)
        left = sorted({text for text, name in called.items() if name == LEFT_OUT} - {""}, key=str.casefold)
        recipe.comments += [*self._comments(way, left), *self._foreign(where)]
        names = part.columns
        mode = names.get("mode", "")
        constant = {"direction": "two_way" if way.way == BOTH else "one_way", "status": "active"}
        default: dict[str, str] = {}
        if mode:
            ours["mode"] = mode
            default["mode"] = FIXED[part.kind][1] if part.kind in FIXED else "unknown"
            for text in where.get(mode, one.distinct(mode)):
                word = self.ways.mode(text)
                if word != text:
                    recipe.word("mode", text, word, guessed(Message("it is a word for it")))
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
            recipe.comments.append(
                Message(
                    "Whoever imported the sheet said which way, and the sheet does not, so these links are inferred."
                )
                if way.said == ANSWERED
                else Message("Nobody said which way, so these links are inferred.")
            )
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

    def _comments(self, way: Way, left: Sequence[str]) -> list[str]:
        kind = self.part.kind
        if kind in ("sends", "asks"):
            why = Message("the name of {column} says so", column=quoted(self.part.end))
        elif kind == "from_to":
            why = Message("from {start} to {end}", start=quoted(self.part.start), end=quoted(self.part.end))
        else:
            why = {
                SHEET: Message("the sheet says so"),
                ANSWERED: Message("said by whoever imported it"),
                DEFAULT: Message("the default: nobody said it"),
            }[way.said]
        name = self.part.end if kind != "matrix" else f"{self.part.start or FROM} / {self.part.end}"
        lines: list[str] = [
            Message("Links, by {column}.", column=quoted(name)),
            guessed(Message("{way} ({why})", way=WAYS[way.way], why=why)),
        ]
        if said := left_out(left):
            lines.append(said)
        return lines

    def _foreign(self, where: Mapping[str, Sequence[str]]) -> list[Message]:
        """Return which names in the rows of a recipe are taken for systems of other agencies, and who says so."""
        ends = self.finder.ends
        chosen = [[text in texts for text in self.one.texts(column)] for column, texts in where.items()]
        found: dict[tuple[str, str], Message] = {}
        for at, (agency, start, items) in enumerate(self.ends.rows):
            if is_name(start) and all(of[at] for of in chosen):
                found |= {
                    (agency, item): ends.foreign[agency, item] for item in items if (agency, item) in ends.foreign
                }
        answered = Message("said by whoever imported it")
        return [
            guessed(said if key in ends.assumed else Message("{said} ({why})", said=said, why=answered))
            for key, said in found.items()
        ]


def left_out(texts: Iterable[str]) -> Message | None:
    """Return which texts make no link though they name something, or say that there is a link; None for none."""
    unsaid = [text for text in texts if text and (text.casefold() not in NOBODY or text.casefold() in UNSAID)]
    if not unsaid:
        return None
    names = ", ".join(map(quoted, unsaid))
    return Message("left out, since it is not known who or what is meant: {names}", names=names)
