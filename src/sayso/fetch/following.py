"""Addresses that are followed: asked each time whether they have changed, and no more than that.

address, tag of the last visit ──conditional GET──▶ nothing new | articles, tag of this visit
"""

from __future__ import annotations

import json
from collections.abc import Callable

from sayso.fetch.articles import read
from sayso.fetch.client import Client, Fetched
from sayso.fetch.places import Resolver, by_system
from sayso.model import Document, Rejected
from sayso.settings import Settings

# the tag of this visit, and the articles; None where nothing has changed since the last
Visit = tuple[str, list[Document | Rejected] | None]
_LONGEST = 2_000  # characters of a tag; what a server sends beyond is not kept


def follower(
    settings: Settings, *, version: str = "", resolve: Resolver = by_system
) -> Callable[[str, str], Visit]:
    """A function from an address and the tag of the last visit to what stands there now. What
    cannot be fetched comes as Rejected with the tag unchanged, and nothing raises.

    >>> follower(Settings())("file:///etc/hosts", "")[1][0].reason
    'an address of file:, and only http and https are followed'
    """
    client = Client(settings.fetch, version=version, resolve=resolve)

    def visit(address: str, tag: str) -> Visit:
        found = client.ask(address, _conditions(tag))
        if found is None:
            return tag, None
        if not isinstance(found, Fetched):
            return tag, [Rejected(address, found)]
        return _tag(found.conditions), list(read(address, found, client, settings))

    return visit


def _tag(conditions: dict[str, str]) -> str:
    made = json.dumps(conditions, sort_keys=True)
    return made if conditions and len(made) <= _LONGEST else ""


def _conditions(tag: str) -> dict[str, str]:
    try:
        found = json.loads(tag or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def send(address: str, body: bytes, settings: Settings, *, version: str = "") -> str | None:
    """POST JSON to the address that the user named, and to no other: no redirect is followed. Why
    it was not taken, None where it was.
    """
    return Client(settings.fetch, version=version).post(address, body)
