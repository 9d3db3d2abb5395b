"""Expected counts: what would have been reported, had nothing changed."""

from leadline.models.expected.fit import ExpectedFit, fit_expected
from leadline.models.expected.panel import Panel
from leadline.models.expected.paths import predict_expected, replicate_baseline

__all__ = [
    "ExpectedFit",
    "Panel",
    "fit_expected",
    "predict_expected",
    "replicate_baseline",
]
