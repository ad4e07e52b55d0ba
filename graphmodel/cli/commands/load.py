"""``load``, ``check`` and ``info``: bring a catalogue in, say what is wrong with one, say what is there."""

from __future__ import annotations

import click
from click.core import ParameterSource

from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.next_steps import what_next
from graphmodel.cli.shared.output import format_option, is_read, show, show_json, write_line
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.errors import SourceError, counted_problems
from graphmodel.records.schema import About, tables
from graphmodel.words.languages import language
from graphmodel.words.messages import Message, counted, in_language, joined, named, say

_LOADER = option(
    "--loader",
    default="catalogue",
    show_default=True,
    metavar="NAME",
    help="How the tables are to be read: a shipped mapping, the path of one, or a plug-in.",
)
_STRICT = option(
    "--strict",
    is_flag=True,
    help="Take the format's own words alone: no labels, synonyms, or names instead of ids.",
)


def _loader(context: click.Context, loader: str) -> str:
    """Return the loader to read with: the command's own, or else the one that stands before the command."""
    settings: Settings = context.obj
    own = context.get_parameter_source("loader") is not ParameterSource.DEFAULT
    return loader if own else settings.loader or loader


@command(
    "load",
)
@click.argument("source")
@_LOADER
@_STRICT
@click.pass_context
def load(context: click.Context, source: str, loader: str, strict: bool) -> None:
    """Load a catalogue into the store: a folder, a zip, a workbook, or a shipped name.

    A catalogue with problems is not loaded: all of them are named, and the store stays as it was.

    \b
    Example:
      graphmodel load canada
    """
    from graphmodel.loading import load as read
    from graphmodel.stores import open_store

    settings: Settings = context.obj
    if settings.on:
        raise SourceError(Message("load takes its SOURCE as an argument: leave --on out"))
    with open_store(settings.store, notice=settings.tell, password=settings.password) as store:
        with settings.waiting(say("Loading {source}", source=source)):
            store.write(read(source, _loader(context, loader), notice=settings.tell, strict=strict))
        info = store.info()
    settings.limits(info.about)
    counts, known = info.counts, tables()
    settings.tell(
        Message(
            "{store} holds {agencies}, {systems}, {flows} and {sources}; digest {digest}",
            store=info.store,
            agencies=known["agencies"].counted(counts["Agency"]),
            systems=known["systems"].counted(counts["System"]),
            flows=counted(counts["FEEDS"], "{count} live flow", "{count} live flows"),
            sources=known["sources"].counted(counts["Source"]),
            digest=info.digest,
        )
    )


@command(
    "check",
)
@click.argument("source")
@_LOADER
@_STRICT
@format_option
@click.pass_context
def check(context: click.Context, source: str, loader: str, strict: bool, form: str) -> None:
    """Name every problem of a catalogue as file:row:column: message; exit 1 if there is any.

    Words are read as people write them: labels in English and French, synonyms, names instead of ids. What was read as
    what is told once a word.

    \b
    Example:
      graphmodel check my-catalogue/
    """
    from graphmodel.api.catalogues import check as examine

    settings: Settings = context.obj
    report = examine(source, _loader(context, loader), strict=strict)
    for note in (*report.notices, *report.warnings):
        settings.tell(note.said)
    if form == "table":
        for problem in report.problems:
            write_line(problem.text(settings.lang))
    else:
        rows = [
            (
                problem.file,
                problem.row,
                in_language(problem.column, settings.lang),
                in_language(problem.message, settings.lang),
            )
            for problem in report.problems
        ]
        show(("file", "row", "column", "message"), rows, form)
    if report.catalogue is None:
        settings.tell(counted_problems(report.problems))
        if after := what_next(report.problems, source):
            settings.tell(after)
        context.exit(1)
    rows_of = joined(", ", (tables()[name].counted(count) for name, count in report.catalogue.counts.items() if count))
    settings.tell(Message("no problem: ") + rows_of)


_SETTINGS: dict[str, Message] = {
    "store": named("setting", "store"),
    "loader": named("setting", "loader"),
    "lang": named("setting", "language"),
    "engine": named("setting", "engine"),
    "state": named("setting", "state"),
    "catalogue": named("setting", "catalogue"),
    "made_up": named("setting", "made up"),
    "digest": named("setting", "digest"),
    "loaded_at": named("setting", "loaded at"),
    "version": named("setting", "version"),
    "offers_complete": named("setting", "offers complete"),
}
_STATES: dict[object, Message] = {
    "complete": named("state", "complete"),
    "unfinished": named("state", "unfinished"),
    "settling": named("state", "settling"),
    "empty": named("state", "empty"),
}
_ORIGINS: dict[str, Message] = {
    "command line": named("origin", "command line"),
    "environment": named("origin", "environment"),
    "default": named("origin", "default"),
}


def _name(about: About, form: str) -> str:
    """Return what a catalogue is called: in the language in force where people read it."""
    return (is_read(form) and language() == "fr" and about.name_fr) or about.name


@command(
    "info",
)
@format_option
@pass_settings
def info(settings: Settings, form: str) -> None:
    """What is in the store, and the settings in force.

    \b
    Example:
      graphmodel info
    """
    with settings.opened() as store:
        known = store.info()
    about = known.about
    facts: list[tuple[str, object, str]] = [
        ("store", settings.on or settings.store, settings.origin["on" if settings.on else "store"]),
        *([("loader", settings.loader, settings.origin["loader"])] if settings.loader else []),
        ("lang", settings.lang, settings.origin["lang"]),
        ("engine", known.engine, ""),
        ("state", known.state, ""),
        ("catalogue", _name(about, form) if about else None, ""),
        ("made_up", about.made_up if about else None, ""),
        ("digest", known.digest, ""),
        ("loaded_at", known.loaded_at, ""),
        ("version", known.version, ""),
        ("offers_complete", known.offers_complete if about else None, ""),
        *((name, count, "") for name, count in known.counts.items()),
    ]
    if form == "json":
        show_json({name: value for name, value, _ in facts})
    else:
        rows = [(name, "" if value is None else value, at) for name, value, at in facts]
        if is_read(form):
            rows = [
                (_SETTINGS.get(name, name), _STATES.get(value, value), _ORIGINS.get(at, at)) for name, value, at in rows
            ]
        show(("setting", "value", "from"), rows, form, headings={"from": named("setting", "from")})
    settings.limits(about)
