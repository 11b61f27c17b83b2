"""Integers in, integers out: the arithmetic of every check."""
