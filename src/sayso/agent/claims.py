"""Claims with their passages, the independent origins counted behind them, and the reasons.

about, story ──stories that may tell it──▶ findings ──nearest by words──▶ ClaimAnswer
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from sayso.agent.answers import (
    CellLine,
    ClaimAnswer,
    ClaimLine,
    Claims,
    Kind,
    Nearest,
    OriginLine,
    OriginsAnswer,
    StoryClaim,
    Told,
)
from sayso.agent.library import Library
from sayso.agent.likeness import any_word, covered, likeness, marks, missing
from sayso.agent.passages import Desk, empty, fitted, notes
from sayso.archive import Query
from sayso.dossiers.wording import badge, count
from sayso.errors import WrongUse
from sayso.model import Agreement, Conflict, Dossier, Finding, Telling
from sayso.words import line

_PASSAGES = 6  # of a claim in a list
_FIRST = 2  # passages of a claim in a story
_ALL_PASSAGES = 40  # of a claim that was asked for
_STORIES = 6  # looked through for one question, the likeliest first
_HITS = 60  # articles and claims by which the likeliest stories are found
_OTHERS = 60  # articles of which it is said what they do with a claim
_NEAR = 0.3  # likeness by words below which a claim is not offered as near
_BY_WORDS = (
    "nearness is by shared words: whether a claim says the same as your text is for you to judge"
)
_NO_DOUBT = "no claim told by several texts, in conflict or of one source matches"


# ---- the tools ---------------------------------------------------------------------------------


def claims(library: Library, given: Mapping[str, Any]) -> Claims:
    """Claims about something, those most to the point and on the most origins first."""
    about, least, limit = given["about"], given["origins_at_least"], given["limit"]
    if not about and given["story"] is None:
        raise WrongUse("claims: say what they are about, or which story they are of")
    answer = empty()
    asked = marks(about)
    ranked = []
    for n, dossier in _stories(library, about, given["story"], answer["not_told"]):
        desk = Desk.of(dossier)
        for at, finding in enumerate(dossier.findings.findings):
            share = covered(asked, _told(finding, desk)) if asked else 1.0
            if share and len(finding.origins) >= least:
                ranked.append(((-share, -len(finding.origins), n, at), n, desk, finding))
    ranked.sort(key=lambda one: one[0])
    made = [full_claim(n, desk, finding) for _, n, desk, finding in ranked[:limit]]
    kept = fitted(made, limit, answer["left_out"], of=(len(ranked), "claims"))
    if not kept:
        answer["not_told"].append(_NO_DOUBT)
    return {
        "about": about,
        "matching": len(ranked),
        "claims": kept,
        "left_out": answer["left_out"],
        "not_told": notes(answer["not_told"]),
    }


def origins(library: Library, given: Mapping[str, Any]) -> OriginsAnswer:
    """All that the origins of a claim rest on, or those of the claims nearest to a free text."""
    claim, text = given["claim"], given["text"]
    if bool(claim) == bool(text):
        raise WrongUse("origins: give either a claim (its id, from `claims` or `story`) or a text")
    answer = empty()
    if claim:
        found = [_by_id(library, claim, answer["not_told"])]
    else:
        found = _nearest(library, text, answer)[: given["limit"]]
        answer["not_told"].append(_BY_WORDS)
    made = [_with_others(n, dossier, finding, text) for n, dossier, finding in found]
    kept = fitted(made, len(made), answer["left_out"], of=(len(made), "claims"))
    if text and not made:
        answer["not_told"].append(
            "no claim near this text was found: that is no proof that nothing tells it, since only "
            "what several texts tell, part on, or one text alone tells of weight is a claim"
        )
    return {
        "asked": claim or text,
        "claims": kept,
        "left_out": answer["left_out"],
        "not_told": notes(answer["not_told"]),
    }


# ---- which claims ------------------------------------------------------------------------------


def _stories(
    library: Library, about: str, story: int | str | None, not_told: list[str]
) -> list[tuple[int, Dossier]]:
    """The stories that may tell it, read."""
    if story is not None:
        n = library.spine(story).n
        dossier = library.dossier(n, not_told)
        return [(n, dossier)] if dossier else []
    numbers = likely_stories(library, about)
    if len(numbers) > _STORIES:
        not_told.append(
            f"{count(len(numbers) - _STORIES, 'story', 'stories')} in which fewer of the words "
            "stand were not searched; name one by its number"
        )
    return library.dossiers(numbers[:_STORIES], not_told)


def likely_stories(library: Library, text: str) -> list[int]:
    """Numbers of the stories in which most of the words stand, the likeliest first."""
    asked = Query(words=any_word(text))
    search = library.archive.search
    votes: Counter[int] = Counter()
    if not asked.words:
        return []
    for nth, hit in enumerate(search.claims(asked, limit=_HITS)):
        votes[hit.story] += _HITS - nth
    for nth, doc in enumerate(search.documents(asked, limit=_HITS).hits):
        if doc.story is not None:
            votes[doc.story] += _HITS - nth
    return [n for n, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))]


def _by_id(library: Library, claim: str, not_told: list[str]) -> tuple[int, Dossier, Finding]:
    for n in library.archive.search.stories_of_claim(claim):
        dossier = library.dossier(n, not_told)
        for finding in dossier.findings.findings if dossier else ():
            if finding.id == claim and dossier:
                return n, dossier, finding
    raise WrongUse(
        f"there is no claim {claim!r:.60} among the stories that were read; `claims` and `story` "
        "give ids, and a story that changed has new ones"
    )


def _nearest(
    library: Library, text: str, answer: Mapping[str, list[str]]
) -> list[tuple[int, Dossier, Finding]]:
    asked = marks(text)
    if not asked:
        raise WrongUse("origins: the text holds no word to look for; write the claim as a sentence")
    ranked = []
    for n, dossier in _stories(library, text, None, answer["not_told"]):
        desk = Desk.of(dossier)
        for at, finding in enumerate(dossier.findings.findings):
            near = likeness(asked, _told(finding, desk))
            if near >= _NEAR:
                ranked.append((-near, n, at, dossier, finding))
    ranked.sort(key=lambda one: one[:3])
    return [(n, dossier, finding) for _, n, _, dossier, finding in ranked]


# ---- a claim as it is answered -----------------------------------------------------------------


def _told(finding: Finding, desk: Desk) -> list[str]:
    """What a finding says and each passage that tells it."""
    places = (telling.sentence for telling in finding.tellings)
    return [finding.what, *(at.cut(desk.documents[at.doc_id].text) for at in places)]


def claim_line(n: int, desk: Desk, finding: Finding) -> ClaimLine:
    """A claim in a line."""
    conflict = finding if isinstance(finding, Conflict) else None
    kind = "agreement" if isinstance(finding, Agreement) else "conflict" if conflict else "single"
    texts = desk.texts(telling.at.doc_id for telling in finding.tellings)
    return {
        "claim": finding.id,
        "story": n,
        "kind": cast(Kind, kind),
        "subtype": conflict.subtype if conflict else None,
        "verdict": conflict.verdict if conflict else None,
        "certainty": finding.certainty if isinstance(finding, Agreement) else None,
        "what": finding.what,
        "origins": len(finding.origins),
        "origins_open": finding.origins_open,
        "counted": badge(texts, finding.origins, finding.origins_open),
    }


def story_claim(n: int, desk: Desk, finding: Finding) -> StoryClaim:
    """A claim as a story lists it."""
    return {
        **claim_line(n, desk, finding),
        "origins_why": [line(why) for why in finding.origins_why],
        "passages": [desk.place(finding.tellings[k].at) for k in _shown(finding, _FIRST)],
    }


def full_claim(n: int, desk: Desk, finding: Finding) -> ClaimAnswer:
    """A claim with the passages of a list."""
    return _claim(n, desk, finding, _PASSAGES)


def _claim(n: int, desk: Desk, finding: Finding, most: int) -> ClaimAnswer:
    shown = _shown(finding, most)
    sides = finding.sides if isinstance(finding, Conflict) else ()
    return {
        **claim_line(n, desk, finding),
        "sides": [
            {
                "value": side.value,
                "articles": len({finding.tellings[k].at.doc_id for k in side.tellings}),
            }
            for side in sides
        ],
        "origins_are": [_origin(one) for one in finding.origins],
        "origins_why": [line(why) for why in finding.origins_why],
        "why": [line(why) for why in finding.why],
        "passages": [_telling(desk, finding, k) for k in shown],
        "passages_left_out": len(finding.tellings) - len(shown),
        "not_told": list(_doubts(finding)),
    }


def _shown(finding: Finding, most: int) -> list[int]:
    """Which tellings are shown: one of every origin and of every side first."""
    wanted = [origin.tellings[:1] for origin in finding.origins]
    if isinstance(finding, Conflict):
        wanted += [side.tellings[:1] for side in finding.sides]
    first = dict.fromkeys(k for some in wanted for k in some)
    rest = (k for k in range(len(finding.tellings)) if k not in first)
    return sorted([*first, *rest][:most])


def _telling(desk: Desk, finding: Finding, k: int) -> Told:
    telling: Telling = finding.tellings[k]
    return {
        **desk.place(telling.at),
        "holder": telling.holder,
        "anonymous": telling.anonymous,
        "via": list(telling.via),
        "value": telling.value,
        "rests_on": [n for n, one in enumerate(finding.origins) if k in one.tellings],
    }


def _origin(one: Any) -> OriginLine:
    return {
        "kind": one.kind,
        "label": one.label,
        "passages": len(one.tellings),
        "why": [line(why) for why in one.why],
    }


def _doubts(finding: Finding) -> Iterator[str]:
    if finding.origins_open:
        yield (
            f"on whose say-so {count(finding.origins_open, 'text')} stated it could not be told, "
            "so that no origin is counted for that: see origins_why"
        )
    if getattr(finding, "certainty", "firm") == "unsure":
        yield "unsure: these passages are only likely to tell one fact; read them"
    cells = getattr(finding, "cells", ())
    unclear = sum(1 for cell in cells if cell.kind == "unclear")
    if unclear:
        yield f"something alike that is not sure stands in {count(unclear, 'article')} of the story"
    if not finding.origins:
        yield "no origin is named"


def _with_others(n: int, dossier: Dossier, finding: Finding, text: str) -> Nearest:
    desk = Desk.of(dossier)
    told = _told(finding, desk)
    return {
        **_claim(n, desk, finding, _ALL_PASSAGES),
        "likeness": round(likeness(marks(text), told), 2) if text else 1.0,
        "words_not_there": missing(text, told) if text else [],
        "others": _others(getattr(finding, "cells", ())),
    }


def _others(cells: Iterable[Any]) -> list[CellLine]:
    found: Sequence[Any] = [cell for cell in cells if cell.kind != "told"]
    return [
        {
            "doc": cell.doc_id,
            "does": cell.kind,
            "left_out_though_late_and_long": cell.left_out,
        }
        for cell in found[:_OTHERS]
    ]
