"""Does it matter: totals, seats, and what findings and absent stations could change."""
