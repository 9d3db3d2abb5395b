"""The page of errors, from the errors themselves."""

import inspect

from docs.generate.markdown import code, first_paragraph, heading, table, whole

from leadline.cli.screen import INTERNAL_EXIT
from leadline.core import error
from leadline.core.error import LeadlineError

EXITS = {
    0: "done",
    1: "`check` found problems",
    2: "usage: the command cannot mean anything",
    3: "input refused, or a file of ours that cannot be read",
    4: "release blocked by the disclosure rules",
    INTERNAL_EXIT: "internal: a fault of Leadline itself",
}


def kinds() -> tuple[type[LeadlineError], ...]:
    """Return every error class, the base first."""
    return tuple(
        each
        for each in vars(error).values()
        if inspect.isclass(each) and issubclass(each, LeadlineError)
    )


def page() -> str:
    """Return the page, Markdown."""
    opening = heading(
        "Errors and exit codes",
        "What a command prints when it stops, as `[code] message next step`, and how it exits.",
        "Problems inside input files have codes of their own: [problems](problems.md).",
    )
    tree = inspect.cleandoc(error.__doc__ or "").split("::\n\n")[1].split("\n\n")[0]
    rows = [
        (code(each.__name__), code(each.code), str(each.exit_code), first_paragraph(each.__doc__))
        for each in kinds()
    ]
    return whole(
        opening,
        table(["exit code", "meaning"], [(str(n), text) for n, text in EXITS.items()]),
        "## The tree",
        f"```text\n{inspect.cleandoc(tree)}\n```",
        table(["error", "code", "exit", "when"], rows),
        "Every error is a public name: `ll.UsageError` after `import leadline as ll`.",
    )
