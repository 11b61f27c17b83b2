"""What lasts: the election folder and its evidence."""
