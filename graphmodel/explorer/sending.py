"""Forms that somebody sends: read in memory within bounds, with the token that only pages of ours carry."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from graphmodel.explorer.safety import FORM_TOKEN, LARGEST_BODY, Doors

AT_ONCE, PATIENCE = 4, 60.0
_MOST_FIELDS, _LARGEST_FIELD = 2_000, 200_000


class ForgedError(Exception):
    """A form came without the token of a page of ours."""


class TooManyError(Exception):
    """So many forms are being sent that another one has no room."""


@dataclass(frozen=True)
class Sent:
    """What a form held: texts by name, and the file where there is one."""

    texts: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    file: bytes = field(default=b"", repr=False)
    file_name: str = ""

    def one(self, name: str) -> str:
        """Return the first text of a name; empty where there is none."""
        return next(iter(self.texts.get(name, ())), "")


class _InMemory(MultiPartParser):
    """Keeps a file in memory: nothing is written."""

    spool_max_size = LARGEST_BODY + 1


class Receiver:
    """Reads forms, a few at once."""

    def __init__(self, doors: Doors, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        self._doors = doors
        self._room = at_once
        self._patience = patience

    async def sent(self, request: Request) -> Sent:
        """Return what a form holds.

        Raises ForgedError without our token, TooManyError where there is no room, HTTPException for what is no form.
        """
        if not self._room:
            raise TooManyError
        self._room -= 1
        try:
            found = await asyncio.wait_for(_read(request), self._patience)
        except (ClientDisconnect, TimeoutError):
            raise HTTPException(413) from None
        except MultiPartException:
            raise HTTPException(400) from None
        finally:
            self._room += 1
        if not hmac.compare_digest(found.one(FORM_TOKEN).encode(), self._doors.form_token(request).encode()):
            raise ForgedError
        return found


async def _read(request: Request) -> Sent:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        parser = _InMemory(
            request.headers,
            request.stream(),
            max_files=1,
            max_fields=_MOST_FIELDS,
            max_part_size=_LARGEST_FIELD,
        )
        form = await parser.parse()
    elif kind == "application/x-www-form-urlencoded":
        form = await FormParser(request.headers, request.stream(), max_fields=_MOST_FIELDS).parse()
    else:
        raise HTTPException(415)
    texts: dict[str, list[str]] = {}
    content, name = b"", ""
    for key, value in form.multi_items():
        if isinstance(value, UploadFile):
            content, name = await value.read(), value.filename or ""
        else:
            texts.setdefault(key, []).append(value)
    await form.close()
    return Sent(texts, content, name)
