"""Form: one page to print, on which two people write what a document says.

The page is one file without script: it can be sent, opened and printed anywhere.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from leadline.words import Words

_PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Sheet:
    """One table to fill, in codes: a series and its periods."""

    member: str
    theme: str
    indicator: str
    channel: str
    periods: tuple[str, ...]


def render_form(
    sheets: Sequence[Sheet],
    *,
    source: str,
    known_on: date,
    reference: str,
    words: Words,
    is_exercise: bool = False,
) -> bytes:
    """Return the page of a form in the language of the words."""
    style = (_PAGES / "form.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    pages = Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    text = pages.get_template("form.jinja").render(
        language=words.language,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'",
        style=style,
        said=_said(words) | {"exercise": words.text("mark.exercise") if is_exercise else ""},
        facts=[
            (words.text("table.source"), words.term(source)),
            (words.text("transcribe.reference"), words.term(reference)),
            (words.text("transcribe.known_on"), words.date(known_on)),
        ],
        rules=_rules(words),
        sheets=[_shown(sheet, words) for sheet in sheets],
    )
    return text.encode()


def _said(words: Words) -> dict[str, str]:
    return {
        "title": words.text("transcribe.title"),
        "what": words.text("transcribe.what"),
        "period": words.text("table.period"),
        "typed": words.text("transcribe.typed"),
        "confirmed": words.text("transcribe.confirmed"),
        "total": words.text("transcribe.total"),
        "signed": words.text("transcribe.signed"),
        "role": words.text("transcribe.role"),
        "signed_on": words.text("transcribe.signed_on"),
    }


def _rules(words: Words) -> list[str]:
    return [
        words.text("transcribe.rule_cover"),
        words.text("transcribe.rule_blank"),
        words.text("transcribe.rule_small", sign=words.term("<")),
        words.text("transcribe.rule_name"),
    ]


def _shown(sheet: Sheet, words: Words) -> dict[str, object]:
    label = words.opening(words.label("ind", f"{sheet.theme}.{sheet.indicator}"))
    return {
        "facts": [
            (words.text("table.member"), words.term(sheet.member)),
            (words.text("table.theme"), words.opening(words.label("theme", sheet.theme))),
            (words.text("table.indicator"), label),
            (words.text("transcribe.channel"), words.label("channel", sheet.channel)),
        ],
        "periods": [(text, words.period(text)) for text in sheet.periods],
    }
