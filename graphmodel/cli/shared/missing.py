"""What a question must be told and was not: asked for in a terminal, else refused with the choices and the line to type."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from graphmodel.cli.shared import collecting
from graphmodel.cli.shared.settings import Settings
from graphmodel.cli.shared.tables import is_terminal
from graphmodel.errors import GraphmodelError, QueryError
from graphmodel.queries.parameters import TYPES, Parameter, ParameterType
from graphmodel.words.languages import language
from graphmodel.words.messages import NOTHING, Message, counted, joined, plain, say

if TYPE_CHECKING:
    from graphmodel.queries.query import Query
    from graphmodel.records.called import Called
    from graphmodel.stores.asking import Run

_SHOWN = 25
"""So many choices are shown at once: a screen of them."""


def lacks(asked: Query, values: Mapping[str, str]) -> list[Parameter]:
    """Return the parameters that a question must be told and was not."""
    return [item for item in asked.parameters if item.is_required and item.name not in values]


def completed(settings: Settings, asked: Query, values: Mapping[str, str], run: Run) -> dict[str, str]:
    """Return the values with those that a person typed for what the question must be told and was not.

    QueryError where nobody is there to type: it names the choices and the command line that says one.
    """
    missing = lacks(asked, values)
    if not missing:
        return dict(values)
    choices = {item.name: _choices(item, run) for item in missing}
    nobody = collecting.in_force() is not None or not (is_terminal(sys.stdin) and is_terminal(sys.stdout))
    if nobody:
        raise QueryError(_refusal(settings, asked, values, missing, choices))
    stream = _Talk(err=is_terminal(sys.stderr))
    found = dict(values)
    for item in missing:
        found[item.name] = stream.ask(item, choices[item.name])
    stream.tell(say("The same again: {line}", line=_line(settings, asked, found)))
    return found


def _choices(item: Parameter, run: Run) -> Called | None:
    """Return what a parameter may be, by what each is called; None where it may be any text."""
    from graphmodel.records.called import Called
    from graphmodel.stores.asking import called

    kind = TYPES[item.type]
    if kind.vocabulary:
        return Called({word.id: (word.en, word.fr) for word in kind.vocabulary})
    return called(kind.label, run) if kind.label else None


def _refusal(
    settings: Settings,
    asked: Query,
    values: Mapping[str, str],
    missing: Sequence[Parameter],
    choices: Mapping[str, Called | None],
) -> Message:
    examples = {item.name: _example(item, choices[item.name]) for item in missing}
    lines = [
        Message(
            "{query} must be told: {what}",
            query=asked.id,
            what=joined("; ", [Message("{name} ({help})", name=item.name, help=item.told) for item in missing]),
        )
    ]
    for item in missing:
        known = choices[item.name]
        if known is None:
            continue
        if len(known) <= _SHOWN:
            lines.append(Message("  {name} is one of {choices}", name=item.name, choices=", ".join(known)))
        else:
            lines.append(
                counted(
                    len(known),
                    "  {name} is {count}, by its id or its name: {line}",
                    "  {name} is one of {count}, by its id or its name; they are listed by: {line}",
                    name=item.name,
                    line=_listing(settings, TYPES[item.type]),
                )
            )
    line = _line(settings, asked, {**values, **examples})
    return joined("\n", [*lines, Message("for example: {line}", line=line)])


def _example(item: Parameter, known: Called | None) -> str:
    """Return a value that the question takes: its default where that is known, else the first that is."""
    default = ",".join(map(str, item.default)) if isinstance(item.default, list) else str(item.default)
    if known is None or default in known:
        return default
    return next(iter(known), default)


def _line(settings: Settings, asked: Query, values: Mapping[str, str]) -> str:
    """Return the command line that asks a question with values."""
    chosen = [part for name, value in values.items() for part in ("-p", f"{name}={value}")]
    return shlex.join([*start_of(settings), "query", "run", asked.id, *chosen])


def _listing(settings: Settings, kind: ParameterType) -> str:
    text = f"MATCH (n:{kind.label}) RETURN n.id AS id, n.name AS name ORDER BY id"
    return shlex.join([*start_of(settings), "cypher"]) + f' "{text}"'


def start_of(settings: Settings) -> list[str]:
    """Return the program with the options that say which catalogue is asked, as they were typed."""
    given = {"--on": settings.on, "--loader": settings.loader, "--store": settings.store}
    typed = {name: value for name, value in given.items() if settings.origin.get(name[2:]) == "command line"}
    return ["graphmodel", *(part for name, value in typed.items() if value for part in (name, value))]


@dataclass(frozen=True)
class _Talk:
    """A person at a terminal, who is asked until there is an answer."""

    err: bool

    def tell(self, text: str) -> None:
        click.echo(text, err=self.err)

    def read(self, text: str) -> str:
        return str(click.prompt(text, err=self.err, type=str, default="", show_default=False)).strip()

    def ask(self, item: Parameter, known: Called | None) -> str:
        """Return what a person chooses for a parameter."""
        kind = TYPES[item.type]
        self.tell(say("{name}: {help}", name=item.name, help=item.told.text()))
        if known is None:
            return self._until(lambda: self.read(kind.named.text()))
        shown = list(known) if len(known) <= _SHOWN else []
        self._list(shown, known)
        while True:
            typed = self.read(say("Number or name") if shown else say("Part of the name"))
            if typed.isdecimal() and 1 <= int(typed) <= len(shown):
                return shown[int(typed) - 1]
            if not typed:
                continue
            found = _found(item, typed, known)
            if len(found) == 1:
                self.tell(f"  {found[0]}  {_name(known, found[0])}")
                return found[0]
            shown = self._narrowed(typed, found, known) or shown

    def _until(self, read: Callable[[], str]) -> str:
        while not (typed := read()):
            continue
        return typed

    def _narrowed(self, typed: str, found: Sequence[str], known: Called) -> list[str]:
        """Say what was found, and return what may be chosen by number."""
        if not found:
            near = known.nearest(typed)
            hint = Message(" (did you mean {word}?)", word=near[0]) if near else NOTHING
            self.tell(Message("nothing is called {typed!r}{near}", typed=typed, near=hint).text())
            return []
        if len(found) > _SHOWN:
            self.tell(counted(len(found), "{count} is called so: type more", "{count} are called so: type more").text())
            return []
        self._list(found, known)
        return list(found)

    def _list(self, ids: Sequence[str], known: Called) -> None:
        wide = max(map(len, ids), default=0)
        for number, id in enumerate(ids, 1):
            self.tell(f"{number:>4}  {id:<{wide}}  {_name(known, id)}".rstrip())


def _found(item: Parameter, typed: str, known: Called) -> Sequence[str]:
    """Return the ids of what a person may have meant: what is called exactly so, else whatever holds it."""
    try:
        word = item.coerce(typed, {TYPES[item.type].label: known})
    except GraphmodelError:
        return known.holding(typed)
    return [str(word[0] if isinstance(word, list) else word)]


def _name(known: Called, id: str) -> str:
    """Return the name of a record in the language in force."""
    names = [*known.names[id], "", ""]
    return plain((names[1] if language() == "fr" else "") or names[0])
