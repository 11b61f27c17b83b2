"""The whole of an election as the desk shows it on one page."""
