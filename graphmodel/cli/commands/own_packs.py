"""A person's own packs: ``--pack``, and ``query new``, ``query lint`` and ``query golden`` to write and keep them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.output import cell, format_option, show, write_line
from graphmodel.cli.shared.settings import Settings
from graphmodel.errors import GraphmodelError, QueryError
from graphmodel.words.messages import Message, counted, say

PACKS_VARIABLE = "GRAPHMODEL_PACKS"
_FOLDER = click.Path(path_type=Path)  # its environment variable is parted as PATH is


def packs_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--pack``: the folders of a person's own queries."""
    return option(
        "--pack",
        "packs",
        multiple=True,
        type=_FOLDER,
        envvar=PACKS_VARIABLE,
        show_envvar=True,
        metavar="DIR",
        help="A folder of your own queries, to stand beside the shipped ones; may be given several times.",
    )(function)


@command(
    "new",
)
@click.argument("query_id", metavar="ID")
@packs_option
def new_query(query_id: str, packs: tuple[Path, ...]) -> None:
    """Write a .cypher file to start from, in a folder of your own: PACK/NAME, or NAME with --pack.

    It answers as it is; change every line of it. A file that exists is never replaced.

    \b
    Example:
      graphmodel query new my-queries/alone
    """
    from graphmodel.machine.outputs import write
    from graphmodel.queries.draft import draft, is_id
    from graphmodel.queries.packs import SUFFIX, shipped

    pack, _, name = query_id.rpartition("/")
    if not is_id(name):
        raise QueryError(Message("{name!r} is no name for a query: use small letters, digits and hyphens", name=name))
    folder = _folder(pack, name, packs)
    id = f"{folder.resolve().name}/{name}"
    if id in shipped().ids:
        raise QueryError(Message("{id} ships with graphmodel: choose another name, or another folder", id=id))
    path = folder / f"{name}{SUFFIX}"
    write(path, draft(name), new=True, folders=True)
    write_line(str(path))


def _folder(pack: str, name: str, packs: tuple[Path, ...]) -> Path:
    """Return the folder of a new query: that of ``--pack`` which bears the pack's name, or one here."""
    if not packs and pack:
        return Path(pack)
    named = [folder for folder in packs if not pack or folder.resolve().name == pack]
    if len(named) == 1:
        return named[0]
    if pack:
        raise QueryError(
            Message("--pack names no folder called {pack}, or several: --pack {pack} takes the one here", pack=pack)
        )
    raise QueryError(Message("in which folder? Write PACK/{name}, or name one folder with --pack", name=name))


@command(
    "lint",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FOLDER)
@format_option
@click.pass_context
def lint_queries(context: click.Context, files: tuple[Path, ...], form: str) -> None:
    """Say what is wrong with .cypher files, or with those of a folder: file:line:column: message.

    Exit 1 if there is an error: not every store would answer. A warning names what the text leaves to chance.

    \b
    Example:
      graphmodel query lint my-queries
    """
    from graphmodel.queries.examine import SEVERITIES, examine
    from graphmodel.queries.packs import own_files

    settings: Settings = context.obj
    chosen = [path for file in files for path in (own_files(file) if file.is_dir() else [file])]
    found = [remark for path in chosen for remark in examine(path, settings.lang)]
    if form == "table":
        for remark in found:
            write_line(str(remark))
    else:
        rows = [(item.file, item.line, item.column, SEVERITIES[item.severity], item.message) for item in found]
        show(("file", "line", "column", "severity", "message"), rows, form)
    errors = sum(remark.severity == "error" for remark in found)
    settings.tell(
        say(
            "{files}: {errors}, {warnings}",
            files=counted(len(chosen), "{count} file", "{count} files"),
            errors=counted(errors, "{count} error", "{count} errors"),
            warnings=counted(len(found) - errors, "{count} warning", "{count} warnings"),
        )
    )
    if errors:
        context.exit(1)


@command(
    "golden",
)
@click.argument("pack", metavar="DIR", type=_FOLDER)
@option("--update", is_flag=True, help="Keep the answers of today.")
@format_option
@click.pass_context
def golden_answers(context: click.Context, pack: Path, update: bool, form: str) -> None:
    """Compare the answers of a pack with those kept in its folder golden; exit 1 if they differ.

    With --update, keep the answers of today. They hold for one catalogue: name it with --on.

    \b
    Example:
      graphmodel query golden my-queries --update
    """
    from graphmodel.machine.outputs import write_all
    from graphmodel.queries.golden import FOLDER, answer, differences, read_cases, written
    from graphmodel.queries.packs import library, own_files

    settings: Settings = context.obj
    queries = library([pack])
    asked = [queries.query(f"{pack.resolve().name}/{path.stem}") for path in own_files(pack)]
    rows: list[tuple[str, str, str, str]] = []
    to_keep: dict[Path, str] = {}
    with settings.opened() as store:
        for query in asked:
            file = pack / FOLDER / f"{query.id.rpartition('/')[2]}.json"
            if update:
                _ensure_within(pack, file)
            if not update and not file.is_file():
                rows.append((query.id, "", "missing", str(file)))
                continue
            kept = read_cases(file)
            found = [
                {"parameters": case["parameters"], **answer(query, store.ask(query, **case["parameters"]))}
                for case in kept
            ]
            if update:
                to_keep[file] = written(query.id, found)
            for case, now in zip(kept, found, strict=True):
                given = "; ".join(f"{name}={cell(value)}" for name, value in case["parameters"].items())
                rows += [(query.id, given, change, row) for change, row in differences(case, now)]
    if update:
        write_all(to_keep, folders=True)
        write_line(f"{pack / FOLDER}")
    else:
        show(("query", "parameters", "change", "row"), rows, form)
    settings.tell(
        say(
            "{asked} queries, {value} differ from their golden answers",
            asked=len(asked),
            value=len({row[0] for row in rows}),
        )
    )
    if rows and not update:
        settings.tell(say("--update keeps the answers of today"))
        context.exit(1)


def _ensure_within(pack: Path, file: Path) -> None:
    """Refuse a pack whose links lead what is kept out of it."""
    for item in (file, file.parent):
        if item.is_symlink() and not item.resolve().is_relative_to(pack.resolve()):
            raise GraphmodelError(
                Message(
                    "{item} is a link that leads out of the pack: nothing is written through it; delete the link",
                    item=item,
                )
            )
