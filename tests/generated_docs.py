"""Chapters of the documentation that are written from the code: commands, queries, and what tables and words mean."""

from __future__ import annotations

import ast
import inspect
import re
import unicodedata
from collections.abc import Iterator
from html import escape
from pathlib import Path

import click

import graphmodel
from graphmodel.__main__ import with_explorer
from graphmodel.cli import cli
from graphmodel.loading.shaping import mapping_words
from graphmodel.queries import packs
from graphmodel.queries.language.spelling import quote
from graphmodel.queries.parameters import TYPES
from graphmodel.queries.query import Query
from graphmodel.records import schema
from graphmodel.words.glossary import TERMS
from graphmodel.words.messages import in_language
from graphmodel.words.vocabulary import Vocabulary

with_explorer()
_KINDS = {
    "id": "id",
    "text": "text",
    "integer": "whole number",
    "year": "year",
    "boolean": "true or false",
    "word": "word",
    "words": "list of words",
    "reference": "id",
    "references": "list of ids",
}


def commands() -> str:
    """Return every command with its help and its options."""
    return "\n".join(_of_group(cli, "graphmodel")).strip() + "\n"


def _of_group(command: click.Command, path: str) -> Iterator[str]:
    context = click.Context(command, info_name=path)
    yield from (f"## {path}", "")
    prose, examples = _parts(command.help or "")
    yield from (prose, "")
    yield from ("```text", " ".join([path, *command.collect_usage_pieces(context)]), "```", "")
    options = [item for item in command.params if isinstance(item, click.Option)]
    if options:
        yield from ("| option | |", "| --- | --- |")
        for item in options:
            yield f"| {_named(item, context)} | {_cell(item.help or '')}{_default(item)} |"
        yield ""
    if examples:
        yield from ("For example:", "", "```text", *examples, "```", "")
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            yield from _of_group(command.commands[name], f"{path} {name}")


def _parts(help: str) -> tuple[str, list[str]]:
    """Return the prose of a help text, and its examples."""
    prose, _, rest = inspect.cleandoc(help).partition("\b")
    examples = [line.strip() for line in rest.splitlines() if line.strip().startswith("graphmodel ")]
    return _escaped(prose.strip()), examples


def _named(item: click.Option, context: click.Context) -> str:
    """Return how an option is written; a bar would end the cell, and is no bar inside backticks in every Markdown."""
    names = ", ".join(item.opts)
    shown = "" if item.is_flag or item.count else " " + item.make_metavar(context)
    return f"<code>{escape(names + shown).replace('|', '&#124;')}</code>"


def _default(item: click.Option) -> str:
    said = f" Default: `{item.default}`." if item.show_default and item.default not in (None, "") else ""
    return f"{said} Environment: `{item.envvar}`." if item.envvar else said


def queries() -> str:
    """Return every shipped query by pack: titles, prose, parameters, text."""
    library = packs.shipped()
    lines: list[str] = []
    for pack in library.packs:
        lines += [f"## {pack}", ""]
        for query in library.pack(pack):
            lines += _of_query(query)
    return "\n".join(lines).strip() + "\n"


def _of_query(query: Query) -> Iterator[str]:
    yield from (f"### {query.id}", "")
    yield from (f"**{_escaped(query.title)}** · *{_escaped(query.title_fr)}*", "")
    yield from (_escaped(query.description), "")
    if query.parameters:
        yield from ("| parameter | type | default | |", "| --- | --- | --- | --- |")
        for item in query.parameters:
            yield f"| `{item.name}` | {item.type} | `{quote(item.default)}` | {_cell(item.help)} |"
        yield ""
    lines = query.text.splitlines()
    start = next(number for number, line in enumerate(lines) if not line.startswith("//"))
    yield from ("```cypher", *lines[start:], "```", "")


PACKS_FR = {
    "agreements": "Ententes",
    "impediments": "Ce qui fait obstacle",
    "interoperability": "Interopérabilité",
    "inventory": "Inventaire",
    "isolation": "Isolement",
    "maps": "Cartes",
    "provenance": "Sources et fiabilité",
    "quality": "Qualité des fiches",
    "reach": "Qui voit quoi",
    "maturity": "Maturité des liens",
    "standards": "Normes",
    "whatif": "Hypothèses",
}


def questions() -> str:
    """Return every shipped query by pack, in French: its id, its title, what it takes, and where its text stands."""
    library = packs.shipped()
    lines: list[str] = []
    for pack in library.packs:
        lines += [f"## {PACKS_FR[pack]}", "", "| question | identifiant | paramètres |", "| --- | --- | --- |"]
        for query in library.pack(pack):
            taken = ", ".join(f"`{item.name}` ({TYPES[item.type].named.text('fr')})" for item in query.parameters)
            text = f"[`{query.id}`](queries.md#{query.id.replace('/', '')})"
            lines.append(f"| {_cell(query.title_fr)} | {text} | {taken} |")
        lines.append("")
    return "\n".join(lines).strip() + "\n"


def definitions() -> str:
    """Return every table of the format, and every word of every closed vocabulary."""
    return "\n".join([*_tables(), *_words()]).strip() + "\n"


def _tables() -> Iterator[str]:
    yield from ("## The tables", "")
    for table in schema.tables().values():
        need = "Every catalogue has it." if table.required else "May be missing."
        yield from (f"### {table.name}", "", f"{_escaped(table.sentence)} {need} Key: {', '.join(table.key)}.", "")
        yield from ("| column | holds | | |", "| --- | --- | --- | --- |")
        for column in table.columns:
            held = _KINDS[column.kind]
            if column.vocabulary:
                held = f"[{held}](#{_anchor(column.vocabulary)})"
            elif column.refers_to:
                held += f" of {' or '.join(column.refers_to)}"
            if column.reserved:
                held = f"[{held}, or {' or '.join(column.reserved.ids)}](#{_anchor(column.reserved)})"
            default = "required" if column.required else ""
            if column.default is not None:
                default = f"default {str(column.default).lower()}"
            yield f"| `{column.name}` | {held} | {default} | {_cell(column.sentence)} |"
        yield ""


def _vocabularies() -> list[Vocabulary]:
    """Return the vocabularies that columns take their words from, in the order of the tables."""
    used = [column.vocabulary or column.reserved for table in schema.tables().values() for column in table.columns]
    return list({item.name: item for item in used if item}.values())


def _words() -> Iterator[str]:
    yield from ("## The words", "")
    for words in _vocabularies():
        yield from (f"### {_title(words)}", "", "| word | English | French |", "| --- | --- | --- |")
        yield from (f"| `{word.id}` | {_cell(word.en)} | {_cell(word.fr)} |" for word in words)
        yield ""


def _title(words: Vocabulary) -> str:
    return f"Words: {words.name}"


def _anchor(words: Vocabulary) -> str:
    """Return the anchor that the site gives the heading of a vocabulary."""
    return re.sub(r"[^a-z0-9]+", "-", _title(words).casefold()).strip("-")


def mapping(language: str) -> str:
    """Return every word of a mapping, of its joins and of its steps, in English or in French."""
    french = language == "fr"
    heads = ("mot", "exemple", "sens") if french else ("word", "example", "meaning")
    lines: list[str] = []
    for title, words in (
        ("Une recette" if french else "A recipe", mapping_words.RECIPE),
        ("Une feuille, `[sheet.NOM]`" if french else "A sheet, `[sheet.NAME]`", mapping_words.SHEET),
        ("Une jointure, `[[join]]`" if french else "A join, `[[join]]`", mapping_words.JOIN),
    ):
        lines += [f"### {title}", "", f"| {' | '.join(heads)} |", "| --- | --- | --- |"]
        lines += [f"| `{word.name}` | `{word.example}` | {in_language(word.meaning, language)} |" for word in words]
        lines.append("")
    return "\n".join(lines).strip() + "\n"


def glossary(language: str) -> str:
    """Return every term with its name in the other language and its meaning, sorted as the language sorts.

    A row has the term's id as its anchor, the same on the pages of both languages.
    """
    heads = ("terme", "en anglais", "sens") if language == "fr" else ("term", "in French", "meaning")
    other = "en" if language == "fr" else "fr"
    rows = [
        (in_language(item.name, language), item.id, in_language(item.name, other), in_language(item.meaning, language))
        for item in TERMS
    ]
    lines = [f"| {' | '.join(heads)} |", "| --- | --- | --- |"]
    for name, id, abroad, meaning in sorted(rows, key=lambda row: plain_letters(row[0])):
        lines.append(f'| <span id="{id}"></span>**{_cell(name)}** | {_cell(abroad)} | {_cell(meaning)} |')
    return "\n".join(lines) + "\n"


def plain_letters(text: str) -> str:
    """Return a text in small letters without accents, as French sorts it."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _cell(text: str) -> str:
    return _escaped(" ".join(text.split())).replace("|", "\\|")


def _escaped(text: str) -> str:
    """Return a text that Markdown takes as it stands."""
    return re.sub(r"([*_<\[\]])", r"\\\1", text)


def tree() -> str:
    """Return the rooms of the package, each with the sentence that it opens with."""
    package = Path(graphmodel.__file__).parent
    lines = ["| room | what it is for |", "| --- | --- |"]
    for file in sorted(package.rglob("__init__.py")):
        sentence = (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").partition("\n")[0]
        lines.append(f"| `{file.parent.relative_to(package.parent).as_posix()}/` | {_cell(sentence)} |")
    return "\n".join(lines) + "\n"
