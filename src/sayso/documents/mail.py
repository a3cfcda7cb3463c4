"""Mail: one message (`.eml`), or many (`.mbox`): a newsletter is an article with headers.

bytes ──the standard library's parser──▶ subject, day, list or sender, the plain or HTML part
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import IO

from sayso.documents import pages
from sayso.documents.cleaning import cleaned
from sayso.documents.decode import decode
from sayso.documents.fields import Fields, mend
from sayso.documents.guard import guarded
from sayso.documents.lines import held
from sayso.documents.options import DocumentOptions
from sayso.model import Rejected

_FROM = re.compile(rb"^From [^\n]{3,200}\n(?=[A-Za-z-]{2,40}:)", re.M)
_HEADERS = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]*\n)*){3,}\r?\n"
)
_KNOWN = re.compile(
    rb"^(?:From|Subject|Date|MIME-Version|Message-ID|Received|Content-Type):", re.I | re.M
)
_LEAST_KNOWN = 3  # headers of mail from which a text that begins with headers is mail
_MOST_PARTS = 200  # parts of one message that are looked at


def looks_like_mail(head: bytes) -> bool:
    """True for what begins with the headers of a message.

    >>> looks_like_mail(b"From: a@b.c\\nSubject: x\\nDate: y\\n\\nIt was calm.")
    True
    """
    found = _HEADERS.match(head.replace(b"\r\n", b"\n"))
    return found is not None and len(set(_KNOWN.findall(found[0].lower()))) >= _LEAST_KNOWN


def from_mail(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """The messages of a file, in order."""
    data = held(source, stream, options.max_file_bytes, "mail; divide it")
    if isinstance(data, Rejected):
        yield data
        return
    starts = [m.start() for m in _FROM.finditer(data)]
    if not starts or starts[0] != 0:
        yield _read(source, data, None)
        return
    for n, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        body = data[data.index(b"\n", start) + 1 : end]
        yield _read(source, body, n if len(starts) > 1 else None)


def _read(source: str, data: bytes, place: int | None) -> Fields | Rejected:
    return guarded(source, place, lambda: _message(data, place))


def _message(data: bytes, place: int | None) -> Fields | str:
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        return "no mail: it has no headers"
    found = _text(message)
    if isinstance(found, str):
        return found
    sender = str(message.get("List-Id") or message.get("From") or "")
    name = re.sub(r"\s*<[^>]*>\s*", "", sender).strip(' "')
    return replace(
        found,
        title=_said(message, "Subject") or found.title,
        outlet=found.outlet or (name or None),
        published=_said(message, "Date"),
        id=(_said(message, "Message-ID") or "").strip("<>") or None,
        line=place,
    )


def _said(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return mend(" ".join(str(value).split()))[0][:500] or None if value else None


def _text(message: EmailMessage) -> Fields | str:
    """The plain part, else the HTML part read as a page, else why there is none."""
    parts = [part for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False)]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() != kind or part.get_content_disposition() == "attachment":
                continue
            payload = part.get_payload(decode=True)
            if not isinstance(payload, bytes) or not payload.strip():
                continue
            decoded = decode(payload, part.get_content_charset())
            if decoded is None:
                continue
            if kind == "text/plain":
                return Fields(mend(decoded.text)[0].replace("\r\n", "\n"), why=decoded.why)
            page = pages.from_page(decoded.text, why=decoded.why)
            if isinstance(page, Fields):
                return page
            text, why = cleaned(decoded.text)
            return Fields(text, why=decoded.why + why) if text.strip() else page
    return "no text: the mail has neither a plain nor an HTML part"
