"""Pages of an invented newspaper, the Wexcombe Courier, with all that surrounds a story on a real one."""

HEADLINE = "Ferry to the outer islands cancelled until the end of May"
STANDFIRST = "The storm of Sunday night tore away the landing stage, and spare parts are hard to find"
BODY = (
    "The ferry to the outer islands will not sail before the end of May, the harbour company said on Monday.",
    "Waves of up to six metres had torn away the landing stage on Sunday night and damaged the bow of the Marigold, "
    "the older of the company’s two ships.",
    "“We have not seen anything like it in forty years,” said Ada Penrose, the harbour master, at a meeting in the "
    "town hall that went on until late in the evening.",
    "The company has hired two smaller boats, which carry 12 passengers each and leave from the fish market at nine "
    "in the morning and at four in the afternoon.",
    "Farmers on the islands complain that they cannot bring their lambs to the market, and the school at Northend "
    "will teach its 31 pupils at home for the time being.",
    "Passengers who had booked before the storm may travel on any later sailing or have their money back, a "
    "spokeswoman for the company told the Courier.",
)
CAPTION = "The landing stage on Monday morning. Photograph: Ivo Lenz"

_HEAD = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{headline} – Wexcombe Courier</title>
<meta property="og:title" content="{headline}">
<meta property="og:description" content="{standfirst}">
{head}</head>"""
_TOP = """<body><header class="site-header"><a href="/">Wexcombe Courier</a></header>
<nav class="menu"><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li>
<li><a href="/corrections">Corrections</a></li></ul></nav>
<div class="cookie-banner"><p>We use cookies to count our readers. You can say no to them at any time.</p></div>
<main>{top}<article class="story"><header><h1>{headline}</h1><p class="standfirst">{standfirst}</p>
<div class="byline">By <a rel="author" href="/staff/bell">Rosa Bell</a></div></header>
<figure><img src="/stage.jpg" alt=""><figcaption>{caption}</figcaption></figure>"""
_BOTTOM = """<div class="share"><a href="#">Share</a> <a href="#">Print</a></div>{beside}</article>{below}</main>
<section class="related"><h2>More on this story</h2>
<ul><li><h3><a href="/2026/lambs">Lamb prices fall for the third week in a row</a></h3><p>{teaser}</p></li></ul>
</section>
<section class="comments"><h2>Comments</h2><p>{comment}</p></section>
<footer class="site-footer">{foot}<p>© Wexcombe Courier Ltd, 4 Market Street. All rights reserved.</p></footer>
</body></html>"""

TEASER = "Buyers from the mainland stayed away from the market on Saturday, and the farmers had to sell for less."
COMMENT = "I was there, and it was nothing compared with the storm of 1987. Nobody had a boat to spare then, either."


def print_page(
    *,
    body: tuple[str, ...] = BODY,
    head: str = "",
    top: str = "",
    inside: str = "",
    beside: str = "",
    below: str = "",
    foot: str = "",
    teaser: str = TEASER,
    comment: str = COMMENT,
) -> str:
    """Print the page of a story; the markup given stands in the head, above the article, in the body after its last
    paragraph, beside the body in the article, below the article, or in the footer of the site."""
    paragraphs = "\n".join(f"<p>{text}</p>" for text in body)
    return (
        _HEAD.format(headline=HEADLINE, standfirst=STANDFIRST, head=head)
        + _TOP.format(headline=HEADLINE, standfirst=STANDFIRST, caption=CAPTION, top=top)
        + f'\n<div class="story-body">{paragraphs}{inside}</div>\n'
        + _BOTTOM.format(beside=beside, below=below, foot=foot, teaser=teaser, comment=comment)
    )
