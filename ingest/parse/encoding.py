"""In which encoding are these bytes written, and how do we know?

What a page declares is a claim. Cyrillic text in an 8-bit encoding is not valid
UTF-8 by accident, so bytes that are valid UTF-8 are UTF-8 whatever the page says (the
Ukrainian commission's pages of 2019 declare windows-1251). The rule that decided is
returned, so that it can be kept with the document.
"""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

from ingest.errors import QuarantineError

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# Kazakh letters of kz1048, read as windows-1251, come out as these, which no Russian
# or Kazakh text contains.
_KAZAKH_AS_1251 = re.compile("[ЄЅЇЈЋЌЎєѕїјћќўҐґ]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, its encoding, and the rule that decided."""

    text: str
    encoding: str
    rule: str


def decode(data: bytes, content_type: str = "") -> Decoded:
    """Decode *data*; raise QuarantineError if no rule can.

    Parameters
    ----------
    data
        The document's bytes.
    content_type
        The Content-Type the server sent with it, or nothing.
    """
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding, "byte order mark")
    declared = _declared(data, content_type)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data, declared)
    if declared and declared != "utf-8" and not text.isascii():
        return Decoded(text, "utf-8", f"valid UTF-8, though declared {declared}")
    return Decoded(text, "utf-8", "valid UTF-8")


def _declared(data: bytes, content_type: str) -> str:
    """Return the encoding the document claims, by Python's name, or nothing."""
    meta = _META.search(data[:4096])
    header = _HEADER.search(content_type)
    claims = [header.group(1) if header else "", meta.group(1).decode() if meta else ""]
    for claim in claims:
        with suppress(LookupError):
            if claim:
                return codecs.lookup(claim).name
    return ""


def _eight_bit(data: bytes, declared: str) -> Decoded:
    if declared not in ("", "utf-8", "cp1251", "kz1048", "iso8859-1", "ascii"):
        return _strict(data, declared, f"declared {declared}")
    decoded = _strict(data, "cp1251", "not UTF-8")
    if _KAZAKH_AS_1251.search(decoded.text):
        return _strict(data, "kz1048", "Kazakh letters")
    rule = f"declared {declared}" if declared == "cp1251" else decoded.rule
    return Decoded(decoded.text, "cp1251", rule)


def _strict(data: bytes, encoding: str, rule: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, rule)
    except (UnicodeError, LookupError) as fault:
        raise QuarantineError(f"expected text in {encoding} ({rule}): {fault}") from None
