"""From numbers to geometry: bars as long as what they stand for, and told apart without colour."""

import pytest

from reporting.dashboards import charts
from reporting.dashboards.charts import DARK, LOOKS, OPEN, PALE


def widths(drawing):
    return [bar["width"] for bar in drawing["bars"]]


def words(drawing):
    return [text["text"] for text in drawing["texts"]]


def test_bars_are_as_long_as_their_numbers():
    lines = [("Satu", 10, "10"), ("Dua", 5, "5"), ("Tiga", None, "Belum ada"), ("Nol", 0, "0")]
    drawn = charts.bars("x", "Judul", lines)
    room = charts.WIDTH - charts.TOLD
    assert widths(drawn) == [room, room / 2]
    assert words(drawn) == ["Satu", "10", "Dua", "5", "Tiga", "Belum ada", "Nol", "0"]
    half = charts.bars("x", "Judul", [("Satu", 50, "50%")], most=100)
    assert widths(half) == [room / 2]


def test_what_is_there_is_never_invisible():
    tiny = charts.bars("x", "Judul", [("Besar", 10_000, "10000"), ("Kecil", 1, "1")])
    assert widths(tiny)[1] == 2
    assert charts.length_of(0, 10, 100) == 0 and charts.length_of(200, 100, 50) == 50


def test_everything_lies_within_the_drawing():
    long = "Kabupaten dengan nama yang panjang sekali sampai dua baris atau lebih"
    drawings = [
        charts.bars("a", "", [(long, 3, "3"), (long, 9, "9")]),
        charts.bars("b", "", [(long, 3, "3")], side=120, width=400),
        charts.pairs("c", "", [(long, 8, 3, "8", "3"), ("Pendek", None, 7, "<5", "7")]),
        charts.pairs("d", "", [(long, 8, 3, "8", "3")], side=200, width=560),
        charts.columns("e", "", [("I", "2025", 4), ("II", "", None), ("III", "", 120)]),
        charts.whole("f", "", [("Ada", 3, DARK), ("Terlambat", 0, PALE), ("Tidak", 1, OPEN)]),
    ]
    for drawn in drawings:
        for bar in drawn["bars"]:
            assert 0 <= bar["x"] and bar["x"] + bar["width"] <= drawn["width"]
            assert 0 <= bar["y"] and bar["y"] + bar["height"] <= drawn["height"]
        for text in drawn["texts"]:
            assert 0 < text["y"] <= drawn["height"]
            assert text["x"] + (0 if text["anchor"] == "middle" else 6.5 * len(text["text"])) <= drawn["width"]


def test_columns_leave_a_gap_where_nobody_reported():
    drawn = charts.columns("x", "", [("I", "2025", 4), ("II", "", None), ("III", "", 0), ("IV", "", 8)], height=100)
    *bars, floor = drawn["bars"]
    assert [bar["height"] for bar in bars] == [50, 100] and floor["width"] == charts.WIDTH
    assert [text for text in words(drawn) if text not in ("I", "II", "III", "IV", "2025")] == ["4", "–", "0", "8"]
    assert (bars[0]["fill"], bars[-1]["fill"]) == (LOOKS[PALE]["fill"], LOOKS[DARK]["fill"])


def test_pairs_share_one_scale():
    drawn = charts.pairs("x", "", [("Belum punya tabungan", 20, 10, "20", "10"), ("Lain", 5, None, "5", "<5")])
    before, after, other = widths(drawn)
    assert before == 2 * after and other == round(before / 4)
    assert [look["fill"] for look in drawn["bars"]] == [LOOKS[PALE]["fill"], LOOKS[DARK]["fill"], LOOKS[PALE]["fill"]]


def test_a_whole_is_cut_by_its_parts():
    drawn = charts.whole("x", "", [("Tepat waktu", 6, DARK), ("Terlambat", 1, PALE), ("Belum ada", 1, OPEN)])
    parts = [bar["width"] for bar in drawn["bars"] if bar["height"] == 24]
    assert parts == [238, 38, 38]
    assert words(drawn) == ["Tepat waktu: 6", "Terlambat: 1", "Belum ada: 1"]


@pytest.mark.parametrize("number", [0, 1])
def test_looks_differ_without_colour(number):
    looks = [tuple(look.values()) for look in LOOKS.values()]
    assert len(set(looks)) == len(LOOKS)
    light = [int(look["fill"][1:3], 16) for look in LOOKS.values()]
    assert sorted(light) == light and light[number + 1] - light[number] > 30
