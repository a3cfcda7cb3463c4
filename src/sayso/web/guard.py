"""What stands before every page: who may come in, and what a browser may do with what it gets.

    request ─its Host─▶ ─its size─▶ ─token─▶ ─no forged change─▶ page ─▶ policy in the headers

A page of another site can neither read (no CORS, frames refused, Host checked against DNS
rebinding) nor change anything (Origin checked, and each form carries a token of its session).
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import logging
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.options import WebOptions

# scripts, styles and requests of our own files only; no frame, no plug-in, no other site
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_LOG = logging.getLogger("sayso.web")
_SAFE = ("GET", "HEAD")
_FORM_BYTES = 1_000_000  # of a form without files: a note has 20,000 characters
_OPEN = ("/enter", "/assets/")  # what a visitor without the token may see
ENTER = "/enter"


class TooLarge(Exception):
    """More bytes came than may."""


class Guard:
    """The application behind its guard."""

    def __init__(self, app: ASGIApp, options: WebOptions) -> None:
        """Secrets are made anew with each start: a form of an earlier one is refused."""
        self._app = app
        self._options = options
        self._secret = secrets.token_bytes(32)
        self._cookie = f"sayso-{options.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, let through or answered here."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = _cookies(headers.get("cookie", ""))
        session = cookies.get(self._cookie, "")
        fresh = "" if _is_session(session) else secrets.token_urlsafe(24)
        state = scope.setdefault("state", {})
        state["csrf"] = self.form_token(fresh or session)
        state["bearer"] = self._has_bearer(headers)
        sent = _Sent(send, self._set_cookie(fresh) if fresh else "")
        refused = self._refused(scope, headers, cookies)
        if refused is not None:
            await refused(scope, receive, sent)
            return
        try:
            await self._app(scope, _Counted(receive, self._most(scope)), sent)
        except Exception:
            if not sent.started:
                raise
            _LOG.exception("a fault, of which the visitor was told: %s", scope["path"])

    def form_token(self, session: str) -> str:
        """What every form of that session must hold."""
        return hmac.new(self._secret, session.encode(), hashlib.sha256).hexdigest()

    def knows(self, told: str) -> bool:
        """True for the token of the archive."""
        return bool(self._options.token) and _same(told, self._options.token)

    def key(self) -> str:
        """What the cookie of a visitor who gave the token holds."""
        told = self._options.token.encode()
        return hmac.new(self._secret, b"key:" + told, hashlib.sha256).hexdigest()

    def key_cookie(self) -> str:
        """The header that gives a visitor the key."""
        return f"{self._cookie}-key={self.key()}; Path=/; HttpOnly; SameSite=Lax"

    def _set_cookie(self, session: str) -> str:
        return f"{self._cookie}={session}; Path=/; HttpOnly; SameSite=Lax"

    def _most(self, scope: Scope) -> int:
        return self._options.max_upload_bytes if scope["path"] == "/add" else _FORM_BYTES

    def _refused(self, scope: Scope, headers: Headers, cookies: dict[str, str]) -> Response | None:
        if not is_called(headers.get("host", ""), self._options):
            return _plain(
                "this server does not go by that name; open it by its number, or start it with "
                "--name",
                421,
            )
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:18]) > self._most(scope):
            most = f"{self._most(scope):,} bytes"
            return _plain(f"too large: at most {most} are taken at once; send less at a time", 413)
        if self._options.token and not self._may_enter(scope, cookies):
            return self._to_the_door(scope)
        if scope["method"] in _SAFE:
            return None
        if self._options.read_only and scope["path"] != ENTER:
            return _plain("this archive is served --read-only: nothing can be changed", 403)
        if not is_same_origin(headers):
            return _plain("the form came from another site and is refused", 403)
        return None

    def _has_bearer(self, headers: Headers) -> bool:
        scheme, _, told = headers.get("authorization", "").partition(" ")
        wanted = self._options.token
        return bool(wanted) and scheme.lower() == "bearer" and _same(told.strip(), wanted)

    def _may_enter(self, scope: Scope, cookies: dict[str, str]) -> bool:
        if scope["state"]["bearer"] or scope["path"].startswith(_OPEN):
            return True
        return _same(cookies.get(f"{self._cookie}-key", ""), self.key())

    def _to_the_door(self, scope: Scope) -> Response:
        path = str(scope["path"])
        if scope["method"] not in _SAFE or path.endswith(".json"):
            return _plain("a token is needed: Authorization: Bearer TOKEN", 401)
        asked = scope.get("query_string", b"").decode("latin-1")
        whole = path + (f"?{asked}" if asked else "")
        return RedirectResponse(f"{ENTER}?next={quote(whole)}", status_code=303)


class _Sent:
    """Adds the headers that every answer has, and a session where there was none."""

    def __init__(self, send: Send, cookie: str) -> None:
        self._send = send
        self._cookie = cookie
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
            if self._cookie:
                headers.append("set-cookie", self._cookie)
        await self._send(message)


class _Counted:
    """Raises where more bytes come than may, whatever the length was said to be."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLarge
        return message


def is_called(host: str, options: WebOptions) -> bool:
    """True where a browser that names this host means this server: a name that its owner lets point
    here (DNS rebinding) is none of ours.

    >>> local = WebOptions("news.sayso")
    >>> [is_called(h, local) for h in ("127.0.0.1:8321", "localhost", "[::1]:8321", "gull.example")]
    [True, True, True, False]
    >>> is_called("192.0.2.7", local), is_called("192.0.2.7", WebOptions("a", host="0.0.0.0"))
    (False, True)
    """
    try:
        parts = urlsplit(f"//{host}")
        name = (parts.hostname or "").lower()
        _ = parts.port
    except ValueError:
        return False
    if name in {"localhost", options.host.lower().strip("[]"), *map(str.lower, options.names)}:
        return bool(name)
    try:
        number = ipaddress.ip_address(name)
    except ValueError:
        return False
    return number.is_loopback if options.is_local else True


def is_same_origin(headers: Headers) -> bool:
    """False where a browser says that a change was sent by another site."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def _same(told: str, wanted: str) -> bool:
    return hmac.compare_digest(told.encode("utf-8", "replace"), wanted.encode("utf-8", "replace"))


def _is_session(value: str) -> bool:
    return 20 <= len(value) <= 64 and value.replace("-", "").replace("_", "").isalnum()


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: held.value for name, held in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _plain(said: str, status: int) -> Response:
    return PlainTextResponse(said + "\n", status)


def local_path(wanted: Any) -> str:
    """A path of this server, and nothing that leads elsewhere.

    >>> local_path("/story/3?as_of=2024-03-01"), local_path("//gull.example"), local_path("x")
    ('/story/3?as_of=2024-03-01', '/', '/')
    """
    text = wanted if isinstance(wanted, str) else ""
    ok = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if ok and len(text) < 2_000 else "/"
