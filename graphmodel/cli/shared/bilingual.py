"""Commands whose help, and whose refusals, follow the language in force: their texts are English, the catalogue French."""

from __future__ import annotations

import gettext
import inspect
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import click

from graphmodel.machine.typing_names import as_typed
from graphmodel.words.glossary import used_in
from graphmodel.words.languages import Language, language, speaking
from graphmodel.words.messages import say
from graphmodel.words.translations import DOMAIN, LOCALE, translated

_SENTENCE = 200
_SHOW_HELP = "Show this message and exit."
_GETTEXT = "LANGUAGE"
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


@contextmanager
def speaking_click(chosen: Language | None) -> Generator[None]:
    """Say everything in a language for a while, click's own texts too: it reads them by gettext, as LANGUAGE says."""
    before = os.environ.get(_GETTEXT)
    with speaking(chosen):
        gettext.bindtextdomain(DOMAIN, LOCALE)
        gettext.textdomain(DOMAIN)
        os.environ[_GETTEXT] = language()
        try:
            yield
        finally:
            if before is None:
                del os.environ[_GETTEXT]
            else:
                os.environ[_GETTEXT] = before


class _Bilingual(click.Command):
    """A command whose help follows the language in force."""

    @contextmanager
    def _translated(self) -> Generator[None]:
        kept = self.help, [(item, item.help) for item in self.params if isinstance(item, click.Option)]
        self.help = translated(inspect.cleandoc(self.help or ""), language())
        for item, help in kept[1]:
            item.help = translated(help or "", language())
        try:
            yield
        finally:
            self.help = kept[0]
            for item, help in kept[1]:
                item.help = help

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help; click keeps it, in whatever language it was first made."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = gettext.gettext(_SHOW_HELP)
        return option

    def get_help(self, ctx: click.Context) -> str:
        """Return the help in the language in force."""
        with self._translated():
            return super().get_help(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the words of art in the help mean, one line of the glossary each."""
        super().format_epilog(ctx, formatter)
        if isinstance(self, click.Group):
            return
        terms = used_in(formatter.getvalue(), language())
        if terms:
            with formatter.section(say("Words")):
                formatter.write_dl([(item.name.text(), item.meaning.text()) for item in terms])

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help, whole, in the language in force."""
        with self._translated():
            return super().get_short_help_str(max(limit, _SENTENCE))


class BilingualCommand(_Bilingual):
    """A command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the words of a command line; where they are too many, one name may have been typed without quotation marks."""
        typed = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            whole = self._in_pieces(ctx, typed)
            if not whole:
                raise
            remedy = say("a name with spaces is typed in quotation marks: {name}", name=as_typed(whole))
            raise click.UsageError(f"{error.message}\n{remedy}", ctx) from None

    def _in_pieces(self, ctx: click.Context, args: list[str]) -> str:
        """Return the name of which each word was taken for an argument of its own; empty where there is none."""
        wanted = [item for item in self.params if isinstance(item, click.Argument)]
        if len(wanted) != 1 or wanted[0].nargs != 1:
            return ""
        try:
            options, more, _ = self.make_parser(ctx).parse_args(args)
        except click.UsageError:
            return ""
        return " ".join([str(options.get(wanted[0].name or "")), *more]) if more else ""


class BilingualGroup(_Bilingual, click.Group):
    """A group of commands, which keeps the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which they were added."""
        del ctx
        return list(self.commands)


def command(name: str) -> Callable[[Callable[..., Any]], BilingualCommand]:
    """Make a command, whose help is its docstring."""
    return click.command(name, cls=BilingualCommand)


def group(
    name: str, cls: type[BilingualGroup] = BilingualGroup, **rest: Any
) -> Callable[[Callable[..., Any]], BilingualGroup]:
    """Make a group, whose help is its docstring."""
    return click.group(name, cls=cls, **rest)


def option(*names: str, help: str, **rest: Any) -> Decorator:
    """Make an option with a help text."""
    return click.option(*names, help=help, **rest)
