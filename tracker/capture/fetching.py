"""From what a newsroom has written into `tracker.toml` to the rules by which its stories are fetched.

`watching` knows the settings and nothing of fetching, `fetch` knows its rules and nothing of settings.
"""

from types import MappingProxyType

from tracker.capture.fetch import FetchRules, Pace
from tracker.capture.fetch.addresses import fold_host
from tracker.capture.watching import CaptureSettings, SiteRules


def make_rules(settings: CaptureSettings) -> FetchRules:
    """Make the rules of fetching from the settings; what these do not name stays as `FetchRules` has it.

    >>> make_rules(CaptureSettings(sites={"Courier.example": SiteRules(delay=5)})).sites
    mappingproxy({'courier.example': Pace(delay=5, concurrency=2)})
    """
    return FetchRules(
        contact=settings.contact or "",
        pace=_make_pace(settings.rules),
        sites=MappingProxyType({fold_host(host): _make_pace(rules) for host, rules in settings.sites.items()}),
        timeout=settings.timeout,
        allow_private=settings.allowed,
    )


def _make_pace(rules: SiteRules) -> Pace:
    return Pace(rules.delay, rules.concurrency)
