"""Reading the archive: which documents there are, in which versions, and what each says.

Documents do not change, so one that was read under today's rules is not read again.
"""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from ingest.archive import Archive
from ingest.errors import SettingError
from ingest.facts.columns import ColumnMap, load_columns
from ingest.facts.forms import Form
from ingest.facts.sites import Page, Site
from ingest.fetch.site import addresses, archived_links
from ingest.read.documents import Job, read_documents
from ingest.read.values.names import Names
from reconcile.keep.build import Builder
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.handed_in import read_handed_in
from reconcile.keep.history import trace
from reconcile.keep.names import folder_names
from reconcile.keep.readings import with_readings
from reconcile.keep.recorded import read_recorded
from reconcile.keep.tables import Tables, load_tables
from reconcile.keep.typed import read_entries


def parse_folder(
    folder: ElectionFolder,
    *,
    again: bool = False,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    records: Mapping[str, int] | None = None,
) -> Tables:
    """Read every document of the archive that was not read yet; write nothing.

    Of what people recorded, up to the numbers in *records*, or all.
    """
    recorded = read_recorded(folder, records)
    forms = folder.forms()
    site = folder.site() if folder.election.site else None
    maps, names = _maps(site), folder_names(folder, forms, recorded.names)
    made_by = _fingerprint(site, forms, maps, names)
    old = load_tables(folder.tables)
    builder = Builder(old if old.made_by == made_by and not again else Tables((), {}))
    archive = folder.archive
    jobs = _jobs(archive, site, forms, maps, names)
    new = [job for job, _ in jobs if not builder.knows(job.entry)]
    outcomes = read_documents(
        folder.path / "archive", new, workers, lambda done: progress(done, len(new))
    )
    for job, outcome in zip(new, outcomes, strict=True):
        builder.add_new(job, outcome)
    posted = trace(archive, _linking(site, jobs))
    for job, version in jobs:
        builder.add(job.entry, version, posted(job.entry.asked, version))
    for read, table in read_handed_in(archive, forms["pec"]):
        builder.add_tables([read], table)
    builder.add_tables(*read_entries(recorded.entries, forms["pec"]))
    by_id = {form.id: form for form in forms.values()}
    tables = builder.tables(by_id, made_by, recorded.last)
    return with_readings(tables, by_id, recorded.readings)


def _maps(site: Site | None) -> dict[str, ColumnMap]:
    """Load the column maps of a site's exports, by the ids of their pages."""
    pages = site.page if site else ()
    return {
        page.id: load_columns(page.layout.map)
        for page in pages
        if page.layout and page.layout.map
    }


def _fingerprint(
    site: Site | None, forms: dict[str, Form], maps: Mapping[str, ColumnMap], names: Names
) -> str:
    """Tell apart tables that were made by other rules than today's."""
    parts = [site.model_dump_json(exclude={"pace_s"}) if site else ""]
    parts += [f"{page} {one.model_dump_json()}" for page, one in maps.items()]
    parts += [repr(form.lines) for _, form in sorted(forms.items())]
    parts.append(repr(names.ids))
    return sha256("\n".join(parts).encode()).hexdigest()


def _jobs(
    archive: Archive,
    site: Site | None,
    forms: Mapping[str, Form],
    maps: Mapping[str, ColumnMap],
    names: Names,
) -> list[tuple[Job, int]]:
    """List each version of each document of the site, in the site's order."""
    if site is None:
        return []
    return [
        (
            Job(
                *(entry, address.page, address.values),
                _form(address.page, forms, site),
                maps.get(address.page.id),
                names,
            ),
            version,
        )
        for address in addresses(site, archived_links(archive))
        for version, entry in enumerate(archive.documents(address.url), 1)
    ]


def _linking(site: Site | None, jobs: Sequence[tuple[Job, int]]) -> list[str]:
    """List the addresses of pages that link to others."""
    kinds = {page.links.on for page in site.page if page.links} if site else set()
    return list(dict.fromkeys(job.entry.asked for job, _ in jobs if job.page.id in kinds))


def _form(page: Page, forms: Mapping[str, Form], site: Site) -> Form | None:
    """Return the form of a page's protocols; None for a page that only links."""
    if page.layout is None:
        return None
    form = forms.get(page.layout.level)
    if form is None or form.id != page.layout.form:
        raise SettingError(
            f"site {site.id}, page {page.id}: expected the election's form for "
            f"{page.layout.level}, got {page.layout.form!r}"
        )
    return form
