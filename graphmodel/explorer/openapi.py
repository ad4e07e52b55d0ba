"""What the API takes and gives, as OpenAPI 3.1: made from the commands' own parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from graphmodel.explorer.commands import Answering, Input, answering
from graphmodel.version import __version__
from graphmodel.words.languages import LANGUAGES
from graphmodel.words.messages import say

_TEXT: Mapping[str, Any] = {"type": "string"}
_TEXTS: Mapping[str, Any] = {"type": "array", "items": _TEXT}


def described() -> dict[str, Any]:
    """Return the description, in the language in force."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "graphmodel",
            "version": __version__,
            "summary": say("Who is connected, who can see whose records, and which link to build next."),
            "description": say(
                "Each path answers what the command of that name answers with --format json. "
                "Whoever asks has the cookie of the explorer, or comes by way of its proxy."
            ),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": {f"/api{asked.path}": {"get": _operation(asked)} for asked in answering().values()},
        "components": {"schemas": _schemas(), "responses": _responses()},
    }


def _operation(asked: Answering) -> dict[str, Any]:
    return {
        "operationId": "_".join(asked.words),
        "summary": asked.title,
        "description": asked.about,
        "parameters": [*map(_parameter, asked.inputs), _language()],
        "responses": {
            "200": {
                "description": say("The answer, with its notes, sources and limits."),
                "headers": {"ETag": {"schema": _TEXT, "description": say("Changes with the catalogue.")}},
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}},
            },
            "304": {"description": say("The answer that is known still holds.")},
            **{status: {"$ref": "#/components/responses/Problem"} for status in ("400", "404", "422", "503", "504")},
        },
    }


def _parameter(item: Input) -> dict[str, Any]:
    schema = _of_address(item)
    made: dict[str, Any] = {"name": item.name, "in": "query", "required": item.required}
    if item.help:
        made["description"] = item.help
    if item.many:
        return {**made, "schema": {"type": "array", "items": schema}, "style": "form", "explode": True}
    return {**made, "schema": schema}


def _of_address(item: Input) -> dict[str, Any]:
    return {"type": "string", "enum": ["on", "true", "yes", "1"]} if item.shape == "flag" else schema_of(item)


def schema_of(item: Input) -> dict[str, Any]:
    """Return the JSON Schema of one value of an input."""
    if item.shape == "flag":
        return {"type": "boolean", "default": False}
    if item.shape == "choice":
        chosen = {"default": item.default} if item.default in item.choices else {}
        return {"type": "string", "enum": list(item.choices), **chosen}
    kind = item.parameter.type
    made: dict[str, Any] = {"type": {"integer": "integer", "number": "number"}.get(item.shape, "string")}
    if isinstance(kind, click.IntRange | click.FloatRange):
        if kind.min is not None:
            made["minimum"] = kind.min
        if kind.max is not None:
            made["maximum"] = kind.max
    if item.default and item.shape in ("integer", "number"):
        made["default"] = int(item.default) if item.shape == "integer" else float(item.default)
    return made


def _language() -> dict[str, Any]:
    said = say("Language of what people read.")
    return {"name": "lang", "in": "query", "required": False, "description": said, "schema": {"enum": [*LANGUAGES]}}


def _schemas() -> dict[str, Any]:
    return {
        "Answer": schema_of_answer(),
        "Problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": _TEXT,
                "title": _TEXT,
                "status": {"type": "integer"},
                "detail": _TEXT,
                "instance": _TEXT,
            },
        },
    }


def schema_of_answer() -> dict[str, Any]:
    """Return the JSON Schema of an answer."""
    catalogue = {"type": "object", "required": ["name", "digest"], "properties": {"name": _TEXT, "digest": _TEXT}}
    return {
        "type": "object",
        "required": ["answer", "passed", "notes", "sources", "limits", "catalogue"],
        "properties": {
            "answer": {"description": say("What --format json writes.")},
            "passed": {
                "type": "boolean",
                "description": say("Whether the command would end with 0: false where a check finds a problem."),
            },
            "notes": {**_TEXTS, "description": say("What the command says beside its answer.")},
            "sources": {"type": "array", "items": {"type": "object"}},
            "limits": {**_TEXTS, "description": say("The catalogue, and what it must not be taken for.")},
            "catalogue": catalogue,
        },
    }


def _responses() -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"Problem": {"description": say("Why there is no answer, and what to do."), "content": content}}
