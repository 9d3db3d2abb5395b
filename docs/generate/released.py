"""The page of what a released assessment holds, from its dataclasses."""

import inspect
import re
from dataclasses import fields, is_dataclass

from docs.generate.markdown import code, heading, table, whole

from leadline.core import released
from leadline.publish.data import MEANING, NUMBERS


def kinds() -> tuple[type, ...]:
    """Return the dataclasses of a released assessment, the whole first, then its parts."""
    every = [c for c in vars(released).values() if inspect.isclass(c) and is_dataclass(c)]
    return tuple(reversed(every))


def page() -> str:
    """Return the page, Markdown."""
    return whole(
        heading(
            "The released assessment",
            f"The fields of `assessment.json`, schema `{released.SCHEMA}`, and of `ll.Released`.",
            "An edition carries its JSON Schema as `schema/assessment.schema.json`.",
            "A file changed after its release no longer matches its `seal` and is refused.",
            "Shares are 0 to 1; per cent exists only on pages.",
        ),
        *(_section(kind) for kind in kinds()),
        "## Numbers",
        "The suffixes of number ids, which are also the columns of the files under `data/`.\n"
        "An id is `finding.subject.period.suffix`, the period without `-`:"
        " `F06.mexico.2020Q2.mid`.",
        table(["suffix", "meaning"], [(code(name), MEANING[name]) for name in NUMBERS]),
    )


def _section(kind: type) -> str:
    text = re.sub(r"\s*\n\s*", " ", inspect.cleandoc(kind.__doc__ or "").replace("``", "`"))
    rows = [(code(field.name), code(_type(field.type))) for field in fields(kind)]
    return f"## {kind.__name__}\n\n{text}\n\n{table(['field', 'type'], rows)}"


def _type(kind: object) -> str:
    name = kind.__name__ if inspect.isclass(kind) and not hasattr(kind, "__args__") else str(kind)
    return name.replace("leadline.core.released.", "")
