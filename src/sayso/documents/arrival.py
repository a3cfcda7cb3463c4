"""Freeze what was read into a Document: everything is learned once, here, and points into the text.

Fields ─checks─▶ parts ─▶ title ─▶ day ─▶ outlet ─▶ defects, language, digest ─▶ Document | Rejected
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sayso.documents.days import declared_day
from sayso.documents.fields import Fields
from sayso.documents.guard import guarded, readable_name
from sayso.documents.language import declared_language, language_of
from sayso.documents.layout import lay_out
from sayso.documents.openings import signed_names
from sayso.documents.options import DocumentOptions
from sayso.documents.outlets import Evidence, credits_of, find_outlet
from sayso.documents.parts import find_parts
from sayso.documents.titles import find_title
from sayso.documents.versions import declared_version, notice
from sayso.model import Defect, Document, Reason, Rejected
from sayso.text import defects_of

_MOST_KEYS = 300  # characters of keys of no use that are named


def freeze(fields: Fields, source: str, options: DocumentOptions) -> Document | Rejected:
    """The document, or why there is none: its text is blank, binary or over the limit, or reading
    it failed. Here a source, and the id made of it, become safe to hash, write and print.

    >>> freeze(Fields("  \\n"), "a.txt", DocumentOptions())
    Rejected(source='a.txt', reason='empty: there is no text in it', line=None)
    """
    source = readable_name(source)
    named = source if fields.member is None else f"{source}!{fields.member}"
    if fields.withdrawn:
        made = Rejected(named, notice(fields.withdrawn), fields.line)
        return replace(made, withdraws=fields.id, version=fields.version)
    return guarded(named, fields.line, lambda: _document(fields, source, options))


def _document(fields: Fields, source: str, options: DocumentOptions) -> Document | str:
    text = fields.text
    if len(text) > options.max_chars:
        return _unfit(text, options)
    page = lay_out(text)
    if not page.said or b"\0" in page.utf8:  # found at once, in bytes
        return _unfit(text, options)
    place = source if fields.member is None else f"{source}!{fields.member}"
    place = place if fields.line is None else f"{place}:{fields.line}"
    doc_id = fields.id or place
    unread: tuple[Defect, ...] = ("letters-lost",) if "\ufffd" in text else ()
    defects = (*defects_of(text, page.utf8), *unread, *_cut_short(fields))
    parts = find_parts(doc_id, page, headed=fields.title is not None, told=fields.marks)
    title = fields.title or find_title(page, parts)
    published, day_why = declared_day(fields, text, parts)
    outlet, outlet_why = find_outlet(fields, Evidence(doc_id, text, parts, defects))
    declared = (*fields.declared, *declared_version(fields.version))
    declared = (*declared, *credits_of(fields, text, parts))
    return Document(
        id=doc_id,
        text=text,
        title=title,
        outlet=outlet,
        authors=fields.authors or signed_names(text, parts),
        published=published,
        url=fields.url,
        lang=(
            language_of(text, fields.lang) if options.language else declared_language(fields.lang)
        ),
        digest=hashlib.sha256(page.utf8).hexdigest(),
        parts=parts,
        declared=tuple(dict.fromkeys(declared)) if declared else (),
        defects=defects,
        source=place,
        why=_keys(fields) + fields.why + day_why + outlet_why,
    )


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
