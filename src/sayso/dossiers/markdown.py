"""A dossier as Markdown: the same sections in the same order, for a wiki, a ticket or a mail.

views of the page ─▶ lines; every word of an article is escaped, so that it can neither format nor
link
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sayso.dossiers.articles import ArticleView, article_views
from sayso.dossiers.cards import (
    ClaimCard,
    Line,
    agreement_cards,
    conflict_cards,
    open_lines,
    similar_lines,
    single_cards,
)
from sayso.dossiers.family_tree import copies
from sayso.dossiers.head import head
from sayso.dossiers.index import Lookup
from sayso.dossiers.matrix import CELL_SIGNS, CELL_WORDS, matrix
from sayso.dossiers.sources import Because, SourceLine
from sayso.dossiers.speakers import Saying, speakers
from sayso.dossiers.timeline import event_lines
from sayso.dossiers.wording import LOW_CONFIDENCE, count

_SPECIAL = re.compile(r"([\\`*_\[\]|~$])")
_AT_START = re.compile(r"^([#+=-]|\d+(?=[.)]))")


def escaped(text: str) -> str:
    """Text in one line that Markdown prints as it is: no format, no link, no HTML.

    >>> print(escaped("a *b* <i>[c](d)"), escaped("# 1"), escaped("3. x"))
    a \\*b\\* &lt;i&gt;\\[c\\](d) \\# 1 3\\. x
    """
    plain = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    inner = _SPECIAL.sub(r"\\\1", plain).replace("://", "&#58;//")
    return _AT_START.sub(lambda m: m[0] + "\\" if m[0].isdigit() else "\\" + m[0], inner)


def as_markdown(look: Lookup) -> str:
    """The dossier as Markdown."""
    blocks = (
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
    return "\n".join(line for block in blocks for line in block(look)).rstrip() + "\n"


def _head(look: Lookup) -> Iterator[str]:
    top = head(look)
    yield from (f"# {escaped(top.title)}", "", f"**{top.badge}** — {escaped(top.days)}", "")
    if top.outlets:
        yield from (escaped(top.outlets), "")
    yield " ".join(escaped(s) for s in (top.grouping, *top.left_out))
    yield ""
    for one in top.belongs:
        yield f"- {escaped(one.label)}: {_reasons(one.why) or 'no reason given'}"
    for lost in top.rejected:
        yield f"- not read: {escaped(lost.where)}: {escaped(lost.reason)}"
    yield ""


def _conflicts(look: Lookup) -> Iterator[str]:
    cards = conflict_cards(look)
    yield from _heading(
        "Where the accounts part", cards, "No place was found where the accounts part."
    )
    for card in cards:
        yield from (
            f"### {escaped(card.topic)}",
            "",
            f"{card.subtype} · *{card.verdict}: {card.verdict_words}*",
            "",
        )
        for side in card.sides:
            yield f"- **{escaped(side.value)}** ({escaped(side.badge)})"
            yield from _told(side.told, "  ")
        yield ""
        if card.course:
            yield from (escaped(card.course), "")
        if card.why:
            yield from (_reasons(card.why), "")
        yield from (f"{escaped(card.badge)}. {_reasons(card.origins_why)}".rstrip(), "")


def _open(look: Lookup) -> Iterator[str]:
    held = open_lines(look)
    if held:
        yield from ("## Not yet known", "")
        for line in held:
            yield from _line(line)


def _similar(look: Lookup) -> Iterator[str]:
    held = similar_lines(look)
    if held:
        yield from ("## Similar, not compared", "")
        for line in held:
            yield from _line(line)


def _line(line: Line) -> Iterator[str]:
    yield f"- **{escaped(line.what)}** — {escaped(line.note)}"
    yield from _told(line.told, "  ")
    if line.why:
        yield f"  - {_reasons(line.why)}"
    yield ""


def _agreements(look: Lookup) -> Iterator[str]:
    cards = agreement_cards(look)
    yield from _heading(
        "What they agree on", cards, "Nothing was found that two texts both report."
    )
    for card in cards:
        yield from _claim(card)
    alone = single_cards(look)
    if alone:
        yield from ("### Reported by one text only", "")
        for card in alone:
            yield from _claim(card)


def _claim(card: ClaimCard) -> Iterator[str]:
    notes = " · ".join(n for n in (escaped(card.badge), card.status, card.warning) if n)
    yield f"- **{escaped(card.what)}** — {notes}"
    if card.course:
        yield f"  - course: {escaped(card.course)}"
    yield from _told(card.told, "  ")
    why = _reasons((*card.why, *card.origins_why))
    if why:
        yield f"  - how the count came about: {why}"
    yield ""


def _timeline(look: Lookup) -> Iterator[str]:
    lines = event_lines(look)
    yield from _heading("Timeline", lines, "No dated event was found.")
    for line in lines:
        notes = [line.status_words, "day inferred" if line.inferred else "", escaped(line.badge)]
        known = " · ".join(n for n in notes if n)
        yield f"- **{escaped(line.when)}** {escaped(line.what)} — {known}"
        yield from _told(line.told, "  ")
        if line.why:
            yield f"  - {_reasons(line.why)}"
    yield ""


def _speakers(look: Lookup) -> Iterator[str]:
    held = speakers(look)
    yield from _heading("Who said what", held, "No quotation was found.")
    for speaker in held:
        group = "" if speaker.group != "unnamed" else " (unnamed source)"
        yield from (f"### {escaped(speaker.name)}{group}", "", count(speaker.texts, "text"), "")
        for saying in speaker.sayings:
            yield from _saying(saying)
        yield ""


def _saying(saying: Saying) -> Iterator[str]:
    for indent, printed in (("", saying.first), *(("  ", other) for other in saying.printings[1:])):
        notes = [printed.kind, f"“{printed.cue}”" if printed.cue else "", *printed.notes]
        words = escaped("; ".join(n for n in notes if n))
        place = f"{escaped(printed.source.label)}, {_place(printed.source.anchor)}"
        yield f"{indent}- {escaped(printed.words)} — {place} ({words})"


def _matrix(look: Lookup) -> Iterator[str]:
    table = matrix(look)
    yield from _heading(
        "Claims and outlets", table.rows, "There is no claim to set against the outlets."
    )
    chosen = [n for n, column in enumerate(table.columns) if not column.every]
    if table.rows:
        yield "| claim | " + " | ".join(escaped(table.columns[n].label) for n in chosen) + " |"
        yield "|---|" + "---|" * len(chosen)
    for row in table.rows:
        cells = [row.cells[n] for n in chosen]
        words = " | ".join(f"{cell.sign} {escaped(cell.value)}".strip() for cell in cells)
        yield f"| {escaped(row.what)} ({row.kind}) | {words} |"
    if table.rows:
        yield from (
            "",
            " · ".join(f"{sign} {CELL_WORDS[kind]}" for kind, sign in CELL_SIGNS.items()),
            "",
        )


def _copies(look: Lookup) -> Iterator[str]:
    held = copies(look)
    everything = (*held.trees, *held.outside, *held.repeated, *held.arrows)
    yield from _heading(
        "Copies and relays",
        everything,
        "No article shares words with another or hands on its report.",
    )
    for tree in held.trees:
        yield f"- {escaped(tree.label)}: {escaped(tree.title)}"
        for branch in tree.branches:
            yield f"  - {escaped(branch.label)}: {branch.words}"
    for pair in (*held.inside, *held.outside, *held.repeated):
        counted = "count as two texts" if pair.independent else "count as one"
        two = f"{escaped(pair.label_a)} and {escaped(pair.label_b)}"
        yield f"- {two}: {pair.words}; {counted}. {escaped(pair.shares)}."
        for shared in pair.shared:
            yield f"  - {_place(shared.a.anchor)} {escaped(shared.text_a)}"
            yield f"    {_place(shared.b.anchor)} {escaped(shared.text_b)}"
        if pair.left_out:
            yield f"  - and {count(pair.left_out, 'more passage')}"
        if pair.why:
            yield f"  - {_reasons(pair.why)}"
    for arrow in held.arrows:
        handed_on = f"{escaped(arrow.label)} {arrow.words} {escaped(arrow.origin)}"
        yield f"- {handed_on}: {escaped(arrow.source.line)}"
    yield ""


def _articles(look: Lookup) -> Iterator[str]:
    views = article_views(look)
    yield from _heading("The articles", views, "No article.")
    for view in views:
        yield from _article(view, look.documents[view.name].text)


def _article(view: ArticleView, text: str) -> Iterator[str]:
    facts = [
        view.label,
        f"outlet {view.outlet}" if view.outlet != view.label else "",
        f"{view.day}, {view.day_how}" if view.day_how else view.day,
        view.lang,
        view.length,
    ]
    extra = [
        view.parts and f"not prose: {view.parts}",
        view.defects,
        f"SHA-256 {view.digest}" if view.digest else "",
    ]
    yield from (f"### d{view.number} {escaped(view.title)}", "")
    yield from (escaped(" · ".join(f for f in (*facts, *extra, view.name) if f)), "")
    if view.day_why:
        yield from (_reasons(view.day_why), "")
    for line in text.splitlines():
        yield f"> {escaped(line)}".rstrip()
    yield ""


def _heading(title: str, held: Sequence[object], nothing: str) -> Iterator[str]:
    yield from (f"## {title}", "")
    if not held:
        yield from (nothing, "")


def _told(lines: Iterable[SourceLine], indent: str) -> Iterator[str]:
    for line in lines:
        copied = (
            f"; the same in {', '.join(escaped(c.label) for c in line.copies)}"
            if line.copies
            else ""
        )
        low = f"; {LOW_CONFIDENCE}" if line.low_confidence else ""
        head_words = ", ".join(escaped(w) for w in (line.source.label, line.day, line.who) if w)
        words = f"“{escaped(line.source.line)}” {_place(line.source.anchor)}"
        yield f"{indent}- {head_words}: {words}{copied}{low}"


def _place(anchor: str) -> str:
    """A place as an id, to be looked up in the page or the JSON."""
    return f"`{anchor}`"


def _reasons(reasons: Iterable[Because]) -> str:
    return "; ".join(escaped(reason.words) for reason in reasons)
