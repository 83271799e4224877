"""The file for researchers holds nobody: no name, number, code or day, and no small number that points at somebody."""

import io

import pytest
from openpyxl import load_workbook

from families.models import Family, ProblemType
from fcu_project.models import AuditEvent
from institutions.models import FamilyCareUnit, Person, PilotSite, Region
from reporting.models import QuarterChange, QuarterProblem
from reporting.verdicts import masking, research
from tests.reporting import helped, make, verdicts
from tests.reporting.make import QUARTER, day

pytestmark = pytest.mark.django_db
NIK, PHONE, MARK = "5208010101900007", "6281234567891", "Zzkanari"


def taken(client):
    response = client.get("/penelitian/?unduh=xlsx")
    assert response.status_code == 200
    return load_workbook(io.BytesIO(b"".join(response.streaming_content)), read_only=True)


def rows(book, name):
    lines = list(book[name].iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=False)) for line in lines[1:]]


@pytest.mark.clause("SME-12")
def test_no_name_number_code_or_day_leaves(people, regions, sign_in):
    """Everything that could be told of anybody there is marked, and looked for in every cell."""
    make.accepted(people)
    Family.objects.create(
        region=regions.village, number=1, head_name=f"{MARK} {NIK} {PHONE}", head_sex="female", rt="003", rw="002",
        recorded_on=QUARTER.start,
    )  # fmt: skip
    helped.record(regions.village, day(QUARTER, 1), topic=f"{MARK} {NIK}", story=MARK)
    Person.objects.update(name=f"{MARK} Orang", phone=PHONE)
    FamilyCareUnit.objects.update(name=f"{MARK} FCU", address=MARK, phone=PHONE)
    verdict = verdicts.ready(people)
    type(verdict).objects.update(summary_text=MARK, lessons_text=f"{MARK} {PHONE}", changes_text=MARK)
    verdict.answers.update(reason=f"{MARK} {NIK}")
    type(verdict).objects.update(stage="concluded", concluded_on=QUARTER.end, concluded_by_words=MARK)
    Region.objects.filter(level__in=("village", "subdistrict", "regency", "province")).update(name=f"{MARK} tempat")
    book = taken(sign_in(people.ministry))
    assert book.sheetnames == [title for title, _ in research.CONTENTS]
    text = "\n".join(
        str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line if cell is not None
    )
    assert len(rows(book, "Angka")) == 1 and len(rows(book, "Kesimpulan")) == 1
    for word in (MARK.lower(), NIK, PHONE, regions.village.code, regions.village.dotted_code):
        assert word not in text.lower()
    data = [
        str(cell) for name in book.sheetnames if name != "Keterangan"
        for line in book[name].iter_rows(values_only=True) for cell in line
    ]  # fmt: skip
    assert not any(part in cell for cell in data for part in (f"{QUARTER.end:%Y-%m-%d}", f"{QUARTER.end:%d-%m-%Y}"))


@pytest.mark.clause("SME-12")
def test_the_export_is_in_the_trail_and_for_the_ministry_alone(people, sign_in):
    client = sign_in(people.ministry)
    page = client.get("/penelitian/").content.decode()
    assert "Masalah" in page and "di bawah 5" in page
    taken(client)
    event = AuditEvent.objects.filter(verb="export:Data penelitian").get()
    assert event.actor == people.ministry.actor_uid
    for by in (people.province, people.regency_reports, people.secretary, people.administrator):
        assert sign_in(by).get("/penelitian/?unduh=xlsx").status_code == 403


def test_what_is_secret_and_small_is_not_told_nor_worked_out(people, sign_in):
    report = make.accepted(people)
    secret = ProblemType.objects.filter(is_sensitive=True).first()
    plain = ProblemType.objects.filter(is_sensitive=False).exclude(code=ProblemType.NONE).first()
    figures = report.figures
    figures.needs_opened, figures.needs_met, figures.needs_open_end = 10, 9, 1
    figures.plasma_end, figures.plasma_end_women, figures.plasma_end_men = 12, 3, 9
    figures.save()
    QuarterProblem.objects.create(figures=figures, code=secret.code, found=3, met=6, open_end=0)
    QuarterProblem.objects.create(figures=figures, code=plain.code, found=2, met=3, open_end=1)
    QuarterChange.objects.create(
        figures=figures, code="P2", compared_women=2, compared_men=6, before_women=1, before_men=5,
    )  # fmt: skip
    book = taken(sign_in(people.ministry))
    told = {row["jenis"]: row for row in rows(book, "Masalah")}
    assert (told[secret.name]["found"], told[secret.name]["met"]) == ("<5", 6)
    assert told[plain.name]["found"] == 2
    angka = rows(book, "Angka")[0]
    assert (angka["needs_opened"], angka["needs_met"]) == (masking.HIDDEN, 9)
    assert (angka["plasma_end"], angka["plasma_end_women"], angka["plasma_end_men"]) == (12, "<5", "≥5")
    change = rows(book, "Perubahan")[0]
    assert (change["compared_women"], change["compared_men"], change["before_men"]) == ("<5", "≥5", "≥5")


def test_a_province_is_named_from_three_sites_and_numbers_follow_no_order(people, regions, sign_in):
    villages = list(Region.objects.filter(level="village").order_by("code"))
    client = sign_in(people.ministry)
    for number, village in enumerate(villages, 1):
        PilotSite.objects.create(
            region=village, pilot_year=2025, reason="Uji coba.", candidates=10, stage="chosen", chosen_on=QUARTER.end
        )
        places = rows(taken(client), "Lokasi")
        assert len(places) == number
        assert {row["Provinsi"] == masking.ELSEWHERE for row in places} == {number < 3}
    numbers = [masking.number_of(village.code) for village in villages]
    assert len(set(numbers)) == len(numbers) and numbers == [masking.number_of(v.code) for v in villages]
    assert [row["Nomor lokasi"] for row in places] == sorted(numbers)
    many = [masking.number_of(f"33730410{place:02d}") for place in range(60)]
    assert many != sorted(many) and many != sorted(many, reverse=True)
