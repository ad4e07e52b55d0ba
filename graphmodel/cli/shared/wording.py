"""What people read in the cells of a table: words of the vocabularies and names in the language in force.

CSV and JSON carry the ids and the names as they are recorded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from graphmodel.words import vocabulary as v
from graphmodel.words.headings import FACTS
from graphmodel.words.languages import language
from graphmodel.words.messages import Message, in_language, named

if TYPE_CHECKING:
    from graphmodel.stores import Store

Words = dict[str, Message]
Row = Sequence[object]


def _of(*lists: v.Vocabulary) -> Words:
    return {word.id: word.named for list_ in lists for word in list_}


_TRUTH = {True: named("value", "true"), False: named("value", "false")}
_STATUS, _CLASS, _TYPE = _of(v.STATUSES), _of(v.CARRIED_CLASSES), _of(v.SYSTEM_TYPES)
_PROVINCE, _CAUSE, _MODE = _of(v.PROVINCES), _of(v.IMPEDIMENTS), _of(v.MODES)
_ACCESS = _of(v.ACCESSES) | {"full": named("value", "full"), "pointer": named("value", "pointer")}
_KIND = {
    "agency": named("kind of record", "agency"),
    "system": named("kind of record", "system"),
    "use": named("kind of record", "use"),
    "link": named("kind of record", "link"),
    "product": named("kind of record", "product"),
    "standard": named("kind of record", "standard"),
    "impediment": named("kind of record", "impediment"),
    "agreement": named("kind of record", "agreement"),
    "party": named("kind of record", "party"),
    "recommendation": named("kind of record", "recommendation"),
    "source": named("kind of record", "source"),
    "type": named("kind of record", "type"),
}
TABLES = {
    "agencies": named("table", "agencies"),
    "systems": named("table", "systems"),
    "uses": named("table", "uses"),
    "links": named("table", "links"),
    "products": named("table", "products"),
    "standards": named("table", "standards"),
    "impediments": named("table", "impediments"),
    "agreements": named("table", "agreements"),
    "parties": named("table", "parties"),
    "recommendations": named("table", "recommendations"),
    "sources": named("table", "sources"),
}
_CHANGE = {
    "gained": named("change", "gained"),
    "lost": named("change", "lost"),
    "missing": named("change", "missing"),
    "new": named("change", "new"),
    "moved": named("change", "moved"),
}
COLUMNS: Mapping[str, Words] = {
    **dict.fromkeys(("type", "system_type", "other_type", "partner_type"), _TYPE),
    **dict.fromkeys(("class", "data_class", "classes", "carries", "passes", "holds"), _CLASS),
    **dict.fromkeys(("status", "system_status", "link_status", "other_status", "replaced_status"), _STATUS),
    **dict.fromkeys(("province", "located_in", "operator_province"), _PROVINCE),
    **dict.fromkeys(("mode", "link_mode", "detail"), _MODE),
    **dict.fromkeys(("access", "gives"), _ACCESS),
    **dict.fromkeys(("openness", "standard_openness"), _of(v.OPENNESS)),
    **dict.fromkeys(("missing", "fact"), FACTS),
    **dict.fromkeys(("standard", "standard_id"), _of(v.STANDARD_WORDS)),
    **dict.fromkeys(
        ("cause", "cause_id", "impediment", "held_back_by", "best_held_back_by", "mend_held_back_by"), _CAUSE
    ),
    **dict.fromkeys(("adds", "best_adds", "mend_adds"), _of(v.ADDS)),
    **dict.fromkeys(("kind", "partner_kind"), _KIND),
    **dict.fromkeys(("verdict", "computed"), _of(v.VERDICTS)),
    "effect": _of(v.EFFECTS),
    "onward": _of(v.ONWARD),
    "state": _of(v.STATES),
    "agreement_kind": _of(v.AGREEMENT_KINDS),
    **dict.fromkeys(("audit", "written"), _of(v.YES_NO)),
    "level": _of(v.LEVELS),
    "sector": _of(v.SECTORS),
    "role": _of(v.ROLES, v.PARTY_ROLES),
    "scope": _of(v.SCOPES),
    "latency": _of(v.LATENCIES),
    "purpose": _of(v.PURPOSES, v.AGREEMENT_PURPOSES),
    "confidence": _of(v.CONFIDENCES),
    "sensitivity": _of(v.SENSITIVITIES),
    "direction": _of(v.DIRECTIONS) | {"in": named("direction", "in"), "out": named("direction", "out")},
    "flag": {"none recorded": named("flag", "none recorded")},
    "change": _CHANGE,
    "table": TABLES,
    "shows": {"table": named("shows", "table"), "map": named("shows", "map")},
}
"""What the columns of answers hold: the words of which vocabulary."""
_AS_RECORDED = ("product", "vendor", "publisher", "owner", "title", "url", "note", "stated", "id")
"""Columns of names that are the same in both languages, and of texts."""


def worded(columns: Sequence[str], rows: Sequence[Row], names: Mapping[str, str]) -> list[list[object]]:
    """Return the rows as people read them; ``names`` gives names of records in the language in force.

    A column whose words stand in another column of the same rows keeps its ids: they say more.
    """
    result = [[_cell(name, value, names) for name, value in zip(columns, row, strict=True)] for row in rows]
    for at, name in enumerate(columns):
        if name in COLUMNS and _stands_elsewhere(result, at):
            for line, row in zip(result, rows, strict=True):
                line[at] = row[at]
    return result


def _stands_elsewhere(rows: Sequence[Row], at: int) -> bool:
    others = range(len(rows[0])) if rows else ()
    return any(other != at and all(row[other] == row[at] for row in rows) for other in others)


def _cell(column: str, value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, list):
        return [_cell(column, item, names) for item in cast("list[object]", value)]
    if isinstance(value, bool):
        return _TRUTH[value].text()
    if isinstance(value, Message):
        return in_language(value)
    if not isinstance(value, str):
        return value
    word = COLUMNS.get(column, {}).get(value)
    if word is not None:
        return word.text()
    return value if column in _AS_RECORDED else _named(value, names)


def _named(text: str, names: Mapping[str, str]) -> str:
    """Return a name, or names that a query joins, in the language of ``names``."""
    if not names or text in names:
        return names.get(text, text)
    for between in (" > ", ": "):
        parts = text.split(between)
        if len(parts) > 1 and any(part in names for part in parts):
            joint = " : " if between == ": " else between
            return joint.join(names.get(part, part) for part in parts)
    return text


_MOST = 5_000
"""So many names are asked for by themselves; of more, all names of the graph are."""


def names_of(store: Store, rows: Sequence[Row]) -> dict[str, str]:
    """Return the names that stand in rows, each in the language in force, where the graph has it.

    A name that several records bear in one language, and not in the other, stays as it is.
    """
    from graphmodel.graph.model import node_types

    if language() == "en":
        return {}
    texts = {part for row in rows for text in row if isinstance(text, str) for part in _parts(text)}
    if not texts:
        return {}
    condition = "n.name IN $names AND " if len(texts) <= _MOST else ""
    given = {"names": sorted(texts)} if condition else {}
    found: dict[str, set[str]] = {}
    for label, kind in node_types().items():
        if label == "Load" or not any(item.name == "name_fr" for item in kind.properties):
            continue
        text = f"MATCH (n:{label}) WHERE {condition}n.name_fr IS NOT NULL RETURN n.name AS name, n.name_fr AS told"
        for name, told in store.run(text, given).rows:
            found.setdefault(str(name), set()).add(str(told))
    return {name: told.pop() for name, told in found.items() if len(told) == 1}


def _parts(text: str) -> list[str]:
    return [text, *text.split(" > "), *text.split(": ")]
