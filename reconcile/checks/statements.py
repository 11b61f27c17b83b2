"""Does a commission state one protocol the same wherever it states it?

C203  in the protocol and in the table of the commission above
C204  in digits and in words
"""

from reconcile.checks.base import Answer, Check, Severity
from reconcile.checks.copies import compare, match_copies
from reconcile.table import Case
from reconcile.whole import whole_stations

TABLE_DIFFERS = Check(
    code="C203",
    name="tec-table-differs",
    severity=Severity.MUST,
    asks="Does a station's row in the table of its territorial commission say what the "
    "station's protocol says?",
    source="Kazakhstan, instruction of the Central Election Commission of 2 August 2007: "
    "territorial commissions publish the results of all stations as a table",
    says="{where}, line {number} ({label}): table of the TEC {copy}, protocol {official}, "
    "off by {difference:+d}",
    rule_out="A table made before a correction or after it; a row read under the "
    "neighbour's number; a station whose protocols are of several channels.",
)

WORDS_DIFFER = Check(
    code="C204",
    name="words-differ",
    severity=Severity.SHOULD,
    asks="Does a protocol say the same number in digits and in words?",
    source="A number is written in words so that its digits cannot be changed unseen; "
    "that Kazakhstan's protocols of 2007 have words is derived",
    says="{where}, line {number} ({label}): in words {copy}, in digits {official}, "
    "off by {difference:+d}",
    rule_out="A slip of whoever wrote the protocol; a page that was typed anew.",
)

CHECKS = (TABLE_DIFFERS, WORDS_DIFFER)


def check_statements(case: Case) -> list[Answer]:
    """Ask C203 of every row of the tables, C204 of every protocol that has words."""
    stations = whole_stations(case.official.agreed)
    rows = match_copies(stations, case.tables, ["station"])
    return [
        compare(TABLE_DIFFERS, case, stations, case.tables, *rows),
        *(
            compare(WORDS_DIFFER, case, digits, words, *match_copies(digits, words))
            for digits, words in case.words
        ),
    ]
