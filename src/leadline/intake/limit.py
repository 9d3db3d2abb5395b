"""Limits: how large an input may be, and how far a compressed one may expand."""

MOST_BYTES = 512 * 1024 * 1024
# Tables of counts shrink about twentyfold; a bomb a thousandfold.
MOST_EXPANSION = 200
# Below this size expansion harms nobody, and short files of one repeated row are honest.
EXPANSION_LOOKED_AT_FROM = 8 * 1024 * 1024
MOST_COLUMNS = 64
# Weeks or days as columns make wide sheets; a spreadsheet could hold 16,384.
MOST_COLUMNS_OF_SHEET = 2_048
MOST_ROWS_OF_SHEET = 1_048_576
MOST_CELLS_OF_SHEET = 32_000_000
# Cells of a grid are texts of their own, some hundred bytes each.
MOST_CELLS_OF_GRID = 12_000_000
# Two cells in far corners take as much memory as all between them.
MOST_SPREAD = 20
SPREAD_LOOKED_AT_FROM = 1_000_000
MOST_MERGED = 100_000
# A line costs the reader some hundred bytes, however short it is.
MOST_LINES = 12_000_000
# Each different value of a column is kept, and read once: counts repeat codes and periods.
MOST_VALUES = 2_000_000
MOST_PARTS_OF_WORKBOOK = 500
# Each element within another costs a parser memory until it ends, and so does a long tag.
MOST_DEPTH = 100
LONGEST_TAG = 1_000_000
MOST_STYLES = 200_000
MOST_BYTES_OF_STYLES = 32 * 1024 * 1024
MOST_RELATIONS = 2_000
LONGEST_LINE = 20_000
LONGEST_TEXT = 500
MOST_BYTES_OF_ASSESSMENT = 4 * 1024 * 1024
# A dotted key costs the TOML reader the square of its parts: 120 kB of one took 14 GB.
MOST_DOTS_SQUARED = 10_000_000


def seconds_to_decode(size: int) -> float:
    """Return how long a file of so many bytes may take to decode: some hundred times the usual."""
    return 60 + size / 1_000_000


def expands_too_much(size: int, *, packed: int) -> bool:
    """Whether content of this size is more than its packed form can honestly hold."""
    if size > MOST_BYTES:
        return True
    return size > EXPANSION_LOOKED_AT_FROM and size > MOST_EXPANSION * packed


def spreads_too_much(size: int, *, filled: int) -> bool:
    """Whether a sheet of so many cells is more than those with data can honestly need."""
    if size > MOST_CELLS_OF_SHEET:
        return True
    return size > SPREAD_LOOKED_AT_FROM and size > MOST_SPREAD * filled
