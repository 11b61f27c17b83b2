"""What every page of the desk needs: the folder, its store, what the last run found."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from reconcile.desk.findings.listing import Listings
from reconcile.desk.pace import Pace
from reconcile.desk.shown import Reader
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.store.open import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """One election's desk; `public` lets anybody read, and only read."""

    folder: ElectionFolder
    store: Store
    reader: Reader
    findings: Listings
    public: bool = False
    pace: Pace = field(default_factory=Pace)


# Never waits, so it takes no thread: one that is handed over waits for its turn.
async def desk_of(request: Request) -> Desk:
    """Return the desk that a question is asked at."""
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]
