"""Made: all that is drawn of a simulated world, before any file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadline.core.code import Codelists
from leadline.core.error import UsageError
from leadline.flow.exercise.answer import draw_answers
from leadline.flow.exercise.cell import Known
from leadline.flow.exercise.drawn import draw_body, draw_ground_of
from leadline.flow.exercise.overlap import draw_lists
from leadline.flow.exercise.sender import (
    SHARE_ANSWERING,
    WEEK,
    Sender,
    draw_senders,
    member_codes,
)
from leadline.flow.exercise.trait import Body, read_bodies
from leadline.intake.codelist import read_codelists
from leadline.models.simulate import KINDS, Ground, Lists, Survey

MOST_MEMBERS = 364
# Of the members that answer, every so manieth has lists that overlap.
LISTING_ONE_IN = 4


@dataclass(frozen=True)
class Asked:
    """What is to be simulated; ``answering`` members send something, by default three in four.

    ``is_packed`` writes our own tables as ``.csv.gz``.
    """

    members: int
    seed: int
    kind: str = "usual"
    answering: int | None = None
    is_packed: bool = False

    @property
    def n_answering(self) -> int:
        """Members that send something."""
        usual = max(1, round(self.members * SHARE_ANSWERING))
        return usual if self.answering is None else self.answering

    @property
    def ending(self) -> str:
        """What our own tables end with."""
        return ".csv.gz" if self.is_packed else ".csv"

    @property
    def command(self) -> str:
        """The command that writes this world again."""
        kind = "" if self.kind == "usual" else f" --kind {self.kind}"
        packed = " --gzip" if self.is_packed else ""
        return (
            f"leadline simulate --members {self.members} --answering {self.n_answering}"
            f" --seed {self.seed}{kind}{packed} --out DIR"
        )


@dataclass(frozen=True, eq=False)
class Made:
    """All that was drawn.

    Parameters
    ----------
    known : tuple of Known
        Beside the senders: the world in which each lives.
    listing : tuple of int
        Members whose lists overlap, one a row of ``lists``.
    """

    asked: Asked
    codelists: Codelists
    bodies: tuple[Body, ...]
    codes: tuple[str, ...]
    ground: Ground
    senders: tuple[Sender, ...]
    known: tuple[Known, ...]
    survey: Survey
    listing: tuple[int, ...]
    lists: Lists

    @property
    def themes(self) -> tuple[str, ...]:
        """Themes in the order of the codelist."""
        return self.codelists.themes

    @property
    def listing_codes(self) -> list[str]:
        """Codes of the members whose lists overlap."""
        return [self.codes[member] for member in self.listing]


def draw_world(asked: Asked) -> Made:
    """Return a world.

    Raises
    ------
    UsageError
        There is no such kind; more members than codes, or more that answer than members.
    """
    _check(asked)
    codelists = read_codelists()
    bodies, codes = read_bodies(codelists), member_codes(asked.members)
    ground = draw_ground_of(asked.members, asked.kind, asked.seed)
    senders = draw_senders(bodies, codes, answering=asked.n_answering, seed=asked.seed)
    drawn = dict(_known(bodies, senders, ground, asked))
    monthly = [known for (_, is_weekly), known in drawn.items() if not is_weekly]
    answering = sorted({sender.member for sender in senders})
    listing = tuple(answering[::LISTING_ONE_IN])
    return Made(
        asked=asked,
        codelists=codelists,
        bodies=bodies,
        codes=codes,
        ground=ground,
        senders=senders,
        known=tuple(drawn[_world_of(sender)] for sender in senders),
        survey=draw_answers(
            monthly, codelists.themes, answering=frozenset(answering), seed=asked.seed
        ),
        listing=listing,
        lists=draw_lists(listing, ground.size_log.tolist(), seed=asked.seed),
    )


def _check(asked: Asked) -> None:
    if asked.kind not in KINDS:
        raise UsageError("There is no such kind of world.", next_step=f"Choose {', '.join(KINDS)}.")
    if not 1 <= asked.members <= MOST_MEMBERS:
        raise UsageError(
            f"{asked.members} members cannot be simulated.",
            next_step=f"Exercises have codes for 1 to {MOST_MEMBERS} members.",
        )
    if not 1 <= asked.n_answering <= asked.members:
        raise UsageError(
            "More members would answer than there are, or none.",
            next_step=f"Let 1 to {asked.members} answer.",
        )


def _world_of(sender: Sender) -> tuple[str, bool]:
    return sender.body.id, sender.form == WEEK


def _known(
    bodies: Sequence[Body], senders: Sequence[Sender], ground: Ground, asked: Asked
) -> Iterator[tuple[tuple[str, bool], Known]]:
    """Yield every body by month, and by week where somebody sends weeks."""
    wanted = {_world_of(sender) for sender in senders}
    for body in bodies:
        for is_weekly in (False, True):
            if not is_weekly or (body.id, is_weekly) in wanted:
                drawn = draw_body(
                    body, ground, kind=asked.kind, seed=asked.seed, is_weekly=is_weekly
                )
                yield (body.id, is_weekly), Known(drawn)
