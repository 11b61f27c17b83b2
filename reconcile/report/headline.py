"""Could it change the outcome? The first paragraph of a report, from summary.json alone.

Nothing is worked out here. The sentences say what could be at most, and what is not
known; never what was.
"""

from collections.abc import Iterator
from typing import Any

_BASES = {"took_part": "those who took part", "valid": "the valid votes"}
_SHOWN = 3  # allocations of a tie; all stand in summary.json


def headline(seats: dict[str, Any], materiality: dict[str, Any]) -> list[str]:
    """Tell whether the outcome could be otherwise, in a few sentences."""
    return [
        _outcome(seats),
        _change(seats, materiality),
        *_nearest(seats, materiality),
        *_other_levels(seats),
    ]


def _outcome(seats: dict[str, Any]) -> str:
    return f"By the {seats['by'][0]['of']}, {_allocated(seats, seats['by'][0])}."


def _allocated(seats: dict[str, Any], level: dict[str, Any]) -> str:
    """Tell the seats of one level, on the base that the law names."""
    found = level["bases"][seats["base"]]["allocations"]
    if not found:
        return f"no list reaches {_threshold(seats, seats['base'])}"
    if len(found) > 1:
        ways = "; or ".join(_listed(seats, one) for one in found[:_SHOWN])
        return f"the seats are tied, and can go {ways}"
    if len(found[0]) == 1:
        return f"{seats['names'][next(iter(found[0]))]} takes all {seats['number']:,} seats"
    return f"the {seats['number']:,} seats go {_listed(seats, found[0])}"


def _listed(seats: dict[str, Any], allocation: dict[str, int]) -> str:
    order = sorted(allocation.items(), key=lambda one: -one[1])
    return ", ".join(f"{count:,} to {seats['names'][party]}" for party, count in order)


def _threshold(seats: dict[str, Any], base: str) -> str:
    return f"{seats['threshold_percent']} % of {_base(base)}"


def _base(base: str) -> str:
    return _BASES.get(base, base.replace("_", " "))


def _change(seats: dict[str, Any], materiality: dict[str, Any]) -> str:
    found = materiality["seats"][seats["base"]]
    if found["change"] == "unknown":
        return _unknown(materiality)
    if found["change"] == "no":
        return f"{_even_if(materiality)} the seats are the same."
    ways = len(found["attainable"])
    more = " or more" if found["cut"] or found["undecided"] else ""
    told = (
        f"It cannot be excluded that other seats are right: {ways:,}{more} "
        f"{'allocation is' if ways == 1 and not more else 'allocations are'} attainable."
    )
    if found["fewest_disputed"]:
        fewest = found["fewest_disputed"]
        return f"{told} It takes {fewest:,} of the {_disputed(materiality)}."
    return told


def _disputed(materiality: dict[str, Any]) -> str:
    number = materiality["disputed"]
    return f"{number:,} disputed station{'' if number == 1 else 's'}"


def _even_if(materiality: dict[str, Any]) -> str:
    unseen = materiality["unseen"]
    missed = unseen["absent"] + unseen["partly"]
    parts = []
    if materiality["disputed"]:
        parts.append(f"the {_disputed(materiality)}")
    if missed:
        parts.append(f"the {missed:,} not seen whole")
    if not parts:
        return "No open finding disputes the votes of a station, and every one was seen:"
    return f"Even if {' and '.join(parts)} were otherwise, in the worst way,"


def _unknown(materiality: dict[str, Any]) -> str:
    unseen = materiality["unseen"]
    if not materiality["stations"]:
        return "No station's protocol was seen: what the protocols could change is unknown."
    missed = unseen["absent"] + unseen["partly"]
    return (
        f"What {missed:,} stations not seen whole could change is unknown: "
        f"{unseen['bound']}."
    )


def _nearest(seats: dict[str, Any], materiality: dict[str, Any]) -> Iterator[str]:
    """Tell of the assertion that is nearest to failing, on the base the law names."""
    mine = [
        one
        for one in materiality["assertions"]
        if one["base"] in (seats["base"], None) and one["kind"] != "leader"
    ] or materiality["assertions"]
    if not mine:
        return
    one = min(mine, key=_distance)
    told = {"below": _below, "above": _above, "seats": _seat, "leader": _leader}
    sentence = told[one["kind"]](seats, materiality, one)
    yield f"{sentence}{_could_move(materiality, one)}."
    yield from _removal(seats, materiality, one)


def _distance(one: dict[str, Any]) -> tuple[float, int]:
    """Order assertions: by the part of the way that could be gone, then by the way."""
    could = one["findings"] + (one["unseen"] or 0)
    return (-could / max(one["moved"], 1), one["moved"])


def _below(seats: dict[str, Any], materiality: dict[str, Any], one: dict[str, Any]) -> str:
    others = "".join(
        f" ({two['moved']:,} of {_base(two['base'])})"
        for two in _twins(seats, materiality, one)
    )
    return (
        f"{seats['names'][one['list']]} is {one['moved']:,} votes short of "
        f"{_threshold(seats, one['base'])}{others}"
    )


def _removal(
    seats: dict[str, Any], materiality: dict[str, Any], one: dict[str, Any]
) -> Iterator[str]:
    """Tell how many votes would have to be removed where none are moved."""
    if one["kind"] == "below" and one["removed"]:
        twins = [two["removed"] for two in _twins(seats, materiality, one)]
        others = "".join(f" ({two:,})" for two in twins if two)
        yield (
            "Were votes of other lists removed, not moved, it would take "
            f"{one['removed']:,}{others}."
        )


def _twins(
    seats: dict[str, Any], materiality: dict[str, Any], one: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return the same assertion on the other bases."""
    return [
        two
        for two in materiality["assertions"]
        if (two["kind"], two["list"]) == (one["kind"], one["list"])
        and two["base"] not in (seats["base"], None)
    ]


def _above(seats: dict[str, Any], _: dict[str, Any], one: dict[str, Any]) -> str:
    return (
        f"{seats['names'][one['list']]} would be under "
        f"{_threshold(seats, one['base'])} if {one['moved']:,} of its votes were others'"
    )


def _seat(seats: dict[str, Any], _: dict[str, Any], one: dict[str, Any]) -> str:
    names = seats["names"]
    return (
        f"A seat would move to {names[one['list']]} if it had {one['moved']:,} votes of "
        f"{names[one['other']]}"
    )


def _leader(seats: dict[str, Any], _: dict[str, Any], one: dict[str, Any]) -> str:
    names = seats["names"]
    return (
        f"{names[one['list']]} would not lead if {one['moved']:,} of its votes were "
        f"{names[one['other']]}'s"
    )


def _could_move(materiality: dict[str, Any], one: dict[str, Any]) -> str:
    """Tell how much of it all open findings, and the stations not seen, could do."""
    if not materiality["stations"]:
        return ""
    told = f": all open findings together could move at most {one['findings']:,}"
    if one["unseen"]:
        told += f", and the stations not seen {one['unseen']:,}"
    return told


def _other_levels(seats: dict[str, Any]) -> Iterator[str]:
    """Tell of every level whose seats are other ones."""
    own, *others = seats["by"]
    for level in others:
        ours, theirs = (one["bases"][seats["base"]] for one in (own, level))
        if ours["allocations"] != theirs["allocations"]:
            yield f"By the {level['of']}, {_allocated(seats, level)}."
