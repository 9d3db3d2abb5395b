"""Release: round, mint number ids, derive every sentence's facts again, seal.

Nothing else builds a ``Released``. Direction, likelihood and confidence come from the rounded
numbers, so that no sentence reflects a hidden cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from leadline.core import finding as own
from leadline.core import released as out
from leadline.core.counts import SeriesSheet
from leadline.core.period import Span, span_of
from leadline.core.plan import Plan
from leadline.disclose.claim import family_key, weigh
from leadline.disclose.consent import check_handling, closed, refused, series_of
from leadline.disclose.ledger import Ledger
from leadline.disclose.mint import Mint, comparison_key, measure_key, placebo_key
from leadline.disclose.primary import Rules, visible
from leadline.disclose.response import response_key, responses

PUBLIC, RESTRICTED = "public", "restricted"


@dataclass(frozen=True)
class Terms:
    """On what terms a release is made.

    ``key`` is the secret rounding key; ``methods`` the versions that made the numbers;
    ``demonstration_key`` marks a key that everybody knows.
    """

    edition: str
    key: bytes
    methods: Mapping[str, str]
    demonstration_key: bool = False


def release(
    assessment: own.Assessment,
    plan: Plan,
    *,
    terms: Terms,
    ledger: Ledger,
    after: Span | None,
    sheets: Sequence[SeriesSheet] = (),
) -> tuple[out.Released, Ledger]:
    """Return what may be seen, and the ledger with this release entered.

    Raises
    ------
    AssertionError
        The edition is neither public nor restricted.
    ReleaseBlocked
        A source gave a series a closer handling mark than the assessment has.
    """
    assert terms.edition in (PUBLIC, RESTRICTED), "unknown edition"
    is_public = terms.edition == PUBLIC
    rules = Rules(plan.disclosure.threshold, is_public)
    if is_public:
        assessment = _open_to_all(assessment, sheets)
    check_handling(assessment.findings, sheets, handling=plan.handling)
    shown = visible(assessment.findings, rules)
    standing = weigh(shown, key=terms.key, base=plan.disclosure.round_to)
    families = [family_key(family) for family in standing.outcomes]
    responded = responses(assessment.uses, plan, is_public=is_public)
    others = [*_other_keys(assessment), *families, *(response_key(row[1]) for row in responded)]
    ledger = ledger.with_findings([f.key for f in shown] + others)
    mint = Mint(ledger, terms.key, plan.disclosure.round_to, standing, names_members=not is_public)
    findings = {f.key: mint.finding(f) for f in shown if f.statements}
    body = out.Released(
        schema=out.SCHEMA,
        id=plan.id,
        edition=terms.edition,
        edition_name=plan.edition_name,
        title=plan.title,
        as_of=plan.as_of.isoformat(),
        baseline=_interval(plan.baseline),
        window=_interval(plan.window),
        after=None if after is None else out.Interval(str(after.first), str(after.last)),
        handling=plan.handling,
        languages=plan.languages,
        exercise=plan.exercise,
        demonstration_key=terms.demonstration_key,
        release=out.Release(0, dict(terms.methods)),
        disclosure=out.Disclosure(**asdict(plan.disclosure)),
        members=tuple(out.Named(m.code, m.names) for m in plan.members),
        regions=tuple(out.Named(r.id, r.names, members=r.members) for r in plan.regions),
        sources=tuple(
            out.Named(s.id, s.names, type=s.type, grade="" if is_public else s.grade)
            for s in plan.sources
        ),
        findings=tuple(sorted(findings.values(), key=lambda finding: int(finding.id[1:]))),
        figures=tuple(mint.figure(each, findings) for each in assessment.comparisons),
        gaps=_gaps(assessment.gaps, is_public=is_public),
        placebos=tuple(mint.placebo(placebo) for placebo in assessment.placebos),
        measures=tuple(mint.measure(spell) for spell in assessment.measures),
        selections=tuple(mint.selection(*each) for each in standing.outcomes.items()),
        responses=tuple(mint.response(*row, period=_window(plan)) for row in responded),
        seal="",
    )
    content = out.digest(asdict(body))
    ledger, number = ledger.with_release(edition=terms.edition, as_of=body.as_of, content=content)
    numbered = replace(body, release=replace(body.release, number=number))
    return replace(numbered, seal=out.digest(asdict(numbered))), ledger


def _open_to_all(assessment: own.Assessment, sheets: Sequence[SeriesSheet]) -> own.Assessment:
    """Return an assessment without what only its contributors may see."""
    unagreed = refused(sheets)
    held = [f for f in assessment.findings if series_of(f) in unagreed]
    gaps = [g for g in assessment.gaps if (g.source, g.theme, g.indicator) not in unagreed]
    uses = [u for u in assessment.uses if (u.source, u.theme, u.indicator) not in unagreed]
    return replace(
        assessment,
        uses=tuple(u for u in uses if not u.restricted),
        findings=tuple(
            f for f in assessment.findings if not f.indicator.restricted and f not in held
        ),
        comparisons=tuple(c for c in assessment.comparisons if not c.restricted),
        gaps=tuple(g for g in (*gaps, *closed(held)) if not g.restricted),
    )


def _interval(ends: Sequence[object] | None) -> out.Interval:
    return out.Interval("", "") if ends is None else out.Interval(str(ends[0]), str(ends[1]))


def _window(plan: Plan) -> Span:
    assert plan.window is not None, "intake refuses plans without a window"
    return span_of(*plan.window)


def _other_keys(assessment: own.Assessment) -> list[str]:
    keys = [comparison_key(c) for c in assessment.comparisons]
    keys += [measure_key(m) for m in assessment.measures]
    return keys + [placebo_key(p) for p in assessment.placebos]


def _gaps(gaps: Sequence[own.Gap], *, is_public: bool) -> tuple[out.Gap, ...]:
    members: dict[own.Gap, list[str]] = {}
    for gap in gaps:
        members.setdefault(replace(gap, member=""), []).extend([gap.member] * bool(gap.member))
    return tuple(
        out.Gap(
            kind=gap.kind,
            reason=gap.reason,
            source=gap.source,
            theme=gap.theme,
            indicator=gap.indicator,
            n_members=len(names),
            members=() if is_public else tuple(names),
        )
        for gap, names in members.items()
    )
