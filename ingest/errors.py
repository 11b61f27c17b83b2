"""Errors of the ingest package.

IngestError
├── FetchError        the website did not give us the document
├── ArchiveError      a stored document no longer matches its digest
├── FormError         a file that defines a protocol form is not usable
├── SettingError      a file that describes an election, a website or columns is not usable
├── TableError        a table handed in by a person is not usable
└── QuarantineError   a document could not be read and is set aside with the reason
    ├── UndecidedError     a page of a PDF can be read in more ways than one
    └── PictureError       a document is pictures of pages: a scan or a photograph

A protocol that reads well and does not add up is no error: it is a finding.
"""


class IngestError(Exception):
    """Base class; the command line prints its lines and exits 2."""


class FetchError(IngestError):
    """The website did not give us the document."""


class ArchiveError(IngestError):
    """A stored document no longer matches its digest."""


class FormError(IngestError):
    """A file that defines a protocol form is not usable."""


class SettingError(IngestError):
    """A file that describes an election, a website or a table's columns is not usable."""


class TableError(IngestError):
    """A table handed in by a person is not usable."""


class QuarantineError(IngestError):
    """A document could not be read; caught for each document, never stops a run."""


class UndecidedError(QuarantineError):
    """A page of a PDF can be read in more ways than one; another reader may decide."""


class PictureError(QuarantineError):
    """A document is pictures of pages; whoever reads pictures may read it."""
