"""Global options stand before or after the command: those after it are moved to the front, where click reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from graphmodel.words.languages import LANGUAGES, Language

_LANG = "--lang"


def chosen_language(arguments: Sequence[str]) -> Language | None:
    """Return the language that a command line asks for, wherever it says so; None where it asks for none."""
    for at, item in enumerate(arguments):
        name, equals, value = item.partition("=")
        if name == _LANG:
            wanted = value if equals else "".join(arguments[at + 1 : at + 2])
            return next((known for known in LANGUAGES if known == wanted), None)
    return None


def hoisted(arguments: Sequence[str], root: click.Group) -> list[str]:
    """Return a command line with its global options before the command.

    An option that the command has itself is its own; what stands after ``--``, or is the value of another option, is
    no option.
    """
    front: list[str] = []
    rest: list[str] = []
    ours = _options(root)
    command: click.Command = root
    own = ours
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
            break
        name, equals, _ = word.partition("=")
        option = own.get(name) or ours.get(name)
        kept = rest if name in own and command is not root or option is None else front
        kept.append(word)
        if option is not None and not equals and _takes_value(option):
            kept += _next(words)
        elif option is None and not word.startswith("-") and isinstance(command, click.Group):
            command = command.commands.get(word, click.Command(None))
            own = _options(command)
    return front + rest


def _options(command: click.Command) -> dict[str, click.Option]:
    return {name: item for item in command.params if isinstance(item, click.Option) for name in item.opts}


def _takes_value(option: click.Option) -> bool:
    return not (option.is_flag or option.count)


def _next(words: Iterator[str]) -> list[str]:
    found = next(words, None)
    return [] if found is None else [found]
