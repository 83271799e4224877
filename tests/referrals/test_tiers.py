"""The tiers of a referral: to a member's own body, past the kecamatan, past the kabupaten, to capital (III.B.5.7)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.models import LetterSeries, Membership
from referrals import registers
from referrals.actions import referral as actions
from referrals.documents import letter_facts
from referrals.models import Level, Referral, ReferralReply
from referrals.reading import HIDDEN
from tests.factories import TODAY
from tests.filling import typed_date
from tests.referrals import make
from tests.referrals.fill_referrals import CONTENT, url
from tests.referrals.test_screens import LIST, page, post, sheet

pytestmark = pytest.mark.usefixtures("not_typeset")


def told(register, row):
    """{heading: what the book says of this row}."""
    return {heading: read(make.fresh(row)) for heading, read, _ in register.columns}


# --- to a member's own body -----------------------------------------------------------------------------------------
@pytest.mark.clause("REF-13")
def test_to_a_members_body_without_a_letter_and_still_in_the_book(people, sign_in):
    draft = make.draft(people, row=make.need(people), place_name="Kantor Desa")
    body = make.body(draft.region)
    member = Membership.objects.filter(institution=body).get()
    client = sign_in(people.secretary)
    response = post(client, url("referral-update", draft), {
        "level": "village", "urgency": "normal", "body": body.pk, "helper": member.pk, "without_letter": "on",
        "request": "Kelas ibu balita", "place_name": "Tertinggal dari tingkat lain", "send": "1",
        "consented_on": typed_date(make.SENT_ON), "consented_by": "Sumiyati", "_version": draft.version,
    })  # fmt: skip
    assert response.status_code == 302, response.context["form"].errors
    row = make.fresh(draft)
    assert (row.stage, row.place, row.letter, row.place_name) == ("sent", body.name, None, "")
    assert not LetterSeries.objects.filter(kind="referral").exists()
    html = page(client, row.get_absolute_url())
    assert member.person.name in html and "Rujukan tanpa surat" in html
    line = told(registers.SENT, row)
    assert (line["Nomor surat"], line["Tingkat"]) == ("tanpa surat", "Rujukan dalam desa/kelurahan")
    answered = make.replied(row, people.secretary, on=TODAY)
    closed = actions.close(make.fresh(answered), by=people.secretary, on=TODAY, outcome="full", note="Ikut kelas.")
    assert told(registers.SENT, closed)["Hasil"] == "Kebutuhan terpenuhi\npelayanan diperoleh"
    assert ReferralReply.objects.get().letter is None


@pytest.mark.clause("REF-13")
def test_only_the_fcu_decides_on_the_way_to_a_members_body(people, sign_in):
    draft = make.draft(people, level=Level.VILLAGE)
    with pytest.raises(PermissionDenied):
        make.step(draft, "send", people.tksk, on=TODAY)
    assert sign_in(people.tksk).get(url("referral-update", draft)).status_code == 403
    sent = make.step(draft, "send", people.secretary, on=TODAY)
    assert sent.letter.number and letter_facts(sent.letter)["addressee"]["name"] == sent.body.name


@pytest.mark.clause("REF-11")
def test_no_tier_goes_without_the_familys_consent(people):
    draft = make.draft(people, level=Level.VILLAGE, has_letter=False, consented_on=None)
    with pytest.raises(TransitionRefused, match="Persetujuan keluarga"):
        make.step(draft, "send", people.secretary, on=TODAY)


def test_a_body_whose_member_has_left_is_asked_no_more(people):
    draft = make.draft(people, level=Level.VILLAGE)
    Membership.objects.filter(institution=draft.body).update(left_on=TODAY, left_reason="Pindah")
    with pytest.raises(TransitionRefused, match="bukan .lagi. lembaga anggota"):
        make.step(draft, "send", people.secretary, on=TODAY)


# --- past the kecamatan ---------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-05")
def test_a_tksk_refers_past_the_kecamatan_with_the_reason_written(people, regions, sign_in):
    far = make.service(regions.regency, institution="SLB Negeri")
    draft = make.draft(people, by=people.tksk, service=far)
    with pytest.raises(TransitionRefused, match="di luar kecamatan belum ditulis"):
        make.step(draft, "send", people.tksk, on=TODAY)
    client = sign_in(people.tksk)
    data = {key: value for key, value in CONTENT.items() if not key.startswith("place")}
    data |= {"service": far.pk, "outside_reason": "Tidak ada SLB di sini.", "send": "1", "_version": draft.version}
    draft.refresh_from_db()
    response = post(client, url("referral-update", draft), data | {"_version": draft.version})
    assert response.status_code == 302, response.context["form"].errors
    row = make.fresh(draft)
    assert (row.stage, row.outside_reason) == ("sent", "Tidak ada SLB di sini.")
    assert letter_facts(row.letter)["outside_reason"] == "Tidak ada SLB di sini."
    assert "Tidak ada SLB di sini." in page(client, row.get_absolute_url())
    assert "Luar kecamatan: Tidak ada SLB di sini." in told(registers.SENT, row)["Lembaga tujuan"]


@pytest.mark.clause("REF-05")
def test_a_typed_place_past_the_kecamatan_asks_the_reason_too(people, sign_in):
    draft = make.draft(people, by=people.tksk, place_name="Sekolah Jauh")
    client = sign_in(people.tksk)
    response = post(client, url("referral-update", draft), {**CONTENT, "is_far": "on", "_version": draft.version})
    assert response.status_code == 422 and "outside_reason" in response.context["form"].errors


@pytest.mark.clause("REF-05")
def test_an_fcu_does_not_refer_past_its_kecamatan(people, regions, sign_in):
    far = make.service(regions.regency, institution="SLB Negeri")
    draft = make.draft(people, by=people.tksk, service=far, outside_reason="Hanya ada di sana.")
    with pytest.raises(TransitionRefused, match="di luar kecamatan. Mintalah TKSK"):
        make.step(draft, "send", people.secretary, on=TODAY)
    assert "SLB Negeri" not in page(sign_in(people.secretary), url("referral-update", draft)).split("<form")[1]


# --- LK3 ------------------------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-07")
def test_lk3_says_why_that_body_helps_more_intensively(people, sign_in):
    row = make.at_lk3(people, accepted=True)
    with pytest.raises(TransitionRefused, match="Alasan memilih lembaga"):
        make.forward(row, people.lk3, reason="", place_name="Balai Latihan Kerja")
    row = make.forward(row, people.lk3, place_name="Balai Latihan Kerja")
    assert letter_facts(row.forwarding_letter)["forwards"]["reason"] == make.WHY
    assert make.WHY in page(sign_in(people.secretary), row.get_absolute_url())


@pytest.mark.clause("REF-14")
def test_lk3_alone_refers_past_the_kabupaten(people, sign_in):
    row = make.at_lk3(people, accepted=True)
    data = {
        "place_name": "Sentra Paramita", "beyond": "nation", "reason": make.WHY, "forwarded_on": typed_date(TODAY),
    }  # fmt: skip
    for by in (people.secretary, people.tksk):
        assert post(sign_in(by), url("forward", row), data).status_code == 403
    assert post(sign_in(people.lk3), url("forward", row), data).status_code == 302
    row = make.fresh(row)
    assert (row.stage, row.beyond) == ("forwarded", "nation")
    assert letter_facts(row.forwarding_letter)["forwards"]["beyond"] == "Sentra atau lembaga pusat"
    assert "Sentra atau lembaga pusat" in page(sign_in(people.lk3), row.get_absolute_url())
    back = make.replied(row, people.lk3, "refused", on=TODAY)
    assert (make.fresh(back).beyond, make.fresh(back).forward_reason) == ("", "")


@pytest.mark.clause("REF-04")
def test_every_referral_at_lk3_has_a_status_with_a_day(people):
    row = make.at_lk3(people)
    days = [make.fresh(row).stage_since]
    for name in ("accept", "decline"):
        make.step(row, name, people.lk3, on=TODAY, note="Lengkapi suratnya.")
        days.append(make.fresh(row).stage_since)
    assert days == [make.SENT_ON, TODAY, TODAY]


# --- capital --------------------------------------------------------------------------------------------------------
@pytest.mark.clause("SVC-10")
def test_ways_to_capital_have_a_record_of_institution_request_and_result(people, sign_in):
    row = make.closed(people, note="Cair Rp2.000.000.")
    assert row.purpose == "capital"  # proposed by the need's dimension
    client = sign_in(people.secretary)
    assert "Koperasi Mitra Warga" in page(client, f"{LIST}?saring=modal")
    heads, line = sheet(client.get(f"{LIST}?saring=modal&unduh=xlsx"))[:2]
    facts = dict(zip(heads, line, strict=True))
    assert (facts["Lembaga"], facts["Permintaan"]) == ("Koperasi Mitra Warga", "Pinjaman modal usaha kue")
    assert facts["Hasil"] == "Kebutuhan terpenuhi. Cair Rp2.000.000."
    assert client.get(f"{LIST}?saring=modal&cetak=pdf")["Content-Type"] == "application/pdf"
    assert told(registers.CAPITAL, row)["Permintaan"] == "Pinjaman modal usaha kue"
    Referral.objects.update(purpose="service")
    assert "Koperasi Mitra Warga" not in page(client, f"{LIST}?saring=modal")


def test_the_book_of_lk3_names_initials_and_the_service_asked_for(people):
    row = make.at_lk3(people, request="Modal kue bagi Ibu Sumiyati")
    line = told(registers.RECEIVED, row)
    assert line["Klien"] == "S." and line["Pelayanan diminta"] == "Modal kue bagi Ibu S."


def test_the_late_ones_lead_the_list_and_drafts_end_it(people, sign_in):
    pairing = make.families.paired(people)
    titles = ("Draf saja", "Baru dikirim", "Lama dikirim")
    needs = {title: make.need(people, pairing=pairing, title=title) for title in titles}
    for title, days in (("Lama dikirim", 20), ("Baru dikirim", 2)):
        row = make.sent(people, row=needs[title], place_name="Koperasi")
        Referral.objects.filter(pk=row.pk).update(sent_on=TODAY - timedelta(days=days))
    make.draft(people, row=needs["Draf saja"], place_name="Koperasi")
    html = page(sign_in(people.secretary), LIST)
    assert html.index("Lama dikirim") < html.index("Baru dikirim") < html.index("Draf saja")


def test_lk3_takes_no_words_of_a_request_away(people, sign_in):
    make.at_lk3(people)
    rows = sheet(sign_in(people.lk3).get(f"{LIST}?saring=modal&unduh=xlsx"))
    assert len(rows) == 2 and not {"Permintaan", "Keluarga"} & set(rows[0])


def test_a_problem_that_is_kept_secret_stands_in_no_book(people, sign_in):
    row = make.sent(people)
    row.need.problem.is_sensitive = True
    row.need.problem.save()
    line = told(registers.SENT, row)
    assert line["Kebutuhan"] == line["Lembaga tujuan"] == HIDDEN
    assert "Modal usaha kue" not in page(sign_in(people.secretary), LIST)


# --- what fits ------------------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-01")
def test_fitting_services_stand_below_the_choice_with_what_a_family_asks_first(people, regions, sign_in):
    service = make.service(regions.subdistrict)
    service.hours, service.cost, service.conditions = "Senin, 08.00", "Gratis", "Salinan KTP"
    service.save()
    draft = make.draft(people, place_name="Koperasi")
    html = page(sign_in(people.secretary), url("referral-update", draft))
    assert all(words in html for words in ("Pelayanan yang cocok", "Senin, 08.00", "Gratis", "Salinan KTP"))


def test_where_nothing_fits_the_form_leads_to_the_gaps(people, sign_in):
    draft = make.draft(people, place_name="Koperasi")
    client = sign_in(people.secretary)
    html = page(client, url("referral-update", draft))
    assert "Belum ada pelayanan yang cocok" in html and "/layanan/kesenjangan/" in html
    assert "Belum ada pelayanan yang cocok" in page(client, "/layanan/kesenjangan/")


# --- what changed meanwhile -----------------------------------------------------------------------------------------
def test_a_service_that_closed_meanwhile_is_told_and_may_still_answer(people, sign_in):
    row = make.sent(people)
    row.service.closed_on = TODAY
    row.service.save()
    assert "tidak ada lagi" in page(sign_in(people.secretary), row.get_absolute_url())
    assert make.replied(row, people.secretary, "refused").stage == "declined"


def test_a_need_that_was_met_otherwise_lets_its_referral_end(people):
    row = make.served(people)
    Referral.objects.get(pk=row.pk)
    row.need.state, row.need.closed_on, row.need.outcome = "met", TODAY, "Dibantu tetangga."
    row.need.save()
    closed = actions.close(make.fresh(row), by=people.secretary, on=TODAY, outcome="full", note="Sudah diterima.")
    assert (closed.stage, closed.need.outcome) == ("closed", "Dibantu tetangga.")
    assert workflow.available(closed, people.secretary, TODAY) == []
