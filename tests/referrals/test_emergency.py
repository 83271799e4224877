"""Help first, paper after: the call is written down, LK3 told, the letter follows within a day (III.B.5.7)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from families.models import Need
from fcu_project.workflow import TransitionRefused
from institutions.models import InstitutionType
from referrals import emergencies
from referrals.actions import emergency as actions
from referrals.models import Emergency, Referral
from referrals.tasks.emergency import emergency_tasks
from tests import letters
from tests.factories import TODAY, AssignmentFactory, InstitutionFactory
from tests.families import make as families
from tests.filling import new_key
from tests.referrals import make
from tests.referrals.fill_emergency import CALLED, emergency, fresh
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post

pytestmark = pytest.mark.django_db
LIST, CREATE = "/darurat/", "/darurat/catat/"


def told(row, by, **changes):
    facts = {"told_at": timezone.now(), "whom": "Konselor", **changes}
    return actions.tell_lk3(fresh(row), by=by, on=TODAY, **facts)


def tasks(by):
    return list(emergency_tasks(by, TODAY))


# --- from the call to the letter ------------------------------------------------------------------------------------
@pytest.mark.clause("REF-15")
def test_a_call_is_written_down_without_consent_need_or_letter(people, regions, sign_in):
    client = sign_in(people.secretary)
    assert post(client, CREATE, CALLED).status_code == 302
    row = Emergency.objects.get()
    assert (row.region, row.keeper, row.place_kind, row.phone) == (regions.village, regions.village, "health", "119")
    assert timezone.localtime(row.called_at, timezone.get_fixed_timezone(420)).strftime("%H.%M") == "09.30"
    assert row.recorded_by == people.secretary.signature and not row.is_written
    html = page(client, row.get_absolute_url())
    assert "Rumah roboh" in html and "Kertas menyusul dalam 24 jam" in html and 'href="tel:119"' in html


@pytest.mark.clause("REF-15")
def test_after_a_day_without_lk3_and_paper_it_is_overdue(people):
    row = emergency(people.secretary, hours=23)
    assert list(Emergency.objects.unwritten()) == [row] and not Emergency.objects.overdue().exists()
    assert emergencies.mark_of(row) == ("due", "Sisa kurang dari 1 jam")
    later = timezone.now() + timedelta(hours=3, minutes=1)
    assert list(Emergency.objects.overdue(later)) == [row]
    assert emergencies.mark_of(row, later) == ("wrong", "Lewat 2 jam")
    row = told(row, people.secretary)
    assert Emergency.objects.overdue(later).exists()  # the paper is still missing
    actions.go_without_paper(row, reason="Sudah tuntas ditangani.", by=people.secretary, on=TODAY)
    assert not Emergency.objects.unwritten().exists() and emergencies.mark_of(fresh(row), later) == ("done", "Lengkap")


@pytest.mark.clause("REF-15")
def test_the_letter_follows_urgent_and_goes_without_consent_to_protect(people, sign_in):
    need = make.need(people)
    row = told(emergency(people.secretary, family=need.family), people.secretary)
    client = sign_in(people.secretary)
    answer = {"need": need.pk, "title": "", "protection_reason": "Keluarga masih di rumah sakit."}
    assert post(client, url("emergency-refer", row), answer)["Location"].endswith("/isi/")
    draft = Referral.objects.get()
    assert (draft.need, draft.urgency, draft.protection_reason) == (need, "urgent", "Keluarga masih di rumah sakit.")
    assert "Rumah roboh" in draft.summary and "Puskesmas Tegalwangi" in draft.tried
    assert not fresh(row).is_written  # a draft is no paper yet
    draft.request, draft.place_name = "Perawatan anak", "Rumah Sakit Umum"
    make.referral_actions.save_referral(draft, by=people.secretary, on=TODAY)
    make.step(draft, "send", people.secretary, on=TODAY)
    assert fresh(row).is_written and not Emergency.objects.unwritten().exists()


def test_the_family_is_chosen_first_and_only_its_needs_are_offered(people, sign_in):
    pairing = families.paired(people)
    family, other = make.need(people, pairing=pairing).family, pairing.pioneer.family
    Need.objects.create(family=other, title="Lain", problem=make.problem(), dimension="economic", found_on=TODAY)
    row, client = emergency(people.secretary), sign_in(people.secretary)
    ask = url("emergency-refer", row)
    assert "Buat draf rujukan" not in page(client, ask)
    answer = {"need": "", "title": "Tempat tinggal sementara", "problem": make.problem().pk, "dimension": "economic"}
    assert post(client, ask, answer).status_code == 409
    ask += f"?keluarga={family.uid}"
    assert {need.family for need in client.get(ask).context["form"]["need"].field.queryset} == {family} != {other}
    assert "memang dari keluarga ini" in post(client, ask, answer).content.decode()  # asked, not taken for granted
    assert post(client, ask, {**answer, "same_family": "on"}).status_code == 302
    need, row = Need.objects.get(title="Tempat tinggal sementara"), fresh(row)
    assert (row.family, row.need, row.referral.need) == (family, need, need)
    assert need.priority == Need.Priority.URGENT
    assert f"{row.client} ({family.called})" in page(client, row.get_absolute_url())
    with pytest.raises(PermissionDenied):
        actions.refer(emergency(people.secretary, family=other), need, by=people.secretary, on=TODAY)


def test_a_need_that_is_referred_already_is_linked_only_when_ticked(people, sign_in):
    running = make.sent(people)
    row, client = emergency(people.secretary, family=running.family), sign_in(people.secretary)
    ask, kept = url("emergency-refer", row), {"need": "", "title": "", "protection_reason": ""}
    form = client.get(ask).context["form"]
    assert running.need not in form["need"].field.queryset and running.get_absolute_url() in page(client, ask)
    with pytest.raises(TransitionRefused, match="sudah punya rujukan"):
        actions.refer(row, running.need, by=people.secretary, on=TODAY)
    assert post(client, ask, {**kept, "linked": running.pk}).status_code == 422
    done = client.post(
        ask, {**kept, "linked": running.pk, "links": "on", "_key": new_key()}, follow=True
    ).content.decode()
    assert "Surat baru tidak dibuat" in done and fresh(row).referral == running


def test_nothing_typed_is_cut_and_an_hour_may_lack_its_point(people, sign_in):
    client = sign_in(people.secretary)
    assert 'maxlength="500"' not in page(client, CREATE)
    answer = post(client, CREATE, {**CALLED, "happened": "a" * 512})
    assert answer.status_code == 422 and "tidak boleh lebih dari" in answer.content.decode()
    assert post(client, CREATE, {**CALLED, "called_time": "2310"}).status_code == 302
    assert timezone.localtime(Emergency.objects.get().called_at).strftime("%H.%M") == "23.10"


def test_a_full_name_is_asked_back_and_printed_as_initials(people, sign_in):
    client = sign_in(people.secretary)
    answer = post(client, CREATE, {**CALLED, "client": "Andi Saputra"})
    assert answer.status_code == 422 and "memang sebutan umum" in answer.content.decode()
    assert post(client, CREATE, {**CALLED, "client": "Andi Saputra", "common_name": "on"}).status_code == 302
    row = Emergency.objects.get()
    report = letters.text_of(client.get(url("emergency-paper", row)).content)
    book = letters.text_of(client.get(f"{LIST}?cetak=pdf").content)
    assert all("Saputra" not in text and "A. S." in text for text in (report, book))
    assert (
        post(client, url("emergency-update", row), {**CALLED, "client": "A. S.", "_version": row.version}).status_code
        == 302
    )


def test_a_draft_that_was_discarded_leaves_the_way_open(people):
    need = make.need(people)
    row = emergency(people.secretary, family=need.family)
    draft = actions.refer(fresh(row), need, by=people.secretary, on=TODAY)
    with pytest.raises(TransitionRefused, match="sudah dibuat"):
        actions.go_without_paper(fresh(row), reason="Tuntas.", by=people.secretary, on=TODAY)
    make.step(draft, "discard", people.secretary, on=TODAY, note="Salah keluarga.")
    again = actions.refer(fresh(row), need, by=people.secretary, on=TODAY)
    assert again != draft and fresh(row).referral == again
    other = emergency(people.secretary, family=need.family)
    with pytest.raises(TransitionRefused, match="kejadian darurat lain"):
        actions.refer(fresh(other), need, links=True, by=people.secretary, on=TODAY)


# --- who sees and writes --------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-15")
def test_lk3_sees_it_once_it_was_told_and_never_the_familys_name(people, sign_in):
    need = make.need(people)
    row = emergency(people.secretary, family=need.family, client="")
    client = sign_in(people.lk3)
    assert client.get(row.get_absolute_url()).status_code == 404 and tasks(people.lk3) == []
    told(row, people.secretary)
    html = page(client, row.get_absolute_url())
    assert "Sumiyati" not in html and "S." in html and need.title not in html
    assert "Sumiyati" not in page(client, LIST)
    assert [task.title for task in tasks(people.lk3)] == ["1 kejadian darurat diberitahukan kepada LK3"]
    assert client.get(url("emergency-told", row)).status_code == 403


def test_home_names_no_family_and_says_what_is_missing(people):
    need = make.need(people)
    row = emergency(people.secretary, family=need.family, hours=30)
    for by, place in ((people.secretary, ""), (people.tksk, " di Desa Sidomekar")):
        (task,) = tasks(by)
        assert task.title == f"Lengkapi kertas kejadian darurat{place}" and task.due_state == "late"
        assert "Belum: LK3 diberi tahu, surat rujukan. Lewat 6 jam." in task.why and "Sumiyati" not in task.why
    assert tasks(people.village_head) == tasks(people.treasurer) == []
    told(row, people.tksk)
    assert "Belum: surat rujukan." in tasks(people.secretary)[0].why


def test_tksk_and_lk3_write_down_their_own_calls(people, regions, sign_in):
    client = sign_in(people.tksk)
    assert post(client, CREATE, {**CALLED, "region": regions.village.pk}).status_code == 302
    row = Emergency.objects.get()
    assert (row.region, row.keeper) == (regions.village, regions.subdistrict)
    assert row.get_absolute_url() in page(sign_in(people.secretary), LIST)
    assert sign_in(people.secretary).get(url("emergency-update", row)).status_code == 403  # not its own words
    own = emergency(people.lk3, region=regions.elsewhere)
    assert own.lk3_told_at == own.called_at and own.lk3_told_whom == people.lk3.person.name
    assert own.get_absolute_url() in page(sign_in(people.lk3), LIST)
    other = AssignmentFactory(role="secretary", region=regions.sibling)
    assert sign_in(other).get(row.get_absolute_url()).status_code == 404


def test_a_family_of_another_village_and_a_call_to_come_are_refused(people, regions):
    need = make.need(people)
    with pytest.raises(ValidationError, match="tempat kejadian"):
        emergency(people.tksk, region=regions.sibling, family=need.family)
    with pytest.raises(ValidationError, match="setelah sekarang"):
        emergency(people.secretary, hours=-1)
    with pytest.raises(PermissionDenied):
        emergency(people.tksk, region=regions.elsewhere)
    row = emergency(people.secretary)
    with pytest.raises(ValidationError, match="mendahului"):
        told(row, people.secretary, told_at=row.called_at - timedelta(minutes=1))


# --- numbers, books, papers -----------------------------------------------------------------------------------------
def test_the_notice_gives_the_numbers_of_the_country_and_of_the_nearest_offices(people, regions, sign_in):
    for code, place, phone in (
        ("kantor-polsek", regions.subdistrict, "6237012345"), ("kantor-puskesmas", regions.subdistrict, ""),
        ("kantor-uptd-ppa", regions.regency, "6281234567890"), ("kantor-polsek", regions.city, "6211111111"),
    ):  # fmt: skip
        kind = InstitutionType.objects.get(code=code)
        InstitutionFactory(region=place, name=f"{kind} {place.name}", element=kind, phone=phone)
    html = page(sign_in(people.secretary), CREATE)
    for number in ("tel:112", "tel:110", "tel:119", "tel:113", "tel:+6237012345", "tel:+6281234567890"):
        assert f'href="{number}"' in html, number
    assert "tel:+6211111111" not in html and "jangan dicatat di sini" in html


def test_book_excel_and_report_name_nobody(people, sign_in):
    need = make.need(people)
    row = told(emergency(people.secretary, family=need.family, client=""), people.secretary)
    client = sign_in(people.secretary)
    assert "Sumiyati" in page(client, f"{LIST}?cari=sumi") and "Belum ada" not in page(client, LIST)
    book = letters.text_of(client.get(f"{LIST}?cetak=pdf").content)
    report = letters.text_of(client.get(url("emergency-paper", row)).content)
    sheet = load_workbook(BytesIO(b"".join(client.get(f"{LIST}?unduh=xlsx").streaming_content)))
    cells = " ".join(str(cell.value) for line in sheet.active.iter_rows() for cell in line)
    assert "BUKU RUJUKAN DARURAT" in book and "LAPORAN INSIDENTAL" in report
    for text in (book, report, cells):
        assert "Sumiyati" not in text and "Bidan Yuli" in text and "Ambulans tiba." in text
    for heading in ("Identitas", "Kronologi", "Tindakan", "Pihak yang terlibat", "Hasil", "Tindak lanjut"):
        assert heading in report
