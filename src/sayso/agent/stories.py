"""Stories that match a search, and one story told: its claims in short, its articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from sayso.agent.answers import (
    FoundStories,
    FoundStory,
    Passage,
    QuestionLine,
    StoryAnswer,
    StoryClaim,
    StoryLine,
)
from sayso.agent.claims import story_claim
from sayso.agent.library import Library
from sayso.agent.likeness import any_word
from sayso.agent.passages import Desk, empty, fitted, notes
from sayso.archive import Hit, Hits, Query, Spine, parse
from sayso.archive.lines import story_row
from sayso.dossiers.articles import is_read
from sayso.dossiers.index import index
from sayso.dossiers.lead import lead
from sayso.dossiers.top import Page, page
from sayso.dossiers.wording import count, language
from sayso.model import Dossier, Finding
from sayso.model import Passage as Place

_HITS = 8  # articles looked at for every story that is wanted
_PASSAGES = 3  # of a story that a search found
_LINES = 12  # of each kind of claim in a story
_MEMBERS = 60  # articles of a story that are listed
_ROOM = 16_000  # characters of each list of a story


def find_stories(library: Library, given: Mapping[str, Any]) -> FoundStories:
    """Stories whose articles match, the best first; without a query the latest."""
    answer = empty()
    answer["not_told"] += library.refused()
    limit = given["limit"]
    total, found = _found(library, given["query"], limit, answer)
    made = [_story_line(library, spine, hits) for spine, hits in found[:limit]]
    stories = fitted(made, limit, answer["left_out"], of=(len(found), "stories"))
    unread = [line["story"] for line in stories if not line["read"]]
    if unread:
        answer["not_told"].append(
            f"not read yet: {count(len(unread), 'of these stories', 'of these stories')} "
            f"({', '.join(map(str, unread))}); speaker: and origins> find only what was read"
        )
    return {
        "query": given["query"],
        "articles": total,
        "stories": stories,
        "left_out": answer["left_out"],
        "not_told": notes(answer["not_told"]),
    }


def _found(
    library: Library, query: str, limit: int, answer: Mapping[str, list[str]]
) -> tuple[int, list[tuple[Spine, list[Hit]]]]:
    """How many articles match, and the stories that those looked at are in."""
    shelves = library.archive.shelves
    if not query:
        spines = shelves.spines(limit=limit + 1)
        if len(spines) > limit:
            more = shelves.count_stories() - limit
            answer["left_out"].append(f"{count(more, 'story', 'stories')} of earlier days")
        return library.archive.count(), [(spine, []) for spine in spines[:limit]]
    hits = _hits(library, parse(query), limit * _HITS, answer)
    by_story: dict[int, list[Hit]] = {}
    for hit in hits.hits:
        if hit.story is not None:
            by_story.setdefault(hit.story, []).append(hit)
    if hits.total > len(hits.hits):
        answer["left_out"].append(
            f"stories are those of the {len(hits.hits)} best of {hits.total:,} articles; narrow "
            "the search with outlet:, before: or after:"
        )
    return hits.total, [(shelves.spine(n), found) for n, found in by_story.items()]


def _hits(library: Library, asked: Query, most: int, answer: Mapping[str, list[str]]) -> Hits:
    search = library.archive.search
    hits = search.documents(asked, limit=most)
    loose = any_word(" ".join(asked.terms))
    if hits.total or not loose:
        return hits
    answer["not_told"].append("no article holds all of the words; these hold some of them")
    return search.documents(replace(asked, words=loose), limit=most)


def _line(library: Library, spine: Spine) -> StoryLine:
    return cast(StoryLine, {**story_row(spine), "read": library.is_read(spine.n)})


def _story_line(library: Library, spine: Spine, hits: Sequence[Hit]) -> FoundStory:
    shown = hits[:_PASSAGES]
    desk = Desk(library.archive.many([hit.doc_id for hit in shown]))
    passages: list[Passage] = [desk.place(Place(h.doc_id, h.start, h.end)) for h in shown]
    return {**_line(library, spine), "matching": len(hits), "passages": passages}


# ---- one story ---------------------------------------------------------------------------------


def story(library: Library, given: Mapping[str, Any]) -> StoryAnswer:
    """One story: what is told of it on whose say-so, where the accounts part, its articles."""
    spine = library.spine(given["story"])
    answer = empty()
    dossier = library.dossier(spine.n, answer["not_told"])
    left_out = answer["left_out"]
    if dossier is None:
        shelved = library.archive.shelves.story(spine.n).story
        desk = Desk(library.archive.many(shelved.doc_ids))
        account, held, asked = [], _Held((), (), ()), []
    else:
        desk = Desk.of(dossier)
        look = index(dossier)
        shown = page(look)
        account = [clause.words for clause in lead(look, shown)]
        held = _Held.of(dossier, shown)
        asked = _questions(dossier, desk)
        answer["not_told"] += _doubts(dossier)

    def lines(found: Sequence[Finding], what: str) -> list[StoryClaim]:
        made = [story_claim(spine.n, desk, one) for one in found[: _LINES + 1]]
        return fitted(made, _LINES, left_out, of=(len(found), what), room=_ROOM)

    members = [desk.article(doc_id) for doc_id in desk.documents]
    return {
        **_line(library, library.spine(spine.n)),
        "account": account,
        "conflicts": lines(held.conflicts, "conflicts (`claims` gives all)"),
        "agreements": lines(held.agreements, "agreements (`claims` gives all)"),
        "singles": lines(held.singles, "claims of one text (`claims` gives all)"),
        "not_known": fitted(asked, _LINES, left_out, of=(len(asked), "questions"), room=_ROOM),
        "members": fitted(
            members, _MEMBERS, left_out, of=(len(members), "articles (find_stories with story:N)"),
            room=_ROOM,
        ),
        "left_out": left_out,
        "not_told": notes(answer["not_told"]),
    }  # fmt: skip


class _Held:
    """The findings of a story by kind, in the order of its page: what matters most first."""

    def __init__(
        self,
        conflicts: Sequence[Finding],
        agreements: Sequence[Finding],
        singles: Sequence[Finding],
    ) -> None:
        self.conflicts, self.agreements, self.singles = conflicts, agreements, singles

    @classmethod
    def of(cls, dossier: Dossier, shown: Page) -> _Held:
        by_id = {finding.id: finding for finding in dossier.findings.findings}

        def named(cards: Sequence[Any]) -> list[Finding]:
            return [by_id[card.id] for card in cards if card.id in by_id]

        return cls(named(shown.conflicts), named(shown.agreements.all), named(shown.singles.all))


def _questions(dossier: Dossier, desk: Desk) -> list[QuestionLine]:
    return [
        {
            "what": question.what,
            "answered": bool(question.answered),
            "passages": [desk.place(telling.at) for telling in question.tellings[:_PASSAGES]],
        }
        for question in dossier.findings.open_questions
    ]


def _doubts(dossier: Dossier) -> list[str]:
    """What of the story as a whole could not be told."""
    said = []
    undated = [day.doc_id for day in dossier.findings.days if day.best is None]
    if undated:
        said.append(f"the day of {count(len(undated), 'article')} is not known ({undated[0]} …)")
    inferred = sum(1 for day in dossier.findings.days if day.inferred and day.best)
    if inferred:
        said.append(f"the day of {count(inferred, 'article')} is inferred from the story")
    look = index(dossier)
    closed = [doc for doc in dossier.documents if not is_read(look, doc)]
    if closed:
        tongues = ", ".join(sorted({language(doc.lang) for doc in closed}))
        said.append(f"{count(len(closed), 'article')} could not be read ({tongues})")
    if dossier.findings.similar:
        said.append(
            f"{count(len(dossier.findings.similar), 'pair')} of passages are alike, and it could "
            "not be told whether they say the same"
        )
    return said
