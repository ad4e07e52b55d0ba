"""A source to a plan: its mapping, what was guessed in it, what has to be asked; and by it the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from graphmodel.errors import CatalogueError, SourceError
from graphmodel.importing.agencies import NOT_RECORDED, AgencyNames, agency_names
from graphmodel.importing.agency_recipes import agency_constant, agency_recipes, file_of, unknown_operator
from graphmodel.importing.cells import split_by
from graphmodel.importing.ends import Ends
from graphmodel.importing.link_recipes import link_recipes
from graphmodel.importing.link_rows import left_out
from graphmodel.importing.names import NOBODY
from graphmodel.importing.preview import ROLES
from graphmodel.importing.questions import GivenAnswers, Question
from graphmodel.importing.shapes import NOTHING_TAKES
from graphmodel.importing.sheets import ImportedTable, SheetLeft, read_tables
from graphmodel.importing.system_recipes import differing_rows, operator_question, system_recipes, unnamed_rows
from graphmodel.importing.systems import SystemNames, scope_of, system_names
from graphmodel.importing.use_recipes import use_recipes
from graphmodel.importing.writing import WrittenRecipe, array, comment, guessed, layout_text, table
from graphmodel.loading import CheckReport, check
from graphmodel.loading.shaping.mapping import recipes_in
from graphmodel.machine.toml import parse_document
from graphmodel.machine.typing_names import as_typed
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.slugs import folded, slug
from graphmodel.words.messages import Message, joined, quoted

_PREFIX = "org-"
_NO_SYSTEMS = Message("{path}: no column names systems; what the columns were taken for:")
_SHOWN = 8
_DECIDE_NAMES = ("same", "blank")
"""Topics whose answers decide which names there are, and so what else is asked."""


@dataclass(frozen=True)
class SheetPlan:
    """How a sheet is read: the mapping as text, the tables in it, and what it cannot say.

    ``questions`` are all that came up; those that are ``open`` nobody answered, so their defaults stand in the mapping.
    ``left`` says of which sheets nothing is read, ``notes`` which names are nearly the same, and which rows make nothing.
    """

    source: Path
    mapping: str
    tables: tuple[ImportedTable, ...]
    left: tuple[SheetLeft, ...]
    questions: tuple[Question, ...]
    open: tuple[Question, ...]
    notes: tuple[Message, ...]
    first_agency: str
    """The name of the agency that the sheet names first; empty where it names none."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """The source, read with the mapping; CatalogueError with every problem."""
        report = self.check()
        if report.catalogue is None:
            raise CatalogueError(report.problems)
        return report.catalogue

    def check(self) -> CheckReport:
        """Return what loading the source with the mapping comes to."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "mapping.toml"
            path.write_text(self.mapping, encoding="utf-8")
            return check(self.source, path)


def plan_import(path: Path, answers: Mapping[tuple[str, str], str] | None = None) -> SheetPlan:
    """Return how a source would be read with some answers (by topic and word).

    Raises SourceError where it cannot be opened, holds no table that names agencies or systems, or an answer is none.
    """
    given = GivenAnswers(answers or {})
    plan = _plan(path, given)
    if given.odd:
        given.ensure_offered(_offered(path, given.answers))
    return plan


def _offered(path: Path, answers: Mapping[tuple[str, str], str]) -> list[Question]:
    """Return the questions that came up on the way to some answers, or would if one of them were another.

    Those of the sheet alone come first, then those that answers bring up.
    """
    offered: dict[tuple[str, str], Question] = {}
    every: list[Question] = []

    def asked(answers: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], Question]:
        given = GivenAnswers(answers)
        _plan(path, given)
        every.extend(given.asked.values())
        return given.asked

    while (
        not (new := asked({key: answer for key, answer in answers.items() if key in offered})).keys() <= offered.keys()
    ):
        offered = {**new, **offered}
    for key, question in offered.items():
        if question.topic in _DECIDE_NAMES:
            for choice in question.choices:
                asked({**answers, key: choice})
    return every


def _plan(path: Path, given: GivenAnswers) -> SheetPlan:
    found, left, _findings = read_tables(path, given)
    agencies = agency_names(found, given)
    systems = system_names(found, agencies, given)
    links, ends, of_links = link_recipes(found, systems, agencies, given)
    if not systems.all and not ends.mentioned:
        raise SourceError(
            joined("\n", (_NO_SYSTEMS.filled(path=path), *(line for one in found for line in _columns(one))))
        )
    prefix = _PREFIX if _collide(agencies, systems, ends) else ""
    source = slug(path.stem) or "sheet"
    rows = [_source(path, source)]
    rows += agency_recipes(found, agencies, given, prefix)
    rows += _operators(found, agencies, ends, given, prefix)
    rows += system_recipes(found, systems, agencies, given, prefix)
    rows += use_recipes(found, systems, agencies, prefix)
    rows += _mentioned(agencies, ends, prefix)
    for recipe in (*rows, *links):
        if recipe.table != "sources" and "if_named" not in recipe.keys:
            recipe.cite(source)
    recipes = (*rows, *links)
    read = _columns_read(found, recipes)
    for one in found:
        _ignore(one, read[one.name], recipes)
    parts = [_head(path), *(_layout(one, read[one.name]) for one in found)]
    parts += [recipe.text() for recipe in recipes]
    near = [
        Message("{other} is nearly {kept}: taken for the same", other=quoted(pair.other), kept=quoted(pair.kept))
        if merged
        else Message("{other} is nearly {kept}: kept apart", other=quoted(pair.other), kept=quoted(pair.kept))
        for pair, merged in agencies.near
    ]
    notes = [*near, *(note for one in found for note in (*unnamed_rows(one), *differing_rows(one, systems, agencies)))]
    notes += [said for key, said in ends.foreign.items() if key in ends.assumed]
    unsaid = [item for one in found for text in one.distinct(one.shape.users) for item in split_by(text, [";", ","])]
    if said := left_out(item for item in dict.fromkeys(unsaid) if item.casefold() in NOBODY):
        notes.append(said)
    notes += of_links
    return SheetPlan(
        path,
        "\n".join(parts),
        tuple(found),
        tuple(left),
        tuple(given.asked.values()),
        tuple(given.open),
        tuple(notes),
        _first_agency(found, agencies),
    )


def _first_agency(found: Sequence[ImportedTable], agencies: AgencyNames) -> str:
    listed = sorted(found, key=lambda one: one.shape.kind != "agencies")
    texts = (text for one in listed for text in one.distinct(one.shape.agencies.get("name", "")))
    return agencies.name(next(texts, ""))


def _collide(agencies: AgencyNames, systems: SystemNames, ends: Ends) -> bool:
    """Return whether an agency and a system would have one id."""
    mine = {slug(name) for name in agencies.kept.values()}
    theirs = {slug(one.called) for one in systems.all} | {slug(one.name) for one in ends.mentioned.values()}
    return bool(mine & theirs)


def _head(path: Path) -> str:
    return (
        "\n".join(
            comment(line)
            for line in (
                Message(
                    "How {file} is read. Every guess stands here with its reason: change what is wrong, and load again:",
                    file=path.name,
                ),
                Message("graphmodel load {file} --loader THIS", file=as_typed(path.name)),
            )
        )
        + "\n"
    )


def _source(path: Path, id: str) -> WrittenRecipe:
    told: list[str] = [Message("What all of it rests on: the file itself.")]
    return WrittenRecipe("sources", told, {"constant": table({"id": id, "title": path.name})})


def _columns_read(found: Sequence[ImportedTable], recipes: Sequence[WrittenRecipe]) -> dict[str, set[str]]:
    """Return for each table the columns that recipes read."""
    read: dict[str, set[str]] = {one.name: set() for one in found}
    for recipe in recipes_in(parse_document("\n".join(recipe.text() for recipe in recipes)), "mapping"):
        if recipe.file:
            read[recipe.file].update(recipe.looked_at)
    for one in found:
        if one.layout.unfold:
            read[one.name].update(guess.name for guess in one.shape.guesses)
    return read


def _ignore(one: ImportedTable, read: set[str], recipes: Sequence[WrittenRecipe]) -> None:
    """Let the first recipe of a table say which columns are knowingly not read."""
    left = [name for name in one.sheet.columns if name not in read and one.distinct(name)]
    first = next(recipe for recipe in recipes if recipe.keys.get("file") == file_of(one))
    if left:
        first.keys["ignore"] = array(left)


def _layout(one: ImportedTable, read: set[str]) -> str:
    lines: list[str] = list(unnamed_rows(one))
    if one.above:
        lines.append(guessed(Message("above the table, not read: {rows}", rows=_rows(one.above))))
    if one.below:
        lines.append(guessed(Message("below the table, not read: {rows}", rows=_rows(one.below))))
    if one.layout.fill_down:
        lines.append(
            guessed(
                Message(
                    "a blank cell of {column} means the same as the cell above", column=quoted(one.layout.fill_down[0])
                )
            )
        )
    lines += _columns(one, read)
    return layout_text(one.name, one.layout, lines)


def _columns(one: ImportedTable, read: set[str] | None = None) -> list[Message]:
    """Return what each column of a table was taken for; ``read`` names those that are read, all of them where it is None."""
    lines: list[Message] = []
    for guess in one.shape.guesses:
        if guess.role and (read is None or guess.name in read):
            said = Message(
                "column {name} is {role}: {why} ({sure})",
                name=quoted(guess.name),
                role=ROLES[guess.role],
                why=guess.why,
                sure=guess.sure,
            )
        else:
            said = Message(
                "column {name} is not read: {why}",
                name=quoted(guess.name),
                why=NOTHING_TAKES if guess.role else guess.why,
            )
        lines.append(guessed(said))
    return lines


def _rows(rows: Sequence[str]) -> str:
    return "; ".join(quoted(row) for row in rows[:_SHOWN]) + (", ..." if len(rows) > _SHOWN else "")


def _operators(
    found: Sequence[ImportedTable], agencies: AgencyNames, ends: Ends, given: GivenAnswers, prefix: str
) -> list[WrittenRecipe]:
    """Return the agencies that only answers and well-known names give, and the one that stands where nobody is known."""
    known = {folded(name) for name in agencies.kept.values()}
    named = [one.operator for one in ends.mentioned.values() if one.operator]
    for one in found:
        if any("operator" not in part.columns for part in one.shape.systems):
            answer = given.ask(operator_question(one))
            named += [answer] if answer else []
    made: list[WrittenRecipe] = []
    for name in dict.fromkeys(named):
        if folded(name) not in known:
            known.add(folded(name))
            made.append(agency_constant(name, prefix, Message("it operates a system, and has no row of its own")))
    return [*made, unknown_operator()]


def _mentioned(agencies: AgencyNames, ends: Ends, prefix: str) -> list[WrittenRecipe]:
    """Return the systems that are named in links alone."""
    of_agency = {folded(name): name for name in agencies.kept.values()}
    made: list[WrittenRecipe] = []
    for one in ends.mentioned.values():
        operator = of_agency.get(folded(one.operator), one.operator)
        record = {
            "id": slug(one.name),
            "name": one.name,
            "type": one.type,
            "operator": prefix + slug(operator) if operator else NOT_RECORDED,
            "status": "active",
            "confidence": "inferred",
            **({"scope": scope} if (scope := scope_of(one.name, one.type)) else {}),
        }
        told: list[str] = [
            Message("Named in links alone."),
            guessed(Message("its type: {why}", why=one.why)),
        ]
        made.append(WrittenRecipe("systems", told, {"constant": table(record)}))
    return made
