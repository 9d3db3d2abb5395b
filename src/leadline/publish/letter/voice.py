"""A letter in the words of its language: names, series and periods as every part says them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leadline.core.counts import UNKNOWN_CHANNEL, SeriesKey
from leadline.core.letter import Letter
from leadline.core.period import Period, Span
from leadline.words import Words

# Past this many runs of periods the rest is told by their number.
_RUNS_AT_MOST = 6
# Channels that tell a reader nothing about a series.
_PLAIN = (UNKNOWN_CHANNEL, "all")


@dataclass(frozen=True)
class Voice:
    """A letter and the words of its language."""

    letter: Letter
    words: Words

    def member(self, code: str) -> str:
        """Return the name of a member, kept whole; the code if it has none."""
        return self.words.term(self.letter.members.get(code, code))

    def indicator(self, theme: str, code: str) -> str:
        """Return what is counted, to begin a sentence; the code where a file brought another."""
        key = f"{theme}.{code}"
        known = self.words.has(f"ind.{key}")
        return self.words.opening(self.words.label("ind", key)) if known else self.words.term(key)

    def channels(self, codes: Iterable[str]) -> list[str]:
        """Return the channels that tell series apart."""
        return [self.words.label("channel", code) for code in codes if code not in _PLAIN]

    def series(self, keys: Sequence[SeriesKey]) -> str:
        """Return what series of one indicator and channel count, and for which members."""
        key = keys[0]
        abroad = [each.about for each in keys if each.about != each.member]
        members = dict.fromkeys(each.member for each in keys)
        apart = [self.words.list([self.member(code) for code in members])]
        apart += [self.words.term(about) for about in dict.fromkeys(abroad)]
        apart += self.channels([key.channel])
        return f"{self.indicator(key.theme, key.indicator)} ({' · '.join(apart)})"

    def period(self, period: Period | Span) -> str:
        """Return a period or a from-to total in words."""
        return self.words.period(str(period))

    def between(self, first: Period | Span | None, last: Period | Span | None) -> str:
        """Return the time from one period to another, whatever their kinds; empty without any."""
        if first is None or last is None:
            return ""
        if isinstance(first, Period) and isinstance(last, Period):
            if first.frequency is last.frequency:
                return self.words.span(str(first), str(last))
        elif first == last:
            return self.period(first)
        return self.words.period(f"{first.first.isoformat()}/{last.last.isoformat()}")

    def runs(self, spans: Sequence[tuple[Period, Period]]) -> str:
        """Return runs of periods as a list; of many, the first and how many more there are."""
        told = [self.between(*span) for span in spans[:_RUNS_AT_MOST]]
        n_more = len(spans) - len(told)
        if n_more:
            told.append(self.words.plural("letter.more_runs", n_more))
        return self.words.list(told)
