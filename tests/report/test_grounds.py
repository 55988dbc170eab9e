"""What a link rests on, told in a sentence."""

from dataclasses import replace

import pytest

from tests.report import stories
from tracker.core.notice import Evidence
from tracker.report.findings import index_findings
from tracker.report.grounds import NONE, link_grounds

RIGHT, WRONG = (93, 96), (102, 105)  # "214" and "241" in the notice
THERE = (46, 49)  # the number in the story


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        pytest.param((Evidence(RIGHT, "new", THERE), Evidence(WRONG, "old", THERE)),
                     "the notice says “241”, as the text did before, and “214”, as the text does after",
                     id="before comes first, as the text was"),
        pytest.param((Evidence(RIGHT, "new", THERE), Evidence(RIGHT, "new", THERE)),
                     "the notice says “214”, as the text does after",
                     id="what is matched twice is told once"),
        pytest.param((Evidence(WRONG, "old", THERE), Evidence(RIGHT, "old", THERE)),
                     "the notice says “241”, “214” for “241”, as the text did before",
                     id="another form is quoted from both sides"),
        pytest.param((), NONE, id="no words at all"),
    ],
)  # fmt: skip
def test_the_grounds_of_a_link(evidence: tuple[Evidence, ...], said: str) -> None:
    """The words of the notice that the text has too are quoted by side."""
    analysis = stories.ferry()
    notice = analysis.notices[0]
    (link,) = (link for link in notice.links if link.change == "r1c2")
    assert link_grounds(notice, replace(link, evidence=evidence), index_findings(analysis)) == said
