"""The version of the method: a change of its numbers bumps it, and reports print it."""

METHOD = "delay/1"
