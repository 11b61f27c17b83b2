from ingest.facts.forms import load_form
from ingest.read.tables import read_table
from reconcile.run import make_case, no_protocols
from reconcile.whole import whole_stations, with_tables


def test_a_number_taken_from_a_commissions_table_is_said_to_stand_there(little):
    """Lines that the station's own protocol has stay, and stand where they stood."""
    form = load_form(str(little / "form.toml"))
    data = b"""station,tec,statement,registered,issued,invalid,votes.a,votes.b
s1,t1,,100,,2,30,18
s1,t1,table,101,50,2,30,18
s2,t1,table,,60,2,40,18
"""
    official = read_table(data, "official.csv", form, "official")
    case = make_case(form, official, no_protocols(form))

    merged = with_tables(whole_stations(case.official.agreed), case.tables)

    assert merged.counts[:2].tolist() == [[100, -1], [50, 60]]
    places = [[merged.address(line, row)[1] for row in (0, 1)] for line in (0, 1)]
    assert places == [
        ["row 2, column registered", "row 4, column registered"],
        ["row 3, column issued", "row 4, column issued"],
    ]


def test_a_part_of_a_table_takes_no_room_for_where_it_stood(little):
    """Each line of a row was read from one row: said once, however many lines."""
    form = load_form(str(little / "form.toml"))
    data = (little / "official.csv").read_bytes()
    official = read_table(data, "official.csv", form, "official")
    table = make_case(form, official, no_protocols(form)).official.agreed

    part = table.take([2, 0])

    assert part.origins is not None
    assert part.origins.strides[0] == 0
    assert [part.address(0, row)[1] for row in (0, 1)] == [
        "row 4, column registered",
        "row 2, column registered",
    ]
