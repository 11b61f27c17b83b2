"""An invented election from a few settings: the same settings give the same election."""

from dataclasses import dataclass, field

from ingest.errors import SettingError
from ingest.facts.elections import load_election
from ingest.facts.forms import load_form
from ingest.facts.places import find_fact
from ingest.sample.country import invent_country
from ingest.sample.plant import plant
from ingest.sample.posting import Posting
from ingest.sample.standin import Shares, Website

SHAPE = "kz-2007-majilis"  # the real election whose shape it has
COPIED = 3  # of so many stations one has an observer's copy


@dataclass(frozen=True, slots=True)
class Settings:
    """How large an election to invent, from which seed, and how it is published."""

    stations: int
    seed: int = 2007
    shares: Shares = field(default_factory=Shares)

    def invent(self) -> Posting:
        """Invent the election, what is posted of it, and what is planted there."""
        election = load_election(find_fact("elections", SHAPE, SettingError))
        form = load_form(election.forms["pec"])
        country = invent_country(election, form, self.seed, self.stations)
        return plant(country, self.stations // COPIED, self.seed)

    def website(self) -> Website:
        """Make the website of the invented election."""
        return Website(self.invent(), self.shares)
