"""Models: arrays in, arrays out; no dates, no files, no labels."""
