"""NewsML-G2 (IPTC): the text items of an agency, alone or many in a message, with their versions.

    bytes ──lxml, nothing fetched──▶ newsItem ──itemMeta, contentMeta, contentSet──▶ Fields

Of a text in several forms the first that has words is taken: XHTML and NITF by their paragraphs,
plain text as it stands. A cancelled or withheld item is a notice that withdraws the text of its
guid. Packages and pictures hold no text: they are refused by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import IO, Any

from sayso.documents.fields import Fields, authors, mend
from sayso.documents.guard import guarded
from sayso.documents.lines import held
from sayso.documents.marked_up import words_within
from sayso.documents.options import DocumentOptions
from sayso.documents.versions import corrected, withdrawal
from sayso.documents.xml_trees import name_of, root_of, words_of
from sayso.model import Rejected
from sayso.patterns import pattern

SIGN = pattern(
    rb"<(?:[a-z0-9]{1,12}:)?(?:newsItem|newsMessage|packageItem)[\s>][^<]*?"
    rb"http://iptc\.org/std/nar/2006-10-01/"
)
_ITEMS = frozenset({"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem"})
_BODIES = ("body.content", "body", "block")  # of NITF, and of XHTML
_MOST = 10_000  # items of one message


def from_newsml(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """The items of a file, in order."""
    data = held(source, stream, options.max_file_bytes, "a NewsML file")
    root = data if isinstance(data, Rejected) else root_of(data)
    if isinstance(root, Rejected | str):
        yield root if isinstance(root, Rejected) else Rejected(source, root)
        return
    items = [each for each in root.iter() if name_of(each) in _ITEMS]
    if not items:
        yield Rejected(source, "empty: the message holds no items")
    for place, item in enumerate(items[:_MOST], 1):
        line = place if len(items) > 1 else None
        yield guarded(source, line, partial(_item, item, line))
    if len(items) > _MOST:
        yield Rejected(source, f"holds over {_MOST:,} items: the rest is not read")


def _item(item: Any, line: int | None) -> Fields | str:
    guid = " ".join((item.get("guid") or "").split()) or None
    version = (item.get("version") or "")[:40], (_said(item, "versionCreated") or "")[:40]
    status = withdrawal(_code(item, "pubStatus"))
    if status:
        return Fields("", id=guid, line=line, version=version, withdrawn=status)
    if name_of(item) != "newsItem":
        return f"no text: a {name_of(item)}, which only names others"
    text = _text(item)
    if text is None:
        kind = _code(item, "itemClass").rpartition(":")[2] or "unknown kind"
        return f"no text: a news item of {kind[:40]} without words in it"
    clean, mended = mend(text)
    note = _said(item, "edNote") or ""
    signals = [each.get("qcode") or "" for each in _all(item, "signal")]
    declared = {
        "dateline": _said(item, "dateline"),
        "credit": _said(item, "creditline"),
        "source": _named(item, "infoSource"),
        "copyrightHolder": _named(item, "copyrightHolder"),
        "editors-note": note or None,
    }
    return Fields(
        clean,
        id=guid,
        title=_said(item, "headline") or _said(item, "title"),
        outlet=_named(item, "provider"),
        authors=authors(_said(item, "by") or _named(item, "creator")),
        published=_said(item, "contentCreated") or _said(item, "firstCreated") or version[1],
        lang=_language(item),
        declared=tuple((name, said[:500]) for name, said in declared.items() if said),
        line=line,
        why=(*mended, *corrected(note, signals)),
        version=version,
    )


def _all(item: Any, name: str) -> Iterator[Any]:
    """The item's own elements of a name; those of its content are words, whatever they are."""
    for part in item:
        if name_of(part) == name:
            yield part
        elif name_of(part) != "contentSet":
            yield from (each for each in part.iter() if name_of(each) == name)


def _said(item: Any, name: str) -> str | None:
    return next((said for each in _all(item, name) if (said := words_of(each))), None)


def _named(item: Any, name: str) -> str | None:
    """Who is meant: by name, else as the item writes it, else the last piece of a code."""
    for each in _all(item, name):
        inner = next((words_of(child) for child in each if name_of(child) == "name"), None)
        code = (each.get("qcode") or "").rpartition(":")[2]
        if said := inner or each.get("literal") or code:
            return " ".join(said.split())
    return None


def _code(item: Any, name: str) -> str:
    return next((each.get("qcode") or each.get("uri") or "" for each in _all(item, name)), "")


def _language(item: Any) -> str | None:
    told: str | None = next((each.get("tag") for each in _all(item, "language")), None)
    return told or item.get("{http://www.w3.org/XML/1998/namespace}lang")


def _text(item: Any) -> str | None:
    for part in item:
        if name_of(part) != "contentSet":
            continue
        for content in part:
            if name_of(content) == "inlineXML" and (found := paragraphs_within(content)):
                return found
            if name_of(content) == "inlineData" and _is_words(content):
                return "".join(content.itertext()).strip("\r\n")
    return None


def _is_words(content: Any) -> bool:
    kind = (content.get("contenttype") or "text/plain").lower()
    return kind.startswith("text/") and not content.get("encoding") and bool(words_of(content))


def paragraphs_within(content: Any) -> str | None:
    """The words within the body of an element; None where there are none."""
    body = next(
        (each for name in _BODIES for each in content.iter() if name_of(each) == name), content
    )
    return words_within(body, loose=True) or None
