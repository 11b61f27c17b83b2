"""The findings of a run as the desk lists and shows them."""
