"""Who may ask, and how: every request passes here before anything of the catalogue is touched.

+ the Host must be one of ours (421): a name that an attacker lets point here is none
+ requests that another site makes are refused, by Sec-Fetch-Site and Origin (403)
+ GET and HEAD only, but for forms of our own (405); a body where none belongs, or one too large, is refused (413)
+ who asks has the cookie that the one-time token in the first address was exchanged for, or comes by way of a proxy
  that names the user in a header; a program of an assistant brings its token each time (401)

What goes out says that nothing else may be loaded, framed or kept.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "token"  # noqa: S105 - the name that the address calls it by
LONGEST_ADDRESS = 16_384
LARGEST_BODY = 32_000_000
_READING = ("GET", "HEAD")
_OWN_SITE = ("same-origin", "none")
POLICY = "Content-Security-Policy"
_PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    POLICY: _PAGES,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FORM_TOKEN = "form-token"  # noqa: S105 - the name of a field
FORMS = frozenset({"/try/save", "/import", "/import/answers", "/import/leave"})
Refuse = Callable[[Request, int], Response]


@dataclass
class Doors:
    """Who is let in: ``hosts`` as a browser writes them, the token that opens once, the header in which a proxy names users."""

    hosts: frozenset[str]
    user_header: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    cookie: str = "graphmodel"
    forms: frozenset[str] = FORMS
    """Paths of forms of our own, which may be sent."""
    open: frozenset[str] = frozenset({"/health", "/health/ready"})
    """Paths that say nothing of the catalogue but its digest, and answer whoever asks by one of our names."""
    bearer: bool = False
    """Programs come in, each time by the token as ``Authorization: Bearer``; no address opens a browser's session."""
    _sessions: set[str] = field(default_factory=set[str], repr=False)
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _used: bool = False
    _lock: Lock = field(default_factory=Lock, repr=False)

    def form_token(self, request: Request) -> str:
        """Return what a form must send along that this visitor was given: no other site can know it."""
        who = request.headers.get(self.user_header, "") if self.user_header else request.cookies.get(self.cookie, "")
        return hmac.new(self._secret, who.encode(), hashlib.sha256).hexdigest()

    def exchange(self, token: str) -> str | None:
        """Return a session for the token, once; None for any other text, and for the token when it was used."""
        with self._lock:
            if self._used or not hmac.compare_digest(token.encode(), self.token.encode()):
                return None
            self._used = True
            session = secrets.token_urlsafe(32)
            self._sessions.add(_digest(session))
            return session

    def knows(self, request: Request) -> bool:
        """Return whether a request comes from somebody who was let in."""
        if self.user_header:
            return bool(request.headers.get(self.user_header, "").strip())
        if self.bearer:
            scheme, _, given = request.headers.get("authorization", "").partition(" ")
            return scheme.lower() == "bearer" and hmac.compare_digest(_digest(given.strip()), _digest(self.token))
        held = _digest(request.cookies.get(self.cookie, ""))
        return any(hmac.compare_digest(held, known) for known in list(self._sessions))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Guarded:
    """An application behind its doors; ``refuse`` makes the page, or the JSON, that says why not."""

    def __init__(self, app: ASGIApp, doors: Doors, refuse: Refuse) -> None:
        self._app = app
        self._doors = doors
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no other kind of connection is spoken here
        request = Request(scope)
        sent = _with_headers(send, "no-cache" if request.url.path.startswith("/static/") else "no-store")
        status = self._refused(request)
        if status:
            await self._refuse(request, status)(scope, receive, sent)
            return
        response = self._opened(request)
        if response is not None:
            await response(scope, receive, sent)
        elif (
            request.url.path.startswith("/static/")
            or request.url.path in self._doors.open
            or self._doors.knows(request)
        ):
            await self._app(scope, _bounded(receive), sent)
        else:
            await self._refuse(request, 401)(scope, receive, sent)

    def _refused(self, request: Request) -> int:
        """Return the status with which a request is refused, 0 where it is not."""
        headers: Headers = request.headers
        if len(headers.getlist("host")) != 1 or headers["host"].lower() not in self._doors.hosts:
            return 421
        if len(request.scope.get("raw_path", b"")) + len(request.scope.get("query_string", b"")) > LONGEST_ADDRESS:
            return 414
        if headers.get("sec-fetch-site", "none") not in _OWN_SITE and not self._is_visit(request):
            return 403
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != headers["host"].lower():
            return 403
        sends = request.method == "POST" and request.url.path in self._doors.forms
        if request.method not in _READING and not sends:
            return 405
        length = headers.get("content-length", "0")
        most = LARGEST_BODY if sends else 0
        if not length.isdecimal() or int(length) > most or (not sends and "transfer-encoding" in headers):
            return 413
        return 0

    def _is_visit(self, request: Request) -> bool:
        """Return whether somebody follows a link from elsewhere to a page, as from a message of an office's web mail.

        A proxy says who that is; a page is read and nothing is changed. The cookie of a desk would not come along.
        """
        return (
            bool(self._doors.user_header)
            and request.method == "GET"
            and request.headers.get("sec-fetch-mode") == "navigate"
            and request.headers.get("sec-fetch-dest") == "document"
            and not request.url.path.startswith("/api/")
        )

    def _opened(self, request: Request) -> Response | None:
        """Return what exchanges the token of an address for a cookie; None where there is nothing to exchange."""
        token = request.query_params.get(TOKEN)
        if token is None or self._doors.user_header or self._doors.bearer or request.method != "GET":
            return None
        session = self._doors.exchange(token)
        if session is None:
            return None if self._doors.knows(request) else self._refuse(request, 401)
        rest = [(name, value) for name, value in parse_qsl(request.url.query, keep_blank_values=True) if name != TOKEN]
        path = "/" + request.url.path.lstrip("/")  # never the address of another site
        response = RedirectResponse(path + (f"?{urlencode(rest)}" if rest else ""), 303)
        response.set_cookie(self._doors.cookie, session, httponly=True, samesite="strict", path="/")
        return response


def _with_headers(send: Send, kept: str) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                if name != POLICY or name not in headers:  # a document of ours has its own
                    headers[name] = value
            headers.setdefault("Cache-Control", kept)
        await send(message)

    return sent


def _bounded(receive: Receive) -> Receive:
    """Return a way in that gives no more of a body than one may have."""
    taken = 0

    async def received() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_BODY:
            return {"type": "http.disconnect"}
        return message

    return received
