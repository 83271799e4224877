"""The packet of the Dinas on a semester and a year, against plain SQL, also after all that came later (REP-08)."""

import pytest
from django.db import connection

from reporting.above.office_tables import tables_of
from reporting.periods import Span
from tests.reporting import packet
from tests.reporting.packet import SPAN, after, day

FIGURES = (
    " FROM reporting_quarterfigures f JOIN reporting_report r ON r.id = f.report_id WHERE r.stage = 'accepted'"
    " AND f.year = %(year)s AND f.quarter IN (%(one)s, %(two)s)"
)
PAID = " FROM reporting_disbursement d WHERE d.stage IN ('paid', 'accounted') AND d.paid_on <= %(end)s"
RECEIPT = (
    " FROM reporting_stimulusreceipt s JOIN reporting_disbursement d ON d.id = s.disbursement_id"
    " WHERE s.withdrawn_on IS NULL AND d.paid_on <= %(end)s"
)
AT_MINISTRY = (
    " EXISTS (SELECT 1 FROM reporting_handedreceipt h JOIN reporting_receipthandover o ON o.id = h.handover_id"
    " WHERE h.receipt_id = s.id AND h.arrived AND o.receiver = 'ministry' AND o.received_on <= {})"
)
BOOKED = (
    " FROM reporting_cashentry e JOIN reporting_earmarkedaid a ON a.id = e.aid_id WHERE a.budget_line_id IS NOT NULL"
    " AND e.stage = 'booked' AND e.\"on\" <= %(end)s"
)
NET = "SELECT COALESCE(SUM(CASE WHEN e.direction = 'in' THEN e.amount ELSE -e.amount END), 0)"
SUM = "SELECT COALESCE(SUM({}), 0)"
IN_SPAN, AFTER_START = " AND {0} BETWEEN %(start)s AND %(end)s", " AND {0} >= %(start)s"
LINED = " AND d.grant_id IN (SELECT g.id FROM reporting_stimulusgrant g WHERE g.budget_line_id IS NOT NULL)"
OLD_OR_HERE = " AND s.dated_on <= %(end)s AND NOT" + AT_MINISTRY.format("%(before)s")
UNITS, BUDGET = "Anggota dan keluarga per FCU", "Anggaran dan yang sampai"
FAMILIES, ORIGINALS = "Realisasi dana stimulan per keluarga", "Daftar kuitansi asli"
# {(table, column of its last row): [SQL, ...] whose numbers are added up}
SQL = {
    (UNITS, 2): [SUM.format("f.members_end_women") + FIGURES + " AND f.quarter = %(two)s"],
    (UNITS, 3): [SUM.format("f.members_end_men") + FIGURES + " AND f.quarter = %(two)s"],
    (UNITS, 8): [SUM.format("f.plasma_visited_women") + FIGURES],
    ("Kegiatan dan rujukan per FCU", 2): [SUM.format("f.meetings_held") + FIGURES],
    ("Kegiatan dan rujukan per FCU", 10): [SUM.format("f.referrals_sent") + FIGURES],
    (BUDGET, 5): ["SELECT SUM(b.amount) FROM reporting_budgetline b WHERE b.year = %(year)s"],
    (BUDGET, 6): [NET + BOOKED + AFTER_START.format('e."on"'),
                  SUM.format("d.approved") + PAID + LINED + AFTER_START.format("d.paid_on")],
    (BUDGET, 7): [NET + BOOKED, SUM.format("d.approved") + PAID + LINED],
    (FAMILIES, 5): [SUM.format("d.approved") + PAID],
    (FAMILIES, 6): [SUM.format("s.amount") + RECEIPT + " AND s.dated_on < %(start)s"],
    (FAMILIES, 7): [SUM.format("s.amount") + RECEIPT + IN_SPAN.format("s.dated_on")],
    (FAMILIES, 8): [SUM.format("d.returned") + PAID + " AND d.returned_on <= %(end)s"],
    (FAMILIES, 10): ["SELECT COUNT(*)" + RECEIPT + IN_SPAN.format("s.dated_on")],
    (ORIGINALS, 5): [SUM.format("s.amount") + RECEIPT + OLD_OR_HERE],
    ("Kuitansi asli menurut tempatnya", 1): ["SELECT COUNT(*)" + RECEIPT + OLD_OR_HERE],
}  # fmt: skip


def recount():
    one, two = (quarter.number for quarter in SPAN.quarters)
    facts = {"year": SPAN.year, "one": one, "two": two, "start": SPAN.start.isoformat(), "end": SPAN.end.isoformat(),
             "before": day(-1).isoformat()}  # fmt: skip
    found = {}
    with connection.cursor() as cursor:
        for key, statements in SQL.items():
            found[key] = 0
            for sql in statements:
                cursor.execute(sql, facts)
                found[key] += int(cursor.fetchone()[0])
    return found


def told(report):
    return {table["heading"]: table for table in tables_of(report)}


@pytest.fixture
def region(people, regions, remember):
    return remember("packet", lambda: packet.semester(people, regions))


@pytest.mark.clause("REP-08")
def test_every_sum_of_a_semester_equals_an_independent_count_also_after_later_changes(people, region):
    report = packet.report(people)
    tables = told(report)
    counted = recount()
    assert {key: tables[key[0]]["total"][key[1]] for key in SQL} == counted
    assert all(counted.values())
    packet.what_follows(people)
    assert told(report) == tables
    assert {key: number for key, number in recount().items() if key[0] != FAMILIES} == {
        key: number for key, number in counted.items() if key[0] != FAMILIES
    }  # fmt: skip


@pytest.mark.clause("REP-08")
def test_who_reported_who_is_late_and_who_is_missing(people, region):
    tables = told(packet.report(people))
    reports = tables["Laporan triwulan per FCU"]
    assert [[row[0], *row[2:]] for row in reports["rows"]] == [
        ["Desa Sidomekar", "Melati", 2, 2, 0, 0, 0, 1], ["Desa Sukamaju", "Anggrek", 2, 0, 1, 0, 1, 0],
    ]  # fmt: skip
    assert reports["total"][3:] == [4, 2, 1, 0, 1, 1]
    missing = tables["Laporan yang belum masuk angka"]["rows"]
    assert [(row[0], row[3], row[5]) for row in missing] == [
        ("Desa Sukamaju", packet.FIRST.words, "Terkirim, belum diperiksa"),
        ("Desa Sukamaju", packet.SECOND.words, "Terlambat"),
    ]  # fmt: skip
    assert tables["Anggota dan keluarga per FCU"]["rows"][1][2:] == [""] * 9  # nothing of it was accepted
    assert tables["Anggota dan keluarga per FCU"]["rows"][0][2:4] == [7, 5]  # as the last quarter stood
    whole = {row[1]: row[2:] for row in tables["Angka seluruh wilayah"]["rows"]}
    assert whole["Pertemuan terlaksana"] == [5, "", ""] and whole["Anggota FCU"] == [12, 7, 5]


@pytest.mark.clause("REP-08")
def test_the_money_of_each_family_and_what_was_found(people, region):
    tables = told(packet.report(people))
    rows = {row[2]: row for row in tables["Realisasi dana stimulan per keluarga"]["rows"]}
    assert {name: row[5:] for name, row in rows.items()} == {
        next(name for name in rows if "Sumiyati" in name): [2_000_000, 0, 750_000, 0, 1_250_000, 2],
        next(name for name in rows if "Wagiyem" in name): [1_000_000, 350_000, 0, 200_000, 450_000, 0],
    }  # fmt: skip
    assert tables["Dana stimulan per desa/kelurahan"]["total"][2] == 2
    budget = {row[1]: row[5:] for row in tables["Anggaran dan yang sampai"]["rows"]}
    assert budget["Bantuan untuk FCU"] == [3_000_000, 1_000_000, 1_400_000, 0, 1_600_000]
    assert budget["Bimbingan teknis"] == [700_000, "", "", "", ""]
    findings = tables["Temuan pemeriksaan dana stimulan"]
    assert [(row[3], row[-1]) for row in findings["rows"]] == [
        ("Rak belum ada.", "Terbuka"), ("Buku belum ada.", "Selesai")
    ]  # fmt: skip
    assert "2 kali, 1 keluarga" in findings["note"]


@pytest.mark.clause("REP-13")
def test_each_original_is_listed_with_its_place_on_the_last_day(people, region):
    tables = told(packet.report(people))
    listed = {row[3]: row[6:] for row in tables["Daftar kuitansi asli"]["rows"]}
    assert listed == {
        "N-1": ["Kementerian Sosial", day(45).isoformat()],
        "N-2": ["Dalam perjalanan ke Dinas Sosial", SPAN.end.isoformat()],
        "N-3": ["Keluarga", day(-20).isoformat()],  # an old one that did not go yet; N-4 had arrived before
    }  # fmt: skip
    assert tables["Kuitansi asli menurut tempatnya"]["rows"] == [
        ["Dalam perjalanan ke Dinas Sosial", 1, 250_000], ["Keluarga", 1, 300_000], ["Kementerian Sosial", 1, 500_000],
    ]  # fmt: skip
    assert after(5) > SPAN.end


def test_obstacles_are_told_without_the_name_of_a_family(people, region):
    rows = told(packet.report(people))["Kendala dan solusi dari laporan FCU"]["rows"]
    assert [row[2] for row in rows] == ["Jalan rusak.", "(menyebut nama keluarga; lihat laporan FCU)"]
    assert rows[0][3] == "Pindah ke dusun."


@pytest.mark.clause("REP-08")
def test_a_year_stands_beside_its_semesters_and_the_year_before(people, region):
    report = packet.report(people, "year")
    tables = told(report)
    figures = {row[1]: row[2:] for row in tables["Angka per semester dan dibandingkan dengan tahun lalu"]["rows"]}
    halves = ["", ""]
    halves[SPAN.half - 1] = 5
    assert figures["Pertemuan terlaksana"] == [*halves, 5, 9, -4]
    money = {row[0]: row[1:] for row in tables["Dana stimulan per semester dan dibandingkan dengan tahun lalu"]["rows"]}
    paid = money["Dicairkan kepada keluarga pada masa ini"]
    assert paid[2] == paid[0] + paid[1] and paid[SPAN.half - 1] == 2_000_000
    shown = money["Kuitansi masa ini"]
    assert shown[SPAN.half - 1] == 750_000 and shown[2] == shown[0] + shown[1] and shown[4] == shown[2] - shown[3]
    halves[SPAN.half - 1] = 12
    year = 12 if SPAN.half == 2 else ""  # what stands is read from the last quarter alone
    assert figures["Anggota FCU"] == [*halves, year, 8, year and 4]
    assert "Angka per semester dan dibandingkan dengan tahun lalu" not in told(packet.report(people))


def test_another_kabupaten_and_an_empty_semester_have_no_rows(people, region, regions):
    elsewhere, nothing = packet.report(people, region=regions.city), packet.report(people)
    nothing.year = 2001
    assert nothing.period == Span(2001, SPAN.half)
    for report in (elsewhere, nothing):
        tables = told(report)
        assert not any(row[2] for row in tables.pop("Angka seluruh wilayah")["rows"])
        assert not any(table["rows"] for table in tables.values())


def test_no_table_is_too_wide_to_print(people, region):
    for table in tables_of(packet.report(people, "year")):
        assert len(table["columns"]) == len(table["kinds"]) <= 12, table["heading"]
        assert all(len(row) == len(table["columns"]) for row in (*table["rows"], *filter(None, [table["total"]])))
