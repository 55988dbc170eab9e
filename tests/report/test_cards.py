"""Notices as cards."""

from dataclasses import replace

from tests.report import stories
from tests.report.drafts import row, tell, with_notices
from tracker.core.notice import Claim
from tracker.report.cards import Card, NoticeRun, cut_notice, notice_card
from tracker.report.findings import index_findings


def cards() -> list[Card]:
    """Return the cards of the ferry story."""
    analysis = stories.ferry()
    findings = index_findings(analysis)
    return [notice_card(notice, findings) for notice in analysis.notices]


def test_a_notice_is_cut_into_label_and_evidence() -> None:
    """Each word that matches a change leads to the change it is surest about."""
    runs = list(cut_notice(stories.ferry().notices[0]))
    assert "".join(run.text for run in runs) == stories.FERRY_NOTICE
    assert runs[0] == NoticeRun("Correction:", is_label=True)
    assert [(run.text, run.target) for run in runs if run.target] == [
        ("214", "change-r1c2"),
        ("241", "change-r1c2"),
    ]


def test_the_surest_link_comes_first() -> None:
    """A card leads with what is best supported."""
    card = cards()[0]
    assert [(target.excerpt.change.id, target.confidence) for target in card.targets] == [
        ("r1c2", 0.97),
        ("r1c1", 0.82),
    ]
    assert [target.excerpt.place for target in card.targets] == ["paragraph 1", "headline"]


def test_a_card_without_a_change_has_a_passage_and_a_reason() -> None:
    """What cannot be shown is explained."""
    card = cards()[1]
    assert card.passage
    assert (card.passage.place, card.passage.version.n) == ("paragraph 4", 3)
    assert card.notice.reason
    assert card.topics == ("the description of the harbour inquiry",)


def test_a_card_knows_the_life_of_its_notice() -> None:
    """First and last version, there from the start, and gone again."""
    analysis = tell((row("The toll is [-12-]{+15+}."),), (row("The toll is [-15-]{+16+}."),))
    notice = replace(stories.orphan().notices[0], first_seen=1, last_seen=2, block=0)
    analysis = with_notices(analysis, notice)
    card = notice_card(analysis.notices[0], index_findings(analysis))
    assert card.was_there_at_first
    assert card.gone_in
    assert card.gone_in.n == 3
    assert not cards()[0].was_there_at_first
    assert cards()[0].gone_in is None


def test_topics_are_told_once_each() -> None:
    """Claims about the same thing do not repeat it."""
    claims = (Claim("a", "b", "the date", "headline"), Claim("c", "d", "the date", "headline"), Claim("e"))
    analysis = stories.orphan()
    notice = replace(analysis.notices[0], claims=claims)
    card = notice_card(notice, index_findings(replace(analysis, notices=(notice,))))
    assert card.topics == ("the date, headline",)
    assert len(card.values) == 3
