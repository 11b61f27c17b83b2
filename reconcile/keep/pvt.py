"""What a parallel count reads from an election folder."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import SettingError
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.sample import read_sample
from reconcile.keep.stored import read_folder
from reconcile.outcome.sample.draw import Sample, is_the_draw
from reconcile.outcome.sample.frame import Frame, make_frame
from reconcile.run import make_case
from reconcile.table import Case

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Election


@dataclass(frozen=True, slots=True)
class Read:
    """A folder's stations, their statements, the election, and the sample if one is drawn.

    `unchanged` is False where the list of stations is no longer the one drawn from.
    `documents` are the digests of what was read.
    """

    election: "Election"
    case: Case
    frame: Frame
    sample: Sample | None = None
    unchanged: bool = True
    documents: frozenset[str] = frozenset()

    @property
    def warnings(self) -> list[str]:
        """What a person should know of the sample before any figure."""
        if self.unchanged:
            return []
        return ["sample.csv: it was drawn from another list of stations, and stands for it"]

    @property
    def names(self) -> list[str]:
        """What people call the lists, in order."""
        known = {one.party: one.en or one.ru or one.kk for one in self.election.list}
        return [known.get(party) or party for party in self.frame.lists]

    @property
    def lists(self) -> dict[str, dict[str, str]]:
        """What people call the lists in each language."""
        return {
            one.party: {"en": one.en, "ru": one.ru, "kk": one.kk}
            for one in self.election.list
        }


def read_frame(folder: Path) -> Read:
    """Read the stations of a folder; raise SettingError if there are none."""
    inputs = read_folder(folder, register_is_enough=True)
    case = make_case(
        inputs.form,
        inputs.official,
        inputs.copies,
        inputs.commissions,
        inputs.register.rows if inputs.register else None,
        inputs.election,
    )
    documents = frozenset(one.sha256 for one in inputs.documents)
    election = ElectionFolder(folder).election
    return Read(election, case, make_frame(case), documents=documents)


def read_pvt(folder: Path) -> Read:
    """Read the stations and the sample of a folder.

    Raises
    ------
    SettingError
        If there is nothing to read, or sample.csv is not what its seed draws.
    """
    read, sample = read_frame(folder), read_sample(folder)
    drawn = True if sample is None else is_the_draw(sample, read.frame)
    if drawn is False:
        raise SettingError(
            f"{folder}/sample.csv: expected the draw of its seed from these stations, got "
            "another one; put the published file back"
        )
    return replace(read, sample=sample, unchanged=drawn is not None)
