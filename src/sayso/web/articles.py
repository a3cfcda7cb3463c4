"""Articles: one with all that was found in it and how its text changed, two side by side, and the
bytes that one came in.

    number ─▶ id ─▶ its story's dossier ─▶ the text, marked    revisions ─▶ what changed
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException

from sayso.archive import Archive, Revision
from sayso.copies import differences
from sayso.dossiers import side_by_side
from sayso.dossiers.anchors import web_address
from sayso.dossiers.live import Live, article_part, compared_part
from sayso.errors import WrongUse
from sayso.model import Document
from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.plain import copy_row, document_row
from sayso.web.asked import Asked
from sayso.web.decisions import decision_views
from sayso.web.desk import Desk
from sayso.web.frame import Page
from sayso.web.revisions import pieces, shortened
from sayso.web.stories import dossier_of, waiting
from sayso.web.worker import Job

_MOST_REVISIONS = 20  # of an article that are shown, the latest
_DISPOSITION = 'attachment; filename="{}"'


def article(desk: Desk, asked: Asked) -> Page:
    """One article: its text with every finding marked, its revisions, what was decided of it."""
    n, at = asked.number("n"), asked.stretch("at")
    with desk.reading() as keeper:
        archive = keeper.archive
        doc = document_of(archive, n)
        story = archive.shelves.story_of([doc.id]).get(doc.id)
        revisions = archive.revisions(doc.id)[-_MOST_REVISIONS:]
        decided = decision_views(archive, archive.decisions.about([doc.id]))
        original = archive.original_of(doc.id)
    if story is None:
        raise HTTPException(404, f"article {n} is not in a story yet; it is being placed")
    held = dossier_of(desk, story)
    if isinstance(held, Job):
        return waiting(held, doc.title or doc.id)
    made, dossier = held
    with desk.reading() as keeper:
        live = desk.live(keeper.archive, made)
    if doc.id not in live.own or doc.id not in {d.id for d in dossier.documents}:
        raise HTTPException(404, f"article {n} could not be read")
    day = next((d for d in dossier.findings.days if d.doc_id == doc.id), None)
    history = revision_rows(doc, revisions)
    more = {
        "n": n,
        "story": story,
        "revisions": history,
        "original": original,
        "decisions": decided,
    }
    views = {
        **more,
        "heading": doc.title or doc.id,
        "web": web_address(doc.url),
        "story_title": dossier.title,
        "part": Markup(article_part(dossier, doc.id, live, at)),
        "others": [(live.own[d.id], d) for d in dossier.documents if d.id != doc.id],
    }

    def plain() -> dict[str, Any]:
        return {**document_row(doc, day), **more, "findings": _findings_of(dossier, doc.id)}

    return Page("article.html", doc.title or doc.id, plain, views)


def document_of(archive: Archive, n: int) -> Document:
    """A document by its number. Raises 404, which says where one was withdrawn."""
    try:
        doc_id = archive.id_of(n)
    except KeyError:
        raise HTTPException(404, f"there is no article {n} here") from None
    try:
        return archive.get(doc_id)
    except KeyError:
        reason = archive.withdrawn().get(doc_id, "")
        raise HTTPException(404, f"article {n} was withdrawn: {reason}") from None


def _findings_of(dossier: Any, doc_id: str) -> list[dict[str, Any]]:
    return [
        {"id": f.id, "what": f.what, "places": [[t.at.start, t.at.end] for t in told]}
        for f in dossier.findings.findings
        if (told := [t for t in f.tellings if t.at.doc_id == doc_id])
    ]


def revision_rows(doc: Document, revisions: tuple[Revision, ...]) -> list[dict[str, Any]]:
    """Each earlier text and what the next one changed in it, the latest change first."""
    texts = [*(r.document for r in revisions), doc]
    rows = []
    for revision, new in zip(revisions, texts[1:], strict=True):
        old = revision.document
        found = pieces(old.text, new.text)
        rows.append(
            {
                "nth": revision.nth,
                "made": revision.made,
                "title": old.title,
                "title_changed": old.title != new.title,
                "new_title": new.title,
                "original": revision.original,
                "changes": [{"kind": c.kind, "text": c.text} for c in shortened(found)],
                "same": all(c.kind == "kept" for c in found),
            }
        )
    return rows[::-1]


def by_id(desk: Desk, asked: Asked) -> str:
    """The page of an article by the id of its document. Raises 404."""
    with desk.reading() as keeper:
        try:
            return f"/article/{keeper.archive.number(asked.text('id'))}"
        except (KeyError, UnicodeEncodeError):
            raise HTTPException(404, "there is no article of that id here") from None


# ---- two side by side --------------------------------------------------------------------


def compare(desk: Desk, asked: Asked) -> Page:
    """Two articles side by side, what both print linked to its places."""
    a, b = asked.whole("a", 0), asked.whole("b", 0)
    if not a or not b or a == b:
        raise WrongUse("compare: two different articles are needed, by their numbers: ?a=1&b=2")
    with desk.reading() as keeper:
        pair = {doc.id: doc for doc in (document_of(keeper.archive, n) for n in (a, b))}
        own = {doc_id: keeper.archive.number(doc_id) for doc_id in pair}
    one, two = (pair[doc_id] for doc_id in sorted(pair))
    graph = Journey(MemoryPile(pair.values()), desk.options.settings).graph
    copy = graph.copies[0] if graph.copies else None
    told = differences(copy, pair.__getitem__) if copy else ()
    view = side_by_side(one, two, copy, told)
    plain = {
        "a": document_row(one) | {"n": own[one.id]},
        "b": document_row(two) | {"n": own[two.id]},
        "verdict": view.verdict,
        "copy": copy_row(copy, told) if copy else None,
    }
    part = Markup(compared_part(view, Live(own=own)))
    title = f"{view.a.title} beside {view.b.title}"
    return Page("compare.html", title, plain, {"part": part})


# ---- originals ---------------------------------------------------------------------------


def original(desk: Desk, asked: Asked) -> tuple[Iterator[bytes], dict[str, str]]:
    """Bytes as they came in, and the headers that keep a browser from showing them."""
    digest = str(asked.request.path_params["digest"])
    with desk.reading() as keeper:
        try:
            originals = keeper.archive.originals
            name, size = originals.name(digest), originals.size(digest)
        except (KeyError, UnicodeEncodeError):
            raise HTTPException(404, "there is no original of that digest here") from None
    headers = {
        "content-disposition": _DISPOSITION.format(file_name(name)),
        "content-length": str(size),
    }
    return _pieces(desk, digest), headers


def _pieces(desk: Desk, digest: str) -> Iterator[bytes]:
    # a connection of its own: who downloads slowly keeps nobody from reading
    with Archive(desk.options.archive, read_only=True) as archive:
        yield from archive.originals.read(digest)


def file_name(name: str) -> str:
    """A name that a disk takes, without the folders that it came from.

    >>> file_name("../a/“memo”.txt"), file_name("///")
    ('_memo_.txt', 'original')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in last)
    return plain.lstrip(".")[-120:] or "original"
