"""The limits of arrival, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.documents.by_hand import paths


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    """How much is read before an input is refused; memory never grows past these.

    max_chars         code points of one article; the longest of 8,000 news texts has under 100,000
    max_record_bytes  bytes of one line, one row or one page; a full article with every character
                      escaped fits
    max_file_bytes    bytes of one JSON file, which has to be held whole; JSON Lines has no such
                      limit
    max_unpacked_bytes
                      bytes that one archive or compressed file may unpack to
    fields            which key of a record holds which field: ("text=body", "published=meta.date")
    explain           keep which keys of a record were taken for which field
    language          tell the language of every text; else only what it declares itself counts
    """

    max_chars: int = 1_000_000
    max_record_bytes: int = 8_000_000
    max_file_bytes: int = 64_000_000
    max_unpacked_bytes: int = 20_000_000_000
    fields: tuple[str, ...] = ()
    explain: bool = False
    language: bool = True

    def __post_init__(self) -> None:
        """Raises WrongUse for a mapping that cannot be meant."""
        paths(self.fields)
