"""The archive: git keeps the stories, WARC files keep the pages, SQLite keeps what can be worked out again.

Start at `repository.Archive`. This layer knows files, git and SQLite, and nothing of the network, of a terminal
or of HTML. The modules without I/O (`names`, `times`, `meta`, `commits`, `timeline`, `runs`, `find`) decide;
`store`, `stream`, `pages` and `repository` do; `index` derives.
"""
