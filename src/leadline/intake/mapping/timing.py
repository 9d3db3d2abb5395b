"""Timing: how a source seems to write its periods, for a mapping that is proposed."""

from collections import Counter
from collections.abc import Sequence

from leadline.intake.mapping.draft import Draft
from leadline.intake.mapping.period import read_period
from leadline.intake.table import EXCEL_DATE
from leadline.words import languages

_APRIL = 4


def propose_periods(draft: Draft, labels: Sequence[str]) -> None:
    """Propose the language and the calendar in which labels are periods."""
    texts = list(dict.fromkeys(labels))
    if any(text.startswith(EXCEL_DATE) for text in texts):
        draft.periods["dates"] = "month"
        draft.doubts["dates"] = "a date stands for which period: day, week, month ...?"
    language = _language(texts)
    if language:
        draft.periods["language"] = language
    _propose_fiscal_month(draft, [t for t in texts if not t.startswith(EXCEL_DATE)])


def _propose_fiscal_month(draft: Draft, texts: Sequence[str]) -> None:
    """Propose April where only a financial year makes labels mean one thing."""
    language = str(draft.periods.get("language", ""))
    doubtful = [t for t in texts if len(read_period(t, language=language)) != 1]
    if any(len(read_period(t, language=language, fiscal_month=_APRIL)) == 1 for t in doubtful):
        draft.periods["fiscal_month"] = _APRIL
        draft.doubts["fiscal_month"] = "in which month does the financial year begin?"


def _language(texts: Sequence[str]) -> str:
    """Return the one language that reads most labels, empty where none is needed."""
    n_read = Counter(
        {
            language.code: sum(
                bool(read_period(t, language=language.code, year=2000))
                for t in texts
                if not t.startswith(EXCEL_DATE)
            )
            for language in languages()
        }
    )
    (best, most), (_, second), *_ = n_read.most_common()
    return best if most > second else ""
