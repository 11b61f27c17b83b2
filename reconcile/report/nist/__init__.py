"""The official protocols of an election as NIST SP 1500-100 results, version 2, in JSON.

The standard: Election Results Common Data Format, NIST SP 1500-100r2, schema 2.0.3.
`make` writes the file, `units` says who the commissions are, `stated` what they state.
"""
