"""Where things have their pages: records by kind and id, questions, scenarios; and which words of an answer are such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from graphmodel.explorer.visit import address
from graphmodel.records.schema import TableName

if TYPE_CHECKING:
    from graphmodel.explorer.resident import Held
    from graphmodel.words.languages import Language

RECORDS: Mapping[str, TableName] = {
    "agency": "agencies",
    "system": "systems",
    "link": "links",
    "agreement": "agreements",
    "standard": "standards",
    "product": "products",
    "recommendation": "recommendations",
    "source": "sources",
}
"""Kinds of record that have pages, and their tables."""
_OF_TABLE = {table: kind for kind, table in RECORDS.items()}
_BY_COLUMN: Mapping[str, str] = {
    **dict.fromkeys(("source", "sources", "explained_by", "latest_source", "source_id"), "source"),
    **dict.fromkeys(("standard", "standard_id"), "standard"),
    **dict.fromkeys(("link", "link_id"), "link"),
    **dict.fromkeys(("agreement", "agreements"), "agreement"),
    **dict.fromkeys(("product", "product_id"), "product"),
    **dict.fromkeys(("recommendation", "recommendations"), "recommendation"),
    "query": "query",
}
"""What a column of answers holds the ids of; the ids of agencies and systems are known wherever they stand."""
_TEXTS = ("name", "name_fr", "title", "note", "message", "meaning", "short", "short_fr", "class", "type", "url")
_ADDRESSES = ("https://", "http://")


def record_page(kind: str, id: str) -> str:
    """Return where the page of a record stands."""
    return f"/{kind}/{quote(id, safe='')}"


def page_of(held: Held, column: str, id: str, own: str = "") -> str:
    """Return where the page of what an id in a column names stands; empty where it names nothing that has one.

    ``own`` says what the column holds, where its name does not.
    """
    kind = own or _BY_COLUMN.get(column, "")
    if kind == "query":
        return address("/query/run", {"query_id": id})
    if kind in RECORDS:
        return record_page(kind, id) if id in held.ids(RECORDS[kind]) else ""
    if column in _TEXTS:
        return ""
    if id in held.agencies:
        return record_page("agency", id)
    return record_page("system", id) if id in held.systems else ""


def name_of(held: Held, page: str, id: str, language: Language) -> str:
    """Return the name of an agency or a system that has that page; empty for anything else."""
    return held.called(id, language) if page.startswith(("/agency/", "/system/")) else ""


def kind_of(table: str) -> str:
    """Return the kind of record that a table holds; empty where it has no pages."""
    return _OF_TABLE.get(cast("TableName", table), "")


def is_address(text: str) -> bool:
    """Return whether a text is an address of the web that a page may link to, and nothing that runs."""
    return text.startswith(_ADDRESSES) and not any(sign.isspace() or sign in "<>\"'`\\" for sign in text)
