"""Loaders of other packages: entry points of the group ``graphmodel.loaders``, found without importing any of them.

    [project.entry-points."graphmodel.loaders"]
    cmdb = "our_office.graphmodel:MAPPING"     # the path of a mapping (.toml)
    nightly = "our_office.graphmodel:read"     # a function from the source's path to a Catalogue

A name that ships stays what it is. A plug-in is imported when it is asked for by name, so a broken one breaks nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, cast

from graphmodel.errors import SourceError
from graphmodel.words.messages import Message, listed

GROUP = "graphmodel.loaders"
Plugin = Path | Callable[[Path], Any]


def names() -> tuple[str, ...]:
    """Return the names of all installed plug-ins in order."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def plugin(name: str) -> Plugin | None:
    """Return what a plug-in of that name gives, None where there is none; SourceError naming one that is broken."""
    found: Sequence[EntryPoint] = tuple(entry_points(group=GROUP, name=name))
    if not found:
        return None
    if len({point.value for point in found}) > 1:
        places = listed(sorted(_place(point) for point in found))
        raise SourceError(
            Message(
                "the loader {name!r} comes twice, from {places}: uninstall one of them",
                name=name,
                places=places,
            )
        )
    point = found[0]
    try:
        made: object = point.load()
    except Exception as error:  # whatever another package's import does
        said = f"{type(error).__name__}: {error}"
        raise SourceError(
            Message(
                "the loader {name!r} of {place} cannot be imported: {said}",
                name=name,
                place=_place(point),
                said=said,
            )
        ) from error
    if isinstance(made, str | Path):
        return Path(made)
    if callable(made):
        who = Message("the loader {name!r} of {place}", name=name, place=_place(point))
        return cast("Plugin", _named(made, who))
    what = type(made).__name__
    raise SourceError(
        Message(
            "the loader {name!r} of {place} is {what}: it has to be the path of a mapping, or a function "
            "from a path to a Catalogue",
            name=name,
            place=_place(point),
            what=what,
        )
    )


def _named(function: Callable[[Path], Any], who: Message) -> Callable[[Path], Any]:
    """Return a loader whose failures say whose they are; what it raises for the user's eyes stays as it is."""
    from graphmodel.errors import GraphmodelError

    def loader(path: Path) -> Any:
        try:
            return function(path)
        except GraphmodelError:
            raise
        except Exception as error:
            raise SourceError(who + Message(" failed: ") + f"{type(error).__name__}: {error}") from error

    return loader


def _place(point: EntryPoint) -> Message:
    package = point.dist.name if point.dist else Message("an unknown package")
    return Message("{package} ({value})", package=package, value=point.value)
