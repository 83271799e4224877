"""What LK3 reports of a quarter, against an independent count in plain SQL, also after all that came later (REP-09)."""

import pytest
from django.db import connection

from referrals.models import Referral
from reporting import indicators
from reporting.above.office_tables import lk3_referrals, tables_of
from reporting.periods import Quarter
from tests.referrals import secret
from tests.reporting import lk3
from tests.reporting.make import QUARTER, day

FAR = "'9999-12-31'"
IN = " AND {} BETWEEN %(start)s AND %(end)s"
ALL = "SELECT COUNT(*)"
BELOW = " IN (SELECT id FROM institutions_region WHERE code LIKE '9701%%')"
RECORD = " FROM referrals_servicerecord h WHERE h.keeper_id = %(office)s AND h.withdrawn_on IS NULL" + IN.format(
    "h.held_on"
)
NOTE = (
    " FROM institutions_activity a JOIN institutions_duty d ON d.id = a.duty_id WHERE d.actor = 'lk3'"
    " AND a.withdrawn_on IS NULL AND a.region_id" + BELOW + IN.format("a.done_on")
)
TALK = ALL + " FROM referrals_counselling k WHERE k.keeper_id = %(office)s AND k.withdrawn_on IS NULL"
TALK += IN.format("k.held_on")
CASE = ALL + " FROM referrals_case c WHERE c.keeper_id = %(office)s"
BODIES = (
    " AND (SELECT COUNT(DISTINCT b.institution_id) FROM referrals_casestepbody b JOIN referrals_casestep t"
    " ON t.id = b.step_id WHERE t.case_id = c.id AND t.done_on <= %(end)s) >= 2"
)
SENT = (
    ALL + " FROM referrals_referral r JOIN institutions_region o ON o.id = r.office_id WHERE r.level = 'regency'"
    " AND r.region_id" + BELOW
)  # fmt: skip
WAITING = SENT + " AND r.sent_on <= %(end)s"
for field in ("answered_on", "declined_on", "recalled_on", "closed_on"):
    WAITING += f" AND COALESCE(r.{field}, {FAR}) > %(end)s"
# Letters by which LK3 sent on: one per time, whatever became of it; those of secret cases apart.
LETTER = (
    " FROM institutions_issueddocument w WHERE w.kind = 'referral' AND w.book = 'lk3' AND w.region_id = %(office)s"
    " AND NOT EXISTS (SELECT 1 FROM referrals_secretevent e WHERE e.letter_id = w.id)"
)
LETTERS = ALL + LETTER + IN.format("w.dated_on")
OUTREACH, CLOSED = RECORD + " AND h.kind = 'outreach'", SENT + IN.format("r.closed_on")
# {(table, line, column): SQL}
SQL = {
    ("Kegiatan LK3 menurut jenis", "Penjangkauan", 2): ALL + OUTREACH,
    ("Kegiatan LK3 menurut jenis", "Penjangkauan", 3): "SELECT SUM(h.women)" + OUTREACH,
    ("Kegiatan LK3 menurut jenis", "Penjangkauan", 4): "SELECT SUM(h.men)" + OUTREACH,
    ("Kegiatan LK3 menurut jenis", "Media informasi", 2): ALL + RECORD + " AND h.kind = 'media'",
    ("Kegiatan LK3 menurut jenis", "Memantau kegiatan FCU.", 2): ALL + NOTE,
    ("Kegiatan LK3 menurut jenis", "Memantau kegiatan FCU.", 3): "SELECT SUM(a.women)" + NOTE,
    ("Konsultasi di LK3", "Konsultasi klien baru", 1): TALK + " AND NOT k.is_returning",
    ("Konsultasi di LK3", "Konsultasi klien baru", 2): TALK + " AND NOT k.is_returning AND k.client_sex = 'female'",
    ("Konsultasi di LK3", "Konsultasi klien baru", 3): TALK + " AND NOT k.is_returning AND k.client_sex = 'male'",
    ("Konsultasi di LK3", "Konsultasi klien lanjutan", 1): TALK + " AND k.is_returning",
    ("Konsultasi di LK3", "Konsultasi klien lanjutan", 2): TALK + " AND k.is_returning AND k.client_sex = 'female'",
    ("Konsultasi di LK3", "Jumlah", 1): TALK,
    ("Konsultasi di LK3 menurut cara", "Kunjungan rumah", 2): TALK + " AND k.way = 'visit' AND k.client_sex = 'female'",
    ("Konsultasi di LK3 menurut cara", "Jumlah", 3): TALK + " AND k.client_sex = 'male'",
    ("Kasus yang ditangani LK3", "Kasus dibuka", 1): CASE + IN.format("c.opened_on"),
    ("Kasus yang ditangani LK3", "Kasus dibuka", 2): CASE + IN.format("c.opened_on") + " AND c.client_sex = 'female'",
    ("Kasus yang ditangani LK3", "Kasus selesai", 1): CASE + IN.format("c.closed_on"),
    ("Kasus yang ditangani LK3", "Kasus yang ditangani bersama dua lembaga atau lebih", 1): (
        CASE + " AND c.opened_on <= %(end)s AND COALESCE(c.closed_on, " + FAR + ") >= %(start)s" + BODIES
    ),
    ("Kasus yang ditangani LK3", "Kasus berjalan pada akhir triwulan", 1): (
        CASE + " AND c.opened_on <= %(end)s AND COALESCE(c.closed_on, " + FAR + ") > %(end)s"
    ),
    ("Rujukan lewat LK3", "Diterima dari FCU", 1): SENT + IN.format("r.sent_on") + " AND o.level = 'village'",
    ("Rujukan lewat LK3", "Diterima dari TKSK", 1): SENT + IN.format("r.sent_on") + " AND o.level = 'subdistrict'",
    ("Rujukan lewat LK3", "Diteruskan LK3 ke lembaga", 1): LETTERS,
    ("Rujukan lewat LK3", "Dikembalikan LK3 kepada pengirim", 1): SENT + IN.format("r.declined_on"),
    ("Rujukan lewat LK3", "Ditarik kembali pengirim", 1): SENT + IN.format("r.recalled_on"),
    ("Rujukan lewat LK3", "Dilayani lembaga", 1): SENT + IN.format("r.answered_on"),
    ("Rujukan lewat LK3", "Selesai", 1): CLOSED,
    ("Rujukan lewat LK3", "Selesai: kebutuhan terpenuhi", 1): CLOSED + " AND r.outcome = 'full'",
    ("Rujukan lewat LK3", "Selesai: pelayanan diperoleh", 1): CLOSED + " AND r.reached",
    ("Rujukan menurut desa/kelurahan", "Jumlah", 8): WAITING,
    ("Rujukan yang diteruskan, menurut lembaga tujuan", "Jumlah", 1): LETTERS,
}  # fmt: skip


def recount(office, quarter):
    facts = {"office": office.pk, "start": quarter.start.isoformat(), "end": quarter.end.isoformat()}
    found = {}
    with connection.cursor() as cursor:
        for key, sql in SQL.items():
            cursor.execute(sql, facts)
            found[key] = cursor.fetchone()[0] or 0
    return found


def read(tables):
    """{(table, line, column): cell}; a line is known by its last word column before the numbers, or by its first."""
    found = {}
    for table in tables:
        for row in (*table["rows"], *filter(None, [table["total"]])):
            name = row[1] if table["heading"] == "Kegiatan LK3 menurut jenis" and row[1] else row[0]
            for column, cell in enumerate(row):
                found[table["heading"], name, column] = cell
    return found


def told(report):
    return {table["heading"]: table for table in tables_of(report)}


@pytest.fixture
def office(people, remember):
    return remember("busy lk3", lambda: lk3.busy(people))


@pytest.mark.clause("REP-09")
def test_every_number_of_lk3_equals_an_independent_count_also_after_later_changes(people, office):
    """Two quarters; then the running one changes everything, and the past one reads as before."""
    past, running = lk3.report(people), lk3.report(people, lk3.NOW)
    for report in (past, running):
        counted = read(tables_of(report))
        assert {key: counted.get(key, 0) for key in SQL} == recount(office, report.period)
    before = tables_of(past)
    assert [key for key, number in recount(office, QUARTER).items() if not number] == [
        ("Rujukan lewat LK3", "Diterima dari TKSK", 1), ("Rujukan lewat LK3", "Dikembalikan LK3 kepada pengirim", 1),
        ("Rujukan lewat LK3", "Ditarik kembali pengirim", 1),
    ]  # fmt: skip
    lk3.what_follows(people)
    assert tables_of(past) == before
    after = read(tables_of(running))
    assert after["Kasus yang ditangani LK3", "Kasus dibuka kembali", 1] == 1
    assert after["Rujukan lewat LK3", "Ditolak atau dialihkan lembaga", 1] == 1
    referrals = [key for key in SQL if key[0].startswith("Rujukan")]
    assert {key: after.get(key, 0) for key in referrals} == {key: recount(office, lk3.NOW)[key] for key in referrals}


@pytest.mark.clause("REP-09")
def test_what_waits_is_told_with_its_days_by_village_and_by_destination(people, office):
    tables = told(lk3.report(people))
    end = QUARTER.end
    village = read(tables.values())
    # "Kursi roda", "Terapi" still with LK3, "Obat" and the secret one with their places
    assert [village["Rujukan lewat LK3", f"Menunggu pada akhir triwulan, di {where}", 1] for where in
            ("LK3", "lembaga")] == [2, 2]  # fmt: skip
    rows = tables["Rujukan yang masih menunggu pada hari terakhir"]["rows"]
    assert [row[2] for row in rows] == ["LK3", "Lembaga tujuan", "Lembaga tujuan", "LK3"]
    assert rows[0][1:] == [day(QUARTER, 33).isoformat(), "LK3", day(QUARTER, 33).isoformat(),
                           (end - day(QUARTER, 33)).days, "Terlambat"]  # fmt: skip
    medicine = rows[1]
    assert medicine[1] == day(QUARTER, 50).isoformat() and medicine[3] == day(QUARTER, 60).isoformat()
    line = tables["Rujukan menurut desa/kelurahan"]["rows"][0]
    assert line[:3] == ["Desa Sidomekar", "Kecamatan Tegalwangi", 5] and line[-1] == (end - day(QUARTER, 33)).days
    assert tables["Rujukan menurut desa/kelurahan"]["total"][2:] == line[2:]


def test_a_place_of_a_secret_kind_of_problem_is_named_nowhere(people, office):
    """Its number can't be worked out from the others: they stand in one line."""
    tables = tables_of(lk3.report(people))
    assert lk3.SHELTER not in str(tables) and "kekerasan" not in str(tables).lower()
    places = next(table for table in tables if table["heading"] == "Rujukan yang diteruskan, menurut lembaga tujuan")
    assert [row[:2] for row in places["rows"]] == [[lk3_referrals.OTHER_PLACES, 4]]


def test_places_are_named_where_nothing_has_to_be_hidden(people, office):
    Referral.objects.filter(need__title="Pulih").delete()
    places = told(lk3.report(people))["Rujukan yang diteruskan, menurut lembaga tujuan"]
    assert [row[:5] for row in places["rows"]] == [[lk3.CLINIC, 2, 0, 1, 1], [lk3.BLK, 1, 1, 0, 0]]
    assert places["total"][:5] == ["Jumlah", 3, 1, 1, 1]


@pytest.mark.clause("VAL-09")
def test_small_numbers_by_problem_and_secret_cases_are_not_told(people, office):
    for _ in range(2):
        secret.reported(people)
    tables = told(lk3.report(people, lk3.NOW))
    assert tables["Kasus rahasia"]["rows"] == [["Dilaporkan pada triwulan ini", "<5"]]
    past = told(lk3.report(people))
    problems = past["Jenis masalah"]["rows"]
    assert [row for row in problems if row[1] not in ("0", "<5") and not row[1].startswith("≥")] == []
    assert past["Konsultasi di LK3"]["note"].endswith("<5.")
    assert "Sumiyati" not in str(past) and "Wagiman" not in str(past)


def test_the_words_are_those_of_the_figures(people, office):
    labels = {figure.label for figure in indicators.REPORT_FIGURES.values()}
    tables = told(lk3.report(people))
    said = [row[0] for name in ("Konsultasi di LK3", "Kasus yang ditangani LK3") for row in tables[name]["rows"]]
    assert set(said) - labels == {"Kasus dibuka kembali", "Kasus berjalan pada akhir triwulan"}
    for words in tables["Rujukan menurut desa/kelurahan"]["columns"][5:7] + ["Menunggu jawaban", "Terlambat dijawab"]:
        assert f"Rujukan {words[0].lower()}{words[1:]}" in labels


def test_another_kabupaten_and_an_empty_quarter_are_all_zero(people, office, regions):
    elsewhere = lk3.report(people)
    elsewhere.region = regions.city
    nothing = lk3.report(people, Quarter(2001, 1))
    for report in (elsewhere, nothing):
        numbers = [cell for table in tables_of(report) for row in table["rows"] for cell in row[1:]]
        assert not any(cell for cell in numbers if cell not in ("", "0", "<5")), numbers


def test_no_table_is_too_wide_to_print(people, office):
    for table in tables_of(lk3.report(people)):
        assert len(table["columns"]) == len(table["kinds"]) <= 12
        assert all(len(row) == len(table["columns"]) for row in (*table["rows"], *filter(None, [table["total"]])))
