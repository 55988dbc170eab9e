"""A story goes out as a folder and comes back with the same commits."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.archive.samples import BRANCH, NOON, capture, hours, story
from tests.archive.sharing.hubs import Desks, check_sound, make_desks, refs, texts
from tests.archive.sharing.test_hostile_offers import FILES, MESSAGE, TIDES, commit, plumb
from tests.archive.stories import CORRECTED, capture_all
from tests.archive.test_decisions import FARES, rejection
from tracker.archive.layout import ObjectFormat
from tracker.archive.meta import Meta, parse_meta
from tracker.archive.plan import Capture
from tracker.archive.sharing.bundles import import_bundle
from tracker.archive.sharing.exporting import BUNDLE, export_story
from tracker.core.story import parse_story_md
from tracker.errors import InputError


@pytest.fixture
def exported(desks: Desks, tmp_path: Path) -> Path:
    """The folder of a story that the first archive exported."""
    desks.one.record(capture_all(), now=NOON)
    desks.one.decide({FARES: [rejection(desks.one)]}, now=hours(1))
    export_story(desks.one, FARES, tmp_path / "out" / "fares")
    return tmp_path / "out" / "fares"


def test_the_folder_of_a_story(desks: Desks, exported: Path) -> None:
    """A text and what is known of it for each version, in order, what notices there are, and nothing left over."""
    names = sorted(path.name for path in exported.iterdir())
    stems = [f"00{n}-2031-05-04-ferry-fares" for n in (1, 2, 3)]
    assert names == sorted(
        [BUNDLE, "README.txt", "decisions.json", *(f"{s}{e}" for s in stems for e in (".md", ".json"))]
    )
    history = desks.one.history(FARES)
    for stem, version, meta in zip(stems, history.versions, history.metas, strict=True):
        assert parse_story_md((exported / f"{stem}.md").read_text()) == version.story
        assert parse_meta((exported / f"{stem}.json").read_text()) == meta
    about = (exported / "README.txt").read_text()
    assert f"Ferry fares\n{CORRECTED}\n{FARES}\n" in about
    assert (
        f"{stems[2]}.md  2031-05-04T19:00:00Z  {history.versions[2].source}\n    correction: Correction: An earlier"
        in about
    )
    assert len(json.loads((exported / "decisions.json").read_text())["decisions"]) == 1
    assert [path.name for path in exported.parent.iterdir()] == ["fares"]


def test_plain_git_clones_a_bundle(desks: Desks, exported: Path, tmp_path: Path) -> None:
    """The bundle needs no tracker."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "-b", FARES, str(exported / BUNDLE), str(clone)], check=True)
    said = subprocess.run(["git", "log", "--format=%H"], cwd=clone, check=True, capture_output=True, text=True).stdout
    assert said.split()[0] == refs(desks.one.path)[FARES] and len(said.split()) == 3


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_a_story_comes_back_with_the_same_commits(tmp_path: Path, object_format: ObjectFormat) -> None:
    """In an archive that has nothing of it; a run of that archive names the versions. Again, it adds nothing."""
    desks = make_desks(tmp_path, object_format)
    desks.one.record([capture("Nine."), capture("Ten.", 1), capture("Eight.", -1)], now=NOON)
    export_story(desks.one, BRANCH, tmp_path / "out")
    taken = import_bundle(desks.two, tmp_path / "out" / BUNDLE, now=hours(5))
    assert (taken.received, taken.n_versions, taken.refused) == ((BRANCH,), 3, ())
    assert refs(desks.two.path)[BRANCH] == refs(desks.one.path)[BRANCH]
    (run,) = desks.two.runs()
    assert [(each.n, each.commit) for each in run.recorded] == [
        (version.n, version.source) for version in desks.two.history(BRANCH).versions
    ]
    check_sound(desks.two)
    before = refs(desks.two.path)
    again = import_bundle(desks.two, tmp_path / "out" / BUNDLE, now=hours(6))
    assert (again.received, again.n_versions, refs(desks.two.path)) == ((), 0, before)
    desks.close()


def test_a_story_that_is_there_is_joined(desks: Desks, exported: Path) -> None:
    """What the archive has of its own stays, and so does what comes."""
    desks.two.record([capture("Fares.", 1, name=CORRECTED)], now=hours(1))
    taken = import_bundle(desks.two, exported / BUNDLE, now=hours(2))
    assert (taken.joined, taken.n_versions) == ((FARES,), 3)
    assert len(texts(desks.two, FARES)) == 4 and texts(desks.two, FARES)[1] == "Fares."
    check_sound(desks.two)
    desks.sync_both(hours(3))
    check_sound(desks.one)


def test_an_archive_takes_its_own_story_back(desks: Desks, exported: Path) -> None:
    """Into the archive it came from it brings nothing, also when that went on."""
    desks.one.record([capture("More.", 30, name=CORRECTED)], now=hours(30))
    before = refs(desks.one.path)
    assert import_bundle(desks.one, exported / BUNDLE, now=hours(31)).n_versions == 0
    assert refs(desks.one.path) == before


def test_a_folder_that_is_in_use_is_left_alone(desks: Desks, exported: Path) -> None:
    """A folder that holds anything is not written into; an empty one is."""
    with pytest.raises(InputError, match="name a new folder"):
        export_story(desks.one, FARES, exported)
    (exported.parent / "empty").mkdir()
    assert BUNDLE in export_story(desks.one, FARES, exported.parent / "empty")
    with pytest.raises(InputError, match=r"README\.txt"):
        export_story(desks.one, FARES, exported / "README.txt" / "x")


@pytest.mark.parametrize(
    "headline", ["../../etc/passwd", "CON", "a/b\x1b[31m\\c", ".hidden", "水門", "🚢", "x" * 5000, "-rf"]
)
def test_no_headline_leaves_the_folder(desks: Desks, tmp_path: Path, headline: str) -> None:
    """Names of files are made of letters, digits and hyphens, whatever the headline."""
    desks.one.record([Capture("x", story("Nine.", headline=headline), Meta(captured_at=NOON))], now=NOON)
    (ref,) = desks.one.stories()
    names = export_story(desks.one, ref.branch, tmp_path / "out")
    assert all(name.isascii() and len(name) < 100 and "/" not in name and name[0].isalnum() for name in names)
    assert {path.name for path in tmp_path.iterdir()} == {"hub.git", "one", "two", "out"}


WRONG = {
    "nothing": (None, "cannot be read"),
    "a text": (b"# Lock gates reopen\n", "no git bundle"),
    "an empty file": (b"", "no git bundle"),
    "a header": (b"# v2 git bundle\n", "holds no story"),
    "half of it": (b"# v2 git bundle\n" + b"1" * 40 + f" refs/heads/{BRANCH}\n\nPACK".encode(), "cannot be imported"),
    "a name that is an option": (b"# v2 git bundle\n" + b"1" * 40 + b" --upload-pack=x\n\n", "holds no story"),
    "what it builds upon": (
        b"# v2 git bundle\n-" + b"2" * 40 + b" x\n" + b"1" * 40 + f" refs/heads/{BRANCH}\n\nPACK".encode(),
        "prerequisite",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_no_bundle(desks: Desks, tmp_path: Path, name: str) -> None:
    """It is named, with what to give instead, and the archive stays as it was."""
    content, said = WRONG[name]
    path = tmp_path / "-x.bundle"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=said) as caught:
        import_bundle(desks.one, path, now=NOON)
    assert str(path) in str(caught.value) and refs(desks.one.path) == {}


def test_a_bundle_of_the_other_format(desks: Desks, tmp_path: Path) -> None:
    """A story in SHA-256 does not go into an archive in SHA-1, and says so."""
    others = make_desks(tmp_path / "others", "sha256")
    others.one.record([capture("Nine.")], now=NOON)
    export_story(others.one, BRANCH, tmp_path / "out")
    with pytest.raises(InputError, match=r"cannot be imported"):
        import_bundle(desks.one, tmp_path / "out" / BUNDLE, now=NOON)
    others.close()


def test_a_hostile_bundle(desks: Desks, tmp_path: Path) -> None:
    """A bundle is checked as a remote is: what tracker did not write is refused, other branches are not seen."""
    wrong = commit(desks.hub, TIDES, MESSAGE.replace("Versions: 1", "Versions: 9"), FILES)
    commit(desks.hub, BRANCH, MESSAGE, FILES)
    for branch in ("main", "runs/story-0123456789"):
        plumb(desks.hub, "update-ref", f"refs/heads/{branch}", wrong)
    plumb(desks.hub, "bundle", "create", "-q", str(tmp_path / "x.bundle"), "--all")
    taken = import_bundle(desks.one, tmp_path / "x.bundle", now=NOON)
    assert ([each.branch for each in taken.refused], taken.received) == ([TIDES], (BRANCH,))
    assert refs(desks.one.path).keys() == {BRANCH, "runs"}


def test_a_bundle_of_objects_that_git_would_not_make(desks: Desks, tmp_path: Path) -> None:
    """Git itself takes anything from a bundle; here its objects are checked as those of a remote are."""
    made = commit(desks.hub, TIDES, MESSAGE, FILES)
    raw = plumb(desks.hub, "cat-file", "commit", made).replace("author x <x@y>", "author x <x@y")
    wrong = plumb(desks.hub, "hash-object", "-w", "-t", "commit", "--literally", "--stdin", given=f"{raw}\n")
    plumb(desks.hub, "update-ref", f"refs/heads/{TIDES}", wrong)
    plumb(desks.hub, "bundle", "create", "-q", str(tmp_path / "x.bundle"), TIDES)
    with pytest.raises(Exception, match="fsck"):
        import_bundle(desks.one, tmp_path / "x.bundle", now=NOON)
    assert refs(desks.one.path) == {}
