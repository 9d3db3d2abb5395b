"""Data: each exhibit's numbers as CSV with metadata, the schema, and the public trace."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from leadline.core.released import Released
from leadline.publish.exhibit import Exhibit
from leadline.words import words

KEYS = ("finding", "subject", "period")
DELAYS = tuple(
    f"{name}{end}"
    for name in ("median", "ninetieth", "median_shift", "ninetieth_shift")
    for end in ("", "_lower", "_upper")
)
DOTS = tuple(f"dot_{place:02d}" for place in range(1, 51))
NUMBERS = (
    "observed",
    "observed_lower",
    "observed_upper",
    "expected",
    "expected_lower",
    "expected_upper",
    "mid",
    "lower",
    "upper",
    "pct",
    "share",
    "tail",
    "expected_lower_adjusted",
    "expected_upper_adjusted",
    "lower_adjusted",
    "upper_adjusted",
    "complete",
    "complete_lower",
    "complete_upper",
    "share_lower",
    "share_upper",
    "offending_lower",
    "offending_upper",
    *DELAYS,
    *DOTS,
    "claims",
    "stated",
    "level",
    "members",
    "series",
    "totals",
    "stopped",
    "other",
    "nothing",
)


def _delay_meaning(name: str) -> str:
    what = name.removesuffix("_lower").removesuffix("_upper")
    end = name.rpartition("_")[2]
    share = "half" if what.startswith("median") else "nine in ten"
    told = f"delay in periods within which {share} of the reports are in"
    if what.endswith("_shift"):
        told = f"how much longer it takes until {share} of the reports are in, in periods"
    ends = {"lower": ", lower end of the 95% interval", "upper": ", upper end"}
    return told + ends.get(end, "")


MEANING = {
    "finding": "number of the finding, kept over releases",
    "subject": "region, member, place of a measure, or id of a published figure",
    "period": "period, or first and last day",
    "observed": "recorded count, rounded; of a published figure its value; of a measure the"
    " number of periods in force; of a control window the number of series",
    "observed_lower": "recorded count, lower end where it is known within bounds only",
    "observed_upper": "recorded count, upper end where it is known within bounds only",
    "expected": "expected count, median, rounded; of late reports what will be in within D"
    " periods; of a published figure its comparison value",
    "expected_lower": "expected count, lower end of the 95% interval",
    "expected_upper": "expected count, upper end of the 95% interval",
    "mid": "change as a share of expected; in an aftermath deficit or surplus, and by occurrence"
    " what is late or not accounted for, as a count",
    "lower": "lower end of the 95% interval of mid",
    "upper": "upper end of the 95% interval of mid",
    "pct": "mid as a share of expected, where mid is a count",
    "share": "share: break-even of offending; peak intensity of a measure; share of control"
    " totals inside their interval; share of stated changes that may on average be false",
    "complete": "by occurrence: count expected within D periods, median, where expected is what"
    " would be in by now",
    "complete_lower": "the same, lower end of the 95% interval",
    "complete_upper": "the same, upper end",
    "share_lower": "break-even of offending, lower end of the 95% interval; its middle is share",
    "share_upper": "the same, upper end",
    "offending_lower": "least offending of the assumed range, as a share of what was usual",
    "offending_upper": "most offending of the assumed range",
    **{name: _delay_meaning(name) for name in DELAYS},
    **dict.fromkeys(DOTS, "one of equally likely outcomes of what was never reported"),
    "tail": "of a claim: the smallest share that an interval may leave out and still hold no"
    " change, as printed (a two-sided tail probability, rounded up)",
    "expected_lower_adjusted": "of a stated change that was one of many: expected count, lower end"
    " of the interval widened for that",
    "expected_upper_adjusted": "the same, upper end",
    "lower_adjusted": "lower end of the interval of mid, widened in the same way",
    "upper_adjusted": "the same, upper end",
    "claims": "changes that were looked at together",
    "stated": "how many of them are stated",
    "level": "level of each stated one's interval, so that the intervals of all of them hold"
    " together at 1 - share",
    "members": "members of the region, each counted once in the columns that follow",
    "series": "members that gave a series in a fixed panel",
    "totals": "members that gave two totals only",
    "stopped": "members whose series end before the window does",
    "other": "members that gave counts of another kind only",
    "nothing": "members that gave nothing, or nothing that may be shown",
}


def data_files(
    released: Released, shown: Mapping[str, tuple[Exhibit, Mapping[str, str]]]
) -> dict[str, bytes]:
    """Return CSV and metadata of every exhibit, by path under the output folder.

    ``shown`` maps an exhibit's id to it and its title in each language.
    """
    files: dict[str, bytes] = {}
    for exhibit, titles in shown.values():
        files[f"data/{exhibit.id}.csv"] = _table(exhibit)
        files[f"data/{exhibit.id}.metadata.json"] = _json(_metadata(released, exhibit, titles))
    return files


def schema_file() -> bytes:
    """Return the JSON Schema of ``assessment.json``."""
    schema = TypeAdapter(Released).json_schema()
    return _json({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


def trace_file(released: Released) -> bytes:
    """Return the public trace: number id to finding, finding to method, and the release."""
    numbers: dict[str, str] = {}
    for number, _ in released.numbers():
        numbers[number] = number.partition(".")[0]
    return _json(
        {
            "schema": "leadline/trace/1",
            "release": {
                "number": released.release.number,
                "as_of": released.as_of,
                "edition": released.edition,
                "seal": released.seal,
            },
            "exercise": released.exercise,
            "mark": _mark(released),
            "methods": released.release.methods,
            "findings": _findings(released),
            "numbers": numbers,
        }
    )


def _findings(released: Released) -> dict[str, dict[str, str]]:
    found = {
        f.id: {
            "kind": f.kind,
            "source": f.source,
            "theme": f.theme,
            "indicator": f.indicator,
            "channel": f.channel,
            "method": f.method,
        }
        for f in released.findings
    }
    for figure in released.figures:
        found[figure.finding] = {"kind": "comparison", "theme": figure.theme, "method": "published"}
    for spell in released.measures:
        found[spell.finding] = {"kind": "measure", "measure": spell.measure, "method": "context"}
    for response in released.responses:
        found[response.finding] = {"kind": "response", "theme": response.theme, "method": "counted"}
    for placebo in released.placebos:
        method = "delay" if placebo.basis == "nowcast" else "expected"
        found[placebo.finding] = {"kind": "placebo", "method": method}
    for selection in released.selections:
        found[selection.finding] = {"kind": "selection", "method": "false_discovery"}
    return dict(sorted(found.items()))


def columns_of(exhibit: Exhibit) -> tuple[str, ...]:
    """Return the columns of an exhibit's file: keys, then the numbers that any row has."""
    used = {name for line in exhibit.lines for name in line.numbers}
    return (*KEYS, *(name for name in NUMBERS if name in used))


def _table(exhibit: Exhibit) -> bytes:
    text = io.StringIO()
    columns = columns_of(exhibit)
    writer = csv.DictWriter(text, columns, lineterminator="\n", restval="")
    writer.writeheader()
    for line in exhibit.lines:
        keys = {"finding": line.finding, "subject": line.subject, "period": line.period}
        writer.writerow(keys | {name: _plain(value) for name, value in line.numbers.items()})
    return text.getvalue().encode()


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _metadata(
    released: Released, exhibit: Exhibit, titles: Mapping[str, str]
) -> dict[str, Any]:  # Any: JSON values
    return {
        "schema": "leadline/metadata/1",
        "id": exhibit.id,
        "assessment": released.id,
        "edition": released.edition,
        "as_of": released.as_of,
        "release": released.release.number,
        "seal": released.seal,
        "exercise": released.exercise,
        "mark": _mark(released),
        "handling": released.handling,
        "titles": dict(titles),
        "topic": exhibit.topic,
        "scope": exhibit.scope,
        "columns": [{"name": name, "meaning": MEANING[name]} for name in columns_of(exhibit)],
        "number_id": "{finding}.{subject}.{period without -}.{column}",
        "rounded_to": released.disclosure.round_to,
        "sources": [source.id for source in released.sources],
        "methods": released.release.methods,
    }


def _mark(released: Released) -> dict[str, str]:
    """Return what an exercise says of itself in each language; nothing of a real assessment."""
    languages = released.languages if released.exercise else ()
    return {code: words(code).text("mark.exercise") for code in languages}


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
