"""Assessment files that are wrong in one place."""

import random
from collections.abc import Callable

from tests.property.bad_files import ASSESSMENT, INPUT, Case, Maker, canary

GOOD = ASSESSMENT + INPUT.format(kind="counts", path="counts.csv")
OFFENDING = """[[offending]]
theme = "reporting"
least = 0.8
most = 1.2
evidence = ["{}"]
[[break]]"""
# What is written, what takes its place ({} is the canary), and the problem that follows.
CHANGES = [
    ("toml_damaged", "seed = 7", "seed = {}"),
    ("toml_damaged", "seed = 7", 'seed = "{}'),
    ("toml_damaged", "seed = 7", "seed = 7\nseed = 7 # {}"),
    ("toml_damaged", "[title]", "[title] {}"),
    ("toml_damaged", "as_of = 2021-06-30", "as_of = 2021-06-31 # {}"),
    ("toml_damaged", "seed = 7", "seed = " + "[" * 5000),
    ("schema_unknown", "leadline/assessment/1", "leadline/{}/9"),
    ("key_unknown", "seed = 7", 'seed = 7\n{} = "{}"'),
    ("key_unknown", "[delay]", "[{}]\nx = 1\n[delay]"),
    ("key_unknown", "round_to = 5", "round_to = 5\n{} = 5"),
    ("key_unknown", 'code = "QMA"', 'code = "QMA"\n{} = true'),
    ("key_missing", "seed = 7\n", ""),
    ("key_missing", 'handling = "TLP:GREEN"\n', ""),
    ("key_missing", 'code = "QMB"\n', ""),
    ("key_missing", 'to = "2020-12"\n', ""),
    ("value_kind", "seed = 7", 'seed = "{}"'),
    ("value_kind", "seed = 7", "seed = true"),
    ("value_kind", "seed = 7", "seed = 7.5"),
    ("value_kind", "as_of = 2021-06-30", 'as_of = "{}"'),
    ("value_kind", "as_of = 2021-06-30", "as_of = 2021-06-30T10:00:00"),
    ("date_impossible", "as_of = 2021-06-30", "as_of = 9999-12-31 # {}"),
    ("value_kind", 'languages = ["en", "fr"]', 'languages = "{}"'),
    ("value_kind", 'from = "2020-03"', "from = 2020"),
    ("value_kind", 'names = { en = "Beta", fr = "Beta" }', 'names = "{}"'),
    ("value_kind", "within = { month = 2 }", "within = 2"),
    ("kind_unknown", 'kind = "counts"', 'kind = "{}"'),
    ("list_empty", 'languages = ["en", "fr"]', "languages = []"),
    ("list_empty", 'members = ["QMA", "QMB"]', "members = []"),
    ("number_out_of_range", "seed = 7", "seed = -7"),
    ("number_out_of_range", "seed = 7", "seed = 99999999999999999999"),
    ("number_out_of_range", "threshold = 5", "threshold = 0"),
    ("number_out_of_range", "month = 2", "month = -2"),
    ("number_out_of_range", "round_to = 5", "round_to = 1"),
    ("rounding_below_threshold", "threshold = 5", "threshold = 10"),
    ("language_unknown", '["en", "fr"]', '["en", "fr", "de"]'),
    ("language_undeclared", 'grade = "B2"', 'grade = "B2"\nlanguage = "es"'),
    ("name_missing", 'fr = "Un exercice"\n', ""),
    ("name_missing", '{ en = "Beta", fr = "Beta" }', '{ en = "Beta" }'),
    ("name_missing", '["en", "fr"]', '["en", "fr", "es"]'),
    ("id_repeated", 'code = "QMB"', 'code = "QMA"'),
    ("id_repeated", 'id = "line_2"', 'id = "police-1"'),
    ("id_repeated", '["en", "fr"]', '["en", "fr", "en"]'),
    ("id_repeated", '["QMA", "QMB"]', '["QMA", "QMA"]'),
    ("frequency_mixed", 'to = "2020-12"', 'to = "2020-W50"'),
    ("frequency_mixed", 'from = "2019-01"', 'from = "2019-Q1"'),
    ("range_reversed", 'to = "2020-12"', 'to = "2020-02"'),
    ("range_reversed", 'from = "2019-01"', 'from = "2020-03"'),
    ("baseline_in_window", 'to = "2020-02"', 'to = "2020-03"'),
    ("path_absolute", 'path = "counts.csv"', 'path = "/{}/counts.csv"'),
    ("path_absolute", 'path = "counts.csv"', "path = 'C:\\{}\\counts.csv'"),
    ("not_supported", 'kind = "counts"', 'kind = "answers"'),
    ("not_supported", 'kind = "counts"', 'kind = "judgement"'),
    ("mapping_counts_only", 'kind = "counts"', 'kind = "context"\nmapping = "{}.map.toml"'),
    ("not_supported", 'from = "2020-03"\nto = "2020-12"', "per_member = true"),
    (
        "not_supported",
        "[[break]]",
        '[[scenario]]\nid = "{}"\nnames = { }\nrestrictions = []\n[[break]]',
    ),
    ("figure_unknown", "[[break]]", OFFENDING),
    ("number_out_of_range", "[[break]]", OFFENDING.replace("0.8", "0")),
    ("number_out_of_range", "[[break]]", OFFENDING.replace("1.2", "0.9")),
    ("theme_unknown", "[[break]]", OFFENDING.replace("reporting", "{}")),
    ("grade_form", 'grade = "B2"', 'grade = "{}"'),
    ("language_form", '["en", "fr"]', '["en", "{}"]'),
    ("language_form", 'grade = "B2"', 'grade = "B2"\nlanguage = "{}"'),
    ("language_form", 'fr = "Un exercice"', 'fr = "Un exercice"\n{} = "{}"'),
    ("frequency_unknown", "month = 2", "{} = 2"),
    ("tlp_unknown", "TLP:GREEN", "TLP:{}"),
    ("text_form", 'en = "An exercise"', 'en = "={}"'),
    ("text_form", 'reason = "new form"', 'reason = "{}\\n{}"'),
    ("member_form", 'code = "QMB"', 'code = "{}"'),
    ("identifier_form", 'id = "both"', 'id = "{} "'),
    ("code_form", 'theme = "reporting"', 'theme = "{}-"'),
    ("lookalike", 'id = "both"', 'id = "{}о"'),
    ("lookalike", 'theme = "reporting"', 'theme = "ｒeporting"'),
    ("lookalike", 'code = "QMB"', 'code = "QМB"'),
    ("lookalike", "TLP:GREEN", "TLP:GREEN\u200b"),
    ("lookalike", '["en", "fr"]', '["en", "fr\u2060"]'),
    ("lookalike", '[[break]]\nsource = "police-1"', '[[break]]\nsource = "police‑1"'),
    ("period_form", 'from = "2019-06"', 'from = "{}"'),
    ("period_impossible", 'to = "2020-12"', 'to = "2020-13"'),
    ("period_after_as_of", 'to = "2020-12"', 'to = "2031-07"'),
    ("member_undeclared", '["QMA", "QMB"]', '["QMA", "QMB", "QZX"]'),
    ("exercise_mixed", 'code = "QMB"', 'code = "MEX"'),
    ("source_undeclared", 'source = "police-1"', 'source = "{}"'),
    ("source_type_unknown", 'type = "helpline"', 'type = "{}"'),
    ("theme_unknown", 'theme = "reporting"', 'theme = "{}"'),
    ("indicator_unknown", 'indicator = "referrals"', 'indicator = "{}"'),
]


def changed(code: str, old: str, new: str) -> Maker:
    assert old in GOOD

    def make(rng: random.Random) -> Case:
        text = canary(rng)
        content = GOOD.replace(old, new.replace("{}", text), 1).encode()
        return Case(code, "assessment", "assessment.toml", content, (text,))

    return make


def undecodable(rng: random.Random) -> Case:
    text = canary(rng)
    content = GOOD.replace("An exercise", text).encode() + b"# \xff\n"
    return Case("encoding", "assessment", "assessment.toml", content, (text,))


def overlapping(rng: random.Random) -> Case:
    content = GOOD.replace("QMA", "MEX").replace("QMB", "MX-AGU").encode()
    return Case("region_overlaps", "assessment", "assessment.toml", content)


def backdated(rng: random.Random) -> Case:
    text = ASSESSMENT + INPUT.format(kind="counts", path="counts.csv")
    text += INPUT.format(kind="counts", path="later.csv")
    day = f"2020-{rng.randint(8, 12):02d}-0{rng.randint(1, 9)}"
    row = f"police-1,QMA,,reporting,referrals,family,2019-12,2020-0{rng.randint(1, 6)},5,A,{day}"
    header = "source,member,about,theme,indicator,channel,occurred,reported,count,status,known_on"

    def make(path: object) -> None:
        assert hasattr(path, "with_name")
        path.with_name("later.csv").write_text(f"{header}\n{row}\n")
        path.write_text(text)

    return Case("version_backdated", "assessment", "assessment.toml", None, (day,), make=make)


ASSESSMENT_MAKERS: list[Callable[[random.Random], Case]] = [
    *[changed(*entry) for entry in CHANGES],
    overlapping,
    undecodable,
    backdated,
]
