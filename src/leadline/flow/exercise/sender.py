"""Senders: which bodies of which members answer, with what, and in what form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from leadline.flow.exercise.trait import Body

# How a sender counts: by month of the report, by month of occurrence and report, by quarter, by
# week, or in two totals. Shares of those who answer by themselves.
REPORT, OCCURRENCE, QUARTER, WEEK, TOTALS = "report", "occurrence", "quarter", "week", "totals"
_FORMS = {REPORT: 0.5, OCCURRENCE: 0.2, QUARTER: 0.15, TOTALS: 0.15}
_WEEKLY_SHARE, _MASKED_SHARE, _FOREIGN_SHARE, _UNCONSENTED_SHARE = 0.3, 0.15, 0.5, 0.08
# Who sends through a network: what is summed over a region comes from one contributor.
_NETWORK_SHARE, _DATED_SHARE = 0.85, 0.4
# Of what a body may count, what a network counts, and what one counts alone.
_NETWORK_COUNTS, _ONE_COUNTS = 0.5, 0.3
_WEEKLY_BODY = "helpline"
LANGUAGES = ("ar", "en", "es", "fr")
SHARE_ANSWERING = 0.75


@dataclass(frozen=True)
class Sender:
    """One contributing body of one member.

    Parameters
    ----------
    source : str
        Its own, or the network of its kind through which it sends.
    member : int
        Place of the member.
    body : Body
    columns : tuple of int
        What it counts: places in ``body.columns``.
    form : str
        How it counts.
    is_networked : bool
        It sends through a network.
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
    is_networked: bool
    is_masked: bool
    is_foreign: bool
    is_public: bool
    language: str


def member_codes(n: int) -> tuple[str, ...]:
    """Return the first codes that ISO 3166 leaves to its users, QMA to QZZ."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    every = [f"Q{second}{third}" for second in letters[12:] for third in letters]
    return tuple(every[:n])


def network_of(body: Body) -> str:
    """Return the source through which bodies of a kind send together."""
    return f"{body.id}-network"


def draw_senders(
    bodies: Sequence[Body], codes: Sequence[str], *, answering: int, seed: int
) -> tuple[Sender, ...]:
    """Return who sends what: of ``answering`` members at least one body each."""
    generator = np.random.default_rng([seed, 30])
    shared = {body.id: _counted(body, _NETWORK_COUNTS, generator) for body in bodies}
    chosen = sorted(generator.permutation(len(codes))[:answering].tolist())
    found = []
    for member in chosen:
        language = str(generator.choice(LANGUAGES))
        present = [body for body in bodies if generator.random() < body.presence]
        for body in present or [bodies[0]]:
            if generator.random() < _NETWORK_SHARE:
                sender = _networked(body, shared[body.id], member, generator)
            else:
                sender = _alone(body, codes[member], member, generator)
            found.append(replace(sender, language=language))
    return tuple(found)


def _counted(body: Body, share: float, generator: np.random.Generator) -> tuple[int, ...]:
    """Return the columns of some indicators, of one at least."""
    drawn = generator.random(len(body.indicators)) < share
    drawn[generator.integers(len(drawn))] = True
    counted = {pair for pair, is_in in zip(body.indicators, drawn, strict=True) if is_in}
    return tuple(i for i, c in enumerate(body.columns) if (c.theme, c.indicator) in counted)


def _networked(
    body: Body, columns: tuple[int, ...], member: int, generator: np.random.Generator
) -> Sender:
    is_dated = bool(generator.random() < _DATED_SHARE)
    return Sender(
        source=network_of(body),
        member=member,
        body=body,
        columns=columns,
        form=OCCURRENCE if is_dated else REPORT,
        is_networked=True,
        is_masked=False,
        is_foreign=False,
        is_public=True,
        language="",
    )


def _alone(body: Body, code: str, member: int, generator: np.random.Generator) -> Sender:
    columns = _counted(body, _ONE_COUNTS, generator)
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
        columns=columns,
        form=form,
        is_networked=False,
        is_masked=form in (REPORT, QUARTER) and bool(draws[1] < _MASKED_SHARE),
        is_foreign=form != OCCURRENCE and bool(draws[2] < _FOREIGN_SHARE),
        is_public=bool(draws[3] >= _UNCONSENTED_SHARE),
        language="",
    )
