"""The application: which address is answered by what, behind its doors, by a few workers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from graphmodel.errors import GraphmodelError
from graphmodel.explorer import api, graph_words, import_page, openapi, pages, papers, try_links, try_page
from graphmodel.explorer.at_the_door import at_the_door
from graphmodel.explorer.commands import answering, documents
from graphmodel.explorer.import_page import Importing
from graphmodel.explorer.kept import Kept
from graphmodel.explorer.places import RECORDS
from graphmodel.explorer.resident import Resident
from graphmodel.explorer.running import Refusal, Runner, failed
from graphmodel.explorer.safety import Doors, Guarded
from graphmodel.explorer.saved import Workspace
from graphmodel.explorer.sending import ForgedError, Receiver, Sent, TooManyError
from graphmodel.explorer.sessions import Sessions
from graphmodel.explorer.showing import HERE, PRIVATE, closed_page
from graphmodel.explorer.visit import COOKIE, LANGUAGE, Visit, language_of
from graphmodel.explorer.watching import BUSY, CUT, DOOR, METRICS_TYPE, Counts, Log, Watched, route_of
from graphmodel.explorer.workers import BusyError, TooLateError, Workers
from graphmodel.version import __version__
from graphmodel.words.languages import Language, speaking
from graphmodel.words.messages import say

_log = logging.getLogger(__name__)
_YEAR = 31_536_000
_OFTEN = 60.0
"""Seconds between two looks for sessions that are over."""
_MOST_KEPT = 32_000_000
"""Bytes of pages that are kept as they were made."""
Page = Callable[[Visit], Response]


class Explorer:
    """What requests share: the runner of commands, the workers, and the language where nobody asks for one."""

    def __init__(self, runner: Runner, doors: Doors, workers: Workers | None = None) -> None:
        self.runner = runner
        self.doors = doors
        self.receiver = Receiver(doors)
        self.sessions = Sessions()
        self.workers = workers or Workers()
        self.counts = Counts()
        self._kept: Kept[tuple[bytes, dict[str, str]]] = Kept(_MOST_KEPT)

    def language(self, request: Request) -> Language:
        """Return the language of a request."""
        settings = self.runner.resident.settings
        decided = settings.origin.get("lang", "default") != "default"
        return language_of(request, settings.lang, decided=decided)

    def answering(self, make: Page) -> Callable[[Request], object]:
        """Return what answers a request with a page: made by a worker, or not at all where the asker has it already."""

        async def endpoint(request: Request) -> Response:
            language = self.language(request)
            with speaking(language):
                response = self._at_hand(request, language)
                response = response or await self._worked(request, partial(self._made, make, request, language))
            return _spoken(request, response, language)

        return endpoint

    def receiving(self, take: Callable[[Visit, Sent], Response]) -> Callable[[Request], object]:
        """Return what takes a form of ours that was sent."""

        async def endpoint(request: Request) -> Response:
            language = self.language(request)
            with speaking(language):
                try:
                    sent = await self.receiver.sent(request)
                except ForgedError:
                    response = self.refused(request, 403, say("This form is out of date: open its page again."))
                except TooManyError:
                    response = self._busy(request)
                else:
                    response = await self._worked(request, partial(self._taken, take, request, sent, language))
            return _spoken(request, response, language)

        return endpoint

    async def _worked(self, request: Request, work: Callable[[], Response]) -> Response:
        try:
            return await self.workers.do(work)
        except BusyError:
            return self._busy(request)
        except TooLateError:
            self.counts.refused(CUT)
            return self.refused(request, 504, say("This takes too long: ask for less."))

    def _busy(self, request: Request) -> Response:
        self.counts.refused(BUSY)
        response = self.refused(request, 503, say("Too much is asked at once: try again in a moment."))
        response.headers["Retry-After"] = "5"
        return response

    def _taken(
        self, take: Callable[[Visit, Sent], Response], request: Request, sent: Sent, language: Language
    ) -> Response:
        return self._answered(request, language, lambda visit: take(visit, sent))

    def _at_hand(self, request: Request, language: Language) -> Response | None:
        """Return what was made before and still holds, at once: it waits for no worker. None where there is no such."""
        held = self.runner.resident.at_hand()
        token = self.doors.form_token(request)
        own = self.sessions.of(token)
        if held is None or (own is not None and own.held is not None):
            return None
        visit = Visit(request, self.runner, held, language, token, own)
        return self._known(visit, api.tag_of(visit))

    def _known(self, visit: Visit, tag: str) -> Response | None:
        if api.is_known(visit, tag):
            return Response(status_code=304, headers={"ETag": tag, "Cache-Control": api.SEEN})
        kept = self._kept.get(tag)
        return Response(kept[0], headers=kept[1]) if kept else None

    def _made(self, make: Page, request: Request, language: Language) -> Response:
        def made(visit: Visit) -> Response:
            if visit.is_own:
                response = make(visit)
                response.headers["Cache-Control"] = PRIVATE
                return response
            tag = api.tag_of(visit)
            known = self._known(visit, tag)
            if known is not None:
                return known
            response = make(visit)
            if visit.passing:  # a part of it failed, which may go by
                response.headers["Cache-Control"] = PRIVATE
            return self._tagged(response, tag)

        return self._answered(request, language, made)

    def _answered(self, request: Request, language: Language, make: Page) -> Response:
        with speaking(language):
            try:
                token = self.doors.form_token(request)
                return make(self._visit(request, language, token))
            except GraphmodelError as error:
                return self.refused(request, 503, error.text(language))
            except Exception:  # noqa: BLE001 - whoever asks gets one line, the log the rest
                _log.exception("%s failed", route_of(request.scope))
                return self.refused(request, 500, failed())

    def _visit(self, request: Request, language: Language, token: str) -> Visit:
        """Return a request on the catalogue that its visitor sent, else on that which all share."""
        own = self.sessions.of(token)
        if own is not None and own.held is not None and own.runner is not None:
            return Visit(request, own.runner, own.held, language, token, own)
        return Visit(request, self.runner, self.runner.resident.current(), language, token, own)

    def _tagged(self, response: Response, tag: str) -> Response:
        """Return a response that may be kept as long as it holds, here too, where it is an answer."""
        if response.status_code == HTTPStatus.OK and "Cache-Control" not in response.headers:
            response.headers["ETag"] = tag
            response.headers["Cache-Control"] = api.SEEN
            body = bytes(response.body)
            self._kept.keep(tag, (body, dict(response.headers)), len(body) + 1_000)
        return response

    def refused(self, request: Request, status: int, text: str) -> Response:
        """Return why there is no answer, as whoever asks reads it, without anything of the catalogue."""
        if request.url.path.startswith("/api/"):
            return api.problem(Refusal(status, text), request.url.path)
        return closed_page(status, text)

    def turned_away(self, request: Request, status: int) -> Response:
        """Return why a request was refused at the door."""
        self.counts.refused(DOOR)
        language = self.language(request)
        with speaking(language):
            return self.refused(request, status, at_the_door(status))

    async def ready(self, request: Request) -> Response:
        """Return whether there is a catalogue to answer from, and which: 200, or 503 with no word of why."""
        del request
        try:
            held = await self.workers.do(self.runner.resident.current)
        except (GraphmodelError, BusyError, TooLateError):
            return JSONResponse({"ready": False}, 503)
        return JSONResponse({"ready": True, "catalogue": held.catalogue.digest, "version": __version__})

    async def metrics(self, request: Request) -> Response:
        """Return the counts in Prometheus' text form."""
        del request
        gauges = {
            "graphmodel_kept_bytes": (
                "Bytes of answers and pages that are kept, about.",
                self.runner.kept + self._kept.size + self.sessions.kept,
            ),
            "graphmodel_working": ("Answers that are being made or wait for it.", self.workers.inside),
        }
        text = self.counts.text(gauges, {"catalogue": self.runner.resident.digest})
        return Response(text, headers={"Content-Type": METRICS_TYPE})


def _spoken(request: Request, response: Response, language: Language) -> Response:
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Cookie, Accept-Language"
    if request.query_params.get(LANGUAGE) == language and not request.url.path.startswith("/api/"):
        response.set_cookie(COOKIE, language, max_age=_YEAR, samesite="strict", httponly=True, path="/")
    return response


def application(
    resident: Resident,
    doors: Doors,
    workers: Workers | None = None,
    workspace: Workspace | None = None,
    log: Log | None = None,
    *,
    ahead: bool = False,
) -> Watched:
    """Return the application; the catalogue is read when it starts, and with ``ahead`` what many answers share is made."""
    explorer = Explorer(Runner(resident, workspace), doors, workers)
    importing = Importing(explorer.sessions, resident)
    routes = [
        Route("/health", _health),
        Route("/health/ready", explorer.ready),
        Route("/metrics", explorer.metrics),
        Mount("/static", StaticFiles(directory=HERE / "static")),
        Route("/", explorer.answering(pages.start)),
        Route("/all", explorer.answering(pages.every_answer)),
        Route("/search", explorer.answering(pages.search)),
        Route(try_links.PATH, explorer.answering(try_page.try_page)),
        Route(try_page.SAVE_PATH, explorer.receiving(try_page.save), methods=["POST"]),
        Route(import_page.PATH, explorer.answering(importing.show), methods=["GET"]),
        Route(import_page.PATH, explorer.receiving(importing.begin), methods=["POST"]),
        Route(import_page.ANSWERS_PATH, explorer.receiving(importing.answer), methods=["POST"]),
        Route(import_page.LEAVE_PATH, explorer.receiving(importing.leave), methods=["POST"]),
        Route(graph_words.PATH, explorer.answering(graph_words.graph_words)),
        Route("/suggest", explorer.answering(pages.suggest)),
        Route("/api/openapi.json", explorer.answering(_described)),
    ]
    for asked in answering().values():
        routes.append(Route(asked.path, explorer.answering(partial(_answer, asked.name))))
        routes.append(Route(f"/api{asked.path}", explorer.answering(partial(_api, asked.name))))
    for asked in documents().values():
        made = explorer.answering(partial(_document, asked.name))
        routes += [Route(asked.path, made), Route(f"{asked.path}{papers.ASK}", made)]
    routes += [Route(f"/{kind}/{{id:path}}", explorer.answering(partial(_record, kind))) for kind in RECORDS]

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncGenerator[None]:
        del app
        await asyncio.to_thread(resident.current)
        if ahead:  # who comes first would wait as long, and those who come with him would make it several times
            await asyncio.to_thread(explorer.runner.make_ahead)
        watching = asyncio.create_task(_forgetting(explorer.sessions))
        yield
        watching.cancel()
        explorer.workers.close()
        explorer.sessions.close()
        resident.close()

    async def missing(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        language = explorer.language(request)
        with speaking(language):
            text = say("There is no such page.") if status == 404 else at_the_door(status)
            return _spoken(request, explorer.refused(request, status, text), language)

    app = Starlette(routes=routes, lifespan=life, exception_handlers={HTTPException: missing})
    return Watched(Guarded(app, doors, explorer.turned_away), explorer.counts, log)


async def _forgetting(sessions: Sessions) -> None:
    """End sessions that are idle for too long, though nobody asks for a page."""
    while True:
        await asyncio.sleep(_OFTEN)
        await asyncio.to_thread(sessions.forget_old)


def _answer(name: str, visit: Visit) -> Response:
    return pages.answer(visit, answering()[name])


def _document(name: str, visit: Visit) -> Response:
    return papers.document(visit, documents()[name])


def _api(name: str, visit: Visit) -> Response:
    return api.answered(visit, answering()[name])


def _record(kind: str, visit: Visit) -> Response:
    return pages.record(visit, kind, str(visit.request.path_params["id"]))


def _described(visit: Visit) -> Response:
    del visit
    return JSONResponse(openapi.described())


async def _health(request: Request) -> Response:
    del request
    return PlainTextResponse("ok\n")
