"""Scans and photographs: from a picture of a page to its cells, and what is in them."""
