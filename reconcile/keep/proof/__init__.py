"""Proof that what is kept is what was stored: hash tree, roots of runs, reading again."""
