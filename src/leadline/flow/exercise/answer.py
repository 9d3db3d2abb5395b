"""Answers: what members say of each theme, and who stays silent because of what it would say."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from leadline.flow.exercise.beside import Row
from leadline.flow.exercise.cell import Known
from leadline.models.simulate import Survey, SurveySpec, simulate_survey
from leadline.models.simulate.survey import CODES, DIRECTIONS

HEADER = (
    *("source", "member", "theme", "question", "code", "basis", "comparability"),
    *("asked_on", "answered_on", "version"),
)
QUESTION, ASKED = "direction", "police-network"
ASKED_ON, ANSWERED_ON = "2020-12-01", "2021-01-08"
_BASES = ("counted", "estimated", "impression")
_COMPARABLE = ("comparable", "partly", "not_comparable")


def draw_answers(
    known: Sequence[Known], themes: Sequence[str], *, answering: Collection[int], seed: int
) -> Survey:
    """Return the answers of all members on all themes [member, theme].

    A member that sends nothing at all answers nothing either.
    """
    change = np.stack([_change_log(known, theme) for theme in themes], axis=1)
    survey = simulate_survey(SurveySpec(), change, seed=seed)
    is_silent = np.array([member not in answering for member in range(len(change))])
    silenced = is_silent[:, None] & (survey.answer < len(DIRECTIONS))
    answer = np.where(silenced, CODES.index("not_answered"), survey.answer)
    return Survey(answer, survey.believed, survey.direction)


def answer_rows(survey: Survey, codes: Sequence[str], themes: Sequence[str]) -> Iterator[Row]:
    """Yield one row for each member and theme, silence of every kind included."""
    for member, code in enumerate(codes):
        for at, theme in enumerate(themes):
            said = CODES[survey.answer[member, at]]
            has_said = said in DIRECTIONS
            yield {
                "source": ASKED,
                "member": code,
                "theme": theme,
                "question": QUESTION,
                "code": said,
                "basis": _BASES[(member + at) % 3] if has_said else "",
                "comparability": _COMPARABLE[(member * 2 + at) % 3] if has_said else "",
                "asked_on": "" if said == "not_asked" else ASKED_ON,
                "answered_on": "" if said in ("not_asked", "not_answered") else ANSWERED_ON,
                "version": 1,
            }


def answers_in_truth(
    survey: Survey, codes: Sequence[str], themes: Sequence[str]
) -> Iterator[dict[str, object]]:
    """Yield what each member would have answered, and the direction that its counts have."""
    for member, code in enumerate(codes):
        yield {
            "member": code,
            "question": QUESTION,
            "believed": _by_theme(survey.believed[member], themes),
            "direction": _by_theme(survey.direction[member], themes),
        }


def _by_theme(places: NDArray[np.int64], themes: Sequence[str]) -> dict[str, str]:
    return {theme: CODES[place] for theme, place in zip(themes, places.tolist(), strict=True)}


def _change_log(known: Sequence[Known], theme: str) -> NDArray[np.float64]:
    """Return how reports of a theme changed against the same months a year earlier [member].

    Of the flows that are counted by month, all bodies together.
    """
    before: NDArray[np.float64] | float = 0.5
    now: NDArray[np.float64] | float = 0.5
    for at in known:
        world = at.drawn.world
        streams = [
            place
            for column, place in zip(at.drawn.body.columns, at.drawn.places, strict=True)
            if column.theme == theme and column.kind == "flow" and place >= 0
        ]
        by_member = at.final.reshape(world.spec.n_members, -1, world.spec.n_time)[:, streams]
        window = world.spec.window
        year = world.spec.per_year
        earlier = slice(window.start - year, window.stop - year)
        now = now + by_member[:, :, window].sum(axis=(1, 2))
        before = before + by_member[:, :, earlier].sum(axis=(1, 2))
    return np.log(now / before)
