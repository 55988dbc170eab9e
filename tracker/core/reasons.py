"""Why a notice has no change to show, in words for the editor who asks."""

import re

from tracker.core.notice import FoundNotice

_PICTURE = re.compile(
    r"\b(?:photos?|photograph|pictures?|images?|graphics?|graphs?|charts?|maps?|videos?|audio|podcast|cutline)\b"
    r"|\b(?:Foto|Bild|Grafik|photographie|imagen|gráfico|fotografia)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:print (?:edition|version)|in some editions|search engines?|social media|tweet|newsletter|e-?mail|app alert"
    r"|push (?:alert|notification)|broadcast|homepage)\b",
    re.IGNORECASE,
)
PICTURE = "It concerns a picture, graphic or recording; only the text is compared."
ELSEWHERE = "It concerns words outside this text: another edition, a headline elsewhere or an alert."
EARLIER = "It was already there at the first capture: the story was corrected before we watched it."
MIN_VAGUE = 60  # a notice shorter than this, without its label, cannot name what it corrects


def reason_for(found: FoundNotice, first_seen: int, *, has_passage: bool) -> str:
    """Return the reason for a notice that is linked to no change.

    `first_seen` is the number of the first version that carries it.
    """
    if _PICTURE.search(found.text):
        return PICTURE
    if _ELSEWHERE.search(found.text):
        return ELSEWHERE
    if first_seen == 1:
        return EARLIER
    if not has_passage and len(found.text) - found.label[1] < MIN_VAGUE:
        return "It is too vague: it does not say what was changed."
    return "No captured change matches it: the words it is about did not change between the captured versions."
