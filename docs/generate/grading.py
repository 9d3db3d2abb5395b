"""The page of grading rules, from the tables that grade."""

import ast
import inspect

from docs.generate.markdown import code, heading, table, whole

from leadline.assess import grade
from leadline.disclose.claim import GRAINS, SUBJECTS
from leadline.models.selection import RATE
from leadline.publish import voice
from leadline.words import words


def conditions() -> dict[str, str]:
    """Return the condition of each rule as it stands in the source."""
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(grade)))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Rule"
    ]
    return {ast.literal_eval(call.args[0]): _condition(call.args[2]) for call in calls}


def page() -> str:
    """Return the page, Markdown."""
    english = words("en")
    found = conditions()
    rules = [
        (
            code(rule.code),
            english.text(f"reason.{rule.code}"),
            f"{rule.steps:+d}" if rule.steps else "",
            "" if rule.cap == "high" else english.label("confidence", rule.cap),
            code(found[rule.code]),
        )
        for rule in grade.RULES
    ]
    likelihoods = [
        (english.label("likelihood", word), f"above {at_least:.2f}")
        for at_least, word in grade.LIKELIHOOD
    ]
    likelihoods.append((english.label("likelihood", "about_as_likely_as_not"), "0.50"))
    levels = ", ".join(english.label("confidence", word) for word in grade.CONFIDENCE)
    return whole(
        heading(
            "Grading",
            "The rules by which confidence, likelihood and rung are given.",
            "What they mean stands in [grading](../explanation/grading.md).",
        ),
        "## Confidence",
        f"Words, from weak to strong: {levels}.\n"
        "Counts start at Low; each rule that holds moves the grade by its steps, and the lowest"
        " limit among them caps it.\n"
        "`g.lower` and `g.upper` bound the released change, as shares of expected.",
        table(["rule", "as the report says it", "steps", "at most", "holds when"], rules),
        "## Likelihood",
        "The probability is that of the direction stated, from released numbers.\n"
        "Where no change is stated, no likelihood is.",
        table(["word", "probability"], likelihoods),
        "## Selection",
        f"A change is stated where it stands at a false discovery rate of {RATE:.2f} among the"
        " claims looked at with it; its interval has the level 1 - rate x stated / looked at.\n"
        "Looked at together are, of each release:",
        table(["of whom", "which periods"], [(s, g) for s in SUBJECTS for g in GRAINS]),
        "How and why: [many claims at once](../explanation/selection.md).",
        "## Rungs",
        "How strong a kind of evidence a finding rests on; this version gives "
        f"{grade.RUNG_SERIES} and {grade.RUNG_SEVERAL_SOURCES}.",
        table(["rung", "kind of evidence"], [(str(n), _rung(n)) for n in range(1, 6)]),
    )


def _condition(function: ast.expr) -> str:
    assert isinstance(function, ast.Lambda)
    return ast.unparse(function.body)


def _rung(number: int) -> str:
    return words("en").label("rung", voice._RUNGS[number - 1])
