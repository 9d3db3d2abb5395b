"""One edition's voice: a released assessment in the words of one language.

Sections ask it for names, formatted numbers and the sentences that many of them need.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from leadline.core.counts import UNKNOWN_CHANNEL
from leadline.core.period import name_days, parse_period
from leadline.core.released import Estimate, Released, Statement, number_id
from leadline.publish.block import Cell, Evidence, Points
from leadline.publish.exhibit import CHANGE, WINDOW, Entry, Exhibit, exhibits, leading
from leadline.words import Words

LEVEL = 0.95
N_RUNGS = 5
_WAYS = ("raises", "lowers", "limits")
_RUNGS = ("answers_only", "two_totals", "series", "triangle", "several_sources")


@dataclass(frozen=True)
class Voice:
    """A released assessment and the words of a language."""

    released: Released
    words: Words

    @cached_property
    def level(self) -> str:
        """The level of every interval, as a percentage."""
        return self.words.percent(LEVEL)

    @cached_property
    def charts(self) -> dict[tuple[str, str], list[Exhibit]]:
        """Charts by topic and scope: several where one page does not hold their panels."""
        found: dict[tuple[str, str], list[Exhibit]] = {}
        for exhibit in self._exhibits:
            if exhibit.is_chart:
                found.setdefault((exhibit.topic, exhibit.scope), []).append(exhibit)
        return found

    @cached_property
    def tables(self) -> dict[tuple[str, str], Exhibit]:
        """Tables by topic and scope."""
        return {(e.topic, e.scope): e for e in self._exhibits if not e.is_chart}

    @cached_property
    def _exhibits(self) -> tuple[Exhibit, ...]:
        return exhibits(self.released)

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of regions, members and sources in this language, by code."""
        code = self.words.language.code
        every = (*self.released.members, *self.released.regions, *self.released.sources)
        return {named.id: named.names.get(code, named.id) for named in every}

    def name(self, code: str) -> str:
        """Return the name of a region, member or source, kept whole; the code if it has none."""
        return self.words.term(self.names.get(code, code))

    def indicator(self, entry: Entry) -> str:
        """Return what an entry counts, to begin a sentence."""
        return self.words.opening(self.words.label("ind", entry.name))

    def told_apart(self, entry: Entry) -> str:
        """Return what an entry counts, with what tells it from others of the same indicator."""
        apart = " · ".join(self._apart(entry))
        return f"{self.indicator(entry)} ({apart})" if apart else self.indicator(entry)

    def kind(self, entry: Entry) -> str:
        """Return what a finding counts, for all its statements: two totals each have their time."""
        if not entry.is_two_totals:
            return self.told_apart(entry)
        apart = " · ".join(self._sort(entry))
        return f"{self.indicator(entry)} ({apart})" if apart else self.indicator(entry)

    def named(self, entry: Entry) -> str:
        """Return what an entry counts, and of whom where statements are on several."""
        if self._n_subjects < 2:
            return self.told_apart(entry)
        return f"{self.indicator(entry)} ({self.subject(entry)})"

    def subject(self, entry: Entry) -> str:
        """Return whom an entry is about, with what tells it from others of the same indicator."""
        return " · ".join([self.name(entry.statement.subject), *self._apart(entry)])

    def _apart(self, entry: Entry) -> list[str]:
        """Return what tells a finding from others, and a period unlike the window."""
        apart = self._sort(entry)
        if entry.finding.kind == CHANGE and self.is_other_time(entry.headline):
            apart.append(self.words.period(entry.headline.period))
        return apart

    def _sort(self, entry: Entry) -> list[str]:
        """Return source, channel and frequency where another of the indicator has others."""
        own = entry.finding
        same = [
            f
            for f in self.released.findings
            if (f.kind, f.theme, f.indicator) == (own.kind, own.theme, own.indicator)
        ]
        apart = [self.name(own.source)] if len({f.source for f in same}) > 1 else []
        if len({f.channel for f in same}) > 1:
            known = own.channel != UNKNOWN_CHANNEL
            channel = self.words.label("channel", own.channel)
            apart.append(channel if known else self.words.text("apart.channel_unknown"))
        if len({f.frequency for f in same}) > 1:
            apart.append(self.words.label("frequency", own.frequency))
        return apart

    def is_other_time(self, estimate: Estimate) -> bool:
        """Whether an estimate is of other days than the period under study."""
        return days_of(estimate.period) != self._window_days

    def outside(self, estimate: Estimate) -> tuple[str, str]:
        """Return the days of an estimate before and after the period under study; or empty."""
        (first, last), (opens, closes) = days_of(estimate.period), self._window_days
        day = timedelta(days=1)
        return (
            str(name_days(first, min(last, opens - day))) if first < opens else "",
            str(name_days(max(first, closes + day), last)) if closes < last else "",
        )

    @cached_property
    def _n_subjects(self) -> int:
        return len({lead.statement.subject for lead in leading(self.released, CHANGE)})

    @cached_property
    def _window_days(self) -> tuple[date, date]:
        window = self.released.window
        return days_of(window.first)[0], days_of(window.last)[1]

    def window(self) -> str:
        """Return the period under study in words."""
        window = self.released.window
        return self.words.span(window.first, window.last)

    def files(self, exhibit_id: str) -> tuple[str, ...]:
        """Return the names of an exhibit's data files."""
        return (f"data/{exhibit_id}.csv", f"data/{exhibit_id}.metadata.json")

    def traced(self, pattern: str, what: str = "table") -> str:
        """Return the note that says how the numbers of a table or chart are identified."""
        return self.words.text(f"trace.this_{what}", pattern=self.words.term(pattern))

    def count(self, estimate: Estimate, name: str) -> str:
        """Return a count of an estimate; where it is known within bounds only, the bounds."""
        numbers = estimate.numbers
        if name in numbers:
            return self.words.number(numbers[name])
        if f"{name}_lower" in numbers:
            return self.words.interval(numbers[f"{name}_lower"], numbers[f"{name}_upper"])
        return self.words.text("table.not_available")

    def expected_interval(self, estimate: Estimate) -> str:
        """Return the interval of the expected count."""
        numbers = estimate.numbers
        return self.words.interval(numbers["expected_lower"], numbers["expected_upper"])

    def recorded(self, estimate: Estimate) -> str:
        """Return the sentence that sets recorded beside expected."""
        return self.words.text(
            "change.recorded",
            observed=self.count(estimate, "observed"),
            expected=self.count(estimate, "expected"),
            level=self.level,
            interval=self.expected_interval(estimate),
        )

    def earlier(self, entry: Entry, key: str) -> str:
        """Return the earlier of two totals in the words of a message."""
        total = entry.statement.totals[1]
        return self.words.text(
            key,
            period=self.words.period(total.period),
            observed=self.count(total, "observed"),
        )

    def likely(self, statement: Statement) -> str:
        """Return the sentence with the likelihood; empty where there is none."""
        if not statement.likelihood:
            return ""
        fell = statement.totals[0].direction == "fell"
        side = "likely_fell" if fell else "likely_rose"
        return self.words.text(f"{side}.{statement.likelihood}")

    def headline(self, entry: Entry, key: str = "headline") -> str:
        """Return the headline of a change in its direction."""
        estimate = entry.headline
        named = {"indicator": self.indicator(entry), "subject": self.subject(entry)}
        if estimate.direction in ("", "unclear"):
            return self.words.text(f"{key}.unclear", **named)
        if "mid" not in estimate.numbers:
            return self.words.text("headline.rose_plain", **named)
        percent = self.words.percent(abs(estimate.numbers["mid"]))
        return self.words.text(f"{key}.{estimate.direction}", percent=percent, **named)

    def evidence(self, entry: Entry, *, title: str, texts: Iterable[str]) -> Evidence:
        """Return the block of a computed change: number beside text, confidence, rung."""
        number, interval, printed = self.change(entry.headline, entry)
        statement = entry.statement
        return Evidence(
            mark="computed",
            mark_word=self.words.opening(self.words.text("evidence.computed")),
            title=title,
            texts=tuple(text for text in texts if text),
            number=number,
            number_id=printed,
            interval=interval,
            confidence_label=self.words.text("evidence.confidence"),
            confidence=self.words.label("confidence", statement.confidence),
            rung=statement.rung,
            rung_text=self.rung(statement.rung),
        )

    def change(self, estimate: Estimate, entry: Entry) -> tuple[str, str, str]:
        """Return a relative change as number, interval and number id; a word where it is open."""
        numbers = estimate.numbers
        if not estimate.direction:
            return self.words.text("table.not_applicable"), "", ""
        if "mid" not in numbers:
            is_open = estimate.direction != "rose"
            return self.words.text("key.word_unclear" if is_open else "key.word_rose"), "", ""
        return (
            self.words.percent_change(numbers["mid"]),
            self.words.percent_change_interval(*estimate.interval),
            self.id(entry, estimate, "mid"),
        )

    def id(self, entry: Entry, estimate: Estimate, suffix: str) -> str:
        """Return the id of a number of an entry."""
        return number_id(entry.finding.id, entry.statement.subject, estimate.period, suffix)

    def together(self, entry: Entry) -> dict[str, float]:
        """Return how many changes were looked at with a headline; empty where none was."""
        subject = "regions" if entry.statement.is_region else "members"
        found = (s for s in self.released.selections if (s.subject, s.grain) == (subject, WINDOW))
        return next((selection.numbers for selection in found), {})

    def rung(self, rung: int) -> str:
        """Return where on the ladder the evidence stands."""
        return self.words.text("evidence.rung", rung=rung, of=N_RUNGS)

    def rungs(self) -> tuple[tuple[int, str], ...]:
        """Return every rung with its code."""
        return tuple(enumerate(_RUNGS, start=1))

    def reasons(self, statement: Statement) -> tuple[Points, ...]:
        """Return why confidence is what it is: what raises, lowers and limits it."""
        ways: dict[str, list[str]] = {}
        for reason in statement.reasons:
            said = self.words.opening(self.words.text(f"reason.{reason.code}"))
            ways.setdefault(_way(reason.steps), []).append(said)
        return tuple(
            Points(self.words.text(f"reason.{way}"), tuple(ways[way]))
            for way in _WAYS
            if way in ways
        )

    def within(self, group: Sequence[Entry]) -> str:
        """Return D of findings by occurrence in words, as "6 months"; several where they differ."""
        found = dict.fromkeys((e.finding.frequency, e.finding.within) for e in group)
        return self.words.list(
            [self.words.plural(f"count.{frequency}s", within) for frequency, within in found]
        )

    def counted_cell(self, entry: Entry, estimate: Estimate, name: str) -> Cell:
        """Return the cell of a count, with its interval below as stated where it has one."""
        numbers = estimate.numbers
        if name not in numbers:
            return Cell(self.words.text("table.not_available"), is_word=True)
        second = ""
        if name == "mid":
            second = self.words.interval(*estimate.interval)
        elif f"{name}_lower" in numbers:
            second = self.words.interval(numbers[f"{name}_lower"], numbers[f"{name}_upper"])
        return Cell(self.words.number(numbers[name]), second, self.id(entry, estimate, name))

    def expected_cell(self, estimate: Estimate, entry: Entry) -> Cell:
        """Return the cell of an expected count with its interval below; a word without one."""
        if "expected" not in estimate.numbers:
            return Cell(self.words.text("table.not_applicable"), is_word=True)
        return Cell(
            self.count(estimate, "expected"),
            self.expected_interval(estimate),
            self.id(entry, estimate, "expected"),
        )


def days_of(period: str) -> tuple[date, date]:
    """Return the first and the last day of a period or span."""
    parsed = parse_period(period)
    return parsed.first, parsed.last


def _way(steps: int) -> str:
    return "limits" if steps == 0 else "raises" if steps > 0 else "lowers"
