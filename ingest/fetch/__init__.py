"""From a commission's website into the archive."""
