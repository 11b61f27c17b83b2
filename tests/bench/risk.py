"""How long risks and estimates take, beside plain numpy; and whether their limits hold.

    python -m tests.bench.risk

Answers are compared before anything is timed. Everything is invented but the stand-in's
stations, which are left out where the shared data are absent.
"""

import os
import platform
import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from fastcheck.risk import ALPHA, Product, draws_needed, evidence
from ingest.facts.elections import Seats
from ingest.facts.forms import load_form
from ingest.protocol import Protocols, empty_rows
from reconcile.bench.chance import RISK, numpy_alpha, numpy_draws
from reconcile.outcome.sample.assertions import seat_pairs, thresholds
from reconcile.outcome.sample.audit import Asked, audit
from reconcile.outcome.sample.draw import Plan, Sample, draw_sample
from reconcile.outcome.sample.estimate import design_strata, estimate_shares
from reconcile.outcome.sample.frame import make_frame
from reconcile.outcome.sample.pvt import count_parallel
from reconcile.outcome.sample.risks import Draws, lay_out, weigh
from reconcile.outcome.sample.sampling import draw_srs
from reconcile.run import make_case
from tests.reconcile.outcome.test_risks import wrong_election

STATIONS, SAMPLES, DRAWS, MILLION = 9_727, 1_000, 2_000, 1_000_000
SEATS = (41, 26, 13, 9, 5, 3, 1)  # of seven lists over a threshold of one per cent
RULE = Seats.model_construct(number=98, threshold_percent=1, base="valid")


def best(run: Callable[[], object], times: int = 9) -> float:
    """Return the shortest of several wall times, in seconds."""
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        spent.append(time.perf_counter() - started)
    return min(spent)


def time_alpha(chance: np.random.Generator) -> None:
    """Time one series of draws through all stations."""
    bounds = chance.integers(10, 3000, STATIONS).astype(float)
    values = np.floor(bounds * chance.uniform(0.97, 1, STATIONS))
    null, whole, product = 0.96 * bounds.sum(), bounds.sum(), Product(ALPHA, eta=0.98)
    got = evidence(values, bounds, null, whole, product)
    np.testing.assert_allclose(
        got[:9000], numpy_alpha(values, bounds, null, whole, 0.98)[:9000], rtol=1e-9
    )
    ours = best(lambda: evidence(values, bounds, null, whole, product))
    plain = best(lambda: numpy_alpha(values, bounds, null, whole, 0.98))
    print(f"ALPHA, {STATIONS:,} stations: {1e3 * ours:.3f} ms; numpy {1e3 * plain:.3f} ms")


def invent_counts(chance: np.random.Generator) -> np.ndarray:
    """Seven lists and invalid ballots of each station: int64 (kind, station)."""
    cast = chance.integers(50, 1500, STATIONS)
    shares = np.array([*(0.9 * np.array(SEATS) / sum(SEATS)), 0.1])
    return np.ascontiguousarray(chance.multinomial(cast, shares / shares.sum()).T)


def time_assertions(chance: np.random.Generator) -> None:
    """Time how many draws 48 claims need, over a thousand simulated samples."""
    reported = invent_counts(chance)
    totals = reported.sum(axis=1).tolist()
    claims = [*thresholds(totals, 1, "valid"), *seat_pairs(8, SEATS)][-48:]
    ballots = reported.sum(axis=0)
    worths = [
        weigh(
            one,
            lay_out(reported, reported, ballots),
            Draws(None, ballots, replacement=True),
        )
        for one in claims
    ]
    worths = [one for one in worths if one.margin > 0]
    orders = chance.choice(STATIONS, (SAMPLES, DRAWS), p=ballots / ballots.sum())
    tables = []
    for one in worths:
        bounds = one.bounds.astype(float)
        values = np.minimum(
            one.values, np.floor(bounds * chance.uniform(0.999, 1, STATIONS))
        )
        tables.append((values, bounds, one.null, 1 - 0.1 * one.margin / one.whole))

    def ours() -> list[np.ndarray]:
        return [
            draws_needed(
                v, b, orders, null, Product(ALPHA, eta=eta, replacement=True), RISK
            )
            for v, b, null, eta in tables
        ]

    def plain() -> list[np.ndarray]:
        return [numpy_draws(v, b, orders, null, eta) for v, b, null, eta in tables]

    np.testing.assert_array_equal(ours(), plain())
    kernel, whole = best(ours, 3), best(plain, 1)
    print(
        f"{len(tables)} claims x {SAMPLES:,} samples of at most {DRAWS:,} draws: "
        f"{kernel:.2f} s; numpy {whole:.2f} s"
    )


def check_limits(chance: np.random.Generator, runs: int = 2_000) -> None:
    """Count how often a wrong outcome passes: three ways, looked at after every draw."""
    for name, share in (("all stations", 0.026), ("half boxes", 0.5), ("boxes", 1.0)):
        claim, reported, true = wrong_election(chance, share, STATIONS)
        draws = Draws(None, None, replacement=True)
        worth = weigh(claim, lay_out(reported, true, reported.sum(axis=0)), draws)
        orders = chance.choice(STATIONS, (runs, 400), p=worth.bounds / worth.whole)
        got = draws_needed(
            worth.values.astype(float), worth.bounds.astype(float), orders, worth.null,
            Product(replacement=True), RISK,
        )  # fmt: skip
        changed = int((reported != true).any(axis=0).sum())
        print(
            f"wrong by at most 2 votes, {name} ({changed:,}): {(got > 0).mean():.4f} "
            f"of {runs:,} runs pass; at most {RISK + 2 * (RISK * 0.95 / runs) ** 0.5:.4f}"
        )


def check_coverage(shared: Path, runs: int = 1_000) -> None:
    """Count how often an interval holds the true share, over draws by digest."""
    frame = pl.read_csv(shared / "russia-2007-standin" / "ru2007_16regions_9727.csv")
    strata = frame["region"].rank("dense").cast(pl.Int64).to_numpy() - 1
    names = frame.select(pl.concat_str("region", "tik", "uik")).to_series().to_list()
    votes = frame.select(f"p{n}" for n in range(1, 12)).to_numpy().T
    base, stations = frame["valid"].to_numpy(), np.bincount(strata)
    sizes = np.maximum(np.round(500 * stations / stations.sum()), 2).astype(int).tolist()
    truth, inside = votes.sum(axis=1) / base.sum(), np.zeros(11)
    for run in range(runs):
        at = draw_srs(names, strata, sizes, f"bench {run}")
        found = estimate_shares(votes[:, at], base[at], design_strata(strata[at], stations))
        inside += np.abs(found.shares - truth) <= found.margins()
    told = ", ".join(f"{inside[n - 1] / runs:.3f}" for n in (10, 4, 8))
    print(f"{runs:,} draws by digest of the stand-in: intervals hold in {told}")


def protocols(counts: dict[str, np.ndarray], names: pl.Series) -> Protocols:
    """Lay invented counts out as protocols read from one document."""
    form = load_form("kz-2007-pec")
    tec = (pl.int_range(names.len(), eager=True) % 205).cast(pl.String)
    rows = pl.DataFrame(
        {"station": names, "tec": tec, "rec": tec.str.slice(0, 1), **counts}
    )
    rows = pl.concat([empty_rows(form.names), rows], how="diagonal")
    rows = rows.with_columns(
        pl.lit("pec").alias("level"), pl.lit("paper").alias("channel"),
        pl.lit(1, pl.Int64).alias("version"), pl.lit(0, pl.Int64).alias("layout"),
        pl.lit("0" * 64).alias("document"),
    )  # fmt: skip
    rows = rows.with_columns(pl.col(pl.String).fill_null(""))
    return Protocols(rows, [[""] * len(form.names)])


def time_million(chance: np.random.Generator) -> None:
    """Time sample, estimate and audit on a million stations, from tables to figures."""
    cast = chance.integers(50, 1500, MILLION)
    form = load_form("kz-2007-pec")
    lists = [one for one in form.names if one.startswith("votes.")]
    shares = [*(0.9 * np.array(SEATS) / sum(SEATS)), 0.1]
    split = chance.multinomial(cast, np.array(shares) / sum(shares)).T
    counts = dict(zip([*lists, "invalid"], split, strict=True))
    counts |= {"registered": cast + 100, "issued": cast}
    posted = protocols(counts, pl.Series([f"{n:07}" for n in range(MILLION)]))
    copied = Protocols(posted.rows[::50], posted.layouts)
    official = split.sum(axis=1)
    steps = {}
    started = time.perf_counter()
    frame = make_frame(make_case(form, posted, copied))
    steps["tables"] = time.perf_counter() - started
    for method in ("pps", "srs"):
        started = time.perf_counter()
        sample = draw_sample(frame, Plan(method, "rec", 2_000), "bench")
        steps[f"sample {method}"] = time.perf_counter() - started
        sample = _with_copies(sample, frame.copied[0] >= 0, frame.names)
        started = time.perf_counter()
        count_parallel(frame, sample, official)
        steps[f"estimate {method}"] = time.perf_counter() - started
        started = time.perf_counter()
        audit(frame, sample, RULE, Asked())
        steps[f"audit {method}"] = time.perf_counter() - started
    told = ", ".join(f"{name} {spent:.1f} s" for name, spent in steps.items())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{MILLION:,} stations: {told}; in all {sum(steps.values()):.1f} s, {peak:.2f} GB"
    )


def _with_copies(sample: Sample, held: np.ndarray, names: list[str]) -> Sample:
    """Make every second draw one that has a copy, so that there is something to count."""
    there = [name for name, one in zip(names, held.tolist(), strict=True) if one]
    rows = sample.rows.with_row_index("n")
    swapped = pl.Series(there[: sample.rows.height])
    station = pl.when(pl.col("n") % 2 == 0).then(swapped).otherwise(pl.col("station"))
    return Sample(rows.with_columns(station=station).drop("n"))


def main() -> None:
    """Compare, time and print."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    chance = np.random.default_rng(2007)
    time_alpha(chance)
    time_assertions(chance)
    check_limits(chance)
    root = Path(__file__).parents[3]
    shared = Path(os.environ.get("TEKSERU_SHARED", root / "shared")) / "data"
    if shared.is_dir():
        check_coverage(shared)
    time_million(chance)


if __name__ == "__main__":
    main()
