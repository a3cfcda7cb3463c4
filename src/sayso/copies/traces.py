"""What a text says of its own origin: agencies it credits, outlets whose work it hands on, its own outlet's names.

Only words that credit are counted: a dateline "(AP)", "contributed to this report", "told the Morning Post". An outlet
merely mentioned is not a trace.

    Document ──credits──▶ agencies ──cues around names──▶ outlets leaned on ──▶ Traces
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sayso import lexicon
from sayso.model import Document

_LEAD = 0.35  # first share of a text: who is named here is who the story rests on
_BESIDE = 120  # characters around a passage: a sentence that says where it is from
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
    base = plain_name(re.sub(r"\s+[-–|]\s.*|\(.*?\)|\.(?:com|org|net)\b|\b[Oo]nline\b", " ", outlet))
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
    """Each agency: its name, all its names folded, the same as printed (looked for first: it is cheap), its credits."""
    made = []
    for name, short, *more in lexicon.table("wire_credits"):
        printed = (name, *(n for n in (short, *";".join(more).split(";")) if n.strip("- ")))
        full = rf"(?:{'|'.join(map(re.escape, printed))})\b"
        short_form = re.escape(name if short == "-" else short)
        pattern = "|".join(p.format(name=full, short=short_form) for p in _AGENCY_CREDITS)
        made.append((plain_name(name), frozenset(map(plain_name, printed)), printed, re.compile(pattern)))
    return tuple(made)


def _agencies(doc: Document, names: frozenset[str]) -> frozenset[str]:
    said = {plain_name(value) for key, value in doc.declared if key in ("credit", "source")}
    said |= {plain_name(author) for author in doc.authors}
    return frozenset(
        agency
        for agency, known, marks, pattern in _agency_patterns()
        if known & (said | names) or (any(mark in doc.text for mark in marks) and pattern.search(doc.text))
    )


# ---- outlets leaned on -----------------------------------------------------

_RUN = re.compile(r"[A-Z][\w.&’'-]{0,20}(?: (?:of )?[A-Z][\w.&’'-]{0,20}){0,4}")
_TAIL = re.compile(r"(?:['’]s?|[.&-])+$")  # what a run of capitalised words may end with and the name does not
_LAST = re.compile(r"([^\s-]*?)(?:['’]s?|[.&-])*$")  # the last word of a run, without such an end


@lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a credited outlet's name, and what stands after."""
    cues = lexicon.mapping("outlet_cues")
    before, after = ("|".join(re.escape(c) for c, side in cues.items() if side == k) for k in ("before", "after"))
    return (
        re.compile(rf"\b(?:{before}){_SPACE}(?:[a-z]+ ){{0,2}}$|\bfrom (?:the )?$", re.IGNORECASE),
        re.compile(rf"(?:['’]s\b|\s(?:{after})\b)"),
    )


@lru_cache(maxsize=1)
def _known_outlets() -> frozenset[str]:
    """Names in the outlet table. Agencies are traces of their own."""
    names = frozenset(plain_name(n) for row in _outlets() for n in (row[0], *row[4].split(";")) if n.strip())
    return names - _agency_names()


@lru_cache(maxsize=1)
def _agency_names() -> frozenset[str]:
    return frozenset(name for _, known, _, _ in _agency_patterns() for name in known)


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    """Words with which the name of an outlet can end."""
    return frozenset(name.rpartition(" ")[2].rpartition("-")[2] for name in _known_outlets()) | frozenset(
        head.lower() for head in lexicon.words("outlet_heads")
    )


def _leans(doc: Document, own: frozenset[str]) -> dict[str, tuple[int, bool]]:
    found: dict[str, tuple[int, bool]] = {}
    ends = _last_words()
    for run in _RUN.finditer(doc.text):
        last = _LAST.search(run[0])
        if last is None or last[1].lower() not in ends:
            continue
        name = _outlet_in(run[0], doc.text[max(0, run.start() - 4) : run.start()].lower() == "the ")
        if name and not any(same_outlet(name, known) for known in own) and _credited(doc.text, run):
            times, lead = found.get(name, (0, False))
            found[name] = times + 1, lead or run.start() < _LEAD * len(doc.text)
    return found


def _credited(text: str, run: re.Match[str]) -> bool:
    """True where words around an outlet's name hand on its work."""
    before, after = _cues()
    bare = _TAIL.sub("", run[0])
    end = run.start() + len(bare)
    heading = before.search(text[max(0, run.start() - 40) : run.start()])
    if heading and heading[0].lower().startswith("from") and text[end : end + 1] != ":":
        heading = None  # "From the Morning Post:" opens a block quote; "from" alone says nothing
    plain_word = " " not in bare and not bare.isupper()  # "State said" may be a department
    return bool(heading) or (not plain_word and bool(after.match(text, end)))


def _outlet_in(run: str, after_the: bool) -> str:
    """The outlet named by a run of capitalised words; empty where none is. One word alone needs an article."""
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
    before, after = ("|".join(re.escape(c) for c, side in cues.items() if side == k) for k in ("before", "after"))
    return (
        re.compile(rf"\b(?i:{before}){_SPACE}(?:[a-z]+ ){{0,2}}(?:[Tt]he )?$"),
        re.compile(rf"['’]s(?= [A-Z]| (?:{after}))|\s(?:{after})\b"),
    )


@lru_cache(maxsize=4096)
def _name_pattern(names: frozenset[str]) -> re.Pattern[str]:
    """The names of an outlet. One of one word is often a word of its own (Time, Reason): it must be capitalised."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_spelled(name) for name in sorted(names))})(?!\w)")


def _spelled(name: str) -> str:
    if " " in name:
        return rf"(?i:{re.escape(name)})".replace("\\ ", r"\s+")
    return f"[{re.escape(name[0].upper())}](?i:{re.escape(name[1:])})"


def times_credited(text: str, names: frozenset[str]) -> tuple[int, bool]:
    """How often `text` hands on the work of the outlet so named, and whether it does near its start.

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
        or (text[at.end() : at.end() + 1] == ":" and re.search(r"\b[Ff]rom (?:the )?$", text[: at.start()][-10:]))
    ]
    return len(starts), bool(starts) and starts[0] < _LEAD * len(text)


def names_beside(text: str, span: tuple[int, int], names: frozenset[str]) -> bool:
    """True when an outlet so named stands right before or after a stretch of the text, as a digest credits.

    >>> names_beside("“The bridge fell.” (Ann Poe, The Daily Lamp)", (1, 17), frozenset({"daily lamp"}))
    True
    """
    around = f" {text[max(0, span[0] - _BESIDE) : span[0]]} | {text[span[1] : span[1] + _BESIDE]} "
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", around, re.IGNORECASE) for name in names if " " in name)
