"""The page of a letter: one file that needs no other, with its style and fonts in it.

A letter travels alone, as an attachment. Its content security policy lets the browser ask
nobody for anything.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

from leadline.publish.letter.block import Paper
from leadline.publish.site import HERE, environment, font

# Two weights: with all five a letter would weigh more than many a mailbox takes.
_WEIGHTS = ("Regular", "SemiBold")
_FACE = re.compile(r'@font-face \{.*url\("fonts/(\w+)\.ttf"\).*\}\n')


def render_letter_page(paper: Paper) -> bytes:
    """Return the page of a letter, complete in itself and without script."""
    page = environment().get_template("letter.jinja")
    style = _style()
    text = page.render(story=paper, style=Markup(style), policy=_policy(style), first=_no_id)
    return text.encode()


def _no_id(name: str) -> str:
    """Return no id for any number: those of a letter lead to no release."""
    return ""


@cache
def _style() -> str:
    """Return the style of the pages and of letters, the fonts in it."""
    site = (HERE / "assets" / "site.css").read_text(encoding="utf-8")
    own = (files("leadline.publish.letter") / "letter.css").read_text(encoding="utf-8")
    return _FACE.sub(_face, site) + own


def _face(match: re.Match[str]) -> str:
    if match[1] not in _WEIGHTS:
        return ""
    data = b64encode(font(f"IBMPlexSansArabic-{match[1]}.ttf")).decode()
    return match[0].replace(f"fonts/{match[1]}.ttf", f"data:font/ttf;base64,{data}")


def _policy(style: str) -> str:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
