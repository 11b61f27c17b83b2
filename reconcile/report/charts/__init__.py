"""Charts of a run: each a drawing, one sentence that reads it, and the table behind it.

A chart a file, each a function from plain data (summary.json, figures.json, what the
verbs estimate and audit give) to a `Chart` in one language. What is drawn was worked out
before: here is no arithmetic but that of the drawing.

`draw` draws (Vega-Lite, by its one door), `tidy` makes the drawing fit to stand in a page.
"""
