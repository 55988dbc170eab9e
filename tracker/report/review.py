"""What a reviewer is shown in a terminal: a link, a change or an orphan, with the reason, and lists to pick from.

The reason is the one that the analysis gives: for a link its evidence, for a change what made it of its class, for a
notice without a link why there is none.
"""

from collections.abc import Sequence

from tracker.core.analysis import Analysis
from tracker.core.change import Change
from tracker.core.notice import Link, Notice
from tracker.report.cards import notice_card
from tracker.report.columns import Sheet, Words
from tracker.report.excerpts import Excerpt, quote_change
from tracker.report.findings import index_findings
from tracker.report.grounds import link_grounds
from tracker.report.quoting import quote_excerpt, quote_notice
from tracker.report.wording import KIND_NAMES, certainty, count, moment

STEP = 4


def render_item(
    analysis: Analysis,
    title: str,
    place: str,
    notice_id: str | None,
    change_id: str | None,
    *,
    color: bool,
    width: int,
) -> str:
    """Render a link, a change without a notice, or a notice without a change; `place` says how far the review is."""
    findings, sheet = index_findings(analysis), Sheet(color, width)
    excerpt = quote_change(change_id, findings) if change_id else None
    notice = next((notice for notice in analysis.notices if notice.id == notice_id), None)
    card = notice_card(notice, findings) if notice else None
    link = next((link for link in notice.links if link.change == change_id), None) if notice else None
    seen_at = excerpt.seen_at if excerpt else card.first.captured_at if card else None
    sheet.add(Words(f"{place}: {_about(analysis, link, change_id)}", "title"))
    sheet.add(Words(title), Words(f" · {moment(seen_at)}", "quiet"))
    if analysis.stale:
        said = f"{count(len(analysis.stale), 'earlier decision')} about words of this story that are no longer found"
        sheet.add(Words(said, "quiet"))
    if card:
        named = f"Notice {card.ref.number}: {KIND_NAMES[card.ref.kind]}"
        sheet.add(Words(f"{named}, first seen in version {card.first.n}", "quiet"), indent=STEP)
        sheet.add(*quote_notice(card), indent=STEP)
    if notice and not excerpt:
        _add_why(sheet, "why no change: ", notice.reason)
    elif excerpt:
        _add_change(sheet, excerpt, "")
        _add_why(sheet, "why: ", link_grounds(notice, link, findings) if notice and link else excerpt.reason)
    if card and card.passage:
        sheet.add(Words(f"{card.passage.place}, version {card.passage.version.n}, now reads:", "quiet"), indent=STEP)
        sheet.add(Words(card.passage.text, "marked"), indent=2 * STEP)
    return sheet.text()


def _add_why(sheet: Sheet, asked: str, reason: str | None) -> None:
    if reason:
        sheet.add(Words(asked, "quiet"), Words(reason), indent=STEP)


def _about(analysis: Analysis, link: Link | None, change_id: str | None) -> str:
    if link:
        return f"a link, {certainty(link.confidence)}"
    if change_id is None:
        return "a notice with no captured change"
    return "a change that a notice may explain" if change_id in analysis.unsure else "a silent change"


def _add_change(sheet: Sheet, excerpt: Excerpt, number: str) -> None:
    facts = f" · {', '.join(excerpt.facts)}" if excerpt.facts else ""
    where = f"{excerpt.place}, version {excerpt.old.n} → {excerpt.new.n}{facts}"
    sheet.add(Words(where, "quiet"), first=number, indent=STEP)
    sheet.add(*quote_excerpt(excerpt), indent=2 * STEP)


def choosable_changes(analysis: Analysis, notice: Notice) -> tuple[Change, ...]:
    """Return the changes that a notice can be tied to: all that are shown, but for those of notices themselves."""
    own = {change_id for each in (*analysis.notices, notice) for change_id in each.changes}
    changes = (change for revision in analysis.revisions for change in revision.changes)
    return tuple(change for change in changes if change.id not in own and change.hidden_by is None)


def render_changes(analysis: Analysis, changes: Sequence[Change], *, color: bool, width: int) -> str:
    """Render changes as a list to pick from, numbered from 1."""
    findings, sheet = index_findings(analysis), Sheet(color, width)
    for number, change in enumerate(changes, 1):
        _add_change(sheet, quote_change(change.id, findings), f"{number:>3}")
    return sheet.text()


def render_notices(analysis: Analysis, *, color: bool, width: int) -> str:
    """Render the notices of a story as a list to pick from, numbered from 1."""
    findings, sheet = index_findings(analysis), Sheet(color, width)
    for number, notice in enumerate(analysis.notices, 1):
        sheet.add(*quote_notice(notice_card(notice, findings)), first=f"{number:>3}", indent=STEP)
    return sheet.text()
