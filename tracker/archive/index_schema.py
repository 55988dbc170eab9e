"""The tables of `index.sqlite`, named for a person who opens them in Datasette; `index_views` has the views.

Times are ISO 8601 in UTC, lists and claims are JSON. A change or notice is named by its story's branch and its own
id (`r2c1`, `n1`), as in every report.

The versions of a story share most of their text, so a text is kept as passages: each block once, with the versions
that carry it; `blocks` of a version lists its passages in order. The number of a passage, and of a notice, begins
with that of its story: `number >> 32` leads there without a look at any row. Of stories of 450 words in three
versions, text and full text of each version took 5.5 kB a version, and as passages they take 1.8 kB.
"""

from tracker.archive.index_seals import SEALS
from tracker.archive.index_views import VIEWS
from tracker.archive.index_words import FULL_TEXT

SCHEMA_VERSION = 7

TABLES = """
CREATE TABLE about (made_by TEXT NOT NULL, settings TEXT NOT NULL);

CREATE TABLE stories (
    branch TEXT PRIMARY KEY,
    site TEXT NOT NULL,
    headline TEXT NOT NULL,
    url TEXT,
    n_versions INTEGER NOT NULL,
    first_captured_at TEXT NOT NULL,
    last_captured_at TEXT NOT NULL,
    tip TEXT NOT NULL,
    decisions TEXT,
    number INTEGER NOT NULL UNIQUE
);
CREATE INDEX stories_by_site ON stories (site);
CREATE INDEX stories_by_time ON stories (last_captured_at DESC, branch);

CREATE TABLE versions (
    branch TEXT NOT NULL REFERENCES stories (branch) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    captured_at TEXT NOT NULL,
    headline TEXT NOT NULL,
    blocks TEXT NOT NULL,
    byline TEXT,
    published TEXT,
    modified TEXT,
    language TEXT,
    section TEXT,
    stated TEXT NOT NULL,
    commit_id TEXT NOT NULL,
    PRIMARY KEY (branch, n)
) WITHOUT ROWID;

CREATE TABLE passages (
    number INTEGER PRIMARY KEY,
    first_version INTEGER NOT NULL,
    last_version INTEGER NOT NULL,
    versions TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    parted TEXT
);
CREATE TRIGGER stories_deleted AFTER DELETE ON stories BEGIN
    DELETE FROM passages WHERE number BETWEEN old.number << 32 AND (old.number + 1 << 32) - 1;
END;

CREATE TABLE changes (
    branch TEXT NOT NULL REFERENCES stories (branch) ON DELETE CASCADE,
    id TEXT NOT NULL,
    old_version INTEGER NOT NULL,
    new_version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    place TEXT NOT NULL,
    old_text TEXT,
    new_text TEXT,
    facts TEXT NOT NULL,
    is_substantive INTEGER NOT NULL,
    is_silent INTEGER NOT NULL,
    silent_rank INTEGER,
    class TEXT, reason TEXT, notice_id TEXT,
    hidden_by TEXT,
    harmless_by TEXT, harmless_at TEXT,
    old_block INTEGER, old_start INTEGER, old_end INTEGER,
    new_block INTEGER, new_start INTEGER, new_end INTEGER,
    PRIMARY KEY (branch, id)
);
CREATE INDEX changes_silent ON changes (seen_at DESC, branch, new_version DESC, silent_rank) WHERE is_silent;
CREATE INDEX changes_news ON changes (seen_at DESC, branch, new_version DESC) WHERE class = 'news';
CREATE INDEX changes_unsure ON changes (seen_at) WHERE class = 'unsure';
CREATE INDEX changes_tested ON changes (seen_at DESC, branch, new_version DESC) WHERE class = 'headline_test';
CREATE INDEX changes_harmless ON changes (seen_at) WHERE harmless_by IS NOT NULL;

CREATE TABLE notices (
    branch TEXT NOT NULL REFERENCES stories (branch) ON DELETE CASCADE,
    id TEXT NOT NULL,
    first_version INTEGER NOT NULL,
    last_version INTEGER NOT NULL,
    versions TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    date TEXT,
    text TEXT NOT NULL,
    parted TEXT,
    claims TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    passage_text TEXT,
    block INTEGER NOT NULL,
    label_start INTEGER NOT NULL, label_end INTEGER NOT NULL,
    passage_version INTEGER, passage_block INTEGER, passage_start INTEGER, passage_end INTEGER,
    own_changes TEXT NOT NULL,
    n_remains INTEGER NOT NULL,
    remains TEXT NOT NULL,
    events TEXT NOT NULL,
    timing TEXT NOT NULL,
    rejected TEXT NOT NULL,
    uncaptured_by TEXT,
    number INTEGER NOT NULL UNIQUE,
    PRIMARY KEY (branch, id)
);

CREATE TABLE links (
    branch TEXT NOT NULL REFERENCES stories (branch) ON DELETE CASCADE,
    notice_id TEXT NOT NULL,
    change_id TEXT NOT NULL,
    confidence REAL NOT NULL,
    evidence TEXT NOT NULL,
    decided TEXT, decided_by TEXT, decided_at TEXT,
    PRIMARY KEY (branch, notice_id, change_id)
);

CREATE TABLE findings (
    branch TEXT NOT NULL REFERENCES stories (branch) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    version INTEGER NOT NULL,
    seen_at TEXT NOT NULL,
    notice_id TEXT,
    finding TEXT NOT NULL
);
CREATE INDEX findings_by_branch ON findings (branch);
CREATE INDEX findings_by_time ON findings (seen_at DESC, branch);
"""

SCHEMA = TABLES + FULL_TEXT + VIEWS + SEALS
