"""Which addresses may be asked, and how long a host may ask to wait: rules without a network."""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.capture.fetch.addresses import allow_hosts, find_address, parse_allowed, refuse_address, refuse_url
from tracker.capture.fetch.gate import MAX_SILENCE, MAX_WAIT, Gate, KeptError, find_wait

NOTHING = parse_allowed(())
REFUSED = {
    "loopback": "http://127.0.0.1/",
    "loopback, another": "http://127.8.7.6/",
    "loopback, short": "http://127.1/",
    "loopback, decimal": "http://2130706433/",
    "loopback, hexadecimal": "http://0x7f000001/",
    "loopback, octal": "http://0177.0.0.01/",
    "loopback, wide digits": "http://１２７.０.０.１/",
    "loopback, ideographic dots": "http://127。0。0。1/",
    "loopback, with the last dot": "http://127.0.0.1./",
    "loopback, version 6": "http://[::1]/",
    "loopback, mapped": "http://[::ffff:127.0.0.1]/",
    "loopback, mapped in hexadecimal": "http://[::ffff:7f00:1]/",
    "loopback, through 6to4": "http://[2002:7f00:1::]/",
    "loopback, through NAT64": "http://[64:ff9b::7f00:1]/",
    "loopback, in the oldest way to map": "http://[::127.0.0.1]/",
    "loopback, translated": "http://[::ffff:0:127.0.0.1]/",
    "loopback, through Teredo": "http://[2001:0:7f00:1::]/",
    "private, through a NAT64 of one's own": "http://[64:ff9b:1::a00:1]/",
    "its name": "http://localhost:8000/",
    "a name below it": "http://desk.LOCALHOST./",
    "any address": "http://0.0.0.0/",
    "any address, short": "http://0/",
    "any address, version 6": "http://[::]/",
    "private": "http://10.0.0.7/",
    "private, of a home": "https://192.168.1.1/",
    "private, version 6": "http://[fd00::7]/",
    "local to a site, version 6": "http://[fec0::7]/",
    "no unicast, version 6": "http://[5f00::7]/",
    "link-local": "http://169.254.1.1/",
    "link-local with a zone": "http://[fe80::1%25eth0]/",
    "metadata of most clouds": "http://169.254.169.254/latest/meta-data/",
    "metadata, version 6": "http://[fd00:ec2::254]/",
    "metadata in the network of carriers": "http://100.100.100.200/",
    "metadata under a public number": "http://168.63.129.16/",
    "metadata in a network for protocols": "http://192.0.0.192/",
    "multicast": "http://224.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "a user before the host": "http://8.8.8.8@127.0.0.1/",
    "a password": "https://desk:secret@wexcombe.example/",
    "a file": "file:///etc/passwd",
    "data": "data:text/html,Hello",
    "gopher": "gopher://wexcombe.example/",
    "a script": "javascript:alert(1)",
    "no scheme": "wexcombe.example/ferry",
    "no host": "http:///ferry",
    "brackets that do not close": "http://[::1/",
    "a port that is none": "http://wexcombe.example:99999/",
    "a zone where there is none": "http://8.8.8.8%25eth0/",
    "a backslash before the host": "http://127.0.0.1\\@wexcombe.example/",
    # No host can have such a name, and some never come back from the look-up.
    "an empty label": "http://wexcombe..example/",
    "a label that is too long": f"http://{'w' * 64}.example/",
    "a name that is too long": f"http://{'w.' * 127}example/",
    "a space": "http://8.8.8.8 127.0.0.1/",
    "a percent sign": "http://wexcombe%00.example/",
}
ASKED = {
    "a name": "https://wexcombe.example/ferry?page=2#top",
    "a name that looks like a number": "http://127.example/",
    "a public address": "http://8.8.8.8/",
    "a public address, version 6": "http://[2606:4700::1]:8080/",
    "a public address, mapped": "http://[::ffff:8.8.8.8]/",
    "a name in other letters": "https://tromsø.example/",
    "a name with the last dot": "https://www.wexcombe.example./",
    "a name with an underscore": "https://old_news.wexcombe.example/",
    "a capital scheme": "HTTPS://wexcombe.example/",
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_public_is_refused(case: str) -> None:
    """No spelling of an address inside, and nothing but http and https, is asked."""
    assert refuse_url(REFUSED[case], NOTHING)


@pytest.mark.parametrize("case", ASKED)
def test_what_is_public_is_asked(case: str) -> None:
    """Addresses of the public internet are asked, and names, which are looked up later."""
    assert refuse_url(ASKED[case], NOTHING) is None


@pytest.mark.parametrize(
    ("entry", "url", "is_asked"),
    [
        ("10.2.0.0/16", "http://10.2.3.4/", True),
        ("10.2.0.0/16", "http://10.3.3.4/", False),
        ("10.2.3.4", "http://[::ffff:10.2.3.4]/", True),
        ("::1", "http://[::1]/", True),
        ("localhost", "http://localhost:8000/", True),
        ("127.0.0.0/8", "http://localhost:8000/", True),
        ("localhost", "http://127.0.0.1/", False),
        ("localhost", "file:///etc/passwd", False),
    ],
)
def test_the_configuration_allows_by_host_and_network(entry: str, url: str, is_asked: bool) -> None:
    """What is named is asked; what is beside it is not."""
    assert (refuse_url(url, parse_allowed([entry])) is None) is is_asked


@given(st.integers(0, 2**32 - 1), st.sampled_from(["{}", "{:#x}", "0{:o}"]))
def test_an_address_is_read_in_every_spelling(number: int, spelling: str) -> None:
    """Decimal, hexadecimal and octal mean the same address."""
    assert find_address(spelling.format(number)) == IPv4Address(number)


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    """Whatever stands in a watch list or a redirect is refused or asked, and never an error."""
    refuse_url(f"http://{text}", NOTHING)
    refuse_url(text, NOTHING)


NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "retry_after", "seconds"),
    [
        (429, "120", 120),
        (503, "120", 120),
        (429, "Wed, 25 Nov 2026 03:10:00 GMT", 600),
        (503, "Wed, 25 Nov 2026 02:10:00 GMT", None),
        (429, None, 60),
        (429, "soon", 60),
        (503, None, None),
        (503, "soon", None),
        (503, "0", None),
        (200, "120", None),
        (429, "9" * 400, MAX_WAIT.total_seconds()),
        (429, "Fri, 31 Dec 9999 23:59:59 GMT", MAX_WAIT.total_seconds()),
    ],
)
def test_a_host_may_ask_to_wait(status: int, retry_after: str | None, seconds: float | None) -> None:
    """Seconds and dates are understood, nonsense is not, and nobody can ask for more than a day."""
    wait = find_wait(status, retry_after, NOW)
    assert (wait and wait.total_seconds()) == seconds


def test_a_wait_is_over_when_it_is_over() -> None:
    """The host that asked is left alone for as long, and no other host is."""
    gate = Gate(NOTHING, [], {})
    gate.note_answer("https://wexcombe.example/ferry", 429, "120", NOW)
    with pytest.raises(KeptError, match="asks to wait 1 s"):
        gate.check("https://wexcombe.example/tides", NOW + timedelta(seconds=119.5))
    gate.check("https://wexcombe.example/tides", NOW + timedelta(seconds=120))
    gate.check("https://northend.example/tides", NOW)


def test_a_silent_host_is_given_up() -> None:
    """A host that gave no answer many times in a row costs no further timeouts; an answer makes up for all before."""
    gate = Gate(NOTHING, [], {})
    url = "https://wexcombe.example/ferry"
    for _ in range(MAX_SILENCE - 1):
        gate.note_silence(url)
    gate.note_answer(url, 500, None, NOW)
    for _ in range(MAX_SILENCE):
        gate.check(url, NOW)
        gate.note_silence(url)
    with pytest.raises(KeptError, match="no answer"):
        gate.check(url, NOW)


def test_the_proxy_is_no_story() -> None:
    """The name of a proxy, which the resolver must allow, is no way in for a target, in no spelling."""
    gate = Gate(NOTHING, ["proxy.wexcombe.example"], {})
    for host in ("proxy.wexcombe.example", "PROXY.wexcombe.example."):
        with pytest.raises(KeptError, match="is the proxy itself"):
            gate.check(f"http://{host}/", NOW)


def test_a_proxy_inside_lets_no_other_name_in() -> None:
    """Where the proxy has a private address, it may be asked for; a name that leads to the same address may not."""
    allowed = allow_hosts(NOTHING, ["127.0.0.1", "Proxy.example"])
    inside = IPv4Address("127.0.0.1")
    assert refuse_address("127.0.0.1", inside, allowed) is None
    assert refuse_address("proxy.example.", inside, allowed) is None
    assert refuse_address("rebind.example", inside, allowed)
