"""Beside the counts: series sheets, context, population and published figures."""

from collections.abc import Iterator, Sequence

import numpy as np

from leadline.core.code import Codelists
from leadline.flow.exercise.calendar import months
from leadline.flow.exercise.cell import Known
from leadline.flow.exercise.drawn import CHILDREN_AT_SIZE_ONE
from leadline.flow.exercise.sender import Sender
from leadline.intake.context import COLUMNS as CONTEXT
from leadline.intake.population import COLUMNS as POPULATION
from leadline.intake.series import COLUMNS as SERIES
from leadline.models.simulate import Ground

Row = dict[str, object]
CONTEXT_HEADER = tuple(column.name for column in CONTEXT)
POPULATION_HEADER = tuple(column.name for column in POPULATION)
SERIES_HEADER = tuple(column.name for column in SERIES)
INVENTED = "exercise: invented"
_YEARS = (2019, 2020)


def series_rows(
    senders: Sequence[Sender], known: Sequence[Known], codelists: Codelists
) -> Iterator[Row]:
    """Yield what each source says of each of its indicators.

    A network says nothing of breaks: those of its members are marked in their counts.
    """
    sheets: dict[tuple[str, str, str], set[str]] = {}
    firsts: dict[str, Sender] = {}
    for sender, at in zip(senders, known, strict=True):
        firsts.setdefault(sender.source, sender)
        for column in sender.columns:
            kind = sender.body.columns[column]
            breaks = sheets.setdefault((sender.source, kind.theme, kind.indicator), set())
            place = at.break_at(sender, column)
            if place >= 0 and not sender.is_networked:
                breaks.add(str(at.drawn.calendar.periods[place]))
    for (source, theme, indicator), breaks in sheets.items():
        sender = firsts[source]
        listed = codelists.indicator(theme, indicator)
        assert listed is not None, "columns come from the codelists"
        yield {
            "source": sender.source,
            "theme": theme,
            "indicator": indicator,
            "definition": f"{INVENTED} counts of {theme}/{indicator}",
            "age_from": 0,
            "age_to": 17,
            "counting_point": listed.counting_point.replace("_", " "),
            "deduplicated": ("yes", "no", "unknown")[sender.member % 3],
            "effort": "",
            "breaks": ";".join(sorted(breaks)),
            "tlp": "TLP:CLEAR",
            "public": "yes" if sender.is_public else "no",
        }


def context_rows(codes: Sequence[str], ground: Ground, measures: Sequence[str]) -> Iterator[Row]:
    """Yield every measure in force, by member and month up to now."""
    calendar = months()
    for member, code in enumerate(codes):
        for at, measure in enumerate(measures):
            for place, period in enumerate(calendar.past):
                intensity = float(ground.intensity[member, at, place])
                if intensity > 0:
                    yield {
                        "member": code,
                        "measure": measure,
                        "period": str(period),
                        "intensity": f"{intensity:g}",
                        "source": INVENTED,
                    }


def children_of(ground: Ground) -> list[int]:
    """Return how many children live in each member, rounded to hundreds [member]."""
    people = np.round(CHILDREN_AT_SIZE_ONE * np.exp(ground.size_log) / 100) * 100
    return [int(n) for n in np.maximum(people, 100)]


def population_rows(codes: Sequence[str], ground: Ground) -> Iterator[Row]:
    """Yield the children of each member, by year."""
    for code, people in zip(codes, children_of(ground), strict=True):
        for year in _YEARS:
            yield {
                "member": code,
                "year": year,
                "age_from": 0,
                "age_to": 17,
                "people": people,
                "source": INVENTED,
            }
