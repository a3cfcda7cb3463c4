"""What somebody is quoted saying: every wording once, with all the places that print it.

a name ──who may be meant──▶ sayings ──one wording──▶ SayingLine: places, via, hedges, texts
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sayso.agent.answers import Quotes, SayingLine, SpeakerLine
from sayso.agent.library import Library
from sayso.agent.passages import Desk, empty, fitted, notes
from sayso.archive import Saying, parse, voice_key
from sayso.dossiers.wording import count, listed
from sayso.errors import WrongUse
from sayso.model import Dossier, Passage, Quote
from sayso.text import fold_words
from sayso.words import line

_NAMES = 20  # whom a name may mean
_LOOKED_AT = 400  # sayings of one name
_PLACES = 5  # of one wording
_STORIES = 8  # that are looked into for how each thing was said, and read where nobody has


def quotes(library: Library, given: Mapping[str, Any]) -> Quotes:
    """All that a person or body is quoted saying, by day."""
    answer = empty()
    name, story = given["speaker"], given["story"]
    number = None if story is None else library.spine(story).n
    _read_first(library, name, number, answer["not_told"])
    speakers = _meant(library, name, number)
    sayings = [s for one in speakers for s in _sayings(library, one["name"], number)]
    wordings = _wordings(sayings)
    made = _lines(library, wordings[: given["limit"]], answer["not_told"])
    kept = fitted(made, given["limit"], answer["left_out"], of=(len(wordings), "sayings"))
    if len(speakers) > 1:
        answer["not_told"].append(
            f"{name!r} may mean {count(len(speakers), 'speaker')}: `speakers` names them; names"
            " are joined within a story, so one person may stand under several, and two under one"
        )
    if not speakers:
        answer["not_told"].append(
            f"nobody called {name!r} is quoted in what was read; sources that an article leaves "
            "unnamed stand under their description (“a town official”)"
        )
    return {
        "speaker": name,
        "speakers": speakers,
        "sayings": kept,
        "left_out": answer["left_out"],
        "not_told": notes(answer["not_told"]),
    }


def _read_first(library: Library, name: str, number: int | None, not_told: list[str]) -> None:
    """Have the stories read in which the name stands."""
    if not _words(name):
        raise WrongUse("quotes: the speaker's name holds no letter; write it as articles print it")
    if number is not None:
        library.dossier(number, not_told)
        return
    asked = parse(f'"{_words(name)}"')
    hits = library.archive.search.documents(asked, limit=_STORIES * _STORIES).hits
    numbers = list(dict.fromkeys(hit.story for hit in hits if hit.story is not None))
    library.dossiers(numbers[:_STORIES], not_told)
    unread = [n for n in numbers[_STORIES:] if not library.is_read(n)]
    if unread:
        not_told.append(
            f"{count(len(unread), 'more story', 'more stories')} in which the name stands were not "
            f"read: {listed([str(n) for n in unread])}; name one by its number"
        )


def _words(name: str) -> str:
    return " ".join(word for word, _, _ in fold_words(name))


def _meant(library: Library, name: str, number: int | None) -> list[SpeakerLine]:
    """Who may be meant: whoever is called just so, else all whose names hold it."""
    found = library.archive.search.speakers(name, limit=_NAMES, story=number)
    exact = [one for one in found if voice_key(one[0]) == voice_key(name)]
    return [{"name": called, "sayings": often} for called, often in exact or found]


def _sayings(library: Library, name: str, number: int | None) -> Sequence[Saying]:
    found = library.archive.search.sayings(name, limit=_LOOKED_AT)
    return [one for one in found if number is None or one.story == number]


def _wordings(sayings: Sequence[Saying]) -> list[list[Saying]]:
    """Sayings of one speaker in the same words in one story, together, by their first day."""
    held: dict[tuple[int, str, str], list[Saying]] = {}
    for one in sayings:
        held.setdefault((one.story, voice_key(one.speaker), _words(one.text)), []).append(one)
    return sorted(held.values(), key=lambda some: (some[0].day or "9999", some[0].doc_id))


def _lines(
    library: Library, wordings: Sequence[Sequence[Saying]], not_told: list[str]
) -> list[SayingLine]:
    numbers = list(dict.fromkeys(some[0].story for some in wordings))
    dossiers = dict(library.dossiers(numbers, not_told))
    desks = {n: Desk.of(dossier) for n, dossier in dossiers.items()}
    return [
        _line(some, dossiers[some[0].story], desks[some[0].story])
        for some in wordings
        if some[0].story in dossiers
    ]


def _line(some: Sequence[Saying], dossier: Dossier, desk: Desk) -> SayingLine:
    first = some[0]
    quote = _quote(first, dossier)
    docs = list(dict.fromkeys(one.doc_id for one in some if one.doc_id in desk.documents))
    texts = desk.texts(docs)
    return {
        "speaker": first.speaker,
        "story": first.story,
        "kind": first.kind,  # type: ignore[typeddict-item]
        "manner": first.manner,  # type: ignore[typeddict-item]
        "addressee": quote.addressee if quote else None,
        "via": list(quote.via) if quote else [],
        "hedges": list(quote.hedges) if quote else [],
        "origins": 1,
        "origins_why": [
            f"one speaker: {count(len(docs), 'article')} ({count(texts, 'text')}, copies counted"
            " once) print these words, which adds no origin"
        ],
        "why": [line(why) for why in quote.why] if quote else [],
        "articles": len(docs),
        "texts": texts,
        "passages": [
            desk.place(Passage(one.doc_id, one.start, one.end))
            for one in some[:_PLACES]
            if one.doc_id in desk.documents
        ],
    }


def _quote(saying: Saying, dossier: Dossier) -> Quote | None:
    """The attribution that a saying was kept of."""
    for reading in dossier.readings:
        if reading.doc_id == saying.doc_id:
            for quote in reading.quotes:
                if quote.speech and quote.content and quote.content[0].start == saying.start:
                    return quote
    return None
