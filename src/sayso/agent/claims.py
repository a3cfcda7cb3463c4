"""Claims with their passages, the independent origins counted behind them, and the reasons.

about, story ──stories that may tell it──▶ findings ──nearest by words──▶ ClaimAnswer
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from sayso.agent.likeness import any_word, covered, marks, missing
from sayso.agent.nearness import NEAR, ON_TOPIC
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
_HALF = 0.5  # share of the words asked for that a claim must hold for words to be enough
_COMPARED = 6  # passages of a claim that are compared with a text by meaning
_NO_PROOF = (
    "nearness is what a model sees in common: whether a claim says the same as your text is for "
    "you to judge, by its passages and by words_not_there"
)
_NO_DOUBT = "no claim told by several texts, in conflict or of one source matches"


@dataclass(frozen=True, slots=True)
class _Held:
    """A finding of a story, with what it says and every passage that tells it."""

    n: int
    desk: Desk
    finding: Finding
    told: tuple[str, ...]


# ---- the tools ---------------------------------------------------------------------------------


def claims(library: Library, given: Mapping[str, Any]) -> Claims:
    """Claims about something, those most to the point and on the most origins first."""
    about, least, limit = given["about"], given["origins_at_least"], given["limit"]
    if not about and given["story"] is None:
        raise WrongUse("claims: say what they are about, or which story they are of")
    answer = empty()
    found = _held(_stories(library, about, given["story"], answer["not_told"]))
    shares = _to_the_point(library, about, found, answer["not_told"])
    ranked = [
        (share, one)
        for share, one in zip(shares, found, strict=True)
        if share and len(one.finding.origins) >= least
    ]
    ranked.sort(key=lambda pair: (-pair[0], -len(pair[1].finding.origins)))
    made = [full_claim(one.n, one.desk, one.finding) for _, one in ranked[:limit]]
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
        found = [(1.0, _by_id(library, claim, answer["not_told"]))]
    else:
        found = _nearest(library, text, answer["not_told"])[: given["limit"]]
        answer["not_told"].append(_NO_PROOF)
    made = [_with_others(one, near, text) for near, one in found]
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
    """Numbers of the stories in which most of the words stand, the likeliest first; of a few
    stories all.
    """
    asked = Query(words=any_word(text))
    search, shelves = library.archive.search, library.archive.shelves
    few = shelves.count_stories() <= _STORIES
    votes: Counter[int] = Counter(
        {spine.n: 0 for spine in shelves.spines(limit=_STORIES)} if few else {}
    )
    if not asked.words:
        return list(votes)
    for nth, hit in enumerate(search.claims(asked, limit=_HITS)):
        votes[hit.story] += _HITS - nth
    for nth, doc in enumerate(search.documents(asked, limit=_HITS).hits):
        if doc.story is not None:
            votes[doc.story] += _HITS - nth
    return [n for n, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))]


def _held(stories: Sequence[tuple[int, Dossier]]) -> list[_Held]:
    """All findings of those stories."""
    return [
        _Held(n, desk, finding, tuple(_told(finding, desk)))
        for n, dossier in stories
        for desk in (Desk.of(dossier),)
        for finding in dossier.findings.findings
    ]


def _to_the_point(
    library: Library, about: str, found: Sequence[_Held], not_told: list[str]
) -> list[float]:
    """How much of what was asked for each claim holds: by words, and where no claim holds half of
    them, by meaning.
    """
    asked = marks(about)
    if not asked:
        return [1.0] * len(found)
    shares = [covered(asked, one.told) for one in found]
    if max(shares, default=0.0) >= _HALF:
        return shares
    not_told.append("no claim holds half of these words; those offered are near by meaning")
    near = library.nearness.of(about, [one.told[:_COMPARED] for one in found])
    return [most if most >= ON_TOPIC else 0.0 for _, most in near]


def _by_id(library: Library, claim: str, not_told: list[str]) -> _Held:
    for n in library.archive.search.stories_of_claim(claim):
        dossier = library.dossier(n, not_told)
        for one in _held([(n, dossier)] if dossier else []):
            if one.finding.id == claim:
                return one
    raise WrongUse(
        f"there is no claim {claim!r:.60} among the stories that were read; `claims` and `story` "
        "give ids, and a story that changed has new ones"
    )


def _nearest(library: Library, text: str, not_told: list[str]) -> list[tuple[float, _Held]]:
    """Claims near a text, the nearest first, each with how near it is."""
    if not marks(text):
        raise WrongUse("origins: the text holds no word to look for; write the claim as a sentence")
    found = _held(_stories(library, text, None, not_told))
    near = library.nearness.of(text, [one.told[:_COMPARED] for one in found])
    ranked = [(least, one) for (least, _), one in zip(near, found, strict=True) if least >= NEAR]
    return sorted(ranked, key=lambda pair: -pair[0])


# ---- a claim as it is answered -----------------------------------------------------------------


def _told(finding: Finding, desk: Desk) -> Iterable[str]:
    """What a finding says, each passage that tells it, and each sentence, once."""
    places = [telling.at for telling in finding.tellings]
    places += [telling.sentence for telling in finding.tellings]
    words = (at.cut(desk.documents[at.doc_id].text) for at in places)
    return dict.fromkeys([finding.what, *words])


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


def _with_others(one: _Held, near: float, text: str) -> Nearest:
    return {
        **_claim(one.n, one.desk, one.finding, _ALL_PASSAGES),
        "likeness": round(near, 2),
        "words_not_there": missing(text, one.told) if text else [],
        "others": _others(getattr(one.finding, "cells", ())),
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
