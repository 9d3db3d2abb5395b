"""Draws to findings: one module for each finding kind, and the rules that grade them."""
