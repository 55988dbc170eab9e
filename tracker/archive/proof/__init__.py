"""Proof of what an archive holds: `verify` looks for whatever is not as it was written, and says it story by story.

Each part of the archive is held against another one that stands for it. The ledger of runs is a chain of commits; it
names every version of every story and the digest of every file of pages; a version's commit stands for its text, and
its `meta.json` for its page. Git vouches for its own objects. So a change anywhere is found, short of a ledger that
was written anew from some run on, with branches to match: against that stand the id of a run noted earlier, and a
signature. `repair` puts right what is derived, and nothing else.
"""
