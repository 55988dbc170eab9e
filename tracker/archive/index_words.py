"""The full-text index of passages and notices: by whole words, whatever their case and accents.

The texts themselves stay in their tables. In scripts that are written without spaces a word is one character, and a
phrase of them finds whatever runs so: there `parted` holds the text with zero-width spaces between them. Vowel signs
(categories `M*`) belong to their word, else Hindi, Thai and Arabic would fall apart into single letters. SQLite's
tokenizer of three characters (trigram) was tried: it took two and a half times the room, and finds no word of two
characters, as most of Chinese are.
"""

_FULL_TEXT = """
CREATE VIEW {table}_words AS SELECT number, coalesce(parted, text) AS words FROM {table};
CREATE VIRTUAL TABLE {table}_fts USING fts5 (
    words,
    content="{table}_words",
    content_rowid="number",
    tokenize="unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
);
CREATE TRIGGER {table}_inserted AFTER INSERT ON {table} BEGIN
    INSERT INTO {table}_fts (rowid, words) VALUES (new.number, coalesce(new.parted, new.text));
END;
CREATE TRIGGER {table}_deleted AFTER DELETE ON {table} BEGIN
    INSERT INTO {table}_fts ({table}_fts, rowid, words)
    VALUES ('delete', old.number, coalesce(old.parted, old.text));
END;
"""

FULL_TEXT = "".join(_FULL_TEXT.format(table=table) for table in ("passages", "notices"))
