"""Forms: what each kind of field takes, and what lax readers would have taken."""

from datetime import date

import pytest

from leadline.core.period import Period, Span
from leadline.intake import form
from leadline.intake.form import Form, NotInForm


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (form.COUNT, "0", (0, 0)),
        (form.COUNT, "007", (7, 7)),
        (form.COUNT, "99999999", (99_999_999, 99_999_999)),
        (form.COUNT, "<5", (0, 4)),
        (form.COUNT, "<1", (0, 0)),
        (form.PERIOD, "2020-03", Period.parse("2020-03")),
        (form.PERIOD, "2020-W53", Period.parse("2020-W53")),
        (form.PERIOD, "2020-02-29", Period.parse("2020-02-29")),
        (form.PERIOD, "2020-03-01/2020-05-31", Span(date(2020, 3, 1), date(2020, 5, 31))),
        (form.PERIODS, "2018-01;2020-Q2", (Period.parse("2018-01"), Period.parse("2020-Q2"))),
        (form.DATE, "2024-06-30", date(2024, 6, 30)),
        (form.MEMBER, "KEN", "KEN"),
        (form.MEMBER, "MX-AGU", "MX-AGU"),
        (form.MEMBER, "XM001", "XM001"),
        (form.IDENTIFIER, "bureau-7", "bureau-7"),
        (form.SHARE, "0.25", 0.25),
        (form.DECIMAL, "-0.288", -0.288),
        (form.TEXT, "Sarasota+Manatee (Florida), 2 of 3", "Sarasota+Manatee (Florida), 2 of 3"),
        (form.TEXT, "الأذى المسجل", "الأذى المسجل"),
        (form.HANDLING, "TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
    ],
)
def test_what_a_form_takes(kind: Form, text: str, value: object) -> None:
    assert kind.read(text) == value


REFUSED = [
    (form.COUNT, "count_form", "1_000 +7 7.0 -7 1e3 0x1f 123456789 <5000 ≤5 ٧ ７ 𝟕 7% n/a"),
    (form.COUNT, "count_below_zero", "<0 <00"),
    (form.PERIOD, "period_form", "2020-3 2020/03 20-03 2020-Q5 2020-H3 2020W14 2020-W1"),
    (form.PERIOD, "period_form", "2020-03/2020-05 2020-03-01/2020-05 2020-03-01T00:00:00"),
    (form.PERIOD, "period_impossible", "2020-13 2020-00 2021-W53 2020-W00 2021-02-29"),
    (form.PERIOD, "period_impossible", "1820-01 9999-12 2020-05-31/2020-03-01"),
    (form.REGULAR_PERIOD, "period_form", "2020-03-01/2020-05-31"),
    (form.PERIODS, "periods_form", "2018-01,2019-01 ;2019-01 2019-01;"),
    (form.DATE, "date_form", "30.06.2024 2024-6-30 2024-06 2024-06-30T00:00:00"),
    (form.DATE, "date_impossible", "2024-06-31 2023-02-29 2024-13-01"),
    (form.MEMBER, "member_form", "ken KE KENYA1 MX_AGU mx-agu MX-AGUA"),
    (form.CODE, "code_form", "Reporting réferral 9lives two-words кефаль"),
    (
        form.CODE,
        "lookalike",
        "rеferral re\u200bferral ｒeferral \u202areferral \ufeffa a\u00adb",
    ),
    (form.IDENTIFIER, "lookalike", "police‑1 police–1 рolice-1 ρolice-1"),
    (form.MEMBER, "lookalike", "МЕХ ＱＭＡ QM\u200dA"),
    (form.STATUS, "lookalike", "А В М"),
    (form.HANDLING, "lookalike", "TLP:GRЕEN"),
    (form.COUNT, "count_form", "７\u200b"),
    (form.SHARE, "share_form", "25% .5 -0.1 0,5 1e-1"),
    (form.DECIMAL, "number_form", "−0.2 +1 1_0 NaN inf"),
    (form.TEXT, "text_form", "=1+1 @x +x -x a\u202eb a\ufeff"),
    (form.HANDLING, "tlp_unknown", "TLP:WHITE CLEAR tlp:clear"),
]
UNTRIMMED = [" 7", "7 ", "7\n", "1 000", "1\u00a0000", "7\u200b"]


@pytest.mark.parametrize(
    ("kind", "code", "text"),
    [(kind, code, text) for kind, code, texts in REFUSED for text in texts.split()]
    + [(form.COUNT, "count_form", text) for text in UNTRIMMED]
    + [(form.TEXT, "text_form", text) for text in (" x", "x ", "x" * 501)],
)
def test_what_a_form_refuses(kind: Form, code: str, text: str) -> None:
    with pytest.raises(NotInForm) as refused:
        kind.read(text)

    assert refused.value.code == code


def test_a_refusal_does_not_hold_the_text() -> None:
    with pytest.raises(NotInForm) as refused:
        form.COUNT.read("secret")

    assert "secret" not in repr(refused.value.args)
