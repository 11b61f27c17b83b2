"""From strings with their place to protocols."""
