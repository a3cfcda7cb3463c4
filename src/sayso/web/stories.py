"""Stories: the front page, the page of one, one of its findings.

archive ─spines─▶ front page      dossier (kept, or made now) ─▶ story · finding · JSON
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException

from sayso.archive import Archive, Spine
from sayso.archive.lines import story_row
from sayso.archive.shown import (
    articles_of,
    bearing_on,
    conflicts_of,
    days_of,
    last_day,
    names_of,
    totals,
)
from sayso.dossiers import write
from sayso.dossiers.index import index
from sayso.dossiers.live import finding_part
from sayso.model import Conflict, Dossier, Finding
from sayso.plain import finding_row
from sayso.run.keeping import Made
from sayso.web.asked import Asked
from sayso.web.decisions import decision_views
from sayso.web.desk import Desk
from sayso.web.frame import Page
from sayso.web.worker import Job

_ON_PAGE = 50  # stories of one page
_OTHERS = 200  # stories that are offered to be merged with one, the latest
_MOST_PAGES = 100_000
_NO_STORY = "there is no story {} here; it may have been merged with another"


def front(desk: Desk, asked: Asked) -> Page:
    """The stories, the latest first; of an empty archive what to do."""
    page = asked.whole("page", 1, most=_MOST_PAGES)
    since = asked.day("since")
    with desk.reading() as keeper:
        archive = keeper.archive
        last = last_day(archive)
        first_run = archive.run_before(since.isoformat()) if since else 0
        new_from = archive.run_before(last) if last else 0
        spines = archive.shelves.spines(
            limit=_ON_PAGE + 1, offset=(page - 1) * _ON_PAGE, since_run=first_run
        )
        held = totals(archive)
        parted = conflicts_of(archive, [spine.n for spine in spines])
    rows = [
        {**spine_row(spine, new_from), "conflicts": parted.get(spine.n)}
        for spine in spines[:_ON_PAGE]
    ]
    plain = {
        "stories": rows,
        "total": held.stories,
        "articles": held.articles,
        "texts": held.texts,
        "rejected": held.rejected,
        "page": page,
        "since": since.isoformat() if since else None,
        "latest": last or None,
    }
    views = {
        **plain,
        "more": len(spines) > _ON_PAGE,
        "fresh": sum(bool(row["new"]) for row in rows),
        "busy": desk.worker.busy(),
        "current": desk.worker.current(),
    }
    return Page("stories.html", "Stories", plain, views)


def spine_row(spine: Spine, new_from: int = 0) -> dict[str, Any]:
    """What a list says of a story."""
    return {
        **story_row(spine),
        "title": spine.title or "Untitled story",
        "new": spine.run > new_from,
        "address": f"/story/{spine.n}",
    }


# ---- one story ---------------------------------------------------------------------------


def story(desk: Desk, asked: Asked) -> Page:
    """The dossier of a story, as it is or as it stood on a day."""
    n, as_of = asked.number("n"), asked.day("as_of")
    if asked.for_json:
        return _as_json(desk, n, as_of)
    try:
        part = desk.part(n, as_of)
        if isinstance(part, Job):
            return waiting(part, f"Story {n}")
        with desk.reading() as keeper:
            spine = spine_row(keeper.archive.shelves.spine(n))
            views = {
                "days": days_of(keeper.archive, n),
                "decisions": decisions_of(keeper.archive, n),
                "articles": article_rows(keeper.archive, n),
            }
    except KeyError:
        raise HTTPException(404, _NO_STORY.format(n)) from None
    views |= {
        "n": n,
        "title_words": spine["title"],
        "part": Markup(part),
        "as_of": as_of.isoformat() if as_of else "",
        "done": asked.text("done"),
    }
    return Page("story.html", spine["title"], None, views)


def _as_json(desk: Desk, n: int, as_of: date | None) -> Page:
    made = story_of(desk, n, as_of)
    if isinstance(made, Job):
        return waiting(made, f"Story {n}")
    none: Any = {"story": None, "documents": [], "findings": []}
    return Page("story.html", "", write(made.dossier, "json") if made.dossier else none)


def by_id(desk: Desk, asked: Asked) -> str:
    """The page of a story by its id of today or of earlier. Raises 404."""
    with desk.reading() as keeper:
        try:
            return f"/story/{keeper.archive.shelves.number(asked.text('id'))}"
        except (KeyError, UnicodeEncodeError):
            raise HTTPException(404, "there is no story of that id here") from None


def story_of(desk: Desk, n: int, as_of: date | None = None) -> Made | Job:
    """The dossier of a story, or the job that makes it. Raises 404 where there is none."""
    try:
        return desk.dossier(n, as_of)
    except KeyError:
        raise HTTPException(404, _NO_STORY.format(n)) from None


def dossier_of(desk: Desk, n: int) -> tuple[Made, Dossier] | Job:
    """The same, for what needs its findings. Raises 404 where nothing of it can be read."""
    made = story_of(desk, n)
    if isinstance(made, Job):
        return made
    if made.dossier is None:
        raise HTTPException(404, f"no text of story {n} can be read")
    return made, made.dossier


def waiting(job: Job, title: str) -> Page:
    """Says what is being done; the address asked for answers when it is there."""
    if job.state == "failed":
        return Page(
            "error.html", title, {"error": job.error}, {"said": job.error, "status": 500}, 500
        )
    plain = {"state": "reading", **job.row()}
    return Page("waiting.html", title, plain, {"job": job.row()}, 202, poll=f"/work/{job.n}")


def article_rows(archive: Archive, n: int) -> list[dict[str, Any]]:
    """What a list says of the articles of a story, by day."""
    return [{**asdict(one), "title": one.title or one.id} for one in articles_of(archive, n)]


def decisions_of(archive: Archive, n: int) -> list[dict[str, Any]]:
    """The decisions that bear on a story, its articles, its findings, or who is quoted in it."""
    found = bearing_on(archive, n)
    ruled = [d for d in archive.decisions.in_force() if d.n in found] if found else []
    return decision_views(archive, ruled)


def correct(desk: Desk, asked: Asked) -> Page:
    """The forms that merge a story with another, take articles out, grade it, note something."""
    n = asked.number("n")
    with desk.reading() as keeper:
        shelves = keeper.archive.shelves
        try:
            spine = spine_row(shelves.spine(n))
        except KeyError:
            raise HTTPException(404, _NO_STORY.format(n)) from None
        rows = article_rows(keeper.archive, n)
        others = [spine_row(one) for one in shelves.spines(limit=_OTHERS) if one.n != n]
        things = names_of(keeper.archive, n) + [row["id"] for row in rows]
        told = decision_views(keeper.archive, keeper.archive.decisions.about(things))
    plain = {"n": n, "story": spine, "articles": rows, "decisions": told}
    views = {**plain, "others": others, "decisions": told}
    return Page("correct.html", f"Correct: {spine['title']}", plain, views)


# ---- one finding -------------------------------------------------------------------------


def finding(desk: Desk, asked: Asked) -> Page:
    """One finding with all that it rests on, and the forms that correct it."""
    n, name = asked.number("n"), str(asked.request.path_params["id"])
    held = dossier_of(desk, n)
    if isinstance(held, Job):
        return waiting(held, f"Story {n}")
    made, dossier = held
    found = _named(dossier, name)
    texts = {doc.id: doc.text for doc in dossier.documents}
    with desk.reading() as keeper:
        live = desk.live(keeper.archive, made)
        own = decision_views(keeper.archive, keeper.archive.decisions.about([found.id]))
    part = finding_part(dossier, name, live)
    plain = {"story": n, "finding": finding_row(found, texts), "decisions": own}
    views = {
        "n": n,
        "story_title": dossier.title,
        "finding": {"id": found.id, "conflict": isinstance(found, Conflict)},
        "tellings": _tellings(dossier, found, live.own),
        "part": Markup(part),
        "decisions": own,
    }
    return Page("finding.html", found.what, plain, views)


def _named(dossier: Dossier, name: str) -> Finding:
    look = index(dossier)
    for found in dossier.findings.findings:
        if name in (found.id, look.lines[found.id]):
            return found
    raise HTTPException(404, "there is no such finding here; a correction may have taken it away")


def _tellings(dossier: Dossier, found: Finding, own: Mapping[str, int]) -> list[dict[str, Any]]:
    look = index(dossier)
    return [
        {
            "at": f"{own.get(t.at.doc_id, 0)}:{t.at.start}-{t.at.end}",
            "article": own.get(t.at.doc_id, 0),
            "label": look.labels[t.at.doc_id],
            "text": " ".join(look.text(t.at).split()),
        }
        for t in found.tellings
    ]
