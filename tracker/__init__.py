"""Keep every version of a news story, show what changed, and tie each notice to the words it corrects."""

__version__ = "0.1.0"
