"""Freeze what was read into a Document: everything is learned once, here, and points into the text.

Fields ─checks─▶ parts ─▶ title ─▶ day ─▶ outlet ─▶ defects, language, digest ─▶ Document | Rejected

Some dozens of articles take each step together: a step that has just been done is done again in two
thirds of the time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sayso.documents.cleaning import has_lost_marks
from sayso.documents.days import declared_day
from sayso.documents.fields import Fields
from sayso.documents.guard import guarded, readable_name
from sayso.documents.language import declared_language, language_of
from sayso.documents.layout import Page, lay_out
from sayso.documents.openings import signed_names
from sayso.documents.options import DocumentOptions
from sayso.documents.outlets import Evidence, credits_of, find_outlet
from sayso.documents.parts import parts_of_all
from sayso.documents.titles import find_title
from sayso.documents.versions import declared_version, notice
from sayso.model import Defect, Document, Part, Reason, Rejected
from sayso.text import defects_of

_MOST_KEYS = 300  # characters of keys of no use that are named
# articles that take each step together, and characters of them: as much as stays near the processor
_TOGETHER = 64
_MOST_CHARS = 1 << 18


@dataclass(frozen=True, slots=True)
class Source:
    """What an input lends to the ids of its articles, and what it is called where they came from.
    Both are safe to hash, write and print.
    """

    name: str
    shown: str

    @classmethod
    def named(cls, name: str) -> Source:
        """One that is called what it is named."""
        name = readable_name(name)
        return cls(name, name)


def freeze(fields: Fields, source: str, options: DocumentOptions) -> Document | Rejected:
    """The document, or why there is none: its text is blank, binary or over the limit, or reading
    it failed. Here a source, and the id made of it, become safe to hash, write and print.

    >>> freeze(Fields("  \\n"), "a.txt", DocumentOptions())
    Rejected(source='a.txt', reason='empty: there is no text in it', line=None)
    """
    return _apart(fields, Source.named(source), options)


def freeze_all(
    items: Iterable[tuple[Fields | Rejected, Source]], options: DocumentOptions
) -> Iterator[Document | Rejected]:
    """As `freeze` each of many, in order; what was refused already stays so, under the shown name
    of its source.

    >>> pile = [(Fields("One.", line=n), Source("a.csv", "in/a.csv")) for n in (1, 2)]
    >>> [(doc.id, doc.source) for doc in freeze_all(pile, DocumentOptions())]
    [('a.csv:1', 'in/a.csv:1'), ('a.csv:2', 'in/a.csv:2')]
    """
    held: list[tuple[Fields | Rejected, Source]] = []
    size = 0
    for item in items:
        held.append(item)
        size += len(item[0].text) if isinstance(item[0], Fields) else 0
        if len(held) >= _TOGETHER or size >= _MOST_CHARS:
            yield from _together(held, options)
            held, size = [], 0
    yield from _together(held, options)


def _together(
    held: Sequence[tuple[Fields | Rejected, Source]], options: DocumentOptions
) -> list[Document | Rejected]:
    """What has words step by step, the rest one after the other, and all where a step fails."""
    try:
        laid = [_laid_out(item, options) for item, _ in held]
        ready = [
            _Ready(item, source, page)
            for (item, source), page in zip(held, laid, strict=True)
            if page and isinstance(item, Fields)
        ]
        made = iter(_documents(ready, options))
        return [
            next(made) if page else _apart(item, source, options)
            for (item, source), page in zip(held, laid, strict=True)
        ]
    except MemoryError:
        raise
    except Exception:  # which of them cannot be read is found out
        return [_apart(item, source, options) for item, source in held]


def _apart(
    item: Fields | Rejected, source: Source, options: DocumentOptions
) -> Document | Rejected:
    if isinstance(item, Rejected):
        own = source.name == source.shown
        return item if own else replace(item, source=_shown(item.source, source))
    named = source.name if item.member is None else f"{source.name}!{item.member}"
    if item.withdrawn:
        made = Rejected(_shown(named, source), notice(item.withdrawn), item.line)
        return replace(made, withdraws=item.id, version=item.version)
    return guarded(_shown(named, source), item.line, lambda: _document(item, source, options))


def _shown(place: str, source: Source) -> str:
    return source.shown + place.removeprefix(source.name)


def _document(fields: Fields, source: Source, options: DocumentOptions) -> Document | str:
    page = _laid_out(fields, options)
    if page is None:
        return _unfit(fields.text, options)
    return _documents([_Ready(fields, source, page)], options)[0]


def _laid_out(item: Fields | Rejected, options: DocumentOptions) -> Page | None:
    """The page of what has words that can be read."""
    if isinstance(item, Rejected) or item.withdrawn or len(item.text) > options.max_chars:
        return None
    page = lay_out(item.text)
    return page if page.said and b"\0" not in page.utf8 else None  # found at once, in bytes


class _Ready(NamedTuple):
    """An article with words."""

    fields: Fields
    source: Source
    page: Page

    def place(self) -> str:
        """Where it stands in its source: `!member`, `:line`."""
        member, line = self.fields.member, self.fields.line
        place = "" if member is None else f"!{member}"
        return place if line is None else f"{place}:{line}"


def _documents(ready: Sequence[_Ready], options: DocumentOptions) -> list[Document]:
    """Each step for all, then the next."""
    every = [one.fields for one in ready]
    pages = [one.page for one in ready]
    places = [one.place() for one in ready]
    ids = [f.id or one.source.name + at for f, one, at in zip(every, ready, places, strict=True)]
    defects = [_defects(f, page) for f, page in zip(every, pages, strict=True)]
    parts = parts_of_all(
        ids, pages, headed=[f.title is not None for f in every], told=[f.marks for f in every]
    )
    with_parts = [*zip(every, parts, strict=True)]
    titles = [
        f.title or find_title(page, p) for page, (f, p) in zip(pages, with_parts, strict=True)
    ]
    days = [declared_day(f, f.text, p) for f, p in with_parts]
    outlets = [
        find_outlet(f, Evidence(doc_id, f.text, p, lost))
        for doc_id, (f, p), lost in zip(ids, with_parts, defects, strict=True)
    ]
    declared = [_declared(f, p) for f, p in with_parts]
    languages = [
        language_of(f.text, f.lang) if options.language else declared_language(f.lang)
        for f in every
    ]
    digests = [hashlib.sha256(page.utf8).hexdigest() for page in pages]
    return [
        Document(
            id=ids[n],
            text=f.text,
            title=titles[n],
            outlet=outlets[n][0],
            authors=f.authors or signed_names(f.text, p),
            published=days[n][0],
            url=f.url,
            lang=languages[n],
            digest=digests[n],
            parts=p,
            declared=declared[n],
            defects=defects[n],
            source=ready[n].source.shown + places[n],
            why=_keys(f) + f.why + days[n][1] + outlets[n][1],
        )
        for n, (f, p) in enumerate(with_parts)
    ]


def _defects(fields: Fields, page: Page) -> tuple[Defect, ...]:
    lost = "\ufffd" in fields.text or has_lost_marks(fields.text)
    unread: tuple[Defect, ...] = ("letters-lost",) if lost else ()
    return (*defects_of(fields.text, page.utf8), *unread, *_cut_short(fields))


def _declared(fields: Fields, parts: tuple[Part, ...]) -> tuple[tuple[str, str], ...]:
    """What the record declares, its version, and agencies that are credited, each once."""
    version = declared_version(fields.version) if fields.version else ()
    declared = (*fields.declared, *version, *credits_of(fields, fields.text, parts))
    return tuple(dict.fromkeys(declared)) if declared else ()


def _keys(fields: Fields) -> tuple[Reason, ...]:
    """Which keys of the record were taken, where options ask for it."""
    if not fields.keys:
        return ()
    taken = (Reason("key", ("taken", key, name)) for name, key in fields.keys if name)
    rest = ", ".join(key for name, key in fields.keys if not name)
    return (*taken, *([Reason("key", ("left", rest[:_MOST_KEYS]))] if rest else []))


def _cut_short(fields: Fields) -> tuple[Defect, ...]:
    if not fields.why:
        return ()
    return ("cut-short",) if any(reason.rule == "cut-short" for reason in fields.why) else ()


def _unfit(text: str, options: DocumentOptions) -> str:
    if not text or text.isspace():
        return "empty: there is no text in it"
    if "\0" in text:
        return "binary data, not text"
    return f"too large: {len(text):,} characters, the limit is {options.max_chars:,}"
