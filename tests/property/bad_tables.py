"""Tables that are wrong in a header, a field, a code or a relation."""

import gzip
import random
from collections.abc import Callable

from tests.property.bad_files import HEADERS, Case, Maker, Table, canary
from tests.property.bad_opendocument import opendocument
from tests.property.bad_workbooks import workbook

Payload = Callable[[random.Random], str]


def digits(rng: random.Random, n: int) -> str:
    return "".join(rng.choices("23456789", k=n))


def one_of(*payloads: Payload) -> Payload:
    return lambda rng: rng.choice(payloads)(rng)


def in_other_digits(zero: str) -> Payload:
    return lambda rng: "".join(chr(ord(zero) + int(d)) for d in digits(rng, 5))


ARABIC, DEVANAGARI, FULL_WIDTH, BOLD = map(in_other_digits, "٠०０𝟎")
NO_NUMBER = one_of(
    canary,
    ARABIC,
    DEVANAGARI,
    FULL_WIDTH,
    BOLD,
    lambda rng: f"{digits(rng, 3)}_{digits(rng, 3)}",
    lambda rng: f"+{digits(rng, 6)}",
    lambda rng: f"{digits(rng, 3)},{digits(rng, 3)}",
    lambda rng: f"{digits(rng, 3)}\u00a0{digits(rng, 3)}",
    lambda rng: f" {digits(rng, 6)}",
    lambda rng: f"{digits(rng, 6)} ",
    lambda rng: f"{digits(rng, 4)}e{digits(rng, 2)}",
    lambda rng: f"0x{digits(rng, 5)}",
    lambda rng: f"{digits(rng, 6)}\u200b",
    lambda rng: f"NaN{canary(rng)}",
)
NO_WHOLE = one_of(NO_NUMBER, lambda rng: f"{digits(rng, 5)}.0", lambda rng: f"-{digits(rng, 5)}")
NO_COUNT = one_of(
    NO_WHOLE,
    lambda rng: digits(rng, 9),
    lambda rng: f"<{digits(rng, 5)}",
    lambda rng: f"{digits(rng, 5)}<",
    lambda rng: f"≤{digits(rng, 5)}",
    lambda rng: f"< {digits(rng, 5)}",
)
NO_PERIOD = one_of(
    canary,
    lambda rng: f"20{digits(rng, 2)}/0{digits(rng, 1)}",
    lambda rng: f"0{digits(rng, 1)}.20{digits(rng, 2)}",
    lambda rng: f"20{digits(rng, 2)}-{digits(rng, 1)}",
    lambda rng: f"20{digits(rng, 2)}W{digits(rng, 2)}",
    lambda rng: f"20{digits(rng, 2)}-Q{rng.choice('567')}",
    lambda rng: f"20{digits(rng, 2)}-H{rng.choice('345')}",
    lambda rng: f"20{digits(rng, 2)}-0{digits(rng, 1)}-0{digits(rng, 1)}T00:00:00",
    lambda rng: f"２０{digits(rng, 2)}-0{digits(rng, 1)}",
    lambda rng: f"20{digits(rng, 2)}‑0{digits(rng, 1)}",
    lambda rng: f"janv. {digits(rng, 4)}",
    ARABIC,
)
NO_SUCH_PERIOD = one_of(
    lambda rng: f"203{digits(rng, 1)}-{rng.randint(13, 99)}",
    lambda rng: f"203{digits(rng, 1)}-00",
    lambda rng: f"203{digits(rng, 1)}-02-30",
    lambda rng: "2031-W53",
    lambda rng: f"203{digits(rng, 1)}-W54",
    lambda rng: f"203{digits(rng, 1)}-W00",
    lambda rng: f"1{rng.randint(300, 899)}-03",
)
NO_SUCH_TOTAL = one_of(NO_SUCH_PERIOD, lambda rng: f"2031-03-01/203{rng.choice('0')}-02-01")
NO_DATE = one_of(NO_PERIOD, lambda rng: f"203{digits(rng, 1)}-0{digits(rng, 1)}")
NO_SUCH_DATE = one_of(
    lambda rng: f"203{digits(rng, 1)}-02-30",
    lambda rng: f"203{digits(rng, 1)}-{rng.randint(13, 99)}-01",
    lambda rng: f"1{rng.randint(300, 899)}-03-01",
)
NO_CODE = one_of(
    lambda rng: canary(rng).upper(),
    lambda rng: canary(rng) + "é",
    lambda rng: canary(rng).replace("q", "ж"),  # a Cyrillic letter that looks like no other
    lambda rng: canary(rng) + "\u0301",  # a mark over the letter before it
    lambda rng: canary(rng) + " ",
    lambda rng: canary(rng) + ".",
    lambda rng: "9" + canary(rng),
    lambda rng: canary(rng) * 8,
)
NO_MEMBER = one_of(
    canary,
    lambda rng: canary(rng).upper(),
    lambda rng: "QM" + rng.choice("АВЕ") + digits(rng, 3),  # Cyrillic
    lambda rng: "MX-" + canary(rng).upper(),
)
# As the canary looks, but no machine takes it for the same.
LOOKALIKE = one_of(
    lambda rng: canary(rng).replace("q", "ԛ"),
    lambda rng: canary(rng) + "о",
    lambda rng: "ο" + canary(rng),
    lambda rng: canary(rng).replace("z", "ｚ"),
    lambda rng: canary(rng) + "\u200b",
    lambda rng: "\u200f" + canary(rng),
    lambda rng: canary(rng) + "\u00a0",
    lambda rng: canary(rng).replace("q", "\u2060q"),
)
NO_SHARE = one_of(NO_NUMBER, lambda rng: f"0,{digits(rng, 5)}", lambda rng: f"{digits(rng, 5)}%")
NO_TEXT = one_of(
    lambda rng: "=" + canary(rng),
    lambda rng: "+" + canary(rng),
    lambda rng: "@" + canary(rng),
    lambda rng: " " + canary(rng),
    lambda rng: canary(rng) + "\u202e" + canary(rng),
    lambda rng: canary(rng) + "\u0085" + canary(rng),
    lambda rng: canary(rng) * 60,
)


def unheard(rng: random.Random) -> str:
    return canary(rng)


FIELDS: list[tuple[str, str, str, Payload]] = [
    ("count_form", "counts", "count", NO_COUNT),
    ("count_below_zero", "counts", "count", lambda rng: "<" + "0" * rng.randint(1, 3)),
    ("count_blank", "counts", "count", lambda rng: ""),
    ("status_unknown", "counts", "status", canary),
    ("period_form", "counts", "reported", NO_PERIOD),
    ("period_form", "counts", "occurred", NO_PERIOD),
    ("period_form", "context", "period", NO_PERIOD),
    ("period_form", "figures", "period", NO_PERIOD),
    ("period_impossible", "counts", "reported", NO_SUCH_TOTAL),
    ("period_impossible", "context", "period", NO_SUCH_PERIOD),
    ("period_impossible", "series", "breaks", NO_SUCH_PERIOD),
    ("periods_form", "series", "breaks", NO_PERIOD),
    ("date_form", "counts", "known_on", NO_DATE),
    ("date_impossible", "counts", "known_on", NO_SUCH_DATE),
    ("member_form", "counts", "member", NO_MEMBER),
    ("member_form", "context", "member", NO_MEMBER),
    ("member_form", "population", "member", NO_MEMBER),
    ("code_form", "counts", "theme", NO_CODE),
    ("code_form", "counts", "channel", NO_CODE),
    ("code_form", "context", "measure", NO_CODE),
    ("code_form", "figures", "unit", NO_CODE),
    ("identifier_form", "counts", "source", NO_CODE),
    ("identifier_form", "figures", "id", NO_CODE),
    *[
        ("lookalike", kind, column, LOOKALIKE)
        for kind, columns in {
            "counts": "source theme indicator channel",
            "series": "source theme indicator",
            "context": "measure",
            "figures": "id source_type theme indicator channel unit",
        }.items()
        for column in columns.split()
    ],
    ("lookalike", "counts", "member", lambda rng: "QМ" + digits(rng, 3)),
    ("lookalike", "counts", "about", lambda rng: "QM" + digits(rng, 2) + "\u200c"),
    ("lookalike", "population", "member", lambda rng: "ＱM" + digits(rng, 2)),
    ("lookalike", "counts", "status", lambda rng: rng.choice("АЕМОＡ")),
    ("lookalike", "series", "tlp", lambda rng: "TLР:" + rng.choice(["GREEN", "AMBER"])),
    ("lookalike", "series", "deduplicated", lambda rng: rng.choice(["уes", "nо"])),
    ("share_form", "context", "intensity", NO_SHARE),
    (
        "share_above_one",
        "context",
        "intensity",
        lambda rng: f"{rng.randint(2, 9)}.{digits(rng, 5)}",
    ),
    ("number_form", "figures", "value", NO_SHARE),
    ("number_form", "figures", "lower", NO_SHARE),
    ("whole_form", "population", "people", NO_WHOLE),
    ("whole_form", "population", "age_to", NO_WHOLE),
    ("whole_form", "series", "age_from", NO_WHOLE),
    ("year_form", "population", "year", NO_WHOLE),
    ("text_form", "series", "definition", NO_TEXT),
    ("text_form", "context", "source", NO_TEXT),
    ("text_form", "figures", "citation", NO_TEXT),
    ("tlp_unknown", "series", "tlp", canary),
    ("yes_no_unknown", "series", "deduplicated", canary),
    ("public_unknown", "series", "public", canary),
    ("comparison_kind_unknown", "figures", "comparison_kind", canary),
    ("source_undeclared", "counts", "source", unheard),
    ("source_undeclared", "series", "source", unheard),
    ("member_undeclared", "counts", "member", lambda rng: "QZ" + digits(rng, 3)),
    ("place_unknown", "counts", "about", lambda rng: "QZ" + digits(rng, 3)),
    ("place_unknown", "context", "member", lambda rng: "QZ" + digits(rng, 3)),
    ("theme_unknown", "counts", "theme", unheard),
    ("theme_unknown", "figures", "theme", unheard),
    ("indicator_unknown", "counts", "indicator", unheard),
    ("indicator_unknown", "series", "indicator", unheard),
    ("channel_unknown", "counts", "channel", unheard),
    ("measure_unknown", "context", "measure", unheard),
    ("source_type_unknown", "figures", "source_type", unheard),
    ("unit_unknown", "figures", "unit", unheard),
    ("known_after_as_of", "counts", "known_on", lambda rng: f"203{digits(rng, 1)}-05-17"),
    ("reported_after_known", "counts", "reported", lambda rng: f"203{digits(rng, 1)}-05"),
    ("period_after_as_of", "context", "period", lambda rng: f"203{digits(rng, 1)}-05"),
    ("period_after_as_of", "figures", "period", lambda rng: f"203{digits(rng, 1)}-05"),
    ("frequency_differs", "counts", "occurred", lambda rng: f"2019-W{rng.randint(10, 52)}"),
    ("frequency_differs", "counts", "occurred", lambda rng: "2019-03-07/2019-04-06"),
    ("change_below_minus_one", "figures", "change_share", lambda rng: f"-28.{digits(rng, 5)}"),
    ("ages_reversed", "population", "age_from", lambda rng: str(rng.randint(18, 99))),
    ("ages_reversed", "series", "age_from", lambda rng: str(rng.randint(18, 99))),
    ("bounds_reversed", "figures", "lower", lambda rng: f"0.{digits(rng, 6)}"),
]
REQUIRED = [
    (kind, name)
    for kind, names in {
        "counts": "source member theme indicator reported known_on",
        "series": "definition counting_point deduplicated tlp public",
        "context": "member measure period intensity source",
        "population": "member year people source",
        "figures": "id place source_type theme unit read citation",
    }.items()
    for name in names.split()
]
SHORTEST_PLANTED = 6


def spoilt_field(code: str, kind: str, column: str, payload: Payload) -> Maker:
    def make(rng: random.Random) -> Case:
        table, text = Table.good(kind), payload(rng)
        rng.choice(table.rows)[column] = text
        rng.shuffle(table.rows)
        planted = (text.strip(),) if len(text.strip()) >= SHORTEST_PLANTED else ()
        return packed(code, table, rng, planted=planted)

    return make


def packed(code: str, table: Table, rng: random.Random, *, planted: tuple[str, ...] = ()) -> Case:
    """A table as CSV, compressed CSV, workbook or Parquet, its columns in any order."""
    rng.shuffle(table.header)
    # In a workbook, "=" begins a formula, and a control character cannot stand at all.
    is_formula = any(text.startswith("=") or "\u0085" in text for text in planted)
    # Parquet is rare: a process decodes each file.
    endings = [*[".csv"] * 5, *[".csv.gz"] * 3, *[".xlsx"] * 3, *[".ods"] * 3, ".parquet"]
    ending = rng.choice(endings)
    if ending == ".xlsx" and not is_formula:
        content = workbook(table.records())
    elif ending == ".ods":
        content = opendocument(table.records())
    elif ending == ".parquet" and len(set(table.header)) == len(table.header):
        content = table.parquet()
    elif ending == ".csv.gz":
        content = gzip.compress(table.csv(), mtime=0)
    else:
        ending, content = ".csv", table.csv()
    return Case(code, table.kind, table.kind + ending, content, planted)


def blank_field(rng: random.Random) -> Case:
    kind, column = rng.choice(REQUIRED)
    table = Table.good(kind)
    rng.choice(table.rows)[column] = ""
    return packed("field_blank", table, rng)


def column_unknown(rng: random.Random) -> Case:
    table, name = Table.good(rng.choice(list(HEADERS))), canary(rng)
    old = rng.choice([None, *table.header])
    for row in table.rows:
        row[name] = canary(rng)
    table.header = [name if column == old else column for column in table.header]
    if old is None:
        table.header.append(name)
    return packed("column_unknown", table, rng, planted=(name, *(r[name] for r in table.rows)))


def column_lookalike(rng: random.Random) -> Case:
    table = Table.good(rng.choice(list(HEADERS)))
    old = rng.choice([name for name in table.header if "e" in name])
    name = rng.choice([old.replace("e", "е"), old + "\u200b", "\u2066" + old])
    for row in table.rows:
        row[name] = row[old]
    table.header = [name if column == old else column for column in table.header]
    return packed("lookalike", table, rng, planted=(name,))


def column_missing(rng: random.Random) -> Case:
    kind, column = rng.choice(REQUIRED)
    table = Table.good(kind)
    if column == "indicator":
        return blank_field(rng)
    table.header.remove(column)
    return packed("column_missing", table, rng)


def column_repeated(rng: random.Random) -> Case:
    table = Table.good(rng.choice(list(HEADERS)))
    table.header.append(rng.choice(table.header))
    return packed("column_repeated", table, rng)


def columns_too_many(rng: random.Random) -> Case:
    table = Table.good(rng.choice(list(HEADERS)))
    names = [f"{canary(rng)}{at}" for at in range(80)]
    table.rows = [row | dict.fromkeys(names, "") for row in table.rows]
    table.header += names
    return packed("columns_too_many", table, rng, planted=tuple(names))


def rows_none(rng: random.Random) -> Case:
    table = Table.good(rng.choice(list(HEADERS)))
    table.rows = []
    return packed("rows_none", table, rng)


def key_repeated(rng: random.Random) -> Case:
    table = Table.good(rng.choice(list(HEADERS)))
    table.rows.append(dict(rng.choice(table.rows)))
    return packed("key_repeated", table, rng)


def count_beside_status(rng: random.Random) -> Case:
    table, count = Table.good("counts"), digits(rng, 7)
    rng.choice(table.rows).update(status=rng.choice("LMOQ"), count=count)
    return packed("count_beside_status", table, rng, planted=(count,))


def period_or_text(rng: random.Random) -> Case:
    table, text = Table.good("figures"), canary(rng)
    table.rows[0]["period_text"] = text
    table.rows[2]["period_text"] = rng.choice(["", "spring"])
    return packed("period_or_text", table, rng, planted=(text,))


def table_unknown(rng: random.Random) -> Case:
    names = [canary(rng) for _ in range(5)]
    content = (",".join(names) + "\n" + ",".join(names) + "\n").encode()
    return Case("table_unknown", "counts", "table.csv", content, tuple(names), alone=True)


def many_bad(rng: random.Random) -> Case:
    table, text = Table.good("counts"), canary(rng)
    table.rows = [dict(row, count=text) for row in table.rows * 20]
    return packed("more_of_the_same", table, rng, planted=(text,))


TABLE_MAKERS: list[Maker] = [
    *[spoilt_field(*entry) for entry in FIELDS],
    blank_field,
    column_unknown,
    column_lookalike,
    column_missing,
    column_repeated,
    columns_too_many,
    rows_none,
    key_repeated,
    count_beside_status,
    period_or_text,
    table_unknown,
    many_bad,
]
