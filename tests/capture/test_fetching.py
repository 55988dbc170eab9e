"""Settings become rules of fetching."""

import tomllib

from tracker.capture.fetch import FetchRules, Pace
from tracker.capture.fetch.settings import make_settings
from tracker.capture.fetching import make_rules
from tracker.capture.watching import CaptureSettings, parse_capture_settings

SETTINGS = """
[capture]
contact = "mailto:desk@wexcombe.example"
delay = 3
timeout = 45
allow-private = ["10.2.0.0/16"]

[capture.sites."Northend.example"]
delay = 20
concurrency = 1

[capture.sites."islands.example"]
rendered = true
"""


def test_settings_are_kept_to() -> None:
    """What a newsroom has written holds, for all sites and for one; the rest is as it is without settings."""
    rules = make_rules(parse_capture_settings(tomllib.loads(SETTINGS)))
    assert rules.contact == "mailto:desk@wexcombe.example"
    assert (rules.timeout, rules.allow_private) == (45.0, ("10.2.0.0/16",))
    assert rules.find_pace(rules.find_site("www.wexcombe.example")) == Pace(3.0, 2)
    assert rules.find_pace(rules.find_site("www.northend.example")) == Pace(20.0, 1)
    assert rules.find_pace(rules.find_site("islands.example")) == Pace(3.0, 2)


def test_without_settings_the_sites_are_told_who_asks() -> None:
    """Without settings the rules are those of fetching itself, and the requests carry the name of the project."""
    rules = make_rules(CaptureSettings())
    assert rules == FetchRules()
    assert make_settings(rules)["USER_AGENT"] == "newsroom-tracker"
