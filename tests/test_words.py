"""Every text for people stands in the catalogue, in English and in French, and nothing in it is behind the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from graphmodel import errors
from graphmodel.answers.needs.need import Need
from graphmodel.documents.keys import Key
from graphmodel.extracting import PACKAGE, po_file, texts
from graphmodel.scenario.texts import KINDS
from graphmodel.words.messages import Message, figure, in_language, number, within

ALLOWED = {
    ("__init__.py", "module 'graphmodel' has no attribute {}"): "Python's own words for programmers",
    ("records/schema.py", "{}: a column needs a default or to be required"): "a slip in the schema, for programmers",
    ("exchange/archi.py", "{}Relationship"): "a name of the format",
    ("loading/reading/layouts.py", "column {}"): "what a mapping calls a column without a name, in both languages",
    ("explorer/downloads.py", "attachment; filename={}"): "a header",
    ("explorer/papers.py", '<meta http-equiv="{}" content="([^"]*)">'): "a pattern of what pages say to browsers",
    ("explorer/papers.py", "{}; frame-ancestors 'none'"): "a header",
    ("explorer/watching.py", "# HELP {} {}"): "Prometheus' text form",
    ("explorer/watching.py", "# TYPE {} {}"): "Prometheus' text form",
    ("queries/sql/describe.py", " or "): "what stands in the code, and is told as |",
    ("queries/sql/functions.py", " or "): "the kinds of a signature, with the names of Cypher",
    ("report/outlook.py", "graphmodel plan --links {}"): "a command",
    ("stores/duckdb.py", "Invalid Input Error: "): "what the engine puts before its words",
    ("stores/duckdb.py", "duckdb {}"): "a name and a version",
    ("stores/duckdb_file.py", "duckdb {}"): "a name and a version",
}
"""Texts that stay English, by file and text, each with the reason."""
NOT_FOR_PEOPLE = {
    "exchange/script.py": "writes Cypher, and puts // before texts of the catalogue",
    "documents/describe.py": "writes the English documentation",
    "scenario/describe.py": "writes the English documentation",
    "scenario/texts.py": "the key do is described in the English documentation; it is told in words of its own",
    "scenario/systems.py": "the key status is described in the English documentation; it is not required",
    "values/html.py": "writes tags",
    "answers/difference/catalogues.py": "repr, for programmers",
    "answers/difference/worlds.py": "repr, for programmers",
    "importing/writing.py": "writes TOML",
    "maps/map.py": "repr, for programmers",
    "maps/page.py": "writes JavaScript",
    "queries/sql/lists.py": "writes SQL",
    "queries/sql/scope.py": "names of columns",
    "records/catalogue.py": "repr, for programmers",
    "briefs/picture.py": "writes tags",
    "report/charts.py": "writes tags",
    "survey/merging.py": "repr, for programmers",
}
"""Files whose f-strings hold words that are no texts of the program for people, each with the reason."""
CALLS = {
    *("faults", "fault", "problem", "warning", "notice", "tell", "detail", "echo", "plain"),
    *("Problem", "Doubt", "Unreadable", "Wrong", "NoTOML", "TOMLDecodeError"),
    *("UsageError", "BadParameter", "ClickException"),
}
"""What is told to people is given to one of these, or raised as one of our errors."""
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
CATALOGUED = {"Message", "say", "counted", "plural", "named"}
"""What takes texts of the catalogue: its first arguments are found by extraction."""
SENTENCE = re.compile(r"[^\W\d_]{2,} |[ }][^\W\d_]{2,}")
"""Two letters or more and a blank."""
CODE = re.compile(
    r"\b(?:SELECT|MATCH|MERGE|UNWIND|CREATE|ATTACH|INSERT INTO|JOIN|UNION|FROM|WHERE|WITH|RETURN|CASE|WHEN|ELSE|CAST|AS|AND|NOT"
    r"|IN|NULL|BETWEEN|BOOLEAN|(?:ORDER|GROUP) BY|LIMIT|OFFSET)\b|\b(?:len|length|sum|list_\w+)\("
)
"""A keyword or a function of SQL or Cypher."""


@pytest.fixture(scope="module")
def french() -> Catalog:
    with po_file("fr").open("rb") as file:
        return read_po(file, locale="fr")


def entries(catalogue: Catalog) -> list[Entry]:
    return [entry for entry in catalogue if entry.id]


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def placeholders(text: str) -> set[str]:
    """Return the values that a template takes, with how each is shown; none of a text with other braces."""
    try:
        return {f"{name}!{shown or ''}:{form}" for _, name, form, shown in Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def test_everything_has_its_french_and_nothing_is_in_doubt(french: Catalog) -> None:
    assert len(entries(french)) > 1000
    assert [entry.id for entry in entries(french) if not all(forms(entry.string))] == []
    assert [entry.id for entry in entries(french) if entry.fuzzy] == []
    assert list(french.obsolete) == []


def test_both_languages_take_the_same_values(french: Catalog) -> None:
    wrong = [
        (english, said)
        for entry in entries(french)
        for english, said in zip(forms(entry.id), forms(entry.string), strict=True)
        if placeholders(english) != placeholders(said)
    ]
    assert wrong == []


def test_the_catalogue_holds_what_the_code_says_and_no_more(french: Catalog) -> None:
    said = {(text.id, text.many, text.context) for text in texts()}
    held = {(*(*forms(entry.id), "")[:2], entry.context or "") for entry in entries(french)}
    assert held == said


def test_what_is_read_at_run_time_is_what_was_translated(french: Catalog, tmp_path: Path) -> None:
    with po_file("fr").with_suffix(".mo").open("rb") as file:
        read = GNUTranslations(file)
    with (tmp_path / "made.mo").open("wb") as file:
        write_mo(file, french)
    with (tmp_path / "made.mo").open("rb") as file:
        made = GNUTranslations(file)
    assert vars(read)["_catalog"] == vars(made)["_catalog"]


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def literals(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the texts that stand in an expression outside the catalogue, with a pair of braces for each value."""
    match node:
        case ast.Constant(value=str(text)):
            yield node.lineno, text
        case ast.JoinedStr(values=values):
            yield node.lineno, "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in values)
            for part in values:
                if isinstance(part, ast.FormattedValue):
                    yield from literals(part.value)
        case ast.Call() if name_of(node) in CATALOGUED:
            for value in (*node.args, *(item.value for item in node.keywords if item.arg != "context")):
                if value in node.args and isinstance(value, ast.Constant):
                    continue
                yield from literals(value)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from literals(child)


def is_for_people(node: ast.AST) -> bool:
    """Return whether what stands in a node is told to people: what is raised as ours, or given to one of ``CALLS``."""
    if isinstance(node, ast.Raise):
        return isinstance(node.exc, ast.Call) and name_of(node.exc) in ERRORS
    return isinstance(node, ast.Call) and name_of(node) in CALLS


def outside(path: Path) -> Iterator[str]:
    """Yield what a module says in words outside the catalogue: what it tells people, f-strings wherever they stand."""
    file = path.relative_to(PACKAGE).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if is_for_people(node) or (isinstance(node, ast.JoinedStr) and file not in NOT_FOR_PEOPLE):
            for line, text in literals(node):
                if SENTENCE.search(text) and not CODE.search(text) and (file, text) not in ALLOWED:
                    yield f"{file}:{line}: {text}"


def test_nothing_is_told_outside_the_catalogue() -> None:
    paths = list(PACKAGE.rglob("*.py"))
    assert len(paths) > 250
    assert sorted({found for path in paths for found in outside(path)}) == []


@pytest.mark.parametrize(
    "line",
    [
        'raise SourceError("no such file")',
        'raise SourceError(f"{path} cannot be opened")',
        'raise SourceError(Message("x {y}", y="of the code"))',
        'faults(key, f"is {one} of " + near)',
        'self.fault(place, "is no table" if there else NOTHING)',
        'message = f"there is no {noun}"',
        'Message(f"there is no {noun}")',
    ],
)
def test_a_text_outside_the_catalogue_is_found(line: str) -> None:
    found = [text for node in ast.walk(ast.parse(line)) if is_for_people(node) for _, text in literals(node)]
    found += [
        text for node in ast.walk(ast.parse(line)) if isinstance(node, ast.JoinedStr) for _, text in literals(node)
    ]
    assert [text for text in found if SENTENCE.search(text)]


@pytest.mark.parametrize(
    "line",
    [
        'raise SourceError(Message("no {what} file", what="of"))',
        'faults(key, say("is no table"))',
        'run("SELECT id FROM x")',
    ],
)
def test_a_text_of_the_catalogue_is_not(line: str) -> None:
    found = [text for node in ast.walk(ast.parse(line)) if is_for_people(node) for _, text in literals(node)]
    assert [text for text in found if SENTENCE.search(text)] == []


def test_people_are_told_what_a_missing_key_means_in_both_languages() -> None:
    keys: list[Key] = [*Need.schema().values(), *(key for kind in KINDS.values() for key in kind.schema().values())]
    sentences = [key.sentence for key in keys if key.required]
    assert len(sentences) > 10
    for sentence in sentences:
        assert in_language(sentence, "fr") != in_language(sentence, "en"), sentence


def test_numbers_are_written_as_each_language_does() -> None:
    said = figure("1,234.5")
    assert (said, said.text("fr")) == ("1,234.5", "1\u00a0234,5")
    assert number(5_000_000).text("fr") == "5\u00a0000\u00a0000"


def test_a_sentence_within_another_begins_with_a_small_letter() -> None:
    said = Message(
        "{what} needs the key {name}: {meaning}", what="x", name="y", meaning=within(Message("Which systems."))
    )
    assert said == "x needs the key y: which systems."
    assert said.text("fr") == "x exige la clé y : quels systèmes."
