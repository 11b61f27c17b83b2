"""What can be asked, one story a file."""
