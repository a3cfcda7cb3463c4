"""All options of all rooms in one frozen value, and how a TOML file fills it.

[stories]            one table a room
threshold = 0.2      one key an option; unknown tables and keys are refused by name
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from typing import Any

from sayso.documents import DocumentOptions
from sayso.errors import WrongUse
from sayso.options import CopyOptions, FindingOptions, StoryOptions


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How addresses are fetched, where any is given.

    timeout_s      seconds for one answer, from its first byte asked to its last
    max_bytes      bytes of one answer, unpacked
    max_redirects  of one address
    pause_s        seconds between two visits to one host; robots.txt may ask for more
    cache          folder for what was fetched; empty: sayso/pages in the user's cache folder
    cache_hours    how long a page is taken from there without asking; 0: nothing is kept
    follow         read the article that a feed's entry links to, where the entry is but a summary
    max_followed   links of one feed that are followed
    loopback       also addresses of this very machine, which are refused otherwise
    """

    timeout_s: float = 20.0
    max_bytes: int = 16_000_000
    max_redirects: int = 5
    pause_s: float = 1.0
    cache: str = ""
    cache_hours: float = 24.0
    follow: bool = True
    max_followed: int = 100
    loopback: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """One options value a room. The defaults are what the benches report."""

    documents: DocumentOptions = field(default_factory=DocumentOptions)
    copies: CopyOptions = field(default_factory=CopyOptions)
    stories: StoryOptions = field(default_factory=StoryOptions)
    findings: FindingOptions = field(default_factory=FindingOptions)
    fetch: FetchOptions = field(default_factory=FetchOptions)


def from_toml(text: str) -> Settings:
    """Settings from the text of a TOML file; what it does not name keeps its default.

    Raises WrongUse where the text is not TOML or names a room, an option or a type that does not
    exist.

    >>> from_toml("").stories == StoryOptions()
    True
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"the settings are not TOML: {error}") from error
    settings = Settings()
    rooms = {f.name for f in dataclasses.fields(settings)}
    for room, table in tables.items():
        if room not in rooms or not isinstance(table, dict):
            raise WrongUse(
                f"settings: no room is called [{room}]; there are {', '.join(sorted(rooms))}"
            )
        settings = dataclasses.replace(
            settings, **{room: _filled(getattr(settings, room), room, table)}
        )
    return settings


def digest(settings: Settings) -> str:
    """SHA-256 of all options that bear on results, as canonical JSON, hexadecimal.

    >>> digest(Settings()) == digest(from_toml("")), len(digest(Settings()))
    (True, 64)
    """
    chosen = dataclasses.asdict(settings)
    del chosen["fetch"]  # where pages are kept says nothing of what they hold
    plain = json.dumps(chosen, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()


def _filled(options: Any, room: str, table: dict[str, Any]) -> Any:
    known = {f.name: getattr(options, f.name) for f in dataclasses.fields(options)}
    for key, value in table.items():
        if key not in known:
            raise WrongUse(
                f"settings: [{room}] has no option {key}; it has {', '.join(sorted(known))}"
            )
        wanted = type(known[key])
        if wanted is tuple and isinstance(value, list) and all(isinstance(v, str) for v in value):
            value = table[key] = tuple(value)
        fits = isinstance(value, wanted) or (wanted is float and isinstance(value, int))
        if not fits or isinstance(value, bool) != (wanted is bool):
            raise WrongUse(
                f"settings: [{room}] {key} must be {wanted.__name__}, not {type(value).__name__}"
            )
    return dataclasses.replace(options, **table)
