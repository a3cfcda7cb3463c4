"""XML as a tree, by lxml, with nothing fetched and no entity put in.

bytes ──no entities of its own, no network──▶ root element, or why not
"""

from __future__ import annotations

import re
from typing import Any

from sayso.patterns import pattern

_ENTITY = pattern(rb"<!ENTITY", re.I)


def defines_entities(data: bytes) -> bool:
    """True for a document that defines entities of its own: they are of no use in news, and can
    make a small file endless or name other files. UTF-16 is looked at, too.

    >>> defines_entities(b'<!DOCTYPE x [<!ENTITY a "b">]><x/>')
    True
    """
    return _ENTITY.search(data.replace(b"\0", b"") if b"\0" in data[:200] else data) is not None


def root_of(data: bytes) -> Any | str:
    """The root element (lxml), or the reason why there is none."""
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]  # slow to import

    if defines_entities(data):
        return "defines entities of its own: such XML is not opened"
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return f"broken XML: {' '.join(str(error).split())[:200]}"


def name_of(element: Any) -> str:
    """An element's name without its namespace; "" for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def words_of(element: Any | None) -> str | None:
    """All words within an element, spaces as one; None where there are none."""
    if element is None:
        return None
    return " ".join("".join(element.itertext()).split()) or None
