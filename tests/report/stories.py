"""The stories of the report tests: each shows some of what a report has to print."""

from dataclasses import replace

from tests.report.drafts import link_to, noticed, passage_of, row, tell, tell_once, with_notices
from tracker.core.analysis import Analysis
from tracker.core.notice import Claim

FERRY_NOTICE = (
    "Correction: An earlier version of this story gave the wrong number of passengers. There were 214, not 241."
)
LATE_NOTICE = "Clarification: The description of the harbour inquiry has been made clearer."
HOSTILE = '<script>document.title = "owned"</script><img src=x onerror=alert(1)>'
HOSTILE_ATTRIBUTE = "\" onmouseover=alert(1) ' ]]> <!-- \x1b[31m javascript:alert(1)"


def ferry() -> Analysis:
    """Three versions: a linked notice that comes a day after its fix, a passage, and changes of every kind."""
    analysis = tell(
        (
            row("Ferry with [-241-]{+214+} aboard runs aground off Skarvoy", "number", kind="headline"),
            row("The Lindvar ran aground on Tuesday night with [-241-]{+214+} passengers aboard.", "number"),
            row("Nobody was hurt, the coastguard said."),
            row("The harbour inquiry opens in May.[/]It will sit in Skarvoy.", "whitespace"),
            row("Tickets are refunded.[_]The office opens at nine.", "whitespace"),
            row('“It was dark,[-"-]{+”+} said Mara Holt, the mate.', "punctuation by:quote-style"),
            row("The ship was built in [-1998-]{+1989+}.", "number silent"),
            row("She carries cars and, since 2011, bicycles."),
            row("[-A second ferry was sent for.-]", "wording"),
            row("{+A tug reached her at dawn.+}", "wording"),
        ),
        (
            row("Ferry with 214 aboard runs aground off Skarvoy", kind="headline"),
            row("A tug reached her at [-dawn-]{+noon+}.", "moved", "date silent", was=9),
            row("The Lindvar ran aground on Tuesday night with 214 passengers aboard."),
            row("Nobody was hurt, the coastguard said."),
            row("The harbour inquiry opens in May."),
            row("It will sit in Skarvoy."),
            row("Tickets are refunded. The office opens at nine."),
            row("“It was dark,” said Mara Holt, the mate."),
            row("The ship was built in 1989."),
            row("She carries cars and, since 2011, bicycles."),
            row("{+" + FERRY_NOTICE + "+}", "number"),
            row("{+" + LATE_NOTICE + "+}", "wording"),
        ),
    )
    linked = noticed(
        FERRY_NOTICE,
        seen=(3, 3),
        block=10,
        claims=(Claim("241", "214", "number of passengers", None),),
        links=(
            link_to(analysis, "r1c1", 0.82, FERRY_NOTICE, "214", "241"),
            link_to(analysis, "r1c2", 0.97, FERRY_NOTICE, "214", "241"),
        ),
        passage=passage_of(analysis, 3, 2, "with 214 passengers"),
        changes=("r2c3",),
    )
    vague = noticed(
        LATE_NOTICE,
        "clarification",
        seen=(3, 3),
        block=11,
        claims=(Claim(None, None, "the description of the harbour inquiry", None),),
        passage=passage_of(analysis, 3, 4, "The harbour inquiry opens in May."),
        reason="No captured change touches what this notice is about: it may have been made before version 1.",
        changes=("r2c4",),
    )
    return with_notices(analysis, linked, vague)


def orphan() -> Analysis:
    """One version with a notice that names nothing to be found."""
    text = "Correction: An earlier version of this story carried the wrong picture."
    notice = noticed(text, seen=(1, 1), block=2, reason="The notice is about a picture; pictures are not compared.")
    return tell_once(
        row("Skarvoy gets its lighthouse back", kind="headline"),
        row("The lamp was lit on Friday."),
        row(text, kind="notice"),
        notices=(notice,),
    )


def hostile() -> Analysis:
    """A story whose every text tries to be something other than text."""
    analysis = tell(
        (
            row(HOSTILE, kind="headline"),
            row(f"Before [-{HOSTILE}-]{{+{HOSTILE_ATTRIBUTE}+}} after", "wording silent by:<b>"),
            row(f"Then [-{HOSTILE_ATTRIBUTE}-]{{+{HOSTILE}+}}.", "wording silent"),
            row(f"{{+Correction: {HOSTILE}+}}", "wording"),
        )
    )
    text = f"Correction: {HOSTILE}"
    notice = noticed(
        text,
        seen=(2, 2),
        block=3,
        claims=(Claim(HOSTILE, HOSTILE_ATTRIBUTE, HOSTILE, HOSTILE_ATTRIBUTE),),
        links=(link_to(analysis, "r1c2", 0.6, text, HOSTILE),),
        passage=passage_of(analysis, 2, 2, HOSTILE),
        reason=HOSTILE,
    )
    versions = tuple(replace(version, source=HOSTILE) for version in analysis.versions)
    return with_notices(replace(analysis, versions=versions), notice)


def long_story(n_versions: int = 12, n_paragraphs: int = 60) -> Analysis:
    """A story of many versions and paragraphs in which one number changes each time."""
    filler = "The council met again and the clerk read the minutes of the meeting before, item by item, until late."
    texts = [f"Paragraph number {number}. {filler} {filler} {filler}" for number in range(n_paragraphs)]
    return tell(
        *(
            tuple(
                row(f"It has met [-{n} times-]{{+{n + 1} times+}} so far.", "number") if number == 30 else row(text)
                for number, text in enumerate(texts)
            )
            for n in range(1, n_versions)
        )
    )
