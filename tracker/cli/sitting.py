"""A reviewer at the terminal: shown one link, silent change or orphan after the other, asked with single keys.

Answers are kept until the sitting ends, however it ends (the last item, quitting, Ctrl-C, a terminal that goes away),
and then saved as one review; until then the last one can be taken back. An item that an earlier answer has settled is
not asked about.
"""

from datetime import UTC, datetime
from functools import lru_cache

import click

from tracker.archive.agenda import Item
from tracker.archive.analysing import analyse_story
from tracker.archive.repository import Archive
from tracker.archive.times import to_utc
from tracker.cli.answers import ANSWERS, explain
from tracker.cli.asking import ask_key, ask_numbers, ended_by_signals, undisturbed
from tracker.cli.output import echo, print_line, terminal_width, use_color
from tracker.core.analysis import Analysis
from tracker.core.deciding import apply_decisions
from tracker.core.decision import Decision, DecisionKind
from tracker.core.taking import take_decision
from tracker.errors import ArchiveError
from tracker.report.review import choosable_changes, render_changes, render_item, render_notices
from tracker.report.wording import count


class Sitting:
    """One review of some items by one person."""

    def __init__(self, archive: Archive, items: tuple[Item, ...], by: str) -> None:
        self._archive = archive
        self._items = items
        self._by = by
        self._taken: list[tuple[int, Decision]] = []
        self._read = lru_cache(maxsize=4)(self._read_story)

    def run(self) -> None:
        """Ask about every item, and save what was answered."""
        try:
            with ended_by_signals():
                self._ask_all()
        finally:
            with undisturbed():
                self._save()

    def _ask_all(self) -> None:
        at = 0
        while at < len(self._items):
            if not self._is_open(self._items[at]):
                at += 1
                continue
            key = self._ask(at)
            if key == "q":
                return
            at = self._undo(at) if key == "u" else at + self._take(at, key)

    def _take(self, at: int, key: str) -> bool:
        """Take the decision that a key stands for; say whether the item is done with."""
        kind = next(answer.kind for answer in ANSWERS[self._items[at].subject] if answer.key == key)
        decision = self._decision(self._items[at], kind) if kind else None
        if decision:
            self._taken.append((at, decision))
        return decision is not None or kind is None

    def _undo(self, at: int) -> int:
        """Take the last answer back and return the place of its item."""
        if self._taken:
            return self._taken.pop()[0]
        print_line("Nothing was answered yet. `tracker review --undo ID` takes back what an earlier review decided.")
        return at

    def _ask(self, at: int) -> str:
        """Show an item and return the key of the answer."""
        item = self._items[at]
        shown = render_item(
            self._analysis(item.branch),
            f"{item.headline} · {item.branch}",
            f"{at + 1} of {len(self._items)}",
            item.notice.id if item.notice else None,
            item.change,
            color=use_color(),
            width=terminal_width(),
        )
        echo(f"\n{shown}")
        keys = {answer.key: answer.label for answer in ANSWERS[item.subject]}
        while (key := ask_key(keys)) == "?":
            echo(explain(item.subject, color=use_color(), width=terminal_width()))
        return key

    def _decision(self, item: Item, kind: DecisionKind) -> Decision | None:
        """Return the decision, or None when nothing was picked from a list."""
        analysis, notice, to = self._analysis(item.branch), item.notice.id if item.notice else None, list[str]()
        if kind == "relink":
            to = self._pick_changes(item, analysis)
        elif kind == "acknowledge":
            notice = notice or self._pick_notice(analysis)
        if (kind == "relink" and not to) or (kind == "acknowledge" and notice is None):
            return None
        now = to_utc(datetime.now(UTC))
        return take_decision(kind, analysis, by=self._by, at=now, notice=notice, change=item.change, to=to)

    def _pick_changes(self, item: Item, analysis: Analysis) -> list[str]:
        assert item.notice is not None
        changes = choosable_changes(analysis, item.notice)
        if not changes:
            print_line("This story has no change to tie it to.")
            return []
        echo(render_changes(analysis, changes, color=use_color(), width=terminal_width()))
        return [changes[n - 1].id for n in ask_numbers("Which is it about? Numbers, or Enter for back", len(changes))]

    def _pick_notice(self, analysis: Analysis) -> str | None:
        if not analysis.notices:
            print_line("This story has no notice.")
            return None
        echo(render_notices(analysis, color=use_color(), width=terminal_width()))
        picked = ask_numbers("Which notice tells of it? A number, or Enter for back", len(analysis.notices))
        return analysis.notices[picked[0] - 1].id if picked else None

    def _is_open(self, item: Item) -> bool:
        """Whether no answer has settled an item."""
        analysis = self._analysis(item.branch)
        if item.subject in ("silent", "unsure"):
            return item.change in (*analysis.silent, *analysis.unsure)
        notice = next(notice for notice in analysis.notices if item.notice and notice.id == item.notice.id)
        if item.link is None:
            return not notice.links and not notice.uncaptured_by
        return any(link.change == item.change and link.decided is None for link in notice.links)

    def _analysis(self, branch: str) -> Analysis:
        """The story as it is with the answers so far."""
        analysis, before = self._read(branch)
        return apply_decisions(analysis, (*before, *self._answers().get(branch, ())))

    def _read_story(self, branch: str) -> tuple[Analysis, tuple[Decision, ...]]:
        analysis = analyse_story(self._archive, self._archive.history(branch))
        return analysis, self._archive.decisions(branch)

    def _answers(self) -> dict[str, list[Decision]]:
        """The decisions taken, by branch."""
        answers: dict[str, list[Decision]] = {}
        for at, decision in self._taken:
            answers.setdefault(self._items[at].branch, []).append(decision)
        return answers

    def _save(self) -> None:
        """Save the review; where that fails, ask whether to try again rather than lose it."""
        while self._taken:
            try:
                self._archive.decide(self._answers(), now=datetime.now(UTC))
                break
            except ArchiveError as error:
                print_line(f"Not saved: {error}")
                if not click.confirm("Try again?", default=True):
                    raise
        print_line(f"\n{count(len(self._taken), 'decision')} saved" if self._taken else "\nNothing was decided")
