"""The report as one page that opens from a mail on a phone, in three languages at once.

`facts` is what the election folder adds to a run: titles and names. `cards` puts findings
together by check, region and protocol; `texts` says them in every language and lets
nothing of a document become markup; `make` fills the templates.
"""
