"""Chapters of the documentation that are written from the code: commands, queries, and what tables and words mean."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from html import escape

import click

from graphmodel.cli import cli
from graphmodel.loading.shaping import mapping_words
from graphmodel.queries import packs
from graphmodel.queries.language.spelling import quote
from graphmodel.queries.query import Query
from graphmodel.records import schema
from graphmodel.words.vocabulary import Vocabulary

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
            default = "required" if column.required else ""
            if column.default is not None:
                default = f"default {str(column.default).lower()}"
            yield f"| `{column.name}` | {held} | {default} | {_cell(column.sentence)} |"
        yield ""


def _vocabularies() -> list[Vocabulary]:
    """Return the vocabularies that columns take their words from, in the order of the tables."""
    used = [column.vocabulary for table in schema.tables().values() for column in table.columns]
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
        ("Une jointure, `[[join]]`" if french else "A join, `[[join]]`", mapping_words.JOIN),
    ):
        lines += [f"### {title}", "", f"| {' | '.join(heads)} |", "| --- | --- | --- |"]
        lines += [f"| `{word.name}` | `{word.example}` | {word.fr if french else word.en} |" for word in words]
        lines.append("")
    return "\n".join(lines).strip() + "\n"


def _cell(text: str) -> str:
    return _escaped(" ".join(text.split())).replace("|", "\\|")


def _escaped(text: str) -> str:
    """Return a text that Markdown takes as it stands."""
    return re.sub(r"([*_<\[\]])", r"\\\1", text)
