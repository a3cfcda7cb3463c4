"""The words within an element of a page, paragraph by paragraph.

element ──paragraphs, points of lists, headings──▶ text
"""

from __future__ import annotations

from typing import Any

_BLOCKS = "self::p or self::li or self::blockquote or self::h2 or self::h3 or self::h4 or self::pre"


def words_within(element: Any) -> str:
    """The words of the paragraphs, a list's points apart; none of scripts, times and
    captions.
    """
    blocks = element.xpath(f".//*[{_BLOCKS}][not(ancestor::aside or ancestor::figure)]")
    said = [
        words for block in blocks if not block.xpath(f".//*[{_BLOCKS}]") and (words := flat(block))
    ]
    return "\n\n".join(said) or ("" if blocks else flat(element))


def flat(element: Any) -> str:
    """All words of an element, spaces as one."""
    pieces = element.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::time)]")
    return " ".join("".join(pieces).split())
