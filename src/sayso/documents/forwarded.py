"""What a mail forwards in its own words: the headers of another message, and its text below.

    "---- Forwarded message ---- From: … Date: … Subject: …" ──▶ what they say, the text below

As Gmail, Outlook, Apple Mail and Thunderbird print it. What stands above is the sender's own note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.patterns import pattern

_OPENS = pattern(
    r"^[ \t>]*(?:-{2,} ?(?:Forwarded message|Original Message) ?-{2,}|Begin forwarded message:"
    r"|_{20,})[ \t]*$",
    re.I | re.M,
)
_HEADER = pattern(r"[ \t>*]*(From|Date|Sent|Subject|To|Cc|Reply-To)\*?:\*?[ \t]+(.*)", re.I)
_SIGNED = pattern(r"^-- \n.*\Z|^Sent from my \w.{0,40}\Z", re.S | re.M)
_LONGEST_NOTE = 120  # words that a sender puts above what he forwards


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A message within the text of another: what its headers say, as printed, and its text."""

    text: str
    subject: str | None
    date: str | None
    sender: str | None


def forwarded(text: str) -> Forwarded | None:
    """The message that a text forwards; None where it forwards none, or answers it at length.

    >>> found = forwarded("See this.\\n\\n---------- Forwarded message ---------\\nFrom: Gull "
    ...     "<g@x.example>\\nDate: Tue, Mar 5, 2024 at 7:30 AM\\nSubject: Pier shut\\n\\nIt shut.")
    >>> found.subject, found.date, found.text
    ('Pier shut', 'Tue, Mar 5, 2024 at 7:30 AM', 'It shut.')
    """
    for opening in _OPENS.finditer(text):
        said: dict[str, str] = {}
        rest = text[opening.end() :].lstrip("\n").split("\n")
        count = 0
        for line in rest:
            header = _HEADER.match(line)
            if header:
                said.setdefault(header[1].lower(), header[2].strip())
            elif line.strip(" \t>") or "subject" in said:
                break
            count += 1
        above = text[: opening.start()]
        if {"from", "subject"} <= said.keys() and len(above.split()) <= _LONGEST_NOTE:
            return _found(said, "\n".join(rest[count:]))
    return None


def _found(said: dict[str, str], body: str) -> Forwarded:
    if all(line.startswith(">") for line in body.split("\n") if line.strip()):
        body = re.sub(r"^> ?", "", body, flags=re.M)  # Apple Mail quotes what it forwards
    return Forwarded(
        _SIGNED.sub("", body.strip() + "\n").strip(),
        said.get("subject"),
        said.get("date") or said.get("sent"),
        said.get("from"),
    )
