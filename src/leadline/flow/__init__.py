"""Where steps are chained and labels meet arrays: one module a question."""
