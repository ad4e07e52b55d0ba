"""Global options stand before or after the command: those after it are moved to the front, where click reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click


def parted(arguments: Sequence[str], root: click.Group) -> tuple[list[str], list[str]]:
    """Return the global options of a command line, each with its value, and the rest: the command and what is its own.

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
        if option is None and _are_flags(word, ours, own):
            front.append(word)
            continue
        kept = rest if (name in own and command is not root) or option is None else front
        kept.append(word)
        if option is not None and not equals and _takes_value(option):
            kept += _next(words)
        elif option is None and not word.startswith("-") and isinstance(command, click.Group):
            command = command.commands.get(word, click.Command(None))
            own = _options(command)
    return front, rest


def _options(command: click.Command) -> dict[str, click.Option]:
    return {name: item for item in command.params if isinstance(item, click.Option) for name in item.opts}


def _are_flags(word: str, ours: dict[str, click.Option], own: dict[str, click.Option]) -> bool:
    """Return whether a word such as ``-qv`` is several global options of one letter that take no value."""
    letters = [f"-{letter}" for letter in word[1:]]
    if not word.startswith("-") or len(letters) < 2:
        return False
    return all(
        name in ours and not _takes_value(ours[name]) and own.get(name, ours[name]) is ours[name] for name in letters
    )


def _takes_value(option: click.Option) -> bool:
    return not (option.is_flag or option.count)


def _next(words: Iterator[str]) -> list[str]:
    found = next(words, None)
    return [] if found is None else [found]
