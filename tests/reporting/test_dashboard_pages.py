"""Dashboards as each level opens them: reach, choices, next step, paper, Excel."""

import io
import re
from html import unescape

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from families.models import ProblemType
from families.small_numbers import FEW
from reporting.success.adding import freshen
from tests import factories
from tests.letters import page_texts, paper_of
from tests.reporting import told
from tests.reporting.make import QUARTER
from tests.reporting.test_dashboard_parts import FELL, needs
from tests.test_query_budget import queries

ASKED = f"?tahun={QUARTER.year}&triwulan={QUARTER.number}"
READERS = {
    "secretary": "village", "treasurer": "village", "village_head": "village", "psks_team": "village",
    "tksk": "subdistrict", "subdistrict_operator": "subdistrict", "lk3": "regency", "regency_reports": "regency",
    "regency_funds": "regency", "province": "province", "ministry": "nation",
}  # fmt: skip


def words(client, url="/dasbor/"):
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    main = response.content.decode().split("<main", 1)[-1]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


@pytest.fixture
def reported(regions, people):
    secret = ProblemType.objects.filter(is_sensitive=True).first()
    kind = ProblemType.objects.filter(is_sensitive=False).exclude(code=ProblemType.NONE).first()
    return told.report(
        regions.village, plasma_promoted=3, plasma_end=21, plasma_end_women=9, plasma_end_men=12, plasma_visited=18,
        plasma_visited_women=8, plasma_visited_men=10, cases_joint=2, changes={"L5.2": FELL},
        problems={kind.code: needs(3, 1, 2, 2), secret.code: needs(3, 1, 2, 2)},
    )  # fmt: skip


@pytest.mark.parametrize("role", READERS)
def test_every_level_opens_its_own(role, reported, people, regions, sign_in):
    client = sign_in(getattr(people, role))
    page = words(client)
    assert f"Dasbor {QUARTER.words}" in page and str(getattr(regions, READERS[role])) in page
    assert "Plasma yang menjadi pionir: 3 keluarga" in page and "21" in page and "P 9, L 12" in page
    html = client.get("/dasbor/").content.decode()
    assert 'href="/dasbor/"' in html and ' style="' not in html.split("<main")[1]
    assert len(re.findall("<svg class=\"chart\"", html)) == len(re.findall(r'<title id="judul-', html)) >= 6
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_who_has_no_dashboard(people, sign_in):
    for role in ("member", "pioneer", "working_group", "regency_cases", "administrator"):
        assert sign_in(getattr(people, role)).get("/dasbor/").status_code == 403, role


def test_below_is_open_outside_does_not_exist(reported, people, regions, sign_in):
    client = sign_in(people.regency_reports)
    for region in (regions.subdistrict, regions.village):
        assert str(region) in words(client, reverse("reporting:dashboard-region", args=[region.code]))
    for code in (regions.city.code, regions.city_village.code, regions.province.code, "nasional", "970199", "x"):
        for name in ("dashboard-region", "dashboard-paper", "dashboard-excel"):
            assert client.get(reverse(f"reporting:{name}", args=[code])).status_code == 404, (name, code)
    assert sign_in(people.ministry).get("/dasbor/nasional/").status_code == 200
    neighbour = factories.AssignmentFactory(role="secretary", region=regions.sibling)
    assert sign_in(neighbour).get(f"/dasbor/{regions.village.code}/").status_code == 404


def test_one_goes_down_and_up_in_the_same_quarter(reported, people, regions, sign_in):
    client = sign_in(people.regency_reports)
    html = client.get(f"/dasbor/{ASKED}").content.decode()
    below = f"/dasbor/{regions.subdistrict.code}/{ASKED}".replace("&", "&amp;")
    assert below in html
    assert f'href="/dasbor/{ASKED}"'.replace("&", "&amp;") in client.get(unescape(below)).content.decode()
    empty = words(client, f"/dasbor/?tahun={QUARTER.year - 1}&triwulan=1")
    assert "Belum ada laporan" in empty


def test_what_is_compared_is_chosen(reported, people, sign_in):
    client = sign_in(people.tksk)
    assert "Desa Sidomekar 86% 18 21" in words(client)
    html = client.get(f"/dasbor/{ASKED}&angka=pionir").content.decode()
    assert '<option value="pionir" selected>' in html and "Plasma yang menjadi pionir per FCU" in html


def test_a_village_is_pushed_on(people, regions, sign_in):
    told.unit(regions.village)
    page = words(sign_in(people.secretary))
    assert "Langkah berikutnya Data calon keluarga." in page and "Buka jalan pendirian" in page


def test_a_village_opens_the_last_quarter_it_sent(people, regions, sign_in):
    told.report(regions.village, QUARTER.previous, stage="sent")
    assert f"Dasbor {QUARTER.previous.words}" in words(sign_in(people.coordinator))
    assert f"Dasbor {QUARTER.words}" in words(sign_in(people.regency_reports))


def test_nothing_yet(people, sign_in):
    for role in ("secretary", "tksk", "ministry"):
        page = words(sign_in(getattr(people, role)))
        assert "Belum ada angka dari delapan triwulan ini" in page


def test_small_sensitive_numbers_leave_no_trace(reported, people, sign_in):
    secret = ProblemType.objects.filter(is_sensitive=True).first()
    kept = words(sign_in(people.secretary))
    assert f"{secret.name} 3" not in kept and f"{secret.name} {FEW}" not in kept
    above = words(sign_in(people.province))
    assert f"{secret.name} {FEW} {FEW} {FEW} {FEW}" in above


@pytest.mark.parametrize("paper", ["F4", "A4"])
@pytest.mark.parametrize("role", ["secretary", "regency_reports", "ministry"])
def test_on_paper(role, paper, reported, people, regions, sign_in):
    place = {"secretary": regions.village.code, "regency_reports": regions.regency.code, "ministry": "nasional"}[role]
    url = reverse("reporting:dashboard-paper", args=[place])
    answer = sign_in(getattr(people, role)).get(f"{url}{ASKED}&kertas={paper}")
    assert answer["Content-Type"] == "application/pdf"
    pages = page_texts(answer.content)
    assert 1 <= len(pages) <= 3
    assert "Plasma yang menjadi pionir: 3 keluarga" in " ".join(pages)
    assert abs(paper_of(answer.content)[1] - {"F4": 330, "A4": 297}[paper]) < 1


def test_in_excel(reported, people, regions, sign_in):
    url = reverse("reporting:dashboard-excel", args=[regions.regency.code])
    answer = sign_in(people.regency_reports).get(url + ASKED)
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames[0] == "Ringkasan" and len(book.sheetnames) >= 6
    trend = list(book["Dari triwulan ke triwulan"].iter_rows(values_only=True))
    assert trend[1][:3] == (QUARTER.short, 1, "3 (P 3, L 0)")
    compared = list(book["Perbandingan wilayah"].iter_rows(values_only=True))
    assert compared[1][:4] == ("Kecamatan Tegalwangi", "86%", 18, 21)


def test_the_page_costs_the_same_for_few_and_many(reported, people, regions, sign_in):
    client = sign_in(people.regency_reports)
    client.get("/dasbor/")
    few = queries(client, "/dasbor/")
    for name in ("sibling", "kelurahan", "elsewhere"):
        told.report(getattr(regions, name), changes={"L5.2": FELL}, plasma_end=4)
    freshen(regions.nation)
    assert queries(client, "/dasbor/") == few


def test_where_it_stands_in_the_menu(people, sign_in):
    beside = {"secretary": "Laporan", "regency_reports": "Rekap", "lk3": "Laporan LK3", "ministry": "Rekap"}
    for role, first in beside.items():
        html = sign_in(getattr(people, role)).get("/dasbor/").content.decode()
        tabs = re.search(r'<nav class="beside".*?</nav>', html, re.S)[0]
        assert f">{first}</a>" in tabs and 'aria-current="page">Dasbor' in tabs, role
