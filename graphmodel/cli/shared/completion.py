"""Shell completion of ids: from the store in force, or nothing where there is none to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, cast

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from graphmodel.queries.packs import Library

_MOST = 200
Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def ids_of(label: str) -> Complete:
    """Return a completion by the ids of one label's nodes, with their names as help."""

    def complete(context: click.Context, parameter: click.Parameter, word: str) -> list[CompletionItem]:
        del parameter
        return [CompletionItem(id, help=name) for id, name in _known(context, label, word)]

    return complete


agency_ids = ids_of("Agency")
system_ids = ids_of("System")


def part_ids(context: click.Context, parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """Complete the id of a province, an agency or a system."""
    del parameter
    known = [item for label in ("Province", "Agency", "System") for item in _known(context, label, word)]
    return [CompletionItem(id, help=name) for id, name in known]


def query_ids(context: click.Context, parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """Complete the id of a canned query, or of one of a person's own packs."""
    from graphmodel.errors import GraphmodelError

    del parameter
    try:
        queries = _queries(context)
        chosen = [queries.query(id) for id in queries.ids if id.startswith(word)]
    except GraphmodelError:  # while completing there is nobody to tell
        return []
    return [CompletionItem(query.id, help=query.named) for query in chosen]


def _queries(context: click.Context) -> Library:
    from graphmodel.queries.packs import library

    return library(context.params.get("packs") or ())


def scenario_names(context: click.Context, parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """Complete the name of a shipped scenario, or the path of a file."""
    from graphmodel import shipped as content

    del context, parameter
    named = [CompletionItem(name) for name in content.scenarios() if name.startswith(word)]
    return named or [CompletionItem(word, type="file")]


def needs_names(context: click.Context, parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """Complete the name of shipped needs, or the path of a file."""
    from graphmodel import shipped as content

    del context, parameter
    named = [CompletionItem(name) for name in content.needs() if name.startswith(word)]
    return named or [CompletionItem(word, type="file")]


def data_classes(context: click.Context, parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """Complete a data class, with its name as help."""
    from graphmodel.words import vocabulary as v

    del context, parameter
    return [CompletionItem(w.id, help=w.named.text()) for w in v.CARRIED_CLASSES if w.id.startswith(word)]


def causes(context: click.Context, parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """Complete a cause that holds links back, with its name as help."""
    from graphmodel.words import vocabulary as v

    del context, parameter
    return [CompletionItem(w.id, help=w.named.text()) for w in v.IMPEDIMENTS if w.id.startswith(word)]


def parameter_values(context: click.Context, parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """Complete ``name=value`` for the query that the command line names."""
    from graphmodel.errors import GraphmodelError
    from graphmodel.queries.parameters import TYPES

    del parameter
    named = context.params.get("query_id") or next(iter(context.args), "")  # an option still open hides arguments
    try:
        query = _queries(context).query(str(named))
    except GraphmodelError:
        return []
    name, equals, start = word.partition("=")
    if not equals:
        return [
            CompletionItem(f"{item.name}=", help=item.told.text())
            for item in query.parameters
            if item.name.startswith(word)
        ]
    for item in query.parameters:
        if item.name == name:
            type = TYPES[item.type]
            known = [(word.id, word.named.text()) for word in type.vocabulary] if type.vocabulary else []
            known = known or (_known(context, type.label, start) if type.label else [])
            return [CompletionItem(f"{name}={id}", help=help) for id, help in known if id.startswith(start)]
    return []


def catalogue_names(context: click.Context, parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """Complete the name of a shipped catalogue, or the path of a file."""
    from graphmodel import shipped as content

    del context, parameter
    named = [CompletionItem(name) for name in content.catalogues() if name.startswith(word)]
    return named or [CompletionItem(word, type="file")]


Named = Literal["agency", "system", "part", "query", "parameters", "scenario", "needs", "class", "cause", "catalogue"]
_COMPLETED: dict[Complete, Named] = {
    agency_ids: "agency",
    system_ids: "system",
    part_ids: "part",
    query_ids: "query",
    parameter_values: "parameters",
    scenario_names: "scenario",
    needs_names: "needs",
    data_classes: "class",
    causes: "cause",
    catalogue_names: "catalogue",
}


def names_of_what(parameter: click.Parameter) -> Named | None:
    """Return what a parameter names, by what completes it; None where it takes any text, or has its own choices."""
    completes = cast("Complete | None", getattr(parameter, "_custom_shell_complete", None))  # click has no other way
    return None if completes is None else _COMPLETED.get(completes)


def _known(context: click.Context, label: str, start: str) -> list[tuple[str, str]]:
    from graphmodel.errors import GraphmodelError
    from graphmodel.graph.model import node_types
    from graphmodel.stores import DEFAULT_URL, open_store
    from graphmodel.words.languages import language

    french = language() == "fr" and any(item.name == "name_fr" for item in node_types()[label].properties)
    name = "coalesce(n.name_fr, n.name)" if french else "n.name"
    store = str(context.find_root().params.get("store") or DEFAULT_URL)
    text = (
        f"MATCH (n:{label}) WHERE n.id STARTS WITH $start RETURN n.id AS id, {name} AS name ORDER BY id LIMIT {_MOST}"
    )
    try:
        with open_store(store) as opened:
            return [(str(id), str(name)) for id, name in opened.run(text, {"start": start}).rows]
    except GraphmodelError:  # while completing there is nobody to tell
        return []
