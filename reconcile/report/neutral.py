"""Text of documents as cells that no spreadsheet runs: readable, bounded, harmless.

A station's id or a sheet's name is whatever a document says. A spreadsheet takes text
that begins with = + - or @ for a formula when it opens a CSV, or when somebody edits the
cell; a quote mark before it makes it text everywhere. Numbers are no text and keep their
sign. For files that people open: scripts read the tables that check wrote.
"""

import io

import polars as pl

MOST = 2_000  # letters a cell; what is longer stands whole in findings.json

# Controls, marks that turn the direction of text, letters that are not seen.
_STEERING = r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\x{115f}\x{1160}\x{3164}--[\t\n]]"
# A sign at the start, also after blanks and in full width, and where a program that takes
# other characters for the ends of cells would see a start.
_SIGN = r"(^|[;\t\n])([\s--[\t\n]]*)([=+\-@＝＋－＠])"
_BLANK = r"^([\t\n])"


def neutral(text: pl.Expr) -> pl.Expr:
    """Make a column of text harmless in a spreadsheet; null stays null."""
    seen = text.str.replace_all(_STEERING, "\N{REPLACEMENT CHARACTER}")
    cut = pl.when(seen.str.len_chars() > MOST).then(seen.str.head(MOST - 1) + "…")
    quoted = cut.otherwise(seen).str.replace_all(_SIGN, "${1}${2}'${3}")
    return quoted.str.replace(_BLANK, "'${1}")


def neutral_csv(findings: pl.DataFrame) -> bytes:
    """Write findings as CSV that may be opened with a double click.

    The rows and columns of findings.csv, its text made harmless, with the mark by which
    Excel knows UTF-8.
    """
    texts = [name for name, kind in findings.schema.items() if kind == pl.String]
    buffer = io.BytesIO()
    shown = findings.with_columns(neutral(pl.col(name)).alias(name) for name in texts)
    shown.write_csv(buffer, include_bom=True)
    return buffer.getvalue()
