"""All that the index says of one story: its rows, table by table, in the order in which they can be written."""

from collections.abc import Iterable

from tracker.archive.analysing import Analyse, analyse_story
from tracker.archive.finding_rows import finding_rows
from tracker.archive.index_rows import Row, change_rows, story_row, version_row
from tracker.archive.notice_rows import link_row, notice_rows
from tracker.archive.passage_rows import passage_lists, passage_rows
from tracker.archive.repository import Archive


def story_tables(
    archive: Archive, branch: str, number: int, decisions: str | None, analyse: Analyse
) -> dict[str, Iterable[Row]]:
    """Read a story and return its rows; `number` is that of the story, `decisions` the id of those about it.

    There is none where the branch went meanwhile.
    """
    (story,) = archive.heads([branch])
    if story is None:
        return {}
    history = archive.history(branch)
    analysis = analyse_story(archive, history, analyse)
    blocks = passage_lists(history.versions)
    return {
        "stories": [story_row(story, number, decisions)],
        "versions": map(version_row, [branch] * len(history.metas), history.versions, history.metas, blocks),
        "passages": passage_rows(number, history.versions),
        "changes": change_rows(branch, analysis),
        "notices": notice_rows(branch, analysis, number),
        "links": [link_row(branch, notice, link) for notice in analysis.notices for link in notice.links],
        "findings": finding_rows(branch, analysis),
    }
