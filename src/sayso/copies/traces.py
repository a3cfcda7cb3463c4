"""What a text says of its own origin: agencies it credits, outlets whose work it hands on, its own
outlet's names.

Only words that credit are counted: a dateline "(AP)", "contributed to this report", "told the
Morning Post". An outlet merely mentioned is not a trace.

    Document ──credits──▶ agencies ──cues around names──▶ outlets leaned on ──▶ Traces
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sayso import lexicon
from sayso.model import Document
from sayso.spans import touching
from sayso.text import view

_LEAD = 0.35  # first share of a text: who is named here is who the story rests on
_BESIDE = 120  # characters around a passage: a sentence that says where it is from
_NEAR = 200  # characters around a quotation: the sentences that say to whom it was said
_SPACE = r"[\s,:–—-]{1,3}"
_AGENCY_CREDITS = (
    r"\({short}\)",
    r"\b{short}\)? {{0,2}}[–—-]{{1,2}} ",
    r"(?:The )?{name}(?: writers?| reporters?| staff)?[^.\n]{{0,120}} contributed to this",
    r"(?:material|information|reporting|copy) from (?:the )?{name}",
    r"(?:[Cc]opyright|©)[^.\n]{{0,20}}{name}",
    r"(?:[Ss]ource|[Vv]ia|[Bb]y|[Ff]rom) ?:? (?:the )?{name}\s*(?:\n|$)",
    r"(?:told|obtained by|seen by|reviewed by|interview with|spoke to) (?:the |The )?{name}",
)


@dataclass(frozen=True, eq=False)
class Traces:
    """The origin of a text by its own words; each is looked for when a rule asks for it."""

    doc: Document

    @cached_property
    def names(self) -> frozenset[str]:
        """What the text's outlet is called, folded lower case, for recognition in other texts."""
        return outlet_names(self.doc.outlet)

    @cached_property
    def owner(self) -> str:
        """The outlet's owner, or the outlet itself."""
        return _owner(self.doc.outlet, self.names)

    @cached_property
    def agencies(self) -> frozenset[str]:
        """Agencies credited for its words (its own outlet where that is an agency)."""
        return _agencies(self.doc, self.names)

    @cached_property
    def leans(self) -> dict[str, tuple[int, bool]]:
        """Outlets whose work it hands on -> (times credited, credited near the start)."""
        return _leans(self.doc, self.names)


def traces(doc: Document) -> Traces:
    """Traces of a document's origin in its record and its text.

    >>> text = "OSLO (AP) — The ferry, the mayor told the Harbour Gazette, was late."
    >>> found = traces(Document("a", text, outlet="Fjord Post"))
    >>> sorted(found.agencies), found.leans
    (['associated press'], {'harbour gazette': (1, False)})
    """
    return Traces(doc)


@lru_cache(maxsize=4096)
def outlet_names(outlet: str | None) -> frozenset[str]:
    """Names under which an outlet may be cited, lower case, without a leading article.

    >>> sorted(outlet_names("The Morning Post - Politics"))
    ['morning post']
    """
    if not outlet:
        return frozenset()
    base = plain_name(
        re.sub(r"\s+[-–|]\s.*|\(.*?\)|\.(?:com|org|net)\b|\b[Oo]nline\b", " ", outlet)
    )
    names = {base}
    first, _, rest = base.partition(" ")
    if rest == "news" and re.match(r"[A-Z]{2,5}\b", outlet):
        names.add(first)  # an acronym stands alone: "told NBC"
    for row in _outlets():
        known = {plain_name(n) for n in (row[0], *row[4].split(";")) if n.strip()}
        if names & known:
            names |= known
    return frozenset(n for n in names if len(n) > 2)


def plain_name(name: str) -> str:
    """Lower case, single spaces, no leading article.

    >>> plain_name("The  Daily Lamp")
    'daily lamp'
    """
    return re.sub(r"^the ", "", " ".join(name.lower().replace("’", "'").split()))


@lru_cache(maxsize=1)
def _outlets() -> tuple[tuple[str, ...], ...]:
    """Rows of the outlet table, padded: name, kind, owner, domains, aliases."""
    try:
        rows = lexicon.table("outlets")
    except FileNotFoundError:
        return ()
    return tuple((*row, "", "", "", "")[:5] for row in rows)


@lru_cache(maxsize=4096)
def _owner(outlet: str | None, names: frozenset[str]) -> str:
    for row in _outlets():
        if row[2] and plain_name(row[0]) in names:
            return plain_name(row[2])
    return min(names, default=plain_name(outlet or ""))


# ---- agencies --------------------------------------------------------------


@lru_cache(maxsize=1)
def _agency_patterns() -> tuple[tuple[str, frozenset[str], tuple[str, ...], re.Pattern[str]], ...]:
    """Each agency: its name, all its names folded, the same as printed (looked for first: it is
    cheap), its credits.
    """
    made = []
    for name, short, *more in lexicon.table("wire_credits"):
        printed = (name, *(n for n in (short, *";".join(more).split(";")) if n.strip("- ")))
        full = rf"(?:{'|'.join(map(re.escape, printed))})\b"
        short_form = re.escape(name if short == "-" else short)
        pattern = "|".join(p.format(name=full, short=short_form) for p in _AGENCY_CREDITS)
        made.append(
            (plain_name(name), frozenset(map(plain_name, printed)), printed, re.compile(pattern))
        )
    return tuple(made)


def _agencies(doc: Document, names: frozenset[str]) -> frozenset[str]:
    said = {plain_name(value) for key, value in doc.declared if key in ("credit", "source")}
    said |= {plain_name(author) for author in doc.authors} | names
    text = doc.text
    met = {agency for mark, agency in _agency_marks() if mark in text}
    return frozenset(
        agency
        for agency, known, _, pattern in _agency_patterns()
        if not known.isdisjoint(said) or (agency in met and pattern.search(text))
    )


@lru_cache(maxsize=1)
def _agency_marks() -> tuple[tuple[str, str], ...]:
    """Every form in which an agency may be printed, and the agency."""
    return tuple((mark, agency) for agency, _, marks, _ in _agency_patterns() for mark in marks)


# ---- outlets leaned on -----------------------------------------------------

_RUN = re.compile(r"[A-Z][\w.&’'-]{0,20}(?: (?:of )?[A-Z][\w.&’'-]{0,20}){0,4}")
_OWNED = re.compile(
    r"['’]s (?=[A-Z])"
)  # "the Morning Post’s Ann Poe": one name ends, the next begins
_TAIL = re.compile(
    r"(?:['’]s?|[.&-])+$"
)  # what a run of capitalised words may end with and the name does not
_LAST = re.compile(r"([^\s-]*?)(?:['’]s?|[.&-])*$")  # the last word of a run, without such an end


@lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a credited outlet's name, and what stands after."""
    cues = lexicon.mapping("outlet_cues")
    before, after = (
        "|".join(re.escape(c) for c, side in cues.items() if side == k) for k in ("before", "after")
    )
    return (
        re.compile(rf"\b(?:{before}){_SPACE}(?:[a-z]+ ){{0,3}}$|\bfrom (?:the )?$", re.IGNORECASE),
        re.compile(rf"(?:['’]s\b|\s(?:{after})\b)"),
    )


@lru_cache(maxsize=1)
def _known_outlets() -> frozenset[str]:
    """Names in the outlet table. Agencies are traces of their own."""
    names = frozenset(
        plain_name(n) for row in _outlets() for n in (row[0], *row[4].split(";")) if n.strip()
    )
    return names - _agency_names()


@lru_cache(maxsize=1)
def _agency_names() -> frozenset[str]:
    return frozenset(name for _, known, _, _ in _agency_patterns() for name in known)


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    """Words with which the name of an outlet can end."""
    return frozenset(
        name.rpartition(" ")[2].rpartition("-")[2] for name in _known_outlets()
    ) | frozenset(head.lower() for head in lexicon.words("outlet_heads"))


def _leans(doc: Document, own: frozenset[str]) -> dict[str, tuple[int, bool]]:
    text = doc.text
    found: dict[str, tuple[int, bool]] = {}
    for start, run in _capitalised_runs(text):
        name = _outlet_in(run, text[max(0, start - 4) : start].lower() == "the ")
        if (
            not name
            or any(same_outlet(name, known) for known in own)
            or not _credited(text, start, run)
        ):
            continue
        if touching(view(text).quoted, (start, start + 1)):
            continue  # whom a speaker names is no source of the writer's
        times, lead = found.get(name, (0, False))
        found[name] = times + 1, lead or start < _LEAD * len(text)
    return found


def _capitalised_runs(text: str) -> Iterator[tuple[int, str]]:
    """Capitalised words that stand together and end as the name of an outlet can, with where they
    start.
    """
    ends = _last_words()
    for run in _RUN.finditer(text):
        start = run.start()
        for piece in _pieces(run[0]):
            last = _LAST.search(piece)
            if last and last[1].lower() in ends:
                yield start, piece
            start += len(piece) + 1


def _pieces(run: str) -> list[str]:
    """A run parted after each possessive."""
    return _OWNED.sub(lambda owned: f"{owned[0][:-1]}\0", run).split("\0")


def _credited(text: str, start: int, run: str) -> bool:
    """True where words around an outlet's name hand on its work."""
    before, after = _cues()
    bare = _TAIL.sub("", run)
    end = start + len(bare)
    heading = before.search(text[max(0, start - 50) : start])
    if heading and heading[0].lower().startswith("from") and text[end : end + 1] != ":":
        heading = None  # "From the Morning Post:" opens a block quote; "from" alone says nothing
    plain_word = " " not in bare and not bare.isupper()  # "State said" may be a department
    return bool(heading) or (not plain_word and bool(after.match(text, end)))


def _outlet_in(run: str, after_the: bool) -> str:
    """The outlet named by a run of capitalised words; empty where none is. One word alone needs an
    article.
    """
    bare = plain_name(_TAIL.sub("", run))
    if bare in _known_outlets():
        return bare
    before, _, last = bare.rpartition(" ")
    head = last.rpartition("-")[2].title() in lexicon.words("outlet_heads")
    return bare if head and (before or after_the) and bare not in _agency_names() else ""


def same_outlet(one: str, other: str) -> bool:
    """True when two names can be one outlet's: equal, or the short form of the other.

    >>> same_outlet("crimson", "harvard crimson"), same_outlet("daily lamp", "evening lamp")
    (True, False)
    """
    return one == other or one.endswith(" " + other) or other.endswith(" " + one)


@lru_cache(maxsize=1)
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before the name of an outlet that is known by name, and what stands after."""
    cues = lexicon.mapping("outlet_cues")
    before, after = (
        "|".join(re.escape(c) for c, side in cues.items() if side == k) for k in ("before", "after")
    )
    return (
        re.compile(rf"\b(?i:{before}){_SPACE}(?:[a-z]+ ){{0,2}}(?:[Tt]he )?$"),
        re.compile(rf"['’]s(?= [A-Z]| (?:{after}))|\s(?:{after})\b"),
    )


@lru_cache(maxsize=4096)
def _name_pattern(names: frozenset[str]) -> re.Pattern[str]:
    """The names of an outlet. One of one word is often a word of its own (Time, Reason): it must be
    capitalised.
    """
    return re.compile(rf"(?<!\w)(?:{'|'.join(_spelled(name) for name in sorted(names))})(?!\w)")


def _spelled(name: str) -> str:
    if " " in name:
        return rf"(?i:{re.escape(name)})".replace("\\ ", r"\s+")
    return f"[{re.escape(name[0].upper())}](?i:{re.escape(name[1:])})"


def times_credited(text: str, names: frozenset[str]) -> tuple[int, bool]:
    """How often `text` hands on the work of the outlet so named, and whether it does near its
    start.

    >>> times_credited("He told the Daily Lamp that he knew. The Daily Lamp’s story stands.", frozenset({"daily lamp"}))
    (2, True)
    >>> times_credited("In no time, reports came in; by that time said to be false.", frozenset({"time"}))
    (0, False)
    """
    lower = text.lower()
    if not any(name.partition(" ")[0] in lower for name in names):
        return 0, False
    before, after = _around()
    starts = [
        at.start()
        for at in _name_pattern(names).finditer(text)
        if after.match(text, at.end())
        or before.search(text[max(0, at.start() - 60) : at.start()])
        or (
            text[at.end() : at.end() + 1] == ":"
            and re.search(r"\b[Ff]rom (?:the )?$", text[: at.start()][-10:])
        )
    ]
    return len(starts), bool(starts) and starts[0] < _LEAD * len(text)


def names_beside(text: str, span: tuple[int, int], names: frozenset[str]) -> bool:
    """True when an outlet so named stands right before or after a stretch of the text, as a digest
    credits.

    >>> names_beside("“The bridge fell.” (Ann Poe, The Daily Lamp)", (1, 17), frozenset({"daily lamp"}))
    True
    >>> names_beside("“The bridge fell. Nobody knew.”\\n\\nAnn Poe, Lamp\\n\\nMore", (1, 17), frozenset({"lamp"}))
    True
    """
    around = f" {text[max(0, span[0] - _BESIDE) : span[0]]} | {text[span[1] : span[1] + _BESIDE]} "
    if any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", around, re.IGNORECASE)
        for name in names
        if " " in name
    ):
        return True
    credit = _CREDIT_LINE.search(text, span[1], span[1] + _TO_CREDIT)
    return credit is not None and plain_name(credit[1]) in names


# "Ann Poe, The Daily Lamp" after a closing mark, at a line's end or in brackets: how a digest
# credits what it quotes.
_CREDIT_LINE = re.compile(
    r"[”\"][ \t]*(?:\n\s*)?\(?[A-Z][^,\n()]{2,60}, ([A-Z][^,\n()]{1,40}?)\)?\s*(?=\n|$)"
)
_TO_CREDIT = 800  # characters from a passage to the credit of the quotation that it is part of
_DIGEST = 4  # quotations so credited that make a text a digest


def is_digest(text: str) -> bool:
    """True for a text that strings quotations of outlets together, each with its author and outlet.

    >>> is_digest("“A bridge.”\\nAnn Poe, Evening Post\\n“A ship.”\\nBo Lee, Morning Sun\\n" * 2)
    True
    """
    named = (_outlet_in(credit[1], True) for credit in _CREDIT_LINE.finditer(text))
    return sum(bool(name) for name in named) >= _DIGEST


def credited_near(text: str, span: tuple[int, int], names: frozenset[str]) -> bool:
    """True when one of the names stands in a passage or around it: not far before it, or in its
    paragraph.

    >>> said = "“It fell,” he told the Lamp.\\n\\nThe Post was late."
    >>> credited_near(said, (1, 8), frozenset({"lamp"})), credited_near(said, (1, 8), frozenset({"post"}))
    (True, False)
    """
    line = text.find("\n", span[1])
    until = min(span[1] + _NEAR, line if line >= 0 else len(text))
    return bool(_name_pattern(names).search(text, max(0, span[0] - _NEAR), until))
