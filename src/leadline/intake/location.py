"""Location: where a key of a TOML file stands, for people who look for it in an editor.

The reader of TOML forgets lines, so they are found again in the text; a table written in an
unusual way is then told by its name alone.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

_HEADER = re.compile(r"\s*\[{1,2}\s*([A-Za-z_.-]+)\s*\]{1,2}\s*(?:#.*)?")
_KEY = re.compile(r"\s*(?:([A-Za-z_-]+)|\"([^\"]+)\"|'([^']+)')\s*=")

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
    tables, keys = _index(text)
    # A table within a table is named by both: [codes.indicator].
    n_names = 2 if ".".join(map(str, place[:2])) in tables else 1
    table = ".".join(map(str, place[:n_names]))
    rest = list(place[n_names:])
    number = int(rest.pop(0)) if rest and isinstance(rest[0], int) else 0
    begins = tables.get(table, ())
    if number >= len(begins):
        return keys[0].get(table, 0)
    begin = begins[number]
    return keys[begin].get(str(rest[0]), begin) if rest else begin


@lru_cache(maxsize=1)
def _index(text: str) -> tuple[dict[str, list[int]], dict[int, dict[str, int]]]:
    """Return the lines of each table's heads, and by head (0: before any) the lines of its keys."""
    tables: dict[str, list[int]] = {}
    keys: dict[int, dict[str, int]] = {0: {}}
    begin = 0
    for at, line in enumerate(text.split("\n"), start=1):
        if head := _HEADER.fullmatch(line):
            begin = at
            tables.setdefault(head[1], []).append(at)
            keys[begin] = {}
        elif key := _KEY.match(line):
            keys[begin].setdefault(key[1] or key[2] or key[3], at)
    return tables, keys
