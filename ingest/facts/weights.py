"""How likely is each way from one statement of a protocol to another, before anything?

Judgment as data: a file in data/weights, or a person's own. What the weights mean stands
in the file; fastcheck/prices.py adds to them the bits that say where and how much.
"""

from typing import Annotated

from pydantic import Field

from ingest.errors import SettingError
from ingest.facts.places import find_fact
from ingest.facts.toml import Strict, read_toml

SHIPPED = "explain"

# One in 2 to the power of 64 is never: a weight above it is a mistyped one.
Bits = Annotated[float, Field(ge=0, le=64)]


class Weights(Strict):
    """The bits of each way; an absent one is an error, so that no default is hidden."""

    changed_line: Bits
    one_digit: Bits
    digits_exchanged: Bits
    digit_added: Bits
    digit_lost: Bits
    other_number: Bits
    other_number_once: Bits
    lines_exchanged: Bits
    lines_shifted: Bits
    votes_moved: Bits
    votes_with_turnout: Bits
    invalid_and_votes: Bits
    another_station: Bits


def load_weights(name: str = SHIPPED) -> dict[str, float]:
    """Load weights by a path or the id of a shipped file; raise SettingError."""
    path = find_fact("weights", name, SettingError)
    return read_toml(path, Weights, SettingError).model_dump()
