"""The graph's schema as Markdown, for the documentation: nothing of it is typed twice."""

from __future__ import annotations

from collections.abc import Iterator

from graphmodel.graph.model import Property, node_types, relationship_types

_KINDS = {"text": "text", "integer": "whole number", "boolean": "true or false", "texts": "list of texts"}


def schema_markdown() -> str:
    """Return every label, relationship type and property with its sentence."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "### Nodes"
    for node in node_types().values():
        yield from ("", f"**{node.label}**: {node.sentence}", "")
        yield from _properties(node.properties)
    yield from ("", "### Relationships", "", "| relationship | from | to | |", "| --- | --- | --- | --- |")
    for kind in relationship_types().values():
        starts, ends = (", ".join(dict.fromkeys(end)) for end in zip(*kind.ends, strict=True))
        yield f"| {kind.name} | {starts} | {ends} | {kind.sentence} |"
    for kind in relationship_types().values():
        if kind.properties:
            yield from ("", f"**{kind.name}**", "")
            yield from _properties(kind.properties)


def _properties(properties: tuple[Property, ...]) -> Iterator[str]:
    yield from ("| property | | |", "| --- | --- | --- |")
    for item in properties:
        yield f"| {item.name} | {_KINDS[item.kind]} | {item.sentence} |"
