"""NITF (IPTC's News Industry Text Format) in a file of its own: one article of an agency.

bytes ──lxml, nothing fetched──▶ head, body.head, body.content ──▶ Fields
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import IO, Any

from sayso.documents.fields import Fields, authors, mend
from sayso.documents.guard import guarded
from sayso.documents.lines import held
from sayso.documents.newsml import paragraphs_within
from sayso.documents.options import DocumentOptions
from sayso.documents.versions import corrected, withdrawal
from sayso.documents.xml_trees import name_of, root_of, words_of
from sayso.model import Rejected
from sayso.patterns import pattern

SIGN = pattern(rb"<nitf[\s>]", re.I)


def from_nitf(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """The article of a file, or the notice that withdraws one."""
    data = held(source, stream, options.max_file_bytes, "a NITF file")
    root = data if isinstance(data, Rejected) else root_of(data)
    if isinstance(root, Rejected | str):
        yield root if isinstance(root, Rejected) else Rejected(source, root)
        return
    yield guarded(source, None, partial(_article, root))


def _article(root: Any) -> Fields | str:
    doc_id = _told(root, "doc-id", "id-string")
    issued = _told(root, "date.issue", "norm") or _told(root, "story.date", "norm")
    version = (_told(root, "du-key", "version") or "")[:40], (issued or "")[:40]
    if status := withdrawal(_told(root, "docdata", "management-status") or ""):
        return Fields("", id=doc_id, version=version, withdrawn=status)
    text = paragraphs_within(root) if _one(root, "body.content") is not None else None
    if text is None:
        return "no text: the NITF document has no words in its body.content"
    clean, mended = mend(text)
    note = _told(root, "ed-msg", "info") or ""
    declared = {
        "dateline": words_of(_one(root, "dateline")),
        "credit": words_of(_one(root, "distributor")),
        "copyrightHolder": _told(root, "doc.copyright", "holder"),
        "editors-note": note or None,
    }
    heads = (words_of(_one(root, name)) for name in ("hl1", "hedline", "title"))
    return Fields(
        clean,
        id=doc_id,
        title=next(filter(None, heads), None),
        authors=authors(words_of(_one(root, "byline"))),
        published=issued,
        lang=root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        declared=tuple((name, said[:500]) for name, said in declared.items() if said),
        why=(*mended, *corrected(note)),
        version=version,
    )


def _one(root: Any, name: str) -> Any | None:
    return next((each for each in root.iter() if name_of(each) == name), None)


def _told(root: Any, name: str, attribute: str) -> str | None:
    element = _one(root, name)
    said = "" if element is None else element.get(attribute) or ""
    return " ".join(said.split()) or None
