"""The page of commands, from the command line itself."""

from collections.abc import Iterator
from typing import Any

import typer
from docs.generate.markdown import code, heading, table, whole
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from leadline.cli.main import app


def group() -> TyperGroup:
    """Return the command line as click sees it."""
    found = typer.main.get_command(app)
    assert isinstance(found, TyperGroup)
    return found


def commands() -> dict[str, TyperCommand]:
    """Return every command by its name, those of a group with the group's name before theirs."""
    found: dict[str, TyperCommand] = {}
    for name, each in group().commands.items():
        inner = each.commands if isinstance(each, TyperGroup) else {}
        parts = {f"{name} {part}": command for part, command in inner.items()} or {name: each}
        for full, command in parts.items():
            assert isinstance(command, TyperCommand)
            found[full] = command
    return found


def page() -> str:
    """Return the page, Markdown."""
    every = group()
    opening = heading(
        "Commands",
        "Every command with its arguments and options, as `leadline COMMAND --help` says them.",
        "Data goes to stdout or to the folder of `--out`; progress and errors go to stderr.",
        f"{every.epilog} See [errors](errors.md).",
    )
    own = table(["option", "default", "what it does"], _parameters(every, typer.Context(every)))
    return whole(opening, own, *(_section(name, each) for name, each in commands().items()))


def _section(name: str, command: TyperCommand) -> str:
    context = command.make_context(f"leadline {name}", [], resilient_parsing=True)
    usage = (
        f"```text\n{' '.join([context.command_path, *command.collect_usage_pieces(context)])}\n```"
    )
    text = " ".join((command.help or "").split())
    parameters = list(_parameters(command, context))
    parts = [f"## leadline {name}", text, usage]
    if parameters:
        parts.append(table(["argument or option", "default", "what it does"], parameters))
    return "\n\n".join(parts)


def _parameters(
    command: TyperCommand | TyperGroup, context: typer.Context
) -> Iterator[tuple[str, str, str]]:
    for parameter in command.params:
        assert isinstance(parameter, TyperArgument | TyperOption)
        yield _name(parameter, context), _default(parameter), parameter.help or ""


def _name(parameter: TyperArgument | TyperOption, context: typer.Context) -> str:
    if isinstance(parameter, TyperArgument):
        return code(parameter.metavar or parameter.opts[0])
    record = parameter.get_help_record(context)
    assert record is not None, "no option is hidden"
    return code(record[0])


def _default(parameter: TyperArgument | TyperOption) -> str:
    if parameter.required:
        return "required"
    value: Any = parameter.default  # Any: what a default is depends on its option
    return code(str(value)) if value not in (None, False, ()) else ""
