"""One address after another, fetched as a good guest does: robots.txt asked first, a pause between
two visits to a host, limits on size, time and redirects, and what was fetched kept for a day.

    address ─cache?─▶ place ─robots.txt─▶ pause ─▶ GET to the checked number ─redirect─▶ place …
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urljoin

from sayso.fetch.cache import Cache
from sayso.fetch.packed import Spoilt, Unpacker
from sayso.fetch.places import Place, Resolver, by_system, place_of
from sayso.settings import FetchOptions

T = TypeVar("T")
AGENT = "sayso"  # what robots.txt calls us
_READ = 65_536  # bytes
_MOST_ROBOTS = 500 * 1024  # bytes that are read of a robots.txt, as RFC 9309 asks
_LONGEST_PAUSE = 30.0  # seconds; a longer crawl-delay is not waited for
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_JSON = {"Content-Type": "application/json"}


class _Refused(Exception):
    """Why an address gives nothing; its text is the reason of the rejection."""


class _Unchanged(Exception):
    """What stands at an address is what stood there."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found: the last address after redirects, what it says it is, its bytes; `conditions`
    are the headers that ask whether it has changed since.
    """

    address: str
    content_type: str
    body: bytes
    conditions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """Remembers what robots.txt said and when a host was last visited; a door."""

    def __init__(self, options: FetchOptions, *, version: str, resolve: Resolver = by_system):
        self._options = options
        self._agent = f"{AGENT}/{version}"
        self._resolve = resolve
        self._robots: dict[str, Any] = {}
        self._visited: dict[str, float] = {}
        self._cache = Cache(options)

    def get(self, address: str) -> Fetched | str:
        """What stands at an address, or the reason why nothing was taken."""
        held = self._cache.get(address)
        if held and held.fresh:
            return Fetched(held.address, held.content_type, held.body)
        try:
            return self._followed(address, held.conditions if held else {}, held)
        except _Refused as refused:
            return str(refused)

    def ask(self, address: str, conditions: dict[str, str]) -> Fetched | str | None:
        """What stands at an address now, whatever is kept of it, or the reason why nothing was
        taken; None where it has not changed since those conditions were noted.
        """
        try:
            return self._followed(address, conditions, None)
        except _Unchanged:
            return None
        except _Refused as refused:
            return str(refused)

    def post(self, address: str, body: bytes) -> str | None:
        """Send JSON to an address; the reason why it was not taken, None where it was."""
        try:
            place = self._place(address)
            answer = self._within(
                lambda: self._requested(place, _JSON, self._options.max_bytes, cut=True, body=body)
            )
        except _Refused as refused:
            return str(refused)
        return None if 200 <= answer.status < 300 else f"the server answers with {answer.status}"

    def _followed(self, address: str, conditions: dict[str, str], held: Any) -> Fetched:
        here, seen = address, {address}
        while True:
            place = self._place(here)
            self._ask_leave(place, here)
            self._pause(place)
            answer = self._request(place, conditions if here == address else {})
            if answer.status == 304 and held:
                self._cache.renew(address)
                return Fetched(held.address, held.content_type, held.body)
            if answer.status == 304 and conditions:
                raise _Unchanged
            if answer.status not in _REDIRECTS:
                return self._taken(address, here, answer)
            here = urljoin(here, answer.headers.get("location", ""))
            if here in seen:
                raise _Refused("redirects in a circle")
            seen.add(here)
            if len(seen) > self._options.max_redirects + 1:
                raise _Refused(f"more than {self._options.max_redirects} redirects")

    def _taken(self, asked: str, here: str, answer: _Answer) -> Fetched:
        if answer.status != 200:
            raise _Refused(f"the server answers with status {answer.status}")
        kind = answer.headers.get("content-type", "")
        self._cache.put(asked, here, answer.headers, answer.body)
        told = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
        conditions = {k: answer.headers[v] for k, v in told.items() if v in answer.headers}
        return Fetched(here, kind, answer.body, conditions)

    def _place(self, address: str) -> Place:
        place = self._within(
            lambda: place_of(address, loopback=self._options.loopback, resolve=self._resolve)
        )
        if isinstance(place, str):
            raise _Refused(place)
        return place

    def _ask_leave(self, place: Place, address: str) -> None:
        """As RFC 9309 has it: no robots.txt forbids nothing, one that cannot be read everything."""
        if place.origin not in self._robots:
            self._robots[place.origin] = self._rules(place)
        rules = self._robots[place.origin]
        if isinstance(rules, str):
            raise _Refused(rules)
        if rules is not None and not rules.can_fetch(address, AGENT):
            raise _Refused("robots.txt does not allow it")

    def _rules(self, place: Place) -> Any:
        from protego import Protego

        here = Place(place.scheme, place.host, place.port, place.number, "/robots.txt")
        try:
            for _ in range(self._options.max_redirects + 1):
                answer = self._request(here, {}, most=_MOST_ROBOTS, cut=True)
                if answer.status not in _REDIRECTS:
                    break
                here = self._place(
                    urljoin(here.origin + here.target, answer.headers.get("location", ""))
                )
        except _Refused as refused:
            return f"robots.txt cannot be read ({refused})"
        if answer.status == 200:
            return Protego.parse(answer.body.decode("utf-8", "replace"))
        if 400 <= answer.status < 500:
            return None
        return f"robots.txt cannot be read (status {answer.status})"

    def _pause(self, place: Place) -> None:
        rules = self._robots.get(place.origin)
        asked = rules.crawl_delay(AGENT) if rules is not None and not isinstance(rules, str) else 0
        pause = max(self._options.pause_s, min(float(asked or 0), _LONGEST_PAUSE))
        wait = self._visited.get(place.host, -pause) + pause - time.monotonic()
        if place.host in self._visited and wait > 0:
            time.sleep(wait)
        self._visited[place.host] = time.monotonic()

    def _request(
        self, place: Place, more: dict[str, str], *, most: int = 0, cut: bool = False
    ) -> _Answer:
        limit = most or self._options.max_bytes
        return self._within(lambda: self._requested(place, more, limit, cut=cut))

    def _requested(
        self,
        place: Place,
        more: dict[str, str],
        limit: int,
        *,
        cut: bool,
        body: bytes | None = None,
    ) -> _Answer:
        import urllib3

        headers = {
            "Host": place.authority,
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            **more,
        }
        timeout = urllib3.Timeout(connect=self._options.timeout_s, read=self._options.timeout_s)
        try:
            with _pool(place, timeout) as pool:
                answer = pool.urlopen(
                    "GET" if body is None else "POST",
                    place.target,
                    body=body,
                    headers=headers,
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    assert_same_host=False,
                )
                named = {name.lower(): value for name, value in answer.headers.items()}
                return _Answer(answer.status, named, self._body(answer, limit, cut))
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise _Refused(_said(error)) from error

    def _body(self, answer: Any, limit: int, cut: bool) -> bytes:
        """The bytes, unpacked; what is too large or takes too long is not read to its end."""
        end = time.monotonic() + self._options.timeout_s
        held = bytearray()
        try:
            unpacker = Unpacker(answer.headers.get("content-encoding", ""), limit)
            while piece := answer.read1(_READ, decode_content=False):
                held += unpacker.take(piece)
                if len(held) > limit:
                    if cut:
                        return bytes(held[:limit])
                    raise _Refused(f"too large: over {limit:,} bytes")
                if time.monotonic() > end:
                    raise _Refused(self._too_slow())
            unpacker.end()
        except Spoilt as error:
            raise _Refused(str(error)) from error
        finally:
            answer.close()
        return bytes(held)

    def _too_slow(self) -> str:
        return f"too slow: no whole answer within {self._options.timeout_s:g} seconds"

    def _within(self, step: Callable[[], T]) -> T:
        """What a step gives, if it gives it in time: no timeout of a socket bounds a server that
        sends a byte now and then, nor one that names are asked of.
        """
        made: list[T] = []
        failed: list[Exception] = []

        def run() -> None:
            try:
                made.append(step())
            except Exception as error:  # handed on to whoever waits
                failed.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(self._options.timeout_s)
        if failed:
            raise failed[0]
        if not made:
            raise _Refused(self._too_slow())
        return made[0]


def _pool(place: Place, timeout: Any) -> Any:
    """Connections to the checked number, which asks for the host by its name, in TLS as well."""
    import urllib3

    number = f"[{place.number}]" if ":" in place.number else place.number
    if place.scheme == "http":
        return urllib3.HTTPConnectionPool(number, place.port, timeout=timeout)
    return urllib3.HTTPSConnectionPool(
        number,
        place.port,
        timeout=timeout,
        cert_reqs="CERT_REQUIRED",
        server_hostname=place.host,
        assert_hostname=place.host,
    )


def _said(error: Exception) -> str:
    from urllib3 import exceptions

    if isinstance(error, exceptions.NewConnectionError):  # a kind of timeout to the library
        return "the server cannot be reached"
    if isinstance(error, exceptions.TimeoutError | TimeoutError):
        return "too slow: the server does not answer in time"
    if isinstance(error, exceptions.SSLError):
        return f"its certificate is not trusted ({str(error)[:200]})"
    return f"cannot be fetched ({type(error).__name__}: {str(error)[:200]})"
