"""Which messages the program asks for, read from its source."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

# Methods of Words whose first argument is a key, or a kind that a code follows.
_BY_KEY, _BY_KIND = frozenset({"text", "plural", "has"}), "label"


@dataclass(frozen=True)
class Usage:
    """Keys asked for by their full name, and beginnings of keys that are put together.

    ``literals`` are all texts of the source: a key may wait in a table before it is asked for.
    """

    keys: frozenset[str]
    beginnings: frozenset[str]
    literals: frozenset[str]

    def unused(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return those keys that nothing asks for, sorted."""
        begins = tuple(self.beginnings)
        return tuple(
            sorted(key for key in keys if key not in self.literals and not key.startswith(begins))
        )


def used_in(source: Traversable) -> Usage:
    """Return what the Python files of a folder ask for."""
    asked: set[tuple[str, bool]] = set()
    literals: set[str] = set()
    for content in _sources(source):
        tree = ast.parse(content)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                asked |= set(_asked(node))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
    keys = frozenset(text for text, is_whole in asked if is_whole)
    beginnings = frozenset(text for text, is_whole in asked if text and not is_whole)
    return Usage(keys, beginnings, keys | literals)


def _sources(folder: Traversable) -> Iterator[bytes]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _sources(item)
        elif item.name.endswith(".py"):
            yield item.read_bytes()


def _asked(call: ast.Call) -> Iterator[tuple[str, bool]]:
    if not isinstance(call.func, ast.Attribute) or not call.args:
        return
    if call.func.attr in _BY_KEY:
        yield _text(call.args[0])
    elif call.func.attr == _BY_KIND and len(call.args) == 2:
        kind, kind_is_whole = _text(call.args[0])
        code, code_is_whole = _text(call.args[1])
        if kind_is_whole:
            yield f"{kind}.{code}", code_is_whole
        else:
            yield kind, False


def _text(node: ast.expr) -> tuple[str, bool]:
    """Return the literal beginning of an expression, and whether that is all of it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value, True
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return str(node.values[0].value), False
    return "", False
