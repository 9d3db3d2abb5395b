"""Leadline: what lies below reported child-protection figures.

Names are imported when they are first used (PEP 562), so that ``leadline --help`` loads nothing.
"""

from importlib import import_module

__version__ = "0.1.0"

# Each public name once, with the module that defines it.
_PUBLIC = {
    "Released": "leadline.core.released",
}

__all__ = ["__version__", *_PUBLIC]


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'leadline' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
