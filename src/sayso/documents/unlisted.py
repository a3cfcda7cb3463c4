"""Outlets and agencies that no table knows, found by what a text itself says of them.

A name counts only where a second place in the text bears it out: a source speaks to it, a dateline
and a byline carry it, a contact address is made of its words. One place alone is a name like any
other.

  text, name ─told, seen by, newsletter, photo credit─▶ borne out?  "the Courier" ─▶ "Ostrey Courier"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.documents.known import key
from sayso.lexicon import words
from sayso.lexicon.frequency import document_frequency

_HEAD = 60_000  # characters of a text that are searched
_MOST = 200  # cues looked at; a text with more is a list
_UP = "A-ZÀ-ÖØ-ÞŁŠŽ"
_RUN = re.compile(rf"[{_UP}][\w.&'’-]{{0,24}}(?: (?:of |and )?[{_UP}][\w&'’-]{{0,24}}){{0,4}}")
_POSSESSIVE = re.compile(r"['’]s?$|[.&-]+$")
_HEARING = (
    r"(?:told|tells|spoke (?:to|with)|speaking (?:to|with)|interview with|(?:statement|answer|e-?mail) to"
    r"|(?:seen|obtained|viewed|reviewed) by)"
)
_TOLD = re.compile(rf"\b{_HEARING}\s{{1,3}}(?:[Tt]he )?(?=[{_UP}])")
_OWN = r"['’]s (?:\w+ ){0,2}(?:newsletter|newsroom|website|reporters?|readers|inbox|subscribers|listeners|coverage)\b"
_DATELINE_HOUSE = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]")
_REPORTED = r"(?:reports?|reported|misstated|corrected|learned|has learned|incorrectly)"
_REPORTING_LINE = re.compile(
    r"^\W{0,2}(?:additional )?reporting (?:and writing )?by .{3,200}edit(?:ing|ed) by", re.I | re.M
)
_SIGN_OFF = re.compile(rf"[{_UP}][\w&’'-]{{2,24}}(?: [{_UP}][\w&’'-]{{1,24}}){{0,2}}")


def told(text: str) -> Iterator[tuple[str, int, int]]:
    """Names, as printed, to which someone speaks or by whom something was seen, with cue and name's
    offsets.

    >>> [name for name, _, _ in told("He told the Ostrey Courier, and later told reporters.")]
    ['Ostrey Courier']
    """
    text = text[:_HEAD]
    for nth, cue in enumerate(_TOLD.finditer(text)):
        found = _RUN.match(text, cue.end())
        if nth >= _MOST:
            return
        if found and (name := found[0]) and not re.search(r"['’]s?(?:\s|$)", name):
            yield _POSSESSIVE.sub("", name), cue.start(), found.end()


def ends_like_outlet(name: str) -> bool:
    """True when a name's last word is a newspaper's or a station's.

    >>> ends_like_outlet("Sallow Coast Radio"), ends_like_outlet("Sallow Coast Hospital")
    (True, False)
    """
    return name.split()[-1] in words("outlet_heads")


def full_form(text: str, short: str) -> str | None:
    """The one longer name in the text that a short one ("the Courier") stands for; None where none
    or several do.

    >>> full_form("A memo seen by the Ostrey Courier. She told the Courier so.", "Courier")
    'Ostrey Courier'
    """
    if " " in short:
        return short
    before = re.compile(rf"((?:[{_UP}][\w.'’-]{{1,24}} ){{1,3}}){re.escape(short)}(?!\w)")
    names = {found[0].removeprefix("The ") for found in before.finditer(text[:_HEAD])}
    names = {name for name in names if " " in name}
    return names.pop() if len(names) == 1 else None


def is_borne_out(text: str, name: str) -> bool:
    """True when the text treats a name as its own outlet: told, seen by, its newsletter, its
    photograph.

    >>> is_borne_out("Ostrey Lamp\\n\\nThe quay is shut, she told the Lamp.", "Ostrey Lamp")
    True
    """
    bare = name.removeprefix("The ")
    full, last = re.escape(bare), re.escape(bare.split()[-1])
    form = rf"(?:(?:[Tt]he )?{full}|[Tt]he {last})"
    own = rf"{form}{_OWN}|\w ?/ ?{full}(?!\w)|{form} (?:has|have) (?:learned|obtained)\b"
    pattern = rf"\b{_HEARING}\s{{1,3}}{form}(?!\w)|{own}"
    return re.search(pattern, text[:_HEAD]) is not None


def house_of(dateline: str) -> str | None:
    """The house in the brackets of a dateline, as printed.

    >>> house_of("VELMOUTH, March 12, 2024 (Northline) —")
    'Northline'
    """
    found = _DATELINE_HOUSE.search(dateline)
    return found[1].strip() if found else None


def is_credited_house(text: str, house: str) -> bool:
    """True when more than a dateline names the house: a byline, a reporting line, or its own words
    on its reports.

    >>> is_credited_house("By Northline\\n\\nPARIS (Northline) — The quay is shut.", "Northline")
    True
    >>> is_credited_house("PARIS (Larry) — The quay is shut.", "Larry")
    False
    """
    if not house[:1].isupper() or len(house.split()) > 3 or any(char.isdigit() for char in house):
        return False
    name = re.escape(house)
    own = rf"^(?:[Bb]y|BY|From) {name}\s*$|^{name}\s*$|(?<![(\w]){name} (?:first |had |has )?{_REPORTED}\b"
    return bool(re.search(own, text[:_HEAD], re.M)) or is_signed_as_copy(text)


def is_dateline_house(text: str, house: str) -> bool:
    """True when the name stands in brackets before a dash, as an agency does in a dateline."""
    return re.search(rf"[(\[]{re.escape(house)}[)\]]\s*[-–—]", text[:_HEAD]) is not None


def is_signed_as_copy(text: str) -> bool:
    """True when the text ends as an agency's own copy does: who reported it and who edited it."""
    return _REPORTING_LINE.search(text[-400:]) is not None


def is_sign_off(text: str, said: str) -> bool:
    """True for a last line that is nothing but a name which is no word of English and stands
    nowhere else.

    >>> is_sign_off("The quay is shut.\\n\\nNorthline", "Northline"), is_sign_off("It is shut.\\n\\nRelated", "Related")
    (True, False)
    """
    if not _SIGN_OFF.fullmatch(said) or any(document_frequency(word) for word in key(said).split()):
        return False
    return text.rstrip().endswith(said) and text.count(said) == 1


def of_host(text: str, label: str) -> str | None:
    """The name that a source speaks to and whose words, run together, are the label of a contact
    address.

    >>> of_host("she told the tideline daily that it was over", "tidelinedaily")
    'Tideline Daily'
    """
    if len(label) < 6:
        return None
    for cue in re.finditer(rf"(?i)\b{_HEARING}\s+", text[:_HEAD]):
        after = re.findall(r"[^\W_]+", text[cue.end() : cue.end() + 80])[:6]
        for first in (0, 1):
            for size in range(1, 6):
                run = after[first : first + size]
                if (
                    len(run) == size > 1
                    and "".join(run).lower() == label
                    and run[0].lower() != "the"
                ):
                    return " ".join(
                        word if word[:1].isupper() else word.capitalize() for word in run
                    )
    return None
