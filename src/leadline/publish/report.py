"""Report: a story as PDF/UA-1 and PDF/A-2a, through the typst templates beside this module.

The templates decide places, sizes and colours; the story brings every word. Nothing of the
machine enters: fonts come from their package, the date from the assessment, and the same story
gives the same bytes.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_ibm_plex_sans_arabic
import typst

from leadline.publish.block import Block, Figure, Section, Story

TEMPLATES = Path(__file__).with_name("typst")

# A data cell of the first column as typst writes it: labelled by the first head and by no other.
_FIRST_CELL = re.compile(
    rb"(<</Type/StructElem/S)/TD(/P \d+ 0 R/A\[<</O/Table)(/Headers\[\(U\d+x0y0\)\])(>>)"
)


def render_report(story: Story, *, charts: Mapping[str, bytes], as_of: date) -> bytes:
    """Return the PDF of a story.

    Parameters
    ----------
    charts
        The wide SVG of each figure by its id.
    as_of
        Stands in the file as the moment of its making, at noon UTC.

    Raises
    ------
    AssertionError
        The typesetter warned.
    typst.TypstError
        The story cannot be set: no chart for a figure, no glyph for a letter.
    """
    content = compile_template(
        TEMPLATES / "report.typ", inputs=inputs(story, charts=charts), as_of=as_of
    )
    return mark_row_heads(content)


def compile_template(template: Path, *, inputs: Mapping[str, str], as_of: date) -> bytes:
    """Return the PDF of a template, with no font but the packaged one; warnings are errors."""
    compiler = typst.Compiler(
        str(template),
        root=str(template.parent),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
    )
    content, warnings = compiler.compile_with_warnings(
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime.combine(as_of, time(12), UTC),
    )
    assert not warnings, [warning.message for warning in warnings]
    assert isinstance(content, bytes)
    return content


def inputs(story: Story, *, charts: Mapping[str, bytes]) -> dict[str, str]:
    """Return what the templates read: language and region, the story, the charts as JSON."""
    language, _, region = story.language.partition("-")
    words = {
        "lang": language,
        "story": _json(
            {**asdict(story), "sections": [_section(section) for section in story.sections]}
        ),
        "charts": _json({name: svg.decode() for name, svg in sorted(charts.items())}),
    }
    return words | ({"region": region} if region else {})


def mark_row_heads(content: bytes) -> bytes:
    """Return the PDF with the first cell of each table row tagged as the head of its row.

    Typst has ``pdf.header-cell`` for this, behind a switch that its Python binding does not
    offer. The tag is replaced by one of the same length, so that no offset in the file moves.
    """
    return _FIRST_CELL.sub(_row_head, content)


def _row_head(match: re.Match[bytes]) -> bytes:
    before, attributes, headers, end = match.groups()
    return before + b"/TH" + attributes + b"/Scope/Row".ljust(len(headers)) + end


def _section(section: Section) -> dict[str, Any]:  # Any: JSON values
    return {**asdict(section), "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> dict[str, Any]:  # Any: JSON values
    fields = {"block": type(block).__name__.lower(), **asdict(block)}
    if isinstance(block, Figure):
        # The numbers of a chart stand on its page and in its data file.
        del fields["table"]
    return fields


def _json(value: Any) -> str:  # Any: JSON values
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fontpkg_ibm_plex_sans_arabic.ROOT)],
    )
