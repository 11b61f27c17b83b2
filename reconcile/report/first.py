"""What should be looked at first? A run's ranked findings, and the claim each could touch.

The order is worked out in `reconcile.outcome.triage`; here it meets the findings and the
words of each language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reconcile.report.run_folder import Run
from reconcile.report.words.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Ranked:
    """A finding by its columns, its place in the list, and what its station could move.

    `touches` is the claim that it comes nearest to changing, as summary.json has it; None
    where it touches none, and `moves` is then 0.
    """

    rank: int
    finding: Mapping[str, Any]
    moves: int
    touches: Mapping[str, Any] | None


def ranked_findings(run: Run) -> list[Ranked]:
    """Return the findings that the summary ranks; none where it ranks none."""
    triage = run.summary.get("triage")
    if not triage:
        return []
    rows = {one["finding"]: one for one in run.findings.iter_rows(named=True)}
    return [
        Ranked(rank, rows[one["finding"]], one["moves"], one["touches"])
        for rank, one in enumerate(triage["first"], 1)
        if one["finding"] in rows
    ]


def first_stations(ranked: Sequence[Ranked], most: int) -> list[Ranked]:
    """Return the first finding of each of the first stations that could touch a claim."""
    stations: dict[tuple[str, str], Ranked] = {}
    for one in ranked:
        if one.touches:
            stations.setdefault((one.finding["tec"], one.finding["station"]), one)
    return list(stations.values())[:most]


def claim_words(
    touches: Mapping[str, Any], seats: Mapping[str, Any], speaker: Speaker
) -> str:
    """Say the claim that a finding could touch."""
    words, base = speaker.words, touches["base"] or ""
    key = f"chart-base-{base}"
    listed = [
        speaker.names.get(party, seats["names"].get(party, party))
        for party in (touches["list"], touches["other"] or touches["list"])
    ]
    kind = "ahead" if touches["kind"] == "leader" else touches["kind"]
    return words(
        f"chart-claim-{kind}",
        first=listed[0],
        second=listed[1],
        percent=seats["threshold_percent"],
        base=words(key) if words.has(key) else base,
    )
