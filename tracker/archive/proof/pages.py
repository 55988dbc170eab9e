"""The pages that versions cite: there, as they were served, or dropped on record.

The ledger has the digest of each file as it was written, so a flipped bit anywhere in it is found; `meta.json` has
that of each page. A file that was moved is looked for in the folders of the settings.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.archive.page_files import find_files, is_page_file, read_pages
from tracker.archive.pages import file_digest
from tracker.archive.proof.chain import Chain
from tracker.archive.proof.fault import Fault
from tracker.archive.proof.story import Citation
from tracker.errors import ArchiveError

_MISSING = (
    "Put the file back, from a copy or from the machine that recorded it, or name the folder it was moved to in "
    "tracker.toml, under [pages] folders"
)
_DAMAGED = "Put a sound copy of the file in its place"


def check_pages(
    folders: Sequence[Path], file: str, cited: Sequence[Citation], chain: Chain | None
) -> Iterator[Fault]:
    """Check the pages that are cited of one file."""
    paths = find_files(folders, file)
    digests: dict[str, str] = {}
    for path in paths:
        digests |= _read_digests(path)
        kept = {each.digest for each in chain.kept.get(file, ())} if chain else set()
        if kept and file_digest(path) not in kept:
            yield Fault(f"{path} is not the file that was written: its digest is another", _DAMAGED)
    is_pruned = chain is not None and file in chain.pruned
    for citation in cited:
        digest = digests.get(citation.record)
        if digest is None and not is_pruned:
            yield Fault(_missing(citation, paths), _DAMAGED if paths else _MISSING, citation.branch)
        elif digest not in (None, citation.digest):
            what = f"the page of version {citation.n}, in {file}, is not the one that its digest stands for"
            yield Fault(what, _DAMAGED, citation.branch)


def _read_digests(path: Path) -> dict[str, str]:
    """Return the digest of each page of a file by its record; of a damaged file, those before the damage."""
    digests = {}
    try:
        for stored in read_pages(path):
            digests[stored.record] = stored.page.digest
    except ArchiveError:  # what it cost is told of each page that is cited and not found
        return digests
    return digests


def _missing(citation: Citation, paths: Sequence[Path]) -> str:
    if not is_page_file(citation.file):
        return f"version {citation.n} cites a page in {citation.file!r:.80}, which is no file of pages"
    where = f"cannot be read in {paths[0]}" if paths else f"is missing: there is no {citation.file}"
    return f"the page of version {citation.n} {where}"
