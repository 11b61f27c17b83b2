"""Exports as ODK Central and KoboToolbox write them, made from a form's own XForm.

Columns and their order are those of central-backend (lib/data/briefcase.js) and formpack
(reporting/export.py); who submits is invented.
"""

import csv
import io
import zipfile

import xlsxwriter
from lxml import etree
from pyxform.xls2xform import convert

XFORMS = "{http://www.w3.org/2002/xforms}"
WHEN = "2024-10-26T19:03:11.120Z"
JPEG = b"\xff\xd8\xff\xe0invented photograph "


class XForm:
    """What pyxform makes of an XLSForm."""

    def __init__(self, xlsform, *, validate=False):
        self.text = convert(io.BytesIO(xlsform), file_type=".xlsx", validate=validate).xform
        root = etree.fromstring(self.text.encode())
        self.instance = next(root.iter(f"{XFORMS}instance"))[0]
        self.binds = [dict(one.attrib) for one in root.iter(f"{XFORMS}bind")]
        self.labels = {
            (language.get("lang"), text.get("id")): text[0].text
            for language in root.iter(f"{XFORMS}translation")
            for text in language
        }

    @property
    def questions(self):
        """The path of every question, as its names: ("lines", "registered")."""
        return list(_leaves(self.instance, ()))


def _leaves(element, path):
    for child in element:
        here = (*path, etree.QName(child).localname)
        if len(child):
            yield from _leaves(child, here)
        else:
            yield here


def central(paths, entries, separator="-"):
    """Central's CSV: a row an entry, whose answers go by the last name of their path."""
    own = ("SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected",
           "Status", "ReviewState", "DeviceID", "Edits", "FormVersion")  # fmt: skip
    usual = {"SubmissionDate": WHEN, "SubmitterID": "5", "SubmitterName": "Аймагүл",
             "Edits": "0", "DeviceID": "collect:one"}  # fmt: skip
    header = ["SubmissionDate", *map(separator.join, paths), "KEY", *own]
    rows = []
    for at, given in enumerate(entries, 1):
        entry = {"KEY": f"uuid:{at}", **usual, **given}
        cells = {separator.join(path): entry.get(path[-1], "") for path in paths}
        rows.append([(entry | cells).get(one, "") for one in header])
    return to_csv([header, *rows])


def to_csv(rows, separator=","):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


def kobo(headings, names, entries, repeats=()):
    """Kobo's XLSX: the sheet of entries, and one a repeat (name, headings, rows)."""
    own = ("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
           "_submitted_by", "__version__", "_tags", "_index")  # fmt: skip
    rows = [[*headings, *own]]
    for at, given in enumerate(entries, 1):
        entry = {"_id": str(900 + at), "_uuid": f"uuid-{at}", "_index": str(at),
                 "_submission_time": "2024-10-26T19:03:11", "_submitted_by": "Аймагүл",
                 **given}  # fmt: skip
        rows.append([entry.get(one, "") for one in (*names, *own)])
    return to_xlsx({"Протокол": rows, **dict(repeats)})


def to_xlsx(sheets):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return buffer.getvalue()


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return buffer.getvalue()
