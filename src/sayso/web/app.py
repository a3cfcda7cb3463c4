"""The application: routes behind the guard, views in threads, errors with names.

request ─Guard─▶ endpoint ─in a thread─▶ view(desk, asked) ─▶ page | JSON | job awaited
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route as Path
from starlette.types import ASGIApp

from sayso.archive import NoStory
from sayso.errors import SaysoError
from sayso.web import articles, routes, stories
from sayso.web.asked import Asked, is_ours
from sayso.web.desk import Desk
from sayso.web.frame import Page, answered, as_json, asset
from sayso.web.guard import ENTER, Guard, TooLarge, local_path
from sayso.web.options import WebOptions
from sayso.web.worker import Job

_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_PATIENCE_S = 5.0  # how long a form waits for what it asked for before a page shows how far it is
_MOST_FIELDS = 3_000
_YEAR_S = 31_536_000  # how long the name is remembered
_STALE = "the form is older than the server, or not its own: load the page again"
_BY = "sayso-by"  # cookie with the name that was last given with a decision


def application(options: WebOptions) -> ASGIApp:
    """The app over an archive, which it opens at once. Raises WrongUse or OSError where the
    archive cannot be opened, or the options would let strangers in.
    """
    desk = Desk(options.checked())

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(desk.close)

    app = Starlette(
        routes=_paths(desk),
        lifespan=lifespan,
        exception_handlers=dict.fromkeys(
            (HTTPException, SaysoError, NoStory, TooLarge, Exception), _failed(desk)
        ),
    )
    guard = Guard(app, options)
    app.state.guard = guard
    return guard


def _paths(desk: Desk) -> list[Path]:
    made = [Path("/", _reading(desk, routes.ROUTES[0].view))]
    for route in routes.ROUTES:  # .json first: a name in a path may hold a full stop
        view = _reading(desk, route.view)
        made += [Path(f"{route.path}.json", view), Path(route.path, view)]
    for change in routes.CHANGES:
        step = _changing(desk, change)
        for path in (f"{change.path}.json", change.path):
            made.append(Path(path, step, methods=["POST"]))
    return [
        *made,
        Path("/article", _by_id(desk, articles.by_id)),
        Path("/story", _by_id(desk, stories.by_id)),
        Path("/original/{digest}", _original(desk)),
        Path("/openapi.json", _openapi),
        Path("/assets/{name}", _asset),
        Path(ENTER, _enter(desk), methods=["GET", "POST"]),
    ]


def _frame(desk: Desk, request: Request) -> dict[str, Any]:
    return {
        "read_only": desk.options.read_only,
        "most_bytes": desk.options.max_upload_bytes,
        "by": unquote(request.cookies.get(_BY, ""))[:200],
        "busy": desk.worker.busy(),
    }


def _reading(desk: Desk, view: Callable[[Desk, Asked], Page]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        def whole() -> Response:
            return answered(request, view(desk, Asked(request)), _frame(desk, request))

        return await run_in_threadpool(whole)

    return endpoint


def _changing(desk: Desk, change: routes.Change) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        most = desk.options.max_files
        try:
            async with request.form(max_files=most, max_fields=_MOST_FIELDS) as form:
                if not is_ours(request, form):
                    raise HTTPException(403, _STALE)
                asked = Asked(request, form)
                job = await run_in_threadpool(change.step, desk, asked)
                by = asked.field("by").strip()[:200]
        except MultiPartException as error:
            raise HTTPException(400, f"the form cannot be read: {error.message}") from error
        if change.kind == "form":
            await run_in_threadpool(job.ended.wait, _PATIENCE_S)
        answer = _of_job(request, job, at_once=change.kind == "form")
        if by:
            answer.set_cookie(_BY, quote(by), max_age=_YEAR_S, httponly=True, samesite="lax")
        return answer

    return endpoint


def _of_job(request: Request, job: Job, *, at_once: bool) -> Response:
    """Where a change leads; what was added leads to the page of the work even where that is done
    already, since it says what could not be read.
    """
    if job.state == "failed":
        raise HTTPException(400 if job.wrong_use else 500, job.error)
    if request.url.path.endswith(".json"):
        return as_json(job.row(), 200 if job.finished else 202)
    done = at_once and job.finished and job.state == "done"
    where = job.target if done else f"/work/{job.n}"
    return RedirectResponse(where, status_code=303)


def _by_id(desk: Desk, find: Callable[[Desk, Asked], str]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        where = await run_in_threadpool(find, desk, Asked(request))
        return RedirectResponse(where, status_code=303)

    return endpoint


def _original(desk: Desk) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        pieces, headers = await run_in_threadpool(articles.original, desk, Asked(request))
        return StreamingResponse(pieces, headers=headers, media_type="application/octet-stream")

    return endpoint


async def _openapi(_: Request) -> Response:
    return as_json(routes.openapi())


async def _asset(request: Request) -> Response:
    name = str(request.path_params["name"])
    try:
        text = asset(name)
    except KeyError:
        raise HTTPException(404, "there is no such file here") from None
    kind = f"{_KINDS[name.rsplit('.', 1)[-1]]}; charset=utf-8"
    kept = "public, max-age=31536000, immutable" if request.url.query else "no-cache"
    return Response(text, media_type=kind, headers={"cache-control": kept})


def _enter(desk: Desk) -> Callable[[Request], Any]:
    """The door, where a token is needed."""

    async def endpoint(request: Request) -> Response:
        if not desk.options.token:
            return RedirectResponse("/", status_code=303)
        after, wrong = local_path(request.query_params.get("next", "/")), False
        if request.method == "POST":
            async with request.form(max_files=0, max_fields=10) as form:
                told = form.get("token")
                after = local_path(form.get("next"))
                if not is_ours(request, form):
                    raise HTTPException(403, _STALE)
            if isinstance(told, str) and _guard(request).knows(told.strip()):
                answer = RedirectResponse(after, status_code=303)
                answer.headers.append("set-cookie", _guard(request).key_cookie())
                return answer
            wrong = True
        page = Page(
            "enter.html", "Token", {}, {"next": after, "wrong": wrong}, 401 if wrong else 200
        )
        return answered(request, page, _frame(desk, request))

    return endpoint


def _guard(request: Request) -> Guard:
    guard: Guard = request.app.state.guard
    return guard


def _named(error: Exception) -> tuple[str, int]:
    """What is said of an error, and its status; of a fault of ours no inner part."""
    if isinstance(error, HTTPException):
        return error.detail, error.status_code
    if isinstance(error, NoStory):
        return f"there is no story {error.args[0]} here any more", 404
    if isinstance(error, TooLarge):
        return "more was sent than is taken at once", 413
    if isinstance(error, SaysoError):
        return str(error), 400
    kind = type(error).__name__
    return f"{kind}: a fault of sayso; the server's log has the rest. Please report it", 500


def _failed(desk: Desk) -> Callable[[Request, Exception], Any]:
    """What cannot be answered, with its name: 404, 400 with the reason."""

    async def answer(request: Request, error: Exception) -> Response:
        said, status = _named(error)
        page = Page(
            "error.html", said[:120], {"error": said}, {"said": said, "status": status}, status
        )
        made = answered(request, page, _frame(desk, request))
        for name, value in (getattr(error, "headers", None) or {}).items():
            made.headers[name] = value
        return made

    return answer
