"""The keys of a record, however they are written, and which of them are kept as which field.

{"Pub Date": …} ──letters and digits──▶ pubdate ──lexicon/en/record_keys.tsv──▶ published
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sayso.lexicon import table

Kept = Mapping[str, tuple[str, ...]]  # of every field the accepted keys of a record, best first


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one record.

    folded  each key's letters and digits, in the record's order; two may be the same
    single  no two are the same
    """

    folded: tuple[str, ...]
    kept: Kept
    single: bool


@lru_cache(maxsize=256)  # the records of a pile have the same keys
def keys_in(names: tuple[str, ...]) -> Keys:
    """What the names of a record's keys say of it.

    >>> keys_in(("Pub Date", "Full Text")).kept["published"]
    ('pubdate',)
    """
    folded = tuple(key_of(name) for name in names)
    return Keys(folded, kept_in(folded), len(set(folded)) == len(folded))


@lru_cache(maxsize=16)
def keys_of(field: str) -> dict[str, str]:
    """The accepted keys of a field, best first, and what each is kept as.

    >>> list(keys_of("lang"))[:2]
    ['lang', 'language']
    """
    return {key: "".join(kept) for name, key, *kept in table("record_keys") if name == field}


def is_key_of(field: str, name: str) -> bool:
    """Whether a key, however it is written, is one of a field's.

    >>> is_key_of("text", "Full Text"), is_key_of("text", "title")
    (True, False)
    """
    return key_of(name) in keys_of(field)


@lru_cache(maxsize=256)  # the records of a pile have the same keys
def kept_in(keys: tuple[str, ...]) -> Kept:
    """Of every field the accepted keys that a record has, best first.

    >>> kept_in(("body", "text"))["text"]
    ('text', 'body')
    """
    fields = dict.fromkeys(name for name, *_ in table("record_keys"))
    return {name: tuple(key for key in keys_of(name) if key in keys) for name in fields}


def text_column(names: list[str]) -> str | None:
    """The column that holds the text, None where none of the accepted names stands.

    >>> text_column(["id", "Full Text"])
    'Full Text'
    """
    by_key = {key_of(name): name for name in reversed(names)}
    return next((by_key[key] for key in keys_of("text") if key in by_key), None)


def accepted() -> str:
    """The accepted names of the text column, for messages."""
    return "text, body, content, ..."


def folded(record: Mapping[str, object]) -> dict[str, object]:
    """A record under folded keys; of two that are the same the first counts.

    >>> folded({"Full Text": "One.", "fulltext": "Two."})
    {'fulltext': 'One.'}
    """
    keys: dict[str, object] = {}
    for name, value in record.items():
        keys.setdefault(key_of(name), value)
    return keys


@lru_cache(maxsize=4096)  # the records of a pile have the same keys
def key_of(name: str) -> str:
    """A key's letters and digits, in small letters.

    >>> key_of("Pub_Date")
    'pubdate'
    """
    return re.sub(r"[^a-z0-9]", "", name[:80].lower())
