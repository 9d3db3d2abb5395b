"""Expected counts: what would have been reported, had nothing changed."""

from leadline.models.expected.breaks import NO_BREAKS, Breaks, find_breaks
from leadline.models.expected.fit import ExpectedFit, fit_expected
from leadline.models.expected.panel import Panel
from leadline.models.expected.paths import predict_expected, replicate_baseline
from leadline.models.expected.placebo import Placebo, check_placebo
from leadline.models.expected.version import BREAKS_METHOD, METHOD

__all__ = [
    "BREAKS_METHOD",
    "METHOD",
    "NO_BREAKS",
    "Breaks",
    "ExpectedFit",
    "Panel",
    "Placebo",
    "check_placebo",
    "find_breaks",
    "fit_expected",
    "predict_expected",
    "replicate_baseline",
]
