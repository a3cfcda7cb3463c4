"""People and bodies: who is quoted, and all that one of them is quoted saying, by day.

name ─names decided to be one─▶ sayings by day ─alike but not equal─▶ wordings that differ
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from starlette.exceptions import HTTPException

from sayso.archive import Archive, Saying, voice_key
from sayso.archive.identity import sound
from sayso.archive.lines import saying_row
from sayso.archive.shown import outlets_of
from sayso.decided import of_kind
from sayso.groups import led
from sayso.text import fold_words
from sayso.web.asked import Asked
from sayso.web.decisions import decision_views
from sayso.web.desk import Desk
from sayso.web.frame import Page

_MOST_SAYINGS = 500
_MOST_PEOPLE = 200
_FEWEST_WORDS = 4  # of sayings that are laid against each other: fewer are alike by chance
_ALIKE = 0.6  # share of the words of the shorter that the longer must hold, to be called one saying


def people(desk: Desk, asked: Asked) -> Page:
    """Who is quoted, the most quoted first."""
    like = asked.text("like")
    with desk.reading() as keeper:
        found = keeper.archive.search.speakers(sound(like), limit=_MOST_PEOPLE)
    rows = [{"name": name, "sayings": count} for name, count in found]
    plain = {"like": like, "people": rows}
    return Page("people.html", "Who is quoted", plain, {**plain, "full": len(rows) == _MOST_PEOPLE})


def person(desk: Desk, asked: Asked) -> Page:
    """All that somebody is quoted saying."""
    name = asked.text("name").strip()
    with desk.reading() as keeper:
        archive = keeper.archive
        names = one_names(archive, name)
        found = [
            s for one in names for s in archive.search.sayings(sound(one), limit=_MOST_SAYINGS)
        ]
        found.sort(key=lambda s: (s.day or "9999", s.doc_id, s.start))
        own = archive.shelves.numbers({s.doc_id for s in found})
        outlets = outlets_of(archive, list(own))
        decided = decision_views(archive, archive.decisions.about([*names, *_shown(found)]))
        similar = [n for n, _ in archive.search.speakers(_last_word(name), limit=12)]
    if not found:
        raise HTTPException(404, "nobody of that name is quoted in what has been read so far")
    shown = found[0].speaker if voice_key(found[0].speaker) == voice_key(name) else name
    rows = [_row(s, own, outlets) for s in found]
    plain = {"name": shown, "names": names, "sayings": rows, "decisions": decided}
    views = {
        "name": shown,
        "names": [n for n in dict.fromkeys(names) if voice_key(n) != voice_key(shown)],
        "days": [(day, once(list(some))) for day, some in groupby(rows, key=lambda r: r["day"])],
        "count": len(rows),
        "full": len(found) >= _MOST_SAYINGS,
        "differing": [[_row(s, own, outlets) for s in group] for group in differing(found)],
        "similar": [n for n in similar if voice_key(n) not in {voice_key(m) for m in names}],
        "decisions": decided,
    }
    return Page("person.html", shown, plain, views)


def once(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sayings of a day, the same words once with `also` the other places that print them."""
    made: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in rows:
        words = tuple(w for w, _, _ in fold_words(row["text"]))
        key = (row["story"], words)
        if key in made:
            made[key]["also"].append(row)
        else:
            made[key] = {**row, "also": []}
    return list(made.values())


def one_names(archive: Archive, name: str) -> list[str]:
    """The name, and those that a person has said to be of the same."""
    names = {voice_key(name): name}
    ruled = of_kind(archive.decisions.in_force(), "same-name")
    for _ in ruled:
        for decision in ruled:
            keys = {voice_key(one): one for one in decision.about}
            if keys.keys() & names.keys():
                names |= keys | names
    return list(names.values())


def differing(found: Sequence[Saying]) -> list[list[Saying]]:
    """Sayings of one story that are alike in words and not the same, each wording once, the fullest
    first.
    """
    words = {s: frozenset(w for w, _, _ in fold_words(s.text)) for s in found}
    long = [s for s in found if len(words[s]) >= _FEWEST_WORDS]
    long.sort(key=lambda s: (s.story, -len(s.text), s.day or "9999", s.doc_id, s.start))

    def fits(one: Saying, group: list[Saying]) -> bool:
        first = words[group[0]]
        shared = len(words[one] & first)
        return group[0].story == one.story and shared >= _ALIKE * min(len(words[one]), len(first))

    groups = []
    for _, some in groupby(long, key=lambda s: s.story):
        groups += led(list(some), fits)
    made = []
    for group in groups:
        once = list({tuple(w for w, _, _ in fold_words(s.text)): s for s in group[::-1]}.values())
        if len(once) > 1:
            made.append(once[::-1])
    return made


def _row(saying: Saying, own: dict[str, int], outlets: dict[str, str]) -> dict[str, Any]:
    n = own.get(saying.doc_id, 0)
    place = f"/article/{n}?at={saying.start}-{saying.end}#c-{saying.start}"
    called = outlets.get(saying.doc_id, "")
    return {**saying_row(saying), "article": n, "place": place, "outlet": called}


def _shown(found: Iterable[Saying]) -> list[str]:
    return list(dict.fromkeys(s.speaker for s in found))


def _last_word(name: str) -> str:
    return (name.split() or [""])[-1][:60]
