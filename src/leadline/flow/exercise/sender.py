"""Senders: which bodies of which members answer, with what, and in what form."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leadline.flow.exercise.trait import Body

# How a sender counts: by month of the report, by month of occurrence and report, by quarter, by
# week, or in two totals. Shares of those who answer.
REPORT, OCCURRENCE, QUARTER, WEEK, TOTALS = "report", "occurrence", "quarter", "week", "totals"
_FORMS = {REPORT: 0.5, OCCURRENCE: 0.3, QUARTER: 0.1, TOTALS: 0.1}
_WEEKLY_SHARE, _MASKED_SHARE, _FOREIGN_SHARE, _UNCONSENTED_SHARE = 0.25, 0.15, 0.3, 0.08
# Of what a body may count, what one counts.
_COUNTED_SHARE = 0.45
_WEEKLY_BODY = "helpline"
LANGUAGES = ("ar", "en", "es", "fr")
SHARE_ANSWERING = 0.75


@dataclass(frozen=True)
class Sender:
    """One contributing body of one member.

    Parameters
    ----------
    source : str
    member : int
        Place of the member.
    body : Body
    columns : tuple of int
        What it counts: places in ``body.columns``.
    form : str
        How it counts.
    is_masked : bool
        Counts below five are sent as "<5".
    is_foreign : bool
        It sends a layout of its own, in its language.
    is_public : bool
        It consents that its counts are published.
    """

    source: str
    member: int
    body: Body
    columns: tuple[int, ...]
    form: str
    is_masked: bool
    is_foreign: bool
    is_public: bool
    language: str


def member_codes(n: int) -> tuple[str, ...]:
    """Return the first codes that ISO 3166 leaves to its users, QMA to QZZ."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    every = [f"Q{second}{third}" for second in letters[12:] for third in letters]
    return tuple(every[:n])


def draw_senders(
    bodies: Sequence[Body], codes: Sequence[str], *, answering: int, seed: int
) -> tuple[Sender, ...]:
    """Return who sends what: of ``answering`` members at least one body each."""
    generator = np.random.default_rng([seed, 30])
    chosen = sorted(generator.permutation(len(codes))[:answering].tolist())
    return tuple(
        sender
        for member in chosen
        for sender in _of_member(bodies, codes[member], member, generator)
    )


def _of_member(
    bodies: Sequence[Body], code: str, member: int, generator: np.random.Generator
) -> list[Sender]:
    language = str(generator.choice(LANGUAGES))
    present = [body for body in bodies if generator.random() < body.presence] or [bodies[0]]
    return [_sender(body, code, member, language, generator) for body in present]


def _sender(
    body: Body, code: str, member: int, language: str, generator: np.random.Generator
) -> Sender:
    drawn = generator.random(len(body.indicators)) < _COUNTED_SHARE
    drawn[generator.integers(len(drawn))] = True
    counted = {pair for pair, is_in in zip(body.indicators, drawn, strict=True) if is_in}
    columns = [i for i, c in enumerate(body.columns) if (c.theme, c.indicator) in counted]
    form = str(generator.choice(list(_FORMS), p=list(_FORMS.values())))
    draws = generator.random(4)
    if form == TOTALS and all(body.columns[at].kind == "stock" for at in columns):
        form = REPORT
    if body.id == _WEEKLY_BODY and draws[0] < _WEEKLY_SHARE:
        form = WEEK
    return Sender(
        source=f"{body.id}-{code.lower()}",
        member=member,
        body=body,
        columns=tuple(columns),
        form=form,
        is_masked=form in (REPORT, QUARTER) and bool(draws[1] < _MASKED_SHARE),
        is_foreign=form != OCCURRENCE and bool(draws[2] < _FOREIGN_SHARE),
        is_public=bool(draws[3] >= _UNCONSENTED_SHARE),
        language=language,
    )
