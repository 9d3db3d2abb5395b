"""Bytes to nouns: closed schemas, patterns before parsing, all problems together.

What was refused is never repeated in a message, an exception or a log.
"""
