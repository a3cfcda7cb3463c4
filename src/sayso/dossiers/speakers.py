"""Who said what: quotations by speaker, the same words in several articles joined.

    quotes of all readings ──same speaker──▶ Speaker ──same words──▶ Saying (printed here, and here)

Unnamed sources stand apart, one group for each description and outlet; words of nobody in
particular come last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.dossiers.fragments import without_place
from sayso.dossiers.index import Lookup
from sayso.dossiers.own_words import nameless, nobody_in_particular, of_a_title, own_parts
from sayso.dossiers.readable import is_readable
from sayso.dossiers.sources import Because, Source, because, source
from sayso.dossiers.wording import LOW_CONFIDENCE, NAME, PARTS, channels, clip, listed, own_outlet
from sayso.dossiers.worth import Worth, alike, shares, stems
from sayso.groups import led
from sayso.lexicon import mapping
from sayso.model import Passage, Quote
from sayso.say_so import Voices, folded, holder_of
from sayso.text import letters, stem

_LONG_ENOUGH_CHARACTERS = (
    20  # folded characters; shorter words inside longer ones may be chance ("we will")
)
_FULL_NAME = 2  # words of a name that tell two of one surname apart
_INITIALS = 3  # letters of an abbreviation that may belong to a name
_OPEN = 3  # sayings of one speaker that stand open
_SAYING_CHARACTERS = 480  # characters of a saying that are printed; its place leads to the rest
_CROWD = re.compile(r"(?:The )?[a-z]+s?$")  # "polls", "The groups": which, only its text knows
# a word that opened a sentence before a surname
_OPENER = re.compile(r"[A-Z][a-z]{3,}ing|Plus|Despite|Unlike|Like|With|While|Though|But|And|Even")
_LEADING = re.compile(
    r"^(?:[:,;] ?|-{1,2} "
    r"|(?:(?:simply|only|merely|just|flatly|bluntly|openly|publicly) )?that (?=\w)"
    r"|(?:Meanwhile|Still|However|Also|Instead), )"
)
KINDS = {"direct": "direct", "mixed": "partly quoted", "indirect": "in the writer’s words"}


@dataclass(frozen=True, slots=True)
class Printing:
    """One place where words stand, with the words that attribute them. `whole` where they can be
    read as a sentence of the speaker: a few printed words or a clause without its verb are not.
    `unsure` where the text has lost its case or marks, so that who says what is half guessed.
    `parts` are all places of the words.
    """

    id: str
    source: Source
    words: str
    cue: str
    kind: str
    notes: tuple[str, ...]
    why: tuple[Because, ...]
    at: Passage
    whole: bool = True
    unsure: bool = False
    parts: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of one speaker and every place that prints them, fullest first.

    copies  copies of the first place's text; others  other places; `shorter` those of both whose
            words are fewer
    """

    first: Printing
    copies: tuple[Printing, ...]
    others: tuple[Printing, ...]
    shorter: frozenset[str]

    @property
    def printings(self) -> tuple[Printing, ...]:
        """All of them."""
        return (self.first, *self.copies, *self.others)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker and all of its sayings. `group` is named, unnamed or unknown; `texts` counts those
    that quote it; of its sayings the first `open` are shown unfolded.
    """

    id: str
    name: str
    group: str
    sayings: tuple[Saying, ...]
    texts: int
    aliases: str = ""
    open: int = 0


@dataclass(frozen=True, slots=True)
class _Heard:
    quote: Quote
    id: str
    folded: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is asked of every saying: the tables, what the story turns on, and who shares a surname
    within one text.
    """

    look: Lookup
    worth: Worth
    namesakes: Mapping[tuple[str, str], tuple[str, ...]]

    def either(self, quote: Quote) -> tuple[str, ...]:
        """The names it may be: two are as likely, or a surname stands alone that two bear."""
        printed = folded(" ".join(self.look.text(at) for at in quote.source))
        alone = self.namesakes.get((quote.doc_id, printed), ())
        return quote.doubtful or alone


def namesakes(look: Lookup) -> dict[tuple[str, str], tuple[str, ...]]:
    """The people who share a surname, by text and surname, where a text calls two by full name or
    title.

    >>> from types import SimpleNamespace
    >>> from sayso.model import Actor, Document
    >>> doc = Document("a", "Ada Brandt met Ole Brandt.")
    >>> both = [Actor(n, n, "person", (), (Passage("a", k, k + 10),)) for n, k in
    ...         (("Ada Brandt", 0), ("Ole Brandt", 15))]
    >>> told = SimpleNamespace(findings=SimpleNamespace(actors=both))
    >>> text = SimpleNamespace(dossier=told, documents={"a": doc}, text=lambda at: at.cut(doc.text))
    >>> namesakes(text)
    {('a', 'brandt'): ('Ada Brandt', 'Ole Brandt')}
    """
    held: dict[tuple[str, str], set[str]] = {}
    for actor in look.dossier.findings.actors:
        parts = folded(actor.name).split()
        if actor.kind != "person" or len(parts) < _FULL_NAME:
            continue
        for at in actor.mentions:
            if at.doc_id in look.documents and _in_full(look, at):
                for one in {parts[0], parts[-1]}:  # "Kim" alone is the family's name too
                    held.setdefault((at.doc_id, one), set()).add(actor.name)
    return {place: tuple(sorted(names)) for place, names in held.items() if len(names) > 1}


def _in_full(look: Lookup, at: Passage) -> bool:
    before = look.documents[at.doc_id].text[max(0, at.start - NAME) : at.start].split()
    titled = bool(before) and before[-1].lower().rstrip(".") in mapping("titles")
    return titled or len(look.text(at).split()) >= _FULL_NAME


def speakers(
    look: Lookup,
    told: Sequence[Passage] = (),
    worth: Worth | None = None,
    above: Sequence[frozenset[str]] = (),
    *,
    heard: Sequence[Speaker] = (),
) -> tuple[Speaker, ...]:
    """Named speakers, most quoted first, then unnamed sources, then words whose speaker is not
    known. Of each speaker, words whose places stand in `told` come last and are not open; nor are
    words of other things than the story's, by `worth`, where some of the story are, nor what one of
    the lines `above` says, by their stems. `heard` are all of them, where they are known already.
    """
    worth = worth or Worth.of_story(look)
    shown = _Shown(look, worth, namesakes(look))
    made = [_opened(shown, one, told, above) for one in heard or all_heard(look, worth)]
    rank = {"named": 0, "unnamed": 1, "unknown": 2}
    crowds = {a.name for a in look.dossier.findings.actors if a.kind == "group"}
    made.sort(
        key=lambda s: (
            rank[s.group],
            not s.open,  # nothing of theirs that can be read here: a reader would find a bare name
            _unsure(s),
            s.name in crowds or bool(_CROWD.match(s.name)),
            not any(worth.is_of_story(saying.first.words) for saying in s.sayings[: s.open]),
            -s.texts,
            -len(s.sayings),
            s.name,
        ),
    )
    return tuple(made)


def all_heard(look: Lookup, worth: Worth) -> list[Speaker]:
    """Everybody who is quoted, with all that they say, in the order of the texts."""
    voices = Voices.of(look.dossier.findings.actors)
    groups: dict[tuple[str, str], list[_Heard]] = {}
    names: dict[tuple[str, str], str] = {}
    for doc in look.dossier.documents:
        reading = look.readings.get(doc.id)
        for number, quote in enumerate(reading.quotes if reading else ()):
            if not quote.speech:
                continue
            key, name = _who(look, quote, voices)
            said = letters(" ".join(look.text(p) for p in quote.content))
            groups.setdefault(key, []).append(_Heard(quote, look.quote_ids[doc.id, number], said))
            names.setdefault(key, name)
    shown = _Shown(look, worth, namesakes(look))
    return [_speaker(shown, key, names[key], heard) for key, heard in groups.items()]


def _unsure(speaker: Speaker) -> bool:
    return all(saying.first.unsure for saying in speaker.sayings)


def _opened(
    shown: _Shown, speaker: Speaker, told: Sequence[Passage], above: Sequence[frozenset[str]]
) -> Speaker:
    """The speaker with what stands nowhere above first: of the story, in most places, then the
    printed words. What is unsure comes last and is never open.
    """

    look, worth = shown.look, shown.worth

    def again(saying: Saying) -> bool:
        at, held = saying.first.at, stems(saying.first.words)
        stands = any(shares(at, other) for other in told)
        return stands or any(alike(held, line) for line in above)

    ranked = sorted(
        speaker.sayings,
        key=lambda s: (
            s.first.unsure,
            again(s),
            not s.first.whole,
            not worth.is_of_story(s.first.words),
            -len(s.printings),
            s.first.kind == KINDS["indirect"],
        ),
    )
    open_: list[Saying] = []
    rest: list[Saying] = []
    for saying in ranked:
        clear = saying.first.whole and not saying.first.unsure and not again(saying)
        held = stems(saying.first.words)
        twice = any(alike(held, stems(other.first.words)) for other in open_)
        (open_ if clear and not twice and len(open_) < _OPEN else rest).append(saying)
    unnamed = speaker.group == "unnamed" and speaker.name.rpartition(", in ")[0]
    if unnamed and nobody_in_particular(unnamed):
        return replace(speaker, sayings=(*open_, *rest), open=0)
    if nameless(speaker.name, worth.knows) or of_a_title(look, speaker.name):
        return replace(speaker, sayings=(*open_, *rest), open=0)
    of_story = [s for s in open_ if worth.is_of_story(s.first.words)]
    return replace(speaker, sayings=(*open_, *rest), open=len(of_story) or len(open_))


def _who(look: Lookup, quote: Quote, voices: Voices) -> tuple[tuple[str, str], str]:
    """Group and key of a quote's speaker, and the name to show. An unnamed source is the source of
    its article, whatever another article calls one of its own.
    """
    holder, key = holder_of(quote), voices.key_of(quote)
    if quote.anonymous:
        outlet = look.labels[look.family_of[quote.doc_id].original]
        shown = f"{_bare(holder or 'an unnamed source')}, in {outlet}"
        return ("unnamed", f"{key}|{outlet}"), shown
    if not holder or not key:
        return ("unknown", ""), "Speaker not known"
    return ("named", key), _without_word(look, look.names.get(key, holder))


def _without_word(look: Lookup, name: str) -> str:
    """A name without the plain word that stood before it with a capital: "Full Ada Brandt"."""
    first, _, rest = name.partition(" ")
    given = mapping("given_names")
    if first.isupper() and len(first) > _INITIALS and rest.split(" ", 1)[0].lower() in given:
        return rest  # the site's own name, or a heading, before the speaker's
    if rest and " " not in rest and first.lower() not in given and _OPENER.fullmatch(first):
        return rest  # "Denouncing Brandt"
    plain = rest and rest.split(" ", 1)[0].lower() in given and " " in rest
    if not plain or first.lower() in given or first.lower().rstrip(".") in mapping("titles"):
        return name
    low = re.compile(rf"\b{re.escape(first.lower())}\b")
    return rest if any(low.search(doc.text) for doc in look.dossier.documents) else name


def _bare(described: str) -> str:
    text = " ".join(described.split())
    return text[:1].upper() + text[1:]


def _speaker(shown: _Shown, key: tuple[str, str], name: str, heard: Sequence[_Heard]) -> Speaker:
    look = shown.look
    sayings = tuple(_saying(shown, group) for group in _joined(look, heard))
    forms = {h.quote.speaker for h in heard if h.quote.speaker and h.quote.speaker != name}
    return Speaker(
        id=f"speaker-{heard[0].id}",
        name=clip(name, NAME),
        group=key[0],
        sayings=sayings,
        texts=look.texts(h.quote.doc_id for h in heard),
        aliases=listed([clip(f, NAME) for f in sorted(forms)], most=3) if key[0] == "named" else "",
    )


def _joined(look: Lookup, heard: Sequence[_Heard]) -> list[list[_Heard]]:
    """Groups of the same words: equal once folded, or the shorter standing whole inside the
    longer.
    """
    groups = led(
        sorted(heard, key=lambda h: (-len(h.folded), _rank(look, h))),
        lambda one, group: (
            one.quote.doc_id not in _docs(group) and _same(group[0].folded, one.folded)
        ),
    )
    return sorted(groups, key=lambda g: (-len(g), _rank(look, g[0])))


def _docs(group: Iterable[_Heard]) -> set[str]:
    return {h.quote.doc_id for h in group}


def _rank(look: Lookup, heard: _Heard) -> tuple[bool, bool, int, int]:
    doc = heard.quote.doc_id
    copied = look.family_of[doc].original != doc
    return (heard.quote.low_confidence, copied, look.numbers[doc], heard.quote.content[0].start)


def _same(longer: str, shorter: str) -> bool:
    return longer == shorter or (len(shorter) >= _LONG_ENOUGH_CHARACTERS and shorter in longer)


def _saying(shown: _Shown, group: Sequence[_Heard]) -> Saying:
    first = group[0]
    family = shown.look.family_of[first.quote.doc_id]
    copied = [
        h
        for h in group[1:]
        if h.folded == first.folded and shown.look.family_of[h.quote.doc_id] == family
    ]
    others = [h for h in group[1:] if h not in copied]
    return Saying(
        _printing(shown, first),
        tuple(_printing(shown, h) for h in copied),
        tuple(_printing(shown, h) for h in others),
        frozenset(h.id for h in group if h.folded != first.folded),
    )


def _printing(shown: _Shown, heard: _Heard) -> Printing:
    look, quote = shown.look, heard.quote
    either = shown.either(quote)
    first, last = quote.content[0], quote.content[-1]
    return Printing(
        id=heard.id,
        source=source(look, first, Passage(first.doc_id, first.start, max(first.end, last.end))),
        words=clip(
            _opening(" … ".join(" ".join(look.text(p).split()) for p in own_parts(look, quote))),
            _SAYING_CHARACTERS,
        ),
        cue=clip(" ".join(look.text(p) for p in quote.cue), NAME),
        kind=KINDS[quote.kind],
        notes=tuple(_notes(look, quote, either)),
        why=because(look, quote.why),
        at=first,
        parts=quote.content,
        whole=is_readable(look, quote, shown.worth.knows),
        unsure=quote.low_confidence or bool(either),
    )


def _opening(said: str) -> str:
    """The words as they can follow a name and a colon of the page's own."""
    return without_place(_LEADING.sub("", said))


def _notes(look: Lookup, quote: Quote, either: Sequence[str]) -> list[str]:
    notes: list[str] = []
    cue = " ".join(look.text(p) for p in quote.cue).casefold()
    if quote.manner not in ("said", "other") and stem(quote.manner) not in cue:
        notes.append(quote.manner)
    if either:
        names = " or ".join(clip(name, NAME) for name in either)
        notes.append(f"speaker not certain: {names}")
    if quote.addressee:
        notes.append(f"to {clip(quote.addressee, NAME)}")
    if quote.via:
        own = look.documents[quote.doc_id].outlet
        through = channels([v for v in quote.via if not own_outlet(v, own)], quote.speaker)
        notes += [f"through {through}"] if through else []
    if quote.part:
        notes.append(f"in a {PARTS[quote.part][0]}")
    if quote.low_confidence:
        notes.append(LOW_CONFIDENCE)
    return notes
