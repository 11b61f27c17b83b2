"""Findings and summary as files and as text; no arithmetic of its own."""
