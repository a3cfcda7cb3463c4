"""Where an address leads, and whether it may be gone to: public places of the web only.

    address ──parse──▶ scheme, host, port ──ask for its numbers──▶ Place, or why it is refused

Every number that a name stands for must be public, and the connection is made to the very number
that was checked: a name that answers differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

# numbers of a host name and port; the system's own resolver where nothing else is given
Resolver = Callable[[str, int], Sequence[str]]
_PORTS = {"http": 80, "https": 443}
_LONGEST = 4_096  # characters of an address
# networks that carry an IPv4 number inside an IPv6 one: IPv4-mapped, 6to4, NAT64
_MAPPED = ((ipaddress.IPv6Network("2002::/16"), 2), (ipaddress.IPv6Network("64:ff9b::/96"), 12))


@dataclass(frozen=True, slots=True)
class Place:
    """A checked address: `number` is what to connect to, `host` what to ask for there."""

    scheme: str
    host: str
    port: int
    number: str
    target: str

    @property
    def authority(self) -> str:
        """Host and port as a `Host` header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.authority}"


def by_system(host: str, port: int) -> Sequence[str]:
    """The numbers that the system knows for a host. Raises OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def place_of(address: str, *, loopback: bool, resolve: Resolver = by_system) -> Place | str:
    """The place, or the reason why nobody goes there; with `loopback` this very machine counts as
    public.

    >>> place_of("file:///etc/hosts", loopback=False)
    'an address of file:, and only http and https are followed'
    >>> place_of("http://gull.example/", loopback=False, resolve=lambda host, port: ["10.0.0.7"])
    'refused: gull.example is 10.0.0.7, which is no public address'
    """
    if len(address) > _LONGEST or re.search(r"[\x00-\x20\x7f]", address):
        return "no address: it is too long or has spaces in it"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        return f"no address: {error}"
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        return f"an address of {scheme}:, and only http and https are followed"
    if not host:
        return "no address: it names no host"
    if parts.username is not None or parts.password is not None:
        return "refused: the address holds a name or a password"
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
        numbers = resolve(host, port or _PORTS[scheme])
    except (OSError, UnicodeError) as error:
        return f"the host {host} is not known ({getattr(error, 'strerror', None) or error})"
    for number in numbers:
        if not is_public(number, loopback=loopback):
            return f"refused: {host} is {number}, which is no public address"
    if not numbers:
        return f"the host {host} is not known"
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return Place(scheme, host, port or _PORTS[scheme], numbers[0], target)


def is_public(number: str, *, loopback: bool = False) -> bool:
    """True for an address that anyone on the internet means the same place by.

    >>> [is_public(n) for n in ("93.184.215.14", "169.254.169.254", "::ffff:127.0.0.1", "fe80::1")]
    [True, False, False, False]
    """
    try:
        found = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped
        for network, start in _MAPPED:
            if found in network:
                inner = ipaddress.IPv4Address(found.packed[start : start + 4])
        if inner is not None:
            return is_public(str(inner), loopback=loopback)
    if found.is_loopback:
        return loopback
    return found.is_global and not found.is_multicast
