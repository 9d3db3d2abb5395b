"""Site: a story as one web page, complete before any script runs.

The page needs nothing but its own folder: style, fonts and scripts stand beside it under
``assets/``, and its content security policy lets the browser ask nobody else. Charts stand in
it as SVG; a script of ours replaces them by live ones from the same specs.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import fontpkg_ibm_plex_sans_arabic as plex
import vl_convert
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from leadline.publish.block import Figure, Story
from leadline.publish.chart import ChartFiles
from leadline.publish.draw import VEGA_LITE
from leadline.publish.strip import draw_axis, draw_strip

HERE = Path(__file__).parent
WEIGHTS = ("Light", "Regular", "Medium", "SemiBold", "Bold")
# Nothing from anywhere else, no inline script or style, no evaluation of text as code.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
_PATTERN = re.compile(r"[\w.]*\{[\w.{}]*\}[\w.]*")
_EXPOSE = "window.vegaEmbed = vegaEmbed;"
_NOTICE = """vega.js holds Vega, Vega-Lite and Vega-Embed, Copyright University of Washington \
Interactive Data Lab and contributors, BSD-3-Clause, and the libraries they need, as bundled by \
vl-convert.
fonts/ holds IBM Plex Sans Arabic, Copyright IBM Corp., SIL Open Font License 1.1, see \
fonts/LICENSE.txt.
"""


def render_site(story: Story, *, charts: Mapping[str, ChartFiles]) -> dict[str, bytes]:
    """Return the page of a story and the specs of its charts, by path under the site's folder.

    The files of ``render_shared`` must stand beside them; data and report stand one folder
    above the site.

    Raises
    ------
    KeyError
        No chart for a figure of the story.
    """
    page = environment().get_template("page.jinja")
    text = page.render(
        story=story,
        chrome=story.chrome,
        policy=POLICY,
        first=_once({section.id for section in story.sections}),
        drawn={name: _drawn(charts[name]) for name in _figures(story)},
        draw_axis=draw_axis,
        draw_strip=draw_strip,
    )
    code = story.language
    specs = {f"{code}/charts/{name}.js": _live(name, files) for name, files in charts.items()}
    return {f"{code}/index.html": text.encode(), **specs}


def render_shared() -> dict[str, bytes]:
    """Return what the pages of all languages share, by path under the site's folder."""
    fonts = {
        f"assets/fonts/{weight}.ttf": font(f"IBMPlexSansArabic-{weight}.ttf") for weight in WEIGHTS
    }
    return {
        **{f"assets/{path.name}": path.read_bytes() for path in sorted(HERE.glob("assets/*.*"))},
        **fonts,
        "assets/fonts/LICENSE.txt": (plex.ROOT / "LICENSE").read_bytes(),
        "assets/NOTICE.txt": _NOTICE.encode(),
        "assets/vega.js": vl_convert.javascript_bundle(_EXPOSE, vl_version=VEGA_LITE).encode(),
    }


def font(name: str) -> bytes:
    """Return a file of the packaged font."""
    content: bytes = (plex.ROOT / "files" / name).read_bytes()
    return content


@cache
def environment() -> Environment:
    """Return the templates of all pages; what they print is escaped."""
    pages = Environment(
        loader=FileSystemLoader(HERE / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    pages.tests["rung"] = lambda sign: sign.startswith("rung-")
    pages.filters["coded"] = _coded
    return pages


def _coded(text: str) -> Markup:
    """Return a text in which the pattern of an identifier is read as one word, left to right."""
    return Markup(_PATTERN.sub(r'<code dir="ltr">\g<0></code>', str(escape(text))))


def _once(taken: set[str]) -> Callable[[str], str]:
    """Return a function that gives a name back the first time and an empty text from then on.

    A number may stand in several places of a page; its id may stand in one.
    """
    seen = set(taken)

    def first(name: str) -> str:
        if name in seen:
            return ""
        seen.add(name)
        return name

    return first


def _figures(story: Story) -> Iterator[str]:
    for section in story.sections:
        yield from (block.id for block in section.blocks if isinstance(block, Figure))


def _drawn(files: ChartFiles) -> dict[str, str]:
    return {"wide": files.wide_svg.decode(), "narrow": files.narrow_svg.decode()}


def _live(name: str, files: ChartFiles) -> bytes:
    """Return the specs as a script: a page opened from a disk may not fetch JSON."""
    specs = json.dumps({"wide": files.wide, "narrow": files.narrow}, ensure_ascii=False)
    return f'(window.leadlineCharts ??= {{}})["{name}"] = {specs};\n'.encode()
