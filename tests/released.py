"""One small released assessment, with every part that a released assessment can have."""

from dataclasses import asdict, replace

from leadline.core.released import (
    SCHEMA,
    Disclosure,
    Estimate,
    Finding,
    Gap,
    Interval,
    Measure,
    Named,
    Placebo,
    PublishedFigure,
    Reason,
    Release,
    Released,
    Response,
    Selection,
    Statement,
    digest,
)

INTERVAL = Interval("2021-01-01", "2021-12-31")
STATEMENT = Statement(
    subject="QMA",
    is_region=False,
    n_members=1,
    n_members_of=1,
    coverage=None,
    totals=(Estimate("2020-03-01/2020-12-31", {"observed": 70, "mid": -0.3}, "fell"),),
    path=(Estimate("2020-03", {"observed": 20}, ""),),
    rung=3,
    likelihood="very_likely",
    confidence="moderate",
    reasons=(Reason("placebo_passed", 1),),
    evidence=("police/violence/victims",),
    withheld="",
)
CHANGE = Finding(
    id="F01",
    kind="change",
    source="police",
    theme="violence",
    indicator="victims",
    channel="unknown",
    unit="victims",
    frequency="month",
    statements=(STATEMENT,),
)
AFTERMATH = replace(
    CHANGE,
    id="F02",
    kind="aftermath",
    statements=(
        replace(
            STATEMENT,
            totals=(Estimate("2021-01-01/2021-12-31", {"observed": 100}, "unclear"),),
            path=(),
            coverage=0.75,
        ),
    ),
)
FIGURE = PublishedFigure(
    finding="F03",
    subject="fig1",
    place="Land QMA",
    member="QMA",
    source_type="ngo",
    theme="violence",
    indicator="victims",
    unit="victims",
    period="undated",
    period_text="spring 2020",
    comparison_kind="period",
    comparison_period="2019",
    numbers={"mid": -0.2},
    read="table",
    citation="An invented yearbook",
    verdict="not_comparable",
    reason="period_unclear",
    beside="",
)
MEASURE = Measure(
    finding="F04",
    subject="QMM",
    members=("QMA",),
    measure="stay_home",
    first="2020-03",
    last="2020-06",
    period="2020-03-01/2020-06-30",
    numbers={"observed": 4},
    source="tracker",
)
PLACEBO = Placebo("F05", "all", "2019-03-01/2019-12-31", "holds", {"share": 0.95})
SELECTION = Selection(
    finding="F06",
    subject="members",
    grain="window",
    period="2020-03-01/2020-12-31",
    numbers={"claims": 40, "stated": 8, "share": 0.05, "level": 0.99},
)
RESPONSE = Response(
    finding="F07",
    subject="north",
    theme="violence",
    period="2020-03-01/2020-12-31",
    numbers={"members": 9, "series": 4, "totals": 2, "stopped": 1, "other": 0, "nothing": 2},
)
_OPEN = Released(
    schema=SCHEMA,
    id="exercise",
    edition="public",
    edition_name="1",
    title={"en": "An exercise", "ar": "تقييم"},
    as_of="2022-02-01",
    baseline=Interval("2018-01", "2020-02"),
    window=Interval("2020-03", "2020-12"),
    after=None,
    handling="TLP:CLEAR",
    languages=("ar", "en"),
    exercise=True,
    demonstration_key=True,
    release=Release(1, {"expected": "1"}),
    disclosure=Disclosure(5, 5, 5),
    members=(Named("QMA", {"en": "Land QMA"}),),
    regions=(Named("north", {"en": "North"}, members=("QMA",)),),
    sources=(Named("police", {"en": "Police"}, type="law_enforcement"),),
    findings=(CHANGE, AFTERMATH),
    figures=(FIGURE,),
    gaps=(Gap("not_contributed", "no_counts", "", "", "", 2, ()),),
    placebos=(PLACEBO,),
    measures=(MEASURE,),
    selections=(SELECTION,),
    responses=(RESPONSE,),
    seal="",
)
RELEASED = replace(_OPEN, seal=digest(asdict(_OPEN)))
