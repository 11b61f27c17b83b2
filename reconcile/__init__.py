"""Protocols in, findings out, and how people meet them."""
