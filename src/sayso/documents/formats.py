"""What is read: a name, the endings that tell it, and the function that opens it.

`reader` holds the list; the table of docs/formats.md is held to it by a test.
"""

from __future__ import annotations

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
    """

    name: str
    endings: tuple[str, ...]
    read: Reader
    is_archive: bool = False
