"""How to read the report: words and marks with a fixed meaning."""

from leadline.publish.block import Section, Terms
from leadline.publish.voice import Voice

CONFIDENCE = ("high", "moderate", "low", "very_low")
# (word, lower edge, upper edge) as in Mastrandrea et al. (2010), table 1: the words in use.
_LIKELIHOOD = (
    ("very_likely", 0.90, None),
    ("likely", 0.66, None),
    ("about_as_likely_as_not", 0.33, 0.66),
)


def tell_read(voice: Voice) -> Section:
    """Return what every word and mark means."""
    words = voice.words
    rules = voice.released.disclosure
    plain = (
        ("", words.text("read.recorded"), words.text("read.recorded_means")),
        ("", words.label("stat", "expected"), words.text("read.expected_means")),
        (
            "",
            words.label("stat", "interval"),
            words.text("read.interval_means", level=voice.level),
        ),
        ("", words.text("read.direction"), words.text("read.direction_means")),
        (
            "",
            words.label("stat", "rounded"),
            words.text("read.rounded_means", round_to=rules.round_to),
        ),
        (
            "",
            words.text("read.withheld"),
            words.text("read.withheld_means", threshold=rules.threshold),
        ),
    )
    return Section(
        id="read",
        kicker=words.text("section.how_to_read"),
        headline=words.text("read.headline"),
        subtitle="",
        blocks=(
            Terms(words.text("read.words"), plain),
            Terms(words.text("read.likelihood_words"), _likelihood(voice)),
            Terms(words.text("read.confidence_words"), _confidence(voice)),
            Terms(words.text("read.ladder"), _ladder(voice)),
        ),
    )


def kinds_of_evidence(voice: Voice) -> tuple[tuple[str, str, str], ...]:
    """Return the four marks of evidence with their meaning."""
    words = voice.words
    return tuple(
        (
            mark,
            words.opening(words.text(f"evidence.{mark}")),
            words.text(f"evidence.{mark}_means"),
        )
        for mark in ("computed", "answered", "published", "judged")
    )


def _likelihood(voice: Voice) -> tuple[tuple[str, str, str], ...]:
    words = voice.words
    meaning = ("", words.label("likelihood", "name"), words.text("read.likelihood_means"))
    bands = tuple(
        ("", words.label("likelihood", code), _band(voice, lower, upper))
        for code, lower, upper in _LIKELIHOOD
    )
    strongest, unclear = (words.label("likelihood", code) for code, _, _ in _LIKELIHOOD[:2])
    cap = words.text("read.likelihood_cap", word=strongest, unclear=unclear)
    return (meaning, *bands, ("", "", cap))


def _band(voice: Voice, lower: float, upper: float | None) -> str:
    if upper is not None:
        return voice.words.percent_interval(lower, upper)
    return voice.words.text("read.band_over", share=voice.words.percent(lower))


def _confidence(voice: Voice) -> tuple[tuple[str, str, str], ...]:
    words = voice.words
    meaning = ("", words.label("confidence", "name"), words.text("read.confidence_means"))
    levels = tuple(
        ("", words.label("confidence", code), words.text(f"confidence_means.{code}"))
        for code in CONFIDENCE
    )
    return (meaning, *levels)


def _ladder(voice: Voice) -> tuple[tuple[str, str, str], ...]:
    words = voice.words
    return tuple(
        (f"rung-{rung}", words.label("rung", code), words.text(f"rung_means.{code}"))
        for rung, code in voice.rungs()
    )
