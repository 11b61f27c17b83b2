"""Findings: the list, one of them, where its numbers stand, its evidence."""
