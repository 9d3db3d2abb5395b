"""Make the twelve files of ``examples/bureaus`` and what each must become.

Run with ``python -m tests.specimen.bureaus.make``.
"""

from pathlib import Path

from tests.specimen.bureaus import arabic, english, latin
from tests.specimen.bureaus.book import Bureau

FOLDER = Path(__file__).parents[3] / "examples" / "bureaus"


def bureaus() -> tuple[Bureau, ...]:
    """Return all twelve, in the order of their numbers."""
    return (
        arabic.levant(),
        arabic.gulf(),
        arabic.maghreb(),
        latin.semicolon(),
        latin.trimestres(),
        latin.fechas(),
        latin.dos_totales(),
        english.financial_years(),
        english.small_counts(),
        english.open_document(),
        english.weeks(),
        english.cases(),
    )


def main() -> None:
    for bureau in bureaus():
        (FOLDER / bureau.file).write_bytes(bureau.content())
        if bureau.entries:
            target = FOLDER / "expected" / f"{bureau.file[:2]}.csv"
            target.write_text(bureau.expected(), encoding="utf-8")


if __name__ == "__main__":
    main()
