"""The archive of reports at the offices above: narrowed, searched, taken away (REP-01)."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from tests.factories import AssignmentFactory
from tests.reporting import make
from tests.reporting.make import QUARTER
from tests.test_query_budget import queries

LIST = "/laporan/"


@pytest.fixture
def archive(people, regions):
    """Three reports of two villages: one returned, two sent."""
    neighbour = AssignmentFactory(role="secretary", region=regions.sibling)
    for place in (people.secretary.region, regions.sibling):
        make.unit(place, decreed_on=make.DECREED_ON - timedelta(days=92))
    make.sent(people.secretary, QUARTER.previous)
    make.returned(people)
    make.sent(neighbour)
    return people


def shown(page):
    return sorted((row.region.name, row.quarter) for row in page.context["rows"])


@pytest.mark.clause("REP-01")
def test_the_archive_is_narrowed_by_year_quarter_and_stage_and_searched_by_village(archive, sign_in, regions):
    client, village, other = sign_in(archive.regency_reports), archive.secretary.region.name, regions.sibling.name
    now, before = QUARTER.number, QUARTER.previous.number
    assert shown(client.get(LIST)) == sorted([(village, before), (village, now), (other, now)])
    assert shown(client.get(f"{LIST}?triwulan={before}")) == [(village, before)]
    assert shown(client.get(f"{LIST}?saring=dikembalikan")) == [(village, now)]
    assert shown(client.get(f"{LIST}?tahun={QUARTER.year}&triwulan={now}")) == sorted([(village, now), (other, now)])
    assert shown(client.get(f"{LIST}?cari={other.upper()}")) == [(other, now)]
    nothing = client.get(f"{LIST}?tahun=1999")
    assert shown(nothing) == [] and "Tidak ada laporan yang cocok" in nothing.content.decode()


def test_a_chip_keeps_the_other_answers_and_nonsense_is_passed_over(archive, sign_in):
    client = sign_in(archive.regency_reports)
    page = client.get(f"{LIST}?saring=menunggu&cari=a&setelah=x")
    quarters = dict(page.context["filters"])["Saring menurut triwulan"]
    assert all("saring=menunggu" in chip["url"] and "cari=a" in chip["url"] for chip in quarters)
    assert all("setelah" not in chip["url"] for chip in quarters)
    assert len(client.get(f"{LIST}?saring=x&triwulan=9&tahun=0").context["rows"]) == 3


@pytest.mark.clause("REP-01")
def test_the_excel_holds_what_the_list_is_narrowed_to(archive, sign_in):
    client = sign_in(archive.regency_reports)
    url = client.get(f"{LIST}?saring=menunggu").context["download_url"]
    sheet = load_workbook(io.BytesIO(b"".join(client.get(f"{LIST}{url}").streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    found = [row for row in rows if "Terkirim" in row]
    assert len(found) == 2 and not any("Dikembalikan" in row for row in rows)
    assert all(any(str(cell).startswith("TT-") for cell in row) for row in found)


def test_the_list_costs_the_same_for_many(archive, sign_in, regions):
    client = sign_in(archive.regency_reports)
    client.get(LIST)  # the first page also reads who signed in
    three = queries(client, LIST)
    make.sent(AssignmentFactory(role="secretary", region=regions.sibling), QUARTER.previous)
    assert queries(client, LIST) == three


def test_a_tksk_sees_its_own_kecamatan_alone(archive, sign_in):
    assert shown(sign_in(archive.tksk).get(LIST))
    elsewhere = sign_in(archive.tksk).get(f"{LIST}?cari=zzz")
    assert shown(elsewhere) == []
