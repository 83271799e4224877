"""Cases: opened, handled step by step, with whom, closed with a result, opened again (II.H, III.A.4.1.3, III.C.2.5)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from families.models import Need, ProblemType
from fcu_project.models import AuditEvent
from fcu_project.workflow import TransitionRefused
from institutions.models import LetterSeries
from referrals.actions import case as actions
from referrals.actions.case import CASES
from referrals.joint import bodies_of, is_joint
from referrals.models import Case, CaseStep
from referrals.tasks.case import case_tasks
from tests import letters
from tests.factories import TODAY, AssignmentFactory
from tests.families import make as families
from tests.filling import LAST_WEEK
from tests.referrals import make
from tests.referrals.fill_case import CASE, ENDING, OPENED_ON, STEP, bodies, closed, conference, opened, stepped
from tests.referrals.fill_counselling import counselling
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post


def fresh(case):
    return Case.objects.get(pk=case.pk)


@pytest.mark.clause("SVC-02")
def test_advocacy_names_the_right_its_steps_and_its_result(people, regions, sign_in):
    client = sign_in(people.secretary)
    assert post(client, "/kasus/tambah/", {**CASE, "right_claimed": ""}).status_code == 422
    assert post(client, "/kasus/tambah/", CASE).status_code == 302
    case = Case.objects.get()
    assert (case.number, case.right_claimed) == (f"K-001/{OPENED_ON.year}", CASE["right_claimed"])
    school = bodies(regions.village)[0]
    step = {**STEP, "kind": "claim", "bodies": [school.pk]}
    assert post(client, url("case-step-create", case), step).status_code == 302
    assert post(client, url("case-close", case), ENDING).status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.outcome, case.closed_on) == ("closed", "full", TODAY)
    paper = letters.text_of(client.get(url("case-paper", case)).content)
    for words in ("CATATAN ADVOKASI SOSIAL", CASE["right_claimed"], "Pengajuan hak", STEP["text"], school.name,
                  ENDING["result"], ENDING["follow_up"]):  # fmt: skip
        assert words in paper, words
    assert "Marlina" not in paper


@pytest.mark.clause("REF-08")
def test_the_report_tells_what_happened_and_masks_whom_it_is_about(people, regions, sign_in):
    family, by = families.paired(people).plasma.family, people.secretary
    case = opened(by, family=family, story="Anak Ibu Sumiyati tidak sekolah. sumiyati tidak punya ongkos.")
    stepped(case, by, text="Menemui Sumiyati di rumah.", taking_part=bodies(regions.village, 1), result="Bersedia.")
    stepped(case, by, kind="note", on=TODAY, text="Sudah masuk sekolah.")
    client = sign_in(by)
    html = page(client, url("case", case))
    assert html.index("Sudah masuk sekolah") < html.index("Menemui Sumiyati")  # the newest first
    closed(case, by)
    paper = letters.text_of(client.get(url("case-paper", case)).content)
    for words in ("CATATAN KASUS", "Ibu S.", "Kronologi", "Tindakan", "Menemui S. di rumah", "Lembaga 1",
                  "Sudah diterima.", "Dipantau."):  # fmt: skip
        assert words in paper, words
    assert "sumiyati" not in paper.lower()
    book = letters.text_of(client.get("/kasus/?keadaan=selesai&cetak=pdf").content)
    assert "BUKU KASUS" in book and "Ibu S." in book and "Sumiyati" not in book and "Lembaga 1" in book
    assert AuditEvent.objects.filter(verb="print:Laporan insidental kasus", object_uid=case.uid).exists()


@pytest.mark.clause("REF-12")
def test_bodies_are_counted_per_case_and_two_of_them_make_it_joint(people, regions, sign_in):
    by, (school, youth) = people.secretary, bodies(regions.village)
    alone, joint = opened(by), opened(by)
    stepped(alone, by, taking_part=[school])
    stepped(joint, by, on=OPENED_ON, taking_part=[school])
    stepped(joint, by, on=TODAY, taking_part=[school, youth])
    assert [(body.name, body.steps) for body in bodies_of(joint)] == [("Lembaga 1", 2), ("Lembaga 2", 1)]
    assert (is_joint(alone), is_joint(joint)) == (False, True)
    client = sign_in(by)
    assert "Ditangani terpadu" in page(client, url("case", joint))
    assert "Ditangani terpadu" not in page(client, url("case", alone))
    assert {case.together for case in client.get("/kasus/").context["rows"]} == {1, 2}


def test_a_conference_needs_two_bodies_and_prints_its_record(people, regions, sign_in):
    by, taking_part = people.secretary, bodies(regions.village)
    case = opened(by)
    with pytest.raises(ValidationError, match="dua lembaga"):
        conference(case, by, taking_part[:1])
    step = conference(case, by, taking_part)
    paper = letters.text_of(sign_in(by).get(url("case-conference-paper", step)).content)
    for words in ("KONFERENSI KASUS", "3 perempuan", "2 laki-laki", "Sekolah mengusulkan ulang.", "Lembaga 2"):
        assert words in paper, words
    other = stepped(case, by)
    assert sign_in(by).get(url("case-conference-paper", other)).status_code == 404


def test_days_in_order_and_nothing_after_the_end(people):
    by = people.secretary
    case = opened(by)
    with pytest.raises(TransitionRefused, match="Belum ada langkah"):
        closed(case, by)
    with pytest.raises(ValidationError, match="mendahului hari kasus dibuka"):
        stepped(case, by, on=OPENED_ON - timedelta(days=1))
    step = stepped(case, by)
    with pytest.raises(TransitionRefused, match="langkah terakhir"):
        closed(case, by, on=LAST_WEEK - timedelta(days=1))
    assert fresh(case).outcome == ""  # a refusal leaves nothing behind
    closed(case, by)
    for act in (lambda: closed(case, by), lambda: stepped(case, by, on=TODAY)):
        with pytest.raises(TransitionRefused, match="Kasus ini selesai pada"):
            act()
    step.case = fresh(case)
    with pytest.raises(TransitionRefused, match="Buka kembali"):
        actions.save_step(step, bodies=[], by=by, on=TODAY)
    again = actions.reopen_case(fresh(case), by=by, on=TODAY, reason="Bantuan tidak turun.")
    assert (again.stage, again.closed_on, again.outcome) == ("open", None, "")
    note = again.steps.last()
    assert "Bantuan tidak turun." in note.text and "Sudah diterima." in note.result
    with pytest.raises(TransitionRefused):
        actions.reopen_case(again, by=by, on=TODAY, reason="Lagi")


def test_secret_kinds_of_problem_have_no_place_here(people, sign_in):
    hidden = ProblemType.objects.filter(is_sensitive=True).first()
    family, by = families.paired(people).plasma.family, people.secretary
    need = Need.objects.create(family=family, title="Perlindungan", problem=hidden, dimension="social",
                               found_on=OPENED_ON, recorded_by="X")  # fmt: skip
    client = sign_in(by)
    form = client.get(f"/kasus/tambah/?keluarga={family.uid}").context["form"]
    assert hidden not in form.fields["problem"].queryset and need not in form.fields["need"].queryset
    assert post(client, "/kasus/tambah/", {**CASE, "problem": hidden.pk}).status_code == 422
    refused = client.get(f"/kasus/tambah/?kebutuhan={need.uid}")
    assert refused.status_code == 409 and "kasus rahasia" in refused.content.decode()
    with pytest.raises(TransitionRefused, match="rahasia"):
        opened(by, family=family, need=need)


def test_from_a_family_a_need_and_a_consultation(people, sign_in):
    need, by = make.need(people), people.secretary
    client = sign_in(by)
    form = client.get(f"/kasus/tambah/?kebutuhan={need.uid}").context["form"]
    assert (form["need"].value(), form["title"].value()) == (need.pk, need.title)
    told = {name: value for name, value in CASE.items() if not name.startswith("client")}
    assert post(client, f"/kasus/tambah/?kebutuhan={need.uid}", {**told, "need": need.pk}).status_code == 302
    case = Case.objects.get()
    assert (case.family, case.need, case.problem) == (need.family, need, need.problem)
    assert case.title in page(client, need.family.get_absolute_url())
    asked = counselling(by)
    assert post(client, f"/kasus/tambah/?konsultasi={asked.uid}", CASE).status_code == 302
    asked.refresh_from_db()
    assert asked.case == Case.objects.first() and asked.case.number.startswith("K-002/")
    assert url("counselling", asked) in page(client, url("case", asked.case))


def test_a_family_that_left_is_told_and_the_case_can_still_end(people, sign_in):
    family, by = families.paired(people).plasma.family, people.secretary
    case = opened(by, family=family)
    family.archived_on, family.archived_reason = LAST_WEEK, "Pindah ke kota"
    family.save()
    with pytest.raises(ValidationError, match="diarsipkan"):
        stepped(case, by, on=TODAY)
    stepped(case, by, on=LAST_WEEK)
    html = page(sign_in(by), url("case", case))
    assert "Berkas keluarga ini diarsipkan pada" in html and "Tutup kasusnya" in html
    with pytest.raises(TransitionRefused, match="diarsipkan"):
        opened(by, family=family)
    closed(case, by)
    with pytest.raises(TransitionRefused, match="diarsipkan"):
        actions.reopen_case(fresh(case), by=by, on=TODAY, reason="Lagi")


def test_lk3_sees_only_its_own_and_only_the_keeper_writes(people, regions, sign_in):
    own, theirs = opened(people.lk3), opened(people.secretary)
    assert [case.pk for case in sign_in(people.lk3).get("/kasus/").context["rows"]] == [own.pk]
    assert sign_in(people.lk3).get(url("case", theirs)).status_code == 404
    tksk = sign_in(people.tksk)
    assert "Catat langkah" not in page(tksk, url("case", theirs))
    assert tksk.get(url("case-step-create", theirs)).status_code == 403
    with pytest.raises(PermissionDenied):
        stepped(theirs, people.tksk)
    assert sign_in(people.village_head).get(url("case-update", theirs)).status_code == 403
    other = AssignmentFactory(role="secretary", region=regions.sibling)
    assert sign_in(other).get(url("case-paper", theirs)).status_code == 404


def test_a_step_may_point_at_a_referral_of_the_same_family_only(people, sign_in):
    referral = make.sent(people)
    case, other = opened(people.secretary, family=referral.family), opened(people.secretary)
    step = stepped(case, people.secretary, kind="referral", referral=referral)
    assert referral.get_absolute_url() in page(sign_in(people.secretary), url("case", case))
    with pytest.raises(ValidationError, match="keluarga yang sama"):
        stepped(other, people.secretary, kind="referral", referral=referral)
    step = CaseStep.objects.select_related("case").get(pk=step.pk)
    step.text = "Mengantar ke koperasi."
    assert actions.save_step(step, bodies=[], by=people.secretary, on=TODAY).text == "Mengantar ke koperasi."


def test_home_asks_for_cases_without_a_step_for_thirty_days(people, sign_in):
    by = people.secretary
    old, stirred = (opened(by, on=TODAY - timedelta(days=40)) for _ in range(2))
    opened(by, on=TODAY - timedelta(days=30))
    stepped(stirred, by)
    (task,) = case_tasks(by, TODAY)
    assert old.number in task.title and "40 hari" in task.why and task.due == TODAY - timedelta(days=10)
    assert list(case_tasks(people.tksk, TODAY)) == list(case_tasks(people.village_head, TODAY)) == []
    client = sign_in(by)
    assert [case.pk for case in client.get("/kasus/?keadaan=lama").context["rows"]] == [old.pk]
    assert "40 hari tanpa langkah" in page(client, url("case", old))


def test_numbers_run_on_by_office_and_year(people):
    year = OPENED_ON.year
    assert [opened(by).number for by in (people.secretary, people.secretary, people.lk3)] == [
        f"K-001/{year}", f"K-002/{year}", f"K-001/{year}"
    ]  # fmt: skip
    assert LetterSeries.objects.filter(kind=CASES).count() == 2


@pytest.mark.parametrize("words", ["Suami memukul istri", "Anak dicabuli tetangga", "Korban KDRT", "Dijual ke kota"])
def test_words_of_violence_are_asked_back_once(words, people, sign_in):
    client = sign_in(people.secretary)
    answer = post(client, "/kasus/tambah/", {**CASE, "story": words})
    html = answer.content.decode()
    assert answer.status_code == 422 and "laporkan sebagai kasus rahasia" in html and "Bukan kasus rahasia" in html
    assert post(client, "/kasus/tambah/", {**CASE, "story": words, "not_secret": "on"}).status_code == 302
    step = url("case-step-create", Case.objects.get())
    assert 'href="/lapor/">Lapor kasus rahasia</a>' in post(client, step, {**STEP, "text": words}).content.decode()
    assert post(client, step, {**STEP, "text": "Datang pukul 09.30, terpukul oleh harga beras."}).status_code == 302


def test_the_entry_of_an_opening_again_is_not_corrected(people, sign_in):
    by, client = people.secretary, sign_in(people.secretary)
    case = opened(by)
    stepped(case, by)
    actions.reopen_case(closed(case, by), by=by, on=TODAY, reason="Belum turun.")
    entry = CaseStep.objects.get(text__startswith="Dibuka kembali")
    assert url("case-step-update", entry) not in page(client, case.get_absolute_url())
    assert client.get(url("case-step-update", entry)).status_code == 409
    with pytest.raises(TransitionRefused, match="tidak diubah"):
        actions.save_step(entry, bodies=[], by=by, on=TODAY)


def test_the_book_holds_the_whole_year_whatever_is_filtered(people, sign_in):
    by = people.secretary
    opened(by, title="Masih berjalan di sekolah")
    case = opened(by, title="Sudah selesai di dinas")
    stepped(case, by)
    closed(case, by)
    book = letters.text_of(sign_in(by).get("/kasus/?keadaan=selesai&cetak=pdf").content)
    assert "Masih berjalan" in book and "Sudah selesai" in book
