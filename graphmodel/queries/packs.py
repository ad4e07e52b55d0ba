"""All canned queries by id: the packs are the folders of ``cypher``, the id of a query is its path.

A person's own pack is a folder of ``.cypher`` files anywhere: ``my-queries/alone.cypher`` is ``my-queries/alone``.
Files are read when asked for, each once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path

from graphmodel import shipped as content
from graphmodel.arguments import checked
from graphmodel.errors import QueryError, UnknownName
from graphmodel.machine.refusals import reason
from graphmodel.machine.toml import read_document
from graphmodel.queries.query import Query, parse
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean, meant, nearest

SUFFIX = ".cypher"


class Library:
    """The queries of a folder of packs, and those of a person's own packs; no id stands for two files.

    QueryError, once a query is asked for, where an own pack is no folder or one of its files takes an id that is taken.
    """

    def __init__(self, folder: Path, own: Sequence[Path] = ()) -> None:
        self._folder = folder
        self._own = own
        self._read: dict[str, Query] = {}

    @cached_property
    def _paths(self) -> dict[str, Path]:
        found = {
            path.relative_to(self._folder).with_suffix("").as_posix(): path
            for path in self._folder.glob(f"*/*{SUFFIX}")
        }
        for pack in dict.fromkeys(folder.resolve() for folder in self._own):
            for path in own_files(pack):
                id = f"{pack.name}/{path.stem}"
                if id in found:
                    raise QueryError(
                        Message(
                            "{path}: {id} is the id of {found} already: rename the file or its folder",
                            path=path,
                            id=id,
                            found=found[id],
                        )
                    )
                found[id] = path
        return dict(sorted(found.items()))

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all queries in order."""
        return tuple(self._paths)

    @property
    def packs(self) -> tuple[str, ...]:
        """Return the names of all packs in order."""
        return tuple(dict.fromkeys(id.partition("/")[0] for id in self._paths))

    def __iter__(self) -> Iterator[Query]:
        return (self.query(id) for id in self._paths)

    def query(self, id: str) -> Query:
        """Return one query; UnknownName with the nearest ids, QueryError where its file cannot be read."""
        if id not in self._paths:
            raise self._unknown(id)
        if id not in self._read:
            self._read[id] = read_file(self._paths[id], id)
        return self._read[id]

    def pack(self, name: str) -> tuple[Query, ...]:
        """Return the queries of one pack in order; UnknownName where there is no such pack."""
        if name not in self.packs:
            message = Message(
                "there is no pack {name!r}{near}; the packs: {packs}",
                name=name,
                near=did_you_mean(name, self.packs),
                packs=", ".join(self.packs),
            )
            raise UnknownName(message, nearest(name, self.packs))
        return tuple(self.query(id) for id in self._paths if id.startswith(f"{name}/"))

    def search(self, word: str) -> tuple[Query, ...]:
        """Return the queries whose id, titles or prose hold a word; case and accents do not count."""
        wanted = _folded(word)
        return tuple(
            query
            for query in self
            if wanted in _folded(f"{query.id} {query.title} {query.title_fr} {query.description}")
        )

    def _unknown(self, id: str) -> UnknownName:
        tails = {path.partition("/")[2]: path for path in self._paths}
        tail = id.rpartition("/")[2]
        near = [tails[tail]] if tail in tails else nearest(id, self._paths)
        near = near or [tails[name] for name in nearest(tail, tails)]
        hint = meant(near[0]) if near else Message("; graphmodel query list shows all")
        return UnknownName(Message("there is no query {id!r}{hint}", id=id, hint=hint), near)


def own_files(pack: Path) -> list[Path]:
    """Return the query files of a person's own pack in order; QueryError where it is no folder that can be read."""
    if not pack.is_dir():
        raise QueryError(
            Message(
                "{pack} is no folder of queries: graphmodel query new {name}/NAME starts one", pack=pack, name=pack.name
            )
        )
    try:
        return sorted(path for path in pack.iterdir() if path.suffix == SUFFIX and path.is_file())
    except OSError as error:
        raise QueryError(f"{pack}: " + reason(error)) from None


def read_file(path: Path, id: str = "") -> Query:
    """Return the query of a file: of a pack when ``id`` is given, else a user's own, whose header may be missing.

    QueryError where the file cannot be read or holds no query.
    """
    try:
        text = read_document(path)
    except OSError as error:
        raise QueryError(f"{path}: " + reason(error)) from None
    except UnicodeDecodeError as error:
        raise QueryError(
            Message("{path}: not UTF-8 at byte {start}; save it as UTF-8", path=path, start=error.start)
        ) from None
    return parse(id or path.stem, text, path=path, ad_hoc=not id)


@cache
def shipped() -> Library:
    """Return the library that ships with graphmodel."""
    return Library(content.folder("cypher"))


def library(own: Sequence[str | Path] = ()) -> Library:
    """Return the shipped library, with a person's own packs beside it."""
    return Library(content.folder("cypher"), [Path(pack).expanduser() for pack in own]) if own else shipped()


@checked
def query(id: str, packs: Sequence[str | Path] = ()) -> Query:
    """Return one query, shipped or of ``packs``, which are folders of a person's own ``.cypher`` files.

    Its ``bind(values)`` gives the statement and its parameters for ``Store.run``.

    Raises UnknownName with the nearest ids, QueryError where a file of a pack cannot be read or takes a shipped id.

    >>> asked = query("isolation/isolated-systems")
    >>> asked.title, asked.bind({"type": "cad"})[1]
    ('Isolated systems', {'type': 'cad'})
    """
    return library(packs).query(id)


def packs() -> tuple[str, ...]:
    """Return the names of the shipped packs."""
    return shipped().packs


def search(word: str) -> tuple[Query, ...]:
    """Return the shipped queries whose id, titles or prose hold a word."""
    return shipped().search(word)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
