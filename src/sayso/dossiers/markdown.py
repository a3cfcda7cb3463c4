"""A dossier as Markdown, for a wiki, a ticket or a mail: what stands open on the page, a line each.

It holds no article, and is as long as the texts it explains at most: a section has ten lines, and
fewer where the texts are short. What is folded on the page is counted here.

views of the page ─▶ lines; every word of an article is escaped, so that it can neither format nor
link
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.dossiers.articles import article_views
from sayso.dossiers.cards import ClaimCard, ConflictCard, Line, similar_lines
from sayso.dossiers.family_tree import Copies, copies
from sayso.dossiers.head import head
from sayso.dossiers.index import Lookup
from sayso.dossiers.lead import lead
from sayso.dossiers.matrix import CELL_SIGNS, CELL_WORDS, matrix
from sayso.dossiers.sources import Because, SourceLine
from sayso.dossiers.speakers import Saying, Speaker
from sayso.dossiers.timeline import EventLine
from sayso.dossiers.top import SHOWN, Page, page
from sayso.dossiers.wording import count

_SPECIAL = re.compile(r"([\\`*_\[\]|~$])")
_AT_START = re.compile(r"^([#+=-]|\d+(?=[.)]))")
_FEWER = (SHOWN, 7, 5, 3, 2, 1)  # lines of a section, tried until the whole is short enough
_SAYINGS = 3  # of one speaker
_PLACES = 4  # of one line; more are counted


@dataclass(frozen=True, slots=True)
class _Made:
    """What all sections are written from, and how many lines each may have."""

    look: Lookup
    page: Page
    most: int


def escaped(text: str) -> str:
    """Text in one line that Markdown prints as it is: no format, no link, no HTML.

    >>> print(escaped("a *b* <i>[c](d)"), escaped("# 1"), escaped("3. x"))
    a \\*b\\* &lt;i&gt;\\[c\\](d) \\# 1 3\\. x
    """
    plain = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    inner = _SPECIAL.sub(r"\\\1", plain).replace("://", "&#58;//")
    return _AT_START.sub(lambda m: m[0] + "\\" if m[0].isdigit() else "\\" + m[0], inner)


def as_markdown(look: Lookup) -> str:
    """The dossier as Markdown, no longer than the texts it explains where that can be."""
    pile = sum(len(doc.text) for doc in look.dossier.documents)
    made = page(look)
    text = ""
    for most in _FEWER:
        text = _written(_Made(look, made, most))
        if len(text) < pile:
            break
    return text


def _written(made: _Made) -> str:
    blocks: tuple[Callable[[_Made], Iterator[str]], ...] = (
        _head,
        _conflicts,
        _open,
        _agreements,
        _timeline,
        _speakers,
        _matrix,
        _copies,
        _articles,
        _similar,
    )
    return "\n".join(line for block in blocks for line in block(made)).rstrip() + "\n"


def _head(made: _Made) -> Iterator[str]:
    top = head(made.look)
    yield from (f"# {escaped(top.title)}", "", f"**{top.badge}** — {escaped(top.days)}", "")
    clauses = lead(made.look, made.page)
    if clauses:
        yield " ".join(f"{escaped(c.words)} {_place(c.href)}" for c in clauses)
        yield ""
    yield " ".join(escaped(s) for s in (top.grouping, *top.left_out))
    yield ""
    for lost in top.rejected[: made.most]:
        yield f"- not read: {escaped(lost.where)}: {escaped(lost.reason)}"
    yield from _more(len(top.rejected) - made.most)
    if top.rejected:
        yield ""


def _conflicts(made: _Made) -> Iterator[str]:
    cards, small = made.page.conflicts, made.page.small
    open_ = cards[: len(cards) - len(small)][: made.most]  # the small ones are folded on the page
    yield from _heading("Where the accounts part", cards)
    yield from (_conflict(card) for card in open_)
    yield from _ended(len(cards) - len(open_), cards)


def _conflict(card: ConflictCard) -> str:
    sides = [
        f"**{escaped(side.value)}** ({_tellers(side.told)}; {escaped(side.badge)})"
        for side in card.sides
    ]
    topic = "" if card.question.startswith("whether “") else f"{escaped(card.topic)}: "
    said = "; ".join(s for s in (_reasons(card.why[:1]), _declared(card.origins_why)) if s)
    why = f" {said}." if said else ""
    verdict = f"{card.subtype}; *{card.verdict}: {card.verdict_words}*."
    return f"- {topic}{' — '.join(sides)} — {verdict}{why} {_place(card.id)}"


def _open(made: _Made) -> Iterator[str]:
    held = made.page.questions
    yield from _lines("Not yet known", held.open, made.most, len(held.folded) + len(held.unsure))


def _similar(made: _Made) -> Iterator[str]:
    yield from _lines("Similar, not compared", similar_lines(made.look), made.most)


def _lines(title: str, held: Sequence[Line], most: int, folded: int = 0) -> Iterator[str]:
    if not held and not folded:
        return
    yield from (f"## {title}", "")
    for line in held[:most]:
        yield f"- {escaped(line.what)} — {escaped(line.note)}. {_tellers(line.told)}"
    if folded and not held:
        yield from (f"- {folded:,} that cannot be read alone, in the page and the JSON", "")
        return
    yield from _ended(max(0, len(held) - most) + folded, (title,))


def _agreements(made: _Made) -> Iterator[str]:
    told, alone = made.page.agreements, made.page.singles
    yield from _heading("What they agree on", (*told.all, *alone.all))
    yield from (_claim(card) for card in told.open[: made.most])
    yield from _ended(len(told.all) - len(told.open[: made.most]), told.all)
    if alone.open:
        yield from ("### Reported by one text only", "")
        yield from (_claim(card) for card in alone.open[: made.most])
        yield from _ended(len(alone.all) - len(alone.open[: made.most]), alone.all)


def _claim(card: ClaimCard) -> str:
    support = card.badge if card.texts > 1 else ""
    declared = _declared(card.origins_why)
    notes = [escaped(support), card.status, card.warning, declared, _tellers(card.told)]
    return f"- {escaped(card.what)} — {' · '.join(n for n in notes if n)} {_place(card.id)}"


def _timeline(made: _Made) -> Iterator[str]:
    section = made.page.events
    yield from _heading("Timeline", section.all)
    ranked = sorted(section.open, key=lambda e: (e.status == "background", -e.texts))
    chosen = ranked[: made.most]
    yield from (_event(line) for line in section.open if line in chosen)
    yield from _ended(len(section.all) - len(chosen), section.all)


def _event(line: EventLine) -> str:
    notes = [
        line.status_words,
        "day inferred" if line.inferred else "",
        escaped(line.badge) if line.texts > 1 or line.beside else "",
        _tellers(line.told),
        f"may tell of it: {_tellers(line.beside)}" if line.beside else "",
    ]
    known = " · ".join(n for n in notes if n)
    return f"- **{escaped(line.when)}** {escaped(line.what)} — {known}"


def _speakers(made: _Made) -> Iterator[str]:
    held = made.page.said
    yield from _heading("Who said what", held)
    shown = [s for s in held if s.open and s.group != "unknown"][: made.most]
    yield from (_speaker(speaker, min(made.most, _SAYINGS)) for speaker in shown)
    yield from _ended(len(held) - len(shown), held)


def _speaker(speaker: Speaker, most: int) -> str:
    unnamed = " (unnamed source)" if speaker.group == "unnamed" else ""
    said = [_saying(saying) for saying in speaker.sayings[: min(most, speaker.open)]]
    more = len(speaker.sayings) - len(said)
    rest = f" — and {count(more, 'more saying')}" if more else ""
    return f"- **{escaped(speaker.name)}**{unnamed}: {' — '.join(said)}{rest}"


def _saying(saying: Saying) -> str:
    first = saying.first
    notes = escaped("; ".join(("", *first.notes))) if first.notes else ""
    others = dict.fromkeys(p.source.label for p in saying.printings[1:])
    also = f"; also in {_some([escaped(label) for label in others])}" if others else ""
    kind = "" if first.kind == "direct" else f", {first.kind}"
    place = f"{escaped(first.source.label)} {_place(first.source.anchor)}"
    return f"{escaped(first.words)} ({place}{kind}{notes}{also})"


def _matrix(made: _Made) -> Iterator[str]:
    """By ids: the words of the claims and the names of the outlets stand in the other sections."""
    look = made.look
    table = matrix(look)
    yield from _heading("Claims and outlets", table.rows)
    chosen = [n for n, column in enumerate(table.columns) if not column.every]
    if table.rows:
        heads = ("+".join(f"d{look.numbers[i]}" for i in table.columns[n].doc_ids) for n in chosen)
        yield f"| claim | {' | '.join(heads)} |"
        yield "|---|" + "---|" * len(chosen)
    small = {c.id for c in made.page.small}  # counted, not printed, as agreements that are folded
    above = {c.id for c in made.page.conflicts} - small | {c.id for c in made.page.agreements.open}
    rows = [row for row in table.rows if row.id in above][: made.most]
    for row in rows:
        yield f"| {_place(row.id)} | {' | '.join(row.cells[n].sign for n in chosen)} |"
    if table.rows:
        signs = (f"{sign} {CELL_WORDS[kind]}" for kind, sign in CELL_SIGNS.items())
        yield from ("", " · ".join(signs), "")


def _copies(made: _Made) -> Iterator[str]:
    held = copies(made.look)
    lines = [*_families(held), *_pairs(held), *_relays(held)]
    yield from _heading("Copies and relays", lines)
    yield from lines[: made.most]
    yield from _ended(len(lines) - made.most, lines)


def _families(held: Copies) -> Iterator[str]:
    for tree in held.trees:
        branches = [f"{escaped(b.label)}: {b.words}" for b in tree.branches]
        more = [f"{len(branches) - SHOWN:,} more"] if len(branches) > SHOWN else []
        yield f"- one text: {escaped(tree.label)} — {'; '.join([*branches[:SHOWN], *more])}"
    for pair in (*held.inside, *held.repeated):
        if said := _declared(pair.why):
            two = f"{escaped(pair.label_a)} and {escaped(pair.label_b)}"
            yield f"- {two}: {said}. {_place(pair.id)}"


def _pairs(held: Copies) -> Iterator[str]:
    for pair in held.outside:
        counted = "count as two texts" if pair.independent else "count as one"
        two = f"{escaped(pair.label_a)} and {escaped(pair.label_b)}"
        yield f"- {two}: {pair.words}; {counted}. {escaped(pair.shares)}. {_place(pair.id)}"


def _relays(held: Copies) -> Iterator[str]:
    """One line an article, with all whom it credits."""
    by_label: dict[tuple[str, str], dict[str, str]] = {}
    for arrow in held.arrows:
        found = by_label.setdefault((arrow.label, arrow.words), {})
        found.setdefault(arrow.origin, arrow.source.anchor)
    for (label, words), origins in by_label.items():
        named = ", ".join(f"{escaped(o)} {_place(at)}" for o, at in origins.items())
        yield f"- {escaped(label)} {words} {named}"


def _articles(made: _Made) -> Iterator[str]:
    views = article_views(made.look)
    yield from _heading("The articles", views)
    for view in views:
        facts = [view.label, view.day, view.length, view.lang, view.name]
        title = f"{escaped(view.title)} — " if view.title else ""
        yield f"- d{view.number} {title}{escaped(' · '.join(f for f in facts if f))}"
    yield ""


def _heading(title: str, held: Sequence[object]) -> Iterator[str]:
    """A section without lines is left out: the paragraph says where the accounts do not part."""
    if held:
        yield from (f"## {title}", "")


def _more(left: int) -> Iterator[str]:
    if left > 0:
        yield f"- and {left:,} more, in the page and the JSON"


def _ended(left: int, held: Sequence[object]) -> Iterator[str]:
    """What is not printed, counted, and the end of the section."""
    yield from _more(left)
    if held:
        yield ""


def _tellers(lines: Iterable[SourceLine]) -> str:
    """The places that tell it, each with whose word it is where a text does not speak for
    itself.
    """
    held = tuple(lines)
    said = []
    for line in held[:_PLACES]:
        who = "" if line.who == "in its own voice" else f", {escaped(line.who)}"
        copied = f" = {_some([_place(c.anchor) for c in line.copies])}" if line.copies else ""
        said.append(f"{escaped(line.source.label)}{who} {_place(line.source.anchor)}{copied}")
    more = [f"{len(held) - _PLACES} more"] if len(held) > _PLACES else []
    return ", ".join([*said, *more])


def _some(places: Sequence[str]) -> str:
    """The first of them; more are counted.

    >>> _some(["a", "b", "c", "d", "e", "f"])
    'a, b, c, d, 2 more'
    """
    more = [f"{len(places) - _PLACES:,} more"] if len(places) > _PLACES else []
    return ", ".join([*places[:_PLACES], *more])


def _place(anchor: str) -> str:
    """A place as an id, to be looked up in the page or the JSON."""
    return f"`{anchor}`"


def _declared(reasons: Iterable[Because]) -> str:
    """What a text declares of its origin: it decides what counts, and stands in no text."""
    return _reasons(reason for reason in reasons if reason.rule == "declared-origin")


def _reasons(reasons: Iterable[Because]) -> str:
    return "; ".join(escaped(reason.words) for reason in reasons)
