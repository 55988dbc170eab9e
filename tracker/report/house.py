"""What the house rules found, ready to print: the sentence for the editor, and where it points."""

from dataclasses import dataclass

from tracker.core.analysis import Analysis
from tracker.core.finding import Finding
from tracker.report.findings import Findings, NoticeRef, VersionRef


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with the version that brought it and, where it is about one, its notice and the notice's `words`."""

    finding: Finding
    version: VersionRef
    notice: NoticeRef | None
    words: str = ""

    @property
    def target(self) -> str:
        """The fragment id of what it is about, on the page of its story."""
        return self.notice.card if self.notice else self.version.id


def finding_views(analysis: Analysis, findings: Findings) -> tuple[FindingView, ...]:
    """Return the findings of an analysis, those of later versions first."""
    words = {notice.id: notice.text for notice in analysis.notices}
    return tuple(
        FindingView(each, findings.version(each.version), findings.refs.get(about), words.get(about, ""))
        for each in sorted(analysis.findings, key=lambda finding: -finding.version)
        for about in [each.notice or ""]
    )
