"""Saved pages as a website on this machine that stays as it is."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from ingest.sample.posting import posting_time
from ingest.sample.server import Faults, serve
from ingest.sample.standin import HTML, Document


@dataclass(frozen=True)
class Saved:
    """Pages by path."""

    pages: Mapping[str, bytes]

    def night(self, _number: int) -> dict[str, Document]:
        """The page at each address."""
        return {
            path: Document(HTML, posting_time(1), "1", partial(bytes, page))
            for path, page in self.pages.items()
        }


@contextmanager
def serve_pages(pages: Mapping[str, bytes]) -> Iterator[str]:
    """Serve saved pages while the context lasts; give their address."""
    with serve(partial(Saved, pages), Faults()) as (address, _):
        yield address
