"""Gaps: what was not contributed, cannot be compared or is too small; and open questions."""

from collections.abc import Iterator, Sequence

from leadline.core.released import Gap, Response, number_id
from leadline.publish.block import Block, Cell, Column, Paragraph, Points, Row, Section, Table
from leadline.publish.exhibit import LATE, Exhibit, withheld
from leadline.publish.voice import Voice

_GIVEN = ("series", "totals", "stopped", "other", "nothing")
_KINDS = ("not_contributed", "not_public", "not_comparable", "too_small", "question")


def tell_gaps(voice: Voice) -> Section:
    """Return the gaps; silence is listed and never filled in."""
    words, gaps = voice.words, voice.released.gaps
    blocks: list[Block] = []
    themes = tuple(
        words.opening(words.label("theme", gap.theme))
        for gap in gaps
        if gap.kind == "not_contributed" and gap.theme and not gap.n_members
    )
    if themes:
        blocks.append(Points(words.text("gaps.themes"), themes))
    for kind in _KINDS:
        items = tuple(_items(voice, [g for g in gaps if g.kind == kind and g.n_members]))
        if items:
            blocks.append(Points(words.opening(words.text(f"gap.{kind}")), items))
    closed = tuple(_withheld(voice))
    if closed:
        blocks.append(Points(words.opening(words.text("read.withheld")), closed))
    exhibit = voice.tables.get(("response", ""))
    if exhibit is not None:
        blocks.insert(0, _responses(voice, exhibit))
    if not blocks:
        blocks.append(Paragraph(words.text("gaps.none")))
    is_late_told = any(finding.kind == LATE for finding in voice.released.findings)
    asked = (*(() if is_late_told else ("open_late",)), "open_hidden", "open_policing")
    questions = tuple(words.text(f"gaps.{question}") for question in asked)
    return Section(
        id="gaps",
        kicker=words.text("section.gaps"),
        headline=words.text("gaps.headline"),
        subtitle=words.text("gaps.subtitle"),
        blocks=(*blocks, Points(words.text("gaps.questions"), questions)),
    )


def _items(voice: Voice, gaps: Sequence[Gap]) -> Iterator[str]:
    """Yield one item for all sources of which the same is said."""
    alike: dict[tuple[object, ...], list[Gap]] = {}
    for gap in gaps:
        alike.setdefault((gap.reason, gap.theme, gap.indicator, gap.members), []).append(gap)
    for group in alike.values():
        yield _item(voice, group[0], n_sources=len(group))


def _item(voice: Voice, gap: Gap, *, n_sources: int) -> str:
    words = voice.words
    said = [words.plural("gaps.members", gap.n_members)]
    if n_sources > 1:
        said = [words.plural("gaps.sources", n_sources)]
    if gap.indicator:
        said.insert(0, words.opening(words.label("ind", f"{gap.theme}.{gap.indicator}")))
    # A kind that is its own reason has said it above the list.
    if gap.reason not in ("no_counts", gap.kind):
        said.append(words.text(f"withheld.{gap.reason}"))
    if gap.members:
        said.append(words.list([voice.name(member) for member in gap.members]))
    return " · ".join(said)


def _responses(voice: Voice, exhibit: Exhibit) -> Table:
    """Return how many members of each region contributed what to each theme: no order of merit."""
    words = voice.words
    heads = ("members", *_GIVEN)
    return Table(
        id=exhibit.id,
        title=words.text("response.title"),
        subtitle=words.text("response.subtitle", window=voice.window()),
        columns=(
            Column(words.text("response.what"), is_number=False),
            *(Column(words.text(f"response.{head}"), is_number=True) for head in heads),
        ),
        rows=tuple(_response(voice, response) for response in voice.released.responses),
        axis=None,
        notes=(
            words.text("response.once"),
            words.text("response.other_note"),
            voice.traced("{finding}.{subject}.{period}.{column}"),
        ),
        data=voice.files(exhibit.id),
    )


def _response(voice: Voice, response: Response) -> Row:
    words = voice.words
    theme = words.opening(words.label("theme", response.theme))
    cells = (_cell(voice, response, name) for name in ("members", *_GIVEN))
    return Row((Cell(theme, voice.name(response.subject)), *cells))


def _cell(voice: Voice, response: Response, name: str) -> Cell:
    if name not in response.numbers:
        return Cell(voice.words.text("table.withheld"), is_word=True)
    printed = number_id(response.finding, response.subject, response.period, name)
    return Cell(voice.words.number(response.numbers[name]), "", printed)


def _withheld(voice: Voice) -> Iterator[str]:
    for entry in withheld(voice.released):
        reason = voice.words.text(f"withheld.{entry.statement.withheld}")
        subject = voice.name(entry.statement.subject)
        yield f"{voice.indicator(entry)} ({subject}) · {reason}"
