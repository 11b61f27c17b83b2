"""What is known before the night: forms, elections, websites, column maps."""
