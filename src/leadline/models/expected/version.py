"""The version of the method: a change of its numbers bumps it, and reports print it."""

METHOD = "expected/2"
# The search for undeclared breaks: it raises questions and changes no number.
BREAKS_METHOD = "breaks/2"
