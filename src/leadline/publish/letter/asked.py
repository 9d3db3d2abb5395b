"""What is asked: places in files to look at, questions, what would help, how to answer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from leadline.core.error import Problem
from leadline.core.letter import Parcel, Request
from leadline.core.question import Question
from leadline.publish.block import Cell, Column, Paragraph, Points, Row, Table
from leadline.publish.letter.block import Asked, Block, Part, Questions, Ranked
from leadline.publish.letter.voice import Voice

PROBLEMS_AT_MOST = 12
QUESTIONS_AT_MOST = 8
_ENGLISH = "en"
# Those of a counts file that may not be absent, and the channel.
_COLUMNS = "source, member, theme, indicator, channel, reported, count, known_on"


def tell_problems(voice: Voice) -> Part | None:
    """Return the problems of the contributor's files, by file, line and code; None without any."""
    words = voice.words
    rows = [*(_problem(voice, problem) for problem in voice.letter.problems), *_shared(voice)]
    if not rows:
        return None
    notes = []
    if len(rows) > PROBLEMS_AT_MOST:
        notes.append(words.plural("letter.more_problems", len(rows) - PROBLEMS_AT_MOST))
    if voice.letter.problems and words.language.code != _ENGLISH:
        notes.append(words.text("letter.in_english"))
    heads = ("letter.place", "letter.code", "letter.what")
    table = Table(
        id="problems",
        title=words.text("letter.problems"),
        subtitle="",
        columns=tuple(Column(words.text(head), is_number=False) for head in heads),
        rows=tuple(rows[:PROBLEMS_AT_MOST]),
        axis=None,
        notes=tuple(notes),
        data=(),
    )
    return Part("problems", words.text("letter.problems"), (table,))


def _problem(voice: Voice, problem: Problem) -> Row:
    words = voice.words
    place = [words.text("letter.line", line=words.digits(problem.row))] if problem.row else []
    place += [words.term(problem.column)] if problem.column else []
    said = f"{problem.message} {problem.next}".rstrip()
    what = Cell(said, language="" if words.language.code == _ENGLISH else _ENGLISH)
    return Row((Cell(words.term(problem.file), " · ".join(place)), Cell(problem.code), what))


def _shared(voice: Voice) -> Iterator[Row]:
    """Yield problems of rows in files that others have a part in: no line leads there."""
    words = voice.words
    for parcel in voice.letter.parcels:
        for code, n in _told(parcel):
            rows = Cell(words.plural("letter.rows_with", n))
            yield Row((Cell(words.text("letter.shared_file")), Cell(code), rows))


def _told(parcel: Parcel) -> Iterator[tuple[str, int]]:
    if not parcel.file:
        yield from parcel.problems.items()


def tell_questions(voice: Voice) -> Part:
    """Return the questions, numbered; those of series that ask the same are one."""
    words = voice.words
    groups: defaultdict[tuple[object, ...], list[Question]] = defaultdict(list)
    for question in voice.letter.questions:
        groups[_same(question)].append(question)
    if not groups:
        return Part(
            "questions",
            words.text("letter.questions"),
            (Paragraph(words.text("letter.no_question")),),
        )
    asked = [_question(voice, group) for group in list(groups.values())[:QUESTIONS_AT_MOST]]
    numbers = [words.number(n) for n, _ in enumerate(asked, start=1)]
    items = tuple(
        Asked(number, text, words.text("letter.answer", number=number))
        for number, text in zip(numbers, asked, strict=True)
    )
    blocks: list[Block] = [Paragraph(words.text("letter.no_doubt")), Questions(items)]
    if len(groups) > len(asked):
        more = words.plural("letter.more_questions", len(groups) - len(asked))
        blocks.append(Paragraph(more))
    return Part("questions", words.text("letter.questions"), tuple(blocks))


def _same(question: Question) -> tuple[object, ...]:
    key = question.key
    # What quotes numbers of one series is asked of that series alone.
    own = key if question.reason in _DIFFERING else ""
    return (question.reason, key.theme, key.indicator, key.channel, question.periods, own)


def _question(voice: Voice, group: Sequence[Question]) -> str:
    """Return a question in words; numbers are quoted where it is about one series."""
    first, words = group[0], voice.words
    named = {"series": voice.series([question.key for question in group])}
    ends = [voice.period(period) for period in (first.periods[0], first.periods[-1])]
    if first.reason == "paused" and ends[0] != ends[1]:
        return words.text("letter.question.paused", first=ends[0], last=ends[1], **named)
    named["period"] = ends[0]
    if first.reason == "paused":
        return words.text("letter.question.paused_once", **named)
    numbers = [words.number(number) for number in first.numbers] if len(group) == 1 else []
    if first.reason in _DIFFERING:
        named |= {"total": _interval(voice, first.numbers[:2])}
        named |= {"parts": _interval(voice, first.numbers[2:])}
    elif first.reason in _QUOTED and len(numbers) == 2:
        named |= dict(zip(_QUOTED[first.reason], numbers, strict=True))
    elif first.reason in _QUOTED:
        return words.text(f"letter.question.{first.reason}_of_several", **named)
    return words.text(f"letter.question.{first.reason}", **named)


def _interval(voice: Voice, bounds: Sequence[int]) -> str:
    low, high = bounds
    return voice.words.number(low) if low == high else voice.words.interval(low, high)


# Questions about what two numbers are, which quote both, each with its ends.
_DIFFERING = ("total_differs", "channels_differ")
# What the two numbers of a question are called; of several series none is quoted.
_QUOTED = {
    "step": ("before", "after"),
    "step_common": ("before", "after"),
    "spike": ("value", "usual"),
}


def tell_help(voice: Voice) -> Part:
    """Return what would help most, in order of its value."""
    words, wishes = voice.words, voice.letter.requests
    block: Block = Paragraph(words.text("letter.complete"))
    if wishes:
        block = Ranked(tuple(_wish(voice, wish) for wish in wishes))
    return Part("help", words.text("letter.helps"), (block,))


def _wish(voice: Voice, wish: Request) -> str:
    words, letter = voice.words, voice.letter
    if wish.kind == "counts":
        columns = words.term(_COLUMNS)
        return words.text("letter.help.counts", span=voice.runs(wish.spans), columns=columns)
    if wish.kind == "monthly":
        span = words.period(f"{letter.baseline[0].first}/{letter.window[1].last}")
        return words.plural("letter.help.monthly", wish.n, span=span)
    if wish.spans:
        periods = voice.runs(wish.spans)
        return words.plural(f"letter.help.{wish.kind}", wish.n, periods=periods)
    return words.plural(f"letter.help.{wish.kind}", wish.n)


def tell_answering(voice: Voice) -> Part:
    """Return how to answer, what happens with the data, and what never to send."""
    words, rules = voice.words, voice.letter.disclosure
    threshold, base = words.number(rules.threshold), words.number(rules.round_to)
    said = (
        words.text("letter.how_to_answer" if voice.letter.questions else "letter.how_to_reply"),
        words.text("letter.how_to_send"),
        words.text("letter.what_happens", threshold=threshold, base=base),
        words.text("letter.aggregates_only"),
    )
    return Part("answering", words.text("letter.answering"), (Points("", said),))
