"""Which outlet published a text, and on what evidence. A wrong outlet is worse than none.

Strong evidence comes first: the record or page, the address, a named rubric, a contact line. The
words of the article come last ("told X", "X has learned") and only where one outlet alone is
credited so: other outlets are cited every day.

  fields ─▶ record │ address │ rubric │ contact │ dateline │ words ─first to answer─▶ name, why
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.documents.fields import Fields
from sayso.documents.layout import lay_out
from sayso.documents.mastheads import is_sign_off, masthead_name
from sayso.documents.openings import house_of, rubric_key
from sayso.lexicon import mapping
from sayso.model import Defect, Part, Passage, Reason
from sayso.outlets.cues import before, learned, precedes, reports
from sayso.outlets.named import HEAD, Named, listed, listed_at, places
from sayso.outlets.table import Outlet, find, host_of, of_host
from sayso.patterns import pattern

Answer = tuple[str, Reason] | None

_WORK = pattern(r"reporting|contributed|writer|editing|material from|files from", re.I)
_MAIL = pattern(r"@([\w\-.]{4,60})")
_FOLDED_HOST = pattern(r"(\w+ (?:com|org|net|gov|edu|co uk|info))$")
_SIGNED_COPY = pattern(
    r"^\W{0,2}(?:additional )?reporting (?:and writing )?by .{3,200}edit(?:ing|ed) by", re.I | re.M
)
_COPYRIGHT = pattern(
    r"(?i:copyright|©)[\s©\d(c),-]*(?:by\s+)?([A-Z][^,.;|]{1,38}?)(?=[,.;|]|\s(?:All|LLC|Inc)|$)"
)
_STAFF = pattern(
    r"^\W{0,3}([A-Z][\w .&!]{1,38}?)(?:['’]s?)? (?:[A-Z][\w.'’-]+ ){1,3}.{0,150}contribut"
)
# times that sources speak to the outlet; once is right in 59 of 100 texts, twice in 90 (bulk, one
# half)
_LEAST_TOLD = 2
_LEAD = 2  # times as often as to all others together
_POSSESSIVE = pattern(r"['’]s?\s")


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
            signs = part.kind == "credit" and is_sign_off(text, said)
            if part.kind == "credit" and not (_WORK.search(said) or signs):
                continue  # who took the picture says nothing of who wrote the words
            house = said if signs else house_of(said) if part.kind == "dateline" else None
            if house and find(house) is None:
                yield "credit", house  # an agency that the table does not know
            yield from (("credit", outlet.name) for outlet in _agencies(said))
    for author in fields.authors:
        if (outlet := find(author)) and outlet.kind == "agency":
            yield "credit", outlet.name


@lru_cache(maxsize=4096)  # what a site hangs on one article it hangs on all
def _agencies(said: str) -> tuple[Outlet, ...]:
    """Agencies named in a part; the house of a dateline also where its name is a word too."""
    house = find(house_of(said) or "")
    named = dict.fromkeys([house, *(one.outlet for one in listed(said))])
    return tuple(outlet for outlet in named if outlet and outlet.kind == "agency")


def _from_record(fields: Fields, evidence: Evidence) -> Answer:
    return _declared(fields.outlet, fields.outlet_from) if fields.outlet else None


@lru_cache(maxsize=1024)  # the records of a pile name the same outlets
def _declared(outlet: str, outlet_from: str) -> Answer:
    host = host_of(outlet) if " " not in outlet else ""
    known = of_host(host) if host else None
    name = known.name if known else outlet
    return name, Reason("outlet-declared", (outlet_from, outlet[:60]))


def _from_address(fields: Fields, evidence: Evidence) -> Answer:
    known = of_host(fields.url) if fields.url else None
    return (known.name, Reason("outlet-address", (host_of(fields.url or ""),))) if known else None


def _from_rubric(fields: Fields, evidence: Evidence) -> Answer:
    for part, said in _parts(evidence, "rubric"):
        if name := mapping("rubrics").get(rubric_key(said), ""):
            return name, Reason("outlet-rubric", (said, name), (part.at,))
    return None


def _from_masthead(fields: Fields, evidence: Evidence) -> Answer:
    first = next(_parts(evidence, "rubric"), None)
    page = lay_out(evidence.text)
    if first is None or not page.lines or first[0].at.start != page.lines[0].start:
        return None
    name = masthead_name(page)
    return (name, Reason("outlet-masthead", (first[1],), (first[0].at,))) if name else None


def _from_contact(fields: Fields, evidence: Evidence) -> Answer:
    for part, said in _parts(evidence, "contact"):
        hosts = _MAIL.findall(said) or [h.replace(" ", ".") for h in _FOLDED_HOST.findall(said)]
        known = next((o for host in hosts if (o := of_host(host.rstrip(".")))), None)
        if known:
            return known.name, Reason("outlet-contact", (said[:80],), (part.at,))
    return None


def _from_furniture(fields: Fields, evidence: Evidence) -> Answer:
    """A copyright line, or a credit to the outlet's own staff ("X’s Ann Lee contributed")."""
    for kind in ("boilerplate", "credit"):
        for part, said in _parts(evidence, kind):
            pattern = _COPYRIGHT if kind == "boilerplate" else _STAFF
            found = pattern.search(said[:200])
            known = find(found[1]) if found else None
            if known and not known.supplies:
                return known.name, Reason("outlet-furniture", (said[:80],), (part.at,))
    return None


def _from_dateline(fields: Fields, evidence: Evidence) -> Answer:
    """A house in the dateline, unless it is an agency: those are printed by everyone."""
    for part, said in _parts(evidence, "dateline"):
        known = find(house_of(said) or "")
        if known and not known.supplies:
            return known.name, Reason("outlet-dateline", (said,), (part.at,))
    return None


def _from_words(fields: Fields, evidence: Evidence) -> Answer:
    """The one outlet that sources speak to here; nothing where case is lost ("told time" is two
    words of English).
    """
    if "case-lost" in evidence.defects:
        return None
    told = list(_told(evidence.text))
    ranked = Counter(o.name for one in told if (o := one.outlet) and not o.supplies).most_common()
    if not ranked:
        return None
    (name, count), rest = ranked[0], sum(more for _, more in ranked[1:])
    alone = count == 1 and not rest and _is_only_outlet(evidence.text, name)
    if not alone and (count < _LEAST_TOLD or count < _LEAD * rest):
        return None
    if _is_cited(evidence.text, name):
        return None
    first = next(one for one in told if one.outlet and one.outlet.name == name)
    said = evidence.text[first.start : first.end]
    at = Passage(evidence.doc_id, first.start, first.end)
    return name, Reason("outlet-told", ("once", said) if alone else ("often", said, count), (at,))


def _from_agency_copy(fields: Fields, evidence: Evidence) -> Answer:
    """An agency's own copy: a dateline of full date and house opens it, who edited it ends it."""
    part, said = next(_parts(evidence, "dateline"), (None, ""))
    house = house_of(said)
    if part is None or house is None or evidence.text[: part.at.start].strip():
        return None
    if not (re.search(r"\d{4}", said) and _SIGNED_COPY.search(evidence.text[-400:])):
        return None
    known = find(house)
    return known.name if known else house, Reason("outlet-agency", (said,), (part.at,))


OUTLET_RULES: tuple[Callable[[Fields, Evidence], Answer], ...] = (
    _from_record,
    _from_address,
    _from_rubric,
    _from_masthead,
    _from_contact,
    _from_furniture,
    _from_dateline,
    _from_words,
    _from_agency_copy,
)


def _parts(evidence: Evidence, kind: str) -> Iterator[tuple[Part, str]]:
    return ((part, part.at.cut(evidence.text)) for part in evidence.parts if part.kind == kind)


def _told(text: str) -> Iterator[Named]:
    """Every listed outlet to which someone speaks, with the cue, or that has learned or asked;
    "told CNN’s Ann Lee" quotes another's report.
    """
    text = text[:HEAD]
    for cue in before("told").finditer(text):
        known = listed_at(text, cue.end())
        if known and not _POSSESSIVE.match(text, known.end):
            yield replace(known, start=cue.start())
    for one in listed(text):
        if learns := learned().match(text, one.end):
            yield replace(one, end=learns.end())


def _is_cited(text: str, name: str) -> bool:
    """True when the text credits the outlet as one does another's report: "according to X", "X
    reports"; "an clerk who talked to X said" does not.
    """
    for at in places(text[:HEAD], [name]):
        own = precedes(text, at.start(), "told", "seen") or learned().match(text, at.end())
        if precedes(text, at.start(), "cited") or (reports().match(text, at.end()) and not own):
            return True
    return False


def _is_only_outlet(text: str, name: str) -> bool:
    """True when the outlet is named at least twice and no other one at all."""
    named = Counter(one.outlet.name for one in listed(text[:HEAD]) if one.outlet)
    return set(named) == {name} and named.total() > 1
