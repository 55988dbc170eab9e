"""Redlines and ledgers for a terminal, as text: what `tracker diff`, `compare` and `corrections` print.

With colour, deleted words are red and struck, inserted ones green and underlined; without, they stand in `[-…-]`
and `{+…+}`. Words that a notice is about are marked `«…»` or followed by the notice's number, a silent change by
`[silent]`. Revisions come oldest first, so that the newest stands nearest the prompt; unchanged paragraphs are
folded to a count.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import Literal

from tracker.core.analysis import Analysis
from tracker.core.change import Revision
from tracker.core.finding import Finding
from tracker.report.cards import Card, notice_card
from tracker.report.columns import Sheet, Words
from tracker.report.excerpts import Excerpt, quote_change
from tracker.report.findings import Findings, VersionRef, index_findings
from tracker.report.headlines import HeadlineTestView, headline_test_views, times_seen
from tracker.report.ledger import FindingEntry, Ledger, NoticeEntry, SilentEntry
from tracker.report.quoting import quote_excerpt, quote_notice, quote_paragraph
from tracker.report.redline import Paragraph, first_text, redline
from tracker.report.wording import KIND_NAMES, STATUS_NAMES, count, lag, moment, signed

LedgerName = Literal["acknowledged", "silent", "orphans", "findings", "news", "tested"]
LEDGERS: dict[LedgerName, str] = {
    "acknowledged": "Acknowledged",
    "silent": "Changed without a word",
    "orphans": "Notices with no captured change",
    "findings": "House rules",
    "news": "What brought news",
    "tested": "Headlines that went back and forth",
}
USUAL: tuple[LedgerName, ...] = ("acknowledged", "silent", "orphans", "findings")
PLACE = 15  # columns for the name of a paragraph's place
STEP = 4


def render_redline(
    analysis: Analysis, *, color: bool, width: int = 80, only: Revision | None = None, hidden: bool = False
) -> str:
    """Render an analysis: its revisions, or `only` one of them, then the notices and silent changes they show.

    `hidden` shows the hidden changes too. The text ends with a line end.
    """
    findings = index_findings(analysis)
    sheet = Sheet(color, width)
    for revision in (only,) if only else (*_first(analysis), *analysis.revisions):
        _add_revision(sheet, revision, findings, hidden)
    changes = {change.id for change in only.changes} if only else None
    for notice in analysis.notices:
        cited = {*notice.changes, *(link.change for link in notice.links)}
        if changes is None or changes & cited:
            _add_notice(sheet, notice_card(notice, findings))
    silent = [change for change in analysis.silent if changes is None or change in changes]
    if silent:
        sheet.title(f"{count(len(silent), 'silent change')}")
        for change_id in silent:
            _add_excerpt(sheet, quote_change(change_id, findings), "", is_reasoned=True)
    harmless = [each for each in analysis.harmless if changes is None or each.change in changes]
    if harmless:
        sheet.title(f"{count(len(harmless), 'change')} judged harmless")
        for each in harmless:
            _add_excerpt(
                sheet, quote_change(each.change, findings), f" · {signed('judged harmless', each.by, each.at)}"
            )
    tests = (test for test in analysis.headline_tests if changes is None or changes & {*test.changes})
    for view in headline_test_views(tests, findings):
        _add_headline_test(sheet, view)
    for finding in analysis.findings:
        if finding.notice is None and (only is None or finding.version == only.new):
            sheet.title(f"House rule, version {finding.version}")
            _add_finding(sheet, finding)
    return sheet.text()


def render_headline_tests(analysis: Analysis, *, color: bool, width: int = 80) -> str:
    """Render the headline tests of a story alone; the text ends with a line end, or is empty."""
    sheet = Sheet(color, width)
    for view in headline_test_views(analysis.headline_tests, index_findings(analysis)):
        _add_headline_test(sheet, view)
    return sheet.text()


def render_ledger(
    ledger: Ledger,
    *,
    color: bool,
    width: int = 80,
    show: Collection[LedgerName] = USUAL,
    limit: int | None = None,
    counts: Mapping[str, int] | None = None,
) -> str:
    """Render the ledgers named in `show`, each with its count and its newest `limit` entries.

    `counts` are those of the whole, by name, where `ledger` holds only a first page. The text ends with a line end.
    """
    sheet, counts = Sheet(color, width), counts or ledger.counts
    for name, title in LEDGERS.items():
        if name in show:
            entries: tuple[NoticeEntry | SilentEntry | FindingEntry, ...] = getattr(ledger, name)
            if name == "findings" and not entries and len(show) > 1:
                continue  # where no house rule is on, nobody asks
            sheet.title(f"{title} ({counts[name]:,})")
            if name == "acknowledged" and counts["incomplete"]:
                sheet.add(Words(f"{counts['incomplete']:,} not complete", "silent"))
            for entry in entries[:limit]:
                _add_entry(sheet, entry)
            if limit is not None and counts[name] > limit:
                sheet.add(Words(f"⋯ and {counts[name] - limit:,} more", "quiet"))
            if name == "silent":
                _add_beside(sheet, counts)
    return sheet.text()


_BESIDE = (
    ("harmless", "judged harmless"),
    ("unsure", "perhaps explained by a notice"),
    ("tested", "of headlines that went back and forth"),
)


def _add_beside(sheet: Sheet, counts: Mapping[str, int]) -> None:
    """Count what is told apart from the silent changes."""
    for name, said in _BESIDE:
        if counts[name]:
            sheet.add(Words(f"{count(counts[name], 'change')} {said}", "quiet"))


def _first(analysis: Analysis) -> Iterator[Revision]:
    """Yield the text of the first version where it is the only one, or carries a passage."""
    first = analysis.versions[0]
    passages = (notice.passage for notice in analysis.notices)
    if len(analysis.versions) == 1 or any(passage and passage.version == first.n for passage in passages):
        yield first_text(first)


def _add_revision(sheet: Sheet, revision: Revision, findings: Findings, hidden: bool) -> None:
    old, new = findings.version(revision.old), findings.version(revision.new)
    sheet.title(f"Version {new.n}" if old == new else f"Version {old.n} → {new.n}")
    sheet.add(Words(_about(revision, old, new), "quiet"))
    sheet.lines.append("")
    for is_shown, members in groupby(redline(revision, findings), key=lambda each: _is_shown(each, hidden)):
        paragraphs = tuple(members)
        if is_shown:
            for paragraph in paragraphs:
                _add_paragraph(sheet, paragraph, hidden)
        else:
            _add_fold(sheet, paragraphs, "paragraph" if old == new else "unchanged paragraph")


def _about(revision: Revision, old: VersionRef, new: VersionRef) -> str:
    n_hidden = sum(change.hidden_by is not None for change in revision.changes)
    parts = [new.name if old == new else f"{old.name} → {new.name}"]
    parts += [moment(new.captured_at)] if new.captured_at else []
    parts += filter(None, [lag(old.captured_at, new.captured_at)])
    n_shown = len(revision.changes) - n_hidden
    parts += [] if old == new else [count(n_shown, "change") if revision.changes else "no change"]
    parts += [f"{n_hidden} hidden"] if n_hidden else []
    return " · ".join(parts)


def _is_shown(paragraph: Paragraph, hidden: bool) -> bool:
    return paragraph.is_needed or (hidden and paragraph.n_hidden > 0)


def _add_paragraph(sheet: Sheet, paragraph: Paragraph, hidden: bool) -> None:
    place = paragraph.places[1] or paragraph.places[0] or ""
    sheet.add(*quote_paragraph(paragraph, hidden=hidden), first=place, indent=PLACE)


def _add_fold(sheet: Sheet, paragraphs: tuple[Paragraph, ...], noun: str) -> None:
    n_hidden = sum(paragraph.n_hidden for paragraph in paragraphs)
    note = f", {count(n_hidden, 'hidden change')}" if n_hidden else ""
    sheet.add(Words(f"⋯ {count(len(paragraphs), noun)}{note}", "quiet"))


def _add_notice(sheet: Sheet, card: Card) -> None:
    sheet.title(f"Notice {card.ref.number}: {KIND_NAMES[card.ref.kind]}, {_status(card)}")
    sheet.add(Words(_appeared(card), "quiet"))
    _add_card(sheet, card)


def _add_card(sheet: Sheet, card: Card) -> None:
    """Add what a notice says, what it claims, and what it is tied to, or why it is not; first what it left wrong."""
    for each in card.remains:
        where = f" ({', '.join(each.stated_in)})" if each.stated_in else ""
        sheet.add(Words("Not complete: ", "silent"), Words(f"{each.subject}{where} still says:"), indent=STEP)
        sheet.add(Words(each.before), Words(each.words, "marked"), Words(each.after), indent=2 * STEP)
    sheet.add(*quote_notice(card), indent=STEP)
    for claim in card.values:
        wrong = [Words(claim.wrong, "deleted"), Words(" → ")] if claim.wrong else []
        sheet.add(*wrong, Words(claim.right or "", "inserted"), first="  ", indent=STEP)
    for target in card.targets:
        _add_excerpt(sheet, target.excerpt, f" · {target.sure}")
    if card.passage:
        sheet.add(Words(f"{card.passage.place}, version {card.passage.version.n}, now reads: "), indent=STEP)
        sheet.add(Words(card.passage.text, "marked"), indent=2 * STEP)
    if card.notice.reason:
        sheet.add(Words("why no change: ", "quiet"), Words(card.notice.reason), indent=STEP)
    for text in (*_life(card), *card.times):
        sheet.add(Words(text, "quiet"), indent=STEP)
    for finding in card.house:
        _add_finding(sheet, finding)
    for target in card.rejected:
        _add_excerpt(sheet, target.excerpt, f" · {target.sure}")


def _add_excerpt(sheet: Sheet, excerpt: Excerpt, note: str, *, is_reasoned: bool = False) -> None:
    why = excerpt.why if is_reasoned else ", ".join(excerpt.facts)
    where = f"{excerpt.place}, version {excerpt.old.n} → {excerpt.new.n}{' · ' if why else ''}{why}{note}"
    sheet.add(Words(where, "quiet"), indent=STEP)
    sheet.add(*quote_excerpt(excerpt), indent=2 * STEP)


def _add_headline_test(sheet: Sheet, view: HeadlineTestView) -> None:
    """Add a headline test: when the headline went back and forth, and its wordings."""
    sheet.title("Headline test")
    sheet.add(Words(f"the headline went back and forth {view.when}", "quiet"))
    for n, wording in enumerate(view.wordings):
        seen = Words(f" · {times_seen(wording)}", "quiet")
        sheet.add(Words(wording.headline), seen, first="  ⇄" if n else "", indent=STEP)
        sheet.add(Words(wording.standfirst or "", "quiet"), indent=STEP)


def _add_finding(sheet: Sheet, finding: Finding) -> None:
    sheet.add(Words(f"{finding.rule}: ", "silent"), Words(finding.text), indent=STEP)


def _add_entry(sheet: Sheet, entry: NoticeEntry | SilentEntry | FindingEntry) -> None:
    sheet.add(Words(entry.story.title, "title"), Words(f"  {entry.story.branch}", "quiet"), first="•", indent=2)
    if isinstance(entry, SilentEntry):
        _add_excerpt(sheet, entry.excerpt, f" · {moment(entry.seen_at)}", is_reasoned=True)
    elif isinstance(entry, FindingEntry):
        about = f"{KIND_NAMES[entry.view.notice.kind]} · " if entry.view.notice else ""
        sheet.add(Words(f"{about}version {entry.view.version.n}, {moment(entry.seen_at)}", "quiet"), indent=STEP)
        _add_finding(sheet, entry.view.finding)
    else:
        card = entry.card
        sheet.add(Words(f"{KIND_NAMES[card.ref.kind]}, {_status(card)} · {_appeared(card)}", "quiet"), indent=STEP)
        _add_card(sheet, card)


def _status(card: Card) -> str:
    if not card.targets:
        return STATUS_NAMES[card.notice.status]
    return f"tied to its words: {card.targets[0].sure}"


def _life(card: Card) -> Iterator[str]:
    """Tell what happened to a notice after it came."""
    if card.events:
        yield "; ".join(f"{event.words} in version {event.version.n}" for event in card.events) + "."


def _appeared(card: Card) -> str:
    came = "there at the first capture" if card.was_there_at_first else f"first seen in version {card.first.n}"
    at = f", {moment(card.first.captured_at)}" if card.first.captured_at else ""
    if card.gone_in:
        return f"{came}{at}; gone in version {card.gone_in.n}"
    return f"{came}{at}" + (f"; still in version {card.last.n}" if card.last != card.first else "")
