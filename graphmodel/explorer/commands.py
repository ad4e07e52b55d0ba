"""What can be asked in a browser: the commands of the command line that answer, and what each may be told.

Pages and paths of the API are this list: a command that is added to the command line has both by itself.
"""

from __future__ import annotations

import inspect
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, cast

import click

from graphmodel.cli import cli
from graphmodel.cli.shared.completion import Named, names_of_what
from graphmodel.cli.shared.output import FORMATS
from graphmodel.words.languages import language
from graphmodel.words.messages import Message, say
from graphmodel.words.suggest import did_you_mean
from graphmodel.words.translations import translated

ELSEWHERE: Mapping[str, Message] = {
    "load": Message("it writes the store, which the explorer never does"),
    "check": Message("it reads files of this computer"),
    "new": Message("it writes a workbook"),
    "survey make": Message("it writes a workbook"),
    "survey read": Message("it reads files of this computer"),
    "query new": Message("it writes a file"),
    "query lint": Message("it reads files of this computer"),
    "query golden": Message("it reads and writes files of this computer"),
    "export": Message("it writes a file"),
    "serve": Message("it is the explorer"),
    "mcp": Message("it answers assistants, not people"),
}
"""Commands that are no page of this kind, and why."""
DOCUMENTS = ("map", "report", "brief")
"""Commands that make a document: their pages show it, and give it as a file."""
OWN_PAGES = ("import",)
"""Commands that have a page of their own making."""
TEXTS = ("query show",)
"""Commands that answer with a text and have no ``--format``."""
_FORM, _FOR_TERMINALS = "form", ("exit_code", "open_", "pyvis", "readable")
_ON = ("1", "on", "true", "yes")
Values = Mapping[str, Sequence[str]]
Shape = Literal["flag", "choice", "integer", "number", "text"]


@dataclass(frozen=True)
class Input:
    """One thing that a command may be told."""

    parameter: click.Parameter

    @property
    def name(self) -> str:
        """Return what an address calls it: the option without its hyphens, or the argument."""
        if isinstance(self.parameter, click.Option):
            return max(self.parameter.opts, key=len).lstrip("-")
        return str(self.parameter.name)

    @property
    def option(self) -> str:
        """Return what the command line calls it; empty for an argument."""
        return max(self.parameter.opts, key=len) if isinstance(self.parameter, click.Option) else ""

    @property
    def required(self) -> bool:
        """Return whether nothing is answered without it."""
        return self.parameter.required

    @property
    def many(self) -> bool:
        """Return whether it may be given several times."""
        return self.parameter.multiple if isinstance(self.parameter, click.Option) else self.parameter.nargs == -1

    @property
    def names(self) -> Named | None:
        """Return what it names, None where it is any text."""
        return names_of_what(self.parameter)

    @property
    def choices(self) -> Sequence[str]:
        """Return the words that it may be, none where it may be anything."""
        kind = self.parameter.type
        return tuple(map(str, kind.choices)) if isinstance(kind, click.Choice) else ()

    @property
    def shape(self) -> Shape:
        """Return what a form makes of it."""
        kind = self.parameter.type
        if isinstance(self.parameter, click.Option) and self.parameter.is_flag:
            return "flag"
        if isinstance(kind, click.Choice):
            return "choice"
        if isinstance(kind, click.types.IntParamType):
            return "integer"
        return "number" if isinstance(kind, click.types.FloatParamType) else "text"

    @property
    def default(self) -> str:
        """Return what holds where nothing is said; empty where that is nothing."""
        found = self.parameter.to_info_dict().get("default")
        return "" if found is None or self.shape == "flag" or isinstance(found, tuple | list) else str(found)

    @property
    def help(self) -> str:
        """Return what the command says of it, in the language in force."""
        said = self.parameter.help if isinstance(self.parameter, click.Option) else ""
        return translated(said, language()) if said else ""


@dataclass(frozen=True)
class Answering:
    """A command that answers, by the words that call it."""

    words: tuple[str, ...]
    command: click.Command

    @property
    def name(self) -> str:
        """Return the words as one text."""
        return " ".join(self.words)

    @property
    def path(self) -> str:
        """Return where its page stands."""
        return "/" + "/".join(self.words)

    @property
    def is_text(self) -> bool:
        """Return whether it answers with a text."""
        return self.name in TEXTS

    @property
    def is_document(self) -> bool:
        """Return whether it makes a document."""
        return self.name in DOCUMENTS

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """Return what it may be told, but for the form of the answer, paths, and what belongs to a terminal."""
        return tuple(
            Input(item)
            for item in self.command.params
            if item.name not in (_FORM, *_FOR_TERMINALS) and not isinstance(item.type, click.Path)
        )

    @property
    def about(self) -> str:
        """Return its help without the examples, in the language in force."""
        return _help(self.command).partition("\n\n\b")[0]

    @property
    def title(self) -> str:
        """Return the first sentence of its help, as far as its colon: what is asked."""
        return re.split(r"\s*:\s", self._sentence, maxsplit=1)[0].rstrip(".")

    @property
    def more(self) -> list[str]:
        """Return what the help says besides, in paragraphs."""
        rest = re.split(r"\s*:\s", self._sentence, maxsplit=1)[1:]
        return [*(part[:1].upper() + part[1:] for part in rest), *self.about.split("\n\n")[1:]]

    @property
    def _sentence(self) -> str:
        return " ".join(self.about.partition("\n\n")[0].split())

    def lacks(self, values: Values) -> list[Input]:
        """Return what it must be told and was not."""
        return [item for item in self.inputs if item.required and not any(values.get(item.name, ()))]

    def arguments(self, values: Values, form: str = "") -> list[str]:
        """Return the words that follow its name on a command line; click.UsageError for a name that it does not know."""
        known = {item.name: item for item in self.inputs}
        for name in values:
            if name not in known:
                raise click.UsageError(
                    say(
                        "{command} has no parameter {name!r}{near}",
                        command=self.name,
                        name=name,
                        near=did_you_mean(name, known).text(language()),
                    )
                )
        options: list[str] = []
        places: list[str] = []
        for name, item in known.items():
            given = [value for value in values.get(name, ()) if value]
            if len(given) > 1 and not item.many:
                raise click.UsageError(say("{name} is given twice", name=name))
            if item.shape == "flag":
                options += [item.option for value in given if value.lower() in _ON]
            elif item.option:
                options += [part for value in given for part in _written(item.option, value)]
            else:
                places += given
        if form and self.is_document:
            options.append(f"--output={self.name}.{form}")
        elif form and not self.is_text:
            options += [f"--format={form}"]
        return [*options, *(["--"] if any(place.startswith("-") for place in places) else []), *places]

    def line(self, values: Values, start: Sequence[str] = ("graphmodel",), form: str = "") -> str:
        """Return the command line that answers the same in a terminal, in some form."""
        return shlex.join([*start, *self.words, *self.arguments(values, form)])


def _written(option: str, value: str) -> list[str]:
    """Return an option with its value: as people write it, or in one word where the value would be taken for another option."""
    return [f"{option}={value}"] if value.startswith("-") else [option, value]


def _help(command: click.Command) -> str:
    return translated(inspect.cleandoc(command.help or ""), language())


@cache
def answering() -> Mapping[str, Answering]:
    """Return the commands that answer, by the words that call them, in the order of the command line."""
    found = [Answering(words, command) for words, command in leaves(cli)]
    return {
        item.name: item for item in found if item.name not in ELSEWHERE and (item.is_text or _has_rows(item.command))
    }


@cache
def documents() -> Mapping[str, Answering]:
    """Return the commands that make a document, by the words that call them."""
    return {" ".join(words): Answering(words, made) for words, made in leaves(cli) if " ".join(words) in DOCUMENTS}


def leaves(command: click.Command, words: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    """Return every command below a group with the words that call it."""
    if not isinstance(command, click.Group):
        return [(words, command)]
    return [leaf for name, inner in command.commands.items() for leaf in leaves(inner, (*words, name))]


def _has_rows(command: click.Command) -> bool:
    return any(
        isinstance(item.type, click.Choice) and tuple(cast("Sequence[str]", item.type.choices)) == FORMATS
        for item in command.params
    )
