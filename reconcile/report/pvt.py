"""A parallel count as a few lines for a person, and as JSON.

The sentences say what a figure says and what it does not: the words of
statistics, section 1, stand here and nowhere else.
"""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from reconcile.outcome.sample.draw import PPS, Sample
from reconcile.outcome.sample.frame import BASES
from reconcile.outcome.sample.matched import Beside
from reconcile.outcome.sample.pvt import Pvt
from reconcile.outcome.sample.shares import Base, Share

UNLIKE = 0.05  # the chance below which stations without a copy are said to differ
_NAME = 29  # columns for a list's name

NOT_DRAWN = (
    "Nobody drew these stations: copies came from where observers happened to be, and "
    "no margin can be given for the others. Shares are between the extremes: all voters "
    "of the stations without a copy for other lists, or all for this one."
)
SAYS_NOT = (
    "What it does not say: how ballots were cast and counted inside the stations, of "
    "which copies say nothing; and an official share inside the margin is not thereby "
    "shown to be right."
)


def pvt_lines(
    pvt: Pvt, sample: Sample | None, source: str, names: Sequence[str]
) -> Iterator[str]:
    """Tell each list's share, and what the figures say and do not."""
    yield from _drawn(pvt, sample)
    yield f"Official   {source}"
    for base in pvt.bases:
        yield ""
        yield from _table(base, names, drawn=sample is not None)
    yield ""
    yield from _sentences(pvt, names)
    yield from _paragraph(SAYS_NOT)


def _drawn(pvt: Pvt, sample: Sample | None) -> Iterator[str]:
    """Tell what was drawn, what came in, and what stands for the rest."""
    if sample is None:
        yield f"Copies     {pvt.came:,} of {pvt.stations:,} stations; no sample.csv"
        yield from _paragraph(NOT_DRAWN)
        return
    how = "in proportion to voters" if sample.method == PPS else "at random in strata"
    yield f"Sample     {pvt.drawn:,} draws of {pvt.stations:,} stations, {how}"
    yield f"Seed       {sample.seed}"
    yield f"Copies     {pvt.came:,} draws have a copy"
    absent = (pvt.drawn or 0) - pvt.came
    if absent:
        groups = "" if sample.method == PPS else ", group by group (stratum)"
        yield from _paragraph(
            f"{absent:,} draws have none. Those that came in stand for them{groups}, as if "
            "they were alike; no neighbour was taken instead. If they are not alike, "
            "shares are between the extremes: all their voters for other lists, or all "
            "for this one."
        )
    if pvt.uncovered:
        yield from _paragraph(
            f"No copy came from groups (strata) of {pvt.uncovered:,} stations: of these "
            "the estimate says nothing, and it is not compared with the official shares."
        )
    for name, p in pvt.likeness.items():
        if p < UNLIKE:
            yield from _paragraph(
                f"By posted results, stations with and without a copy differ in {name}; "
                f"chance alone makes them differ so much in {_in_hundred(p)} samples. They "
                "may not be alike."
            )


def _table(base: Base, names: Sequence[str], *, drawn: bool) -> Iterator[str]:
    """Print one row a list."""
    columns = ("copies", "margin", "official", "") if drawn else ("official",)
    bounds = any(one.lowest is not None for one in base.shares)
    extremes = "  the extremes" if bounds else ""
    yield f"{'% of ' + BASES[base.base]:{_NAME}}{_columns(columns)}{extremes}"
    for name, share in zip(names, base.shares, strict=True):
        numbers = [_percent(share.official)]
        if drawn:
            inside = {True: "inside", False: "OUTSIDE", None: ""}[share.inside]
            numbers = [_percent(share.share), _percent(share.margin), *numbers, inside]
        extremes = f"  {_percent(share.lowest)} to {_percent(share.highest)}"
        yield f"{_short(name):{_NAME}}{_columns(numbers)}{extremes if bounds else ''}"


def _columns(cells: Sequence[str]) -> str:
    """Lay out numbers, and behind them whether the official share is inside."""
    widths = (9, 9, 9, 8)
    return "".join(f"{one:>{width}}" for one, width in zip(cells, widths, strict=False))


def _sentences(pvt: Pvt, names: Sequence[str]) -> Iterator[str]:
    base = pvt.bases[0]
    first = max(range(len(names)), key=lambda at: base.shares[at].share or 0)
    share, name = base.shares[first], names[first]
    if share.share is not None:
        yield from _paragraph(_what_it_says(share, name, base.base))
    if base.joint is not None:
        yield from _paragraph(
            "All lists together: if the official shares were those of all copies, "
            "differences as large as these would come up in "
            f"{_in_hundred(base.joint)} samples."
        )
    if share.sharper is not None and share.sharper_margin is not None:
        yield from _paragraph(_sharper(share, name))
    yield from _matched(pvt)
    if pvt.beside:
        yield from _paragraph(_beside(pvt.beside, dict(_named(base, names))))
    yield from _tipping(base, names)


def _named(base: Base, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name, share in zip(names, base.shares, strict=True):
        yield share.party, name


def _beside(beside: Beside, names: Mapping[str, str]) -> str:
    """Say how stations that observers went to differ from others of their TECs."""
    more = "more" if beside.difference > 0 else "less"
    return (
        f"Inside the same {beside.tecs:,} TECs (territorial commissions), posted results "
        f"give {names[beside.party]} {100 * abs(beside.difference):.2f} points {more} at "
        f"the {beside.stations:,} stations with a copy than at those without. Had the "
        "stations with a copy been picked by lot in each TEC, a gap so wide would come up "
        f"in {_in_hundred(beside.chance)} cases. Observers choose where they go: the gap "
        "may be of the places they chose."
    )


def _sharper(share: Share, name: str) -> str:
    said = (
        "From the differences between copies and posted results of the same stations, "
        f"{name} has {_percent(share.sharper)} %"
    )
    if share.sharper_margin:
        return f"{said}, give or take {_percent(share.sharper_margin)}."
    return (
        f"{said}: none of them differs in its votes. That gives no margin; how many "
        "stations may still differ stands below."
    )


def _what_it_says(share: Share, name: str, base: str) -> str:
    """Say one list's interval, and where the official share stands to it."""
    said = (
        f"In words: {name} has {_percent(share.share)} % of {BASES[base]}, give or take "
        f"{_percent(share.margin)}: of 100 samples drawn so, about 95 give an interval "
        "that holds the share by all copies."
    )
    if share.design_effect and share.design_effect > 1:
        said += (
            f" That is {share.design_effect**0.5:.1f} times as wide as if as many voters "
            "had been asked one by one: voters of one station vote alike."
        )
    if share.inside is None:
        return said
    where = "inside" if share.inside else "outside"
    return (
        f"{said} The official share, {_percent(share.official)} %, lies {where} it, and "
        f"is (95 % sure) less than {_percent(share.within)} points from the share by all "
        "copies."
    )


def _matched(pvt: Pvt) -> Iterator[str]:
    """Say how many stations differ, and how many may."""
    matched = pvt.matched
    if not matched.stations:
        return
    text = (
        f"Of {matched.stations:,} stations with a copy and a posted protocol, "
        f"{matched.discrepant:,} differ in votes or invalid ballots."
    )
    if matched.most is not None:
        text += (
            f" Of all {pvt.stations:,}, at most {matched.most:,} then do (95 % sure): "
            "finding few is no proof of none."
        )
    yield from _paragraph(text)


def _tipping(base: Base, names: Sequence[str]) -> Iterator[str]:
    """Say what stations without a copy would have to say to move the official share."""
    for name, share in zip(names, base.shares, strict=True):
        tip = share.tipping
        if tip is None or tip.sure or share.official is None:
            continue
        if not tip.possible:
            text = (
                f"{name}: whatever the drawn stations without a copy say, the official "
                "share stays outside the margin."
            )
        else:
            text = (
                f"{name}: the official share would lie inside the margin if the list had "
                f"from {_percent(max(tip.low, 0))} to {_percent(min(tip.high, 1))} % at "
                "the drawn stations without a copy."
            )
        yield from _paragraph(text)


def pvt_json(
    pvt: Pvt, sample: Sample | None, source: str, names: Sequence[str]
) -> dict[str, Any]:
    """Return a parallel count as JSON values; shares to eight places, null if unknown."""
    return {
        "basis": "convenience" if sample is None else sample.method,
        "seed": None if sample is None else sample.seed,
        "drawn": pvt.drawn,
        "copies": pvt.came,
        "stations": pvt.stations,
        "uncovered": pvt.uncovered,
        "official": source,
        "matched": {
            "stations": pvt.matched.stations,
            "discrepant": pvt.matched.discrepant,
            "at_most": pvt.matched.most,
        },
        "likeness": {name: _rounded(p) for name, p in pvt.likeness.items()},
        "inside_tecs": _inside_tecs(pvt.beside),
        "shares": {
            base.base: {
                "joint_p": _rounded(base.joint),
                "lists": [
                    {"name": name, **_fields(share)}
                    for name, share in zip(names, base.shares, strict=True)
                ],
            }
            for base in pvt.bases
        },
    }


def _inside_tecs(beside: Beside | None) -> dict[str, Any] | None:
    if beside is None:
        return None
    return {
        "party": beside.party,
        "tecs": beside.tecs,
        "stations": beside.stations,
        "difference": _rounded(beside.difference),
        "chance": _rounded(beside.chance),
    }


def _fields(share: Share) -> dict[str, Any]:
    fields = {
        name: _rounded(getattr(share, name))
        for name in Share.__slots__
        if name not in ("party", "inside", "tipping")
    }
    tip = share.tipping
    tipping = None if tip is None else [_rounded(tip.low), _rounded(tip.high)]
    return {"party": share.party, **fields, "inside": share.inside, "tipping": tipping}


def _rounded(value: float | None) -> float | None:
    if value is None or not abs(value) < float("inf"):
        return None
    return round(value, 8)


def _percent(share: float | None) -> str:
    if share is None:
        return "unknown"
    return "unlimited" if share == float("inf") else f"{100 * share:.2f}"


def _in_hundred(chance: float) -> str:
    return "fewer than 1 of 100" if chance < 0.01 else f"{100 * chance:.0f} of 100"


def _short(name: str) -> str:
    return name if len(name) < _NAME else name[: _NAME - 4] + "..."


def _paragraph(text: str) -> list[str]:
    return wrap(text, 80, break_long_words=False)
