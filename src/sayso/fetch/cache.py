"""What was fetched, kept on disk: a page is asked for once a day, and then only whether it changed.

DIR/<digest of the address>: one line of JSON, then the bytes
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sayso.settings import FetchOptions


@dataclass(frozen=True, slots=True)
class Held:
    """A kept answer; `conditions` are the headers that ask whether it has changed."""

    address: str
    content_type: str
    body: bytes
    fresh: bool
    conditions: dict[str, str]


class Cache:
    """The kept answers under one folder; with no hours to keep them, none."""

    def __init__(self, options: FetchOptions) -> None:
        self._hours = options.cache_hours
        own = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sayso" / "pages"
        self._folder = Path(options.cache) if options.cache else own

    def get(self, address: str) -> Held | None:
        """What is kept of an address; None where nothing is, or nothing whole."""
        if not self._hours:
            return None
        path = self._path(address)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            said = json.loads(head)
            if said["asked"] != address or said["length"] != len(body):
                return None
            age = time.time() - path.stat().st_mtime
            conditions = {k: str(v) for k, v in said["conditions"].items() if v}
            fresh = 0 <= age < self._hours * 3_600
            return Held(str(said["address"]), str(said["type"]), body, fresh, conditions)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def put(self, asked: str, address: str, headers: Mapping[str, str], body: bytes) -> None:
        """Keep an answer; a full or closed disk costs the keeping, not the answer."""
        if not self._hours or "no-store" in headers.get("cache-control", ""):
            return
        said = {
            "asked": asked,
            "address": address,
            "type": headers.get("content-type", ""),
            "length": len(body),
            "conditions": {
                "If-None-Match": headers.get("etag"),
                "If-Modified-Since": headers.get("last-modified"),
            },
        }
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(json.dumps(said).encode("ascii") + b"\n" + body)
            Path(name).replace(self._path(asked))

    def renew(self, address: str) -> None:
        """What is kept has not changed: it is as fresh as if it were new."""
        with contextlib.suppress(OSError):
            os.utime(self._path(address))

    def _path(self, address: str) -> Path:
        return self._folder / hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()
