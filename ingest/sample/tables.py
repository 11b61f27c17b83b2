"""The tables of the invented election: observers' copies, and the register."""

from ingest.sample.country import MISSING
from ingest.sample.posting import Posting, station_id, tec_id

_REGISTER = "station,tec,rec,electronic,closed,registered"


def copies_csv(posting: Posting) -> bytes:
    """Return the observers' copies as they would hand them in."""
    lines = ["station,channel,source," + ",".join(posting.country.form.names)]
    lines += [
        ",".join([one.station, one.channel, one.source, *map(_written, one.counts)])
        for one in posting.copies
    ]
    return ("\n".join(lines) + "\n").encode()


def _written(count: int) -> str:
    return "" if count == MISSING else str(count)


def register_csv(posting: Posting) -> bytes:
    """Return the register: every station, the commissions above it, its voters."""
    country = posting.country
    registered = country.counts[posting.line("registered")]
    rows = [
        f"{station_id(at)},{tec_id(int(country.tec[at]))},"
        f"{country.regions[int(country.region[at])]},"
        f"{int(country.votes_electronically[at])},{int(country.closed[at])},"
        f"{int(registered[at])}"
        for at in range(len(country.tec))
    ]
    return ("\n".join([_REGISTER, *rows]) + "\n").encode()
