"""Does it matter, and how sure may we be: totals, seats, samples and audits."""
