"""Propose: a first mapping for a file that nobody has mapped, with its doubts.

The proposal is a draft for a person: what is not certain is marked with a question mark, and
a mapping with open marks is refused until they are answered.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from leadline.core.code import Codelists
from leadline.intake.grid import Grid
from leadline.intake.mapping.draft import Draft
from leadline.intake.mapping.find import (
    Found,
    between,
    find_table,
    is_number,
    readings,
    values_below,
)
from leadline.intake.mapping.guess import propose_numbers
from leadline.intake.mapping.heading import header_parts, headings, shown_parts
from leadline.intake.mapping.key import (
    Key,
    as_headed,
    by_values,
    few_labels,
    key_of,
    may_be_counts,
    settled,
)
from leadline.intake.mapping.match import Labels, is_total, joined
from leadline.intake.mapping.scale import line_of_running, line_of_scale
from leadline.intake.mapping.schema import COUNT, OPEN, SHEET
from leadline.intake.mapping.sniff import read_unknown
from leadline.intake.mapping.stack import first_of
from leadline.intake.mapping.timing import (
    longer_periods,
    propose_financial_years,
    propose_part,
    propose_periods,
)
from leadline.intake.mapping.vocabulary import (
    Guess,
    channel_labels,
    column_of,
    indicator_labels,
    is_of_cases,
)
from leadline.intake.problem import Report
from leadline.intake.table import EXCEL_DATE
from leadline.intake.worksheet import PERCENT
from leadline.words.calendar import fold


def propose_mapping(
    path: Path, *, file: str, named: str, codelists: Codelists, report: Report
) -> Draft | None:
    """Return a proposal for a file, None where it cannot be read or must not be.

    Parameters
    ----------
    file, named : str
        The path from where the user stands, and from where the mapping will stand.
    """
    grids, sheet = read_unknown(path, file=file, report=report)
    tables = [(grid, found) for grid in grids if (found := find_table(grid)) is not None]
    if not tables:
        if grids:
            report.add("mapping_no_table", file)
        return None
    every = [(*first_of(grid, found.header), found) for grid, found in tables]
    grid, again, found = every[0]
    if is_of_cases(headings(grid, found.header)) and not found.wide:
        report.add("mapping_cases", file, row=grid.lines[found.header[-1]])
        return None
    draft = Draft(sheet={"file": named, **sheet})
    same = [g for g, a, f in every if (a, f, len(g.rows[0])) == (again, found, len(grid.rows[0]))]
    _propose_sheet(draft, same, found, n_sheets=len(tables))
    if again is not None:
        draft.sheet["last_row"] = grid.lines[-1]
        draft.doubts["last_row"] = (
            f"the headings come again: a second mapping, with header_row = {again}, reads on"
        )
    _Proposer(draft, same, found, codelists).propose()
    return draft


def _propose_sheet(draft: Draft, same: Sequence[Grid], found: Found, *, n_sheets: int) -> None:
    grid = same[0]
    if len(same) > 1:
        draft.sheet["names"] = [each.sheet for each in same]
        draft.doubts["names"] = "these sheets look alike: one mapping reads them all"
    elif grid.sheet and n_sheets > 1:
        draft.sheet["name"] = grid.sheet
        draft.doubts["name"] = "other sheets hold tables too: each needs a mapping of its own"
    elif grid.sheet:
        draft.sheet["name"] = grid.sheet
    lines = [grid.lines[row] for row in found.header]
    key = "header_row" if len(lines) == 1 else "header_rows"
    draft.sheet[key] = lines[0] if len(lines) == 1 else lines
    if line := line_of_scale(grid, found.header[-1]):
        draft.doubts[key] = f"line {line} says thousands or millions: ask for the counts themselves"
    if line := line_of_running(grid, found.header[-1]):
        draft.doubts[key] = (
            f"line {line} says that counts run over several periods, or periods are named by their"
            " end: what is each count of?"
        )
    if units := between(grid, found.header):
        draft.sheet["skip_rows"] = [grid.lines[row] for row in units]


class _Proposer:
    def __init__(
        self, draft: Draft, grids: Sequence[Grid], found: Found, codelists: Codelists
    ) -> None:
        self._draft, self._grids, self._found = draft, grids, found
        self._parts = header_parts(grids[0], found.header)
        self._names = _joined(self._parts)
        self._over = list(zip(*shown_parts(self._parts, found.wide), strict=True))
        self._shown = list(map(joined, self._over))
        self._vocabulary = {
            "indicator": indicator_labels(codelists),
            "channel": channel_labels(codelists),
        }
        self._values: list[int] = []
        self._period_texts: list[str] = []

    def propose(self) -> None:
        """Fill the draft."""
        for column in self._found.wide:
            self._propose_wide(column, self._names[column])
        keys = self._sheet_names()
        for column, name in enumerate(self._names):
            if column not in self._found.wide:
                keys += self._keys(column, name)
        for key in settled(keys):
            self._name_column(key)
        self._propose_range()
        self._propose_count()
        self._propose_totals()
        self._propose_longer()
        self._propose_fill()
        counts = [text for column in self._values for text in self._below(column)]
        propose_numbers(self._draft, counts)
        propose_periods(self._draft, self._period_texts, titles=self._titles())
        if self._found.wide or len(self._values) == 1:
            self._propose_financial_years()
        propose_part(self._draft, self._grids[0], self._found.header[0], self._period_texts)
        self._propose_constants()

    def _titles(self) -> list[str]:
        """Return the lines above the header; names of several sheets say the period themselves."""
        above = self._grids[0].rows[: self._found.header[0]] if len(self._grids) == 1 else ()
        return [" ".join(filter(None, row)) for row in above if any(row)]

    def _propose_financial_years(self) -> None:
        years = {c for c, n in enumerate(self._names) if self._draft.columns.get(n) == "reported"}
        over = [self._over[c] if c in self._found.wide else () for c in self._values]
        # Where no year stands above the first months, it is not known whose the others are.
        if over and (len(self._found.header) == 1 or all(over[0])):
            below = [row for g in self._grids for row in g.rows[self._found.header[-1] + 1 :]]
            propose_financial_years(
                self._draft, below, over=over, years=years, besides={*years, *self._values}
            )

    def _below(self, column: int) -> list[str]:
        header = self._found.header
        return [text for grid in self._grids for text in values_below(grid, header, column)]

    def _propose_wide(self, column: int, name: str) -> None:
        total = next((row[column] for row in self._parts if is_total(row[column])), "")
        if total:
            self._add_total(total)
        elif name:
            self._values.append(column)
            self._period_texts.append(self._shown[column])

    def _sheet_names(self) -> list[Key]:
        """Return what the names of sheets give, where one mapping reads several."""
        names = [grid.sheet for grid in self._grids]
        if len(names) == 1:
            return []
        guess = by_values(names, None, self._vocabulary)
        if guess is not None and guess.code != COUNT:
            return [key_of(SHEET, guess, names, self._vocabulary)]
        guess = Guess("reported", True) if readings(names[0]) else Guess(OPEN, False)
        asked = (
            "which of our columns do the names of the sheets give? indicator, channel, member ...?"
        )
        return [Key(SHEET, guess, tuple(names), doubt="" if guess.is_sure else asked)]

    def _keys(self, column: int, name: str) -> list[Key]:
        """Return a column that is a key; one of counts, of totals or of remarks is noted."""
        below = self._below(column)
        if not name and not below:
            return []
        if is_total(name) and self._found.wide:
            self._add_total(name)
            return []
        guess = column_of(name) if name else None
        if guess is None or guess.code in ("reported", "count") or may_be_counts(guess):
            guess = by_values(below, guess, self._vocabulary) or as_headed(
                name, below, self._vocabulary
            )
        if guess is None or (guess.code == "count" and self._is_share(column)):
            self._ignore(column)
        elif guess.code == "count":
            self._values.append(column)
        else:
            return [key_of(str(self._name_of(column, sign="#")), guess, below, self._vocabulary)]
        return []

    def _is_share(self, column: int) -> bool:
        """Whether a column shows percentages."""
        places = [(g, at) for g in self._grids for at in range(self._found.header[-1], len(g.rows))]
        n_shares = sum(g.refused.get((at, column)) == PERCENT for g, at in places)
        return n_shares * 2 > sum(bool(g.rows[at][column]) for g, at in places)

    def _ignore(self, column: int) -> None:
        ignored = self._draft.sheet.setdefault("ignore_columns", [])
        assert isinstance(ignored, list)
        ignored.append(self._names[column] or f"#{column + 1}")
        self._draft.doubts["ignore_columns"] = "left out; or give our column under [columns]"

    def _name_column(self, key: Key) -> None:
        name, guess, below = key.name, key.guess, key.below
        self._draft.columns[name] = guess.code
        if key.doubt:
            self._draft.doubts[name] = key.doubt
        if guess.code in self._vocabulary:
            self._propose_codes(guess.code, self._labels(name, below))
        elif guess.code.startswith(("reported", "occurred")):
            self._period_texts += dict.fromkeys(below)
        elif guess.code in ("member", "source", "theme"):
            self._draft.codes[guess.code] = dict.fromkeys(self._labels(name, below), OPEN)

    def _propose_codes(self, our: str, labels: Iterable[str]) -> None:
        guesses = {text: self._vocabulary[our].guess(text) for text in labels}
        self._draft.codes[our] = {t: g.code if g else OPEN for t, g in guesses.items()}
        for text, guess in guesses.items():
            if guess is None or not guess.is_sure:
                self._draft.doubts[f"{our}.{text}"] = _asked(guess)

    def _labels(self, name: str, below: Sequence[str]) -> list[str]:
        """Return the labels of a column, none where they are too many: remarks, or persons."""
        labels = few_labels(below)
        if labels is None:
            self._draft.columns[name] = OPEN
            self._draft.doubts[name] = "too many different texts for a code"
        return labels or []

    def _propose_range(self) -> None:
        """Propose which columns hold counts: periods, or categories side by side."""
        if self._found.wide:
            self._draft.wide = {
                "from_column": self._name_of(self._found.wide[0]),
                "to_column": self._name_of(self._found.wide[-1]),
                "means": "reported",
            }
        elif len(self._values) > 1:
            self._propose_categories()

    def _name_of(self, column: int, sign: str = "") -> str | int:
        """Return the heading of a column, its number where that tells it better."""
        name = self._names[column]
        if name and not name.startswith(EXCEL_DATE) and self._names.count(name) == 1:
            return name
        return f"{sign}{column + 1}" if sign else column + 1

    def _propose_categories(self) -> None:
        wide = range(self._values[0], self._values[-1] + 1)
        parts = list(zip(*shown_parts(self._parts, wide), strict=True))
        totals = [c for c in self._values if any(map(is_total, parts[c]))]
        for column in totals:
            self._add_total(self._names[column])
        counted = [parts[c] for c in self._values if c not in totals]
        means: list[str] = []
        for texts in zip(*counted, strict=True):
            means.append(self._propose_means(texts, besides=(*means, *self._given())))
        first, last = self._name_of(self._values[0]), self._name_of(self._values[-1])
        self._draft.wide = {
            "from_column": first,
            "to_column": last,
            "means": means[0] if len(means) == 1 else means,
        }

    def _propose_means(self, labels: Sequence[str], *, besides: Sequence[str]) -> str:
        """Propose what the headings of a row say, and the code of each."""
        hits = {
            our: sum(v.guess(text) is not None for text in labels)
            for our, v in self._vocabulary.items()
            if our not in besides
        }
        our = max(hits, key=lambda name: hits[name], default=OPEN)
        if not any(hits.values()) and "reported" not in besides:
            self._ask_periods(few_labels(labels) or [])
            return "reported"
        if not any(hits.values()):
            self._draft.doubts["means"] = "do these headings say indicator, channel or member?"
        if our != OPEN:
            self._propose_codes(our, few_labels(labels) or [])
        return our

    def _ask_periods(self, labels: Sequence[str]) -> None:
        """Ask which periods headings stand for, as "this period" and "the same a year ago"."""
        self._draft.codes["reported"] = dict.fromkeys(labels, OPEN)
        for text in labels:
            self._draft.doubts[f"reported.{text}"] = "which period? as 2020-03-01/2020-08-31"

    def _given(self) -> set[str]:
        """Return our columns that headings give, a total from one day to another as one."""
        every = (our for each in self._draft.columns.values() for our in _listed(each))
        return {our.partition(".")[0] for our in every}

    def _propose_count(self) -> None:
        if not self._draft.wide and len(self._values) == 1:
            self._draft.columns[self._names[self._values[0]]] = "count"

    def _totals(self) -> list[str]:
        totals = self._draft.sheet.get("drop_totals", [])
        assert isinstance(totals, list)
        return totals

    def _add_total(self, text: str) -> None:
        totals = self._totals()
        self._draft.sheet["drop_totals"] = totals
        if fold(text) not in map(fold, totals):
            totals.append(text)

    def _propose_totals(self) -> None:
        for column in range(len(self._names)):
            if column not in self._values:
                for text in filter(is_total, self._below(column)):
                    self._add_total(text)
        known = {fold(text) for text in self._totals()}
        for codes in self._draft.codes.values():
            for text in [text for text in codes if fold(text) in known]:
                del codes[text]

    def _propose_longer(self) -> None:
        """Propose to leave out periods that cover others: a year over its quarters."""
        reported = [our for our in self._draft.columns.values() if our == "reported"]
        n_given = len(reported) + bool(self._found.wide)
        if n_given == 1 and len(self._found.header) == 1:
            for text in longer_periods(list(dict.fromkeys(self._period_texts))):
                self._add_total(text)
                self._draft.doubts["drop_totals"] = "a longer period over others: their total?"

    def _propose_fill(self) -> None:
        """Propose to fill columns whose labels stand in the first row of a group only."""
        for column, name in enumerate(self._names):
            if name in self._draft.columns and self._is_in_first_rows(column):
                self._draft.sheet.setdefault("fill_down", [])
                filled = self._draft.sheet["fill_down"]
                assert isinstance(filled, list)
                filled.append(name)
                self._draft.doubts["fill_down"] = "blank cells repeat the label above?"

    def _is_in_first_rows(self, column: int) -> bool:
        """Whether a label stands in the first row of counts, and cells below it are blank."""
        grid, totals = self._grids[0], Labels(self._totals())
        texts = [
            row[column].strip()
            for row in grid.rows[self._found.header[-1] + 1 :]
            if any(is_number(row[value]) for value in self._values)
            and not any(text in totals for text in row)
        ]
        is_merged = any(
            left <= column <= right and top > self._found.header[-1]
            for top, left, _, right in grid.merged
        )
        return bool(texts) and bool(texts[0]) and "" in texts and not is_merged

    def _propose_constants(self) -> None:
        given = self._given()
        means = self._draft.wide.get("means", "")
        given |= {str(each) for each in (means if isinstance(means, list) else [means])}
        given |= {"theme"} if "indicator" in given else set()
        for name in ("source", "member", "theme", "indicator", "reported", "known_on"):
            if name not in given and name not in self._draft.constants:
                self._draft.constants[name] = OPEN


def _joined(parts: Sequence[Sequence[str]]) -> list[str]:
    return [joined(column) for column in zip(*parts, strict=True)]


def _asked(guess: Guess | None) -> str:
    if guess is None:
        return "which code?"
    return f"sure? or {', '.join(guess.others)}" if guess.others else "sure?"


def _listed(each: str | list[str]) -> list[str]:
    return [each] if isinstance(each, str) else each
