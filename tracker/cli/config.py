"""`tracker config`: an example of `tracker.toml`."""

import click

from tracker.cli.output import echo

EXAMPLE = """\
# tracker.toml: what your newsroom decides for itself. It lies in the folder of the archive.
# Commands that work on files alone take it as `--config FILE`, or from $TRACKER_CONFIG.

# House rules. Each is off until it is true here; what they find stands with the notices, in
# `tracker corrections` and in the report.
[house]

# A notice that admits an error is labelled Correction: not Update, Note or Clarification, nor nothing.
label-must-say-correction = false

# A correction says what was wrong and what is right.
says-wrong-and-right = false

# Nothing is called updated or clarified when a number, a date, a name or a quotation was replaced.
no-euphemism = false

# A correction says where the error stood: in paragraph 4, in the headline, in a caption.
must-say-where = false

# The dateModified of a page moves when its text changes in substance, and only then.
date-modified-moved = false

# Wordings of your own notices, beside those that tracker knows. Take the # away to use these.
#
# [[phrases]]
# language = "en"                  # a code of two letters; a language that tracker does not know is fine
# role = "label"                   # what the words do in a notice, see below
# kind = "correction"              # or clarification, update, editors_note, retraction, refile; may be left out
# words = ["Putting it right"]
#
# [[phrases]]
# language = "en"
# role = "wrong"
# words = ["got muddled over", "(mis-heard|mis-read)"]
#
# The roles that matter most:
#   label    announces a notice, before a colon or above it:  Correction
#   edit     does so when words follow that name a repair:    For the record
#   remark   does so when words follow that admit an error:   Editor's note
#   this     this text:                                       this story
#   version  an earlier state of it:                          an earlier version of this story
#   wrong    admits an error:                                 misstated, incorrectly
#   fixed    says that the text was altered:                  has been corrected
#   did      a whole admission:                               we have updated this story
#   regret   the newsroom regrets:                            we apologise for the error
#   veto     makes it none, whatever else it says:            if you see an error
#   contrast a wrong value and the right one:                 <right>, not <wrong>
#   claim    one of them, or the topic:                       misspelled the name of <about>
#
# In words, (a|b) is one of several and (a)? may be missing, * is the rest of a word, # a number, … anything
# short, and {noun} any of the words for a text: story, article, post.

[ledger]

# The key that every run of the ledger is signed with, as git signs: the path of an SSH key, or the 16 or 40
# digits of a GPG key. `tracker verify` then checks that the last run is signed by it. "" signs nothing.
signing-key = ""

[pages]

# Folders to which files of pages/ were moved; relative to the folder of the archive, or from / or ~.
folders = []

# What is watched: `tracker watch` adds and removes rows, or write them yourself. A row is a story, or a list
# of stories: a feed, a sitemap, a section page. Of a list, links says which of its links are stories: * is
# anything, and a pattern that begins with / is held against the path. A section page needs it.
#
# [[watch]]
# story = "https://news.example/2026/bridge-reopens"
#
# [[watch]]
# feed = "https://news.example/rss.xml"
#
# [[watch]]
# sitemap = "https://news.example/sitemap-news.xml"
#
# [[watch]]
# section = "https://news.example/politics"
# links = "/politics/*"

# How it is watched. What stands here is what holds without it, but for contact and allow-private.
#
# [capture]
# contact = "desk@news.example"    # told to the sites, so that they can reach you
# delay = 1.0                      # seconds between two requests to a site; more where it is slow
# concurrency = 2                  # requests to a site at a time
# timeout = 30                     # seconds for a whole answer
# rendered = false                 # true runs the scripts of pages in Chromium and takes what these say then: for
#                                  # sites whose text is not in the page as served. It takes about a second a
#                                  # page, and pip install 'newsroom-tracker[rendered]'
# every-run-days = 3               # a story is checked in every run for so many days,
# daily-days = 30                  # then once a day until it is so old,
# weekly-days = 365                # then once a week, then no more
# allow-private = ["10.0.0.0/8"]   # hosts or networks that are fetched from although they are not public
#
# What holds for one site, with its sub-domains, in a table of its own: any of these but contact, timeout and
# allow-private.
#
# [capture.sites."slow.example"]
# delay = 10
# weekly-days = 90

# Who gets a digest of what is new, from `tracker notify`. Addresses are written as https://appriseit.com explains.
# They hold secrets, so they may also stand in a file of their own, one a line, or in $TRACKER_NOTIFY_URLS.
#
# [notify]
# urls = ["mailto://desk:password@news.example", "slack://token-a/token-b/token-c/"]
# urls-file = "receivers.txt"      # relative to the folder of the archive, or from / or ~
# report = "https://desk.example/report/"   # where the report is served, so that each item leads to its place
# tell = ["corrections", "silent", "orphans", "failures"]
"""


@click.command("config", short_help="Print an example of tracker.toml, the settings of a newsroom.")
def command() -> None:
    """Print an example of tracker.toml, in which a newsroom switches on house rules and adds its own wordings.

    Put it into the folder of the archive. Commands that work on files alone take it as `--config FILE`.

    \b
    Example:  tracker config > archive/tracker.toml
    """
    echo(EXAMPLE)
