"""`python -m tests.bench.screening`: how long screening takes, beside numpy and scipy.

First the kernels and the plain twins give the same answers, then both are timed in this
process: whole percentages, and stations against their neighbours, on the invented
country and, where the shared data are, on the stand-in's real stations.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
from scipy import stats

from fastcheck.flags import flag_bh
from fastcheck.integers import either_chance, integer_chance
from fastcheck.outliers import Fit, fit_others, tail_chance
from ingest.errors import SettingError
from ingest.facts.elections import load_election
from ingest.facts.forms import load_form
from ingest.facts.places import find_fact
from ingest.sample.country import Country, invent_country

REPEATS = 50

Counts = dict[str, np.ndarray]


def stand_in(shared: Path) -> Counts:
    """The real stations of Russia 2007, with the commission of each."""
    table = pl.read_csv(shared / "data/russia-2007-standin/ru2007_16regions_9727.csv")
    names = {"voters": "voters", "turnout": "issued", "cast": "found", "votes": "p10"}
    counts = {name: table[column].to_numpy() for name, column in names.items()}
    tec = table.select(pl.struct("region", "tik").rank("dense") - 1).to_series()
    return counts | {"of": table["valid"].to_numpy(), "tec": tec.to_numpy()}


def country() -> Country:
    """The invented election of Kazakhstan's size."""
    election = load_election(find_fact("elections", "kz-2007-majilis", SettingError))
    return invent_country(election, load_form("kz-2007-pec"))


def counts_of(invented: Country) -> Counts:
    """The same counts of the invented stations."""
    names = {"voters": "voters", "turnout": "issued", "cast": "cast"}
    names |= {"votes": "votes.nur-otan", "of": "valid"}
    at = invented.form.position
    return {name: invented.counts[at[line]] for name, line in names.items()} | {
        "tec": invented.tec
    }


def percentages(counts: Counts) -> list[np.ndarray]:
    """Keep what whole percentages are asked of: turnout, voters, votes, cast."""
    asked = (counts["voters"] >= 100) & (counts["cast"] >= 1)
    asked &= 100 * counts["turnout"] <= 99 * counts["voters"]
    asked &= 100 * counts["votes"] <= 99 * counts["cast"]
    names = ("turnout", "voters", "votes", "cast")
    return [np.ascontiguousarray(counts[one][asked], np.int64) for one in names]


def excess(hits: np.ndarray, chance: np.ndarray) -> tuple[float, float]:
    """Stations above chance, and the standard deviation of their number."""
    return float(hits.sum() - chance.sum()), float(np.sqrt((chance * (1 - chance)).sum()))


def compiled_percentages(arrays: list[np.ndarray]) -> tuple[float, float]:
    """Whole percentages, by the kernel."""
    came, came_chance = integer_chance(arrays[0], arrays[1])
    led, led_chance = integer_chance(arrays[2], arrays[3])
    return excess(came | led, either_chance(came_chance, led_chance))


def plain_percentages(arrays: list[np.ndarray]) -> tuple[float, float]:
    """Whole percentages, with scipy's probabilities over all stations at once."""
    came, came_chance = _plain_chance(arrays[0], arrays[1])
    led, led_chance = _plain_chance(arrays[2], arrays[3])
    return excess(came | led, 1 - (1 - came_chance) * (1 - led_chance))


def _plain_chance(part: np.ndarray, whole: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    over = (100 * part) % whole
    chance = np.zeros(len(part))
    for percent in range(101):
        low = np.maximum(-((1 - 20 * percent) * whole // 2000), 0)
        high = np.minimum((20 * percent + 1) * whole // 2000, whole)
        for step in range(int((high - low).max()) + 1):
            inside = low + step <= high
            probability = stats.binom.pmf(
                (low + step)[inside], whole[inside], (part / whole)[inside]
            )
            chance[inside] += probability
    return 20 * np.minimum(over, whole - over) <= whole, chance


def neighbours(counts: Counts) -> tuple[np.ndarray, np.ndarray, Fit]:
    """Keep what station outliers are asked of, with the fit to the other stations."""
    asked = counts["of"] >= 50
    votes, of, tec = (
        np.ascontiguousarray(counts[one][asked], np.int64) for one in ("votes", "of", "tec")
    )
    return votes, of, fit_others(votes, of, tec, int(tec.max()) + 1)


def plain_tails(votes: np.ndarray, of: np.ndarray, fit: Fit) -> np.ndarray:
    """Two-sided beta-binomial tails by scipy, at stations that have a spread."""
    a = fit.share * (1 / fit.rho - 1)
    b = (1 - fit.share) * (1 / fit.rho - 1)
    low = stats.betabinom.cdf(votes, of, a, b)
    return np.minimum(
        1, 2 * np.minimum(low, 1 - low + stats.betabinom.pmf(votes, of, a, b))
    )


def timed(run: Callable[[], object], repeats: int) -> float:
    """Shortest of a few runs, in seconds: others may use the machine too."""
    spent = []
    for _ in range(repeats):
        started = time.perf_counter()
        run()
        spent.append(time.perf_counter() - started)
    return min(spent)


def compare(name: str, counts: Counts) -> None:
    """Compare answers, and then times, of the kernels and their plain twins."""
    arrays = percentages(counts)
    got, expected = compiled_percentages(arrays), plain_percentages(arrays)
    if not np.allclose(got, expected, rtol=1e-9):
        raise SystemExit(f"{name}: whole percentages {got}, plain {expected}")
    votes, of, fit = neighbours(counts)
    chance, spread = tail_chance(votes, of, fit), fit.rho > 1e-4
    some = Fit(fit.share[spread], fit.rho[spread])
    plain = plain_tails(votes[spread], of[spread], some)
    if not np.allclose(
        chance[spread], plain, rtol=1e-6, atol=1e-9
    ):  # scipy's far tail is 1 - cdf
        raise SystemExit(f"{name}: tails differ by {abs(chance[spread] - plain).max()}")
    print(f"{name}: excess {got[0]:.2f}, sd {got[1]:.2f}, of {len(arrays[0]):,} stations;")
    print(f"  {flag_bh(chance, 0.05).sum()} apart of {len(votes):,}; same as plain")
    kernel = timed(lambda: compiled_percentages(arrays), REPEATS)
    twin = timed(lambda: plain_percentages(arrays), 3)
    print(f"  whole percentages   {1e3 * kernel:8.1f} ms   scipy {1e3 * twin:8.1f} ms")
    kernel = timed(lambda: tail_chance(votes, of, fit), REPEATS)
    twin = timed(lambda: plain_tails(votes[spread], of[spread], some), 3)
    print(f"  stations apart      {1e3 * kernel:8.1f} ms   scipy {1e3 * twin:8.1f} ms")


def main() -> None:
    """Print the figures."""
    compare("invented country", counts_of(country()))
    root = Path(__file__).parents[3]
    shared = Path(os.environ.get("TEKSERU_SHARED", root / "shared"))
    if shared.is_dir():
        compare("stand-in", stand_in(shared))


if __name__ == "__main__":
    main()
