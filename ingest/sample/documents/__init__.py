"""The documents of the invented election: what stands on them, and how they are made."""
