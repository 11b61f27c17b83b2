"""One string -> one value, or the reason it gives none."""
