"""The graph as a script of Cypher that ``cypher-shell -f`` or Neo4j Browser runs: what ``load`` writes, without us.

Law: run on an empty Neo4j, twice or once, it leaves exactly the graph that a load leaves there: nodes, relationships,
digests of rows and the Load node, so that every canned query and ``graphmodel --store`` answer from it.

Its statements are ASCII alone, for a client may read a file in whatever encoding its machine is set to; every sign beyond is
escaped, and so are marks that could end a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, cast

from graphmodel.exchange.exporting import Exported
from graphmodel.graph.build import END, START, PropertyGraph
from graphmodel.graph.model import LOAD_ID, about_properties, node_types, relationship_types
from graphmodel.records.arrow import ArrowArray, ArrowTable, pa, pc
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores.neo4j_rows import digests
from graphmodel.stores.server import OURS
from graphmodel.version import __version__
from graphmodel.words.messages import say

BATCH = 500
"""Rows of one statement: a server compiles each, and few long ones cost it more than many short ones."""


def as_cypher(catalogue: Catalogue) -> Exported:
    """Return the script."""
    text = "".join(f"{statement};\n" for statement in statements(catalogue))
    return Exported({"": _head().encode() + text.encode("ascii")})


def _head() -> str:
    """Return what the script is and how it is run, as comments; a client may read these alone in another encoding."""
    return f"""// {say("A graph of graphmodel {version}, for Neo4j 5.26 or newer. Run it on a database of its own:", version=__version__)}
//   cypher-shell -a neo4j://server -d neo4j -f graph.cypher
// {say("It makes constraints, nodes and relationships; running it again changes nothing.")}
"""


def statements(catalogue: Catalogue) -> Iterator[str]:
    """Yield the statements in order, without semicolons."""
    graph = PropertyGraph(catalogue)
    labels = [label for label in node_types() if label != "Load"]
    for label in node_types():
        name = f"graphmodel_{label.lower()}_id"
        yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    nodes = relationships = 0
    for label in labels:
        rows = graph.nodes(label)
        nodes += len(rows)
        for batch in _batches(_with_digests(rows)):
            yield f"UNWIND [{batch}] AS row MERGE (n:{label} {{id: row.id}}) SET n = row"
    for kind in relationship_types().values():
        for item in graph.relationships(kind.name):
            relationships += len(item.rows)
            match = f"MATCH (a:{item.start} {{id: row.{START}}}) MATCH (b:{item.end} {{id: row.`{END}`}})"
            for batch in _batches(_with_digests(item.rows), (START, END)):
                made = f"MERGE (a)-[n:{kind.name} {{{OURS}: row.said.{OURS}}}]->(b) SET n = row.said"
                yield f"UNWIND [{batch}] AS row {match} {made}"
    load = {
        "id": LOAD_ID,
        OURS: 0,
        "state": "complete",
        "digest": catalogue.digest,
        "version": __version__,
        "nodes": nodes + 1,
        "relationships": relationships,
        "offers_complete": graph.offers_complete,
        **about_properties(catalogue.about),
    }
    said = ", ".join(f"{name}: {_literal(value)}" for name, value in load.items())
    yield f"MERGE (l:Load {{id: '{LOAD_ID}'}}) SET l = {{{said}}}, l.loaded_at = toString(datetime())"


def _with_digests(rows: ArrowTable) -> ArrowTable:
    return rows.append_column(OURS, pa.array(digests(rows), pa.int64()))


def _batches(rows: ArrowTable, apart: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield rows as maps in Cypher, some of them at a time; columns beside ``apart`` go into a map ``said``.

    Columns are made as text one by one; what is not known is left out of a map.
    """
    if not len(rows):
        return
    held = [_pairs(name, rows[name]) for name in rows.column_names if name not in apart]
    maps = _braced(held)
    if apart:
        maps = _braced([*(_pairs(name, rows[name]) for name in apart), _joined(_large("said: "), maps)])
    for start in range(0, len(rows), BATCH):
        yield ",\n".join(maps.slice(start, BATCH).to_pylist())


def _braced(pairs: list[ArrowArray]) -> ArrowArray:
    inner = pc.binary_join_element_wise(*pairs, _large(", "), null_handling="skip")
    return _joined(_large("{"), inner, _large("}"))


def _joined(*parts: ArrowArray) -> ArrowArray:
    return pc.binary_join_element_wise(*parts, _large(""))


def _large(text: str) -> Any:
    return pa.scalar(text, pa.large_string())


def _pairs(name: str, values: ArrowArray) -> ArrowArray:
    """Return ``name: literal`` for each row, null where nothing is known; each distinct value is spelt once."""
    joined = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    if pa.types.is_list(joined.type):
        whole = pc.binary_join(joined.cast(pa.list_(pa.string())), _BETWEEN).dictionary_encode()
        spelt = [_literal(text.split(_BETWEEN) if text else []) for text in whole.dictionary.to_pylist()]
    else:
        whole = joined.dictionary_encode()
        spelt = [_literal(value) for value in whole.dictionary.to_pylist()]
    texts = pa.array([f"`{name}`: {text}" for text in spelt], pa.large_string())
    return texts.take(whole.indices)


_BETWEEN = "\x1f"


def _literal(value: object) -> str:
    """Return a value as a literal of ASCII; the escapes are those of JSON, which Cypher shares, but for the mark."""
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, cast('list[object]', value)))}]"
    if isinstance(value, str):
        return _text(value)
    return json.dumps(value)


def _text(text: str) -> str:
    """Return a text in single quotes, with marks and backslashes escaped, and by its number every sign beyond ASCII.

    Some servers take a backslash and a u for the number of a sign even where the backslash is escaped itself: such a
    text is written as two that are added.
    """
    parts = ("".join(_PLAIN.get(sign) or _sign(sign) for sign in part) for part in _BEFORE_U.split(text))
    return " + ".join(f"'{part}'" for part in parts)


_BEFORE_U = re.compile(r"(?<=\\)(?=u)")
_PLAIN = {chr(code): chr(code) for code in range(0x20, 0x7F)} | {
    "'": "\\'",
    "\\": "\\\\",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
}


def _sign(sign: str) -> str:
    """Return a sign by its number, as one or two halves of UTF-16."""
    halves = sign.encode("utf-16-be")
    return "".join(f"\\u{halves[at : at + 2].hex()}" for at in range(0, len(halves), 2))
