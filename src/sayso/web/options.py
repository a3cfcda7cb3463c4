"""How an archive is served, and what is refused before anything is opened."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

from sayso.errors import WrongUse
from sayso.settings import Settings

_SHORTEST_TOKEN = 16  # characters; 96 bits in the base64 that `secrets.token_urlsafe` gives


@dataclass(frozen=True, slots=True)
class WebOptions:
    """How an archive is served.

    archive    path of the file; made where there is none, unless read_only
    host       number or name that is listened at
    names      further names by which browsers may call the server
    token      what a visitor must know; needed where others than this machine can reach the server
    read_only  nothing can be added or decided, and the file is opened for reading alone
    max_upload_bytes, max_files   of one parcel of uploads
    """

    archive: str
    host: str = "127.0.0.1"
    port: int = 8321
    names: tuple[str, ...] = ()
    token: str = ""
    read_only: bool = False
    max_upload_bytes: int = 64_000_000
    max_files: int = 500
    settings: Settings = field(default_factory=Settings)

    @property
    def is_local(self) -> bool:
        """Only this machine can reach the server."""
        return is_loopback(self.host)

    def checked(self) -> WebOptions:
        """The options themselves. Raises WrongUse where they would let strangers in.

        >>> WebOptions("news.sayso").checked().host
        '127.0.0.1'
        """
        if not self.is_local and not self.token:
            raise WrongUse(
                f"--host {self.host}: others could read the archive and change it; give --token "
                "WORDS, of 16 characters or more, which they will be asked for, or leave --host out"
            )
        if self.token and len(self.token) < _SHORTEST_TOKEN:
            raise WrongUse(
                f"--token: {len(self.token)} characters can be guessed; give {_SHORTEST_TOKEN} or "
                "more, such as those of: python -c 'import secrets; print(secrets.token_urlsafe())'"
            )
        return self


def is_loopback(host: str) -> bool:
    """True for what names this very machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("[::1]"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
