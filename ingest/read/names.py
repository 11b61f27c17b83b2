"""When are two spellings the same name?

After normalisation, and then exactly. Nothing here guesses: Almaty region and Almaty
city differ by one word and are different places. `nearest` is for messages to people.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable

_QUOTES = str.maketrans(dict.fromkeys("«»„“”\"'`’ʼ", " "))


def key(text: str) -> str:
    """Return the form of a name in which spellings are compared."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_QUOTES)
    return re.sub(r"\s+", " ", text).strip()


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return the known names that look most like *name*, to suggest to a person."""
    by_key = {key(one): one for one in known}
    found = difflib.get_close_matches(key(name), by_key, n=count, cutoff=0.3)
    return [by_key[one] for one in found]
