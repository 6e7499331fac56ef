"""The addresses of the server, and which task answers each. What takes work is done by the processes of `lanes`."""

from __future__ import annotations

import contextlib
import functools
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, Final
from urllib.parse import quote

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from iomkg.errors import IomkgError, QueryError, UsageError
from iomkg.namespaces import BASE
from iomkg.web import negotiation, protocol, versions
from iomkg.web.bench import stamp_of
from iomkg.web.description import description
from iomkg.web.desk import Desk
from iomkg.web.guards import BodyLimit, RateLimit, SafeHeaders
from iomkg.web.lanes import BusyError, Lane, Reply, TimeOverError
from iomkg.web.memory import Memory
from iomkg.web.metrics import Metrics
from iomkg.web.reconciliation import told
from iomkg.web.rendering import Asked
from iomkg.web.settings import Settings

Handler = Callable[[Request], Awaitable[Response]]
#: The files of a kept answer by their media types.
_KEPT: Final = {negotiation.ROWS["json"]: "/answer.json", "text/csv": "/answer.csv", "text/markdown": "/answer.md"}
_FRESH: Final = "public, max-age=300"
_FOR_EVER: Final = "public, max-age=31536000, immutable"
#: Threads that wait for processes: more than processes, so that those who wait for one do not keep others waiting.
_WAITING: Final = 200
_NAMING: Final = 2  # processes that find things by name: each holds all names, taken apart
_PATIENT: Final = 120.0  # seconds
_ANEW: Final = ("ready", "problem")  # tasks whose replies are not remembered


def create_app(settings: Settings) -> Starlette:
    """The server as an ASGI application. Its processes start with it, and end with it."""
    served = _Server(settings)
    return Starlette(
        routes=served.routes(),
        middleware=[
            Middleware(SafeHeaders),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD", "POST"],
                allow_headers=["Accept", "Accept-Language", "Content-Type", "If-None-Match"],
                expose_headers=["ETag", "Link", "Location"],
            ),
            Middleware(RateLimit, per_minute=settings.rate_limit),
            Middleware(BodyLimit, most=settings.body_limit),
        ],
        exception_handlers={HTTPException: _http_error, IomkgError: _error},
        lifespan=served.life,
    )


class _Server:
    """What the handlers share: the settings, the lanes and the metrics."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._metrics = Metrics()
        self._memory = Memory()
        make = functools.partial(Desk, settings)
        most, limit = settings.processes, settings.time_limit
        self._lanes = {
            name: Lane(make, most=processes, time_limit=seconds, memory_limit=settings.memory_limit)
            for name, processes, seconds in (
                ("pages", most, limit),
                # Clients' own queries never keep pages waiting.
                ("queries", most, limit),
                # What finds things by name is made when it is first needed, in some seconds; nothing in it is endless.
                ("names", min(most, _NAMING), max(limit, _PATIENT)),
            )
        }
        self._threads: anyio.CapacityLimiter | None = None

    @contextlib.asynccontextmanager
    async def life(self, _app: Starlette) -> AsyncIterator[None]:
        self._threads = anyio.CapacityLimiter(_WAITING)
        try:
            for name in ("pages", "queries"):
                await anyio.to_thread.run_sync(self._lanes[name].warm)
            yield
        finally:
            for lane in self._lanes.values():
                lane.close()

    def routes(self) -> list[Route | Mount]:
        addresses: Sequence[tuple[str, Handler, tuple[str, ...]]] = (
            ("/sparql", self.sparql, ("GET", "POST", "PUT", "DELETE", "PATCH")),
            ("/id/{rest:path}", self.thing, ("GET",)),
            ("/scheme/{rest:path}", self.thing, ("GET",)),
            ("/data/{rest:path}", self.data, ("GET",)),
            ("/version/{version}/id/{rest:path}", self.thing, ("GET",)),
            ("/version/{version}/scheme/{rest:path}", self.thing, ("GET",)),
            ("/version/{version}/data/{rest:path}", self.data, ("GET",)),
            ("/version/{version}/page/{rest:path}", self.thing_page, ("GET",)),
            ("/", self.page("home"), ("GET",)),
            ("/page/{rest:path}", self.thing_page, ("GET",)),
            ("/search", self.page("search", lane="names"), ("GET",)),
            ("/suggest", self.piece("suggest"), ("GET",)),
            ("/values/{query}/{parameter}", self.piece("suggest_value", "query", "parameter"), ("GET",)),
            ("/questions", self.page("questions"), ("GET",)),
            ("/questions/{name}", self.page("question", "name"), ("GET",)),
            ("/answers/{name}.{form}", self.page("answer", "name", "form"), ("GET",)),
            ("/ask", self.page("ask", lane="names"), ("GET",)),
            ("/map", self.page("world"), ("GET",)),
            ("/flows", self.page("flows"), ("GET",)),
            ("/editor", self.editor, ("GET",)),
            ("/ontology", self.page("ontology"), ("GET",)),
            ("/about", self.page("about"), ("GET",)),
            ("/reconcile", self.reconcile, ("GET", "POST")),
            ("/reconcile/propose", self.piece("reconcile_proposed"), ("GET",)),
            (f"/reconcile/{told.DRAFT}", self.reconcile_draft, ("GET",)),
            (f"/reconcile/{told.DRAFT}/reconcile", self.posted("reconcile_candidates_of_draft"), ("POST",)),
            (f"/reconcile/{told.DRAFT}/extend", self.posted("reconcile_extended_for_draft"), ("POST",)),
            (f"/reconcile/{told.DRAFT}/extend/propose", self.piece("reconcile_proposed"), ("GET",)),
            *(
                (f"/reconcile{version}/{path}", handler, ("GET",))
                for version in ("", f"/{told.DRAFT}")
                for path, handler in (
                    ("suggest/{what}", self.piece("reconcile_suggested", "what")),
                    ("preview", self.piece("reconcile_preview")),
                )
            ),
            ("/versions", self.page("versions"), ("GET",)),
            ("/dataset/{version}/answers/{id}", self.kept, ("GET",)),
            ("/versions/{version}/answers/{id}", self.page("kept", "version", "id"), ("GET",)),
            ("/versions/{path:path}", self.version_file, ("GET",)),
            ("/health", self.health, ("GET",)),
            ("/metrics", self.metrics, ("GET",)),
        )
        static = Mount("/static", StaticFiles(packages=[("iomkg.web", "static")]))
        return [
            *(Route(path, self._metrics.counted(path, does), methods=ways) for path, does, ways in addresses),
            static,
        ]

    async def sparql(self, request: Request) -> Response:
        """Clients' own queries; without one, a page to write it on, or what the endpoint can do."""
        accept = _accept(request)
        if request.method == "GET" and "query" not in request.query_params:
            if negotiation.HTML in accept:
                return RedirectResponse(self._address(request, "/editor"), 303, {"Vary": "Accept"})
            if any(kind in accept for kind in negotiation.TRIPLES.values()):
                kind = negotiation.form(accept, tuple(negotiation.TRIPLES.values())) or negotiation.TRIPLES["ttl"]
                described = description(self._address(request, "/sparql"), kind)
                return Response(described, 200, {"Vary": "Accept"}, media_type=kind)
        asked = protocol.read(
            request.method,
            request.query_params.multi_items(),
            request.headers.get("content-type", ""),
            await request.body(),
        )
        return self._response(request, await self._done("queries", "sparql", asked, accept))

    async def thing(self, request: Request) -> Response:
        """From the name of a thing to what is known of it: a page for people, data for programs."""
        kind = negotiation.form(_accept(request), (negotiation.HTML, *negotiation.TRIPLES.values()))
        if kind is None:
            raise HTTPException(406, f"there are {negotiation.HTML}, {', '.join(negotiation.TRIPLES.values())}")
        pinned = _pinned(request)
        path = request.url.path.removeprefix(pinned)
        suffix = next((suffix for suffix, form in negotiation.TRIPLES.items() if form == kind), None)
        target = f"{pinned}/data{path}.{suffix}" if suffix else f"{pinned}/page{path}"
        return RedirectResponse(self._address(request, target), 303, {"Vary": "Accept"})

    async def data(self, request: Request) -> Response:
        """What is known of a thing, as RDF."""
        name, _, suffix = request.path_params["rest"].rpartition(".")
        number = request.query_params.get("page", "1")
        page = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
        pinned = _pinned(request)
        reply = await self._done("pages", *_task(request, "data"), BASE + name, suffix, page)
        response = self._response(request, reply)
        own_page = self._address(request, f"{pinned}/page/{name}")
        links = [f'<{BASE}{name}>; rel="describes"', f'<{own_page}>; rel="alternate"; type="{negotiation.HTML}"']
        links += [
            f'<{self._address(request, f"{pinned}/data/{name}.{other}")}>; rel="alternate"; type="{kind}"'
            for other, kind in negotiation.TRIPLES.items()
            if other != suffix
        ]
        if page < int(reply.headers["X-Pages"]):
            links.append(f'<{self._address(request, f"{pinned}/data/{name}.{suffix}?page={page + 1}")}>; rel="next"')
        if pinned:
            links.append(f'<{self._address(request, f"/data/{name}.{suffix}")}>; rel="latest-version"')
            links.append(f'<{self._address(request, "/versions")}>; rel="version-history"')
            response.headers["Cache-Control"] = _FOR_EVER
        response.headers["Link"] = ", ".join(links)
        return response

    def page(self, task: str, *names: str, lane: str = "pages") -> Handler:
        """A page that needs to know nothing but its address: the parts of it called `names`, and the parameters."""

        async def handler(request: Request) -> Response:
            parts = [request.path_params[name] for name in names]
            return await self._page(request, [task], *parts, lane=lane)

        return handler

    def piece(self, task: str, *names: str) -> Handler:
        """The same for programs: what goes wrong is told in one line, not on a page."""

        async def handler(request: Request) -> Response:
            parts = [request.path_params[name] for name in names]
            return self._response(request, await self._done("names", task, _asked(request), *parts))

        return handler

    async def thing_page(self, request: Request) -> Response:
        """What is known of a thing, for people."""
        name = request.path_params["rest"]
        response = await self._page(request, _task(request, "thing"), BASE + name)
        if _pinned(request):
            newest, every = self._address(request, f"/page/{name}"), self._address(request, "/versions")
            response.headers["Link"] = f'<{newest}>; rel="latest-version", <{every}>; rel="version-history"'
        return response

    async def editor(self, request: Request) -> Response:
        """A query of one's own, with the address that programs ask."""
        return await self._page(request, ["editor"], self._address(request, "/sparql"), lane="queries")

    async def reconcile(self, request: Request) -> Response:
        """The Reconciliation Service API 0.2: what there is, candidates for `queries`, values for `extend`."""
        given = dict(request.query_params)
        if request.method == "POST":
            given |= dict(protocol.fields(await request.body()))
        asked = _asked(request)
        for field, task in (("queries", "reconcile_candidates"), ("extend", "reconcile_extended")):
            if field in given:
                return self._response(request, await self._done("names", task, asked.language, given[field]))
        return self._response(request, told.manifest(self._address(request, ""), asked.language))

    async def reconcile_draft(self, request: Request) -> Response:
        """What there is of the Reconciliation Service API 1.0."""
        manifest = told.manifest_of_draft(self._address(request, ""), _asked(request).language)
        return self._response(request, manifest)

    def posted(self, task: str) -> Handler:
        """An address that takes JSON."""

        async def handler(request: Request) -> Response:
            body = protocol.text(await request.body())
            return self._response(request, await self._done("names", task, _asked(request).language, body))

        return handler

    async def version_file(self, request: Request) -> Response:
        """A file of a published version, which never changes, or the feed of versions."""
        named = request.path_params["path"]
        path, kind = await anyio.to_thread.run_sync(versions.file, self._settings, named, limiter=self._threads)
        cached = _FRESH if named == versions.FEED else _FOR_EVER
        return FileResponse(path, media_type=kind, headers={"Cache-Control": cached})

    async def kept(self, request: Request) -> Response:
        """From the name of a kept answer to its page, or to the answer, in the form that is liked best."""
        kind = negotiation.form(_accept(request), (negotiation.HTML, *_KEPT))
        if kind is None:
            raise HTTPException(406, f"there are {negotiation.HTML}, {', '.join(_KEPT)}")
        target = "/versions/{version}/answers/{id}".format(**request.path_params) + _KEPT.get(kind, "")
        return RedirectResponse(self._address(request, quote(target)), 303, {"Vary": "Accept"})

    async def health(self, _request: Request) -> Response:
        """Whether the store can be read."""
        await self._done("pages", "ready")
        return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})

    async def metrics(self, _request: Request) -> Response:
        """What was asked and how long it took, for Prometheus."""
        working = {name: lane.working for name, lane in self._lanes.items()}
        return Response(self._metrics.text(working), media_type=self._metrics.kind)

    async def _page(self, request: Request, task: Sequence[str], *arguments: Any, lane: str = "pages") -> Response:
        asked = _asked(request)
        try:
            reply = await self._done(lane, *task, asked, *arguments)
        except IomkgError as error:
            if negotiation.form(_accept(request), (negotiation.HTML, "text/plain")) != negotiation.HTML:
                raise
            reply = await self._done("pages", "problem", asked, _status(error), str(error))
        return self._response(request, reply)

    async def _done(self, lane: str, task: str, *arguments: Any) -> Reply:
        work = functools.partial(self._reply, lane, task, *arguments)
        return await anyio.to_thread.run_sync(work, limiter=self._threads)

    def _reply(self, lane: str, task: str, *arguments: Any) -> Reply:
        if task in _ANEW:
            return self._lanes[lane].do(task, *arguments)
        # Taken before the task is done: a snapshot that comes meanwhile may be in the reply, an older one never.
        stamp, asked = stamp_of(self._settings), (task, *arguments)
        reply = self._memory.given(stamp, asked)
        if reply is None:
            reply = self._lanes[lane].do(task, *arguments)
            self._memory.keep(stamp, asked, reply)
        return reply

    def _address(self, request: Request, path: str) -> str:
        base = self._settings.base_url or f"{request.url.scheme}://{request.url.netloc}"
        return base + path

    def _response(self, request: Request, reply: Reply) -> Response:
        tag = f'"{hashlib.sha256(reply.body).hexdigest()[:20]}"'
        headers = {"ETag": tag, "Cache-Control": _FRESH, **reply.headers}
        if request.method != "POST" and tag in _tags(request.headers.get("if-none-match", "")):
            return Response(None, 304, headers)
        return Response(reply.body, reply.status, headers, media_type=reply.kind)


def _asked(request: Request) -> Asked:
    parameters = request.query_params
    language = negotiation.language(parameters.get("lang"), request.headers.get("accept-language", ""))
    rest = tuple((name, value) for name, value in parameters.multi_items() if name != "lang")
    return Asked(language, request.url.path, rest)


def _pinned(request: Request) -> str:
    """How the path begins, where it is of one published version; else empty."""
    version = request.path_params.get("version")
    return f"/version/{quote(version, safe='')}" if version is not None else ""


def _task(request: Request, task: str) -> tuple[str, ...]:
    """A task, or the same on the version that is asked for."""
    version = request.path_params.get("version")
    return ("pinned", version, task) if version is not None else (task,)


def _accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def _tags(header: str) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]


async def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)


async def _error(_request: Request, error: Exception) -> Response:
    """What went wrong, in one line, with the status that says whose fault it is."""
    headers = {"Retry-After": "10"} if isinstance(error, BusyError) else None
    return PlainTextResponse(f"{error}\n", _status(error), headers)


def _status(error: Exception) -> int:
    if isinstance(error, protocol.ProtocolError):
        return error.status
    if isinstance(error, QueryError | UsageError):
        return 400
    if isinstance(error, BusyError | TimeOverError):
        return 503
    return 500
