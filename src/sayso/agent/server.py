"""The Model Context Protocol over standard input and output, by its official package.

    client ──tools/list──▶ TOOLS with their schemas
           ──tools/call──▶ one thread that has the archive ──▶ an answer, or an error with its words

Nothing but the protocol goes to standard output. Questions are answered one after the other, while
pings and cancellations are answered at once.
"""

from __future__ import annotations

import asyncio
import json
import queue
import sys
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from sayso import __version__
from sayso.agent.library import Library
from sayso.agent.tools import INSTRUCTIONS, TOOLS
from sayso.agent.visible import visible
from sayso.errors import SaysoError, WrongUse, fault

_BEAT_S = 2.0  # seconds between two signs of life
_Job = tuple[Callable[[], Any], asyncio.AbstractEventLoop, "asyncio.Future[Any]"]


def serve(opening: Callable[[], Library]) -> None:
    """Answer a client until it closes its end. `opening` makes the library, which may take a while:
    the client is greeted at once, and its first question waits.

    Raises WrongUse where the package of the protocol is not installed.
    """
    try:
        from mcp.server import Server  # noqa: F401 (only to see that it is there)
    except ImportError as error:
        raise WrongUse("the extra `mcp` is needed: pip install 'sayso[mcp]'") from error
    asyncio.run(_served(opening))


class _Desk:
    """One thread that alone has the library, and what waits for it."""

    def __init__(self, opening: Callable[[], Library]) -> None:
        self._opening = opening
        self._library: Library | None = None
        self._failed: SaysoError | None = None
        self._waiting: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        # a daemon: a client that leaves is not kept waiting for what it asked last
        threading.Thread(target=self._work, daemon=True).start()

    async def ask(self, name: str, given: dict[str, Any]) -> dict[str, Any]:
        """The answer of a tool, once it is its turn. Raises SaysoError with words for a client."""
        tool = next((tool for tool in TOOLS if tool.name == name), None)
        if tool is None:
            raise WrongUse(
                f"there is no tool {name!r:.60}; there are {', '.join(t.name for t in TOOLS)}"
            )
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[dict[str, Any]] = loop.create_future()
        self._waiting.put((lambda: tool.ask(self._opened(), given), loop, answer))
        return await answer

    def _opened(self) -> Library:
        if self._library is None:
            raise self._failed or WrongUse("the archive is not open")
        return self._library

    def _work(self) -> None:
        try:
            self._library = self._opening()
        except SaysoError as error:
            self._failed = error
        except OSError as error:
            self._failed = WrongUse(f"{error.filename or 'archive'}: {error.strerror or error}")
        except Exception as error:
            self._failed = WrongUse(fault(error, "opened"))
        while True:
            job, loop, answer = self._waiting.get()
            if answer.cancelled():
                continue
            try:
                made: Any = job()
            except Exception as error:  # handed on to whoever waits
                made = error
            loop.call_soon_threadsafe(_give, answer, made)


def _give(answer: asyncio.Future[Any], made: Any) -> None:
    if answer.done():  # nobody waits any more
        return
    if isinstance(made, Exception):
        answer.set_exception(made)
    else:
        answer.set_result(made)


async def _beating(
    answer: Coroutine[Any, Any, dict[str, Any]], tell: Callable[..., Awaitable[None]]
) -> dict[str, Any]:
    """An answer, with a sign of life to a client that asked for some: many wait a minute at most
    for a server that says nothing.
    """
    waiting = asyncio.ensure_future(answer)
    seconds = 0.0
    try:
        while True:
            done, _ = await asyncio.wait({waiting}, timeout=_BEAT_S)
            if done:
                return waiting.result()
            seconds += _BEAT_S
            await tell(seconds, None, "reading what was not read yet")
    finally:
        waiting.cancel()


async def _served(opening: Callable[[], Library]) -> None:
    import mcp_types as types
    from mcp.server import Server, ServerRequestContext
    from mcp.server.stdio import stdio_server

    desk = _Desk(opening)
    offered = types.ListToolsResult(tools=[_offered(tool) for tool in TOOLS])

    async def list_tools(
        context: ServerRequestContext[Any], params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return offered

    async def call_tool(
        context: ServerRequestContext[Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        try:
            made = await _beating(
                desk.ask(params.name, params.arguments or {}), context.session.report_progress
            )
        except SaysoError as error:
            return _refusal(str(error))
        except Exception as error:
            print(f"sayso: {visible(fault(error, 'answered'))}", file=sys.stderr)
            return _refusal(f"this question could not be answered ({type(error).__name__})")
        text = types.TextContent(type="text", text=json.dumps(made, ensure_ascii=False))
        return types.CallToolResult(content=[text], structured_content=made)

    def _refusal(said: str) -> types.CallToolResult:
        text = types.TextContent(type="text", text=visible(said))
        return types.CallToolResult(content=[text], is_error=True)

    server = Server(
        "sayso",
        version=__version__,
        title="On whose say-so?",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    async with stdio_server() as (asked, answers):
        await server.run(asked, answers, server.create_initialization_options())


def _offered(tool: Any) -> Any:
    import mcp_types as types

    hints = types.ToolAnnotations(
        title=tool.title,
        read_only_hint=True,
        destructive_hint=False,
        idempotent_hint=True,
        open_world_hint=False,
    )
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.says,
        input_schema=tool.input_schema(),
        output_schema=tool.output_schema(),
        annotations=hints,
    )
