"""A run as one XLSX with filters, for people who live in Excel.

`sheets` says what stands in it, `make` writes it.
"""
