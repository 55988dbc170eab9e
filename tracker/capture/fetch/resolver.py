"""The look-up of names, with the addresses that must not be asked left out.

A connection is made to the very addresses that this resolver gives out, so a name that answers differently the second
time (DNS rebinding) gains nothing. Literal addresses pass here too, in whatever spelling. A proxy looks names up by
itself; what leads inside by the answer that this machine gets is not asked of a proxy either.
"""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver

from tracker.capture.fetch.addresses import Allowed, fold_host, refuse_address

_CACHED = 10_000  # names


def find_proxy_hosts() -> frozenset[str]:
    """Find the hosts of the proxies that the environment names."""
    urls = (url if "//" in url else f"//{url}" for scheme, url in getproxies().items() if scheme != "no")
    return frozenset(host for host in (urlsplit(url).hostname for url in urls) if host)


async def find_inside(host: str, allowed: Allowed) -> str | None:
    """Look a name up before a proxy does, and say why its host must not be asked; None if it is not known here."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return None
    addresses = [ip_address(str(where[0]).partition("%")[0]) for *_, where in found]
    return next(filter(None, (refuse_address(host, address, allowed) for address in addresses)), None)


class GuardedResolver(CachingHostnameResolver):
    """Look names up, and keep back each address that is not public and not allowed.

    `refused` tells, by host, why none of its addresses was left.
    """

    def __init__(self, reactor: ReactorBase, allowed: Allowed) -> None:
        super().__init__(reactor, _CACHED)
        self._allowed = allowed
        self.refused: dict[str, str] = {}

    def resolveHostName(
        self,
        resolutionReceiver: IResolutionReceiver,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        """Look a host up; the receiver is told of the addresses that may be asked."""
        guarded: Any = _Guarded(self, resolutionReceiver, hostName)
        return super().resolveHostName(guarded, hostName, portNumber, addressTypes, transportSemantics)

    def admits(self, host: str, address: str) -> bool:
        """Tell whether an address of a host may be asked, and remember why not."""
        reason = refuse_address(host, ip_address(address.partition("%")[0]), self._allowed)
        if reason:
            self.refused[fold_host(host)] = reason
        return reason is None


class _Guarded:
    """A receiver of addresses that hands on those which may be asked."""

    def __init__(self, resolver: GuardedResolver, receiver: Any, host: str) -> None:
        self._resolver, self._receiver, self._host = resolver, receiver, host

    def resolutionBegan(self, resolution: IHostResolution) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if self._resolver.admits(self._host, address.host):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()
