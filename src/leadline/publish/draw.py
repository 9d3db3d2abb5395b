"""A spec drawn once as an SVG: for the report, and for pages before any script runs."""

import re
from functools import cache
from xml.etree import ElementTree

import fontpkg_ibm_plex_sans_arabic as plex
import vl_convert

from leadline.publish.chart import Spec

VEGA_LITE = "6.4"
_SVG = "http://www.w3.org/2000/svg"
_LONG = re.compile(r"-?\d+\.\d{3,}")


def render_svg(spec: Spec) -> bytes:
    """Return a spec as an SVG of fixed bytes, without ARIA and without unseen marks.

    Text stays text: the font must stand in the page or the report.
    """
    _register_fonts()
    drawn = vl_convert.vegalite_to_svg(_seen(spec), vl_version=VEGA_LITE, show_warnings=False)
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(drawn)
    _strip(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8")
    return content + b"\n"


def _seen(spec: Spec) -> Spec:
    """Leave out what only a pointer finds: drawing it takes half of the time."""
    panels = [
        {**panel, "layer": [la for la in panel["layer"] if la["mark"].get("opacity") != 0]}
        for panel in spec["concat"]
    ]
    return {**spec, "concat": panels}


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(plex.ROOT / "files"))


def _strip(element: ElementTree.Element) -> None:
    for child in list(element):
        if _is_unseen(child):
            element.remove(child)
        else:
            _strip(child)
    for name, value in list(element.attrib.items()):
        if name.startswith("aria-") or name in ("role", "class", "pointer-events"):
            del element.attrib[name]
        else:
            # Places only, never a text: there "1.000" may be a thousand.
            element.set(name, _LONG.sub(_shortened, value))


def _is_unseen(element: ElementTree.Element) -> bool:
    """Whether an element draws nothing: a frame without lines, a mark without opacity."""
    is_frame = element.get("class") in ("background", "foreground")
    return is_frame or element.get("opacity") == "0" or element.get("display") == "none"


def _shortened(match: re.Match[str]) -> str:
    return f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
