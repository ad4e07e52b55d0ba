"""What the global options say: which store, which language, how much to tell; and how commands reach their data."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from graphmodel.cli.shared import collecting, streams
from graphmodel.cli.shared.tables import is_terminal
from graphmodel.machine.harmless import for_terminal
from graphmodel.words.messages import in_language, say

if TYPE_CHECKING:
    from graphmodel.records.catalogue import Catalogue
    from graphmodel.records.schema import About
    from graphmodel.stores import Store
    from graphmodel.words.languages import Language

_PATIENCE = 1.0


@dataclass(frozen=True)
class Settings:
    """The global options of one call; ``origin`` says for each where its value comes from."""

    store: str
    on: str | None
    lang: Language
    quiet: bool
    verbose: int
    password: str | None
    origin: dict[str, str]
    loader: str | None = None

    def tell(self, message: str) -> None:
        """Say something that is not the answer: on stderr, unless told to be quiet."""
        collected = collecting.in_force()
        if collected is not None:
            collected.notes.append(in_language(message, self.lang))
        elif not self.quiet:
            click.echo(in_language(message, self.lang), err=True)

    def detail(self, message: str) -> None:
        """Say something that only -v asks for."""
        if self.verbose:
            self.tell(message)

    def limits(self, about: About | None) -> None:
        """Say which catalogue an answer comes from and what it must not be taken for."""
        if about is None or not (about.name or about.limits):
            return
        french = self.lang == "fr"
        name = (about.name_fr if french else about.name) or about.name or about.name_fr
        called = say("{name} (made up)", name=name) if about.made_up else name
        limits = (about.limits_fr if french else about.limits) or about.limits
        collected = collecting.in_force()
        if collected is not None:
            collected.limits[:] = [called, *limits]
            return
        self.tell(called)
        for limit in limits:
            self.tell(f"  - {limit}")

    @contextmanager
    def opened(self, timeout: float | None = None) -> Generator[Store]:
        """Give the store to ask: the one in force, or a private one in memory that holds ``--on``."""
        from graphmodel.stores import TIMEOUT, open_store

        url = "memory:" if self.on else self.store
        with open_store(url, timeout=timeout or TIMEOUT, notice=self.tell, password=self.password) as store:
            if self.on:
                with self.waiting(say("Reading {on}", on=self.on)):
                    store.write(self._source())
            yield store

    def rows(self, limit: int | None) -> int | None:
        """Return how many rows of a question in Cypher are given, told how many are asked for: None for all."""
        return limit

    def catalogue(self) -> Catalogue:
        """Return the catalogue to answer from: that of ``--on``, or of the store in force."""
        if self.on:
            return self._source()
        with self.opened() as store, self.waiting(say("Reading the store")):
            return store.read()

    def _source(self) -> Catalogue:
        from graphmodel.loading import load

        assert self.on is not None
        return load(self.on, self.loader or "catalogue", notice=self.tell)

    @contextmanager
    def waiting(self, what: str) -> Generator[None]:
        """Show on a terminal that something goes on, once it has taken over a second."""
        if self.quiet or collecting.in_force() is not None or not is_terminal(sys.stderr):
            yield
            return
        from rich.console import Console
        from rich.text import Text

        console = Console(file=cast("TextIO", streams.err().styled()))
        status = console.status(Text(f"{for_terminal(what)} ..."))  # as Text: a name with brackets in it is no mark-up
        timer = Timer(_PATIENCE, status.start)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            status.stop()


def pass_settings(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the settings as its first argument."""
    return click.pass_obj(function)
