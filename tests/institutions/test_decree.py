"""Letters and the decree: every gate closed and open by name, which paper is shown, which date fits."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.actions import document as actions
from institutions.forms.document import DecreeForm
from institutions.models import Decree, FamilyCareUnit, IssuedDocument, LegalBasis, Meeting, OfficerTerm
from tests import factories as make
from tests.factories import TODAY
from tests.form_routes import new_key, typed_date

mark = pytest.mark
FORMED_ON = TODAY - timedelta(days=60)
LAST_WEEK = TODAY - timedelta(days=7)


@pytest.fixture
def by(people):
    return people.village_operator


@pytest.fixture
def draft(by):
    """A complete decree, still a draft; its FCU was formed sixty days ago."""
    return actions.open_decree(make.formed_unit(by), by=by, on=TODAY)


@pytest.fixture
def ready(draft, by):
    workflow.perform(draft.document, "prepare", by=by, on=TODAY)
    return draft


def issue_url(document):
    return reverse("institutions:document-issue", args=[document.uid])


def filled_in(**changes):
    body = {"_key": new_key(), "number": "141/12/KEP/2025", "dated_on": typed_date(LAST_WEEK), "scan": make.scan()}
    return {name: value for name, value in {**body, **changes}.items() if value is not None}


def stages(decree):
    """Stage of the decree's letter and of its FCU, as stored."""
    document = IssuedDocument.objects.get(pk=decree.document_id)
    return document.stage, FamilyCareUnit.objects.get(pk=decree.unit_id).stage


def states(document, step, by):
    document = IssuedDocument.objects.get(pk=document.pk)
    button = next(b for b in workflow.available(document, by, TODAY) if b.name == step)
    return {gate.name: gate for gate in button.gates}


# --- what must stand in it before it is signed ----------------------------------------------------------------------
def unformed(decree):
    FamilyCareUnit.objects.filter(pk=decree.unit_id).update(stage="preparation")


def without(post):
    return lambda decree: OfficerTerm.objects.filter(unit=decree.unit, post=post).delete()


def no_law(decree):
    decree.legal_bases.clear()


def old_law(decree):
    law = decree.legal_bases.first()
    LegalBasis.objects.filter(pk=law.pk).update(valid_until=decree.earliest_date() - timedelta(days=1))


def law_to_come(decree):
    law = decree.legal_bases.first()
    LegalBasis.objects.filter(pk=law.pk).update(valid_from=TODAY + timedelta(days=1))


def law_withdrawn(decree):
    LegalBasis.objects.filter(pk=decree.legal_bases.first().pk).update(is_active=False)


def no_signer(decree):
    Decree.objects.filter(pk=decree.pk).update(signer_name=" ")


CONTENT = [
    pytest.param("formed", unformed, "belum dinyatakan dibentuk", marks=mark.clause("FCU-07")),
    pytest.param("officers", without("coordinator"), "Koordinator belum dipilih", marks=mark.clause("MEM-06")),
    pytest.param("officers", without("secretary"), "Sekretaris belum dipilih", marks=mark.clause("MEM-06")),
    pytest.param("officers", without("treasurer"), "Bendahara belum dipilih", marks=mark.clause("MEM-06")),
    pytest.param("bases", no_law, "belum dipilih", marks=mark.clause("FCU-08")),
    pytest.param("bases", old_law, "Tidak berlaku lagi", marks=mark.clause("FCU-08")),
    pytest.param("bases", law_to_come, "Tidak berlaku", marks=mark.clause("FCU-08")),
    pytest.param("bases", law_withdrawn, "Tidak berlaku", marks=mark.clause("FCU-08")),
    pytest.param("signer", no_signer, "Nama penanda tangan", marks=mark.clause("FCU-07")),
]


@pytest.mark.parametrize(("name", "close", "told"), CONTENT)
def test_an_incomplete_decree_is_not_made_ready(name, close, told, draft, by, sign_in):
    assert {gate.state for gate in states(draft.document, "prepare", by).values()} == {"open"}
    close(draft)
    gate = states(draft.document, "prepare", by)[name]
    assert gate.state == "shut" and told in gate.detail and gate.fix_url and not gate.allows_reason
    before = stages(draft)
    url = reverse("transition", args=["institutions.issueddocument", draft.document.uid, "prepare"])
    response = sign_in(by).post(url, {"_key": new_key()})
    assert response.status_code == 409 and told in response.content.decode()
    assert stages(draft) == before and before[0] == "draft"


@pytest.mark.parametrize(("name", "close", "told"), [case for case in CONTENT if case.values[0] != "formed"])
def test_what_changes_after_it_was_made_ready_still_keeps_it_from_being_issued(name, close, told, ready, by, sign_in):
    close(ready)
    body = filled_in(dated_on=typed_date(TODAY))
    response = sign_in(by).post(issue_url(ready.document), body)
    assert response.status_code == 409 and told in response.content.decode()
    document = IssuedDocument.objects.get(pk=ready.document_id)
    assert (document.stage, document.number, document.dated_on, document.signed_scan) == ("ready", "", None, None)
    assert stages(ready) == ("ready", "formed")


@mark.clause("FCU-08")
def test_laws_are_judged_by_the_date_of_the_decree(ready, by, sign_in):
    law = ready.legal_bases.first()
    LegalBasis.objects.filter(pk=law.pk).update(valid_until=LAST_WEEK)
    day_after = typed_date(LAST_WEEK + timedelta(days=1))
    response = sign_in(by).post(issue_url(ready.document), filled_in(dated_on=day_after))
    assert response.status_code == 409 and law.title in response.content.decode()
    assert sign_in(by).post(issue_url(ready.document), filled_in()).status_code == 302


@mark.clause("FCU-08")
def test_a_decree_kept_on_paper_may_cite_what_was_in_force_on_its_older_date(draft, by, sign_in):
    """A law that ended since the formation is offered and passes until the date is entered; that date decides."""
    law = draft.legal_bases.first()
    LegalBasis.objects.filter(pk=law.pk).update(valid_until=draft.earliest_date())
    assert law in DecreeForm(instance=draft, by=by).fields["legal_bases"].queryset
    assert states(draft.document, "prepare", by)["bases"].state == "open"
    LegalBasis.objects.filter(pk=law.pk).update(valid_until=draft.earliest_date() - timedelta(days=1))
    assert law not in DecreeForm(instance=draft, by=by).fields["legal_bases"].queryset


@mark.clause("FCU-08")
def test_only_laws_in_force_are_offered_and_taken(draft, by, sign_in):
    """The law on local government of 2004 stands in the guide and has ended: neither offered nor taken by its id."""
    old = LegalBasis.objects.get(code="uu-32-2004")
    offered = {law.pk for law in DecreeForm(instance=draft, by=by).fields["legal_bases"].queryset}
    assert old.pk not in offered and old.pk not in draft.legal_bases.values_list("pk", flat=True)
    assert offered == {
        law.pk for law in LegalBasis.objects.all()
        if law.is_active and (law.valid_from is None or law.valid_from <= TODAY)
        and (law.valid_until is None or law.valid_until >= TODAY)
    }  # fmt: skip
    url = reverse("institutions:decree-update", args=[draft.document.uid])
    body = {
        "_key": new_key(), "_version": draft.version, "signer_title": "Kepala Desa", "signer_name": "Sutrisno",
        "considerations": "bahwa keluarga perlu didampingi", "dictums": "Membentuk FCU Melati.",
        "legal_bases": [old.pk, next(iter(offered))],
    }  # fmt: skip
    cited = set(draft.legal_bases.all())
    client = sign_in(by)
    response = client.post(url, body)
    assert response.status_code == 422 and "legal_bases" in response.context["form"].errors
    assert old.title not in client.get(url).content.decode()
    assert set(Decree.objects.get(pk=draft.pk).legal_bases.all()) == cited


# --- number, date, paper --------------------------------------------------------------------------------------------
@mark.clause("FCU-07")
def test_skipping_the_number_by_the_address_of_the_step_is_refused(ready, by, sign_in):
    """The plain address of the step knows neither number nor date nor scan; it issues nothing."""
    url = reverse("transition", args=["institutions.issueddocument", ready.document.uid, "issue"])
    response = sign_in(by).post(url, {"_key": new_key()})
    assert response.status_code == 409
    assert "Nomor dan tanggal dari buku surat belum diisi." in response.content.decode()
    assert stages(ready) == ("ready", "formed")


@mark.clause("FCU-07")
@pytest.mark.parametrize(("changes", "field"), [
    ({"number": ""}, "number"), ({"number": None}, "number"), ({"number": "   "}, "number"),
    ({"dated_on": ""}, "dated_on"), ({"dated_on": typed_date(TODAY + timedelta(days=2))}, "dated_on"),
    ({"dated_on": "31-02-2025"}, "dated_on"), ({"scan": None}, "scan"),
])  # fmt: skip
def test_the_operator_records_number_past_date_and_signed_scan(changes, field, ready, by, sign_in):
    client = sign_in(by)
    response = client.post(issue_url(ready.document), filled_in(**changes))
    assert response.status_code == 422 and field in response.context["form"].errors
    assert stages(ready) == ("ready", "formed")
    assert client.post(issue_url(ready.document), filled_in()).status_code == 302
    assert stages(ready) == ("issued", "decreed")


ISSUE = [
    ("number", {"number": "", "dated_on": None}, "belum diisi"),
    ("number", {"number": "1/KEP", "dated_on": None}, "belum diisi"),
    ("order", {"dated_on": TODAY + timedelta(days=2)}, "tidak boleh setelah hari ini"),
    ("order", {"dated_on": FORMED_ON - timedelta(days=1)}, "mendahului musyawarah pembentukan"),
    ("signed", {"from_paper": True, "signed_scan": None}, "sudah ditandatangani"),
]


@pytest.mark.parametrize(("name", "values", "told"), ISSUE)
def test_the_gates_of_issue_hold_without_any_form(name, values, told, ready, by):
    document = ready.document
    IssuedDocument.objects.filter(pk=document.pk).update(number="1/KEP", dated_on=LAST_WEEK, year=LAST_WEEK.year)
    assert {gate.state for gate in states(document, "issue", by).values()} == {"open"}
    IssuedDocument.objects.filter(pk=document.pk).update(**values)
    gate = states(document, "issue", by)[name]
    assert gate.state == "shut" and told in gate.detail and gate.fix_url and not gate.allows_reason
    with pytest.raises(TransitionRefused) as refusal:
        workflow.perform(IssuedDocument.objects.get(pk=document.pk), "issue", by=by, on=LAST_WEEK)
    assert refusal.value.reasons == [gate.detail]
    assert stages(ready) == ("ready", "formed")


@mark.clause("FCU-07")
def test_the_operator_cannot_leave_the_scan_out_by_calling_the_action(ready, by):
    with pytest.raises(TransitionRefused, match="sudah ditandatangani"):
        actions.issue_document(ready.document, number="1/KEP", dated_on=LAST_WEEK, by=by)
    assert stages(ready) == ("ready", "formed")


@mark.clause("FCU-07")
@pytest.mark.parametrize(("days", "status"), [(-1, 409), (0, 302), (30, 302)])
def test_a_decree_is_dated_on_or_after_the_formation(days, status, ready, by, sign_in):
    day = FORMED_ON + timedelta(days=days)
    response = sign_in(by).post(issue_url(ready.document), filled_in(dated_on=typed_date(day)))
    assert response.status_code == status
    if status == 409:
        assert "tidak boleh mendahului musyawarah pembentukan" in response.content.decode()
        assert stages(ready) == ("ready", "formed")
    else:
        unit = FamilyCareUnit.objects.get(pk=ready.unit_id)
        assert (unit.stage, unit.get_stage_display(), unit.decreed_on) == ("decreed", "Dikukuhkan", day)


@pytest.mark.parametrize(("days", "told"), [(-1, "mulai berlaku"), (0, "")])
def test_a_decree_does_not_take_force_before_its_own_date(days, told, draft, by):
    draft.effective_on = LAST_WEEK + timedelta(days=days)
    actions.save_decree(draft, by=by, on=TODAY)
    workflow.perform(draft.document, "prepare", by=by, on=TODAY)
    if told:
        with pytest.raises(TransitionRefused, match=told):
            actions.issue_document(draft.document, number="1/KEP", dated_on=LAST_WEEK, scan=make.scan(), by=by)
        assert stages(draft) == ("ready", "formed")
    else:
        actions.issue_document(draft.document, number="1/KEP", dated_on=LAST_WEEK, scan=make.scan(), by=by)
        assert stages(draft) == ("issued", "decreed")


# --- an issued decree stands ----------------------------------------------------------------------------------------
@mark.clause("FCU-07")
def test_an_issued_decree_is_neither_changed_nor_cancelled(ready, by, sign_in):
    client = sign_in(by)
    client.post(issue_url(ready.document), filled_in())
    cancel = reverse("transition", args=["institutions.issueddocument", ready.document.uid, "cancel"])
    response = client.post(cancel, {"_key": new_key(), "note": "Salah nama."})
    assert response.status_code == 409 and "SK perubahan" in response.content.decode()
    with pytest.raises(TransitionRefused, match="draf"):
        actions.save_decree(Decree.objects.get(pk=ready.pk), by=by, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedDocument.objects.filter(pk=ready.document_id).update(number="")
    assert stages(ready) == ("issued", "decreed")


# --- letters of meetings --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("kind", "days", "told"), [
    ("record", -1, "tidak boleh mendahului pertemuannya"), ("record", 0, ""), ("record", 3, ""),
    ("invitation", 1, "tidak boleh setelah pertemuannya"), ("invitation", 0, ""), ("invitation", -7, ""),
])  # fmt: skip
def test_invitation_meeting_and_record_follow_each_other(kind, days, told, by, sign_in):
    meeting = make.held_meeting("coordination_village", by, on=TODAY - timedelta(days=20))
    letter = actions.open_letter(meeting, kind, by=by, on=TODAY)
    workflow.perform(letter, "prepare", by=by, on=TODAY)
    body = filled_in(dated_on=typed_date(meeting.held_on + timedelta(days=days)), scan=None)
    response = sign_in(by).post(issue_url(letter), body)
    letter.refresh_from_db()
    assert (response.status_code, letter.stage) == ((409, "ready") if told else (302, "issued"))
    assert told in response.content.decode()


@mark.clause("MEM-13")
def test_no_record_of_a_meeting_that_was_not_held(by, sign_in):
    meeting = make.held_meeting("routine", by, on=TODAY, hold=False)
    letter = actions.open_letter(meeting, "record", by=by, on=TODAY)
    assert states(letter, "prepare", by)["meeting"].state == "shut"
    url = reverse("transition", args=["institutions.issueddocument", letter.uid, "prepare"])
    response = sign_in(by).post(url, {"_key": new_key()})
    assert response.status_code == 409 and "belum dinyatakan terlaksana" in response.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).documents.get().stage == "draft"


def test_every_gate_of_the_letters_is_tried_here():
    real = {gate.name for step in workflow.transitions_of(IssuedDocument) for gate in step.gates}
    real -= {"referral"}  # of an upper floor's letter, and tried with it
    assert {case.values[0] for case in CONTENT} | {case[0] for case in ISSUE} | {"meeting", "words", "unused"} == real
