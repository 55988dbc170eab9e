"""The extractor has a version of its own, which is another whenever it reads something else in a page."""

import hashlib

import pytest

from tracker.archive.meta import Meta, render_meta
from tracker.archive.times import parse_time
from tracker.capture.extract import extract
from tracker.capture.extractor import EXTRACTOR, add_facts, extractor_version, is_current
from tracker.core.story import render_story_md

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Weir to be raised | Fenland Post</title>
<meta property="og:description" content="The council wants to raise the weir by two feet">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Weir to be raised", "datePublished":
"2031-03-02", "dateModified": "2031-03-04T05:06:07Z", "author": {"name": "Ada Brandt"}, "articleSection": "Local",
"correction": "The weir is 90 years old, not 80."}</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><main><article><h1>Weir to be raised by two feet</h1>
<p class="standfirst">The council voted for it by nine votes to four on Monday evening</p>
<p>Updated 5 minutes ago</p>
<figure><img src="/weir.jpg" alt=""><figcaption>The weir at low water. Photograph: Ivo Lenz</figcaption></figure>
<p>The weir at Ten Mile Bank is to be raised by two feet, which costs 1.4 million crowns, the council said.</p>
<h2>A long dispute</h2>
<p>Farmers had asked for it since the flood of 2019, in which 31 cattle and “some dozens” of sheep were lost.</p>
<ul><li>Work begins on 4 May and takes three months.</li><li>The lock stays open to boats at weekends.</li></ul>
<blockquote><p>“It should have been done eighty years ago,” said Tobias Penrose, who keeps the lock.</p></blockquote>
<p>An earlier version of this article misstated the height. It is two feet, not three.</p></article>
<aside class="related"><h3>More on this story</h3><p>Lamb prices fall for the third week in a row at the market.</p>
</aside></main><footer><p class="correction">Correction: The vote was on Monday, not on Sunday.</p></footer></body>"""
AT = parse_time("2031-03-04T06:00Z")
# by version: the digest of all that is read in the page
READ = {"1+trafilatura.2.3.1": "0d078bfd"}


def test_another_reading_is_another_version() -> None:
    """Who changes what is read in a page raises `EXTRACTOR_VERSION`, so that stored pages are read again."""
    version = extractor_version()
    judge = version.partition("+")[2]
    if not any(noted.endswith(f"+{judge}") for noted in READ):
        pytest.skip(f"nobody has noted yet what {judge} takes for body")
    read = extract(PAGE, url="https://fenland-post.example/weir")
    text = render_story_md(read.story) + render_meta(add_facts(Meta(captured_at=AT), read.facts))
    digest = hashlib.sha256(text.replace(version, "").encode()).hexdigest()[:8]
    assert READ.get(version) == digest, f"raise EXTRACTOR_VERSION, and note the new digest here, beside it:\n{text}"


def test_who_read_a_version_is_told() -> None:
    """Name and version stand with the facts; a version that names none, or another, was read by another."""
    meta = Meta(captured_at=AT)
    now = add_facts(meta, extract(PAGE).facts)
    assert (now.extractor, now.extractor_version) == (EXTRACTOR, extractor_version())
    assert is_current(now) and not is_current(meta)
    assert (now.byline, now.modified, now.section) == ("Ada Brandt", "2031-03-04T05:06:07+00:00", "Local")
