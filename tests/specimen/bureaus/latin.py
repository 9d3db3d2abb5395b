"""Two bureaus that write French and two that write Spanish."""

from datetime import date

from tests.specimen.bureaus.book import Bureau, Sheet, Value
from tests.specimen.bureaus.series import (
    MONTHS_OF_THREE_YEARS,
    Entry,
    counts,
    entries_of,
    month_name,
    quarters,
    total,
    value_of,
    years_of,
)

from leadline.core.period import Period, Span
from leadline.intake.mapping.number import Numbers

PERIODS = MONTHS_OF_THREE_YEARS
FRENCH = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
)
NO_BREAK, NARROW = "\u00a0", "\u202f"


def with_mark(mark: str, value: int) -> str:
    return f"{value:,}".replace(",", mark)


def semicolon() -> Bureau:
    """Months as columns in a file that a French spreadsheet saved as text."""
    natures = {
        "referrals": ("Signalements transmis", 620),
        "allegations_received": ("INFORMATIONS reçues", 1480),
    }
    services = {
        "education": ("Éducation nationale", 0.55),
        "health": ("Santé", 0.3),
        "police_initiative": ("Police", 0.75),
    }
    special = {"2020-04": ("n/d", "O")}
    lines = {
        (nature, service): entries_of(
            *(indicator, channel, level * share, PERIODS),
            label=french_label,
            write=lambda value: with_mark(NO_BREAK, value),
            special=special if channel == "education" else None,
        )
        for indicator, (nature, level) in natures.items()
        for channel, (service, share) in services.items()
    }
    rows: list[list[Value]] = [
        ["Tableau 2 - Informations et signalements (exercice : chiffres inventés)"],
        ["Service de protection de l'enfance"],
        [],
        ["Nature", "Service", *map(french_label, PERIODS), "TOTAL"],
        *(
            [*names, *(e.cell for e in line), with_mark(NO_BREAK, total(line))]
            for names, line in lines.items()
        ),
        ["ENSEMBLE", None, *french_totals(list(lines.values()))],
        [],
        ["n/d : non disponible"],
        ["Source : logiciel métier, extraction du 15/02/2021"],
    ]
    return Bureau(
        "04-point-virgule.csv",
        "QMD",
        "reporting",
        "fr",
        (Sheet("", rows),),
        tuple(entry for line in lines.values() for entry in line),
        Numbers(thousands=" ", missing={"n/d": "O"}),
    )


def french_label(period: Period) -> str:
    return f"{month_name(period, FRENCH)} {period.first.year}"


def french_totals(lines: list[list[Entry]]) -> list[Value]:
    by_month = [total(column) for column in zip(*lines, strict=True)]
    return [with_mark(NO_BREAK, value) for value in [*by_month, sum(by_month)]]


def trimestres() -> Bureau:
    """Quarters down the rows, provisional and revised numbers marked in their cells."""
    periods = quarters("2017-Q1", "2020-Q4")
    special = {
        "2019-Q4": ("{} (r)", ""),
        "2020-Q2": ("{} (1)", "D"),
        "2020-Q3": ("{} (p)", "P"),
        "2020-Q4": ("{} (p)", "P"),
    }
    columns = [
        entries_of(
            *(indicator, "", level, periods),
            label=lambda period: f"T{(period.first.month + 2) // 3} {period.first.year}",
            write=lambda value: with_mark(NARROW, value),
            special=special,
        )
        for indicator, level in [("contacts_attempted", 3900), ("contacts_answered", 2750)]
    ]
    rows: list[list[Value]] = [
        ["Ligne d’écoute : appels par trimestre"],
        ["(EXERCICE – chiffres inventés)"],
        [],
        ["Trimestre", None, "Appels reçus", "Appels décrochés"],
    ]
    for year in years_of(periods):
        rows += trimestres_of(year, columns)
    rows += [
        ["(1) changement de logiciel en avril : définition différente"],
        ["(p) provisoire ; (r) révisé"],
        ["Source : rapport d’activité"],
    ]
    return Bureau(
        "05-trimestres.xlsx",
        "QME",
        "helpline",
        "fr",
        (Sheet("Feuil1", rows, ("A1:D1", "A2:D2"), (1, 4)), Sheet("Feuil2", [])),
        tuple(entry for column in columns for entry in column),
        Numbers(thousands=" ", footnotes={"(p)": "P", "(r)": "", "(1)": "D"}),
    )


def trimestres_of(year: int, columns: list[list[Entry]]) -> list[list[Value]]:
    of_year = [[e for e in column if e.period.first.year == year] for column in columns]
    rows: list[list[Value]] = [
        [one.label, None, one.cell, two.cell] for one, two in zip(*of_year, strict=True)
    ]
    totals = [with_mark(NARROW, total(column)) for column in of_year]
    return [*rows, [f"Total {year}", None, *totals], []]


def fechas() -> Bureau:
    """Months that the spreadsheet keeps as dates, thousands typed with a point."""
    special = {"2018-08": ("s/d", "O"), "2020-05": ("S/D", "O")}
    columns = [
        entries_of(
            *(indicator, "", level, PERIODS),
            label=lambda _: "",
            write=lambda value: with_mark(".", value),
            special=special,
        )
        for indicator, level in [("allegations_received", 2100), ("offences_recorded", 870)]
    ]
    rows: list[list[Value]] = [
        ["DENUNCIAS Y DELITOS REGISTRADOS (ejercicio: cifras inventadas)"],
        [],
        ["Mes", "Denuncias recibidas", "Delitos registrados"],
    ]
    for one, two in zip(*columns, strict=True):
        rows.append([one.period.first, value_of(one), value_of(two)])
    rows += [
        ["TOTAL GENERAL", *(with_mark(".", total(column)) for column in columns)],
        [],
        ["s/d: sin datos"],
        ["Fuente: registro de la dirección"],
    ]
    return Bureau(
        "06-fechas.xlsx",
        "QMF",
        "reporting",
        "es",
        (Sheet("Hoja1", rows, ("A1:C1",), (1, 3, 40), {"A": "mmm-yy"}),),
        tuple(entry for column in columns for entry in column),
        Numbers(thousands=".", missing={"s/d": "O"}),
    )


def dos_totales() -> Bureau:
    """Two totals and a change in per cent: all that the bureau has."""
    labels = ["Marzo a mayo de 2019", "Del 1 de marzo al 31 de mayo de 2020"]
    names = {
        "allegations_received": ("Denuncias recibidas", 2300),
        "referrals": ("Derivaciones a otros servicios", 610),
        "offences_recorded": ("Delitos registrados", 840),
    }
    lines = {name: two_totals(key, level, labels) for key, (name, level) in names.items()}
    rows: list[list[Value]] = [
        ["Cuadro comparativo (ejercicio: cifras inventadas)"],
        [],
        ["Indicador", *labels, "Variación"],
        *([name, *(e.cell for e in line), change(line)] for name, line in lines.items()),
        [],
        ["Nota: totales del período; no se dispone de cifras mensuales."],
    ]
    return Bureau(
        "07-dos-totales.xlsx",
        "QMG",
        "reporting",
        "es",
        (Sheet("Cuadro", rows, ("A1:D1",), (1, 3)),),
        tuple(entry for line in lines.values() for entry in line),
        Numbers(thousands=" "),
    )


def two_totals(indicator: str, level: float, labels: list[str]) -> list[Entry]:
    found = []
    for year, label in zip((2019, 2020), labels, strict=True):
        months = tuple(
            month for month in PERIODS if (month.first.year, month.first.month) in spring(year)
        )
        value = sum(counts(indicator, level, months))
        span = Span(date(year, 3, 1), date(year, 5, 31))
        found.append(Entry(indicator, "", span, label, with_mark(" ", value), str(value)))
    return found


def spring(year: int) -> list[tuple[int, int]]:
    return [(year, month) for month in (3, 4, 5)]


def change(line: list[Entry]) -> str:
    before, after = (int(entry.count) for entry in line)
    return f"{100 * (after / before - 1):.1f} %".replace(".", ",")
