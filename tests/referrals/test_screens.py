"""The screens of referrals: each works, and shows each reader no more than that reader may know."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from families.models import Need
from fcu_project.models import AuditEvent
from referrals.models import AnswerLink, Level, Referral, ReferralReply
from referrals.tasks.referral import referral_tasks
from tests.factories import TODAY, AssignmentFactory
from tests.families import make as families
from tests.filling import new_key, typed_date
from tests.referrals import make
from tests.referrals.fill_referrals import CONTENT, url
from tests.test_query_budget import BUDGET, queries

pytestmark = pytest.mark.usefixtures("not_typeset")
LIST = "/rujukan/"
NAME = "Sumiyati"


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def post(client, path, data=None, key=None):
    return client.post(path, {**(data or {}), "_key": key or new_key()})


@pytest.fixture
def pairing(people):
    return families.paired(people)


@pytest.fixture
def pioneer(people, pairing):
    return AssignmentFactory(role="pioneer", region=people.secretary.region, person=pairing.pioneer.representative)


# --- from a need to a referral --------------------------------------------------------------------------------------
@pytest.mark.clause("REF-06")
def test_what_a_pioneer_notes_waits_for_the_secretary(people, pairing, pioneer, sign_in):
    client = sign_in(pioneer)
    response = post(client, reverse("families:note-create", args=[pairing.uid]), {
        "held_on": typed_date(TODAY), "kind": "visit", "topic": "Usaha kue", "need_title": "Modal usaha kue",
        "need_problem": make.problem().pk, "need_priority": "1", "need_referral": "on",
    })  # fmt: skip
    assert response.status_code == 302
    titles = {task.title: task for task in referral_tasks(people.secretary, TODAY)}
    assert titles["1 usulan rujukan dari pendamping"].url == f"{LIST}?saring=draf"
    assert "Modal usaha kue" in page(sign_in(people.secretary), f"{LIST}?saring=draf")


def test_a_need_is_referred_from_the_family_page_once(people, sign_in):
    need = make.need(people)
    client = sign_in(people.secretary)
    assert url("referral-start", need) in page(client, need.family.get_absolute_url())
    key = new_key()
    first = post(client, url("referral-start", need), key=key)
    draft = Referral.objects.get()
    assert first["Location"] == url("referral-update", draft)
    assert post(client, url("referral-start", need), key=key)["Location"] == first["Location"]
    assert post(client, url("referral-start", need))["Location"] == first["Location"]  # a second press starts no second
    assert Referral.objects.count() == 1
    html = page(client, need.family.get_absolute_url())
    assert url("referral-start", need) not in html and draft.get_absolute_url() in html


def test_a_need_that_is_over_is_not_referred(people, sign_in):
    need = make.need(people)
    Need.objects.filter(pk=need.pk).update(state="met", closed_on=TODAY)
    response = post(sign_in(people.secretary), url("referral-start", need))
    assert response.status_code == 409 and "sudah dicatat selesai" in response.content.decode()


@pytest.mark.clause("REF-01")
def test_services_that_fit_come_first_and_say_so(people, regions, sign_in):
    need = make.need(people)
    make.service(regions.subdistrict, name="Imunisasi", institution="Apotek Aman", matches=False)
    make.service(regions.subdistrict)
    make.service(regions.regency, name="Beasiswa", institution="Baznas")  # beyond the kecamatan: through LK3
    client = sign_in(people.secretary)
    html = page(client, post(client, url("referral-start", need))["Location"])
    assert html.index("Pinjaman usaha mikro – cocok dengan masalah ini") < html.index("Apotek Aman: Imunisasi")
    assert "Baznas" not in html


@pytest.mark.clause("REF-11")
def test_an_incomplete_draft_is_kept_but_not_sent(people, sign_in):
    client = sign_in(people.secretary)
    client_page = post(client, url("referral-start", make.need(people)))["Location"]
    draft = Referral.objects.get()
    data = {"level": "subdistrict", "urgency": "normal", "request": "Modal kue", "_version": draft.version}
    refused = post(client, client_page, {**data, "send": "1"})
    html = refused.content.decode()
    assert refused.status_code == 409
    for sentence in ("ringkasan masalah", "Lembaga tujuan belum dipilih.", "Persetujuan keluarga", "Modal kue"):
        assert sentence in html
    draft.refresh_from_db()
    assert (draft.stage, draft.request) == ("draft", "Modal usaha kue")
    assert post(client, client_page, data).status_code == 302
    draft.refresh_from_db()
    assert (draft.stage, draft.request) == ("draft", "Modal kue")
    assert "Belum dicatat." in page(client, draft.get_absolute_url())


@pytest.mark.clause("REF-02")
def test_saved_and_sent_with_one_button(people, sign_in):
    draft = make.draft(people, place_name="Koperasi Lama")
    client = sign_in(people.secretary)
    data = {**CONTENT, "send": "1", "_version": draft.version}
    response = client.post(url("referral-update", draft), {**data, "_key": new_key()}, follow=True)
    html = response.content.decode()
    row = make.fresh(draft)
    assert (row.stage, row.place, row.sent_on) == ("sent", "Koperasi Desa", people.secretary.today)
    assert row.number in html and "Catat balasan" in html
    assert reverse("institutions:document-pdf", args=[row.letter.uid]) in html
    assert client.get(url("referral-update", draft)).status_code == 409


def test_no_identity_number_among_the_words(people, sign_in):
    draft = make.draft(people, place_name="Koperasi")
    data = {**CONTENT, "summary": "NIK 5208015203840001", "_version": draft.version}
    response = post(sign_in(people.secretary), url("referral-update", draft), data)
    assert response.status_code == 422 and "Jangan menulis NIK" in response.content.decode()


# --- who sees what --------------------------------------------------------------------------------------------------
def test_every_look_is_in_the_trail(people, sign_in):
    row = make.sent(people)
    page(sign_in(people.village_head), row.get_absolute_url())
    assert AuditEvent.objects.filter(verb="referral:view", object_uid=row.uid, role="village_head").exists()


def test_another_village_finds_nothing(people, regions, sign_in):
    row = make.sent(people)
    client = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    for route in ("referral", "referral-update", "reply-create", "close", "link-create"):
        assert client.get(url(route, row)).status_code == 404, route
    assert NAME not in page(client, LIST)


@pytest.mark.parametrize("role", ["village_operator", "working_group", "member", "regency_reports", "administrator"])
def test_roles_without_referrals_are_refused(role, people, sign_in):
    row = make.sent(people)
    client = sign_in(getattr(people, role))
    assert [client.get(path).status_code for path in (LIST, row.get_absolute_url())] == [403, 403]


def test_readers_of_the_village_see_but_do_not_act(people, sign_in):
    row = make.sent(people)
    client = sign_in(people.treasurer)
    html = page(client, row.get_absolute_url())
    assert NAME in html and url("reply-create", row) not in html and "Tarik kembali" not in html
    assert client.get(url("reply-create", row)).status_code == 403


@pytest.mark.clause("REF-04")
def test_lk3_sees_the_snapshot_and_no_draft(people, sign_in):
    draft = make.draft(people, level=Level.REGENCY)
    client = sign_in(people.lk3)
    assert client.get(draft.get_absolute_url()).status_code == 404
    make.step(draft, "send", people.secretary, on=make.SENT_ON)
    html = page(client, LIST) + page(client, draft.get_absolute_url())
    assert "Rujukan masuk" in html and NAME in html  # the family agreed that its name be told
    assert draft.family.get_absolute_url() not in html
    assert "Cari nama" not in html


@pytest.mark.clause("REF-11")
def test_lk3_reads_initials_where_the_family_did_not_agree_to_its_name(people, sign_in):
    row = make.at_lk3(people, shares_name=False)
    client = sign_in(people.lk3)
    for path in (LIST, row.get_absolute_url()):
        html = page(client, path)
        assert NAME not in html and "S." in html


@pytest.mark.parametrize("ended", ["recalled", "closed", "declined"])
def test_after_its_end_lk3_reads_a_number_and_an_outcome(ended, people, sign_in):
    if ended == "closed":
        row = make.closed(people, level=Level.REGENCY, by=people.lk3, note="Sumiyati menerima bantuan.")
    else:
        row = make.at_lk3(people)
        by, name = (people.lk3, "decline") if ended == "declined" else (people.secretary, "recall")
        make.step(row, name, by, on=TODAY, note="Sumiyati pindah desa.")
    client = sign_in(people.lk3)
    row = make.fresh(row)
    for path in (f"{LIST}?saring=selesai", row.get_absolute_url()):
        html = page(client, path)
        assert row.number in html and NAME not in html
    html = page(client, row.get_absolute_url())
    assert "Data klien tidak ditampilkan lagi" in html and "Pinjaman modal" not in html
    assert ("Kebutuhan terpenuhi" in html) == (ended == "closed")
    assert NAME in page(sign_in(people.secretary), row.get_absolute_url())


@pytest.mark.clause("REF-02")
def test_tksk_sees_the_kecamatan_and_may_act(people, sign_in):
    row = make.sent(people)
    client = sign_in(people.tksk)
    html = page(client, LIST)
    assert NAME in html and "Desa Sidomekar" in html
    assert "Catat balasan" in page(client, row.get_absolute_url())


def test_a_pioneer_sees_how_it_stands_and_ended_and_no_more(people, pairing, pioneer, sign_in):
    row = make.closed(people, pairing=pairing)
    client = sign_in(pioneer)
    for path in (pairing.get_absolute_url(), row.get_absolute_url()):
        html = page(client, path)
        assert "Kebutuhan terpenuhi" in html
        assert "pandai membuat kue" not in html and "Cair, mulai berjualan" not in html
    assert "Unduh Excel" not in page(client, f"{LIST}?saring=selesai")
    assert client.get(url("reply-create", row)).status_code == 403


def test_a_pioneer_of_other_families_sees_nothing(people, sign_in):
    row = make.sent(people)
    client = sign_in(people.pioneer)
    assert client.get(row.get_absolute_url()).status_code == 404
    assert NAME not in page(client, LIST)


# --- the list -------------------------------------------------------------------------------------------------------
def several(people, number):
    """So many referrals of one family, all waiting."""
    first = make.need(people) if not Need.objects.exists() else Need.objects.first()
    for count in range(number):
        need = Need.objects.create(
            family=first.family, title=f"Kebutuhan {count}", problem=first.problem, dimension="economic",
            found_on=make.FOUND_ON, recorded_by="Pendamping",
        )  # fmt: skip
        make.step(make.draft(people, row=need, place_name="Koperasi"), "send", people.secretary, on=make.SENT_ON)


def test_the_list_costs_the_same_for_one_and_for_twenty(people, sign_in):
    several(people, 1)
    client = sign_in(people.secretary)
    page(client, LIST)
    few = queries(client, LIST)
    several(people, 20)
    assert queries(client, LIST) == few <= BUDGET


@pytest.mark.clause("REF-10")
def test_the_longest_waiting_is_marked_and_filtered(people, sign_in):
    row = make.sent(people, place_name="Koperasi Lama")
    Referral.objects.filter(pk=row.pk).update(sent_on=TODAY - timedelta(days=19))
    client = sign_in(people.secretary)
    html = page(client, f"{LIST}?saring=terlambat")
    assert "Koperasi Lama" in html and "19 hari" in html and "lewat 5 hari" in html
    assert "5 hari lewat batas" in page(client, row.get_absolute_url())
    Referral.objects.filter(pk=row.pk).update(sent_on=TODAY - timedelta(days=14))
    assert "Koperasi Lama" not in page(client, f"{LIST}?saring=terlambat")


def test_search_by_the_head_of_the_family(people, sign_in):
    make.sent(people, place_name="Koperasi Lama")
    client = sign_in(people.secretary)
    assert "Koperasi Lama" in page(client, f"{LIST}?cari=ibu+sumi")
    assert "Koperasi Lama" not in page(client, f"{LIST}?cari=kartini")
    assert "5208015203840001" not in page(client, f"{LIST}?cari=5208015203840001")


def sheet(response):
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


def test_excel_names_the_family_for_the_sender_and_never_for_lk3(people, sign_in):
    row = make.at_lk3(people)
    sender = sheet(sign_in(people.secretary).get(f"{LIST}?unduh=xlsx"))
    assert "Ibu Sumiyati" in sender[1] and row.number in sender[1]
    receiver = sheet(sign_in(people.lk3).get(f"{LIST}?unduh=xlsx"))
    assert row.number in receiver[1] and not any(NAME in str(cell) for cell in receiver[1])


# --- answers --------------------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-09")
@pytest.mark.parametrize(("kind", "missing"), [
    ("served", ("service", "result")), ("refused", ("reason",)), ("redirected", ("redirected_to",)),
])  # fmt: skip
def test_what_an_answer_must_say_depends_on_it(kind, missing, people, sign_in):
    row = make.sent(people)
    client = sign_in(people.secretary)
    data = {"kind": kind, "way": "phone", "replied_on": typed_date(TODAY), "officer": "Rina Wati"}
    response = post(client, url("reply-create", row), data)
    assert response.status_code == 422 and set(response.context["form"].errors) == set(missing)
    assert not ReferralReply.objects.exists()
    assert post(client, url("reply-create", row), data | dict.fromkeys(missing, "Dinas Koperasi")).status_code == 302
    assert make.fresh(row).stage == ("served" if kind == "served" else "declined")
    assert "telepon/whatsapp" in page(client, row.get_absolute_url())


def test_a_declined_referral_leads_elsewhere_with_what_was_written(people, sign_in):
    row = make.replied(make.sent(people), people.secretary, "refused")
    client = sign_in(people.secretary)
    html = page(client, row.get_absolute_url())
    assert "Rujuk ke tempat lain" in html and "Kuota tahun ini habis." in html
    response = post(client, url("referral-start", row.need))
    again = Referral.objects.get(follows=row)
    assert response["Location"] == url("referral-update", again)
    assert "Penghasilan suami tidak tetap" in page(client, response["Location"])
    assert "Rujuk ke tempat lain" not in page(client, row.get_absolute_url())


@pytest.mark.clause("REF-03")
def test_lk3_accepts_forwards_and_records_the_answer(people, sign_in):
    row = make.at_lk3(people)
    client = sign_in(people.lk3)
    assert client.get(url("forward", row)).status_code == 409  # accepted first
    accept = reverse("transition", args=["referrals.referral", row.uid, "accept"])
    assert accept in page(client, row.get_absolute_url())
    assert post(client, accept, {"on": typed_date(TODAY)}).status_code == 302
    assert url("forward", row) in page(client, row.get_absolute_url())  # the place is asked there
    empty = post(client, url("forward", row), {"forwarded_on": typed_date(TODAY)})
    assert empty.status_code == 422 and "Pilih lembaga tujuan" in empty.content.decode()
    data = {"forwarded_on": typed_date(TODAY), "place_name": "Balai Latihan Kerja", "reason": make.WHY}
    assert post(client, url("forward", row), data).status_code == 302
    row = make.fresh(row)
    assert (row.stage, row.place) == ("forwarded", "Balai Latihan Kerja")
    html = page(client, url("reply-create", row))
    assert "Balai Latihan Kerja" in html and 'value="refused"' in html
    assert sign_in(people.secretary).get(url("reply-create", row)).status_code == 403


def test_lk3_tells_what_it_did_itself(people, sign_in):
    row = make.at_lk3(people, accepted=True)
    client = sign_in(people.lk3)
    assert 'value="refused"' not in page(client, url("reply-create", row))
    data = {
        "kind": "served", "replied_on": typed_date(TODAY), "officer": "Ratih", "service": "Konseling",
        "result": "Rukun kembali.",
    }  # fmt: skip
    assert post(client, url("reply-create", row), data).status_code == 302
    assert (make.fresh(row).stage, ReferralReply.objects.get().way) == ("served", "app")


@pytest.mark.clause("REF-09")
def test_closing_shows_the_answer_and_asks_the_outcome(people, sign_in):
    row = make.sent(people)
    client = sign_in(people.secretary)
    assert client.get(url("close", row)).status_code == 409
    make.replied(row, people.secretary)
    assert url("close", row) in page(client, row.get_absolute_url())
    assert "Cair, mulai berjualan." in page(client, url("close", row))
    data = {"outcome": "full", "reached": "yes", "note": "Modal sudah diterima.", "closed_on": typed_date(TODAY)}
    assert post(client, url("close", row), data).status_code == 302
    row = make.fresh(row)
    assert (row.stage, row.outcome, row.reached, row.need.state) == ("closed", "full", True, "met")


# --- the one-time link ----------------------------------------------------------------------------------------------
def test_a_link_is_shown_once_and_tells_nothing_of_the_family(people, sign_in):
    row = make.sent(people)
    client = sign_in(people.secretary)
    assert "Lembar balasan" in page(client, url("link-create", row))
    key = new_key()
    assert post(client, url("link-create", row), key=key).status_code == 302
    shown = page(client, url("link-create", row))
    assert "/jawab/" in shown and "wa.me/?text=" in shown
    address = shown.split("wa.me/?text=")[1].split('"')[0]
    assert NAME not in address and "Modal" not in address
    assert "/jawab/" not in page(client, url("link-create", row))
    assert post(client, url("link-create", row), key=key).status_code == 302
    assert AnswerLink.objects.count() == 1
    post(client, url("link-create", row))
    assert AnswerLink.objects.filter(revoked_on=None).count() == 1


def test_no_link_before_a_place_holds_the_referral(people, sign_in):
    row = make.at_lk3(people, accepted=True)
    client = sign_in(people.lk3)
    assert client.get(url("link-create", row)).status_code == 409
    assert post(client, url("link-create", row)).status_code == 409
