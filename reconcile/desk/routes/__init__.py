"""The pages of the desk, one story a file."""
