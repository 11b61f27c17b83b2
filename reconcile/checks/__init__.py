"""The questions asked of every station, one module a family of codes."""
