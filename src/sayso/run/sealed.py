"""Pages that are kept in an archive, sealed: what is shown as a page was made on this machine.

    page ─compressed─▶ seal + bytes ─kept─▶ ─seal true?─▶ page | None, and it is made again

An archive may come from somebody else, and its findings are escaped like all that comes in. A page
is markup already; so only one that bears the seal of this machine is shown.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import zlib
from pathlib import Path

_LEVEL = 6  # of 9, at which a page takes a tenth of its size
_SEAL = hashlib.sha256().digest_size
_LARGEST = 1 << 28  # bytes of a page
_KEY_BYTES = 32


def key_file() -> Path:
    """Where the key of this machine lies: `sayso/page-key` in the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "sayso" / "page-key"


def machine_key(path: Path) -> bytes:
    """The key in that file, made where there is none. Where it can be neither read nor written, one
    that lasts as long as the server.
    """
    fresh = secrets.token_bytes(_KEY_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(fresh)
    except FileExistsError:
        pass
    except OSError:
        return fresh
    try:
        held = path.read_bytes()
    except OSError:
        return fresh
    return held if len(held) == _KEY_BYTES else fresh


def sealed(page: str, about: str, key: bytes) -> bytes:
    """The page as it is kept; `about` says what it is the page of, and is sealed with it.

    >>> opened(sealed("<p>", "story 3", b"key"), "story 3", b"key")
    '<p>'
    """
    body = zlib.compress(page.encode("utf-8"), _LEVEL)
    return _seal(body, about, key) + body


def opened(kept: bytes | None, about: str, key: bytes) -> str | None:
    """The page; None where there is none, or none that this machine has made.

    >>> print(opened(sealed("<p>", "story 3", b"key"), "story 4", b"key"))
    None
    """
    if kept is None:
        return None
    seal, body = kept[:_SEAL], kept[_SEAL:]
    if not hmac.compare_digest(seal, _seal(body, about, key)):
        return None
    return zlib.decompressobj().decompress(body, _LARGEST).decode("utf-8")


def _seal(body: bytes, about: str, key: bytes) -> bytes:
    told = about.encode("utf-8")
    return hmac.digest(key, len(told).to_bytes(8, "big") + told + body, "sha256")
