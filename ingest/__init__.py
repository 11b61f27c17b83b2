"""Documents in, protocols out."""
