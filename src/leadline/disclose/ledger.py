"""The release ledger: which number a finding has, and what was released before.

A finding keeps its number for ever, so that a number id never changes its meaning. The same
content released again is the same release.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

SCHEMA = "leadline/ledger/1"


@dataclass(frozen=True)
class Entry:
    """One release: its number, edition, as-of date and the digest of its content."""

    number: int
    edition: str
    as_of: str
    content: str


@dataclass(frozen=True)
class Ledger:
    """Finding key to number, and the releases in order."""

    findings: dict[str, int]
    releases: tuple[Entry, ...]

    def with_findings(self, keys: Iterable[str]) -> "Ledger":
        """Give each key that has none the next number, in sorted order."""
        known = dict(self.findings)
        for key in sorted(set(keys) - set(known)):
            known[key] = len(known) + 1
        return replace(self, findings=known)

    def with_release(self, *, edition: str, as_of: str, content: str) -> "tuple[Ledger, int]":
        """Enter a release and return its number; the same content keeps the number it has."""
        for entry in self.releases:
            if (entry.edition, entry.content) == (edition, content):
                return self, entry.number
        number = len(self.releases) + 1
        entry = Entry(number, edition, as_of, content)
        return replace(self, releases=(*self.releases, entry)), number


EMPTY = Ledger({}, ())
