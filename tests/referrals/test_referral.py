"""The rules of a referral: who may do what when, what the receiver is told, and how it ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from families.actions import pairing as pairing_actions
from families.models import MentoringNote, Need
from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.actions.document import attach_signed_scan
from institutions.models import LetterSeries
from referrals.actions import referral as actions
from referrals.models import AnswerLink, Level, Referral, ReferralReply, Service
from referrals.parties import may_read_snapshot
from tests.factories import TODAY, AssignmentFactory, scan
from tests.families import make as families
from tests.referrals import make

DAY = timedelta(days=1)


# --- a need becomes a referral --------------------------------------------------------------------------------------
@pytest.mark.clause("MEN-02")
def test_the_link_a_pioneer_makes_becomes_a_draft_for_the_fcu(people):
    pairing = families.paired(people)
    by = AssignmentFactory(role="pioneer", region=people.secretary.region, person=pairing.pioneer.representative)
    need = Need(
        title="Modal usaha", problem=make.problem(), dimension="economic", priority=1, needs_referral=True
    )
    note = MentoringNote(pairing=pairing, held_on=make.SENT_ON, kind="visit", topic="Usaha kue", agreed="Cari modal")
    pairing_actions.add_note(note, need, by=by, on=TODAY)
    draft = Referral.objects.get()
    assert (draft.need, draft.family, draft.stage) == (need, pairing.plasma.family, "draft")
    assert draft.proposed_by == by.signature
    assert draft.office_id == people.secretary.region_id
    assert "send" in [button.name for button in workflow.available(draft, people.secretary, TODAY)]
    assert workflow.available(draft, by, TODAY) == []  # the FCU decides
    need.priority = 2
    pairing_actions.save_need(need, by=by, on=TODAY, family=need.family)
    assert Referral.objects.count() == 1


def test_a_need_without_the_wish_makes_no_draft(people):
    pairing = families.paired(people)
    need = Need(title="Akta", problem=make.problem(), dimension="social")
    families.note(pairing, people.secretary, need)
    assert not Referral.objects.exists()


def test_a_need_that_is_met_otherwise_takes_its_draft_along(people):
    draft = make.draft(people)
    pairing_actions.close_need(draft.need, by=people.secretary, on=TODAY, state="met", outcome="Dibantu tetangga.")
    assert make.fresh(draft).stage == "recalled"


def test_one_need_has_one_live_referral(people):
    first = make.draft(people)
    assert actions.start_referral(first.need, by=people.secretary, on=TODAY) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(need=first.need, family=first.family, region=first.region, office=first.office)


@pytest.mark.clause("REF-01")
def test_services_that_help_with_the_problem_come_first(people, regions):
    make.service(regions.subdistrict, name="Imunisasi", institution="Apotek Aman", matches=False)
    make.service(regions.subdistrict)
    make.service(regions.elsewhere, name="Pinjaman", institution="Koperasi Jauh")
    found = Service.objects.visible_to(people.secretary).offered().matching_first(make.problem())
    assert [(row.name, row.matches) for row in found] == [("Pinjaman usaha mikro", True), ("Imunisasi", False)]


# --- consent and content --------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-11")
@pytest.mark.parametrize("missing", ["consented_on", "consented_by"])
def test_no_referral_without_consent(people, missing):
    draft = make.draft(people, **{missing: None if missing == "consented_on" else ""})
    with pytest.raises(TransitionRefused, match="Persetujuan keluarga"):
        make.step(draft, "send", people.secretary, on=TODAY)
    assert make.fresh(draft).stage == "draft" and not LetterSeries.objects.exists()


@pytest.mark.clause("REF-11")
def test_a_protection_case_goes_without_consent_but_with_a_reason(people):
    draft = make.draft(people, consented_on=None, consented_by="", protection_reason="Anak perlu dilindungi segera.")
    sent = make.step(draft, "send", people.secretary, on=TODAY)
    assert sent.snapshot["consent"]["protection"] and sent.protection_reason == "Anak perlu dilindungi segera."
    assert "dilindungi segera" not in str(sent.snapshot)  # the paper goes through many hands


@pytest.mark.clause("REF-11")
def test_the_database_keeps_no_sent_referral_without_consent(people):
    sent = make.sent(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=sent.pk).update(consented_on=None)


@pytest.mark.clause("REF-11")
def test_consent_given_later_does_not_reach_back(people):
    draft = make.draft(people, consented_on=TODAY)
    with pytest.raises(TransitionRefused, match="sebelum persetujuan"):
        make.step(draft, "send", people.secretary, on=TODAY - DAY)


@pytest.mark.clause("REF-11")
def test_the_snapshot_tells_what_was_agreed_and_masks_the_number(people):
    told = make.sent(people, shares_name=False, shares_contact=False).snapshot
    nik = families.Family.objects.get(pk=Referral.objects.get().family_id).head().nik
    assert told["client"]["name"] == "S." and told["family"]["address"] == told["family"]["phone"] == ""
    assert told["client"]["nik"].startswith(nik[:4]) and nik[4:] not in str(told)
    assert "inisial" in told["consent"]["scope"]


def test_the_snapshot_stays_as_it_was_sent(people):
    sent = make.sent(people)
    family = sent.family
    family.head_name = "Nama Baru"
    family.save()
    assert make.fresh(sent).snapshot["family"]["head"] == "Sumiyati"
    with pytest.raises(TransitionRefused, match="sudah dikirim"):
        actions.save_referral(make.fresh(sent), by=people.secretary, on=TODAY)


@pytest.mark.parametrize(("change", "sentence"), [
    ({"request": ""}, "pelayanan yang diminta"), ({"summary": ""}, "ringkasan masalah"),
    ({"service": None, "place_name": ""}, "Lembaga tujuan belum dipilih"),
])  # fmt: skip
def test_an_incomplete_draft_is_kept_and_not_sent(people, change, sentence):
    draft = make.draft(people, **change)
    with pytest.raises(TransitionRefused, match=sentence):
        make.step(draft, "send", people.secretary, on=TODAY)


# --- within the kecamatan -------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-02")
def test_the_fcu_sends_and_the_tksk_may_act_without_blocking(people):
    sent = make.sent(people)
    assert sent.letter.issuer.startswith("FCU") and sent.letter.number.startswith("001/RJK/FCU/")
    assert sent.need.state == "under_way"
    assert Referral.objects.visible_to(people.tksk).get() == sent
    told = make.replied(sent, people.tksk)
    assert (told.stage, told.answered_on) == ("served", make.ANSWERED_ON)


@pytest.mark.clause("REF-02")
def test_the_tksk_sends_a_referral_of_its_own(people):
    sent = make.sent(people, by=people.tksk)
    assert sent.office_id == people.tksk.region_id and sent.letter.number.startswith("001/RJK/TKSK/")


@pytest.mark.clause("REF-02")
def test_the_tksk_sends_what_the_fcu_left_as_a_draft(people):
    sent = make.step(make.draft(people), "send", people.tksk, on=TODAY)
    assert (sent.stage, sent.office_id, sent.region_id) == ("sent", people.tksk.region_id, people.secretary.region_id)


def test_lk3_has_no_part_in_a_referral_within_the_kecamatan(people):
    sent = make.sent(people)
    assert not Referral.objects.visible_to(people.lk3).exists()
    with pytest.raises(PermissionDenied):
        make.replied(sent, people.lk3)


# --- through LK3 ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-03")
def test_lk3_accepts_forwards_and_the_answer_comes_back(people):
    draft = make.draft(people, level=Level.REGENCY)
    assert not Referral.objects.visible_to(people.lk3).exists()
    sent = make.step(draft, "send", people.secretary, on=make.SENT_ON)
    assert Referral.objects.visible_to(people.lk3).get() == sent
    make.step(sent, "accept", people.lk3, on=make.SENT_ON)
    forwarded = make.forward(sent, people.lk3, place_name="Balai Latihan Kerja")
    assert forwarded.stage == "forwarded" and forwarded.place == "Balai Latihan Kerja"
    assert forwarded.forwarding_letter.number.startswith("001/RJK/LK3/")
    served = make.replied(forwarded, people.lk3)
    closed = actions.close(make.fresh(served), by=people.lk3, on=TODAY, outcome="full", note="Ikut pelatihan.")
    assert (closed.stage, closed.need.state, closed.need.outcome) == ("closed", "met", "Ikut pelatihan.")


@pytest.mark.clause("REF-03")
def test_lk3_does_not_forward_into_nowhere(people):
    referral = make.at_lk3(people, accepted=True)
    with pytest.raises(TransitionRefused, match="Lembaga tujuan"):
        make.forward(referral, people.lk3, on=TODAY)
    assert make.fresh(referral).stage == "accepted"


def test_a_place_that_cannot_help_gives_it_back_to_lk3(people):
    back = make.replied(make.forwarded(people), people.lk3, "refused")
    assert (back.stage, back.place, back.need.state) == ("accepted", "LK3", "under_way")
    assert back.replies.get().place_name == "Balai Latihan Kerja"


def test_lk3_returns_it_with_the_reason_and_another_try_follows(people):
    referral = make.at_lk3(people)
    with pytest.raises(TransitionRefused, match="alasannya"):
        make.step(referral, "decline", people.lk3, on=TODAY)
    declined = make.step(referral, "decline", people.lk3, on=TODAY, note="Lengkapi surat keterangan tidak mampu.")
    assert (declined.stage, declined.declined_on, declined.need.state) == ("declined", TODAY, "open")
    again = actions.start_referral(declined.need, by=people.secretary, on=TODAY)
    assert again.follows == declined and again.request == declined.request and again.stage == "draft"
    assert make.fresh(declined).sent_on == make.SENT_ON  # what was sent when stays true


def test_the_fcu_cannot_accept_in_the_place_of_lk3(people):
    with pytest.raises(PermissionDenied):
        make.step(make.at_lk3(people), "accept", people.secretary, on=TODAY)


def test_lk3_of_another_kabupaten_sees_nothing(people, regions):
    make.at_lk3(people)
    other = AssignmentFactory(role="lk3", region=regions.city)
    assert not Referral.objects.visible_to(other).exists()


# --- recall, answer, close ------------------------------------------------------------------------------------------
def test_recall_ends_what_the_receiver_may_read(people):
    referral = make.forwarded(people)
    assert may_read_snapshot(referral, people.lk3)
    _, token = AnswerLink.make(referral, by=people.lk3, on=TODAY)
    recalled = make.step(referral, "recall", people.secretary, on=TODAY, note="Keluarga pindah.")
    assert not may_read_snapshot(recalled, people.lk3) and may_read_snapshot(recalled, people.secretary)
    assert not AnswerLink.of(token).is_open(TODAY)
    assert recalled.letter.stage == "cancelled" and recalled.need.state == "open"


@pytest.mark.clause("REF-11")
def test_another_try_after_a_recall_asks_the_family_anew(people):
    recalled = make.step(make.sent(people), "recall", people.secretary, on=TODAY, note="Keluarga menarik izinnya.")
    again = actions.start_referral(recalled.need, by=people.secretary, on=TODAY)
    assert again.request == recalled.request and again.consented_on is None and not again.shares_name
    again.service = recalled.service
    actions.save_referral(again, by=people.secretary, on=TODAY)
    with pytest.raises(TransitionRefused, match="Persetujuan keluarga"):
        make.step(again, "send", people.secretary, on=TODAY)


def test_lk3_reads_no_answer_any_more_from_a_form_that_is_closed(people, sign_in):
    closed = make.closed(people, level=Level.REGENCY, by=people.lk3)
    response = sign_in(people.lk3).post(f"/rujukan/{closed.uid}/tutup/", {"_key": "tua"})
    assert "Cair, mulai berjualan" not in response.content.decode()


@pytest.mark.clause("REF-02")
def test_the_fcu_closes_what_its_tksk_sent(people):
    served = make.served(people, by=people.tksk)
    closed = actions.close(make.fresh(served), by=people.secretary, on=TODAY, outcome="full", note="Selesai.")
    assert (closed.stage, closed.need.state) == ("closed", "met")


def test_nothing_is_dated_before_the_step_before_it(people):
    referral = make.at_lk3(people, accepted=True, on=make.SENT_ON)
    with pytest.raises(TransitionRefused, match="langkah sebelumnya"):
        make.forward(referral, people.lk3, on=make.SENT_ON - DAY, place_name="BLK")
    served = make.replied(make.forwarded(people, row=make.need(people, pairing=referral.need.family.participation()
                                                               .companions.get(), title="Lain")), people.lk3)
    with pytest.raises(TransitionRefused, match="langkah sebelumnya"):
        actions.close(make.fresh(served), by=people.lk3, on=make.ANSWERED_ON - DAY, outcome="full", note="Selesai.")


def test_a_service_that_is_gone_is_asked_for_nothing(people):
    draft = make.draft(people)
    draft.service.closed_on = TODAY
    draft.service.save()
    with pytest.raises(TransitionRefused, match="tidak ada lagi"):
        make.step(draft, "send", people.secretary, on=TODAY)


def test_the_scan_of_its_letter_is_kept_by_who_writes_such_letters(people):
    letter = make.sent(people).letter
    with pytest.raises(PermissionDenied):
        attach_signed_scan(letter, scan(), by=people.village_operator, on=TODAY)
    assert attach_signed_scan(letter, scan(), by=people.secretary, on=TODAY).signed_scan


def test_the_letter_is_not_cancelled_while_the_referral_runs(people):
    letter = make.sent(people).letter
    with pytest.raises(TransitionRefused, match="menarik kembali"):
        workflow.perform(letter, "cancel", by=people.secretary, on=TODAY, note="Salah tulis.")


@pytest.mark.clause("REF-09")
def test_no_closing_without_an_outcome(people):
    served = make.served(people)
    with pytest.raises(TransitionRefused, match="Hasil rujukan belum diisi"):
        make.step(served, "close", people.secretary, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=served.pk).update(stage="closed", closed_on=TODAY)


@pytest.mark.clause("REF-09")
def test_a_referral_is_not_closed_before_it_was_answered(people):
    sent = make.sent(people)
    with pytest.raises(TransitionRefused):
        actions.close(make.fresh(sent), by=people.secretary, on=TODAY, outcome="full", note="Selesai.")


@pytest.mark.clause("REF-09")
@pytest.mark.parametrize(("kind", "stage"), [
    ("accepted", "accepted"), ("served", "served"), ("refused", "declined"), ("redirected", "declined"),
])  # fmt: skip
def test_every_answer_leads_on(people, kind, stage):
    referral = make.replied(make.sent(people), people.secretary, kind)
    assert referral.stage == stage
    reply = ReferralReply.objects.get()
    assert (reply.kind, reply.way, reply.place_name) == (kind, "paper", "Koperasi Mitra Warga")
    assert reply.recorded_by == people.secretary.signature
    if kind == "redirected":
        assert referral.end_reason == "Dialihkan ke Dinas Koperasi. Bukan bidang kami."


@pytest.mark.parametrize("name", ["taken_up", "refused", "served"])
def test_no_step_is_taken_without_its_answer(people, name):
    sent = make.sent(people)
    with pytest.raises(TransitionRefused, match="alasan lembaga|balasan"):
        make.step(sent, name, people.secretary, on=TODAY, note="Tanpa balasan.")
    assert make.fresh(sent).stage == "sent"


@pytest.mark.parametrize(("outcome", "state"), [("full", "met"), ("partly", "open"), ("none", "open")])
def test_the_outcome_settles_the_need_only_when_it_is_met(people, outcome, state):
    closed = make.closed(people, outcome=outcome)
    assert closed.need.state == state and make.fresh(closed).outcome == outcome


def test_an_answer_comes_neither_before_the_sending_nor_after_the_end(people):
    sent = make.sent(people)
    with pytest.raises(ValidationError, match="mendahului"):
        make.replied(sent, people.secretary, on=make.SENT_ON - DAY)
    recalled = make.step(sent, "recall", people.secretary, on=TODAY, note="Batal.")
    with pytest.raises(TransitionRefused, match="tidak menunggu"):
        make.replied(recalled, people.secretary)


# --- waiting --------------------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-10")
def test_days_are_counted_until_the_answer(people):
    sent = make.sent(people)
    assert sent.waiting_days(TODAY) == 5
    served = make.replied(sent, people.secretary)
    assert served.waiting_days(TODAY) == served.waiting_days(TODAY + 9 * DAY) == 3
    other = make.need(people, pairing=families.Pairing.objects.get())
    assert make.draft(people, row=other, place_name="Kantor Desa").waiting_days(TODAY) is None


@pytest.mark.clause("REF-10")
def test_fourteen_days_are_in_time_and_fifteen_are_not(people, regions):
    sent = make.sent(people)
    assert not sent.is_overdue(make.SENT_ON + 14 * DAY) and sent.is_overdue(make.SENT_ON + 15 * DAY)
    assert not Referral.objects.overdue(make.SENT_ON + 14 * DAY).exists()
    assert Referral.objects.overdue(make.SENT_ON + 15 * DAY).get() == sent
    regions.regency.settings.create(key="referral_overdue_days", value="3")
    assert make.fresh(sent).is_overdue(make.SENT_ON + 4 * DAY)


# --- two at once ----------------------------------------------------------------------------------------------------
def test_a_referral_is_sent_once(people):
    draft = make.draft(people)
    first, second = make.fresh(draft), make.fresh(draft)
    workflow.perform(first, "send", by=people.secretary, on=TODAY)
    with pytest.raises(TransitionRefused):
        workflow.perform(second, "send", by=people.coordinator, on=TODAY)
    assert LetterSeries.objects.get(kind="referral").last == 1


def test_lk3_accepts_or_declines_but_not_both(people):
    referral = make.at_lk3(people)
    first, second = make.fresh(referral), make.fresh(referral)
    workflow.perform(first, "accept", by=people.lk3, on=TODAY)
    with pytest.raises(TransitionRefused):
        workflow.perform(second, "decline", by=people.lk3, on=TODAY, note="Tidak bisa.")
    assert make.fresh(referral).stage == "accepted"
