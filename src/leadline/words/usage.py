"""Which messages the program asks for, read from its source."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

# Methods of Words whose first argument is a key, and the one that puts a kind before a code.
_BY_KEY, _BY_KIND = frozenset({"text", "plural"}), "label"


@dataclass(frozen=True)
class Usage:
    """What the source asks for.

    Parameters
    ----------
    keys : frozenset of str
        Keys asked for by their full name; each must exist.
    literals : frozenset of str
        Every text of the source: a key may wait in a table before it is asked for.
    beginnings : frozenset of str
        Kinds of labels and beginnings of keys that are put together. In a module that asks for
        words any literal may be one, since the beginning may wait in a variable.
    """

    keys: frozenset[str]
    literals: frozenset[str]
    beginnings: frozenset[str]

    def unused(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return those keys that nothing can ask for, sorted."""
        begins = tuple(self.beginnings)
        return tuple(
            sorted(key for key in keys if key not in self.literals and not key.startswith(begins))
        )


def used_in(source: Traversable) -> Usage:
    """Return what the Python files of a folder ask for."""
    found = [_used(ast.parse(content)) for content in _sources(source)]
    return Usage(
        keys=frozenset[str]().union(*(usage.keys for usage in found)),
        literals=frozenset[str]().union(*(usage.literals for usage in found)),
        beginnings=frozenset[str]().union(*(usage.beginnings for usage in found)),
    )


def _used(module: ast.Module) -> Usage:
    nodes = list(ast.walk(module))
    asked = [_asked(node) for node in nodes if isinstance(node, ast.Call)]
    joined = {_beginning(node) for node in nodes if isinstance(node, ast.JoinedStr)}
    literals = {_literal(node) for node in nodes if isinstance(node, ast.Constant)} - {""}
    begun = {text for text, is_whole in asked if text and not is_whole}
    keys = {text for text, is_whole in asked if is_whole}
    waiting = {f"{text}." for text in literals} if keys or begun else set()
    beginnings = {text for text in joined | begun if "." in text} | waiting
    return Usage(frozenset(keys), frozenset(literals), frozenset(beginnings))


def _sources(folder: Traversable) -> Iterator[bytes]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _sources(item)
        elif item.name.endswith(".py"):
            yield item.read_bytes()


def _asked(call: ast.Call) -> tuple[str, bool]:
    """Return the key or its beginning that a call asks for, and whether it is the whole key."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    first = _literal(call.args[0]) if call.args else ""
    if name in _BY_KEY:
        return first, bool(first)
    if name == _BY_KIND and first and len(call.args) == 2:
        code = _literal(call.args[1])
        return f"{first}.{code}", bool(code)
    return "", False


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _beginning(node: ast.JoinedStr) -> str:
    return _literal(node.values[0]) if node.values else ""
