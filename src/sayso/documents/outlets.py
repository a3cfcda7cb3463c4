"""Which outlet published a text, and on what evidence. A wrong outlet is worse than none.

Strong evidence comes first: the record or page, the address, a named rubric, a contact line. The words of the article
come last ("told X", "X has learned") and only where one outlet alone is credited so: other outlets are cited every day.

    fields ─▶ record │ address │ rubric │ contact │ dateline │ words ──first that answers──▶ (name | None, why)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sayso.documents.fields import Fields
from sayso.documents.known import Outlet, host_of, outlet_at, outlet_named, outlets
from sayso.documents.openings import rubric_key
from sayso.lexicon import mapping, words
from sayso.model import Defect, Part, Passage, Reason

Answer = tuple[str, Reason] | None

_HOUSE = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]")
_MAIL = re.compile(r"@([\w\-.]{4,60})")
_FOLDED_HOST = re.compile(r"(\w+ (?:com|org|net|gov|edu|co uk))$")
_LEAST_TOLD = 1  # mentions of the only outlet credited
_HEAD = 60_000  # characters of the text that are searched for cues


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the text itself offers."""

    doc_id: str
    text: str
    parts: tuple[Part, ...]
    defects: tuple[Defect, ...]


def find_outlet(fields: Fields, evidence: Evidence) -> tuple[str | None, tuple[Reason, ...]]:
    """The outlet and the ground for it; None without a word where nothing names one.

    >>> find_outlet(Fields("x", url="https://www.bbc.co.uk/news/1"), Evidence("a", "x", (), ()))[0]
    'BBC'
    """
    for rule in OUTLET_RULES:
        if answer := rule(fields, evidence):
            return answer[0], (answer[1],)
    return None, ()


def credits_of(fields: Fields, text: str, parts: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    """Agencies credited in dateline, byline or reporting credit, as ("credit", agency)."""
    for part in parts:
        if part.kind in ("dateline", "byline", "credit", "boilerplate"):
            said = part.at.cut(text)[:300]
            if part.kind == "credit" and not re.search(r"reporting|contributed|writer|editing", said, re.I):
                continue  # who took the picture says nothing of who wrote the words
            yield from (("credit", outlet.name) for outlet in _agencies(said))
    for author in fields.authors:
        if (outlet := outlet_named(author)) and outlet.kind == "agency":
            yield "credit", outlet.name


def _agencies(said: str) -> Iterator[Outlet]:
    for found in _names().finditer(said):
        outlet = outlet_named(found[0])
        if outlet and outlet.kind == "agency":
            yield outlet


def _from_record(fields: Fields, evidence: Evidence) -> Answer:
    if not fields.outlet:
        return None
    host = host_of(fields.outlet) if " " not in fields.outlet else ""
    known = outlet_at(host) if host else None
    name = known.name if known else fields.outlet
    return name, Reason("outlet-declared", f"the {fields.outlet_from} says {fields.outlet[:60]}")


def _from_address(fields: Fields, evidence: Evidence) -> Answer:
    known = outlet_at(fields.url) if fields.url else None
    return (known.name, Reason("outlet-address", f"published at {host_of(fields.url or '')}")) if known else None


def _from_rubric(fields: Fields, evidence: Evidence) -> Answer:
    for part, said in _parts(evidence, "rubric"):
        if name := mapping("rubrics").get(rubric_key(said), ""):
            return name, Reason("outlet-rubric", f"“{said}” is a rubric of {name}", (part.at,))
    return None


def _from_contact(fields: Fields, evidence: Evidence) -> Answer:
    for part, said in _parts(evidence, "contact"):
        hosts = _MAIL.findall(said) or [h.replace(" ", ".") for h in _FOLDED_HOST.findall(said)]
        known = next((o for host in hosts if (o := outlet_at(host.rstrip(".")))), None)
        if known:
            return known.name, Reason("outlet-contact", f"the contact line is “{said[:80]}”", (part.at,))
    return None


def _from_dateline(fields: Fields, evidence: Evidence) -> Answer:
    """A house in the dateline, unless it is an agency: those are printed by everyone."""
    for part, said in _parts(evidence, "dateline"):
        found = _HOUSE.search(said)
        known = outlet_named(found[1]) if found else None
        if known and known.kind not in ("agency", "photo"):
            return known.name, Reason("outlet-dateline", f"the dateline is “{said}”", (part.at,))
    return None


def _from_words(fields: Fields, evidence: Evidence) -> Answer:
    """The one outlet that sources speak to in this text; none where two are, or where case is lost."""
    if "case-lost" in evidence.defects:
        return None
    told = list(_told(evidence))
    counts = Counter(outlet.name for outlet, _ in told)
    if len(counts) != 1 or told[0][0].kind in ("agency", "photo"):
        return None
    outlet, at = told[0]
    if _cited(evidence, outlet):
        return None
    return outlet.name, Reason("outlet-told", f"“{at.cut(evidence.text)}” stands in the text", (at,))


OUTLET_RULES: tuple[Callable[[Fields, Evidence], Answer], ...] = (
    _from_record,
    _from_address,
    _from_rubric,
    _from_contact,
    _from_dateline,
    _from_words,
)


def _parts(evidence: Evidence, kind: str) -> Iterator[tuple[Part, str]]:
    return ((part, part.at.cut(evidence.text)) for part in evidence.parts if part.kind == kind)


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    """Every outlet name and alias, longest first, as printed."""
    forms = {form for outlet in outlets() for form in (outlet.name, *outlet.aliases) if len(form) > 1}
    ordered = sorted(forms - words("ambiguous_outlets"), key=lambda form: (-len(form), form))
    return re.compile(r"(?<![\w@])(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")


_CUE_BEFORE = re.compile(r"\b(?:told|tells|tell|spoke to|spoke with|speaking to|speaking with|interview with|confirmed to|statement to|emailed|e-mail to|email to)\s+(?:the\s+)?$")
_CUE_AFTER = re.compile(r"(?:\s+has)?\s+(?:learned|obtained)\b|(?:'s|’s)?\s+requests?\s+for\s+(?:comment|an interview)")


def _told(evidence: Evidence) -> Iterator[tuple[Outlet, Passage]]:
    """Every outlet to which someone speaks, with the cue."""
    text = evidence.text[:_HEAD]
    for found in _names().finditer(text):
        before = text[max(0, found.start() - 30) : found.start()]
        cue = _CUE_BEFORE.search(before)
        if not cue and not _CUE_AFTER.match(text, found.end()):
            continue
        if re.match(r"(?:'s|’s|’|')\s", text[found.end() : found.end() + 3]):
            continue  # "told CNN’s Ann Lee": someone else's report is quoted
        outlet = outlet_named(found[0])
        if outlet:
            start = found.start() - (len(cue[0]) if cue else 0)
            yield outlet, Passage(evidence.doc_id, start, found.end())


def _cited(evidence: Evidence, outlet: Outlet) -> bool:
    """True when the text cites the outlet as another's report."""
    return False
