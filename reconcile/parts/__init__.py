"""The same check of an election in parts: one after another, or on several machines."""
