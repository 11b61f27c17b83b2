"""How long `tekseru report` takes, and how large its page is, at 5,000 findings.

Runs a cold check of 9,727 stations whose copies differ at 5,000 lines, then a cold
report of it, and prints the median of several and the size. Everything is invented.
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from ingest.facts.forms import load_form
from reconcile.bench.invent import RECS, TECS
from reconcile.bench.whole import COUNTRY as STATIONS
from tests.invented import invent_protocol

FINDINGS = 5_000
MOST_S, MOST_BYTES = 3.0, 5_000_000  # what issue 6 asks
RUNS = 5
TEKSERU = (sys.executable, "-c", "from reconcile.cli import main; main()")


def write_tables(folder: Path) -> None:
    """Write protocols, copies and a register, with one line changed at every other one."""
    form, chance = load_form("kz-2007-pec"), random.Random(2007)
    head = f"station,tec,rec,source,{','.join(form.names)}"
    official, copies, register = [head], [head], ["station,tec,rec"]
    for number in range(STATIONS):
        counts = invent_protocol(form, chance)
        keys = f"s{number:05},t{number % TECS},r{number % TECS % RECS}"
        register.append(keys)
        official.append(f"{keys},,{','.join(map(str, counts.values()))}")
        if number < FINDINGS:
            counts["votes.nur-otan"] += chance.randint(1, 30)
            copies.append(f"{keys},o{number},{','.join(map(str, counts.values()))}")
    for name, rows in (("official", official), ("copies", copies), ("register", register)):
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n")


def main() -> None:
    """Make the tables, check them, and time the report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_tables(folder)
        files = [
            f"--{one}={folder / one}.csv" for one in ("official", "copies", "register")
        ]
        check = (*TEKSERU, "check", "--form=kz-2007-pec", *files, f"--out={folder / 'out'}")
        subprocess.run([*check, "--quiet"], check=False)
        findings = pl.read_parquet(folder / "out" / "findings.parquet").height
        report = (*TEKSERU, "report", str(folder / "out"), "--quiet")
        seconds = [_time(report) for _ in range(RUNS)]
        size = (folder / "out" / "index.html").stat().st_size
    print(f"{STATIONS:,} stations, {findings:,} findings")
    print(f"report    {statistics.median(seconds):.2f} s  (asked: under {MOST_S:.0f} s)")
    print(f"the page  {size:,} bytes  (asked: under {MOST_BYTES:,})")


def _time(command: tuple[str, ...]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
