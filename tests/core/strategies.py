"""Hypothesis strategies for stories: prose-like, with the signs that break naive diffs."""

from hypothesis import strategies as st

from tracker.core.story import BLOCK_KINDS, Block, Story

_WORDS = st.sampled_from(
    "the council voted nine eight $1.5m $15m 1,991 24% not said Mr. Ng “we” won’t counter-offensive Sept. 14 "
    "U.S. it’s – … (early) 9:15 2–1 über naïve 会 議 mayor Mayor bridge".split()
)
prose = st.lists(_WORDS, min_size=1, max_size=25).map(" ".join)
any_text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=60)
texts = (prose | any_text).map(str.strip).filter(bool)
blocks = st.builds(Block, st.sampled_from(BLOCK_KINDS), texts)
stories = st.lists(blocks, max_size=12).map(tuple).map(Story)


@st.composite
def edited_stories(draw: st.DrawFn) -> tuple[Story, Story]:
    """Two versions of one story: blocks moved, dropped, added, split, merged and edited at random."""
    old = draw(stories)
    new = list(old.blocks)
    for _ in range(draw(st.integers(0, 4))):
        edit = draw(st.sampled_from(["insert", "drop", "move", "split", "merge", "word"]))
        at = draw(st.integers(0, max(len(new) - 1, 0)))
        if edit == "insert" or not new:
            new.insert(at, draw(blocks))
        elif edit == "drop":
            del new[at]
        elif edit == "move":
            new.insert(draw(st.integers(0, len(new) - 1)), new.pop(at))
        elif edit == "merge" and at + 1 < len(new):
            new[at : at + 2] = [Block(new[at].kind, f"{new[at].text} {new[at + 1].text}")]
        else:
            words = new[at].text.split(" ")
            cut = draw(st.integers(0, len(words)))
            if edit == "split":
                parts = [" ".join(words[:cut]).strip(), " ".join(words[cut:]).strip()]
                new[at : at + 1] = [Block(new[at].kind, part) for part in parts if part]
            else:
                text = " ".join([*words[:cut], draw(_WORDS), *words[cut + 1 :]]).strip()
                new[at] = Block(new[at].kind, text)
    return old, Story(tuple(new))
