"""The PDF of a letter, through the typst templates of the report."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from leadline.publish.letter.block import Drawing, Drawings, Paper, Part
from leadline.publish.report import TEMPLATES, compile_template, mark_row_heads


def render_letter(paper: Paper, *, as_of: date) -> bytes:
    """Return the PDF/UA-1 and PDF/A-2a of a letter; the same letter gives the same bytes.

    Raises
    ------
    AssertionError
        The typesetter warned.
    typst.TypstError
        No glyph for a letter of the alphabet.
    """
    story = {**asdict(paper), "parts": [_part(part) for part in paper.parts]}
    inputs = {
        "lang": paper.language,
        "story": _json(story),
        "charts": _json({d.id: d.svg for d in _drawings(paper)}),
    }
    content = compile_template(TEMPLATES / "letter.typ", inputs=inputs, as_of=as_of)
    return mark_row_heads(content)


def _drawings(paper: Paper) -> list[Drawing]:
    blocks = (block for part in paper.parts for block in part.blocks)
    return [item for block in blocks if isinstance(block, Drawings) for item in block.items]


def _part(part: Part) -> dict[str, Any]:  # Any: JSON values
    named = [{"block": type(block).__name__.lower(), **asdict(block)} for block in part.blocks]
    return {**asdict(part), "blocks": named}


def _json(value: Any) -> str:  # Any: JSON values
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
