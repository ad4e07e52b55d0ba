"""``query list``, ``query show``, ``query run`` and ``cypher``: canned questions, and a person's own.

``own_packs`` adds ``query new``, ``query lint`` and ``query golden``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.commands.before_after import scenario_option, show_both
from graphmodel.cli.commands.own_packs import golden_answers, lint_queries, new_query, packs_option
from graphmodel.cli.shared import streams
from graphmodel.cli.shared.asking import graph_rows, offers_left_out, parameters_option, sort_key, split_values
from graphmodel.cli.shared.bilingual import command, group, option
from graphmodel.cli.shared.completion import query_ids
from graphmodel.cli.shared.explain import explain_option, explained
from graphmodel.cli.shared.missing import completed, lacks
from graphmodel.cli.shared.nothing import tell_nothing
from graphmodel.cli.shared.output import cell, format_option, graph_of, is_read, show, show_json, write_line
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.cli.shared.wording import names_of
from graphmodel.errors import QueryError
from graphmodel.words.languages import language
from graphmodel.words.messages import Message, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphmodel.queries.parameters import Value
    from graphmodel.queries.query import Query
    from graphmodel.stores import Store
    from graphmodel.values.table import Table


def _bounds(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--timeout`` and ``--limit``."""
    function = option(
        "--limit",
        type=click.IntRange(min=1),
        metavar="ROWS",
        help="Show no more rows than this.",
    )(function)
    return option(
        "--timeout",
        type=click.FloatRange(min=0.001),
        metavar="SECONDS",
        default=30.0,
        show_default=True,
        help="Cut the question off after so long.",
    )(function)


@group(
    "query",
)
def query() -> None:
    """Canned questions: list them, show them, ask them.

    \b
    Example:
      graphmodel query list isolation
    """


@command(
    "list",
)
@click.argument("pack", required=False)
@option("--search", metavar="WORD", help="Only those that mention a word.")
@packs_option
@format_option
def list_queries(pack: str | None, search: str | None, packs: tuple[Path, ...], form: str) -> None:
    """List the questions, all of them or those of one pack.

    \b
    Example:
      graphmodel query list --search warrants
    """
    from graphmodel.queries.packs import library

    queries = library(packs)
    chosen = list(queries.pack(pack)) if pack else list(queries)
    if search:
        found = {item.id for item in queries.search(search)}
        chosen = [item for item in chosen if item.id in found]
    rows = [
        (
            item.id,
            item.pack,
            item.named,
            item.shows,
            [f"{parameter.name}={cell(parameter.default)}" for parameter in item.parameters],
        )
        for item in chosen
    ]
    show(("id", "pack", "title", "shows", "parameters"), rows, form, hide=("pack",))


@command(
    "show",
)
@click.argument("query_id", metavar="ID", shell_complete=query_ids)
@option(
    "--neo4j",
    is_flag=True,
    help="Put the chosen values in, ready to paste into Neo4j Browser.",
)
@parameters_option
@packs_option
def show_query(query_id: str, neo4j: bool, given: tuple[str, ...], packs: tuple[Path, ...]) -> None:
    """Show a question's text.

    It runs unchanged in Neo4j Browser; with --neo4j its opening WITH holds the values that -p chooses.

    \b
    Example:
      graphmodel query show isolation/isolated-systems --neo4j -p type=cad
    """
    from graphmodel.queries.header import told
    from graphmodel.queries.packs import library

    shown = library(packs).query(query_id)
    if given and not neo4j:
        raise QueryError(Message("-p chooses values for --neo4j: add it, or leave -p out to see the text as it is"))
    text = shown.spelt(shown.coerce(split_values(given))) if neo4j else shown.text
    write_line(told(text.rstrip(), language()))


@command(
    "run",
)
@click.argument("query_id", metavar="ID|FILE|-", shell_complete=query_ids)
@parameters_option
@packs_option
@scenario_option
@_bounds
@explain_option
@format_option
@pass_settings
def run_query(
    settings: Settings,
    query_id: str,
    given: tuple[str, ...],
    packs: tuple[Path, ...],
    scenarios: tuple[str, ...],
    timeout: float,
    limit: int | None,
    explain: bool,
    form: str,
) -> None:
    """Ask a question: the id of a canned one, a .cypher file, or - for standard input.

    What a question must be told, such as which agency, is asked for in a terminal; elsewhere it is refused with the
    choices. With --scenario, say which rows that scenario would add and take away; no store is changed.

    \b
    Example:
      graphmodel query run isolation/isolated-systems -p type=cad
    """
    asked = _find(query_id, packs)
    values = split_values(given)
    if asked.pack == "":
        _lint(asked.text, settings)
    if scenarios:
        if limit is not None:
            raise QueryError(Message("--limit would hide rows from the comparison: leave it out with --scenario"))
        if lacks(asked, values):
            with settings.opened(timeout) as store:
                values = completed(settings, asked, values, store.run)
        show_both(settings, asked, values, scenarios, form, timeout=timeout, explain=explain)
        return
    from graphmodel.stores.asking import known_ids

    with settings.opened(timeout) as store:
        values = completed(settings, asked, values, store.run)
        chosen = asked.coerce(values, known_ids(asked, values, store.run))
        table = store.run(*asked.bind(chosen), limit=settings.rows(limit))
        settings.tell(asked.named)
        _answer(store, table, settings, form, explain=explain, shows_map=asked.shows == "map", ordered=asked.ordered)
        if not table.rows:
            _tell_nothing(settings, store, asked, chosen)
        if "visibility" in asked.needs and not store.info().offers_complete:
            settings.tell(offers_left_out())


@command(
    "cypher",
)
@click.argument("text")
@_bounds
@explain_option
@format_option
@pass_settings
def cypher(settings: Settings, text: str, timeout: float, limit: int | None, explain: bool, form: str) -> None:
    """Ask a question in Cypher, read-only.

    \b
    Example:
      graphmodel cypher "MATCH (s:System) WHERE s.live RETURN count(*) AS systems"
    """
    from graphmodel.queries.query import parse

    _lint(text, settings)
    with settings.opened(timeout) as store:
        table = store.run(text, limit=settings.rows(limit))
        _answer(store, table, settings, form, explain=explain, shows_map=False, ordered=True)
        if not table.rows:
            _tell_nothing(settings, store, parse("cypher", text, ad_hoc=True), {})


for item in (list_queries, show_query, run_query, new_query, lint_queries, golden_answers):
    query.add_command(item)


def _find(name: str, packs: tuple[Path, ...]) -> Query:
    """Return the query of an id, a file or standard input."""
    from graphmodel.queries.packs import library, read_file
    from graphmodel.queries.query import parse

    if name == "-":
        return parse("-", streams.given(), ad_hoc=True)
    if name.endswith(".cypher") or Path(name).is_file():
        return read_file(Path(name))
    return library(packs).query(name)


def _lint(text: str, settings: Settings) -> None:
    """Say what a person's own text leaves to chance, and whether only a Neo4j store answers it."""
    from graphmodel.queries.lint import lint

    for finding in lint(text):
        settings.detail(finding.text(settings.lang))


def _answer(
    store: Store, table: Table, settings: Settings, form: str, *, explain: bool, shows_map: bool, ordered: bool
) -> None:
    """Write an answer and what must be said with it."""
    if shows_map:
        graph = graph_of(table.rows)
        if form == "json":
            show_json(graph)
        else:
            show(*graph_rows(graph), form)
    else:
        table = table.known()
        rows = table.rows if ordered else sorted(table.rows, key=sort_key)
        columns = list(table.columns)
        if explain:
            columns, rows = explained(store.read(), columns, rows, explain, settings)
        show(columns, rows, form, names=names_of(store, table.rows) if is_read(form) else None)
        settings.tell(_count(len(table), table.cut))
    settings.limits(store.info().about)


def _tell_nothing(settings: Settings, store: Store, asked: Query, chosen: Mapping[str, Value]) -> None:
    from graphmodel.queries.nothing import reasons

    if not settings.quiet:
        tell_nothing(settings, reasons(asked.text, asked.parameters, chosen, store.info().counts, store.run))


def _count(rows: int, cut: bool) -> Message:
    if cut:
        return counted(rows, "the first row; there are more", "the first {count} rows; there are more")
    return counted(rows, "{count} row", "{count} rows")
