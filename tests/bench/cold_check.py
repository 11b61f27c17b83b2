"""`make bench`: how long a whole check takes, beside importing polars and numba.

Runs A (a cold `tekseru check` of 9,727 stations, 3,000 copies, register and 222 upper
protocols, all as CSV, findings written) and B (`python -c "import polars, numba"`) in
turn, and prints medians and the ratio pair by pair. Everything checked is invented.
"""

import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ingest.facts.forms import Form, load_form
from tests.invented import invent_protocol

STATIONS, COPIES, TECS, RECS = 9_727, 3_000, 205, 16
PAIRS = 15


def write_tables(folder: Path, form: Form) -> None:
    """Write an invented election of Kazakhstan's size, with some discrepancies."""
    chance = random.Random(2007)
    lines = ",".join(form.names)
    official, copies = [f"station,tec,{lines}"], [f"station,source,{lines}"]
    register, sums = ["station,tec,rec"], {}
    for number in range(STATIONS):
        counts = invent_protocol(form, chance)
        station, tec = f"s{number:05}", number % TECS
        register.append(f"{station},t{tec},r{tec % RECS}")
        sums[tec] = [
            a + b for a, b in zip(sums.get(tec, [0] * 21), counts.values(), strict=True)
        ]
        if number < COPIES:
            copies.append(f"{station},o{number}," + ",".join(map(str, counts.values())))
        if number % 20 == 0:
            counts["votes.nur-otan"] += chance.randint(1, 30)
        official.append(f"{station},t{tec}," + ",".join(map(str, counts.values())))
    regions: dict[int, list[int]] = {}
    upper = [f"level,commission,parent,{lines}"]
    for tec, total in sums.items():
        upper.append(f"tec,t{tec},r{tec % RECS}," + ",".join(map(str, total)))
        region = regions.get(tec % RECS, [0] * 21)
        regions[tec % RECS] = [a + b for a, b in zip(region, total, strict=True)]
    upper += [f"rec,r{rec},," + ",".join(map(str, total)) for rec, total in regions.items()]
    country = [sum(column) for column in zip(*regions.values(), strict=True)]
    upper.append("cec,cec,," + ",".join(map(str, country)))
    tables = {"official": official, "copies": copies, "register": register, "upper": upper}
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def timed(command: list[str], folder: Path) -> float:
    """Run a command as a process of its own; return its wall time in seconds."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True)
    spent = time.perf_counter() - started
    if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
        raise SystemExit(done.stderr.decode())
    return spent


def main() -> None:
    """Print the two medians and the median ratio."""
    check = [
        str(Path(sys.executable).with_name("tekseru")),
        *("check", "--form", "kz-2007-pec", "--official", "official.csv"),
        *("--copies", "copies.csv", "--register", "register.csv"),
        *("--commissions", "upper.csv", "--out", "out", "--quiet"),
    ]
    imports = [sys.executable, "-c", "import polars, numba"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_tables(folder, load_form("kz-2007-pec"))
        timed(check, folder)  # compiles the kernels if nothing did before
        pairs = [(timed(check, folder), timed(imports, folder)) for _ in range(PAIRS)]
    ratios = [whole / bare for whole, bare in pairs]
    print(f"{STATIONS:,} stations, {COPIES:,} copies; Python {platform.python_version()}")
    print(f"whole cold check       {statistics.median(a for a, _ in pairs):.2f} s")
    print(f"import polars, numba   {statistics.median(b for _, b in pairs):.2f} s")
    print(f"ratio, median of {PAIRS}    {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
