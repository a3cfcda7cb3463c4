"""Which outlet published a text, and on what evidence. A wrong outlet is worse than none.

Strong evidence comes first: the record or page, the address, a named rubric, a contact line. The
words of the article come last ("told X", "X has learned") and only where one outlet alone is
credited so: other outlets are cited every day.

  fields ─▶ record │ address │ rubric │ contact │ dateline │ words ─first that answers─▶ (name | None, why)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sayso.documents.fields import Fields
from sayso.documents.layout import lay_out
from sayso.documents.mastheads import masthead_name
from sayso.documents.openings import rubric_key
from sayso.documents.unlisted import (
    house_of,
    is_credited_house,
    is_sign_off,
    is_signed_as_copy,
)
from sayso.lexicon import mapping
from sayso.model import Defect, Part, Passage, Reason
from sayso.outlets.cues import Kind, before, learned, precedes, reports
from sayso.outlets.named import (
    HEAD,
    Named,
    full_form,
    listed,
    listed_at,
    places,
    run_at,
    sounds_like_one,
)
from sayso.outlets.table import Outlet, find, host_of, of_host

Answer = tuple[str, Reason] | None

_WORK = re.compile(r"reporting|contributed|writer|editing|material from|files from", re.I)
_MATERIAL = re.compile(r"(?i:with )?(?i:material|files) (?i:from) ([\w’'-]{3,24})\W*$")
_MAIL = re.compile(r"@([\w\-.]{4,60})")
_FOLDED_HOST = re.compile(r"(\w+ (?:com|org|net|gov|edu|co uk|info))$")
_COPYRIGHT = re.compile(
    r"(?i:copyright|©)[\s©\d(c),-]*(?:by\s+)?([A-Z][^,.;|]{1,38}?)(?=[,.;|]|\s(?:All|LLC|Inc)|$)"
)
_STAFF = re.compile(
    r"^\W{0,3}([A-Z][\w .&!]{1,38}?)(?:['’]s?)? (?:[A-Z][\w.'’-]+ ){1,3}.{0,150}contribut"
)
# times that sources speak to the outlet; once is right in 59 of 100 texts, twice in 90 (bulk, one
# half)
_LEAST_TOLD = 2
# The same for a name no table knows: twice is wrong in 27 of 101 texts (bulk), three times in 6 of
# 30, four in 0 of 8.
_LEAST_UNLISTED = 4
_LEAD = 2  # times as often as to all others together
_POSSESSIVE = re.compile(r"['’]s?\s")


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
            if part.kind == "credit" and not (_WORK.search(said) or _ends(text, said)):
                continue  # who took the picture says nothing of who wrote the words
            yield from (("credit", outlet.name) for outlet in _agencies(said))
            yield from (("credit", name) for name in _unlisted_credits(part, said, text))
    for author in fields.authors:
        if (outlet := find(author)) and outlet.kind == "agency":
            yield "credit", outlet.name


def _ends(text: str, said: str) -> bool:
    """A name alone on the last line credits who wrote the article."""
    known = find(said)
    is_agency = known.kind == "agency" if known else is_sign_off(text, said)
    return is_agency and text.rstrip().endswith("\n" + said)


def _unlisted_credits(part: Part, said: str, text: str) -> Iterator[str]:
    """Agencies that the table does not know."""
    name: str | None = None
    if part.kind == "dateline" and (house := house_of(said)) and is_credited_house(text, house):
        name = house
    elif part.kind == "credit" and _ends(text, said):
        name = said
    elif part.kind == "credit" and (found := _MATERIAL.match(said)):
        name = found[1] if found[1][:1].isupper() else found[1].capitalize()
    if name and find(name) is None:
        yield name


def _agencies(said: str) -> Iterator[Outlet]:
    """Agencies named in a part; the house of a dateline also where its name is a word too."""
    house = find(house_of(said) or "")
    named = dict.fromkeys([house, *(one.outlet for one in listed(said))])
    yield from (outlet for outlet in named if outlet and outlet.kind == "agency")


def _from_record(fields: Fields, evidence: Evidence) -> Answer:
    if not fields.outlet:
        return None
    host = host_of(fields.outlet) if " " not in fields.outlet else ""
    known = of_host(host) if host else None
    name = known.name if known else fields.outlet
    return name, Reason("outlet-declared", (fields.outlet_from, fields.outlet[:60]))


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
    """A copyright line, or a credit to the outlet's own staff ("X’s Ann Lee contributed to this
    report").
    """
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
    told = _told(evidence.text)
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


def _from_unlisted(fields: Fields, evidence: Evidence) -> Answer:
    """The one outlet unknown to the table that sources speak to or that saw a paper, in full at
    least once.
    """
    if "case-lost" in evidence.defects:
        return None
    heard = [one for one in _heard(evidence.text, "told", "seen") if not one.outlet]
    full = [full_form(evidence.text, one.name) for one in heard]
    ranked = Counter(name.removeprefix("The ") for name in full if name).most_common()
    if len(ranked) != 1 or len(full) != ranked[0][1] or ranked[0][1] < _LEAST_UNLISTED:
        return None
    name, count = ranked[0]
    listed_too = any(one.outlet for one in _told(evidence.text))
    if find(name) or listed_too or _is_cited(evidence.text, name):
        return None
    at = Passage(evidence.doc_id, heard[0].start, heard[0].end)
    return name, Reason("outlet-told", ("often", at.cut(evidence.text), count), (at,))


def _from_agency_copy(fields: Fields, evidence: Evidence) -> Answer:
    """An agency's own copy: it opens with a dateline of full date and house, and ends with who
    reported and edited.
    """
    part, said = next(_parts(evidence, "dateline"), (None, ""))
    house = house_of(said)
    opens = part is not None and not evidence.text[: part.at.start].strip()
    if part is None or house is None or not opens or not re.search(r"\d{4}", said):
        return None
    if not is_signed_as_copy(evidence.text):
        return None
    known = find(house)
    name = known.name if known else house
    return name, Reason("outlet-agency", (said,), (part.at,))


OUTLET_RULES: tuple[Callable[[Fields, Evidence], Answer], ...] = (
    _from_record,
    _from_address,
    _from_rubric,
    _from_masthead,
    _from_contact,
    _from_furniture,
    _from_dateline,
    _from_words,
    _from_unlisted,
    _from_agency_copy,
)


def _parts(evidence: Evidence, kind: str) -> Iterator[tuple[Part, str]]:
    return ((part, part.at.cut(evidence.text)) for part in evidence.parts if part.kind == kind)


def _heard(text: str, *kinds: Kind) -> Iterator[Named]:
    """Every outlet, listed or not, to which someone speaks or that has seen a paper, with the cue;
    "told CNN’s Ann Lee" quotes another's report.
    """
    text = text[:HEAD]
    for cue in before(*kinds).finditer(text):
        known = listed_at(text, cue.end())
        name, end = (known.name, known.end) if known else run_at(text, cue.end())
        if (known or (name and sounds_like_one(name))) and not _POSSESSIVE.match(text, end):
            yield Named(name, cue.start(), end, known.outlet if known else None)


def _told(text: str) -> list[Named]:
    """Every listed outlet to which someone speaks, or that has learned or asked, with the cue."""
    learns = (
        replace(one, end=cue.end())
        for one in listed(text[:HEAD])
        if (cue := learned().match(text, one.end))
    )
    return [*(one for one in _heard(text, "told") if one.outlet), *learns]


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
