"""Pages of many files, asked for in any order."""

import random
from pathlib import Path

import pytest

from tests.archive.samples import NOON, hours
from tracker.archive.pages import Exposure, Page, write_pages
from tracker.archive.shelf import Shelf
from tracker.errors import ArchiveError


def write(folder: Path, night: int, n: int, *, served: bool = True) -> list[tuple[str, str, Page]]:
    """Write a file of pages, and return where each lies."""
    headers = (("Content-Type", "text/html"),) if served else None
    pages = [Page(random.Random(f"{night} {k}").randbytes(3000), headers=headers) for k in range(n)]
    exposures = [Exposure(f"https://a.example/{night}/{k}", NOON, page) for k, page in enumerate(pages)]
    kept, records = write_pages(folder, hours(night), exposures)
    return [(kept.file, record, page) for record, page in zip(records, pages, strict=True)]


def test_in_any_order(tmp_path: Path) -> None:
    """Each page is found, whichever file and folder it lies in, and as it was served."""
    cold = tmp_path / "cold"
    lying = [*write(tmp_path, 1, 5), *write(cold, 2, 5), *write(tmp_path, 3, 1, served=False)]
    random.Random(7).shuffle(lying)
    with Shelf([tmp_path, cold]) as shelf:
        assert all(shelf.read(file, record) == page for file, record, page in lying)


def test_two_files_of_one_name(tmp_path: Path) -> None:
    """Those of two machines that were put beside each other are two files."""
    lying = [*write(tmp_path / "one", 1, 2), *write(tmp_path / "two", 1, 3)[2:]]
    with Shelf([tmp_path / "one", tmp_path / "two"]) as shelf:
        assert [shelf.read(file, record) for file, record, _ in lying] == [page for *_, page in lying]
        assert len({file for file, *_ in lying}) == 1 and shelf.has(lying[0][0])


def test_what_is_not_there(tmp_path: Path) -> None:
    """A file that is elsewhere, a record that it lacks, a name that is none: each says what to do."""
    ((file, record, _),) = write(tmp_path, 1, 1)
    with Shelf([tmp_path]) as shelf:
        for wanted in ((file, "<urn:uuid:0>"), ("20310101T000000Z.warc.gz", record), ("../x", record)):
            with pytest.raises(ArchiveError, match="tracker verify"):
                shelf.read(*wanted)
        assert not shelf.has("20310101T000000Z.warc.gz") and not shelf.has("../x")


def test_a_damaged_file(tmp_path: Path) -> None:
    """What stands before the damage is found, what stands behind it is told of."""
    lying = write(tmp_path, 1, 9)
    path = tmp_path / lying[0][0]
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\0" * 99 + data[len(data) // 2 + 99 :])
    with Shelf([tmp_path]) as shelf:
        assert shelf.read(*lying[0][:2]) == lying[0][2]
        with pytest.raises(ArchiveError, match=r"is damaged|does not hold"):
            shelf.read(*lying[8][:2])
