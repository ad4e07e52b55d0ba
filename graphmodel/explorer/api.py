"""The API: the same answers as JSON, with their notes, sources and limits; what is refused as problem+json (RFC 9457)."""

from __future__ import annotations

import hashlib
import json
from http import HTTPStatus

from starlette.responses import Response

from graphmodel.cli.shared.output import as_plain
from graphmodel.explorer.commands import Answering
from graphmodel.explorer.kept import today
from graphmodel.explorer.resident import Held
from graphmodel.explorer.running import FOR_PROGRAMS, Answer, Refusal
from graphmodel.explorer.visit import Visit
from graphmodel.machine.harmless import for_json
from graphmodel.version import __version__

JSON, PROBLEM = "application/json", "application/problem+json"
SEEN = "private, no-cache"
"""An answer may be kept, and whoever keeps it asks each time whether it still holds."""


def answered(visit: Visit, asked: Answering) -> Response:
    """Return the answer of a command as JSON: answer, notes, sources, limits, catalogue."""
    found = visit.run(asked, form=FOR_PROGRAMS)
    if found.refusal is not None:
        return problem(found.refusal, visit.path)
    body = body_of(found, visit.held)
    return Response(written(body), media_type=JSON, headers={"Content-Language": visit.language})


def body_of(found: Answer, held: Held) -> dict[str, object]:
    """Return an answer as one object: the answer, and what must be known to read it."""
    return {
        "answer": found.value,
        "passed": found.passed,
        "notes": found.notes,
        "sources": found.sources,
        "limits": found.limits,
        "catalogue": held.facts(found.language),
    }


def problem(refusal: Refusal, path: str) -> Response:
    """Return why there is no answer."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "detail": refusal.text,
        "instance": path,
    }
    return Response(written(body), refusal.status, media_type=PROBLEM)


def written(value: object) -> bytes:
    """Return a value as JSON."""
    return for_json(json.dumps(as_plain(value), ensure_ascii=False, allow_nan=False)).encode()


def tag_of(visit: Visit) -> str:
    """Return the ETag of an address: the same as long as catalogue, day, language, version and address are."""
    said = [
        visit.held.catalogue.digest,
        visit.held.stamp,
        today(),
        visit.language,
        __version__,
        visit.path,
        visit.request.url.query,
        visit.runner.workspace.stamp() if visit.runner.workspace else None,
    ]
    digest = hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:32]
    return f'"{digest}"'


def is_known(visit: Visit, tag: str) -> bool:
    """Return whether whoever asks has that answer already."""
    given = visit.request.headers.get("if-none-match", "")
    return tag in [part.strip().removeprefix("W/") for part in given.split(",")]
