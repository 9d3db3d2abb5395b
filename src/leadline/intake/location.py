"""Location: where a key of a TOML file stands, for people who look for it in an editor.

The reader of TOML forgets lines, so they are found again in the text; a table written in an
unusual way is then told by its name alone.
"""

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[{1,2}\s*([A-Za-z_-]+)\s*\]{1,2}\s*(?:#.*)?")
_KEY = re.compile(r"\s*([A-Za-z_-]+)\s*=")

Place = Sequence[str | int]


def key_name(place: Place) -> str:
    """Return a place as people write it; items of a list are counted from 1.

    Examples
    --------
    >>> key_name(["member", 0, "names"])
    'member[1].names'
    """
    name = ""
    for part in place:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return name.removeprefix(".")


def line_of(text: str, place: Place) -> int:
    """Return the line of a place, of its table if the key is not there, 0 if neither is."""
    if not place:
        return 0
    table = str(place[0])
    rest = list(place[1:])
    number = rest.pop(0) if rest and isinstance(rest[0], int) else 0
    lines = text.split("\n")
    begin = _table_at(lines, table, int(number))
    if begin is None:
        return _key_at(lines, 0, table)
    if not rest:
        return begin + 1
    return _key_at(lines, begin + 1, str(rest[0])) or begin + 1


def _table_at(lines: Sequence[str], table: str, number: int) -> int | None:
    found = [at for at, line in enumerate(lines) if _name(_HEADER, line) == table]
    return found[number] if number < len(found) else None


def _key_at(lines: Sequence[str], begin: int, key: str) -> int:
    for at in range(begin, len(lines)):
        if _HEADER.fullmatch(lines[at]):
            return 0
        if _name(_KEY, lines[at]) == key:
            return at + 1
    return 0


def _name(pattern: re.Pattern[str], line: str) -> str:
    match = pattern.match(line)
    return "" if match is None else match[1]
