"""tekseru sample serve: the invented election's website, to try the other verbs on."""

import sys
from collections.abc import Callable, Iterator
from threading import Event

import click

from reconcile.cli.demo_ import ELECTION, LEAST, NIGHTS, SIZE
from reconcile.cli.options import Voice

THOUSAND = click.IntRange(0, 1000)
HUNDRED = click.IntRange(0, 100)


@click.command("serve")
@click.option("--stations", type=click.IntRange(LEAST, SIZE), default=SIZE)
@click.option("--seed", default=2007, help="Another seed, another election.")
@click.option("--night", type=click.IntRange(1, NIGHTS), default=1, help="Which to show.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0: a free one.")
@click.option("--pdf", type=HUNDRED, default=10, help="Of 100 stations, how many as PDF.")
@click.option("--scan", type=HUNDRED, default=1, help="Of 100, how many as scans.")
@click.option("--fail", type=THOUSAND, default=0, help="Of 1000 addresses: 503 at first.")
@click.option("--truncate", type=THOUSAND, default=0, help="Of 1000: cut off at first.")
@click.option("--redirect", type=THOUSAND, default=0, help="Of 1000: redirected at first.")
@click.option(
    *("--fault", "faulty"),
    multiple=True,
    metavar="NAME=N",
    help="Of 1000, each time: error, hang, huge, cut, away, stale, layout, unlinked.",
)
@click.option("--slow", type=click.IntRange(0, 60_000), default=0, help="ms to wait.")
@click.option("--quiet", is_flag=True, help="Say nothing but the address.")
def serve(
    stations: int,
    seed: int,
    night: int,
    port: int,
    pdf: int,
    scan: int,
    fail: int,
    truncate: int,
    redirect: int,
    faulty: tuple[str, ...],
    slow: int,
    quiet: bool,
) -> None:
    """Serve an INVENTED commission's website on this machine until Ctrl-C.

    A number from 1 to 5 and Enter shows another night.
    """
    from ingest.sample.invent import Settings
    from ingest.sample.server import Faults
    from ingest.sample.server import serve as served
    from ingest.sample.standin import Shares

    settings = Settings(stations, seed, Shares(pdf, scan))
    more = dict(_fault(one) for one in faulty)
    faults = Faults(fail, truncate, redirect, slow_ms=slow, **more)
    with served(settings.website, faults, port) as (address, show):
        show(night)
        click.echo(address)
        Voice(json=False, quiet=quiet).mention(_how(address, night))
        try:
            _follow(show)
        except KeyboardInterrupt:
            sys.exit(0)


def _fault(given: str) -> tuple[str, int]:
    from ingest.sample.server import FAULTS, OF

    name, _, number = given.partition("=")
    if name not in FAULTS or not number.isdecimal() or int(number) > OF:
        raise click.UsageError(
            f"--fault: expected NAME=N, N to {OF}, of {', '.join(FAULTS)}; got {given!r}"
        )
    return name, int(number)


def _how(address: str, night: int) -> Iterator[str]:
    yield f"An INVENTED election's website, night {night} of {NIGHTS}. In another window:"
    yield f"  tekseru init kz --election {ELECTION}"
    yield f"  tekseru fetch kz --mirror {address}"
    yield f"A number from 1 to {NIGHTS} and Enter shows another night; Ctrl-C ends."


def _follow(show: Callable[[int], None]) -> None:
    """Show the nights that are typed; without anybody to type, stay as it is."""
    for line in sys.stdin:
        typed = line.strip()
        if typed.isdecimal() and 1 <= int(typed) <= NIGHTS:
            show(int(typed))
            click.echo(f"night {int(typed)}", err=True)
        else:
            click.echo(f"expected a number from 1 to {NIGHTS}, got {typed!r}", err=True)
    Event().wait()
