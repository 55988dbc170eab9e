"""Which addresses may be asked: those of the public internet, and what the configuration adds.

A watch list, a feed or a redirect must not turn the tracker into a way to the machines around it: loopback, private
and link-local networks, the metadata services of clouds. `find_address` reads a host as the operating system does, in
every spelling (`127.1`, `0x7f000001`, `[::ffff:7f00:1]`); names are looked up elsewhere (`resolver`).
"""

import re
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address

# Addresses that are public by their number and yet lead inside: the platform service of Azure, and a network of which
# the standard library knows only some as special (the metadata of Oracle's cloud were at 192.0.0.192).
_INSIDE = (IPv4Network("168.63.129.16/32"), IPv4Network("192.0.0.0/24"))
_UNICAST = IPv6Network("2000::/3")  # all of IPv6 that has been given out to the internet (RFC 4291)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


@dataclass(frozen=True, slots=True)
class Allowed:
    """The hosts and networks that may be asked although they are not public."""

    hosts: frozenset[str]
    networks: tuple[IPv4Network | IPv6Network, ...]


def parse_allowed(entries: Iterable[str]) -> Allowed:
    """Tell networks and addresses (`10.2.0.0/16`, `::1`) from the names of hosts."""
    hosts, networks = set(), []
    for entry in entries:
        try:
            networks.append(ip_network(entry, strict=False))
        except ValueError:
            hosts.add(fold_host(entry))
    return Allowed(frozenset(hosts), tuple(networks))


def allow_hosts(allowed: Allowed, hosts: Iterable[str]) -> Allowed:
    """Allow hosts under their own names alone: another name that leads to the same address gains nothing.

    >>> allow_hosts(parse_allowed([]), ["127.0.0.1"]).networks
    ()
    """
    return replace(allowed, hosts=allowed.hosts | {fold_host(host) for host in hosts})


def refuse_url(url: str, allowed: Allowed) -> str | None:
    """Say why an address on the web is never asked, or None; the name of a host is not looked up."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "this is no address on the web"
    if parts.scheme not in {"http", "https"}:
        return f"addresses that begin with {parts.scheme[:20]}: are not fetched, only http and https"
    if not host:
        return "the address names no host"
    if "@" in parts.netloc:  # programs disagree on which part is the host
        return "the address carries a user name or a password: leave it out"
    if fold_host(host).rpartition(".")[2] == "localhost":  # RFC 6761: also of names below it
        return None if fold_host(host) in allowed.hosts else refuse_address(host, IPv4Address("127.0.0.1"), allowed)
    if address := find_address(host):
        return refuse_address(host, address, allowed)
    return None if _NAME.fullmatch(fold_host(host)) else "no host can have such a name"


def refuse_address(host: str, address: Address, allowed: Allowed) -> str | None:
    """Say why the address of a host is not asked, or None."""
    if fold_host(host) in allowed.hosts or any(address in network for network in allowed.networks):
        return None
    inner = _unwrap(address)
    if is_public(inner) or any(inner in network for network in allowed.networks):
        return None
    where = host if find_address(host) else f"{host} ({address})"
    return f"{where} is not a public address: if it is meant, name it under allow_private"


def is_public(address: Address) -> bool:
    """Tell whether an address belongs to the public internet.

    >>> is_public(ip_address("169.254.169.254"))
    False
    """
    if isinstance(address, IPv6Address):
        return address.is_global and address in _UNICAST
    return address.is_global and not address.is_multicast and not any(address in network for network in _INSIDE)


def find_address(host: str) -> Address | None:
    """Read a host as the address it spells, or None for a name.

    >>> find_address("0x7f.1")
    IPv4Address('127.0.0.1')
    """
    host = fold_host(host)
    with suppress(ValueError):
        return ip_address(host.partition("%")[0] if ":" in host else host)  # without the zone of a link-local address
    with suppress(OSError, ValueError):  # ValueError: NUL, or what is not ASCII
        if not any(c.isspace() for c in host):  # inet_aton ends reading at the first space
            return IPv4Address(socket.inet_aton(host))
    return None


_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")


def fold_host(host: str) -> str:
    """Bring a host to the form in which it is compared: IDNA folds wide digits and dots to plain ones."""
    host = host.strip("[]").rstrip(".。．｡").lower()
    with suppress(UnicodeError):
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    return host


def _unwrap(address: Address) -> Address:
    """Find the IPv4 address that an IPv6 address leads to (mapped, 6to4, NAT64), or keep it."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or address
    return address
