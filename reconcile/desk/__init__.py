"""The web desk: where observers and a team work, in a browser."""
