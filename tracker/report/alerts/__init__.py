"""The digest: who is told what, once, after a run."""
