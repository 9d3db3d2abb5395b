"""The page of public names, from their signatures and docstrings."""

import inspect
import re
from collections.abc import Iterator

from docs.generate.markdown import code, first_paragraph, heading, table, whole

import leadline
from leadline import notebook


def page() -> str:
    """Return the page, Markdown."""
    opening = heading(
        "Python",
        "The public names of `import leadline as ll`, and those of `leadline.notebook`.",
        "A name is imported when it is first used; what is not on this page may change.",
    )
    names = [name for name in leadline.__all__ if not name.startswith("_")]
    functions = [name for name in names if inspect.isfunction(getattr(leadline, name))]
    classes = [name for name in names if inspect.isclass(getattr(leadline, name))]
    rows = [(code(name), first_paragraph(getattr(leadline, name).__doc__)) for name in classes]
    return whole(
        opening,
        *(_function(f"ll.{name}", getattr(leadline, name)) for name in functions),
        _function("leadline.notebook.show", notebook.show),
        "## Classes",
        "The fields of a `Released` stand in [released](released.md), the errors in"
        " [errors](errors.md).",
        table(["name", "what it is"], rows),
    )


def _function(name: str, function: object) -> str:
    assert inspect.isfunction(function)
    return "\n\n".join(
        [f"## {name}", f"```python\n{_signature(name, function)}\n```", *_text(function)]
    )


def _signature(name: str, function: object) -> str:
    assert callable(function)
    shown = re.sub(r"(->|:) '([\w.]+)'", r"\1 \2", str(inspect.signature(function)))
    # Where a name is defined says nothing to who uses it.
    return name + re.sub(r"\b(?:[a-z]\w*\.)+(?=[A-Z]\w+)", "", shown)


def _text(function: object) -> Iterator[str]:
    paragraphs = inspect.cleandoc(function.__doc__ or "").split("\n\n")
    for paragraph in paragraphs:
        yield _listed(paragraph) if "\n---" in paragraph else paragraph.replace("``", "`")


def _listed(paragraph: str) -> str:
    """Turn a numpydoc section into a list."""
    title, _, *lines = paragraph.replace("``", "`").split("\n")
    items: list[str] = []
    for line in lines:
        if line.startswith(" "):
            items[-1] += f" {line.strip()}"
        else:
            items.append(line)
    if title == "Raises":
        pairs = (item.split(" ", 1) for item in items)
        items = [f"`{name}`: {text}" for name, text in pairs]
    else:
        pairs = (item.split(" : ", 1) for item in items)
        items = [f"`{name}`: {text}" for name, text in pairs]
    return "\n".join([f"{title}:", "", *(f"- {item}" for item in items)])
