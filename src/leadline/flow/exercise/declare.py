"""Declare: the assessment file of an exercise."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from leadline.flow.exercise.calendar import AS_OF, BASELINE, WINDOW
from leadline.flow.exercise.drawn import WITHIN
from leadline.flow.exercise.figure import SURVEY
from leadline.flow.exercise.sender import LANGUAGES
from leadline.intake.schema import SCHEMA
from leadline.models.simulate import Ground

_TITLE = {
    "ar": "تمرين: عالم مُحاكى من {n} عضوًا",
    "en": "Exercise: a simulated world of {n} members",
    "es": "Ejercicio: un mundo simulado de {n} miembros",
    "fr": "Exercice : un monde simulé de {n} membres",
}
_MEMBER = {
    "ar": "العضو الافتراضي {code}",
    "en": "Exercise member {code}",
    "es": "Miembro ficticio {code}",
    "fr": "Membre fictif {code}",
}
_REGION = {
    "ar": "المنطقة الافتراضية {code}",
    "en": "Exercise region {code}",
    "es": "Región ficticia {code}",
    "fr": "Région fictive {code}",
}
_HEAD = """\
# An exercise: members, contributors and all numbers are invented (QMA to QZZ are codes of nobody).
# Written by: {command}
# What is true of this world stands in truth.json, for comparing; no contributor knows it.
schema = "{schema}"
id = "{id}"
as_of = {as_of}
seed = {seed}
languages = ["ar", "en", "es", "fr"]
handling = "TLP:CLEAR"
edition-name = "{edition}"

[title]
{title}

[baseline]
from = "{baseline[0]}"
to = "{baseline[1]}"

[window]
from = "{window[0]}"
to = "{window[1]}"

[delay]
within = {{ month = {within} }}    # of counts that say when it happened

[disclosure]
threshold = 5
width = 5
round_to = 5

[[offending]]
theme = "{survey[theme]}"
least = 0.8
most = 1.2
evidence = ["{survey[id]}"]
"""


@dataclass(frozen=True)
class InputFile:
    """One ``[[input]]``."""

    kind: str
    path: str
    mapping: str = ""


@dataclass(frozen=True)
class Declared:
    """One ``[[source]]``."""

    id: str
    type: str
    names: Mapping[str, str]
    grade: str
    language: str


def declare(
    inputs: Sequence[InputFile],
    *,
    id: str,
    command: str,
    seed: int,
    codes: Sequence[str],
    ground: Ground,
    sources: Sequence[Declared],
) -> str:
    """Return the text of ``assessment.toml``."""
    head = _HEAD.format(
        command=command,
        schema=SCHEMA,
        id=id,
        as_of=AS_OF.isoformat(),
        seed=seed,
        edition=f"{AS_OF:%Y-%m}",
        within=WITHIN,
        survey=SURVEY,
        title="\n".join(f"{lang} = {quoted(text)}" for lang, text in named(_TITLE, n=len(codes))),
        baseline=BASELINE,
        window=WINDOW,
    )
    parts = [
        *_regions(codes, ground),
        *(
            _table("member", {"code": code, "names": dict(named(_MEMBER, code=code))})
            for code in codes
        ),
        *map(_source, sources),
        *(_input(entry) for entry in inputs),
    ]
    return "\n".join([head, *parts])


def quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)


def named(forms: Mapping[str, str], **values: object) -> Iterator[tuple[str, str]]:
    """Yield language and name, in the order of the languages."""
    return ((language, forms[language].format(**values)) for language in LANGUAGES)


def _regions(codes: Sequence[str], ground: Ground) -> Iterator[str]:
    for region in sorted(set(ground.region.tolist())):
        inside = [code for code, of in zip(codes, ground.region, strict=True) if of == region]
        names = dict(named(_REGION, code=region + 1))
        yield _table("region", {"id": f"region-{region + 1}", "names": names, "members": inside})


def _source(source: Declared) -> str:
    return _table(
        "source",
        {
            "id": source.id,
            "type": source.type,
            "names": dict(source.names),
            "grade": source.grade,
            "language": source.language,
        },
    )


def _input(entry: InputFile) -> str:
    mapping = {"mapping": entry.mapping} if entry.mapping else {}
    return _table("input", {"kind": entry.kind, "path": entry.path, **mapping})


def _table(name: str, values: Mapping[str, object]) -> str:
    lines = [f"[[{name}]]", *(f"{key} = {_written(value)}" for key, value in values.items())]
    return "\n".join(lines) + "\n"


def _written(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {quoted(text)}" for key, text in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(quoted, value)) + "]"
    return quoted(str(value))
