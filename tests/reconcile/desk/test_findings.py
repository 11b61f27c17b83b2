"""What somebody sees of findings: the list, its filters, one finding, its documents."""

import io
import re
import zipfile

import pytest

from reconcile.desk.findings.evidence import NoEvidenceError, write_zip
from reconcile.desk.findings.listing import Listings
from reconcile.desk.routes.findings.table import LISTED
from reconcile.desk.shown import Reader
from reconcile.keep.store.open import open_store
from reconcile.report.words import LANGUAGES, Words
from tests.desks import Somebody, desk

SAY = Words("en")


@pytest.fixture(scope="module")
def listed(folder):
    """The findings as the desk lists them, before anybody decided anything."""
    with open_store(folder) as store:
        return Listings(Reader(folder), store).now().prepared


def one_of(listed, code, **columns):
    """The first finding of a check."""
    mine = listed.filter(listed["code"] == code)
    for name, value in columns.items():
        mine = mine.filter(mine[name] == value)
    return mine.row(0, named=True)


def shown_ids(text):
    return re.findall(r'href="/findings/(C\d{3}-[0-9a-f]{12}(?:-\d+)?)"', text)


def test_the_list_begins_with_what_matters_most(visit, listed):
    """In the order of triage, and the next page goes on."""
    ray = visit("ray")
    ids = listed["finding"].to_list()

    first, second = (shown_ids(ray.get(f"/findings?page={one}").text) for one in (1, 2))

    assert first == ids[:LISTED]
    assert second == ids[LISTED : 2 * LISTED]


@pytest.mark.parametrize(
    ("query", "column", "value"),
    [
        ("family=C3", "family", "C3"),
        ("code=C201", "code", "C201"),
        ("severity=should", "severity", "should"),
        ("rec=akmola", "rec", "akmola"),
        ("rec=akmola&tec=T001", "tec", "T001"),
        ("state=new", "state", "new"),
    ],
)
def test_a_filter_leaves_what_it_names(visit, listed, query, column, value):
    got = visit("ray").get(f"/findings?{query}").text

    expected = listed.filter(listed[column] == value)["finding"].to_list()
    assert shown_ids(got) == expected[:LISTED]
    assert expected


def test_filters_are_links_that_say_how_many_they_leave(visit, listed):
    """A chosen one can be opened again; the others stay."""
    got = visit("ray").get("/findings?family=C2&votes=10").text

    mine = listed.filter(listed["family"] == "C2", listed["votes_affected"] >= 10)
    north = mine.filter(mine["rec"] == "akmola").height
    assert re.search(rf'href="/findings\?family=C2&amp;rec=akmola&amp;votes=10">[^<]+'
                     rf"<span[^>]*>{north}<", got)  # fmt: skip
    assert 'href="/findings?family=C2"' in got  # votes left open again


def test_a_filter_that_nothing_fits_says_so(visit):
    got = visit("ray").get("/findings?rec=akmola&code=C999").text

    assert SAY("findings-none") in got
    assert shown_ids(got) == []


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=99999999999", "votes=-1", "votes=x", f"rec={'x' * 201}", "order=z"],
)
def test_a_question_beyond_its_bounds_is_refused(visit, query):
    assert visit("ray").get(f"/findings?{query}").status_code == 422


def test_there_is_no_page_beyond_the_last(visit):
    assert visit("ray").get("/findings?page=9000").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_tells_all_that_is_known_of_it(visit, listed, language):
    """Both numbers, the difference, where each stands, how likely what, and what not."""
    say, row = Words(language), one_of(listed, "C201")
    got = visit("ray").get(f"/findings/{row['finding']}?lang={language}").text

    text = re.sub(r"[ \n]+", " ", re.sub("<[^>]+>", " ", got))
    for number in (row["official"], row["copy"]):
        assert f" {number:,} ".replace(",", "\u202f") in text
    for key in ("explain-likely", "explain-rule-out", "explain-source", "explain-life"):
        assert say(key) in text
    assert f'href="/station?station={row["station"]}' in got
    assert f"/document/{row['document']}" in got
    assert say("desk-neutral") in text


def test_its_document_is_drawn_with_the_box_around_the_number(visit, listed, folder):
    """The same picture as in the evidence, from a process that can be stopped."""
    row = drawn(listed, folder)
    got = visit("ray").get(f"/findings/{row['finding']}").text
    source = re.search(r'src="(/findings/[^"]+\.png)"', got)[1]

    picture = visit("ray").get(source)

    assert picture.headers["content-type"] == "image/png"
    assert red(picture.content) > 400  # pixels of a box's line


def drawn(listed, folder):
    """A finding whose published number stands in a PDF."""
    posted = Reader(folder).now().posted
    pdf = {one for one, read in posted.items() if read.asked.endswith(".pdf")}
    mine = listed.filter(listed["document"].is_in(list(pdf)), listed["code"] == "C201")
    return mine.row(0, named=True)


def red(png):
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        colours = picture.convert("RGB").getcolors(1 << 20)
    return next((number for number, one in colours if one == (208, 0, 0)), 0)


def test_a_page_of_a_website_is_written_out_with_the_cell_marked(visit, listed, folder):
    posted = Reader(folder).now().posted
    html = [one for one, read in posted.items() if read.asked.endswith(".html")]
    mine = listed.filter(listed["document"].is_in(html), listed["code"] == "C201")
    row = mine.row(0, named=True)

    got = visit("ray").get(f"/findings/{row['finding']}").text

    assert f"&gt;&gt;&gt; {row['official']} &lt;&lt;&lt;" in got


def test_copies_are_shown_to_those_who_work_with_them(visit, listed):
    """A reader sees the copy's number, as in the report, and not the file it stands in."""
    row = one_of(listed, "C201")
    path = f"/findings/{row['finding']}"

    reader, clerk = (visit(one).get(path).text for one in ("ray", "cleo"))

    assert SAY("findings-copy-document") not in reader
    assert SAY("findings-copy-document") in clerk
    assert f"&gt;&gt;&gt; {row['copy']} &lt;&lt;&lt;" in clerk
    assert row["copy_document"] not in reader


def test_evidence_comes_as_the_zip_that_the_command_makes(visit, listed):
    """A reader's is without what observers handed in; a clerk may take it whole."""
    row = one_of(listed, "C201")
    path = f"/findings/{row['finding']}/evidence.zip"

    without, whole = (
        visit("ray").get(path),
        visit("cleo").get(f"{path}?copies=yes"),
    )

    assert without.headers["content-disposition"].endswith(f'"{row["finding"]}.zip"')
    names = [
        zipfile.ZipFile(io.BytesIO(one.content)).namelist() for one in (without, whole)
    ]
    assert all("evidence.json" in one for one in names)
    assert "pages/copy.txt" in names[1]
    assert "pages/copy.txt" not in names[0]
    assert visit("ray").get(f"{path}?copies=yes").status_code == 403


def test_a_process_that_can_make_no_evidence_leaves_no_file(folder, tmp_path):
    out = tmp_path / "e.zip"
    with pytest.raises(NoEvidenceError, match="C201-000000000000"):
        write_zip(folder.path, "C201-000000000000", out, with_copies=False)
    assert not out.exists()


@pytest.mark.parametrize(
    "path", ["/findings/C201-000000000000", "/findings/C201-000000000000/evidence.zip"]
)
def test_a_finding_that_there_is_not_is_not_found(visit, path):
    assert visit("ray").get(path).status_code == 404


@pytest.mark.parametrize("finding", ["..", "C201-<b>", "C201-" + "0" * 500])
def test_what_is_no_id_of_a_finding_is_refused(visit, finding):
    got = visit("ray").get(f"/findings/{finding}/official/1.png")

    assert got.status_code in (404, 422)


def test_a_supervisor_settles_a_finding_and_opens_it_again(visit, listed):
    """Who and why stay in its history; the list follows at once."""
    row = one_of(listed, "C101")
    sue, path = visit("sue"), f"/findings/{row['finding']}"
    got = sue.post(f"{path}/settle", {"why": "a slip, seen in the photograph"}, page=path)
    assert "a slip, seen in the photograph" in got.text
    assert SAY("findings-state-settled") in got.text
    settled = shown_ids(sue.get("/findings?state=settled").text)
    assert settled == [row["finding"]]

    got = sue.post(f"{path}/open", {"why": "the photograph is of another one"}, page=path)

    assert "the photograph is of another one" in got.text
    assert shown_ids(sue.get("/findings?state=settled").text) == []
    assert visit("sue").get("/activity").text.count(row["finding"]) == 2


@pytest.mark.parametrize("why", ["", "   ", "x\x07y"])
def test_nothing_is_settled_without_a_reason_in_plain_text(visit, listed, why):
    row = one_of(listed, "C401")
    path = f"/findings/{row['finding']}"

    got = visit("sue").post(f"{path}/settle", {"why": why}, page=path)

    assert got.status_code == 400
    assert SAY("findings-why-needed") in got.text


@pytest.mark.parametrize("name", ["ray", "olga", "cleo"])
def test_only_supervisors_settle(visit, listed, name):
    row = one_of(listed, "C401")
    path = f"/findings/{row['finding']}"

    got = visit(name).post(f"{path}/settle", {"why": "because"}, page=path)

    assert got.status_code == 403
    assert 'action="/findings' not in visit(name).get(path).text


def test_of_copies_that_contradict_each_other_one_is_chosen(visit, listed):
    """The others count no more from the next check on."""
    row = one_of(listed, "C205")
    sue, path = visit("sue"), f"/findings/{row['finding']}"
    offered = re.findall(r'<option value="([^"]+)"', sue.get(path).text)
    assert len(offered) >= 2

    got = sue.post(f"{path}/settle", {"why": "clearer", "holds": offered[0]}, page=path)

    assert SAY("findings-state-settled") in got.text


def test_what_a_supervisor_writes_is_text(visit, listed):
    row = one_of(listed, "C203")
    sue, path = visit("sue"), f"/findings/{row['finding']}"

    got = sue.post(f"{path}/settle", {"why": "<script>alert(1)</script>"}, page=path)

    assert "<script>alert" not in got.text
    assert "&lt;script&gt;alert(1)" in got.text


def test_a_public_desk_shows_findings_and_nothing_of_a_clerks(folder, listed):
    row = one_of(listed, "C201")
    with desk(folder, public=True) as address:
        anybody = Somebody(address)
        got = anybody.get(f"/findings/{row['finding']}")

        assert anybody.get("/findings").status_code == 200
        assert got.status_code == 200
        assert row["copy_document"] not in got.text
        assert '<form method="post"' not in got.text
        refused = anybody.post(f"/findings/{row['finding']}/settle", {"why": "x"})
        whole = anybody.get(f"/findings/{row['finding']}/evidence.zip?copies=yes")

    assert refused.status_code == 401
    assert "sign-in" in whole.url or whole.status_code == 401
