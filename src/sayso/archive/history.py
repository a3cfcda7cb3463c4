"""Every text that an archive holds or held, in the order in which they came.

documents, revisions ──first texts by number, later ones by run──▶ Text, Text, …
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.archive.archive import Archive
from sayso.archive.packed import restored
from sayso.model import Document

_LAST = 1 << 40  # as the place of the text of today among those of its article


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an article, without its words.

    nth       its place among the texts of the article, from 1; that of today has a high one
    n         number of the article
    original  digest of the bytes that it was read out of, if they were kept
    source    where it stood, as the document says
    """

    run: int
    n: int
    nth: int
    doc_id: str
    digest: str
    original: str | None
    file: str
    source: str


def texts(archive: Archive) -> list[Text]:
    """All of them: first texts in the order of their articles' numbers, and the texts of one
    article in theirs.
    """
    now = archive.base.execute(
        f"SELECT run, n, {_LAST}, id, digest, original, file, source FROM documents"
    )
    found = [Text(*row) for row in now]
    earlier = archive.base.execute(
        "SELECT r.run, d.n, r.nth, d.id, r.digest, r.original, d.file, r.body"
        " FROM revisions r JOIN documents d ON d.id = r.doc"
    )
    for run, n, nth, doc_id, digest, original, file, body in earlier:
        source = restored(Document, body).source
        found.append(Text(run, n, nth, doc_id, digest, original, file, source))
    found.sort(key=lambda text: (text.n, text.nth))
    place: dict[int, int] = {}  # of a first text the run that brought it
    upto = max((text.run for text in found), default=0)
    for text, before in zip(found[::-1], [*found[-2::-1], None], strict=True):
        if before is None or before.n != text.n:
            # a withdrawal counts as the run of a text: what came after it tells better
            upto = place[text.n] = min(upto, text.run)
    seen: set[int] = set()

    def when(text: Text) -> tuple[int, int, int]:
        first = text.n not in seen
        seen.add(text.n)
        return place[text.n] if first else text.run, text.n, text.nth

    return sorted(found, key=when)


def document(archive: Archive, text: Text) -> Document:
    """The document of a text as it was kept."""
    if text.nth == _LAST:
        return archive.numbered(text.n)
    row = archive.base.execute(
        "SELECT body FROM revisions WHERE doc = ? AND nth = ?", (text.doc_id, text.nth)
    ).fetchone()
    return restored(Document, row[0])
