"""The page of the Dinas: the report beside its judgement, returned, mended, compared, accepted, opened again."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from fcu_project.models import AuditEvent
from reporting.actions import report as actions
from reporting.models import Report, Section, SectionReview
from tests import factories
from tests.factories import TODAY
from tests.reporting import make, village

WORDS = make.TEXTS[Section.RESULTS]


def url_of(report, route="review", *more):
    return reverse(f"reporting:{route}", args=[report.uid, *more])


def read(client, url, status=200):
    """The words of a page."""
    response = client.get(url)
    assert response.status_code == status, response.status_code
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.content.decode().split("<main", 1)[-1])).split())


def answers(mend=(), note="Tambahkan jumlah peserta.", sections=Section):
    """What a reviewer fills in: those in `mend` to be mended, the other `sections` fine."""
    told = {f"verdict_{section}": "mend" if section in mend else "fine" for section in sections}
    return told | {f"note_{section}": note for section in mend}


def judge(client, report, body):
    """Open the page and send it filled in, as a browser would."""
    form = client.get(url_of(report)).context["form"]
    return client.post(url_of(report), {"_key": form.idempotency_key, "_version": form.row_version, **body})


def step(client, report, name, note=""):
    url = reverse("transition", args=["reporting.report", report.uid, name])
    form = client.get(url).context["form"]
    return client.post(url, {"_key": form.idempotency_key, "_version": form.row_version, "note": note})


@pytest.fixture
def dinas(people, sign_in):
    return sign_in(people.regency_reports)


@pytest.fixture
def colleague(regions):
    person = factories.PersonFactory(region=regions.regency, name="Ratna Dewi")
    return factories.AssignmentFactory(role="regency_reports", region=regions.regency, person=person)


# --- the whole way --------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-12")
def test_returned_with_a_note_mended_compared_accepted_and_locked(people, dinas, sign_in):
    report, fcu = make.sent(people.secretary), sign_in(people.secretary)
    page = read(dinas, url_of(report))
    assert WORDS in page and "5 bagian belum diperiksa" in page and "Bisa diterima bila semua bagian" in page
    response = judge(dinas, report, answers(mend=[Section.RESULTS]))
    assert response.status_code == 302 and SectionReview.objects.count() == 5
    page = read(dinas, url_of(report))
    assert "1 bagian perlu diperbaiki" in page and "belum diperiksa." not in page
    on = judge(dinas, report, {**answers(mend=[Section.RESULTS]), "lalu": "return"})["Location"]
    assert on == reverse("transition", args=["reporting.report", report.uid, "return"])
    back = step(dinas, report, "return", "Lengkapi dahulu.")
    assert back["Location"] == url_of(report)
    assert make.fresh(report).stage == "returned" and make.fresh(report).return_note == "Lengkapi dahulu."
    assert "Menunggu perbaikan FCU" in read(dinas, url_of(report))
    assert "Tambahkan jumlah peserta." in read(fcu, url_of(report, "version", 1))

    by = people.secretary
    actions.save_section(make.fresh(report), "results", text="Dua keluarga menabung, 14 peserta.", by=by, on=TODAY)
    assert "14 peserta" not in read(dinas, url_of(report))  # what is being written is the FCU's own
    make.step(report, "send", by)
    page = read(dinas, url_of(report))
    assert f"Berubah sejak versi 1 Dihapus: {WORDS} Ditambah: Dua keluarga menabung, 14 peserta." in page
    assert page.count("Sama dengan versi 1.") == 4
    assert "Tambahkan jumlah peserta." in read(dinas, url_of(report, "version", 1))

    assert judge(dinas, report, {**answers(), "lalu": "accept"}).status_code == 302
    step(dinas, report, "accept")
    assert make.fresh(report).stage == "accepted"
    page = read(dinas, url_of(report))
    assert "Sudah diterima dan terkunci" in page and "Buka kembali" in page
    assert fcu.get(reverse("reporting:section", args=[report.uid, "results"])).status_code in (403, 409)
    assert step(dinas, report, "reopen").status_code == 422  # not without a reason
    assert step(dinas, report, "reopen", "Salah jumlah uang.").status_code == 302
    assert make.fresh(report).stage == "returned"
    assert "Salah jumlah uang." in read(dinas, url_of(report))


def test_what_is_judged_is_kept_and_the_rest_waits(people, dinas):
    report = make.sent(people.secretary)
    response = judge(dinas, report, {**answers(sections=[Section.FINANCE]), "bagian": "finance"})
    assert response["Location"] == f"{url_of(report)}#bagian-finance"
    page = read(dinas, url_of(report))
    assert "Pemeriksaan tersimpan. Belum diperiksa: Pelaksanaan kegiatan" in page
    assert "4 bagian belum diperiksa" in page
    judge(dinas, report, answers(sections=[Section.FINANCE, Section.RESULTS]))
    assert SectionReview.objects.count() == 2
    assert AuditEvent.objects.filter(verb="report:review").count() == 2  # what stood there was not said again


def test_mending_asks_what_and_a_note_asks_for_an_answer(people, dinas):
    report = make.sent(people.secretary)
    body = {"verdict_results": "mend", "note_results": "", "note_finance": "Kuitansi?", "verdict_obstacles": "fine"}
    response = judge(dinas, report, body)
    assert response.status_code == 422 and not SectionReview.objects.exists()
    page = response.content.decode()
    assert "Tuliskan apa yang perlu diperbaiki" in page and "Pilih penilaian untuk “Keuangan”." in page
    assert "Kuitansi?" in page
    response = judge(dinas, report, {"verdict_results": "mend", "note_results": "NIK 5208012301900001 keliru."})
    assert response.status_code == 422 and "Jangan menulis NIK" in response.content.decode()


def test_reading_leaves_a_trace_before_the_text_leaves(people, dinas):
    report = make.sent(people.secretary)
    dinas.get(url_of(report))
    dinas.get(url_of(report, "version", 1))
    read_by = AuditEvent.objects.filter(verb="report:read", object_uid=report.uid)
    assert list(read_by.values_list("actor", flat=True)) == [people.regency_reports.actor_uid] * 2


def test_only_rows_that_the_reviewer_may_see_are_linked(people, dinas):
    factories.held_meeting("routine", people.village_operator, on=make.day(make.QUARTER, 5))
    make.unit(people.secretary.region)
    pioneer = village.life(people.secretary, "Hadi Suwito", "pioneer", "on_duty")
    report = make.sent(people.secretary)
    html = dinas.get(url_of(report)).content.decode()
    codes = set(re.findall(r"/angka/(\w+)/", html))
    assert codes and codes <= {"meetings_held", "attendances", "members_end", "officers_end"}
    assert all(dinas.get(url_of(report, "figure", code)).status_code == 200 for code in codes)
    assert "Keluarga pionir" in html and pioneer.family.head_name not in html
    assert dinas.get(url_of(report, "figure", "pioneers_end")).status_code == 403


def test_the_figures_beside_those_of_the_quarter_before(people, dinas):
    make.unit(people.secretary.region, decreed_on=make.DECREED_ON.replace(year=make.DECREED_ON.year - 1))
    earlier, report = (make.sent(people.secretary, quarter) for quarter in (make.QUARTER.previous, make.QUARTER))
    type(earlier.figures).objects.filter(pk=earlier.figures.pk).update(meetings_held=17)
    page = read(dinas, url_of(report))
    assert f"Pertemuan terlaksana {make.QUARTER.previous.short}: 17" in page
    assert "untuk dibandingkan" not in page
    assert "untuk dibandingkan" in read(dinas, url_of(earlier))


# --- who ------------------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-12")
def test_whoever_sent_it_does_not_judge_it(people, regions, sign_in):
    report = make.sent(people.secretary)
    person = people.secretary.person
    own = sign_in(factories.AssignmentFactory(role="regency_reports", region=regions.regency, person=person))
    response = own.get(url_of(report))
    assert "Pemeriksanya harus orang lain" in response.content.decode()
    assert "Simpan pemeriksaan" not in response.content.decode()
    refused = judge(own, report, answers())
    assert refused.status_code == 409 and "Pemeriksanya harus orang lain" in refused.content.decode()
    assert not SectionReview.objects.exists()


def test_who_reads_and_who_does_not(people, regions, sign_in, dinas):
    draft = make.filled(people.secretary)
    for route, more in (("review", ()), ("version", (1,))):
        assert dinas.get(url_of(draft, route, *more)).status_code == 404  # never sent
    report = make.step(make.reasoned(draft, people.secretary), "send", people.secretary)
    tksk = sign_in(people.tksk)
    assert WORDS in read(tksk, url_of(report, "version", 1)) and tksk.get(url_of(report)).status_code == 403
    assert WORDS in read(sign_in(people.village_head), url_of(report, "version", 1))
    for role in ("province", "ministry", "subdistrict_operator", "regency_funds", "lk3"):
        client = sign_in(getattr(people, role))
        for route, more in (("review", ()), ("version", (1,)), ("report", ())):
            assert client.get(url_of(report, route, *more)).status_code == 403, (role, route)
    stranger = sign_in(factories.AssignmentFactory(role="regency_reports", region=regions.city))
    for route, more in (("review", ()), ("version", (1,))):
        assert stranger.get(url_of(report, route, *more)).status_code == 404
    assert dinas.get(url_of(report, "version", 2)).status_code == 404
    assert dinas.get(f"/laporan/{report.uid}/versi/99999999999999999999/").status_code == 404


def test_notes_are_the_dinas_own_until_it_returns_or_accepts(people, dinas, sign_in):
    report = make.sent(people.secretary)
    judge(dinas, report, answers(mend=[Section.RESULTS]))
    for by in (people.secretary, people.tksk):
        assert "Tambahkan jumlah peserta." not in read(sign_in(by), url_of(report, "version", 1))
    step(dinas, report, "return")
    assert "Tambahkan jumlah peserta." in read(sign_in(people.tksk), url_of(report, "version", 1))


# --- two at once ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-12")
def test_the_slower_reviewer_is_told_by_whom_and_when_and_keeps_the_notes(people, dinas, colleague, sign_in):
    report, other = make.sent(people.secretary), sign_in(colleague)
    form = dinas.get(url_of(report)).context["form"]
    judge(other, report, answers(mend=[Section.RESULTS], note="Kurang tanda tangan.", sections=[Section.RESULTS]))
    body = {"_key": form.idempotency_key, "_version": form.row_version,
            **answers(mend=[Section.RESULTS], note="Tulis jumlah peserta.")}  # fmt: skip
    response = dinas.post(url_of(report), body)
    page = unescape(response.content.decode())
    assert response.status_code == 409 and SectionReview.objects.count() == 1
    assert re.search(r"baru saja disimpan oleh Ratna Dewi.* pukul \d\d\.\d\d", page)
    assert "Kurang tanda tangan." in page and "Tulis jumlah peserta." in page
    retry = response.context["form"]
    body |= {"_key": retry.idempotency_key, "_version": retry.row_version}
    assert dinas.post(url_of(report), body).status_code == 302
    assert SectionReview.objects.get(section="results").note == "Tulis jumlah peserta."


@pytest.mark.parametrize(("name", "words"), [("accept", "diterima oleh"), ("return", "dikembalikan oleh")])
def test_judging_what_was_decided_meanwhile_is_told_in_words(name, words, people, dinas, colleague, sign_in):
    report, other = make.sent(people.secretary), sign_in(colleague)
    form = dinas.get(url_of(report)).context["form"]
    judge(other, report, answers(mend=[Section.RESULTS] if name == "return" else ()))
    assert step(other, report, name).status_code == 302
    body = {"_key": form.idempotency_key, "_version": form.row_version,
            **answers(mend=[Section.FINANCE], note="Kuitansi belum ada.")}  # fmt: skip
    response = dinas.post(url_of(report), body)
    page = unescape(response.content.decode())
    assert response.status_code == 409 and f"{words} Ratna Dewi" in page and "Kuitansi belum ada." in page
    assert SectionReview.objects.filter(note="Kuitansi belum ada.").count() == 0
    unchanged = {**body, **answers(mend=[Section.RESULTS] if name == "return" else ()), "lalu": "accept"}
    on = dinas.post(url_of(report), {**unchanged, "_key": str(uuid4())})
    assert on.status_code == 409 and f"{words} Ratna Dewi" in unescape(on.content.decode())
    late = dinas.get(reverse("transition", args=["reporting.report", report.uid, "accept"]))
    assert late.status_code == 409 and Report.objects.get().get_stage_display() in late.content.decode()
