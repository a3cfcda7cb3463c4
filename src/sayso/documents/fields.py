"""What a record or a page says of itself, under one set of names, whatever its own keys are called.

{"headline": …, "body": …, "pub_date": …} ──synonyms──▶ Fields
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sayso.documents.by_hand import TARGETS, at, paths
from sayso.documents.cleaning import cleaned, cut_short
from sayso.documents.keys import Kept, Keys, accepted, folded, kept_in, key_of, keys_in, keys_of
from sayso.documents.options import DocumentOptions
from sayso.documents.utf8 import utf8_of
from sayso.documents.versions import Version, corrected, record_version, withdrawal
from sayso.model import PartKind, Reason
from sayso.patterns import pattern

_ROLE = pattern(
    r"\b(?:writer|editor|reporter|correspondent|contributor|staff|columnist|bureau|press|news)\b",
    re.I,
)
_JOINT = pattern(r"\s*(?:;|\||,|\band\b|&|\n)\s*")
# of what an object stands for
_NAMES = (
    *("name", "main", "rendered", "title", "$date", "$oid", "$numberLong", "value", "url", "@id"),
    *("literal", "original", "uri"),
)
# of an object that is a text
_TEXTS = ("rendered", "value", "text", "body", "html", "plain", "content")
_NOTHING = frozenset(
    {
        *("nan", "none", "null", "\\n", "n/a", "<na>", "nat", "undefined", "(null)", "[null]"),
        *("<null>", "#n/a", "[]", "{}", "nil", "[removed]"),
    }
)
_LONGEST_NOTHING = max(map(len, _NOTHING))
# objects inside a record that say of it what the record itself does not
_ABOUT = ("meta", "metadata", "embedded", "attributes", "fields", "info")
# of a feed's entry that was printed by a program
_OF_AN_ENTRY = frozenset({"titledetail", "summarydetail", "publishedparsed", "guidislink"})
_OF_A_VERSION = ("pubstatus", "version", "versioncreated")  # keys of what an agency sends
_MOST_PARTS = 1_000  # objects of a list that are joined to one text
_MOST_NAMES = 50  # authors of one article
_ADDRESS = pattern(r"https?://\S+$", re.I)
_SITE = pattern(r"https?://(?:www\d?\.)?([^/?#\s]+)/?$", re.I)  # an address without a path
_PRINTED = pattern(r"""'([^']{1,200})'|"([^"]{1,200})\"""")  # names in a list as it is printed
_MAILBOX = pattern(r"\S+@\S+\s*(?:\(([^)]+)\))?$")
_KINDS = {dict: "an object", list: "a list", bool: "true or false"}
_FLAT = frozenset({str, int, float, bool, type(None)})
_SURROGATE = pattern(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fields:
    """One article before it is frozen. `published` is as printed; `line` its place in a file of
    many.

    days    where else a page says when it was published, and what it says: ("the JSON-LD",
            "2020-01-07T09:30:00Z")
    member  the file of an archive that holds it
    summary only what a feed says of an article that stands at `url`
    keys    which key of a record was taken for which field, and under "" those that were not; only
            where options ask for it
    version number of an agency's version and when it was made, as printed
    marks   parts of the text that its source marks: kind, start, end
    withdrawn
            the status by which an agency forbids the use of the text
    """

    text: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    outlet_from: str = "record"
    authors: tuple[str, ...] = ()
    published: str | None = None
    days: tuple[tuple[str, str], ...] = ()
    url: str | None = None
    lang: str | None = None
    declared: tuple[tuple[str, str], ...] = ()
    line: int | None = None
    why: tuple[Reason, ...] = ()
    member: str | None = None
    summary: bool = False
    keys: tuple[tuple[str, str], ...] = ()
    version: Version | None = None
    withdrawn: str | None = None
    marks: tuple[tuple[PartKind, int, int], ...] = ()


_DEFAULT = DocumentOptions()


def from_record(
    record: Mapping[str, object], line: int | None = None, options: DocumentOptions = _DEFAULT
) -> Fields | str:
    """The fields of one record, or the reason in plain words why it holds no article.

    >>> from_record({"body": "It is calm.", "byline": "By Ann Lee"}).authors
    ('Ann Lee',)
    >>> from_record({"headline": "Calm returns"})
    'no text: it has headline; text is looked for under text, body, content, ...'
    """
    plain = keys_in(tuple(record))
    if _is_flat(record, plain) and not options.fields:
        keys: dict[str, object] = dict(zip(plain.folded, record.values(), strict=True))
        kept = plain.kept
    else:
        keys = _chosen(record, options)
        kept = kept_in(tuple(keys))
    if notice := _notice(keys, kept):
        return replace(notice, line=line)
    text = None
    for key in kept["text"]:
        if text := _text(keys[key]):
            break
    if not text:
        if by_hand := paths(options.fields).get("text"):
            return f"no text under {' or '.join(by_hand)[:100]}, where it is said to be"
        return _no_text(record, keys)
    clean, mended = mend(text)
    clean, undone = cleaned(clean)
    if not clean or clean.isspace():
        return "empty: its text is blank"
    outlet, url = _outlet_and_address(keys, kept)
    title, version = _first(keys, kept["title"]), _version(keys)
    summary = "summary" in keys and text == _text(keys["summary"])
    return Fields(
        text=clean,
        id=_first(keys, kept["id"]),
        title=cleaned(title)[0] if title else None,
        outlet=outlet,
        authors=_authors(keys, kept["authors"]) if kept["authors"] else (),
        published=_first(keys, kept["published"]),
        url=url,
        lang=_first(keys, kept["lang"]),
        declared=_declared(keys, kept["declared"]) if kept["declared"] else (),
        line=line,
        why=(*mended, *undone, *cut_short(clean), *(_corrected(keys) if version else ())),
        version=version,
        summary=summary and _ADDRESS.match(url or "") is not None,
        keys=_taken(record, keys, options) if options.explain else (),
    )


def _is_flat(record: Mapping[str, object], plain: Keys) -> bool:
    """A record of words and numbers, no two of its keys the same, and no feed's entry."""
    return (
        plain.single
        and _FLAT.issuperset(map(type, record.values()))
        and _OF_AN_ENTRY.isdisjoint(plain.folded)
    )


def _chosen(record: Mapping[str, object], options: DocumentOptions) -> dict[str, object]:
    """The record under folded keys, what is said by hand in place of what is known."""
    keys = _entry(_opened(folded(record)))
    for field, given in paths(options.fields).items():
        keys = {key: value for key, value in keys.items() if key not in keys_of(field)}
        keys[field] = next((got for path in given if _says(got := at(record, path))), None)
    return keys


def _authors(keys: Mapping[str, object], kept: tuple[str, ...]) -> tuple[str, ...]:
    return authors(next((keys[key] for key in kept if keys[key]), None))


def _declared(keys: Mapping[str, object], declared: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    kept_as = keys_of("declared")
    return tuple((kept_as[key], said) for key in declared if (said := said_by(keys[key])))


def mend(text: str) -> tuple[str, tuple[Reason, ...]]:
    """Halves of surrogate pairs, which no file can hold, become U+FFFD: one code point for one,
    offsets stay.

    >>> mend("so\\ud83d")[0]
    'so\ufffd'
    """
    if text.isascii():
        return text, ()
    try:
        utf8_of(text)  # ten times as quick as to search the text, and it will be asked for again
    except UnicodeEncodeError:
        pass
    else:
        return text, ()
    mended, count = _SURROGATE.subn("\ufffd", text)
    note = (Reason("half-characters", (count,)),) if count else ()
    return mended, note


def authors(value: object) -> tuple[str, ...]:
    """Author names out of a string, a list or objects with a `name`; roles and a leading "By" are
    left out.

    >>> authors("By Ann Lee and Bo Chen, Staff Writer")
    ('Ann Lee', 'Bo Chen')
    """
    if value is None:
        return ()
    names: list[str] = []
    pending = [value]
    while pending and len(names) < _MOST_NAMES:
        item = pending.pop()
        if isinstance(item, list | tuple):
            pending.extend(reversed(item[:_MOST_NAMES]))
        elif (said := said_by(item)) and not said.isdecimal():  # a number names nobody
            if said.startswith("[") and (printed := _PRINTED.findall(said[:5_000])):
                pending.extend(reversed([one or two for one, two in printed]))
                continue
            if mailbox := _MAILBOX.match(said):
                said = mailbox[1] or ""
            said = re.sub(r"^\s*(?:written\s+)?by:?\s+", "", said[:500], flags=re.I)
            names += [" ".join(piece.split()) for piece in _JOINT.split(said)]
    return tuple(dict.fromkeys(n for n in names if n and not _ROLE.search(n)))


def _opened(keys: dict[str, object]) -> dict[str, object]:
    """Where no text stands at the top, what an object inside holds, beneath what the top holds:
    the fields of a search service. Where one does, what objects about the article add.
    """
    if any(_text(keys[key]) for key in kept_in(tuple(keys))["text"]):
        for name in _ABOUT:
            if isinstance(value := keys.get(name), dict):
                keys = {**folded(value), **{k: v for k, v in keys.items() if _says(v)}}
        return keys
    for value in keys.values():
        if isinstance(value, dict):
            inner = folded(value)
            if any(_text(inner.get(key)) for key in keys_of("text")):
                outer = {key: held for key, held in keys.items() if held is not value}
                return {**inner, **{k: v for k, v in outer.items() if said_by(v)}}
    return keys


def _says(value: object) -> bool:
    return _text(value) is not None or said_by(value) is not None


def _entry(keys: dict[str, object]) -> dict[str, object]:
    """A feed's entry: its `source` is whom it credits; its summary may be all the text there is."""
    if _OF_AN_ENTRY.isdisjoint(keys):
        return keys
    keys = dict(keys)
    keys.setdefault("feedsource", keys.pop("source", None))
    keys.setdefault("text", keys.get("summary"))
    if any(_text(keys.get(key)) for key in keys_of("text") if key != "text"):
        keys.pop("text")
    return keys


def _notice(keys: Mapping[str, object], kept: Kept) -> Fields | None:
    """An agency's notice that a text is not to be used (ninjs: `pubstatus`)."""
    if "pubstatus" not in keys:
        return None
    status = withdrawal(said_by(keys.get("pubstatus")) or "")
    if status is None:
        return None
    return Fields("", id=_first(keys, kept["id"]), version=_version(keys), withdrawn=status)


def _version(keys: Mapping[str, object]) -> Version | None:
    if keys.keys().isdisjoint(_OF_A_VERSION):
        return None
    return record_version({name: said_by(keys.get(name)) for name in _OF_A_VERSION})


def _corrected(keys: Mapping[str, object]) -> tuple[Reason, ...]:
    """Only of what an agency sends: others write corrections under their articles."""
    signals = [said_by(keys.get(name)) or "" for name in ("signal", "signals")]
    again = (said_by(keys.get("correctionsequence")) or "0") not in ("0", "")
    return corrected(said_by(keys.get("ednote")) or "", [*signals, *["correction"] * again])


def _outlet_and_address(keys: Mapping[str, object], kept: Kept) -> tuple[str | None, str | None]:
    """An address under a name for the outlet is the article's address, or, without a path, that
    of the outlet's site.
    """
    said = [found for key in kept["outlet"] if (found := said_by(keys[key]))]
    url = _first(keys, kept["url"])
    if "://" not in "\n".join(said):
        return said[0] if said else None, url
    outlet = next((one for one in said if not _ADDRESS.match(one)), None)
    sites = [site[1] for one in said if (site := _SITE.match(one))]
    address = next((one for one in said if _ADDRESS.match(one) and not _SITE.match(one)), None)
    return outlet or next(iter(sites), None), url or address


def _taken(
    record: Mapping[str, object], keys: Mapping[str, object], options: DocumentOptions
) -> tuple[tuple[str, str], ...]:
    """Field and key of all that was taken, then the keys that were not."""
    names = {key_of(name): str(name)[:80] for name in record}
    for outer, value in record.items():
        if isinstance(value, dict):
            for inner in value:
                names.setdefault(key_of(inner), f"{str(outer)[:80]}.{str(inner)[:80]}")
    by_hand = paths(options.fields)
    taken: list[tuple[str, str]] = []
    for field in TARGETS:
        if field in by_hand:
            taken.append((field, " or ".join(by_hand[field])))
        elif key := next((k for k in keys_of(field) if k in keys and _says(keys[k])), None):
            taken.append((field, names.get(key, key)))
    taken += [
        (kept, names.get(key, key))
        for key, kept in keys_of("declared").items()
        if said_by(keys.get(key))
    ]
    used = {name for _, name in taken} | {name.partition(".")[0] for _, name in taken}
    if _version(keys):
        used |= {names[key] for key in _OF_A_VERSION if key in names}
    return (*taken, *(("", str(name)[:80]) for name in record if str(name)[:80] not in used))


def _text(value: object) -> str | None:
    """A string as it is; the words of an object that is a text; a list of such joined by blank
    lines; nothing else.
    """
    if isinstance(value, str):
        return value if value.strip() and not _is_nothing(value) else None
    if isinstance(value, dict):
        return next((v for k in _TEXTS if isinstance(v := value.get(k), str) and v.strip()), None)
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        joined = "\n\n".join(value)
        return joined if joined.strip() else None
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        if any("value" in item for item in value):  # the same text in several forms, or its roles
            main = [item for item in value if item.get("role") in (None, "main")] or value
            return next((said for item in main if (said := _text(item))), None)
        parts = [said for item in value[:_MOST_PARTS] if (said := _text(item))]
        return "\n\n".join(parts) or None
    return None


def _is_nothing(said: str) -> bool:
    """What programs print where a value is missing."""
    bare = said.strip()
    return len(bare) <= _LONGEST_NOTHING and bare.lower() in _NOTHING


def said_by(value: object) -> str | None:
    """A printable value: a string, a number, the name inside an object, or the first of a list.
    A number that is none says nothing: pandas writes NaN where a value is missing.

    >>> said_by([{"name": " Ann Lee "}]), said_by(float("nan"))
    ('Ann Lee', None)
    """
    if type(value) is str:
        bare = value.strip()
        if len(bare) <= _LONGEST_NOTHING and bare.lower() in _NOTHING:
            return None
        return (bare if bare.isascii() else mend(bare)[0]) or None
    while isinstance(value, dict | list):  # not by recursion: lists may be nested hundreds deep
        inner = map(value.get, _NAMES) if isinstance(value, dict) else iter(value[:1])
        value = next(filter(None, inner), None)
    if isinstance(value, str):
        return said_by(str(value))
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return str(value) if isinstance(value, int | float) else None


def _first(keys: Mapping[str, object], kept: tuple[str, ...]) -> str | None:
    for key in kept:
        if said := said_by(keys[key]):
            return said
    return None


def _no_text(record: Mapping[str, object], keys: Mapping[str, object]) -> str:
    held = [key for key in keys_of("text") if key in keys]
    if held:
        value = keys[held[0]]
        blank = value is None or value == [] or (isinstance(value, str) and not value.strip())
        kind = _KINDS.get(type(value), "a number")
        return "empty: its text is blank" if blank else f"its {held[0]} is not a text but {kind}"
    names = ", ".join(sorted(str(name)[:40] for name in record)[:12]) or "no keys at all"
    reason = f"no text: it has {names}; text is looked for under {accepted()}"
    address = _outlet_and_address(keys, kept_in(tuple(keys)))[1]
    return f"{reason}; the article may be fetched from {address[:300]}" if address else reason
