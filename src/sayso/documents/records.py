"""Records out of JSON Lines and JSON: a broken one is refused with its line, the rest is read.

bytes ──lines──▶ one object a line ──▶ Fields | Rejected
bytes ──whole──▶ list, {"articles": [...]}, {id: {...}} or one object ──▶ Fields | Rejected
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import IO

import orjson

from sayso.documents.by_hand import at, paths
from sayso.documents.decode import decode, is_binary_table
from sayso.documents.feeds import with_what_the_feed_says
from sayso.documents.fields import Fields, from_record
from sayso.documents.guard import guarded
from sayso.documents.keys import keys_of
from sayso.documents.lines import chunks, held, lines
from sayso.documents.options import DocumentOptions
from sayso.model import Rejected

_MAX_DEPTH = 3  # objects to open on the way to the list: {"response": {"docs": [...]}}
# keys of a text that stands in several forms: a feed's `content`, the `bodies` of ninjs
_OF_A_TEXT = frozenset(
    {
        *("value", "type", "language", "base", "role"),
        *("contenttype", "contentType", "wordcount", "wordCount", "charcount", "charCount"),
    }
)
_PLAIN = frozenset({str, int, bool, type(None)})
_MOST_EXACT = 2.0**63  # whole numbers from here on may come as a float
_GIVE_UP = 100  # broken lines without one good record after which the file is not JSON Lines


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A line of JSON Lines that nobody has looked into: it can be taken apart elsewhere."""

    source: str
    line: int
    said: bytes

    def taken_apart(self, options: DocumentOptions) -> Fields | Rejected | None:
        """What it holds; None for a blank one.

        >>> RawRecord("a.jsonl", 2, b'{"text": "One."}').taken_apart(DocumentOptions()).line
        2
        """
        step = partial(_record, self.source, self.said, self.line, options)
        return guarded(self.source, self.line, step)


def from_lines(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """One JSON object a line, split at newline bytes only."""
    for item in raw_lines(source, stream, options, raw=False):
        if not isinstance(item, RawRecord):  # there are none
            yield item


def raw_lines(
    source: str, stream: IO[bytes], options: DocumentOptions, *, raw: bool = True
) -> Iterator[Fields | Rejected | RawRecord]:
    """As `from_lines`; behind the first line that is a record all others come as they stand.

    >>> import io
    >>> pile = io.BytesIO(b'{"text": "One."}\\n{"text": "Two."}')
    >>> [type(item).__name__ for item in raw_lines("a.jsonl", pile, DocumentOptions())]
    ['Fields', 'RawRecord']
    """
    pieces = chunks(stream)
    head = next(pieces)
    if is_binary_table(head):
        yield Rejected(source, "binary data, not text")
        return
    good = bad = 0
    for number, line in lines(chain((head,), pieces), options.max_record_bytes):
        if raw and good and line is not None:
            yield RawRecord(source, number, line)
            continue
        item = _record(source, line, number, options)
        if item is None:
            continue
        good, bad = good + isinstance(item, Fields), bad + isinstance(item, Rejected)
        yield item
        if not good and bad >= _GIVE_UP:
            yield Rejected(
                source,
                f"gave up after {bad} lines without a record: is it JSON Lines?",
                line=number,
            )
            return
    if not good and not bad:
        yield Rejected(source, "empty: there is nothing in it")


def from_json(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """Every article of one JSON value. Articles of a list carry their place in it as `line`."""
    data = held(source, stream, options.max_file_bytes, "a JSON file; give it as JSON Lines")
    if isinstance(data, Rejected):
        yield data
        return
    decoded = decode(data)
    if decoded is None or not decoded.text.strip():
        yield Rejected(
            source, "binary data, not text" if decoded is None else "empty: there is nothing in it"
        )
        return
    value = _parsed(decoded.text)
    if isinstance(value, str):
        yield from _lines_after_all(source, decoded.text, value, options)
        return
    for item in _articles(source, with_what_the_feed_says(value[0]), options):
        yield replace(item, why=decoded.why + item.why) if isinstance(item, Fields) else item


def looks_like_list(head: bytes) -> bool:
    """True when the first sign is `[`: one JSON value, not a record a line."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"["


def _record(
    source: str, line: bytes | None, number: int, options: DocumentOptions
) -> Fields | Rejected | None:
    """One line; None for a blank one."""
    if line is None:
        return Rejected(
            source, f"too large: a line of over {options.max_record_bytes:,} bytes", line=number
        )
    if not line or line.isspace():
        return None
    quick = _quick(line)
    if quick is not None:
        return guarded(source, number, lambda: from_record(quick, number, options))
    decoded = decode(line)
    if decoded is None:
        return Rejected(source, "binary data, not text", line=number)
    value = _parsed(decoded.text)
    if isinstance(value, str):
        return Rejected(source, value, line=number)
    record = value[0]
    if not isinstance(record, dict):
        reason = 'not a JSON object: a line must look like {"text": ...}'
        return Rejected(source, reason, line=number)
    item = guarded(source, number, lambda: from_record(record, number, options))
    return replace(item, why=decoded.why + item.why) if isinstance(item, Fields) else item


def _quick(line: bytes) -> dict[str, object] | None:
    """The object of a line that is JSON to the letter, in UTF-8; None for any other line, for all
    but JSON's standard are read by `_parsed`, and so are numbers that only Python keeps whole.
    """
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(value, dict):
        return None
    if _PLAIN.issuperset(map(type, value.values())) or not _is_rounded(value):
        return value
    return None


def _is_rounded(value: object) -> bool:
    """True where some number is too large for 64 bits, and may have lost digits."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)
        elif isinstance(item, float) and abs(item) >= _MOST_EXACT:
            return True
    return False


def _parsed(text: str) -> tuple[object] | str:
    """The value in a box, or the reason why there is none."""
    try:
        return (json.loads(text),)
    except RecursionError:
        return "broken JSON: nested too deeply"
    except ValueError as error:
        return f"broken JSON: {error}"[:200]


def _lines_after_all(
    source: str, text: str, reason: str, options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """A `.json` file with an object a line, as many exports are; else why it is broken."""
    first = text.lstrip().split("\n", 1)
    box = _parsed(first[0])
    if len(first) == 1 or isinstance(box, str) or not isinstance(box[0], dict):
        yield Rejected(source, reason)
        return
    for number, line in enumerate(text.split("\n"), 1):
        item = _record(source, line.encode("utf-8", "surrogatepass"), number, options)
        if item is not None:
            yield item


def _articles(source: str, value: object, options: DocumentOptions) -> Iterator[Fields | Rejected]:
    if isinstance(value, dict) and _is_record(value, options):
        yield guarded(source, None, lambda: from_record(value, None, options))
        return
    found = _list(value, _MAX_DEPTH)
    if found is None and isinstance(value, dict):
        yield guarded(source, None, lambda: from_record(value, None, options))
    elif found is None:
        yield Rejected(source, "no articles: neither an object nor a list of them")
    elif not found:
        yield Rejected(source, "empty: the list has no articles")
    else:
        listed = [_listed(source, item, place, options) for place, item in enumerate(found, 1)]
        if len(listed) > 1 and all(isinstance(item, Rejected) for item in listed):
            first = listed[0].reason if isinstance(listed[0], Rejected) else ""
            yield Rejected(source, f"none of its {len(listed)} items is an article; {first}")
            return
        yield from listed


def _is_record(value: Mapping[str, object], options: DocumentOptions) -> bool:
    """Whether an object is an article itself, and does not hold a list of them."""
    if any(at(value, path) for path in paths(options.fields).get("text", ())):
        return True
    return any(
        key in value
        for key in keys_of("text")
        if not _is_list_of_objects(value.get(key)) or _are_texts(value[key])
    )


def _listed(source: str, item: object, place: int, options: DocumentOptions) -> Fields | Rejected:
    if not isinstance(item, dict):
        return Rejected(source, f"item {place} is not an object with a text")
    made = guarded(source, None, lambda: from_record(item, place, options))
    return (
        replace(made, reason=f"item {place}: {made.reason}") if isinstance(made, Rejected) else made
    )


def _list(value: object, depth: int) -> list[object] | None:
    """The list of articles: the value, one under a known key, or an object of objects by id."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or not depth:
        return None
    known = [key for key in keys_of("list") if key in value]
    for key in (*known, *value):
        if _is_list_of_objects(value[key]) or (key in known and value[key] == []):
            return list(value[key])
    if value and all(isinstance(item, dict) for item in value.values()):
        by_id = [{"id": key, **item} for key, item in value.items()]
        if any(isinstance(from_record(item), Fields) for item in by_id[:3]):
            return list(by_id)
    inner: Mapping[str, object] = value
    return next(
        (found for item in inner.values() if (found := _list(item, depth - 1)) is not None), None
    )


def _are_texts(value: object) -> bool:
    """A feed's `content`: objects that give a text and its kind, not articles."""
    return isinstance(value, list) and all(
        isinstance(item, dict) and "value" in item and set(item) <= _OF_A_TEXT for item in value
    )


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
