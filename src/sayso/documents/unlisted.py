"""Outlets and agencies that no table knows, found by what a text itself says of them.

A name counts only where a second place in the text bears it out: a source speaks to it, a dateline
and a byline carry it, a contact address is made of its words. One place alone is a name like any
other.

  text, name ─told, seen by, newsletter, photo credit─▶ borne out?  "the Courier" ─▶ "Ostrey Courier"
"""

from __future__ import annotations

import re

from sayso.lexicon.frequency import document_frequency
from sayso.outlets.cues import before, learned
from sayso.outlets.named import HEAD
from sayso.text import fold_words

_UP = "A-ZÀ-ÖØ-ÞŁŠŽ"
_OWN = r"['’]s (?:\w+ ){0,2}(?:newsletter|newsroom|website|reporters?|readers|inbox|subscribers|listeners|coverage)\b"
_DATELINE_HOUSE = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]")
_REPORTED = r"(?:reports?|reported|misstated|corrected|learned|has learned|incorrectly)"
_REPORTING_LINE = re.compile(
    r"^\W{0,2}(?:additional )?reporting (?:and writing )?by .{3,200}edit(?:ing|ed) by", re.I | re.M
)
_SIGN_OFF = re.compile(rf"[{_UP}][\w&’'-]{{2,24}}(?: [{_UP}][\w&’'-]{{1,24}}){{0,2}}")


def is_borne_out(text: str, name: str) -> bool:
    """True when the text treats a name as its own outlet: told, seen by, its newsletter, its
    photograph.

    >>> is_borne_out("Ostrey Lamp\\n\\nThe quay is shut, she told the Lamp.", "Ostrey Lamp")
    True
    """
    bare = name.removeprefix("The ")
    full, last = re.escape(bare), re.escape(bare.split()[-1])
    own = rf"(?:{full}|[Tt]he {last})(?:{_OWN}|{learned().pattern})|\w ?/ ?{full}(?!\w)"
    heard = rf"{before('told', 'seen').pattern}(?:{full}|(?<=[Tt]he ){last})(?!\w)"
    return re.search(rf"{heard}|{own}", text[:HEAD]) is not None


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
    return bool(re.search(own, text[:HEAD], re.M)) or is_signed_as_copy(text)


def is_dateline_house(text: str, house: str) -> bool:
    """True when the name stands in brackets before a dash, as an agency does in a dateline."""
    return re.search(rf"[(\[]{re.escape(house)}[)\]]\s*[-–—]", text[:HEAD]) is not None


def is_signed_as_copy(text: str) -> bool:
    """True when the text ends as an agency's own copy does: who reported it and who edited it."""
    return _REPORTING_LINE.search(text[-400:]) is not None


def is_sign_off(text: str, said: str) -> bool:
    """True for a last line that is nothing but a name which is no word of English and stands
    nowhere else.

    >>> is_sign_off("The quay is shut.\\n\\nNorthline", "Northline"), is_sign_off("It is shut.\\n\\nRelated", "Related")
    (True, False)
    """
    if not _SIGN_OFF.fullmatch(said) or any(
        document_frequency(word) for word, _, _ in fold_words(said)
    ):
        return False
    return text.rstrip().endswith(said) and text.count(said) == 1
