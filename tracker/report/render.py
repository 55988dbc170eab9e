"""Templates into pages: one environment, strict about names, escaping everything that is not marked as markup.

A page is self-contained: style, script and icon are inside it, and its content security policy allows nothing
else, by hash, so that it holds from disk as well as from a server. Text that reaches a page passes `printable`
first, so that no character of a scraped story acts.
"""

import base64
import hashlib
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tracker.core.change import BREAK
from tracker.report import wording
from tracker.report.anchors import anchor
from tracker.report.excerpts import shorten
from tracker.report.files import GENERATOR
from tracker.report.headlines import times_seen
from tracker.report.printable import printable, show_space

STYLES = ("page.css", "redline.css", "cards.css", "index.css", "print.css")
WORDS = ("count", "day", "lag", "moment", "BLOCK_NAMES", "KIND_NAMES", "STATUS_NAMES")
SCRIPT = "page.js"


def render(template: str, **values: Any) -> str:
    """Render a template of `templates/` with values. Raises jinja2's `UndefinedError` for a name it lacks."""
    return environment().get_template(template).render(**values)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment in which every template is rendered."""
    env = Environment(
        loader=PackageLoader("tracker.templates", ""),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= {"show_space": show_space, "shorten": shorten}
    env.globals |= {name: getattr(wording, name) for name in WORDS} | _assets(env)
    env.globals |= {"BREAK": BREAK, "GENERATOR": GENERATOR, "anchor": anchor, "times_seen": times_seen}
    return env


def _assets(env: Environment) -> dict[str, str]:
    """Return style, script and the policy that allows exactly these."""
    style = "".join(_source(env, name) for name in STYLES)
    script = _source(env, SCRIPT)
    return {
        "style": Markup(style),  # noqa: S704  # our own file, not scraped
        "script": Markup(script),  # noqa: S704  # our own file, not scraped
        "policy": f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'",
    }


def _finalize(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _source(env: Environment, name: str) -> str:
    assert env.loader is not None
    return env.loader.get_source(env, name)[0]


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
