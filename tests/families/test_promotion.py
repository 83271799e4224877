"""A plasma family becomes a pioneer: new rounds, FGD, new consent, designation, briefings, and who raised it stays."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from families import counts
from families.actions.move import cancel_move
from families.actions.pairing import save_need
from families.models import Need, Pairing, Participation, ProblemType
from families.workflow import participation
from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from tests.factories import TODAY
from tests.families import make
from tests.families.risen import ANSWERED, ASKED, DESIGNATED, FGD, answered, asked_again, fgd_of, nominated, risen
from tests.filling import new_key, typed_date

mark = pytest.mark


def stages(family):
    return [(life.role, life.stage) for life in family.participations.order_by("id")]


@mark.clause("MEN-05")
def test_a_plasma_family_rises_by_new_round_fgd_consent_designation_and_briefings(people):
    pairing = make.paired(people)
    by, plasma, family = people.secretary, pairing.plasma, pairing.plasma.family
    with pytest.raises(TransitionRefused, match="Belum ada putaran baru 12 indikator"):
        workflow.perform(plasma, "rise", by=by, on=TODAY, note="Sudah menabung.")
    make.assessed(family, "plasma", by, on=ASKED)
    with pytest.raises(TransitionRefused, match="Belum ada putaran baru 18 indikator"):
        workflow.perform(plasma, "rise", by=by, on=TODAY, note="Sudah menabung.")
    make.assessed(family, "pioneer", by, on=ASKED)
    workflow.perform(plasma, "rise", by=by, on=ASKED, note="Sudah menabung dan punya warung.")
    rise = family.participation()
    assert stages(family) == [("plasma", "mentored"), ("candidate", "candidate")] and rise.promotes == plasma

    fgd_of(people, family)
    assert family.participation().stage == "proposed" and family.standing() == plasma
    answered(family, by)
    rise.refresh_from_db()
    assert [row.participation.role for row in rise.consents.all()] == ["pioneer", "pioneer"]
    assert Pairing.objects.get().paired_until is None  # accompanied until the day it is designated

    make.designated("pioneer_designation", [family], by, on=DESIGNATED)
    assert stages(family) == [("plasma", "independent"), ("pioneer", "designated")]
    for row in (plasma, rise, pairing):
        row.refresh_from_db()
    assert (plasma.ended_on, rise.designated_on, pairing.paired_until) == (DESIGNATED,) * 3
    assert (pairing.end_reason, rise.raised_by) == ("Mandiri (naik pionir)", pairing.pioneer)
    assert family.region.units.get().current_members().filter(person=rise.representative).exists()

    make.plan_item(rise, by)
    make.told_story(family.participation(), by)
    make.consolidation([family], by, on=TODAY - timedelta(days=1))
    workflow.perform(family.participation(), "consolidate", by=by, on=TODAY)
    other = make.short.life(by, "Aminah", "plasma", "designated", days=make.DAYS).participation()
    pair = Pairing(pioneer=family.participation(), plasma=other, paired_from=TODAY)
    make.pairing_actions.pair(pair, by=by, on=TODAY)
    assert family.participation().stage == "on_duty"


def test_without_the_new_consent_and_the_meeting_nobody_rises(people):
    pairing = make.paired(people)
    by, family = people.secretary, pairing.plasma.family
    nominated(pairing, by)
    fgd_of(people, family)
    with pytest.raises(TransitionRefused):  # the consent as plasma family is not one as pioneer
        workflow.perform(family.participation(), "agree", by=by, on=ANSWERED)
    with pytest.raises(TransitionRefused, match="belum ditetapkan sebagai keluarga pionir"):
        workflow.perform(pairing.plasma, "become_independent", by=by, on=TODAY, note="Langsung saja.")


@mark.clause("FAM-07")
def test_one_pool_straight_candidates_and_rising_families_stand_in_the_same_fgd(people, sign_in):
    pairing = make.paired(people)
    by, family = people.secretary, pairing.plasma.family
    straight = make.candidate(by, "Maimunah")
    make.assessed(straight, "pioneer", by)
    nominated(pairing, by)
    meeting = fgd_of(people, hold=False)
    page = sign_in(by).get(reverse("families:ranking", args=[meeting.uid])).content.decode()
    assert "Ibu Maimunah" in page and "Naik dari dampingan." in page and "didampingi Bapak Hadi Suwito" in page
    rise, key = family.participation(), straight.participation().pk
    assert f'name="limited_access-{key}"' in page and f'name="limited_access-{rise.pk}"' not in page
    with pytest.raises(TransitionRefused, match="sudah menjadi dampingan"):
        make.rank(meeting, [(family, "plasma")], by)
    make.rank(meeting, [(family, "pioneer"), (straight, "pioneer")], by)
    make.declare_held(meeting, by)
    assert [one.participation().role for one in (family, straight)] == ["pioneer", "pioneer"]


@mark.parametrize("end", ["not_chosen", "unwilling", "cancelled", "unwilling_later"])
def test_when_it_comes_to_nothing_the_mentoring_goes_on(end, people):
    pairing = make.paired(people)
    by, family = people.secretary, pairing.plasma.family
    nominated(pairing, by)
    if end == "cancelled":
        planned = fgd_of(people, family, hold=False)
        workflow.perform(family.participation(), "stay_plasma", by=by, on=FGD, note="Belum siap.")
        assert not planned.selections.exists()
    else:
        fgd_of(people, family, choice="not_chosen" if end == "not_chosen" else "pioneer")
    if end == "unwilling_later":
        answered(family, by)
    if end.startswith("unwilling"):
        answered(family, by, willing=False)
    rise = family.participations.exclude(promotes=None).get()
    assert rise.ended_on and family.participation() == family.standing() == pairing.plasma
    pairing.refresh_from_db()
    assert (pairing.paired_until, pairing.plasma.stage) == (None, "mentored")
    assert pairing.plasma.consents.filter(withdrawn_on=None).count() == 2
    make.note(pairing, by)
    workflow.perform(pairing.plasma, "rise", by=by, on=TODAY, note="Kali ini siap.")  # and once more


def test_whoever_leaves_while_rising_leaves_both_ways_on_one_day(people):
    pairing = make.paired(people)
    family = pairing.plasma.family
    nominated(pairing, people.secretary)
    workflow.perform(pairing.plasma, "withdraw", by=people.secretary, on=TODAY, note="Pindah rumah.")
    assert [life.ended_on for life in family.participations.all()] == [TODAY, TODAY]


def test_two_rows_stand_open_only_for_a_promotion_and_only_one_of_them(people):
    plasma = make.paired(people).plasma
    with transaction.atomic(), pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(family=plasma.family, started_on=TODAY)
    Participation.objects.create(family=plasma.family, promotes=plasma, started_on=TODAY)
    with transaction.atomic(), pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(family=plasma.family, promotes=plasma, started_on=TODAY)
    plasma.stage_read = plasma.stage
    with pytest.raises(TransitionRefused, match="sudah diusulkan naik"):
        asked_again(plasma.family, people.secretary)
        workflow.perform(plasma, "rise", by=people.secretary, on=TODAY, note="Dua kali.")


def test_everything_that_asks_what_the_family_is_stays_right_with_two_open_rows(people, sign_in):
    pairing = make.paired(people)
    by, family, village = people.secretary, pairing.plasma.family, pairing.plasma.family.region
    nominated(pairing, by)
    fgd_of(people, family)
    assert (counts.pioneers(village, TODAY), counts.plasma(village, TODAY)) == (1, 1)
    client = sign_in(by)
    page = client.get(family.get_absolute_url()).content.decode()
    assert "Naik menjadi pionir" in page and "Dampingan" in page and "Catat kunjungan" in page
    assert reverse("families:consent", args=[family.uid]) in page
    assert reverse("families:member-list", args=[family.uid]) in page  # the file stays open
    assert "1 pionir, 1 dampingan" in client.get("/").content.decode()
    listed = client.get("/keluarga/?peran=dampingan").content.decode()
    assert "Sumiyati" in listed and "diusulkan naik" in listed
    chosen = client.get(reverse("families:pairing-create") + f"?keluarga={family.uid}").context["form"]
    assert chosen.initial["plasma"] == pairing.plasma and "pioneer" not in chosen.initial
    assert client.get(reverse("families:form-paper", args=[family.uid])).status_code == 200
    assert client.get(reverse("families:consent", args=[family.uid])).context["role"] == "keluarga pionir"
    make.note(pairing, by)
    make.member(family, by, "Rizki Ananda", relation=4)


@mark.clause("MEN-05")
def test_the_record_of_designation_names_who_rises_and_who_raised_them(people):
    from families.panels import record_sections

    family = risen(people)
    meeting = family.participation().designations.get().meeting
    section = record_sections(meeting)[-1]
    assert section["title"] == "Keluarga dampingan yang naik menjadi keluarga pionir"
    assert section["rows"][0][0] == "Ibu Sumiyati" and section["rows"][0][-1] == "Bapak Hadi Suwito"
    assert family.participation().designated_on == DESIGNATED


def test_a_family_that_moves_while_rising_leaves_both_ways_and_a_cancelled_move_brings_both_back(people, regions):
    pairing = make.paired(people)
    by, family = people.secretary, pairing.plasma.family
    nominated(pairing, by)
    fgd_of(people, family)
    before = stages(family)
    assert before == [("plasma", "mentored"), ("pioneer", "proposed")]
    move = make.moved(family, regions.sibling, by)
    assert stages(family) == [("plasma", "moved"), ("pioneer", "moved")]
    pairing.refresh_from_db()
    assert pairing.paired_until == move.moved_on
    cancel_move(move, reason="Tidak jadi pindah.", by=by, on=TODAY)
    assert stages(family) == before
    pairing.refresh_from_db()
    assert pairing.paired_until is None


def test_a_list_that_was_never_asked_is_not_asked_again(people, sign_in):
    plasma = make.paired(people).plasma
    assert participation.ASKED_12.fix(plasma)[0] == "Nilai ulang"
    assert participation.ASKED_18.fix(plasma)[0] == "Nilai 18 indikator"
    page = sign_in(people.secretary).get(reverse("families:change", args=[plasma.family.uid])).content.decode()
    assert "Nilai ulang 12 indikator" in page and "Nilai 18 indikator" in page


def test_the_step_tells_what_to_weigh_why_a_day_is_too_early_and_what_comes_next(people, sign_in):
    pairing = make.paired(people)
    by, plasma, family = people.secretary, pairing.plasma, pairing.plasma.family
    asked_again(family, by)
    with pytest.raises(TransitionRefused, match="Tanggal usulan mendahului penilaian 12 indikator"):
        workflow.perform(plasma, "rise", by=by, on=ASKED - timedelta(days=1), note="Sudah menabung.")
    need = {"title": "Perbaikan atap", "dimension": "physical", "priority": 1, "found_on": ASKED}
    save_need(Need(problem=ProblemType.objects.get(code="dokumen"), **need), by=by, on=TODAY, family=family)
    client, url = sign_in(by), reverse("transition", args=["families.participation", plasma.uid, "rise"])
    page = client.get(url).content.decode()
    assert "Yang perlu dipertimbangkan" in page and "1 kebutuhan mendesak belum selesai: Perbaikan atap." in page
    assert "bulan, sejak" in page and "Belum ada di daftar prioritas." in page
    plasma.refresh_from_db()
    data = {"_key": new_key(), "_version": plasma.version, "on": typed_date(TODAY), "note": "Sudah menabung."}
    page = client.post(url, data, follow=True).content.decode()
    assert "Diusulkan naik menjadi pionir, menunggu FGD." in page and "Tahap sekarang: Didampingi" not in page
    assert "Rencanakan FGD" in page
