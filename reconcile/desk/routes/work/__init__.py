"""The pages of a team: what waits for a person, one kind a file."""
