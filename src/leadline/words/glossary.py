"""The glossary in every language, from the labels: `python -m leadline.words.glossary`.

Compares ``docs/glossary.md`` with the catalogues and fails where it is out of date; with
``--write`` it writes it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from leadline.words.locale import languages
from leadline.words.wording import Words, words

PLACE = Path("docs", "glossary.md")
# Kinds of labels and what they are, in the order of the page.
KINDS = {
    "stat": "Words of the method",
    "core": "Words of child protection",
    "noun": "Parts of an assessment",
    "theme": "Themes",
    "ind": "Indicators",
    "unit": "Units",
    "channel": "Channels of a report",
    "source_type": "Types of sources",
    "source_grade": "Grades of sources",
    "read_as": "How a published figure was read",
    "measure": "Measures",
    "factor": "Factors",
    "obstacle": "Obstacles to reporting",
    "likelihood": "Likelihood",
    "confidence": "Confidence",
    "rung": "Rungs of evidence",
    "answer": "Answers",
    "rec": "Recommendations",
    "obs_status": "Status of a value",
    "tlp": "Handling",
    "mark": "Marks of an edition",
    "period": "Periods",
}
_OPENING = """\
# Glossary

What each thing is called, in every language of publication.
A word in the code is a word on this page; a synonym is a bug.
The page is made from the catalogues by `python -m leadline.words.glossary --write`: change a
word [there](../src/leadline/words/catalogue), not here.
A wording with ° is our own and waits for a native reader.
Words that we do not use, and why, stand in
[avoid.toml](../src/leadline/words/avoid.toml).
"""


def glossary() -> str:
    """Return the page, Markdown."""
    voices = tuple(words(row.code) for row in languages())
    return "\n".join([_OPENING, *(line for kind in KINDS for line in _section(kind, voices))])


def _section(kind: str, voices: tuple[Words, ...]) -> Iterator[str]:
    keys = [key for key in voices[0].catalogue.messages if key.startswith(f"{kind}.")]
    yield f"## {KINDS[kind]}\n"
    yield _row(["", *(voice.language.name for voice in voices)])
    yield _row(["---"] * (len(voices) + 1))
    for key in sorted(keys):
        yield _row([f"`{key}`", *(_cell(key, voice) for voice in voices)])
    yield ""


def _cell(key: str, voice: Words) -> str:
    message = voice.catalogue.messages[key]
    return message.forms[0] + (" °" if message.is_provisional else "")


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main(arguments: list[str]) -> int:
    """Compare or write the page of the repository we stand in; return the exit status."""
    page = glossary()
    if "--write" in arguments:
        PLACE.write_text(page, encoding="utf-8", newline="\n")
        return 0
    is_current = PLACE.is_file() and PLACE.read_text(encoding="utf-8") == page
    if not is_current:
        again = "run `python -m leadline.words.glossary --write`"
        sys.stdout.write(f"{PLACE.as_posix()} is out of date: {again}\n")
    return 0 if is_current else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
