"""The tables of `index.sqlite`, named for a person who opens them in Datasette.

Times are ISO 8601 in UTC, lists and claims are JSON. A change or notice is named by its story's branch and its own
id (`r2c1`, `n1`), as in every report. `versions_fts` searches headlines and texts.
"""

from tracker.archive.index_seals import SEALS

SCHEMA_VERSION = 5

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
    decisions TEXT
);
CREATE INDEX stories_by_site ON stories (site);

CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    branch TEXT NOT NULL REFERENCES stories ON DELETE CASCADE,
    n INTEGER NOT NULL,
    captured_at TEXT NOT NULL,
    headline TEXT NOT NULL,
    text TEXT NOT NULL,
    byline TEXT,
    published TEXT,
    modified TEXT,
    language TEXT,
    section TEXT,
    commit_id TEXT NOT NULL,
    UNIQUE (branch, n)
);

CREATE TABLE changes (
    branch TEXT NOT NULL,
    id TEXT NOT NULL,
    old_version INTEGER NOT NULL,
    new_version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    old_text TEXT,
    new_text TEXT,
    facts TEXT NOT NULL,
    is_substantive INTEGER NOT NULL,
    is_silent INTEGER NOT NULL,
    class TEXT, reason TEXT,
    hidden_by TEXT,
    harmless_by TEXT, harmless_at TEXT,
    old_block INTEGER, old_start INTEGER, old_end INTEGER,
    new_block INTEGER, new_start INTEGER, new_end INTEGER,
    PRIMARY KEY (branch, id),
    FOREIGN KEY (branch, old_version) REFERENCES versions (branch, n) ON DELETE CASCADE,
    FOREIGN KEY (branch, new_version) REFERENCES versions (branch, n) ON DELETE CASCADE
);
CREATE INDEX changes_by_old_version ON changes (branch, old_version);
CREATE INDEX changes_by_new_version ON changes (branch, new_version);
CREATE INDEX silent_changes ON changes (branch) WHERE is_silent;

CREATE TABLE notices (
    branch TEXT NOT NULL,
    id TEXT NOT NULL,
    first_version INTEGER NOT NULL,
    last_version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    date TEXT,
    text TEXT NOT NULL,
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
    PRIMARY KEY (branch, id),
    FOREIGN KEY (branch, first_version) REFERENCES versions (branch, n) ON DELETE CASCADE
);
CREATE INDEX notices_by_version ON notices (branch, first_version);

CREATE TABLE links (
    branch TEXT NOT NULL,
    notice_id TEXT NOT NULL,
    change_id TEXT NOT NULL,
    confidence REAL NOT NULL,
    evidence TEXT NOT NULL,
    decided TEXT, decided_by TEXT, decided_at TEXT,
    PRIMARY KEY (branch, notice_id, change_id),
    FOREIGN KEY (branch, notice_id) REFERENCES notices (branch, id) ON DELETE CASCADE,
    FOREIGN KEY (branch, change_id) REFERENCES changes (branch, id) ON DELETE CASCADE
);
CREATE INDEX links_by_change ON links (branch, change_id);

CREATE TABLE findings (
    branch TEXT NOT NULL,
    rule TEXT NOT NULL,
    version INTEGER NOT NULL,
    notice_id TEXT,
    finding TEXT NOT NULL,
    FOREIGN KEY (branch, version) REFERENCES versions (branch, n) ON DELETE CASCADE,
    FOREIGN KEY (branch, notice_id) REFERENCES notices (branch, id) ON DELETE CASCADE
);
CREATE INDEX findings_by_version ON findings (branch, version);
CREATE INDEX findings_by_notice ON findings (branch, notice_id);

CREATE VIRTUAL TABLE versions_fts USING fts5 (headline, text, content = 'versions', content_rowid = 'id');
CREATE TRIGGER versions_inserted AFTER INSERT ON versions BEGIN
    INSERT INTO versions_fts (rowid, headline, text) VALUES (new.id, new.headline, new.text);
END;
CREATE TRIGGER versions_deleted AFTER DELETE ON versions BEGIN
    INSERT INTO versions_fts (versions_fts, rowid, headline, text)
    VALUES ('delete', old.id, old.headline, old.text);
END;
"""

SCHEMA = TABLES + SEALS
