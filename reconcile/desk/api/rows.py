"""What the rows of each table have, as the description of the API tells."""

from pydantic import BaseModel, ConfigDict, Field

Counts = dict[str, int | None]  # by line of the form; null where it is missing


class Told(BaseModel):
    """A row that has what is declared, and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Night(Told):
    """The newest run of `tekseru nightly`; `ended` is empty while it is at work."""

    report: str
    started: str
    ended: str
    steps: dict[str, str] = Field(description="done, failed or left-out, by step")


class Status(Told):
    """The election, and the last complete run."""

    election: str
    title: dict[str, str] = Field(description="By language")
    invented: bool = Field(description="An election to try the tool on")
    form: str
    form_status: str = Field(description="official, or provisional")
    report: str = Field(description="The run's folder; empty before there is one")
    run: int | None = Field(description="Its number, if it was recorded")
    started: str
    ended: str
    stations: dict[str, int] = Field(description="How many, by what is there of them")
    findings: dict[str, int] = Field(description="How many, by severity")
    night: Night | None
    tekseru: str


class RunRow(Told):
    """A run of the checks, as it was recorded."""

    run: int
    started: str
    ended: str
    report: str
    records: int = Field(description="Of the archive, then")


class StationRow(Told):
    """A station as the register and the protocols know it."""

    station: str
    tec: str
    rec: str
    name_en: str
    name_ru: str
    name_kk: str
    posted: bool = Field(description="A protocol of it is posted")


class ProtocolRow(Told):
    """One posted protocol of a station, in digits."""

    station: str
    tec: str
    rec: str
    channel: str
    version: int | None
    document: str = Field(description="sha256 of the bytes that it stands in")
    place: str
    counts: Counts


class FindingRow(Told):
    """A finding, and how it stands."""

    finding: str
    code: str
    check: str
    severity: str
    rec: str
    tec: str
    station: str
    channel: str
    line: str
    official: int | None
    copy_: int | None = Field(alias="copy")
    expected: int | None
    difference: int | None
    votes_affected: int
    beneficiary: str
    explanation: str
    explanation_2: str
    odd_one_out: str
    document: str
    place: str
    copy_document: str
    copy_place: str
    message: str
    state: str = Field(description="Empty where its run was not recorded")
    since: int | None = Field(description="The run that first found it")


class EventRow(Told):
    """What became of a finding in a run."""

    run: int
    finding: str
    kind: str
    seen: bool = Field(description="What it rests on was answered in that run")
    other: str | None = Field(description="The finding whose place it took, or that did")
    why: str


class WorkRow(Told):
    """Something that waits for a person."""

    kind: str = Field(description="again, settle, read or name")
    about: str
    station: str
    tec: str
    channel: str
    since: str
    held_by: str


class CopyRow(Told):
    """A copy that was typed at the desk and counts, by the columns of `check --copies`."""

    station: str
    tec: str
    rec: str
    channel: str
    version: int | None
    source: str = Field(description="Which copy; no name of a person")
    entry: str
    entered: str
    photo: str = Field(description="sha256 of each photograph")
    document: str = Field(description="sha256 of what was typed")
    counts: Counts


class DecisionRow(Told):
    """What somebody decided of a cell, a name or two entries; the last one counts."""

    number: int
    at: str
    who: str
    about: str
    decision: str
    why: str


class SettlementRow(Told):
    """What somebody decided of a finding; the last one counts."""

    number: int
    run: int
    finding: str
    at: str
    who: str
    decision: str
    why: str
    aside: str = Field(description="Documents and places of copies that count no more")


class DeedRow(Told):
    """What somebody did at the desk."""

    number: int
    at: str
    who: str
    did: str
    about: str
