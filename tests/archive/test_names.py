"""A story's branch: one for every spelling of its name, another for every other story, and always a valid ref."""

import subprocess

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.archive.names import branch_name, identity, is_branch

# Branches outlive upgrades of everything: these names never change.
GOLDEN = [
    ("https://www.example.com/2023/bridge-opens/", "example.com/bridge-opens-da09d64a1b"),
    (
        "https://edition.example.org/2031/05/04/asia/lock-gates/index.html",
        "edition.example.org/lock-gates-2e150f3b99",
    ),
    ("https://m.example.com/recap?gameId=401", "example.com/recap-gameid-401-aacdb450c9"),
    ("https://example.com/index.php?12345", "example.com/index-php-12345-b3cc4bbc0c"),
    ("http://bücher.example/größe/übung", "xn-bcher-kva.example/grosse-aad3054201"),
    ("http://127.0.0.1:8000/a-story", "127.0.0.1/a-story-12a9c7eff8"),
    ("Bridge story", "local/bridge-story-35ab1a8382"),
    ("水門が再開", "local/shui-men-kazai-kai-f9d7dde51d"),
    ("🚢", "local/story-c1fa4410e4"),
]

SPELLINGS = [
    "https://www.example.com/news/lock-gates?id=7&b=2",
    "http://example.com/news/lock-gates?id=7&b=2",
    "HTTPS://WWW.EXAMPLE.COM/news/lock-gates?id=7&b=2",
    "https://m.example.com/news/lock-gates?id=7&b=2",
    "https://amp.example.com/news/lock-gates?id=7&b=2",
    "https://www.example.com:443/news/lock-gates?id=7&b=2",
    "https://www.example.com./news/lock-gates/?id=7&b=2",
    "https://www.example.com/news/lock-gates?b=2&id=7",
    "https://www.example.com/news/lock-gates?id=7&utm_source=mail&b=2&fbclid=x",
    "https://www.example.com/news/lock-gates/amp?id=7&b=2&outputType=amp",
    "https://www.example.com//news/lock%2Dgates?id=7&b=2#comments",
    "  https://reader@www.example.com/news/lock-gates?id=7&b=2\n",
    "www.example.com/news/lock-gates?id=7&b=2",
]

DIFFERENT = [
    "https://example.com/news/lock-gates",
    "https://example.com/news/Lock-Gates",
    "https://example.com/news/lock-gates-2",
    "https://example.com/news/lock/gates",
    "https://example.com/news/lock%2Fgates",
    "https://example.com/news/lock-gates?id=7",
    "https://example.com/news/lock-gates?id=8",
    "https://example.com/news/lock-gates?gameId=7",
    "https://example.com/news/lock-gates?7",
    "https://example.com/news/lock-gates?8",
    "https://example.com/news/lock-gates?cid=8",
    "https://example.com:8080/news/lock-gates",
    "https://live.example.com/news/lock-gates",
    "https://example.org/news/lock-gates",
    "https://example.com/",
    "example.com",
    "news lock gates",
    "",
]

HOSTILE = [
    "",
    " ",
    "..",
    "a..b",
    ".hidden",
    "story.lock",
    "http://x.lock/y.lock",
    "http://runs/x",
    "http://decisions/",
    "http://www.runs/x",
    "runs",
    "-rf",
    "--upload-pack=x",
    "http://-x-.com/-",
    "a@{1}",
    "@",
    "a~b^c:d?e*f[g\\h",
    "a\x00b\x1b[31m\r\nc",
    "refs/heads/main",
    "HEAD",
    "\ud800",
    "https://example.com/\ud800?\udfff",
    "http://[::1]/x",
    "http://[::1/x",
    "http://example.com:99999/x",
    "http:///x",
    "http://.../..",
    "https://" + "a." * 500 + "com/" + "b" * 5000,
    "a" * 10_000,
    "水" * 10_000,
    "🚢" * 10_000,
    "/" * 10_000,
]


@pytest.mark.parametrize(("name", "branch"), GOLDEN, ids=[name for name, _ in GOLDEN])
def test_names_never_change(name: str, branch: str) -> None:
    """The branch of a story is the same in every version of tracker."""
    assert branch_name(name) == branch


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spellings_share_a_branch(spelling: str) -> None:
    """Scheme, twin hosts, tracking, order, slashes and fragments make no other story."""
    assert branch_name(spelling) == branch_name(SPELLINGS[0])


def test_different_stories_never_share_a_branch() -> None:
    """What can tell two stories apart does, also on a file system that ignores case."""
    assert len({branch_name(name).lower() for name in DIFFERENT}) == len(DIFFERENT)


def test_names_in_words_ignore_case_and_white_space() -> None:
    """A person need not repeat a name to the letter."""
    assert branch_name(" Bridge\tSTORY ") == branch_name("bridge story")
    assert branch_name("Cafe\u0301 closes") == branch_name("Café closes")


@given(st.text(max_size=300) | st.text(st.sampled_from("a.-/:@{}~^?*[\\ \x7flock%"), max_size=40))
def test_any_name_gives_a_valid_ref(name: str) -> None:
    """Git itself accepts the branch of any name, and of any URL made from it."""
    branches = [branch_name(name), branch_name(f"https://{name}/{name}?{name}")]
    for branch in branches:
        check_ref(branch)


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name[:30]))
def test_hostile_names_give_valid_refs(name: str) -> None:
    """Names that git, a shell or a file system would trip over give an ordinary branch."""
    check_ref(branch_name(name))


def check_ref(branch: str) -> None:
    subprocess.run(["git", "check-ref-format", f"refs/heads/{branch}"], check=True)
    assert branch.isascii() and branch == branch.lower() and not branch.startswith("-")
    assert branch.count("/") == 1 and len(branch) <= 180
    assert branch.split("/")[0] not in ("runs", "decisions")
    assert is_branch(branch) and branch_name(branch) == branch


@given(st.text(max_size=200), st.text(max_size=200))
@example("https://example.com/a", "https://example.com/A")
@example("https://example.com/?a=%ff", "https://example.com/?a=%fe")
def test_a_shared_branch_means_one_identity(one: str, other: str) -> None:
    """Two names share a branch only when they are spellings of one name."""
    assert branch_name(one) != branch_name(other) or identity(one) == identity(other)


@pytest.mark.parametrize(
    "name", ["main", "runs", "a/b", "A.com/b-0123456789", "a.com/b-0123456789/c", "../x-0123456789"]
)
def test_other_branches_are_no_stories(name: str) -> None:
    """A branch that tracker would not make is not taken for a story."""
    assert not is_branch(name)
