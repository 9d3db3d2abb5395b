"""Leadline: what lies below reported child-protection figures.

Names are imported when they are first used (PEP 562), so that ``leadline --help`` loads nothing.
"""

import sys
from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"

# Each public name once, with the module that defines it.
_PUBLIC = {
    "Released": "leadline.core.released",
    "assess": "leadline.flow.assess",
}

__all__ = ["__version__", *_PUBLIC]


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
