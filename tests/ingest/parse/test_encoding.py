import pytest

from ingest.errors import QuarantineError
from ingest.parse.encoding import decode

META = b'<meta http-equiv="Content-Type" content="text/html; charset=%s">'


@pytest.mark.parametrize(
    ("data", "header", "text", "rule"),
    [
        (
            META % b"windows-1251" + "Україна".encode(),
            "",
            "Україна",
            "though declared cp1251",
        ),
        ("Қазақстан".encode("kz1048"), "", "Қазақстан", "Kazakh letters"),
        ("Алматы облысы".encode("kz1048"), "", "Алматы облысы", "not UTF-8"),
        ("Протокол".encode("cp1251"), "text/html; charset=utf-8", "Протокол", "not UTF-8"),
        (
            "Протокол".encode("cp1251"),
            "text/html; charset=windows-1251",
            "Протокол",
            "cp1251",
        ),
        (b"\xef\xbb\xbf" + "ё".encode(), "", "ё", "byte order mark"),
        (b"\xff\xfe" + "ё".encode("utf-16-le"), "", "ё", "byte order mark"),
        ("Протокол".encode("koi8-r"), "charset=koi8-r", "Протокол", "declared koi8-r"),
        (b"plain", "charset=no-such-thing", "plain", "valid UTF-8"),
    ],
)
def test_bytes_become_the_text_that_was_meant(data, header, text, rule):
    """Bytes decide before claims do, and the rule that decided is told."""
    decoded = decode(data, header)

    assert decoded.text.endswith(text)
    assert rule in decoded.rule


def test_bytes_that_no_rule_decodes_are_set_aside():
    """A byte that the encoding does not have is never replaced."""
    with pytest.raises(QuarantineError, match="expected text in cp1251"):
        decode(b"\x98\xff")
