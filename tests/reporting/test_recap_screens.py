"""Who reported, and what it adds up to, as each level sees it: the matrix, the recap, the tasks of the offices."""

import io
import re
from datetime import timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from institutions.models import Region
from reporting.models import QuarterFigures, Report, Section
from reporting.tasks import report_above as tasks_above
from tests import factories
from tests.factories import TODAY
from tests.reporting import make
from tests.reporting.make import QUARTER
from tests.test_query_budget import queries

MATRIX, RECAP = f"/laporan/matriks/?tahun={QUARTER.year}", f"/rekap/?tahun={QUARTER.year}&triwulan={QUARTER.number}"
MOST_QUERIES = 14
DUE = QUARTER.due_on_day(10)


def words(client, url):
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return _plain(response.content.decode().split("<main", 1)[-1])


def _plain(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def line_of(client, url, name):
    """The words of the row of a table in which `name` stands."""
    html = client.get(url).content.decode()
    return next(_plain(row) for row in html.split("<tr")[1:] if name in _plain(row.split("</tr>")[0]))


def sheet(client, url):
    book = load_workbook(io.BytesIO(b"".join(client.get(f"{url}&unduh=xlsx").streaming_content)))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def others(people, regions, *names):
    """The cast in other villages of the kabupaten: each with its own secretary."""
    return [
        SimpleNamespace(
            secretary=factories.AssignmentFactory(role="secretary", region=getattr(regions, name)),
            regency_reports=people.regency_reports,
        )
        for name in names
    ]


def every_state(people, regions):
    """Five FCUs of one kabupaten: accepted, sent, returned, silent with a draft, and one that owes nothing yet."""
    sibling, kelurahan, elsewhere = others(people, regions, "sibling", "kelurahan", "elsewhere")
    make.accepted(people)
    make.sent(sibling.secretary, on=DUE)
    make.returned(kelurahan)
    make.filled(elsewhere.secretary)
    city = others(people, regions, "city_village")[0].secretary
    make.unit(city.region, name="Mawar", decreed_on=TODAY)
    return sibling, kelurahan, elsewhere


def figures(report, **columns):
    QuarterFigures.objects.filter(report=report).update(**columns)


# --- the matrix -----------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-15")
def test_the_matrix_shows_every_state_with_date_and_delay(people, regions, sign_in):
    sibling, _, elsewhere = every_state(people, regions)
    client = sign_in(people.regency_reports)
    late = max((TODAY - DUE).days, 0)
    assert "Diterima" in line_of(client, MATRIX, "Desa Sidomekar")
    if late:
        assert f"terlambat {late} hari" in line_of(client, MATRIX, "Desa Sidomekar")
        assert f"Terlambat {late} hari lewat batas" in line_of(client, MATRIX, "Desa Wonosari")
    sent = line_of(client, MATRIX, "Desa Sukamaju")
    assert "Terkirim" in sent and "terlambat" not in sent  # sent on the last day
    assert "Dikembalikan" in line_of(client, MATRIX, "Kelurahan Mekarsari")
    assert "Draf" not in words(client, MATRIX) and "Kotalama" not in words(client, MATRIX)
    links = re.findall(r'href="(/laporan/[^"]*/periksa/)"', client.get(MATRIX).content.decode())
    assert len(links) == 3 and all(client.get(link).status_code == 200 for link in links)
    stranger = sign_in(factories.AssignmentFactory(role="regency_reports", region=regions.city))
    assert "Belum wajib" in line_of(stranger, f"/laporan/matriks/?tahun={TODAY.year}", "Kotalama")
    assert sibling.secretary.region.name not in words(stranger, MATRIX)
    assert elsewhere.secretary.region.name in words(client, MATRIX)


@pytest.mark.clause("REP-15")
def test_the_filters_count_and_narrow(people, regions, sign_in):
    every_state(people, regions)
    client = sign_in(people.regency_reports)
    page = words(client, MATRIX)
    assert "Semua 4" in page and "Perlu diperiksa 1" in page and "Dikembalikan 1" in page and "Diterima 1" in page
    chosen = client.get(f"{MATRIX}&saring=terkirim")
    assert [row.unit.region.name for row in chosen.context["rows"]] == ["Sukamaju"]
    silent = client.get(f"{MATRIX}&saring={'terlambat' if TODAY > DUE else 'belum'}")
    assert [row.unit.region.name for row in silent.context["rows"]] == ["Wonosari"]
    for nonsense in ("tahun=abc", "tahun=99999", "saring=x", "halaman=x", "tahun=%D9%A2%D9%A0%D9%A2%D9%A5"):
        assert client.get(f"/laporan/matriks/?{nonsense}").status_code == 200
    assert "Tidak ada FCU" in words(client, "/laporan/matriks/?tahun=2021&saring=terkirim")


def test_the_matrix_of_a_kecamatan(people, regions, sign_in):
    """TKSK reads what was sent; the camat sees how it stands; the dana role too."""
    every_state(people, regions)
    tksk = sign_in(people.tksk)
    page = tksk.get(MATRIX).content.decode()
    assert "Sukamaju" in page and "Wonosari" not in page and "/periksa/" not in page
    link = Report.objects.get(stage="sent").get_absolute_url()
    assert f'href="{link}"' in page and tksk.get(link).status_code == 200
    for role in ("subdistrict_operator", "regency_funds"):
        assert 'class="cell cell-done"' in (html := sign_in(getattr(people, role)).get(MATRIX).content.decode())
        assert not re.search(r'href="/laporan/[0-9a-f-]{36}/', html)


@pytest.mark.clause("REP-15")
def test_the_matrix_in_excel(people, regions, sign_in):
    every_state(people, regions)
    rows = sheet(sign_in(people.regency_reports), MATRIX)
    place = 4 + 3 * (QUARTER.number - 1)
    assert rows[0][place] == f"TW {'I II III IV'.split()[QUARTER.number - 1]}"
    told = {row[2]: row[place] for row in rows[1:]}
    assert told["Desa Sidomekar"].startswith("Diterima") and told["Desa Sukamaju"].startswith("Terkirim")
    above = sheet(sign_in(people.province), MATRIX)
    place = 2 + 5 * (QUARTER.number - 1)
    assert above[1][1] == "Kabupaten Sukaraya" and above[1][place : place + 5] == [4, 1, 1, 1, 1]


@pytest.mark.clause("REP-15")
def test_above_the_kabupaten_counts_only(people, regions, sign_in):
    every_state(people, regions)
    for role, name in (("province", "Kabupaten Sukaraya"), ("ministry", "Provinsi Nusa Rimba")):
        client = sign_in(getattr(people, role))
        html, line = client.get(MATRIX).content.decode(), line_of(client, MATRIX, name)
        for told in ("1 diterima", "1 belum diperiksa", "1 dikembalikan", "1 belum ada"):
            assert told in line, (role, told)
        assert not re.search(r'href="/laporan/[0-9a-f-]{36}', html) and "FCU Melati" not in html
        link = re.search(r'href="(/rekap/\d+/)"', html)[1]
        assert client.get(link).status_code == 200


# --- the recap ------------------------------------------------------------------------------------------------------
def in_sql(column, stage, code, quarter=QUARTER):
    """A sum by plain SQL, without a line of the application."""
    sql = f"""SELECT COALESCE(SUM(f.{column}), 0) FROM reporting_quarterfigures f
        JOIN reporting_report r ON r.id = f.report_id JOIN institutions_region g ON g.id = f.region_id
        WHERE r.stage = %s AND f.year = %s AND f.quarter = %s AND g.code LIKE %s"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [stage, quarter.year, quarter.number, f"{code}%"])
        return int(cursor.fetchone()[0])


@pytest.fixture
def summed(people, regions):
    """Two accepted reports, one in the other kabupaten, and one that waits, with figures of their own."""
    sibling, elsewhere = others(people, regions, "sibling", "elsewhere")
    reviewer = factories.AssignmentFactory(role="regency_reports", region=regions.city)
    city = SimpleNamespace(
        secretary=factories.AssignmentFactory(role="secretary", region=regions.city_village), regency_reports=reviewer
    )
    make.unit(elsewhere.secretary.region)
    rows = (make.accepted(people), make.sent(sibling.secretary), make.accepted(city))
    for number, report in enumerate(rows, 1):
        figures(report, plasma_end=7 * number, plasma_end_women=4 * number, plasma_end_men=3 * number,
                plasma_promoted=number, referrals_sent=11 * number)  # fmt: skip
    return rows


@pytest.mark.clause("REP-07")
@pytest.mark.parametrize("role", ["subdistrict_operator", "tksk", "regency_reports", "regency_funds", "province",
                                  "ministry"])  # fmt: skip
def test_the_sums_of_each_level_equal_independent_sql(role, summed, people, sign_in):
    by = getattr(people, role)
    client, code = sign_in(by), by.territory
    for label, column, split in (
        ("Keluarga plasma", "plasma_end", True), ("Rujukan dikirim", "referrals_sent", False),
        ("Keluarga plasma yang menjadi keluarga pionir", "plasma_promoted", False),
    ):  # fmt: skip
        shown = [line for _, lines in client.get(RECAP).context["groups"] for line in lines if line.label == label][0]
        for sums, stage in ((shown.accepted, "accepted"), (shown.waiting, "sent")):
            assert sums.all == in_sql(column, stage, code)
            if split:
                assert (sums.women, sums.men) == (in_sql(f"{column}_women", stage, code),
                                                  in_sql(f"{column}_men", stage, code))  # fmt: skip
    accepted, waiting = in_sql("plasma_end", "accepted", code), in_sql("plasma_end", "sent", code)
    assert f"Keluarga plasma {accepted} P" in words(client, RECAP) and waiting == 14
    assert re.search(rf"Keluarga plasma {accepted} P \d+, L \d+ {waiting} P 8, L 6", words(client, RECAP))


@pytest.mark.clause("REP-07")
def test_children_add_up_and_lead_down(summed, people, sign_in):
    client = sign_in(people.ministry)
    top = client.get(RECAP).context
    assert [line.told.region.name for line in top["children"]] == ["Nusa Rimba"]
    assert sum(line.told.accepted["plasma_end"] for line in top["children"]) == top["told"].accepted["plasma_end"]
    page, path = client.get(RECAP), []
    while children := [line for line in page.context["children"] if line.url]:
        assert sum(line.told.owing for line in children) == page.context["told"].owing
        path.append(children[0].told.region.level)
        page = client.get(children[0].url)
    assert path == ["province", "regency", "subdistrict"]
    assert "Kembali ke Kabupaten Sukaraya" in _plain(page.content.decode())
    assert [line.told.region.name for line in page.context["children"]] == ["Sidomekar", "Sukamaju"]


@pytest.mark.clause("REP-15")
def test_who_has_not_reported_is_named_in_the_kabupaten_only(summed, people, regions, sign_in):
    page = words(sign_in(people.regency_reports), RECAP)
    assert "3 FCU wajib melapor" in page and "1 Belum ada laporan" in page
    assert "FCU Melati Desa Wonosari, Karanganyar" in page
    province = sign_in(people.province)
    page = words(province, RECAP)
    assert "4 FCU wajib melapor" in page and "Wonosari" not in page
    down = reverse("reporting:recap-region", args=["9701"]) + RECAP.removeprefix("/rekap/")
    assert "Desa Wonosari" in words(province, down)


def test_a_recap_outside_the_own_territory_does_not_exist(summed, people, regions, sign_in):
    regency = sign_in(people.regency_reports)
    for code, status in (("970101", 200), ("9701", 200), ("9771", 404), ("97", 404), ("970199", 404), ("97x", 404),
                         ("9701012001", 404)):  # fmt: skip
        assert regency.get(f"/rekap/{code}/").status_code == status, code
    assert sign_in(people.subdistrict_operator).get("/rekap/970102/").status_code == 404
    assert sign_in(people.province).get("/rekap/98/").status_code == 404
    assert sign_in(people.secretary).get("/rekap/").status_code == 403


@pytest.mark.clause("SUC-05")
def test_the_longer_aim_stands_first_above_the_kabupaten(summed, people, sign_in):
    for role, first in (("ministry", True), ("province", True), ("regency_reports", False)):
        groups = sign_in(getattr(people, role)).get(RECAP).context["groups"]
        aim = [heading for heading, _ in groups].index("Tujuan jangka panjang")
        assert (aim == 0) == first, role
        told = {line.code: line.accepted.all for line in groups[aim][1]}
        assert set(told) == {"plasma_needs_met", "plasma_served", "plasma_promoted"}
        assert told["plasma_promoted"] == in_sql("plasma_promoted", "accepted", getattr(people, role).territory)


def test_the_recap_in_excel(summed, people, sign_in):
    rows = sheet(sign_in(people.province), RECAP)
    assert rows[0][:3] == ["Kelompok", "Angka", "Diterima: jumlah"]
    assert rows[0][8:] == ["Kabupaten Sukaraya: diterima", "Kota Banyuraga: diterima"]
    plasma = next(row for row in rows if row[1] == "Keluarga plasma")
    assert plasma[2:] == [28, 16, 12, 14, 8, 6, 7, 21]


def test_the_quarter_that_ended_last_unless_another_is_asked_for(summed, people, sign_in):
    client = sign_in(people.regency_reports)
    assert client.get("/rekap/").context["quarter"] == QUARTER
    asked = f"/rekap/?tahun={QUARTER.previous.year}&triwulan={QUARTER.previous.number}"
    assert client.get(asked).context["quarter"] == QUARTER.previous
    for nonsense in ("tahun=2999&triwulan=1", "triwulan=9", "tahun=x", "triwulan=%D9%A3"):
        assert client.get(f"/rekap/?{nonsense}").status_code == 200
    assert "Belum ada FCU yang wajib melapor" in words(client, "/rekap/?tahun=2021&triwulan=1")


# --- the cost -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["regency_reports", "tksk", "province", "ministry"])
@pytest.mark.parametrize("url", [MATRIX, RECAP])
def test_one_fcu_costs_as_many_queries_as_twenty(url, role, people, regions, sign_in):
    make.accepted(people)
    client = sign_in(getattr(people, role))
    client.get(url)
    few = queries(client, url)
    for number in range(20):
        village = Region.objects.create(
            code=f"97010130{number:02}", name=f"Desa {number}", level="village", kind="village",
            parent=regions.subdistrict,
        )  # fmt: skip
        unit = make.unit(village)
        if number % 2:
            Report.objects.create(
                unit=unit, region=village, year=QUARTER.year, quarter=QUARTER.number, stage="sent", sent_on=TODAY,
                receipt_number=f"TT-{number}",
            )  # fmt: skip
    assert queries(client, url) == few <= MOST_QUERIES


# --- tasks ----------------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-15")
def test_what_the_offices_are_told_to_do(people, regions):
    sibling, kelurahan, elsewhere = every_state(people, regions)
    day = DUE + timedelta(days=1) if TODAY <= DUE else TODAY
    told = {task.title: task for task in tasks_above.office_tasks(people.regency_reports, day)}
    waiting = told["1 laporan menunggu diperiksa"]
    assert waiting.url.endswith("/periksa/") and waiting.due == DUE + timedelta(days=tasks_above.REVIEW_DAYS)
    if TODAY > DUE:
        late = told["1 FCU terlambat melapor"]
        assert "Desa Wonosari" in late.why and late.url.endswith("saring=terlambat")
    tksk = {task.title: task for task in tasks_above.office_tasks(people.tksk, day)}
    assert "Kelurahan Mekarsari" in tksk["1 laporan dikembalikan Dinas Sosial"].why
    assert not any("menunggu diperiksa" in title for title in tksk)
    province = list(tasks_above.office_tasks(people.province, day))
    assert [task.title for task in province] == ["1 kabupaten/kota belum lengkap laporannya"]
    assert f"{QUARTER.words}: Kabupaten Sukaraya 1 FCU." == province[0].why
    assert list(tasks_above.office_tasks(people.province, DUE)) == []  # nobody is late on the due day
    for role in ("secretary", "lk3", "subdistrict_operator", "regency_funds"):
        assert list(tasks_above.office_tasks(getattr(people, role), day)) == [], role


def test_the_admin_reads_what_was_sent_and_nothing_of_what_is_written(people, regions, sign_in):
    report = make.returned(people, mend=[Section.RESULTS])
    rows = {"report": report, "reportversion": report.latest_version(), "quarterfigures": report.figures,
            "sectionreview": report.latest_version().reviews.first()}  # fmt: skip
    for role in ("tksk", "regency_reports"):
        client = sign_in(getattr(people, role))
        for model, row in rows.items():
            assert client.get(reverse(f"admin:reporting_{model}_changelist")).status_code == 200, model
            page = client.get(reverse(f"admin:reporting_{model}_change", args=[row.pk]))
            assert page.status_code == 200 and make.TEXTS[Section.RESULTS] not in page.content.decode(), model
            assert client.post(reverse(f"admin:reporting_{model}_change", args=[row.pk])).status_code == 403
    province = sign_in(people.province)
    assert province.get(reverse("admin:reporting_quarterfigures_changelist")).status_code == 200
    for model in ("report", "reportversion", "sectionreview"):
        assert province.get(reverse(f"admin:reporting_{model}_changelist")).status_code == 403, model
    other = sign_in(factories.AssignmentFactory(role="regency_reports", region=regions.city))
    page = other.get(reverse("admin:reporting_report_change", args=[report.pk]))
    assert page.status_code in (302, 404) and "Sidomekar" not in page.content.decode()


def test_the_admin_takes_the_same_steps_with_the_same_conditions(people, sign_in):
    report = make.sent(people.secretary)
    client = sign_in(people.regency_reports)
    url = reverse("admin:reporting_report_transition", args=[report.pk, "accept"])
    assert "Belum diperiksa" in client.get(url).content.decode()
    client.post(url, {"note": ""})
    assert make.fresh(report).stage == "sent"
    make.review(report, people.regency_reports)
    client.post(url, {"note": ""})
    assert make.fresh(report).stage == "accepted"
