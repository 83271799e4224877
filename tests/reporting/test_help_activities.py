"""Help in chapter II: plan and realisation, activities by kind, numbers alone of what is confidential."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fcu_project.dates import long_date
from institutions.models import AnnualPlan, FamilyCareUnit, PlanItem
from reporting.quarterly import content, help_given
from reporting.quarterly.activities import activities_of
from reporting.quarterly.missing import unrecorded
from tests import factories
from tests.families import make as families
from tests.families import short
from tests.letters import text_of as text_of_pdf
from tests.reporting import helped, make
from tests.reporting.helped import NOW
from tests.reporting.make import QUARTER, day
from tests.reporting.test_screens import text_of


@pytest.fixture
def unit(people):
    return make.unit_of(people.secretary.region)


@pytest.fixture
def plan(unit):
    meeting = short.held("routine", unit.region, day(QUARTER, 0))
    return AnnualPlan.objects.create(
        region=unit.region, unit=unit, year=QUARTER.year, stage="running", agreed_in=meeting,
        agreed_on=QUARTER.start, started_on=QUARTER.start,
    )  # fmt: skip


def row(plan, what, kind="counselling", months=(QUARTER.start.month,)):
    return PlanItem.objects.create(plan=plan, what=what, kind=kind, months=list(months))


def groups(unit, quarter=QUARTER):
    return {group["kind"]: group["rows"] for group in activities_of(unit, quarter)}


@pytest.mark.clause("SVC-12")
def test_an_activity_feeds_chapter_two_with_its_plan_its_people_and_its_cost(unit, plan, people, sign_in):
    planned, idle = row(plan, "Kelas pengasuhan"), row(plan, "Kelas jamu", "economy")
    later = row(plan, "Temu usaha", "economy", months=(QUARTER.start.month - 1 or 12,))
    village, partner = unit.region, factories.InstitutionFactory(region=unit.region)
    done = helped.record(
        village, day(QUARTER, 10), until_on=day(QUARTER, 11), plan_item=planned, cost=150_000, topic="Pola asuh"
    )  # fmt: skip
    done.partners.add(partner)
    helped.record(village, day(QUARTER, 12), kind="economy", topic="Bazar", plan_item=later)
    helped.record(village, NOW.start, plan_item=idle, topic="Jamu")
    helped.record(village, day(QUARTER, 14), kind="other", topic="Kerja bakti", women=None, men=None)
    told = groups(unit)
    assert told["help_guidance"] == [{
        "start": day(QUARTER, 10).isoformat(), "end": day(QUARTER, 11).isoformat(), "what": "Pola asuh", "women": 8,
        "men": 4, "result": "Sepakat.", "cost": 150_000, "partners": 1, "plan": "Kelas pengasuhan",
    }]  # fmt: skip
    assert (told["help_other"][0]["women"], told["help_other"][0]["plan"]) == (None, "")
    states = {line["what"]: (line["planned"], line["state"]) for kind in help_given.plan_of(unit, QUARTER)
              for line in kind["rows"]}  # fmt: skip
    assert states == {
        "Kelas pengasuhan": (True, "Terlaksana"), "Kelas jamu": (True, "Belum terlaksana"),
        "Temu usaha": (False, "Terlaksana di luar jadwal"),
    }  # fmt: skip
    report = make.draft(people.secretary)
    client = sign_in(people.secretary)
    screen = text_of(client.get(reverse("reporting:section", args=[report.uid, "activities"])))
    paper = text_of_pdf(client.get(reverse("reporting:report-paper", args=[report.uid])).content)
    for page in (screen, " ".join(paper.split())):
        for words in ("Pola asuh", "Rencana: Kelas pengasuhan; biaya Rp150.000; 1 lembaga terlibat", "Di luar rencana",
                      "1 dari 1 rencana terlaksana", "0 dari 1 rencana terlaksana"):  # fmt: skip
            assert words in " ".join(page.split()), words


def test_a_plan_nobody_agreed_on_yet_is_not_held_against_the_quarter(unit, plan):
    row(plan, "Kelas jamu")
    AnnualPlan.objects.update(agreed_on=QUARTER.end + timedelta(1))
    assert help_given.plan_of(unit, QUARTER) == []
    assert "Kelas jamu" not in str(unrecorded(unit, QUARTER))


def test_what_was_cancelled_in_the_quarter_is_no_missing_record(unit, plan):
    item = row(plan, "Kelas jamu")
    assert "Kelas jamu" in str(unrecorded(unit, QUARTER))
    item.progress.create(state="cancelled", on=day(QUARTER, 20), note="Pelatih pindah.")
    assert "Kelas jamu" not in str(unrecorded(unit, QUARTER))


def test_plan_and_activities_are_frozen_with_the_report(unit, plan, people):
    row(plan, "Kelas jamu")
    helped.record(unit.region, day(QUARTER, 10))
    report = make.sent(people.secretary)
    sent = make.fresh(report).latest_version().content
    helped.record(unit.region, day(QUARTER, 12), topic="Terlambat dicatat")
    assert "Terlambat" not in str(make.fresh(report).latest_version().content) and sent["plan"][0]["planned"] == 1
    assert "Terlambat" in str(content.content_of(make.fresh(report)))


def test_words_in_which_a_family_is_named_are_left_out(people):
    unit = short.unit(people.secretary.region)
    short.group(unit)
    family = families.candidate(people.secretary, "Kartini")
    helped.record(unit.region, day(QUARTER, 10), kind="other", form="home", topic="Kunjungan ke rumah KARTINI",
                  result="Ibu Kartini bersedia.", families=[family])  # fmt: skip
    (told,) = groups(unit)["help_other"]
    assert (told["what"], told["result"]) == ("Kunjungan rumah", "1 keluarga dilayani")


@pytest.mark.clause("REF-12")
def test_consultations_and_cases_are_told_as_numbers_alone(people):
    unit = short.unit(people.secretary.region)
    short.group(unit)
    village = unit.region
    family = families.candidate(people.secretary, "Kartini")
    one, two = (factories.InstitutionFactory(region=village) for _ in range(2))
    helped.consultation(village, day(QUARTER, 3), family=family)
    helped.consultation(village, day(QUARTER, 9), confidential=True, client_sex="male", is_returning=True)
    case = helped.case(village, day(QUARTER, 5), family=family, client="")
    helped.step(case, day(QUARTER, 6), one, two)
    helped.case(village, day(QUARTER, 7))
    told = groups(unit)
    (talks,) = told["consultation"]
    assert (talks["what"], talks["women"], talks["men"]) == ("Konsultasi: 2 kali", 1, 1)
    assert talks["result"] == "1 klien baru, 1 klien lanjutan"
    assert [line["what"] for line in told["case"]] == ["Kasus yang ditangani: 2", "Langkah penanganan"]
    assert told["case"][0]["result"] == "2 dibuka; 1 ditangani bersama dua lembaga atau lebih"
    assert told["case"][1]["result"] == "1 langkah, 2 lembaga terlibat"
    for secret in ("Kartini", "Pak Tua", "Hak pensiun", "Dibicarakan", "rahasia", "Cara mengurus"):
        assert secret not in str(told)


@pytest.mark.clause("REP-11")
def test_help_that_is_not_written_down_whole_is_missed(unit, plan):
    village = unit.region
    row(plan, "Kelas jamu")
    helped.record(village, day(QUARTER, 10), topic="Kelas A", women=None, men=None, result="")
    helped.record(village, day(QUARTER, 11), topic="Leaflet", kind="media", women=None, men=None)
    quiet = helped.case(village, day(QUARTER, 12))
    busy = helped.case(village, day(QUARTER, 12))
    helped.step(busy, day(QUARTER, 13))
    over = helped.case(village, day(QUARTER, 12))
    helped.closed(over, QUARTER.end)
    helped.emergency(village, day(QUARTER, 14))
    helped.emergency(village, day(QUARTER, 15), lk3_told_at=f"{day(QUARTER, 16)}T08:00Z", lk3_told_whom="Bu Ratna",
                     no_paper_reason="Selesai di tempat.")  # fmt: skip
    told = [words for words, _ in unrecorded(unit, QUARTER) if "tanggal" not in words]
    assert [words.split(":")[0].split(",")[0] for words in told] == [
        "Kelas A", str(quiet), f"Rujukan darurat {long_date(day(QUARTER, 14))} belum lengkap", "Kelas jamu",
    ]  # fmt: skip
    assert "belum ada jumlah peserta dan hasilnya" in told[0]
    FamilyCareUnit.objects.get().region.plans.update(agreed_on=NOW.start)
    assert not any("Kelas jamu" in words for words, _ in unrecorded(unit, QUARTER))
