"""The folder of ``--workspace``: scenarios that people save. Nothing else is ever written, and nothing elsewhere."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from graphmodel import shipped
from graphmodel.errors import GraphmodelError
from graphmodel.machine.outputs import write
from graphmodel.machine.refusals import reason
from graphmodel.records.slugs import slug
from graphmodel.scenario import Scenario
from graphmodel.words.messages import Message

ENDING = ".toml"
MOST, LARGEST, LONGEST = 500, 100_000, 80
"""So many scenarios are kept, each of so many bytes at most; a name has so many letters at most."""


_OFTEN = 1.0
"""Seconds between two looks at the folder."""


class NotSaved(GraphmodelError):
    """A scenario cannot be saved under that name."""


@dataclass(frozen=True)
class Workspace:
    """A folder that holds scenarios, each a file ``<slug>.toml``."""

    folder: Path
    _looked: list[tuple[float, Mapping[tuple[str, object], None]]] = field(
        default_factory=list[tuple[float, Mapping[tuple[str, object], None]]], init=False, repr=False, compare=False
    )
    """When the folder was looked at last, and what was there: each request asks."""

    def __post_init__(self) -> None:
        if not self.folder.is_dir():
            raise GraphmodelError(
                Message("{folder} is no folder: make it, or name another by --workspace", folder=self.folder)
            )

    def names(self) -> list[str]:
        """Return the names of the scenarios that are there, sorted; those that ship lead where a name is both."""
        return sorted(name for name, _ in self._files() if name not in shipped.scenarios())

    def stamp(self) -> object:
        """Return what changes whenever a scenario is saved, changed or taken away."""
        return tuple(sorted(self._files()))

    def path(self, name: str) -> Path:
        """Return the file of a name that is there."""
        return self.folder / f"{name}{ENDING}"

    def text(self, name: str) -> str:
        """Return what a scenario of that name says; GraphmodelError where it cannot be read."""
        try:
            return self.path(name).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else Message("it is not UTF-8")
            raise GraphmodelError(Message("{name} cannot be read: {why}", name=name, why=why)) from None

    def save(self, title: str, scenario: Scenario, *, over: bool = False) -> str:
        """Write a scenario under the slug of a title and return that; whole or not at all.

        Raises NotSaved where the title makes no name, ships, is taken (unless ``over``), or where the folder is full.
        """
        name = slug(title)[:LONGEST].strip("-")
        if not name:
            raise NotSaved(Message("give the scenario a name with letters or digits"))
        if name in shipped.scenarios():
            raise NotSaved(Message("{name} is the name of a scenario that ships: give another", name=name))
        there = [known for known, _ in self._files()]
        if name in there and not over:
            raise NotSaved(
                Message("{name} is saved already: give another name, or say that it may be replaced", name=name)
            )
        if name not in there and len(there) >= MOST:
            raise NotSaved(
                Message("{count} scenarios are saved already: take some away from the folder", count=len(there))
            )
        text = scenario.to_toml()
        if len(text.encode()) > LARGEST:
            raise NotSaved(Message("the scenario is too large to be saved"))
        try:
            write(self.path(name), text, new=name not in there)  # what is there and no scenario is never replaced
        except GraphmodelError as error:
            said = Message(
                "{name} cannot be saved: something else of that name is there, or the folder is shut", name=name
            )
            raise NotSaved(said) from error
        finally:
            self._looked.clear()
        return name

    def _files(self) -> Mapping[tuple[str, object], None]:
        """Return the files that are scenarios by their look, with their state: as they were within the last second."""
        for looked, found in self._looked:
            if monotonic() - looked < _OFTEN:
                return found
        now, found = monotonic(), self._there()
        self._looked[:] = [(now, found)]
        return found

    def _there(self) -> Mapping[tuple[str, object], None]:
        """Return the same as they are now: plain files with a slug for a name."""
        found: dict[tuple[str, object], None] = {}
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    name = entry.name.removesuffix(ENDING)
                    if entry.name.endswith(ENDING) and name == slug(name) and entry.is_file(follow_symlinks=False):
                        state = entry.stat(follow_symlinks=False)
                        if state.st_size <= LARGEST:
                            found[name, (state.st_mtime_ns, state.st_size, state.st_ino)] = None
        except OSError:
            return {}
        return found
