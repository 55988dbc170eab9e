"""The index for Datasette: what its tables and views hold, and five questions an editor or a researcher would ask.

`render_metadata` writes what `datasette --metadata` reads. The questions use no more than SQLite, so any tool that
opens the file can ask them. Lengths of time are lower bounds, or say that they are upper ones: a story is seen only
when it is captured.
"""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words, with its answer in SQL; `name` is its address in Datasette."""

    name: str
    title: str
    about: str
    sql: str


QUESTIONS = (
    Question(
        "waiting",
        "Which sites wait longest with a notice?",
        "Hours between the fix and its notice, at most, over all corrections that are tied to a change.",
        """\
SELECT site, count(*) AS corrections, round(avg(waited_at_most), 1) AS mean_hours, max(waited_at_most) AS most_hours
FROM corrections
WHERE status = 'linked' AND waited_at_most IS NOT NULL
GROUP BY site
ORDER BY mean_hours DESC, site""",
    ),
    Question(
        "silent-headlines",
        "Which numbers in headlines changed without a word?",
        "Silent changes of a headline that touch a number, the newest first.",
        """\
SELECT seen_at, site, old_text, new_text, headline, branch, old_version, new_version
FROM silent_changes
WHERE place = 'headline' AND EXISTS (SELECT 1 FROM json_each(facts) WHERE value = 'number')
ORDER BY seen_at DESC, branch""",
    ),
    Question(
        "vanished",
        "Which notices vanished?",
        "Notices that the latest version of their story no longer carries, with the time at which they were gone.",
        """\
SELECT gone_at, site, kind, text, versions, n_versions, headline, branch
FROM corrections
WHERE gone_at IS NOT NULL
ORDER BY gone_at DESC, branch""",
    ),
    Question(
        "incomplete",
        "Where does an error still stand that was corrected?",
        "Each place of the latest version that still says what a notice of the same story calls wrong.",
        """\
SELECT site, headline, json_extract(place.value, '$.text') AS still_says,
    json_extract(place.value, '$.places') AS beside_the_text, corrections.text AS notice, branch
FROM corrections, json_each(corrections.remains) AS place
ORDER BY site, branch""",
    ),
    Question(
        "sites",
        "Of the facts that were changed, how many did each site admit?",
        "Corrections tied to a change beside silent changes, for each site with either.",
        """\
WITH admitted AS (SELECT site, count(*) AS n FROM corrections WHERE status = 'linked' GROUP BY site),
    hushed AS (SELECT site, count(*) AS n FROM silent_changes GROUP BY site)
SELECT site, count(*) AS stories, sum(n_versions) AS versions, coalesce(admitted.n, 0) AS corrections,
    coalesce(hushed.n, 0) AS silent_changes
FROM stories LEFT JOIN admitted USING (site) LEFT JOIN hushed USING (site)
WHERE admitted.n OR hushed.n
GROUP BY site
ORDER BY silent_changes DESC, site""",
    ),
)

TABLES = {
    "stories": "A row a story: its latest headline, its address, how many versions there are.",
    "versions": "A row a version: when it was captured, by whom it is, the commit that holds it.",
    "passages": "Each headline, paragraph or caption once, with the versions that carry it. See the view wordings.",
    "changes": "Every change between two versions: its words, what it touches, its class and the reason for that.",
    "notices": "Every correction notice: its words, what it claims, what it is tied to. See the view corrections.",
    "links": "Which notice is tied to which change, and how sure that is.",
    "findings": "What the newsroom's own rules found, where any is on.",
    "texts": "The whole text of every version.",
    "wordings": "Every passage with its story, and when it was first seen, last seen and gone.",
    "corrections": "Every notice with its story. How long the error stood and the notice waited is in hours.",
    "silent_changes": "Every substantive change that no notice explains, with its story and the reason.",
}
_HIDDEN = ("about", "passages_words", "notices_words", "seals")


def render_metadata() -> str:
    """Write the file that tells Datasette what the index holds, as JSON."""
    tables = {name: {"description": text} for name, text in TABLES.items()} | {n: {"hidden": True} for n in _HIDDEN}
    searched = {"fts_table": "passages_fts", "fts_pk": "number"}
    values = {
        "title": "News stories, their versions and corrections",
        "description": "Kept by tracker. All of it is derived from stories.git, which alone is the archive.",
        "databases": {
            "index": {
                "tables": tables | {"wordings": tables["wordings"] | searched},
                "queries": {
                    each.name: {"title": each.title, "description": each.about, "sql": each.sql} for each in QUESTIONS
                },
            }
        },
    }
    return json.dumps(values, indent=1, ensure_ascii=False) + "\n"
