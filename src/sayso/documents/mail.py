"""Mail: one message (`.eml`), or many (`.mbox`): a newsletter is an article with headers.

bytes ──the standard library's parser──▶ subject, day, list or sender, the plain or HTML part
                                     ├──▶ messages attached to it, each an article
                                     └──▶ files attached to it, of the formats that are read
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from typing import IO, Any

from sayso.documents import pages
from sayso.documents.archives import ReadMember
from sayso.documents.cleaning import cleaned
from sayso.documents.decode import Decoded, decode
from sayso.documents.fields import Fields, mend
from sayso.documents.forwarded import forwarded
from sayso.documents.guard import guarded, readable_name
from sayso.documents.lines import held
from sayso.documents.options import DocumentOptions
from sayso.documents.unpacked import Budget
from sayso.model import Rejected
from sayso.patterns import pattern

_FROM = pattern(rb"^From [^\n]{3,200}\n(?=[A-Za-z-]{2,40}:)", re.M)
_HEADERS = pattern(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]*\n)*){3,}\r?\n"
)
_KNOWN = pattern(
    rb"^(?:From|Subject|Date|MIME-Version|Message-ID|Received|Content-Type):", re.I | re.M
)
_LEAST_KNOWN = 3  # headers of mail from which a text that begins with headers is mail
_MOST_PARTS = 200  # parts of one message that are looked at
_MOST_BOUNDARIES = 5_000  # lines that may part two parts; so many take seconds to tell apart
_DEEPEST_PART = 20  # multiparts within each other
_DEEPEST_MESSAGE = 5  # messages attached to messages
_ATTACHED = "message/rfc822"


def looks_like_mail(head: bytes) -> bool:
    """True for what begins with the headers of a message.

    >>> looks_like_mail(b"From: a@b.c\\nSubject: x\\nDate: y\\n\\nIt was calm.")
    True
    """
    found = _HEADERS.match(head.replace(b"\r\n", b"\n"))
    return found is not None and len(set(_KNOWN.findall(found[0].lower()))) >= _LEAST_KNOWN


def from_mail(
    source: str, stream: IO[bytes], options: DocumentOptions, read: ReadMember | None = None
) -> Iterator[Fields | Rejected]:
    """The messages of a file, in order, each followed by the messages and, through `read`, the
    files attached to it.
    """
    data = held(source, stream, options.max_file_bytes, "mail; divide it")
    if isinstance(data, Rejected):
        yield data
        return
    budget = Budget(options.max_unpacked_bytes)
    starts = [m.start() for m in _FROM.finditer(data)]
    if not starts or starts[0] != 0:
        yield from _read(source, data, None, partial(_files, source, read, budget))
        return
    for n, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        body = data[data.index(b"\n", start) + 1 : end]
        place = n if len(starts) > 1 else None
        yield from _read(source, body, place, partial(_files, source, read, budget))


_Files = Callable[[EmailMessage], Iterator[Fields | Rejected]]


def _read(
    source: str, data: bytes, place: int | None, files: _Files
) -> Iterator[Fields | Rejected]:
    message = guarded(source, place, lambda: _parsed(data))
    if isinstance(message, Rejected):
        yield message
        return
    for n, (one, depth) in enumerate(_messages(message), 1):
        named = source if n == 1 else f"{source}!message-{n}"
        found = guarded(named, place, partial(_article, one, place))
        forwards = any(part.get_content_type() == _ATTACHED for part in _parts(one))
        if isinstance(found, Fields):
            yield found if n == 1 else replace(found, member=f"message-{n}")
        elif not forwards:  # a message that only forwards others says nothing itself
            yield found
        if forwards and depth == _DEEPEST_MESSAGE:
            yield Rejected(named, f"messages over {depth} deep in one another: not opened", place)
        yield from files(one)


class _Lenient(policy.EmailPolicy):
    """Headers that the library's own parser falls over come as they are written."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # AttributeError, IndexError, whatever a bent header meets there
            return "".join(value.splitlines())


_LENIENT = _Lenient()


def _parsed(data: bytes) -> EmailMessage | str:
    if b"boundary" in data and data.count(b"\n--") > _MOST_BOUNDARIES:
        return f"a mail of over {_MOST_BOUNDARIES:,} parts: not opened"
    try:
        message = message_from_bytes(data, policy=_LENIENT)
    except RecursionError:
        return "nested too deeply: not opened"
    if not isinstance(message, EmailMessage) or not message.keys():
        return "no mail: it has no headers"
    return message


def _messages(message: EmailMessage) -> Iterator[tuple[EmailMessage, int]]:
    """A message and those attached to it, each with its depth, the outermost first."""
    pending = [(message, 0)]
    while pending:
        one, depth = pending.pop(0)
        yield one, depth
        if depth < _DEEPEST_MESSAGE:
            attached = (part for part in _parts(one) if part.get_content_type() == _ATTACHED)
            pending += [(inner, depth + 1) for part in attached for inner in _inner(part)]


def _inner(part: EmailMessage) -> list[EmailMessage]:
    held = part.get_payload()
    return [one for one in held if isinstance(one, EmailMessage)] if isinstance(held, list) else []


def _parts(message: EmailMessage) -> list[EmailMessage]:
    """The parts of a message that are no parts of another message attached to it."""
    return [part for part, _ in _grouped(message)]


def _grouped(message: EmailMessage) -> list[tuple[EmailMessage, int]]:
    """The same, each with what tells those that are one text in several forms."""
    found: list[tuple[EmailMessage, int]] = []
    pending = [(message, 0, 0)]
    while pending and len(found) < _MOST_PARTS:
        part, depth, group = pending.pop(0)
        if part.get_content_maintype() == "multipart" and depth < _DEEPEST_PART:
            forms = part.get_content_subtype() == "alternative"
            group = group or (id(part) if forms else 0)
            pending[:0] = [(inner, depth + 1, group) for inner in _inner(part)]
        else:
            found.append((part, group or id(part)))
    return found


def _files(
    source: str, read: ReadMember | None, budget: Budget, message: EmailMessage
) -> Iterator[Fields | Rejected]:
    """What the files attached to a message hold, as far as they are of a format that is read; not
    the text of the message itself, whatever it is called, nor its other forms.
    """
    parts = _grouped(message) if read else []
    body = _body(part for part, _ in parts)
    given = next((group for part, group in parts if body and part is body[0]), 0)
    for part, group in parts:
        if group == given and _is_shown(part):
            continue
        name = re.split(r"[/\\]", str(part.get_filename() or ""))[-1][:200]
        payload = part.get_payload(decode=True)
        if name and isinstance(payload, bytes) and read:
            name = readable_name(name)
            for item in read(f"{source}!{name}", io.BytesIO(payload), budget):
                yield replace(item, member=name) if isinstance(item, Fields) else item


def _article(message: EmailMessage, place: int | None) -> Fields | str:
    found = _text(message)
    if isinstance(found, str):
        return found
    if _is_saved_page(message):
        return replace(
            found, url=found.url or _said(message, "Snapshot-Content-Location"), line=place
        )
    inner = forwarded(found.text)
    sender = str(message.get("List-Id") or message.get("From") or "")
    sender = (inner.sender or "") if inner else sender
    name = re.sub(r"\s*<[^>]*>\s*", "", sender).strip(' "*')
    return replace(
        found,
        text=inner.text if inner else found.text,
        title=(inner.subject if inner else _said(message, "Subject")) or found.title,
        outlet=found.outlet or (name or None),
        published=(inner.date if inner else None) or _said(message, "Date"),
        id=(_said(message, "Message-ID") or "").strip("<>") or None,
        line=place,
    )


def _is_saved_page(message: EmailMessage) -> bool:
    """A page that a browser saved as mail (MHTML): the headers tell of the saving."""
    saved = str(message.get("From") or "").lstrip(' <"').lower().startswith("saved by ")
    return saved or "Snapshot-Content-Location" in message


def _said(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return mend(" ".join(str(value).split()))[0][:500] or None if value else None


def _text(message: EmailMessage) -> Fields | str:
    """The plain part, else the HTML part read as a page, else why there is none."""
    parts = _parts(message)
    body = _body(parts)
    if body is not None:
        part, decoded = body
        if part.get_content_type() == "text/plain":
            return Fields(mend(decoded.text)[0].replace("\r\n", "\n"), why=decoded.why)
        page = pages.from_page(decoded.text, why=decoded.why)
        if isinstance(page, Fields):
            return page
        text, why = cleaned(decoded.text)
        return Fields(text, why=decoded.why + why) if text.strip() else page
    if any(part.get_content_maintype() == "multipart" for part in parts):
        return f"nested too deeply: no text within {_DEEPEST_PART} levels of parts"
    return "no text: the mail has neither a plain nor an HTML part"


def _body(parts: Iterable[EmailMessage]) -> tuple[EmailMessage, Decoded] | None:
    """The part that is the text of a message, and its words."""
    shown = [part for part in parts if _is_shown(part)]
    shown.sort(key=lambda part: part.get_content_type() != "text/plain")
    for part in shown:
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            decoded = decode(payload, part.get_content_charset())
            if decoded is not None:
                return part, decoded
    return None


def _is_shown(part: EmailMessage) -> bool:
    """Words that are read with the message, not as a file attached to it."""
    kind = part.get_content_type()
    return kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment"
