"""An invented exchange: four contributors, each with another language and another trouble.

What each of them sent has marks of its own (id, name, counts that nobody else has), so that a
letter to one can be searched for anything of another.
"""

import random
from dataclasses import dataclass
from pathlib import Path

HEADER = "source,member,theme,indicator,channel,reported,count,known_on"
MONTHS = [f"{year}-{month:02d}" for year in range(2016, 2021) for month in range(1, 13)]
NAMES = '{{ en = "{0}", fr = "{0}", es = "{0}", ar = "{0}" }}'


@dataclass(frozen=True)
class Body:
    """A contributor: what must stand in no letter but its own."""

    id: str
    name: str
    language: str
    grade: str
    members: tuple[str, ...]


POLICE = Body("police-amber", "Amberland Police", "ar", "B2", ("QMA", "QMB"))
LINE = Body("line-birch", "Birchline Helpline", "fr", "C3", ("QMC",))
TOTALS = Body("court-cedar", "Cedar Court Service", "es", "D4", ("QMD",))
SILENT = Body("unit-dahlia", "Dahlia Unit", "en", "E5", ("QME",))
BODIES = (POLICE, LINE, TOTALS, SILENT)
MEMBER_NAMES = {
    "QMA": "Alderstan",
    "QMB": "Beechmark",
    "QMC": "Cloveria",
    "QMD": "Daisyland",
    "QME": "Elderonia",
}
# Counts of one body each; nothing else in the exchange has these digits.
MARKED = {"police-amber": "70707", "line-birch": "80808", "court-cedar": "90909"}


def invent_exchange(folder: Path, *, languages: dict[str, str] | None = None) -> Path:
    """Write the exchange and return its assessment file; ``languages`` by id change letters."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {body.id: body.language for body in BODIES} | (languages or {})
    (folder / "amber.csv").write_text(_police(), encoding="utf-8")
    (folder / "birch.csv").write_text(_line(), encoding="utf-8")
    (folder / "joint.csv").write_text(_joint(), encoding="utf-8")
    (folder / "sheets.csv").write_text(_SHEETS, encoding="utf-8")
    path = folder / "assessment.toml"
    path.write_text(_assessment(told), encoding="utf-8")
    return path


def _level(rng: random.Random, mean: float) -> int:
    return max(0, round(rng.gauss(mean, mean**0.5)))


def _police() -> str:
    rng = random.Random(1)
    rows = [HEADER]
    for member, mean in (("QMA", 160), ("QMB", 90)):
        for n, month in enumerate(MONTHS):
            # From mid 2018 on a new system counts half as much again; nobody said so.
            level = mean * (1.6 if month >= "2018-07" and member == "QMA" else 1)
            count = str(_level(rng, level + 10 * (n % 12 == 5)))
            rows.append(_row(POLICE, member, "reporting", "offences_recorded", month, count))
    rows += [
        _row(POLICE, "QMB", "reporting", "referrals", month, "<5" if n % 4 else "7")
        for n, month in enumerate(MONTHS)
    ]
    marked = MARKED[POLICE.id]
    rows += [_row(POLICE, "QMB", "policing", "officers", "2020-12", marked, day="2021-01-20")]
    return "\n".join(rows) + "\n"


def _line() -> str:
    rng = random.Random(2)
    kept = [month for month in MONTHS if month not in ("2020-05", "2020-06", "2020-10")]
    rows = [HEADER]
    rows += [
        _row(LINE, "QMC", "helpline", "contacts_answered", month, str(_level(rng, 240)))
        for month in kept
    ]
    rows += [_row(LINE, "QMC", "helpline", "contacts_answered", "2020-13", "15")]
    rows += [_row(LINE, "QMC", "helpline", "contacts_answered", "2020-10", "about 200")]
    marked = MARKED[LINE.id]
    rows += [_row(LINE, "QMC", "helpline", "contacts_attempted", "2020-03", marked)]
    return "\n".join(rows) + "\n"


def _joint() -> str:
    rows = [HEADER]
    marked = MARKED[TOTALS.id]
    rows += [_row(TOTALS, "QMD", "violence", "victims_homicide", "2019-03-01/2019-12-31", marked)]
    rows += [_row(TOTALS, "QMD", "violence", "victims_homicide", "2020-03-01/2020-12-31", "61234")]
    rows += [_row(TOTALS, "QMD", "violence", "victims_homicide", "2018-03-01/2018-12-31", "x")]
    rows += [_row(LINE, "QMC", "helpline", "contacts_attempted", "2020-04", "81818")]
    return "\n".join(rows) + "\n"


def _row(
    body: Body,
    member: str,
    theme: str,
    indicator: str,
    reported: str,
    count: str,
    *,
    day: str = "2021-01-15",
) -> str:
    return f"{body.id},{member},{theme},{indicator},all,{reported},{count},{day}"


_SHEETS = (
    "source,theme,indicator,definition,age_from,age_to,counting_point,deduplicated,effort,"
    "breaks,tlp,public\n"
    "police-amber,reporting,offences_recorded,Offences as recorded,0,17,recording,yes,,,"
    "TLP:AMBER,yes\n"
)


def _assessment(languages: dict[str, str]) -> str:
    members = "".join(
        f'[[member]]\ncode = "{code}"\nnames = {NAMES.format(name)}\n'
        for code, name in MEMBER_NAMES.items()
    )
    sources = "".join(
        f'[[source]]\nid = "{body.id}"\ntype = "law_enforcement"\nnames = '
        f'{NAMES.format(body.name)}\ngrade = "{body.grade}"\nlanguage = "{languages[body.id]}"\n'
        for body in BODIES
    )
    inputs = "".join(
        f'[[input]]\nkind = "{kind}"\npath = "{path}"\n'
        for kind, path in (
            ("counts", "amber.csv"),
            ("counts", "birch.csv"),
            ("counts", "joint.csv"),
            ("series", "sheets.csv"),
        )
    )
    return _HEAD + members + sources + inputs


_HEAD = """schema = "leadline/assessment/1"
id = "exchange"
as_of = 2021-02-15
seed = 11
languages = ["ar", "en", "es", "fr"]
handling = "TLP:AMBER"

[title]
en = "An exercise in exchange"
fr = "Un exercice d'échange"
es = "Un ejercicio de intercambio"
ar = "تمرين على التبادل"

[baseline]
from = "2017-01"
to = "2020-02"

[window]
from = "2020-03"
to = "2020-12"

[delay]
within = { month = 1 }

"""
