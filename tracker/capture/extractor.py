"""Who reads pages: the name and version of the extractor, kept with each version that was read from a page.

The same page gives the same story to the same extractor. So whatever lets `extract` read another story or other facts
in any page raises `EXTRACTOR_VERSION`; `tracker reextract` then reads the stored pages again, and no revision appears
only because two versions were read differently. trafilatura judges what is body, so its version is a part of ours.
"""

from dataclasses import replace
from functools import cache
from importlib.metadata import version

from tracker.archive.meta import Meta
from tracker.capture.facts import PageFacts

EXTRACTOR = "tracker"
EXTRACTOR_VERSION = 1


@cache
def extractor_version() -> str:
    """Return the version of the extractor, like `1+trafilatura.2.0.0`."""
    return f"{EXTRACTOR_VERSION}+trafilatura.{version('trafilatura')}"


def is_current(meta: Meta) -> bool:
    """Say whether a version was read by this extractor."""
    return (meta.extractor, meta.extractor_version) == (EXTRACTOR, extractor_version())


def add_facts(meta: Meta, facts: PageFacts) -> Meta:
    """Return what is known of a version, with what this extractor read in its page beside the text."""
    return replace(
        meta,
        byline=", ".join(facts.bylines) or None,
        published=facts.published,
        modified=facts.modified,
        language=facts.language,
        section=facts.section,
        stated=facts.stated,
        extractor=EXTRACTOR,
        extractor_version=extractor_version(),
    )
