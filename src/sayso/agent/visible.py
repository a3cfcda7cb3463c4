"""Words of articles, fit to be handed to a program that reads them: nothing in them is invisible.

Text that nobody sees (characters of Unicode's tag block, marks that turn the direction, controls)
is where instructions to a reader's machine are hidden. Each such character becomes U+FFFD, one for
one, so that offsets stay true.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeVar

T = TypeVar("T")
_KEPT = frozenset("\n\t\u00ad\u200c\u200d")  # soft hyphen, and the joiners that scripts need
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
# variation selectors beyond the first sixteen carry whole hidden texts
_HIDDEN = re.compile("[\U000e0100-\U000e01ef]")


def visible(text: str) -> str:
    """The text as long as before, every character in it one that a person can see.

    >>> visible("Open\\x1b[2J the \\u202egate\\r\\nnow")
    'Open�[2J the �gate \\nnow'
    """
    if text.isascii() and text.isprintable():
        return text
    plain = text.replace("\r\n", " \n").replace("\r", "\n")
    return _HIDDEN.sub("�", "".join(_seen(sign) for sign in plain))


def _seen(sign: str) -> str:
    return "�" if sign not in _KEPT and unicodedata.category(sign) in _UNSEEN else sign


def cleaned(value: T) -> T:
    """An answer as JSON has it, with every string in it made visible, keys too.

    >>> cleaned({"a": ["\\x07", 1, None], "b": ("\\x1b",)})
    {'a': ['�', 1, None], 'b': ['�']}
    """
    made: Any = value
    if isinstance(value, str):
        made = visible(value)
    elif isinstance(value, list | tuple):
        made = [cleaned(item) for item in value]
    elif isinstance(value, dict):
        made = {visible(str(key)): cleaned(item) for key, item in value.items()}
    found: T = made
    return found
