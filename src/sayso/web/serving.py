"""The server itself: uvicorn on one address, until it is told to end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sayso.errors import WrongUse
from sayso.web.options import WebOptions

if TYPE_CHECKING:
    import uvicorn

_GRACE_S = 5  # seconds that answers under way have when the server is told to end


def serve(options: WebOptions, told: Callable[[str], None]) -> None:
    """Serve the archive until SIGINT or SIGTERM. `told` is given the address once.

    Raises WrongUse where the extra is not installed, the options let strangers in or the archive
    cannot be used, OSError where the port is taken.
    """
    server = made(options)
    shown = f"[{options.host}]" if ":" in options.host.strip("[]") else options.host
    told(f"http://{shown}:{options.port}/ shows {options.archive}; Ctrl-C ends it")
    server.run()


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
        host=options.host.strip("[]"),
        port=options.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=_GRACE_S,
    )
    return uvicorn.Server(config)
