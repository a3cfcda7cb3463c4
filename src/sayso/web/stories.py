"""Stories: the front page, the page of one, one of its findings.

archive ─spines─▶ front page      dossier (kept, or made now) ─▶ story · finding · JSON
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException

from sayso.archive import Archive, Spine
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
        last = latest(archive)
        first_run = run_before(archive, since.isoformat()) if since else 0
        new_from = run_before(archive, last) if last else 0
        spines = archive.shelves.spines(
            limit=_ON_PAGE + 1, offset=(page - 1) * _ON_PAGE, since_run=first_run
        )
        total, articles = archive.shelves.count_stories(), archive.count()
        rejected = int(archive.base.execute("SELECT count(*) FROM rejections").fetchone()[0])
        texts = int(
            archive.base.execute("SELECT coalesce(sum(texts), 0) FROM stories").fetchone()[0]
        )
        parted = conflicts_of(archive, [spine.n for spine in spines])
    rows = [
        {**spine_row(spine, new_from), "conflicts": parted.get(spine.n)}
        for spine in spines[:_ON_PAGE]
    ]
    plain = {
        "stories": rows,
        "total": total,
        "articles": articles,
        "texts": texts,
        "rejected": rejected,
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


def conflicts_of(archive: Archive, numbers: Sequence[int]) -> dict[int, int]:
    """In how many places the accounts of each of those stories part, of those that were read."""
    holes = ", ".join("?" * len(numbers))
    rows = archive.base.execute(
        "SELECT d.story, (SELECT count(*) FROM claims c WHERE c.story = d.story"
        f" AND c.kind = 'conflict') FROM dossiers d WHERE d.story IN ({holes})",
        tuple(numbers),
    )
    return dict(rows)


def latest(archive: Archive) -> str:
    """The day on which something was last added; empty where nothing was."""
    row = archive.base.execute(
        "SELECT substr(made, 1, 10) FROM runs WHERE n = (SELECT max(run) FROM documents)"
    ).fetchone()
    return str(row[0]) if row else ""


def run_before(archive: Archive, moment: str) -> int:
    """The number of the last run before that day."""
    row = archive.base.execute("SELECT min(n) FROM runs WHERE made >= ?", (moment,)).fetchone()
    return int(row[0]) - 1 if row[0] is not None else archive.last_run()


def spine_row(spine: Spine, new_from: int = 0) -> dict[str, Any]:
    """What a list says of a story."""
    return {
        "n": spine.n,
        "id": spine.id,
        "title": spine.title or "Untitled story",
        "first": spine.first,
        "last": spine.last,
        "articles": spine.articles,
        "texts": spine.texts,
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


def days_of(archive: Archive, n: int) -> list[str]:
    """The days on which articles of a story were published, as far as is known."""
    rows = archive.base.execute(
        "SELECT DISTINCT d.best FROM members m JOIN documents d ON d.n = m.doc"
        " WHERE m.story = ? AND d.best IS NOT NULL AND d.gone IS NULL ORDER BY 1",
        (n,),
    )
    return [row[0] for row in rows]


def article_rows(archive: Archive, n: int) -> list[dict[str, Any]]:
    """What a list says of the articles of a story, by day."""
    rows = archive.base.execute(
        "SELECT d.n, d.id, t.title, d.outlet, d.best FROM members m JOIN documents d ON d.n = m.doc"
        " JOIN texts t ON t.n = d.n WHERE m.story = ? AND d.gone IS NULL"
        " ORDER BY coalesce(d.best, '9999'), d.n",
        (n,),
    )
    return [
        {"n": k, "id": i, "title": title or i, "outlet": outlet, "day": day}
        for k, i, title, outlet, day in rows
    ]


def decisions_of(archive: Archive, n: int) -> list[dict[str, Any]]:
    """The decisions that bear on a story, its articles, its findings, or who is quoted in it."""
    found = archive.base.execute(
        "SELECT d.decision FROM decided d WHERE d.what IN"
        " (SELECT id FROM story_names WHERE story = :n"
        " UNION SELECT id FROM claims WHERE story = :n"
        " UNION SELECT speaker FROM sayings WHERE story = :n"
        " UNION SELECT d.id FROM members m JOIN documents d ON d.n = m.doc WHERE m.story = :n)",
        {"n": n},
    )
    numbers = {row[0] for row in found}
    ruled = [d for d in archive.decisions.in_force() if d.n in numbers] if numbers else []
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
        names = keeper.archive.base.execute("SELECT id FROM story_names WHERE story = ?", (n,))
        things = [row[0] for row in names] + [row["id"] for row in rows]
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
