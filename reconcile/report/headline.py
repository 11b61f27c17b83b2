"""Could it change the outcome? The first paragraph of a report, from summary.json alone.

Nothing is worked out here. The sentences say what could be at most, and what is not
known; never what was. They are phrases: English that can be said in other languages.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from reconcile.english import PATTERNS
from reconcile.phrases import Phrase, joined, phrase

if TYPE_CHECKING:  # checking says it in English, and does not load three languages
    from reconcile.report.words.speaker import Speaker

_SHOWN = 3  # allocations of a tie; all stand in summary.json
# What the outcome's levels are called in summary.json; others are a stage's own name.
_LEVELS = {str(PATTERNS[key]): key for key in PATTERNS if key.startswith("level-")}


def headline(seats: dict[str, Any], materiality: dict[str, Any]) -> list[Phrase]:
    """Tell whether the outcome could be otherwise, in a few sentences."""
    return [
        _outcome(seats, seats["by"][0]),
        _change(seats, materiality),
        *_nearest(seats, materiality),
        *_other_levels(seats),
    ]


def headline_in(summary: Mapping[str, Any], speaker: "Speaker") -> list[str]:
    """Say it in a language, with its names of lists; nothing where it is not worked out."""
    seats, materiality = summary["seats"], summary["materiality"]
    if not seats or not materiality:
        return []
    names = {key: speaker.names.get(key, name) for key, name in seats["names"].items()}
    return [speaker.say(one) for one in headline({**seats, "names": names}, materiality)]


def _outcome(seats: dict[str, Any], level: dict[str, Any]) -> Phrase:
    return phrase("outcome", level=_level(level["of"]), allocated=_allocated(seats, level))


def _level(of: str) -> str:
    return phrase(_LEVELS[of]) if of in _LEVELS else of


def _allocated(seats: dict[str, Any], level: dict[str, Any]) -> Phrase:
    """Tell the seats of one level, on the base that the law names."""
    found = level["bases"][seats["base"]]["allocations"]
    if not found:
        return phrase("seats-none", threshold=_threshold(seats, seats["base"]))
    if len(found) > 1:
        ways = joined("seats-or", [_listed(seats, one) for one in found[:_SHOWN]])
        return phrase("seats-tied", ways=ways)
    if len(found[0]) == 1:
        name = seats["names"][next(iter(found[0]))]
        return phrase("seats-all", name=name, seats=seats["number"])
    return phrase("seats-go", seats=seats["number"], listed=_listed(seats, found[0]))


def _listed(seats: dict[str, Any], allocation: dict[str, int]) -> Phrase:
    order = sorted(allocation.items(), key=lambda one: -one[1])
    return joined(
        "seats-and",
        [
            phrase("seats-to", seats=count, name=seats["names"][party])
            for party, count in order
        ],
    )


def _threshold(seats: dict[str, Any], base: str) -> Phrase:
    return phrase("threshold", percent=seats["threshold_percent"], base=_base(base))


def _base(base: str) -> str:
    key = f"base-{base}"
    return phrase(key) if key in PATTERNS else base.replace("_", " ")


def _change(seats: dict[str, Any], materiality: dict[str, Any]) -> Phrase:
    found = materiality["seats"][seats["base"]]
    if found["change"] == "unknown":
        return _unknown(materiality)
    if found["change"] == "no":
        return phrase("change-no", even_if=_even_if(materiality))
    ways = len(found["attainable"])
    more = found["cut"] or found["undecided"]
    kind = "more" if more else "one" if ways == 1 else "several"
    told = phrase(f"change-{kind}", ways=ways)
    if found["fewest_disputed"]:
        fewest, disputed = found["fewest_disputed"], _disputed(materiality)
        return phrase("change-takes", change=told, fewest=fewest, disputed=disputed)
    return told


def _disputed(materiality: dict[str, Any]) -> Phrase:
    return phrase("disputed", number=materiality["disputed"])


def _even_if(materiality: dict[str, Any]) -> Phrase:
    missed = _missed(materiality)
    if not materiality["disputed"]:
        return phrase("even-if-unseen" if missed else "even-if-nothing", missed=missed)
    key = "even-if-both" if missed else "even-if-disputed"
    return phrase(key, disputed=_disputed(materiality), missed=missed)


def _missed(materiality: dict[str, Any]) -> int:
    return int(materiality["unseen"]["absent"] + materiality["unseen"]["partly"])


def _unknown(materiality: dict[str, Any]) -> Phrase:
    if not materiality["stations"]:
        return phrase("unknown-no-protocol")
    bound = materiality["unseen"]["bound"]
    return phrase("unknown-unseen", missed=_missed(materiality), bound=bound)


def _nearest(seats: dict[str, Any], materiality: dict[str, Any]) -> Iterator[Phrase]:
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
    yield _could_move(materiality, one, told[one["kind"]](seats, materiality, one))
    yield from _removal(seats, materiality, one)


def _distance(one: dict[str, Any]) -> tuple[float, int]:
    """Order assertions: by the part of the way that could be gone, then by the way."""
    could = one["findings"] + (one["unseen"] or 0)
    return (-could / max(one["moved"], 1), one["moved"])


def _below(
    seats: dict[str, Any], materiality: dict[str, Any], one: dict[str, Any]
) -> Phrase:
    others = [
        phrase("near-below-other", moved=two["moved"], base=_base(two["base"]))
        for two in _twins(seats, materiality, one)
    ]
    return phrase(
        "near-below",
        name=seats["names"][one["list"]],
        moved=one["moved"],
        threshold=_threshold(seats, one["base"]),
        others=joined("beside", others) if others else "",
    )


def _removal(
    seats: dict[str, Any], materiality: dict[str, Any], one: dict[str, Any]
) -> Iterator[Phrase]:
    """Tell how many votes would have to be removed where none are moved."""
    if one["kind"] == "below" and one["removed"]:
        twins = [two["removed"] for two in _twins(seats, materiality, one)]
        others = [phrase("removed-other", removed=two) for two in twins if two]
        yield phrase(
            "removed",
            removed=one["removed"],
            others=joined("beside", others) if others else "",
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


def _above(seats: dict[str, Any], _: dict[str, Any], one: dict[str, Any]) -> Phrase:
    name, threshold = seats["names"][one["list"]], _threshold(seats, one["base"])
    return phrase("near-above", name=name, threshold=threshold, moved=one["moved"])


def _seat(seats: dict[str, Any], _: dict[str, Any], one: dict[str, Any]) -> Phrase:
    return _between("near-seat", seats, one)


def _leader(seats: dict[str, Any], _: dict[str, Any], one: dict[str, Any]) -> Phrase:
    return _between("near-leader", seats, one)


def _between(key: str, seats: dict[str, Any], one: dict[str, Any]) -> Phrase:
    name, other = (seats["names"][one[of]] for of in ("list", "other"))
    return phrase(key, name=name, other=other, moved=one["moved"])


def _could_move(materiality: dict[str, Any], one: dict[str, Any], near: Phrase) -> Phrase:
    """Tell how much of it all open findings, and the stations not seen, could do."""
    if not materiality["stations"]:
        return phrase("near-alone", near=near)
    key = "near-unseen" if one["unseen"] else "near-findings"
    return phrase(key, near=near, findings=one["findings"], unseen=one["unseen"])


def _other_levels(seats: dict[str, Any]) -> Iterator[Phrase]:
    """Tell of every level whose seats are other ones."""
    own, *others = seats["by"]
    for level in others:
        ours, theirs = (one["bases"][seats["base"]] for one in (own, level))
        if ours["allocations"] != theirs["allocations"]:
            yield _outcome(seats, level)
