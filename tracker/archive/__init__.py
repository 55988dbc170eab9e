"""The archive: git keeps the stories, WARC files keep the pages, SQLite keeps what can be worked out again.

Start at `repository.Archive`, and at `index.Index` for what is derived. This layer knows files, git and SQLite, and
nothing of the network, a terminal or HTML. `names`, `times`, `meta`, `commits`, `timeline`, `plan`, `runs` and `find`
decide and touch nothing; `store`, `stream`, `scribe`, `pages` and `writing` do; `reading` and `recording` lead the
two ways through them. `proof` holds all of it against itself.
"""
