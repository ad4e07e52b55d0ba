"""Commands that say their help in English and in French: both texts stand side by side where a command is written."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

import click

LANGUAGE_VARIABLE = "GRAPHMODEL_LANG"
_CLICK_WORDS = {
    "Usage: ": "Utilisation : ",
    "\nOptions:": "\nOptions :",
    "\nCommands:": "\nCommandes :",
    "Show this message and exit.": "Montrer cette aide et terminer.",
    "Show the version and exit.": "Montrer la version et terminer.",
    "[required]": "[obligatoire]",
}


_chosen: ContextVar[str] = ContextVar("chosen", default="")


def choose(lang: str) -> None:
    """Keep the language of a command line for what is said after it has ended; an empty text forgets it."""
    _chosen.set(lang)


def language() -> str:
    """Return the language in force: --lang of the command line, else the environment's, else English."""
    context = click.get_current_context(silent=True)
    chosen = context.find_root().params.get("lang") if context else _chosen.get()
    wanted = str(chosen or os.environ.get(LANGUAGE_VARIABLE, "en"))
    return "fr" if wanted == "fr" else "en"


def say(english: str, french: str) -> str:
    """Return the text of the language in force."""
    return french if language() == "fr" else english


class BilingualOption(click.Option):
    """An option with a French help text."""

    help_fr: str = ""


class _Bilingual(click.Command):
    """A command whose help follows the language in force."""

    help_fr: str = ""

    @contextmanager
    def _in_french(self) -> Generator[None]:
        kept = self.help, [(item, item.help) for item in self.params if isinstance(item, click.Option)]
        self.help = self.help_fr or self.help
        for item, help in kept[1]:
            item.help = getattr(item, "help_fr", "") or help
        try:
            yield
        finally:
            self.help = kept[0]
            for item, help in kept[1]:
                item.help = help

    def get_help(self, ctx: click.Context) -> str:
        """Return the help in the language in force."""
        if language() != "fr":
            return super().get_help(ctx)
        with self._in_french():
            text = super().get_help(ctx)
        for english, french in _CLICK_WORDS.items():
            text = text.replace(english, french)
        return text

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help, whole, in the language in force."""
        limit = max(limit, _SENTENCE)
        if language() != "fr":
            return super().get_short_help_str(limit)
        with self._in_french():
            return super().get_short_help_str(limit)


class BilingualCommand(_Bilingual):
    """A command with a French help text."""


class BilingualGroup(_Bilingual, click.Group):
    """A group of such commands, which keeps the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which they were added."""
        del ctx
        return list(self.commands)


_SENTENCE = 100
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def command(name: str, french: str) -> Callable[[Callable[..., Any]], BilingualCommand]:
    """Make a command: its docstring is the English help, ``french`` the French one."""

    def made(function: Callable[..., Any]) -> BilingualCommand:
        result = click.command(name, cls=BilingualCommand)(function)
        result.help_fr = french
        return result

    return made


def group(
    name: str, french: str, cls: type[BilingualGroup] = BilingualGroup, **rest: Any
) -> Callable[[Callable[..., Any]], BilingualGroup]:
    """Make a group: its docstring is the English help, ``french`` the French one."""

    def made(function: Callable[..., Any]) -> BilingualGroup:
        result = click.group(name, cls=cls, **rest)(function)
        result.help_fr = french
        return result

    return made


def option(*names: str, help: str, french: str, **rest: Any) -> Decorator:
    """Make an option with help in both languages."""

    def made(function: Callable[..., Any]) -> Any:
        decorated = click.option(*names, cls=BilingualOption, help=help, **rest)(function)
        cast("Any", decorated).__click_params__[-1].help_fr = french
        return decorated

    return made
