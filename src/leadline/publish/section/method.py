"""How the numbers were made, in a page, with the control windows."""

from leadline.core.released import Placebo
from leadline.publish.block import Points, Section
from leadline.publish.voice import Voice


def tell_methods(voice: Voice) -> Section:
    """Return the methods section."""
    words, released = voice.words, voice.released
    rules = released.disclosure
    said = [
        words.text("methods.expected"),
        words.text("methods.paths"),
        words.text("methods.unknown"),
        words.text("methods.disclosure", threshold=rules.threshold, round_to=rules.round_to),
        words.text("methods.no_cause"),
    ]
    if released.demonstration_key:
        said.append(words.text("methods.demonstration_key"))
    said.append(words.text("methods.provisional_words"))
    versions = tuple(
        words.term(f"{name} {version}") for name, version in released.release.methods.items()
    )
    controls = tuple(_control(voice, placebo) for placebo in released.placebos)
    return Section(
        id="methods",
        kicker=words.text("section.methods"),
        headline=words.text("methods.headline"),
        subtitle="",
        blocks=(
            Points("", tuple(said)),
            Points(words.text("methods.placebo"), controls),
            Points(words.text("methods.versions"), versions),
        ),
    )


def _control(voice: Voice, placebo: Placebo) -> str:
    words, numbers = voice.words, placebo.numbers
    window = words.period(placebo.period)
    if placebo.verdict == "not_assessable":
        return words.text("placebo.not_assessable", window=window)
    return words.text(
        f"placebo.{placebo.verdict}",
        window=window,
        level=voice.level,
        coverage=words.percent(numbers["share"]),
        interval=words.percent_interval(numbers["lower"], numbers["upper"]),
    )
