"""Notebook: shows a released assessment in Jupyter and in marimo.

``show(released)`` as the last line of a cell gives the key findings and every chart of the
edition, in one language. What is shown is what was released; nothing is computed, and nothing
is fetched: charts are pictures inside the cell.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from leadline.core.error import UsageError
from leadline.core.released import Released

if TYPE_CHECKING:
    from leadline.publish.block import Figure, Key, Story
    from leadline.publish.voice import Voice

_TABLE = "border-collapse:collapse;max-width:60em"
_CELL = "text-align:start;vertical-align:top;padding:.4em .8em;border-bottom:1px solid #84919A"
# Charts are drawn for white paper.
_IMAGE = "max-width:100%;background:#fff;padding:.5em"


def show(released: Released, lang: str = "en") -> "View":
    """Return a released assessment as notebooks show it.

    Raises
    ------
    UsageError
        A language that the release does not have.
    """
    if lang not in released.languages:
        raise UsageError(
            "The release has no such language.",
            next_step=f"Choose among {', '.join(released.languages)}.",
        )
    return View(released, lang)


@dataclass(frozen=True)
class View:
    """A released assessment in one language, drawn when a notebook asks for it."""

    released: Released
    language: str

    def _repr_html_(self) -> str:
        """Answer Jupyter."""
        return self._html

    def _mime_(self) -> tuple[str, str]:
        """Answer marimo."""
        return "text/html", self._html

    def __repr__(self) -> str:
        title = self.released.title[self.language]
        return f"{title} ({self.released.edition}, {self.released.as_of})"

    @cached_property
    def _html(self) -> str:
        # Templates and plots are loaded here, not with the module.
        from leadline.publish.story import tell_story
        from leadline.publish.voice import Voice
        from leadline.words import words

        spoken = words(self.language)
        story = tell_story(self.released, spoken)
        voice = Voice(self.released, spoken)
        parts = (*_head(story), *_keys(story), *_charts(story, voice))
        return (
            f'<section lang="{escape(story.language)}" dir="{escape(story.direction)}">'
            f"{''.join(parts)}</section>"
        )


def _head(story: "Story") -> Iterator[str]:
    yield f"<h2>{escape(story.title)}</h2>"
    yield f"<p>{escape(story.edition)} · {escape(story.dated)} · {escape(story.handling)}</p>"
    if story.exercise is not None:
        word, text = story.exercise
        yield f"<p><strong>{escape(word)}</strong> {escape(text)}</p>"


def _keys(story: "Story") -> Iterator[str]:
    from leadline.publish.block import Key, Paragraph

    section = next(section for section in story.sections if section.id == "key")
    yield f"<h3>{escape(section.headline)}</h3><p>{escape(section.subtitle)}</p>"
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield f"<p>{escape(block.text)}</p>"
    keys = [block for block in section.blocks if isinstance(block, Key)]
    if keys:
        yield f'<table style="{_TABLE}"><tbody>{"".join(map(_row, keys))}</tbody></table>'


def _row(key: "Key") -> str:
    number = f'<span title="{escape(key.number_id)}">{escape(key.number)}</span>'
    return (
        "<tr>"
        f'<th scope="row" style="{_CELL}">{number}<br><small>{escape(key.interval)}</small></th>'
        f'<td style="{_CELL}"><strong>{escape(key.headline)}</strong><br>{escape(key.text)}</td>'
        f'<td style="{_CELL}">{escape(key.confidence_label)}: {escape(key.confidence)}<br>'
        f"{escape(key.mark_word)} · {escape(key.rung_text)}</td>"
        "</tr>"
    )


def _charts(story: "Story", voice: "Voice") -> Iterator[str]:
    from leadline.publish.block import Figure
    from leadline.publish.curve import chart_spec, charts
    from leadline.publish.draw import render_svg

    drawn = {chart.id: render_svg(chart_spec(voice, chart)) for chart in charts(voice)}
    for section in story.sections:
        for block in section.blocks:
            if isinstance(block, Figure):
                yield _figure(section.headline, block, drawn[block.id])


def _figure(headline: str, figure: "Figure", svg: bytes) -> str:
    # An image is closed in itself: no id or style of one drawing touches another's.
    source = f"data:image/svg+xml;base64,{b64encode(svg).decode()}"
    notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in figure.notes)
    return (
        f"<figure><figcaption><strong>{escape(headline)}</strong><br>"
        f"{escape(figure.subtitle)}</figcaption>"
        f'<img style="{_IMAGE}" alt="{escape(figure.alt)}" src="{source}">{notes}</figure>'
    )
