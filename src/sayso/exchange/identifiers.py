"""What things are called where a standard asks for an identifier (an IRI), and JSON that any file
can hold.

Nothing here needs a register: an article without an address is a relative reference made of its id
(RFC 3986), its text is named by its digest (`ni`, RFC 6920), what was found by a UUID of the places
that it rests on (RFC 9562, version 5), so that the same finding has the same name in every run.
"""

from __future__ import annotations

import base64
import json
import re
import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit

from sayso.model import Document, Passage

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:x-sayso:found")
_ADDRESS = re.compile(r"""https?://[^\s<>"{}|\\^`\x00-\x20\x7f\ud800-\udfff]+""", re.I)
_SURROGATE = re.compile("[\ud800-\udfff]")


def web_address(doc: Document) -> str | None:
    """The article's address where it has one of the web, nothing else.

    >>> web_address(Document("a", "A.", url="javascript:alert(1)")) is None
    True
    """
    url = doc.url or ""
    if not _ADDRESS.fullmatch(url):
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def source_of(doc: Document) -> str:
    """The address, or the id as a relative reference.

    >>> source_of(Document("pile.jsonl:7", "A."))
    'pile.jsonl%3A7'
    """
    return web_address(doc) or local(doc.id)


def local(name: str) -> str:
    """Any name as a part of an identifier."""
    return quote(_SURROGATE.sub("\ufffd", name), safe="")


def text_name(doc: Document) -> str | None:
    """The text itself, named by its SHA-256 digest; None where it has none."""
    if not re.fullmatch("[0-9a-f]{64}", doc.digest):
        return None
    value = base64.urlsafe_b64encode(bytes.fromhex(doc.digest)).decode("ascii").rstrip("=")
    return f"ni:///sha-256;{value}"


def found(kind: str, places: Iterable[Passage], *more: str) -> str:
    """The name of what was found at those places.

    >>> found("quote", [Passage("a", 0, 4)])[:9]
    'urn:uuid:'
    """
    parts = [kind, *more, *((p.doc_id, p.start, p.end) for p in places)]
    return f"urn:uuid:{uuid.uuid5(_SPACE, json.dumps(parts))}"


def as_json(value: Any) -> bytes:
    """JSON in UTF-8; half a surrogate pair, which no encoding takes, stays escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return (_SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text) + "\n").encode("utf-8")
