"""Decisions of people: what each says in words, the page that lists them, the forms that make, undo
and redo them.

    form ─▶ Decision ─worker: keep, obey─▶ the page it bears on, with a way back
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, zip_longest
from typing import Any

from starlette.exceptions import HTTPException

from sayso.archive import Archive
from sayso.archive.decisions import MOST_NAMED
from sayso.archive.identity import sound
from sayso.archive.shown import title_of, words_at
from sayso.errors import WrongUse
from sayso.model import Decision, DecisionKind, Passage
from sayso.plain import to_plain
from sayso.run.keeping import Keeper
from sayso.web.asked import Asked
from sayso.web.desk import Desk
from sayso.web.frame import Page
from sayso.web.guard import local_path
from sayso.web.worker import DECIDE, Job

_PLACE = re.compile(r"([0-9]{1,12}):([0-9]{1,12})-([0-9]{1,12})")
_THING = re.compile(r"(story|article):([0-9]{1,12})")
_LONGEST_BY = 200  # characters of a name
_SHOWN = 160  # characters of a passage that a list shows
_STAYING = 20  # articles beside the first that are noted to stay where others leave
_LISTED = 8  # things that a decision is about, of which a list shows the words
KINDS: dict[DecisionKind, str] = {
    "merge": "one story",
    "split": "not of that story",
    "same-name": "one and the same",
    "not-a-conflict": "not a conflict",
    "not-the-same-fact": "not the same fact",
    "grade": "grade",
    "note": "note",
}


def decisions(desk: Desk, asked: Asked) -> Page:
    """All decisions, those in force and those taken back."""
    with desk.reading() as keeper:
        archive = keeper.archive
        plain = {
            "in_force": decision_views(archive, archive.decisions.in_force()[::-1]),
            "undone": decision_views(archive, archive.decisions.undone()[::-1]),
        }
    return Page("decisions.html", "Decisions", plain, {**plain, "done": asked.text("done")})


def decision_views(archive: Archive, found: Sequence[Decision]) -> list[dict[str, Any]]:
    """Decisions as a list shows them: the kind in words, what each is about with a link to it."""
    ids = {i for d in found for i in (*d.about, *(p.doc_id for p in d.at))}
    own = archive.shelves.numbers(i for i in ids if i)
    return [
        {
            **to_plain(d),
            "words": KINDS[d.kind],
            "things": [_thing(archive, d, one, own) for one in d.about[:_LISTED]],
            "more": len(d.about[_LISTED:]),
            "places": [_place(archive, p, own) for p in d.at if d.kind != "split"],
        }
        for d in found
    ]


def _thing(archive: Archive, decision: Decision, what: str, own: dict[str, int]) -> dict[str, str]:
    """What a decision is about, in words, and where it leads."""
    if decision.kind == "same-name":
        return {"words": what, "name": what, "address": ""}
    if what in own:
        words = title_of(archive, own[what]) or what
        return {"words": words, "name": "", "address": f"/article/{own[what]}"}
    try:
        n = archive.shelves.number(what)
        title = archive.shelves.spine(n).title
        return {"words": f"story {n}: {title}", "name": "", "address": f"/story/{n}"}
    except KeyError:
        pass
    claim = archive.search.claim(what)
    if claim:
        return {"words": claim[1], "name": "", "address": f"/story/{claim[0]}/finding/{what}"}
    return {"words": what, "name": "", "address": ""}


def _place(archive: Archive, at: Passage, own: dict[str, int]) -> dict[str, Any]:
    words = words_at(archive, at, _SHOWN)
    told = words is not None
    where = f"/article/{own[at.doc_id]}?at={at.start}-{at.end}#c-{at.start}" if told else ""
    return {"words": " ".join((words or "").split()), "address": where, "id": at.doc_id}


# ---- forms -------------------------------------------------------------------------------


def decide(desk: Desk, asked: Asked) -> Job:
    """Keep and obey what a form says. Raises WrongUse where it says too little."""
    with desk.reading() as keeper:
        decision = decision_of(keeper.archive, asked)
    after = local_path(asked.field("next", "/"))

    def step(keeper: Keeper, _: Job) -> str:
        made = keeper.decide(decision)
        where = after
        if made.kind in ("merge", "split"):
            home = keeper.archive.shelves.story_of(made.about[:1])
            where = f"/story/{home[made.about[0]]}" if made.about[0] in home else after
        return _with(where, made.n)

    return desk.worker.submit(f"deciding: {KINDS[decision.kind]}", step, rank=DECIDE)


def decision_of(archive: Archive, asked: Asked) -> Decision:
    """The decision that a form describes. Raises WrongUse."""
    kind = _kind(asked.field("kind"))
    said, by = asked.field("said").strip(), asked.field("by").strip()[:_LONGEST_BY]
    if kind == "merge":
        about = _merged(archive, asked)
    elif kind == "split":
        about, at = _parted(archive, asked)
        return Decision(kind, about, at, said, by)
    elif kind == "same-name":
        about = tuple(dict.fromkeys(n.strip() for n in asked.fields("name") if n.strip()))
    elif kind in ("grade", "note"):
        about = tuple(_thing_of(archive, one) for one in asked.fields("about"))
    elif kind == "not-a-conflict":
        about = tuple(asked.fields("finding")[:1])
        return Decision(kind, about, _places(archive, asked.fields("at")), said, by)
    else:
        stays, leave = asked.fields("stays")[:1], asked.fields("leave")
        at = _places(archive, [*stays, *(one for one in leave if one not in stays)])
        return Decision(kind, tuple(asked.fields("finding")[:1]), at, said, by)
    return Decision(kind, about, (), said, by)


def _kind(word: str) -> DecisionKind:
    for kind in KINDS:
        if word == kind:
            return kind
    raise WrongUse(f"{word[:40]!r} is no kind of decision; there are {', '.join(KINDS)}")


def _merged(archive: Archive, asked: Asked) -> tuple[str, ...]:
    """The articles of those stories, in turn one of each: the decision holds when some of them are
    withdrawn, and what is listed first is of all stories.
    """
    numbers = dict.fromkeys(_number(word, "a story") for word in asked.fields("story"))
    told = []
    for n in numbers:
        told.append(archive.shelves.members([n]))
        if not told[-1]:
            raise WrongUse(f"merge: there is no story {n} here")
    if len(told) < 2:
        raise WrongUse("merge: the numbers of two different stories are needed")
    in_turn = (one for few in zip_longest(*told) for one in few if one is not None)
    return tuple(islice(in_turn, MOST_NAMED))


def _parted(archive: Archive, asked: Asked) -> tuple[tuple[str, ...], tuple[Passage, ...]]:
    """An article that stays, and those that do not belong with it; the beginnings of others that
    stay, by which their story is known when the first is withdrawn.
    """
    story = _number(asked.field("story"), "a story")
    members = archive.shelves.members([story])
    leave = [_article(archive, word) for word in asked.fields("leave")]
    strange = [i for i in leave if i not in members]
    if strange:
        raise WrongUse(f"split: {strange[0]!r} is not in story {story}")
    families = archive.shelves.story(story).families
    kin = {i for f in families if set(leave) & set(f.doc_ids) for i in f.doc_ids}
    stays = [i for i in members if i not in leave and i not in kin]
    if not leave:
        raise WrongUse("split: mark the articles that do not belong")
    if not stays:
        raise WrongUse("split: an article must stay, other than a copy of one that leaves")
    lengths = {i: archive.length(i) for i in stays[1 : 1 + _STAYING]}
    at = tuple(Passage(i, 0, min(length, _SHOWN)) for i, length in lengths.items() if length)
    return (stays[0], *dict.fromkeys(leave)), at


def _thing_of(archive: Archive, told: str) -> str:
    """story:3, article:12, or the id of a finding."""
    found = _THING.fullmatch(told)
    if not found:
        if archive.search.claim(sound(told)) is None:
            raise WrongUse(f"about={told[:60]}: write story:3, article:12 or the id of a finding")
        return told
    if found[1] == "article":
        return _article(archive, found[2])
    try:
        return archive.shelves.spine(int(found[2])).id
    except KeyError:
        raise WrongUse(f"there is no story {found[2]} here") from None


def _places(archive: Archive, told: Iterable[str]) -> tuple[Passage, ...]:
    """Passages written 12:140-220: the article's number, the characters."""
    made = []
    for one in told:
        found = _PLACE.fullmatch(one)
        if not found or int(found[2]) >= int(found[3]):
            raise WrongUse(f"{one[:60]!r} is no passage; write 12:140-220, the article first")
        made.append(Passage(_article(archive, found[1]), int(found[2]), int(found[3])))
    return tuple(made)


def _article(archive: Archive, word: str) -> str:
    n = _number(word, "an article")
    try:
        return archive.id_of(n)
    except KeyError:
        raise WrongUse(f"there is no article {n} here") from None


def _number(word: str, what: str) -> int:
    told = word.strip()
    if not told.isascii() or not told.isdecimal() or len(told) > 12:
        raise WrongUse(f"{told[:40]!r} is not the number of {what}")
    return int(told)


def undo(desk: Desk, asked: Asked) -> Job:
    """Take a decision back, with what followed of it."""
    return _turned(desk, asked, back=True)


def redo(desk: Desk, asked: Asked) -> Job:
    """Put a decision in force again."""
    return _turned(desk, asked, back=False)


def _turned(desk: Desk, asked: Asked, *, back: bool) -> Job:
    n, after = asked.number("n"), local_path(asked.field("next", "/decisions"))
    with desk.reading() as keeper:
        try:
            keeper.archive.decisions.get(n)
        except WrongUse:
            raise HTTPException(404, f"there is no decision {n} here") from None

    def step(keeper: Keeper, _: Job) -> str:
        made = keeper.undo(n) if back else keeper.redo(n)
        home = keeper.archive.shelves.story_of(made.about[:1])
        gone = made.kind in ("merge", "split") and after.startswith("/story/") and home
        return _with(f"/story/{home[made.about[0]]}" if gone else after, n)

    what = "taking back" if back else "putting in force again"
    return desk.worker.submit(f"{what}: decision {n}", step, rank=DECIDE)


def _with(where: str, n: int) -> str:
    """The address, with the number of the decision that was just made or undone."""
    path, _, fragment = where.partition("#")
    path = re.sub(r"([?&])done=[0-9]*&?", r"\1", path).rstrip("?&")
    joined = f"{path}{'&' if '?' in path else '?'}done={n}"
    return f"{joined}#{fragment}" if fragment else joined
