"""What is read: a name, the endings that tell it, and the function that opens it.

`reader` holds the list; the table of docs/formats.md is held to it by a test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from sayso.documents.fields import Fields
from sayso.documents.options import DocumentOptions
from sayso.model import Rejected

Reader = Callable[[str, IO[bytes], DocumentOptions], Iterator[Fields | Rejected]]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is called, its endings in lower case, and its reader.

    is_archive  holds files of other formats
    within      endings of other formats under which it comes as well
    sign        what in the first bytes tells it there
    """

    name: str
    endings: tuple[str, ...]
    read: Reader
    is_archive: bool = False
    within: tuple[str, ...] = ()
    sign: re.Pattern[bytes] | None = None

    def is_told_by(self, head: bytes, other: Format) -> bool:
        """Whether what seems to be of another format is of this one, by its first bytes."""
        shared = any(ending in other.endings for ending in self.within)
        return shared and self.sign is not None and self.sign.search(head) is not None
