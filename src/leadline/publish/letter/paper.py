"""The paper of a letter in its language: head and parts, ready to be set."""

from leadline.core.letter import Letter
from leadline.publish.letter.asked import (
    tell_answering,
    tell_help,
    tell_problems,
    tell_questions,
)
from leadline.publish.letter.block import Paper, Part
from leadline.publish.letter.sent import tell_received, tell_understood
from leadline.publish.letter.voice import Voice
from leadline.words import Words


def tell_letter(letter: Letter, words: Words) -> Paper:
    """Return a letter in the words of its language; short where nothing was sent."""
    voice = Voice(letter, words)
    name, title = words.term(letter.name), words.term(letter.title)
    exercise = (words.text("exercise.word"), words.text("exercise.text"))
    opening, why = "letter.thanks", "letter.confidential_why"
    if not letter.parcels:
        opening, why = "letter.silent", "letter.confidential_silent"
    baseline, window = voice.between(*letter.baseline), voice.between(*letter.window)
    return Paper(
        language=words.language.code,
        direction=words.language.direction,
        title=words.text("letter.title", name=name),
        edition=letter.title,
        dated=words.text("cover.dated", date=words.date(letter.as_of)),
        handling=letter.handling,
        exercise=exercise if letter.is_exercise else None,
        mark=words.text("letter.confidential", name=name),
        mark_text=words.text(why),
        greeting=words.text("letter.greeting", name=name),
        opening=(
            words.text(opening, title=title),
            words.text("cover.periods", window=window, baseline=baseline),
        ),
        parts=_parts(voice),
    )


def _parts(voice: Voice) -> tuple[Part, ...]:
    if not voice.letter.parcels:
        return (tell_help(voice), tell_answering(voice))
    told = (
        tell_received(voice),
        tell_understood(voice),
        tell_problems(voice),
        tell_questions(voice),
        tell_help(voice),
        tell_answering(voice),
    )
    return tuple(part for part in told if part is not None)
