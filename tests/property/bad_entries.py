"""Pairs of entries of one form that do not agree, or do not add up."""

import random
from pathlib import Path

from tests.property.bad_files import Case, Maker, canary

HEADER = "source,member,theme,indicator,channel,reported,count,status,known_on,reference"
SERIES = "police-1,QMA,reporting,referrals,all"
REFERENCE = "A yearbook, table 3"
N_MONTHS = 6


def entry(
    *counts: str, total: str = "", reference: str = REFERENCE, known_on: str = "2021-03-31"
) -> str:
    """What one person typed: a count for each month, then the total."""
    periods = [f"2020-{month:02d}" for month in range(1, len(counts) + 1)]
    typed = zip([*periods, "total"], [*counts, total], strict=True)
    rows = [f'{SERIES},{period},{count},,{known_on},"{reference}"' for period, count in typed]
    return "\n".join([HEADER, *rows, ""])


def numbers(rng: random.Random) -> list[str]:
    return ["".join(rng.choices("3456789", k=7)) for _ in range(N_MONTHS)]


def _pair(code: str, first: str, second: str, planted: tuple[str, ...]) -> Case:
    def make(path: Path) -> None:
        path.write_text(first, encoding="utf-8")
        path.with_name("second.csv").write_text(second, encoding="utf-8")

    return Case(code, "entry", "first.csv", None, planted=planted, alone=True, make=make)


def _mistyped(rng: random.Random) -> Case:
    right = numbers(rng)
    wrong = [*right]
    at = rng.randrange(N_MONTHS)
    wrong[at] = right[at][::-1] + "1"
    return _pair("entry_differs", entry(*right), entry(*wrong), (*right, wrong[at]))


def _other_reference(rng: random.Random) -> Case:
    right, other = numbers(rng), canary(rng)
    return _pair("entry_differs", entry(*right), entry(*right, reference=other), (other, *right))


def _other_total(rng: random.Random) -> Case:
    right = numbers(rng)
    total = str(sum(map(int, right)))
    return _pair("entry_differs", entry(*right, total=total), entry(*right), (*right, total))


def _extra_row(rng: random.Random) -> Case:
    right = numbers(rng)
    return _pair("entry_alone", entry(*right), entry(*right[:-1]), tuple(right))


def _other_member(rng: random.Random) -> Case:
    right = numbers(rng)
    return _pair("entry_alone", entry(*right), entry(*right).replace("QMA", "QZX"), ("QZX", *right))


def _wrong_total(rng: random.Random) -> Case:
    right = numbers(rng)
    total = str(sum(map(int, right)) + rng.randint(1, 10**6))
    both = entry(*right, total=total)
    return _pair("total_differs", both, both, (*right, total))


ENTRY_MAKERS: list[Maker] = [
    _mistyped, _other_reference, _other_total, _extra_row, _other_member, _wrong_total,
]  # fmt: skip
