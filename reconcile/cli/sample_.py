"""tekseru sample: draw the stations whose copies will be collected."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile.cli.options import FOLDER, Voice, voiced
from reconcile.cli.standin_ import serve

if TYPE_CHECKING:
    from reconcile.outcome.sample.draw import Sample

MOST = 1_000_000  # draws
RARE = 1  # of a hundred stations: differences that few draws would meet

BY_DIGEST = ("           So for every station; the smallest of each stratum are drawn.",)
BY_VOTERS = (
    "           Divided by the number of all voters, its remainder points to a voter,",
    "           where stations lie in the order of their names, and so for 2, 3, ...",
)


class _Drawing(click.Group):
    """A group whose first word, where it names none of its commands, belongs to draw."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, *self.get_help_option_names(ctx)}:
            args = ["draw", *args]
        return super().parse_args(ctx, args)


@click.group("sample", cls=_Drawing)
def command() -> None:
    """Draw a random sample of stations: [DIR] and the options of draw."""


command.add_command(serve)


@command.command("draw")
@FOLDER
@click.option("--seed", help="The published seed; one is made if none is given.")
@click.option("--method", type=click.Choice(["srs", "pps"]), default="srs", help="How.")
@click.option("--strata", default="rec", help="Columns joined by +, or nothing.")
@click.option("--size", type=click.IntRange(2, MOST), default=300, help="How many draws.")
@click.option(
    "--margin",
    type=click.FloatRange(0, 50, min_open=True),
    help="Instead of --size: for the largest list, in percentage points.",
)
@click.option("--neyman", is_flag=True, help="More stations where posted results spread.")
@voiced
def draw(
    folder: Path,
    seed: str | None,
    method: str,
    strata: str,
    size: int,
    margin: float | None,
    neyman: bool,
    json: bool,
    quiet: bool,
) -> None:
    """Draw stations with a seed, and write sample.csv into the election folder.

    srs draws without replacement inside strata; pps draws with replacement, each
    station in proportion to its voters, for an audit that may stop at any draw.
    """
    from reconcile.keep.folder import ElectionFolder
    from reconcile.keep.pvt import read_frame
    from reconcile.keep.sample import write_sample
    from reconcile.outcome.sample.draw import Plan, check_seed, draw_sample, make_seed
    from reconcile.outcome.sample.sampling import draws_to_meet

    voice = Voice(json=json, quiet=quiet)
    chosen = make_seed() if seed is None else check_seed(seed)
    if method == "pps" and (margin or neyman):
        raise click.UsageError("--margin and --neyman are for --method srs")
    plan = Plan(method, strata, size, margin / 100 if margin else None, neyman=neyman)
    frame = read_frame(folder).frame
    sample = draw_sample(frame, plan, chosen)
    with ElectionFolder(folder).locked():
        path = write_sample(sample, folder)
    rare = max(len(frame) * RARE // 100, 1)
    enough = draws_to_meet(rare, len(frame))
    voice.tell(_lines(sample, path, len(frame), made=seed is None))
    voice.tell([f"{enough:,} draws meet one of {rare:,} stations that differ, 95 % sure."])
    voice.give(
        {
            "file": str(path),
            "seed": sample.seed,
            "method": sample.method,
            "strata": sample.strata,
            "drawn": sample.rows.height,
            "stations": len(frame),
            "frame": sample.rows["frame"][0],
            "rare": rare,
            "enough": enough,
        }
    )


def _lines(sample: "Sample", path: Path, stations: int, *, made: bool) -> Iterator[str]:
    """Tell what was drawn, and how anybody can draw it again."""
    from shlex import quote

    from reconcile.outcome.sample.draw import PPS

    rows, by_voters = sample.rows, sample.method == PPS
    yield f"{path}: {rows.height:,} draws of {stations:,} stations"
    how = f"without replacement, in {rows['stratum'].n_unique():,} strata"
    yield f"Method     {'with replacement, by number of voters' if by_voters else how}"
    dice = "  (made here; dice thrown in public convince others)" if made else ""
    yield f"Seed       {sample.seed}{dice}"
    text = quote(f"{sample.seed} {sample.ticket(0)}")
    yield f"Check      printf %s {text} | sha256sum"
    yield f"           gives {rows['digest'][0][:40]}..."
    yield from (BY_VOTERS if by_voters else BY_DIGEST)
    yield "Publish the seed and this file before any copy is seen. A sample is drawn once."
    yield "Next: tekseru import copies FILE DIR, tekseru parse DIR, tekseru estimate DIR"
