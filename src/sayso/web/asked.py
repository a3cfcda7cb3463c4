"""What was asked, read with care: numbers, days and words in bounds, or an error that says which.

request ─▶ Asked: number(n) · text(q) · day(as_of) · form
"""

from __future__ import annotations

import hmac
from datetime import date
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from sayso.archive import typed_day
from sayso.errors import WrongUse

_LONGEST = 2_000  # characters of a value in an address
_DIGITS = 12  # of a number; SQLite's go to 2**63
_LARGEST = 10**_DIGITS - 1


class Asked:
    """One request, for a view that may block."""

    def __init__(self, request: Request, form: FormData | None = None) -> None:
        """`form` is what a change was sent with."""
        self.request = request
        self.form = form if form is not None else FormData()

    @property
    def for_json(self) -> bool:
        """True where the answer will be JSON."""
        return str(self.request.url.path).endswith(".json")

    def number(self, name: str) -> int:
        """A number of the path. Raises 404 where it can be none of ours."""
        value = str(self.request.path_params[name])
        if not _is_whole(value):
            raise HTTPException(404, f"there is no number {value[:40]!r} here")
        return int(value)

    def text(self, name: str, default: str = "") -> str:
        """A value of the query. Raises WrongUse where it is too long."""
        value = self.request.query_params.get(name, default)
        if len(value) > _LONGEST:
            raise WrongUse(f"{name}: longer than {_LONGEST:,} characters")
        return value

    def texts(self, name: str) -> list[str]:
        """All values of that name in the query."""
        return self.request.query_params.getlist(name)[:_LONGEST]

    def whole(self, name: str, default: int, *, most: int = _LARGEST) -> int:
        """A whole number of the query. Raises WrongUse where it is none."""
        value = self.text(name)
        if not value:
            return default
        if not _is_whole(value) or not 0 < int(value) <= most:
            raise WrongUse(f"{name}={value[:40]}: a whole number from 1 to {most:,} is needed")
        return int(value)

    def day(self, name: str) -> date | None:
        """A day of the query, None where none is given. Raises WrongUse."""
        value = self.text(name)
        return typed_day(name, value) if value else None

    def stretch(self, name: str) -> tuple[int, int] | None:
        """Two offsets joined by a hyphen (140-220). Raises WrongUse."""
        value = self.text(name)
        if not value:
            return None
        first, _, last = value.partition("-")
        if not all(map(_is_whole, (first, last))):
            raise WrongUse(f"{name}={value[:40]}: write two offsets, as in 140-220")
        return int(first), int(last)

    # ---- forms ----------------------------------------------------------------------

    def field(self, name: str, default: str = "") -> str:
        """A field of the form."""
        value = self.form.get(name, default)
        return value if isinstance(value, str) else default

    def fields(self, name: str) -> list[str]:
        """All fields of that name."""
        return [value for value in self.form.getlist(name) if isinstance(value, str)]

    def files(self, name: str) -> list[UploadFile]:
        """All files of that name; an empty choice is none."""
        found = [value for value in self.form.getlist(name) if isinstance(value, UploadFile)]
        return [file for file in found if file.filename]


def _is_whole(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= _DIGITS


def is_ours(request: Request, form: FormData) -> bool:
    """True where the form holds the token of its session, or the visitor gave the token of the
    archive, which no browser adds by itself.
    """
    state: dict[str, Any] = request.scope["state"]
    given = form.get("csrf") or request.headers.get("x-csrf-token", "")
    told = given if isinstance(given, str) else ""
    return bool(state["bearer"]) or hmac.compare_digest(
        told.encode("utf-8", "replace"), str(state["csrf"]).encode()
    )
