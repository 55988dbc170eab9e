"""The views of `index.sqlite`: its tables joined and named as an editor would, for questions asked in Datasette.

Lengths of time are hours, the bounds that the captures allow; no upper one where there is none.
"""

VIEWS = """
CREATE VIEW texts AS
SELECT versions.branch, versions.n AS version, versions.captured_at, versions.headline, (
    SELECT group_concat(text, char(10, 10)) FROM (
        SELECT passages.text FROM json_each(versions.blocks) AS block
        JOIN passages ON passages.number = (stories.number << 32) + block.value
        ORDER BY block.key
    )
) AS text
FROM versions JOIN stories USING (branch);

CREATE VIEW wordings AS
SELECT passages.number, stories.site, stories.branch, stories.headline, passages.kind, passages.text,
    passages.versions, stories.n_versions, came.captured_at AS first_seen_at, stayed.captured_at AS last_seen_at,
    went.captured_at AS gone_at
FROM passages JOIN stories ON stories.number = passages.number >> 32
JOIN versions AS came ON came.branch = stories.branch AND came.n = passages.first_version
JOIN versions AS stayed ON stayed.branch = stories.branch AND stayed.n = passages.last_version
LEFT JOIN versions AS went ON went.branch = stories.branch AND went.n = passages.last_version + 1;

CREATE VIEW corrections AS
SELECT stories.site, notices.branch, stories.headline, notices.id AS notice_id, notices.kind, notices.text,
    notices.status, notices.reason, notices.versions, stories.n_versions, notices.seen_at AS first_seen_at,
    went.captured_at AS gone_at, notices.claims, notices.remains, notices.n_remains,
    json_extract(notices.timing, '$[0][0]') / 3600 AS stood_at_least,
    json_extract(notices.timing, '$[0][1]') / 3600 AS stood_at_most,
    json_extract(notices.timing, '$[1][0]') / 3600 AS waited_at_least,
    json_extract(notices.timing, '$[1][1]') / 3600 AS waited_at_most
FROM notices JOIN stories USING (branch)
LEFT JOIN versions AS went ON went.branch = notices.branch AND went.n = notices.last_version + 1;

CREATE VIEW silent_changes AS
SELECT stories.site, changes.branch, stories.headline, changes.id AS change_id, changes.place, changes.old_text,
    changes.new_text, changes.reason, changes.facts, changes.old_version, changes.new_version, changes.seen_at
FROM changes JOIN stories USING (branch)
WHERE changes.is_silent;
"""
