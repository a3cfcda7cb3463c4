"""What an article says, fit to be shown: none of it may steer the terminal of whoever reads it."""

from __future__ import annotations

import re

# Control characters but for newline and tab, signs that turn the direction of what follows, and
# halves of characters, which cannot be written.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """The text with U+FFFD in place of every control character.

    >>> shown("Bridge \\x1b]0;pwn\\x07 closes")
    'Bridge �]0;pwn� closes'
    """
    return _STEERING.sub("�", text.replace("\r\n", "\n"))


def shown_line(text: str) -> str:
    """The same on one line: a name must not look like a message of its own."""
    return shown(text).replace("\n", "�").replace("\t", " ")
