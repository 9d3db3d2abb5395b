"""Leadline: what lies below reported child-protection figures.

Names are imported when they are first used (PEP 562), so that ``leadline --help`` loads nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadline.api import assess, check, expect, letters, nowcast, read, report, status, trace
    from leadline.core.error import (
        InputRefused,
        LeadlineError,
        Problem,
        ReleaseBlocked,
        SchemaUnknown,
        SealBroken,
        Unreadable,
        UsageError,
    )
    from leadline.core.released import Released
    from leadline.flow.status import Status
    from leadline.flow.trace import Trace

__version__ = "0.1.0"

# Each public name once, with the module that defines it.
_PUBLIC = {
    "assess": "leadline.api",
    "check": "leadline.api",
    "expect": "leadline.api",
    "letters": "leadline.api",
    "nowcast": "leadline.api",
    "read": "leadline.api",
    "report": "leadline.api",
    "status": "leadline.api",
    "trace": "leadline.api",
    "InputRefused": "leadline.core.error",
    "LeadlineError": "leadline.core.error",
    "Problem": "leadline.core.error",
    "ReleaseBlocked": "leadline.core.error",
    "Released": "leadline.core.released",
    "SchemaUnknown": "leadline.core.error",
    "SealBroken": "leadline.core.error",
    "Status": "leadline.flow.status",
    "Trace": "leadline.flow.trace",
    "Unreadable": "leadline.core.error",
    "UsageError": "leadline.core.error",
}

__all__ = [
    "InputRefused",
    "LeadlineError",
    "Problem",
    "ReleaseBlocked",
    "Released",
    "SchemaUnknown",
    "SealBroken",
    "Status",
    "Trace",
    "Unreadable",
    "UsageError",
    "__version__",
    "assess",
    "check",
    "expect",
    "letters",
    "nowcast",
    "read",
    "report",
    "status",
    "trace",
]


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'leadline' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)


class _Leadline(ModuleType):
    def __setattr__(self, name: str, value: object) -> None:
        # Python sets a package's modules as its attributes: loading the floor `leadline.assess`
        # would hide the function `leadline.assess`.
        if not (name in _PUBLIC and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Leadline
