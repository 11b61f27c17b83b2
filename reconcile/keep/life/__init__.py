"""What became of every document and every finding, from one run to the next."""
