"""Mapping files: a source's own layout into ours."""
