"""What a reviewer is shown in a terminal: a link or a silent change with its words, and lists to pick from."""

from collections.abc import Sequence

from tracker.core.analysis import Analysis
from tracker.core.change import Change
from tracker.core.notice import Notice
from tracker.report.cards import notice_card
from tracker.report.columns import Sheet, Words
from tracker.report.excerpts import Excerpt, quote_change
from tracker.report.findings import index_findings
from tracker.report.quoting import quote_excerpt, quote_notice
from tracker.report.wording import KIND_NAMES, certainty, count, moment

STEP = 4


def render_item(
    analysis: Analysis, title: str, place: str, notice_id: str | None, change_id: str, *, color: bool, width: int
) -> str:
    """Render a link, or without a notice a silent change; `place` says how far the review is."""
    findings, sheet = index_findings(analysis), Sheet(color, width)
    excerpt = quote_change(change_id, findings)
    notice = next((notice for notice in analysis.notices if notice.id == notice_id), None)
    link = next((link for link in notice.links if link.change == change_id), None) if notice else None
    about = f"a link, {certainty(link.confidence)}" if link else "a silent change"
    sheet.add(Words(f"{place}: {about}", "title"))
    sheet.add(Words(title), Words(f" · {moment(excerpt.seen_at)}", "quiet"))
    if analysis.stale:
        said = f"{count(len(analysis.stale), 'earlier decision')} about words of this story that are no longer found"
        sheet.add(Words(said, "quiet"))
    if notice:
        card = notice_card(notice, findings)
        sheet.add(Words(f"{KIND_NAMES[notice.kind]}, first seen in version {card.first.n}", "quiet"), indent=STEP)
        sheet.add(*quote_notice(card), indent=STEP)
    _add_change(sheet, excerpt, "")
    if notice and card.passage:
        sheet.add(Words(f"{card.passage.place}, version {card.passage.version.n}, now reads:", "quiet"), indent=STEP)
        sheet.add(Words(card.passage.text, "marked"), indent=2 * STEP)
    return sheet.text()


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
