"""A long list on pages that are links: which rows of it, and where the others are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import HTTPException, Query

_MOST = 2**31 - 1
PageNumber = Annotated[int, Query(ge=1, le=_MOST, alias="page")]


@dataclass(frozen=True, slots=True)
class Part:
    """The rows `first` to `last` of `number`, counted from 1, as one page shows them.

    `before` and `after` are the addresses of the pages beside it; empty if there is none.
    """

    first: int
    last: int
    number: int
    before: str
    after: str

    @property
    def rows(self) -> slice:
        """Where the page's rows stand in the list."""
        return slice(self.first - 1, self.last)

    @property
    def is_whole(self) -> bool:
        """Whether the page shows the whole list."""
        return self.last - self.first + 1 == self.number


def part_of(
    number: int, page: int, size: int, path: str, asked: Mapping[str, Any] | None = None
) -> Part:
    """Return a page of a list.

    Parameters
    ----------
    number
        How many rows the list has.
    page
        The page that is asked for, from 1.
    size
        Rows on a page.
    path, asked
        The list's address, and what is asked of it.

    Raises
    ------
    HTTPException
        404 if the list ends before this page.
    """
    start = (page - 1) * size
    if start and start >= number:
        raise HTTPException(404)
    last = min(start + size, number)
    return Part(
        start + 1,
        last,
        number,
        address_of(path, asked, page - 1) if page > 1 else "",
        address_of(path, asked, page + 1) if last < number else "",
    )


def address_of(path: str, asked: Mapping[str, Any] | None = None, page: int = 1) -> str:
    """Return the address of a page of a list; the first one has no number."""
    parts = {**(asked or {}), **({"page": page} if page > 1 else {})}
    return f"{path}?{urlencode(parts)}" if parts else path
