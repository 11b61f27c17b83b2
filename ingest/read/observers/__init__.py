"""What observers hand in -> copies, and the entry form that they fill in."""
