"""Instruments: the guide's aspects are complete, the ministry words the questions in editions, visits keep theirs."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse

from fcu_project.workflow import TransitionRefused
from reporting.actions import instrument as actions
from reporting.models import Instrument, InstrumentQuestion
from reporting.visits import editions
from tests.factories import TODAY
from tests.filling import new_key, typed_date
from tests.letters import page_texts
from tests.reporting.fill_finding import visit_of
from tests.reporting.fill_instrument import TEXT, asked, changed, draft, in_force, published

pytestmark = pytest.mark.django_db
SUPERVISION = ("Pemahaman konsep FCU", "Tugas", "Kompetensi", "Administrasi")
MONITORING = ("Jenis kegiatan", "Tahapan", "Hambatan", "Pendukung", "SDM", "Sarana dan prasarana", "Administrasi")
EVALUATION = (
    "Proses", "Hasil: efektif", "Hasil: efisien", "Hasil: fisibel", "Dukungan", "Hambatan", "Upaya mengatasi hambatan",
    "Jejaring kerja",
)  # fmt: skip


@pytest.mark.parametrize(("aim", "aspects"), [
    pytest.param("supervision", SUPERVISION, marks=pytest.mark.clause("SME-02")),
    pytest.param("monitoring", MONITORING, marks=pytest.mark.clause("SME-07")),
    pytest.param("evaluation", EVALUATION, marks=pytest.mark.clause("SME-09")),
])  # fmt: skip
def test_every_aspect_of_the_guide_is_asked_and_the_ministry_words_it(aim, aspects, people, sign_in):
    """Complete as it ships; edited in a draft, published from a day on, refused while an aspect is bare."""
    first = in_force(aim)
    parts = editions.parts_of(first)
    assert tuple(part.label for part in parts) == aspects and all(part.questions for part in parts)
    client = sign_in(people.ministry)
    client.post(reverse("reporting:instrument-draft", args=[aim]), {"_key": new_key()})
    edition = Instrument.objects.get(aim=aim, stage="draft")
    assert editions.difference(edition) == []
    code = editions.parts_of(edition)[0].code
    create = reverse("reporting:question-create", args=[edition.uid])
    client.post(create, {"aspect": code, "text": TEXT, "answer": "yes_no", "_key": new_key()})
    assert editions.difference(edition) == [(aspects[0], [("+", f"{TEXT} (Ya / Tidak)")])]
    day = TODAY + timedelta(days=3)
    publish = reverse("reporting:instrument-publish", args=[edition.uid])
    told = {"valid_from": typed_date(day), "_version": fresh(edition).version, "_key": new_key()}
    assert TEXT in client.get(publish).content.decode()
    assert client.post(publish, told).status_code == 302
    assert in_force(aim) == first and Instrument.in_force(aim, day) == edition
    shown = sign_in(people.secretary).get(edition.get_absolute_url()).content.decode()
    assert TEXT in shown and all(label in shown for label in aspects) and "Ubah" not in shown


def fresh(edition):
    return Instrument.objects.get(pk=edition.pk)


def test_a_published_edition_never_changes_and_a_visit_keeps_its_own(people, regions):
    visit = visit_of(people.tksk, regions.village)
    first = visit.instrument
    edition = published(changed(people.ministry), people.ministry)
    assert in_force() == edition and visit_of(people.tksk, regions.sibling, held_on=TODAY).instrument == edition
    visit.refresh_from_db()
    assert visit.instrument == first and not first.questions.filter(text=TEXT).exists()
    for row in (first, edition):
        question = row.questions.first()
        with pytest.raises(TransitionRefused):
            actions.save_question(question, by=people.ministry, on=TODAY)
        with pytest.raises(TransitionRefused):
            actions.remove_question(question, by=people.ministry, on=TODAY)
        with pytest.raises(TransitionRefused):
            actions.discard_draft(fresh(row), by=people.ministry, on=TODAY)


def test_it_is_not_published_bare_unchanged_or_back_in_time(people):
    edition = draft(people.ministry)
    with pytest.raises(TransitionRefused):  # nothing changed
        published(edition, people.ministry)
    edition.questions.filter(aspect="people").delete()
    with pytest.raises(TransitionRefused, match="SDM"):
        published(edition, people.ministry)
    asked(edition, people.ministry)
    with pytest.raises(ValidationError):
        published(edition, people.ministry, valid_from=TODAY - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        published(edition, people.province)
    published(edition, people.ministry)
    again = changed(people.ministry)
    with pytest.raises(ValidationError):  # not on the same day as the one before
        published(again, people.ministry)


def test_there_is_one_draft_and_it_may_be_thrown_away(people, sign_in):
    edition = changed(people.ministry)
    with pytest.raises(TransitionRefused):
        draft(people.ministry)
    assert sign_in(people.tksk).get(edition.get_absolute_url()).status_code == 404
    client = sign_in(people.ministry)
    client.post(reverse("reporting:instrument-discard", args=[edition.uid]), {"_key": new_key()})
    assert not Instrument.objects.filter(stage="draft").exists() and in_force().edition == 1


def test_loading_again_leaves_everything_as_it_is(people):
    published(changed(people.ministry), people.ministry)
    before = Instrument.objects.count(), InstrumentQuestion.objects.count()
    call_command("load_success", verbosity=0)
    assert (Instrument.objects.count(), InstrumentQuestion.objects.count()) == before


def test_the_empty_form_has_room_for_the_pen_and_knows_its_visit(people, regions, sign_in):
    client, edition = sign_in(people.tksk), in_force()
    address = reverse("reporting:instrument-blank", args=[edition.uid])
    for paper in ("F4", "A4"):
        text = " ".join(page_texts(client.get(address, {"kertas": paper}).content))
        assert all(question.text[:25] in text for question in edition.questions.all())
        assert "Petugas" in text and "Yang dikunjungi" in text and "Batas waktu" in text
    visit = visit_of(people.tksk, regions.village)
    assert "Balai Desa" in " ".join(page_texts(client.get(address, {"kunjungan": visit.uid}).content))
    other = visit_of(people.regency_reports, regions.village)
    assert client.get(address, {"kunjungan": other.uid}).status_code == 404
    assert client.get(address, {"kunjungan": "bukan"}).status_code == 404
