"""From stored bytes to strings with their place; nothing here fetches or interprets."""
