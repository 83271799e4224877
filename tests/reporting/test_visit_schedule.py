"""When visits are due, which phases an FCU lacks, notes of watching, papers and home tasks (SME-04, 09, 10)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fcu_project import pdf, workflow
from reporting.actions.visit import answer_visit
from reporting.documents.visit import VISIT_TEMPLATE, visit_facts
from reporting.models import Aim, Finding, Visit
from reporting.tasks.visit import visit_tasks
from reporting.visits import phases
from reporting.visits.known import known_before
from tests.factories import TODAY
from tests.filling import new_key, typed_date
from tests.letters import page_texts
from tests.reporting import make, visits
from tests.reporting.fill_visit import url


def page(client, address, **asked):
    return client.get(address, asked).content.decode()


def titles(by, today=TODAY):
    return [task.title for task in visit_tasks(by, today)]


@pytest.mark.clause("SME-04")
def test_the_schedule_marks_beginning_middle_end_and_what_is_overdue(people, regions, sign_in):
    by, day = people.tksk, TODAY.replace(month=1, day=15)
    for place, phase in enumerate(("start", "middle", "end", "needed")):
        visits.planned(by, regions.village, on=day + timedelta(days=place), phase=phase)
    client = sign_in(by)
    text = page(client, url("visit-schedule"), tahun=str(TODAY.year))
    for word in ("Awal", "Tengah", "Akhir", "Sesuai kebutuhan"):
        assert f'data-label="Waktu">{word}<' in text
    if TODAY > day + timedelta(days=3):
        assert text.count("Terlambat</span>") == 4 and "4 rencana sudah lewat" in text
    assert 'data-label="Waktu">Awal<' not in page(client, url("visit-schedule"), waktu="end")
    assert client.get(url("visit-schedule"), {"cetak": "pdf"})["Content-Type"] == "application/pdf"
    later = day + timedelta(days=2)
    late = phases.overdue(Visit.objects.all(), later)
    assert set(late.values_list("phase", flat=True)) == {"start", "middle"}


@pytest.mark.clause("SME-09")
def test_every_fcu_is_evaluated_at_the_end(people, regions, sign_in):
    """Eight aspects in the guide's order; only a signed evaluation at the end takes an FCU off the list."""
    by = people.regency_reports
    make.unit(regions.sibling, name="Anggrek")
    visit = visits.filled(by, regions.village, Aim.EVALUATION, phase="end")
    asked = list(visit.instrument.questions.values_list("aspect", flat=True))
    assert asked == [
        "process", "effective", "efficient", "feasible", "support", "obstacles", "efforts", "network"
    ]  # fmt: skip
    assert phases.unevaluated(by.region, TODAY).count() == 2
    workflow.perform(visit, "hand", by=by, on=TODAY)
    assert phases.unevaluated(by.region, TODAY).count() == 2
    text = page(sign_in(by), url("visit-phases"))
    assert "FCU Melati" in text and "FCU Anggrek" in text
    answer_visit(visits.fresh(visit), answer="", by=people.coordinator, on=TODAY)
    left = phases.unevaluated(by.region, TODAY)
    assert [unit.name for unit in left] == ["Anggrek"]
    assert phases.unevaluated(by.region, TODAY - timedelta(days=1)).count() == 2  # as it was the day before
    text = page(sign_in(by), url("visit-phases"))
    assert "FCU Melati" not in text and "Rencanakan evaluasi" in text
    found = {unit.name: phases.missing_of(unit) for unit in phases.units_with_phases(by.region, TODAY)}
    assert found == {"Melati": ["Awal", "Tengah"], "Anggrek": ["Awal", "Tengah", "Akhir"]}
    assert any("belum dievaluasi" in title for title in titles(by, TODAY.replace(month=11, day=1)))


@pytest.mark.clause("SME-10")
def test_lk3_tksk_and_the_head_of_the_village_write_notes(people, regions, sign_in):
    make.unit_of(regions.village)
    body = {"held_on": typed_date(TODAY), "phase": "needed", "mode": "visit", "place": "Posyandu",
            "officers": "Petugas", "observed_text": "Kader menimbang balita.", "advice_text": ""}  # fmt: skip
    for by in (people.lk3, people.tksk, people.village_head):
        told = {**body, "village": regions.village.code, "_key": new_key()}
        assert sign_in(by).post(url("note-create"), told).status_code == 302
    notes = Visit.objects.filter(aim="note").order_by("id")
    assert [note.by_role for note in notes] == ["lk3", "tksk", "village_head"]
    assert {note.stage for note in notes} == {"signed"}
    assert "Kader menimbang balita." in page(sign_in(people.secretary), notes[0].get_absolute_url())
    for other in (people.secretary, people.regency_reports, people.province):
        assert sign_in(other).get(url("note-create")).status_code == 403
    with pytest.raises(PermissionDenied):
        visits.note(people.regency_reports, regions.village)


def test_the_operator_types_the_head_of_the_villages_note_from_paper(people, regions, sign_in):
    make.unit_of(regions.village)
    client = sign_in(people.village_operator)
    body = {"held_on": typed_date(TODAY), "phase": "needed", "mode": "visit", "place": "Balai",
            "officers": "Sutrisno, kepala desa", "observed_text": "Rapat rutin.", "advice_text": "",
            "paper_number": "470/3/2026", "_key": new_key()}  # fmt: skip
    client.post(url("note-create"), body)
    note = Visit.objects.get()
    assert (note.from_paper, note.signed_by_words, note.paper_number) == (True, "Sutrisno, kepala desa", "470/3/2026")
    assert people.village_operator.person.name in note.recorded_by
    assert people.village_operator.person.name in page(client, note.get_absolute_url())


def test_before_a_visit_the_office_sees_what_it_knows(people, regions, sign_in):
    before = visits.signed(people.tksk, people.secretary, regions.village, held_on=TODAY - timedelta(days=3))
    Finding.objects.create(
        visit=before, region=regions.village, found="Buku kas belum diisi.", advice="Isi.", owner="Bendahara",
        found_on=TODAY - timedelta(days=3), due_on=TODAY,
    )  # fmt: skip
    visit = visits.planned(people.tksk, regions.village)
    known = known_before(visit, people.tksk)
    assert known.last == before and [row.found for row in known.findings] == ["Buku kas belum diisi."]
    assert "Laporan Triwulan" in known.report
    assert "Buku kas belum diisi." in page(sign_in(people.tksk), visit.get_absolute_url())
    assert "Buku kas belum diisi." not in page(sign_in(people.secretary), visit.get_absolute_url())


@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_the_report_tells_every_aspect_and_both_sides(paper, people, regions):
    visit = visits.signed(people.tksk, people.secretary, regions.village)
    Finding.objects.create(
        visit=visit, region=regions.village, found="Papan nama belum ada.", advice="Pasang.", owner="Sekretaris",
        found_on=TODAY, due_on=TODAY + timedelta(days=30),
    )  # fmt: skip
    text = " ".join(page_texts(pdf.render(VISIT_TEMPLATE, visit_facts(visit, paper, by=people.tksk), paper=paper)))
    for words in (
        "LAPORAN PEMANTAUAN", "Sarana dan prasarana", "3 (Baik)", "Papan nama belum ada.", "Kami kerjakan bulan ini.",
        f"TKSK {people.tksk.region}", "Sekretaris FCU Melati", people.secretary.person.name,
    ):  # fmt: skip
        assert " ".join(words.split()) in " ".join(text.split())


def test_home_tasks_of_both_sides(people, regions):
    visits.planned(people.tksk, regions.village, on=TODAY - timedelta(days=2))
    visits.planned(people.tksk, regions.village, on=TODAY + timedelta(days=5))
    assert sum(title.startswith("Pemantauan: FCU Melati") for title in titles(people.tksk)) == 2
    for by in (people.secretary, people.coordinator):
        assert [title for title in titles(by) if "oleh TKSK" in title]
    assert not titles(people.village_operator) and not titles(people.treasurer)
    visits.handed(people.lk3, regions.village)
    assert any(title.startswith("Tandatangani hasil") for title in titles(people.secretary))
    visits.begun(people.lk3, regions.village)
    assert any(title.startswith("Selesaikan pemantauan") for title in titles(people.lk3))


def test_an_office_sees_only_its_territory(people, regions, sign_in):
    make.unit(regions.city_village, name="Jauh")
    visits.planned(people.ministry, regions.city_village)
    visits.planned(people.ministry, regions.village)
    assert "FCU Jauh" in page(sign_in(people.ministry), url("visit-list"))
    text = page(sign_in(people.regency_reports), url("visit-list"), tampil="semua")
    assert "FCU Melati" in text and "FCU Jauh" not in text


def test_a_longer_list_asks_no_more(people, regions, sign_in):
    client, asked = sign_in(people.tksk), []
    for many in (1, 12):
        for _ in range(many):
            visits.planned(people.tksk, regions.village)
        client.get(url("visit-list"))  # the first page of a session asks more
        for name in ("visit-list", "visit-schedule", "visit-phases", "visit-create"):
            with CaptureQueriesContext(connection) as queries:
                client.get(url(name))
            asked.append(len(queries))
    assert asked[:4] == asked[4:]
