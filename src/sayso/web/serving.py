"""The server itself: uvicorn on one address, until it is told to end."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from sayso.errors import WrongUse
from sayso.run.collecting import settle
from sayso.web.options import WebOptions

if TYPE_CHECKING:
    import uvicorn

_GRACE_S = 5  # seconds that answers under way have when the server is told to end


class PlainLines(logging.Formatter):
    """Lines of the log in which nothing of an article or an address can steer a terminal.

    >>> PlainLines().format(logging.makeLogRecord({"msg": "a\\x1b[31m\\u202eb"}))
    'a�[31m�b'
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the lines of an error below it."""
        said = super().format(record)
        return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in said)


def serve(options: WebOptions, told: Callable[[str], None]) -> None:
    """Serve the archive until SIGINT or SIGTERM. `told` is given the address once.

    Raises WrongUse where the extra is not installed, the options let strangers in, the archive
    cannot be used or the port is taken.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(PlainLines())
    for name in ("uvicorn", "sayso"):
        logging.getLogger(name).addHandler(handler)
    with listening(options) as listener:
        server = made(options)
        settle()
        shown = f"[{options.host}]" if ":" in options.host.strip("[]") else options.host
        told(f"http://{shown}:{options.port}/ shows {options.archive}; Ctrl-C ends it")
        server.run(sockets=[listener])


def listening(options: WebOptions) -> socket.socket:
    """The socket that is listened at. Raises WrongUse where it cannot be had."""
    host = options.checked().host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, options.port), family=family)
        # asyncio sets it only on sockets that name their protocol; without it a small answer waits
        # 40 ms for the other side to acknowledge its headers
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        raise WrongUse(
            f"cannot listen at {options.host}, port {options.port} ({error.strerror or error}); "
            "give another with --port"
        ) from error


def made(options: WebOptions) -> uvicorn.Server:
    """The server, the archive opened. Raises as `serve` does."""
    try:
        import uvicorn

        from sayso.web.app import application
    except ImportError as error:
        raise WrongUse(
            f"{error.name} is not installed: pip install 'sayso[web]' brings what `serve` needs"
        ) from error
    config = uvicorn.Config(
        application(options),
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=_GRACE_S,
    )
    return uvicorn.Server(config)
