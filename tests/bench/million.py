"""`python -m tests.bench.million`: could it matter, and what is unusual, at a million.

Screening and materiality of a million invented stations in one process, its memory read
at the end. A fiftieth of the stations has a copy, and a tenth of these differ. The most
votes that a list can have are found the plain way too. (The stations are copies of 9,727,
so that what is flagged there means nothing.)
"""

import platform
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl

from ingest.errors import SettingError
from ingest.facts.elections import load_election
from ingest.facts.forms import load_form
from ingest.facts.places import find_fact
from ingest.protocol import Protocols, empty_rows
from ingest.sample.country import invent_country
from reconcile.checks.copies import check_copies
from reconcile.checks.screening import check_screening
from reconcile.outcome.result import work_out
from reconcile.run import Result, make_result
from reconcile.statements import latest, make_statements
from reconcile.table import Case
from reconcile.whole import whole_stations
from tests.screened import country_case

MILLION, WITH_COPY, DIFFER, MOVED = 1_000_000, 50, 10, 3
FROM, TO = "votes.nur-otan", "votes.ansdp"


def timed(what: str, work: Callable[[], Any]) -> tuple[float, Any]:
    """Run once, print and return the seconds, and what came out."""
    started = time.perf_counter()
    result = work()
    spent = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{what:34}{spent:8.2f} s   {peak:.2f} GB at most so far")
    return spent, result


def with_copies(case: Case) -> Case:
    """Copy some protocols of one channel, and move votes in some of the copies."""
    posted = case.official.agreed
    one = pl.len().over("station") == 1  # of one channel, whose protocol is the whole
    alone = posted.rows.select(one).to_series().arg_true().to_numpy()[::WITH_COPY]
    counts = posted.counts[:, alone].copy()
    at = case.form.position
    counts[at[FROM], ::DIFFER] -= MOVED
    counts[at[TO], ::DIFFER] += MOVED
    keys = posted.rows[alone].select("station", "tec", "rec", "channel")
    lines = dict(zip(case.form.names, counts, strict=True))
    rows = pl.concat(
        [empty_rows(case.form.names), keys.with_columns(**lines)], how="diagonal_relaxed"
    )
    rows = rows.with_columns(
        pl.col(pl.String).exclude("level").fill_null(""),
        version=1,
        layout=0,
        level=pl.lit("pec"),
    )
    held = make_statements(Protocols(rows, [[""] * len(case.form.names)]), case.form)
    return replace(case, copies=latest(held)[0], held=held)


def find_differences(case: Case) -> Result:
    """Ask the copies, as a run does."""
    return make_result(case, list(check_copies(case)))


def plain_highest(case: Case) -> int:
    """Find the most votes a list can have: of each station the better of two statements."""
    at = case.form.position[TO]
    whole, copies = whole_stations(case.official.agreed), case.copies.agreed
    rows = pl.DataFrame({"station": whole.rows["station"], "posted": whole.counts[at]})
    other = pl.DataFrame({"station": copies.rows["station"], "copy": copies.counts[at]})
    both = rows.join(other, on="station", how="left").fill_null(0)
    return int(both.select(pl.max_horizontal("posted", "copy").sum()).item())


def main() -> None:
    """Print the figures; stop where the twin finds something else."""
    print(f"Python {platform.python_version()}; {MILLION:,} stations")
    fact = find_fact("elections", "kz-2007-majilis", SettingError)
    election = load_election(fact)
    form = load_form("kz-2007-pec")
    case = with_copies(country_case(invent_country(election, form), MILLION))
    timed("(ready)", lambda: None)
    screening, answers = timed("C501 to C510", lambda: check_screening(case, disputed=True))
    print(", ".join(f"{one.check.code} {one.violated:,}" for one in answers))
    result = find_differences(case)
    found = f"materiality of {result.findings.height:,} findings"
    spent, outcome = timed(found, lambda: work_out(result, election))
    _, expected = timed("  its highest votes, plainly", lambda: plain_highest(case))
    got = outcome.materiality["lists"][TO.removeprefix("votes.")]["votes"]["highest"]
    if got != expected:
        raise SystemExit(f"the highest votes are {got:,}, plainly {expected:,}")
    print(f"{'in all':34}{spent + screening:8.2f} s")


if __name__ == "__main__":
    main()
