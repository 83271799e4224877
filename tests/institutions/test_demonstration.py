"""The demonstration: loaded once, by the same actions as on the screens, and every fact of it agrees."""

import datetime
import io
import itertools
import re

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.test import override_settings
from pypdf import PdfReader

from families.models import Family, FamilyCard, FamilyMember, MentoringNote, Participation
from fcu_project import dates, files
from fcu_project.models import AuditEvent, Installation
from institutions import demonstration
from institutions.briefed import lines_of
from institutions.demonstration.calendar import Calendar
from institutions.management.commands import load_demonstration
from institutions.models import (
    Assignment,
    FamilyCareUnit,
    GuidanceSession,
    Institution,
    IssuedDocument,
    Meeting,
    Person,
    PilotSite,
    Region,
    User,
)
from institutions.roles import ROLES
from institutions.stages import board_of, stalled_in
from reporting.models import Finding, Report, Verdict, Visit
from reporting.periods import owed_quarters
from reporting.verdicts.sites import end_evaluations

REGENCIES = "5208,7312"
GENGGELANG, BENTEK, SANTONG, LOLOAN = "5208022003", "5208022002", "5208032002", "5208042002"
REMPEK, MALAKA, JENGGALA = "5208022004", "5208052004", "5208012003"
FURTHER = (JENGGALA, "5208012002", "5208052002", MALAKA, REMPEK, "7312012011", "7312052007")
EVENTS_ABOVE = (
    "socialisation_province", "coordination_province", "socialisation_regency", "coordination_regency",
    "socialisation_subdistrict",
)  # fmt: skip


@pytest.fixture(scope="class")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once for the tests of a class, each of which is rolled back to it. Gives the storages
    that hold its files."""
    media = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path_factory.mktemp("media")},
    }
    storages = {**django_settings.STORAGES, "default": media}
    with override_settings(STORAGES=storages), django_db_blocker.unblock(), transaction.atomic():
        call_command("load_regions", only=REGENCIES, verbosity=0)
        call_command("load_demonstration", verbosity=0)
        yield storages
        transaction.set_rollback(True)


def unit_of(code):
    return FamilyCareUnit.objects.get(region__code=code)


def letter(code, kind, meeting_kind):
    return IssuedDocument.objects.get(region__code=code, kind=kind, meeting__kind=meeting_kind)


@pytest.mark.django_db
class TestLoaded:
    @pytest.fixture(autouse=True)
    def _story(self, loaded, own_files, settings):
        settings.STORAGES = loaded

    def test_the_marker_is_set_and_a_second_run_does_nothing(self, capsys):
        assert Installation.current().demonstration
        assert Installation.current().demonstration_loaded_at
        before = AuditEvent.objects.count(), Person.objects.count(), Meeting.objects.count()
        call_command("load_demonstration")
        assert "already loaded" in capsys.readouterr().out
        assert (AuditEvent.objects.count(), Person.objects.count(), Meeting.objects.count()) == before

    def test_the_four_villages_stand_at_four_points(self):
        told = FamilyCareUnit.objects.filter(region__code__in=(GENGGELANG, BENTEK, SANTONG, LOLOAN))
        assert dict(told.values_list("region__code", "stage")) == {
            GENGGELANG: "active",
            BENTEK: "formed",
            SANTONG: "preparation",
        }
        assert not Institution.objects.filter(region__code=LOLOAN).exists()
        for code, told in ((GENGGELANG, True), (BENTEK, True), (SANTONG, True), (LOLOAN, False)):
            region = Region.objects.get(code=code)
            assert Meeting.objects.unlocking("socialisation_subdistrict", region).exists() is told
            for kind in EVENTS_ABOVE[:-1]:
                assert Meeting.objects.unlocking(kind, region).exists()

    def test_every_role_has_an_account_that_opens_with_the_printed_password(self):
        today = dates.today_in("WITA")
        with_account = Assignment.objects.active_on(today).filter(person__user__is_active=True)
        assert set(with_account.values_list("role", flat=True)) == set(ROLES)
        assert all(user.check_password(demonstration.PASSWORD) for user in User.objects.all())
        for code in (GENGGELANG, BENTEK, SANTONG, LOLOAN):
            assert with_account.filter(role="village_operator", region__code=code).count() == 1
        heads = with_account.filter(role="village_head").values_list("region__code", flat=True)
        assert set(heads) == {GENGGELANG, BENTEK, JENGGALA}
        tksk = with_account.filter(role="tksk")
        assert (tksk.count(), tksk.values("person").distinct().count()) == (2, 1)

    def test_the_inaugurated_fcu_agrees_with_all_its_papers(self):
        unit = unit_of(GENGGELANG)
        decree = unit.decree_in_force()
        formation = Meeting.objects.get(region=unit.region, kind="formation")
        inauguration = Meeting.objects.get(region=unit.region, kind="inauguration")
        assert (unit.formation_meeting, unit.formed_on) == (formation, formation.held_on)
        assert unit.decreed_on == decree.document.dated_on == decree.effective_on
        assert (unit.inauguration_meeting, unit.inaugurated_on) == (inauguration, inauguration.held_on)
        assert 140 <= (dates.today_in("WITA") - unit.inaugurated_on).days <= 160

        officers = unit.current_officers()
        assert [term.post for term in officers] == ["coordinator", "secretary", "treasurer"]
        assert {(term.decree, term.valid_from, term.elected_on) for term in officers} == {
            (decree, unit.decreed_on, formation.held_on)
        }
        for term, role in zip(officers, ("coordinator", "secretary", "treasurer"), strict=True):
            account = Assignment.objects.get(role=role, region=unit.region)
            assert (account.person, account.valid_from) == (term.membership.person, unit.decreed_on)

        annex = decree.document.facts["members"]
        assert [row["name"] for row in annex[:3]] == [term.membership.person.name for term in officers]
        assert len(annex) == unit.current_members().exclude(kind="pioneer").count()
        assert Institution.objects.filter(region=unit.region, identified_on__isnull=False).count() >= 9
        routine = Meeting.objects.get(region=unit.region, kind="routine", stage="planned")
        assert 7 <= (routine.held_on - dates.today_in("WITA")).days <= 9

    def test_votes_were_cast_by_the_members_who_were_there(self):
        unit = unit_of(GENGGELANG)
        votes = {}
        for candidacy in unit.candidacies.filter(meeting=unit.formation_meeting):
            votes[candidacy.post] = votes.get(candidacy.post, 0) + candidacy.votes
        founders = unit.current_members().exclude(kind="pioneer")  # pioneers joined by their designation, later
        assert set(votes.values()) == {founders.count()}
        members = set(founders.values_list("person_id", flat=True))
        assert members <= set(unit.formation_meeting.present.values_list("person_id", flat=True))
        assert unit.formation_meeting.votes_for + unit.formation_meeting.votes_against == len(members)

    def test_the_decree_was_recorded_from_the_signed_paper(self):
        document = unit_of(GENGGELANG).decree_in_force().document
        assert document.from_paper
        assert document.recorded_by.endswith("Operator desa, Desa Genggelang")
        page = " ".join(PdfReader(io.BytesIO(files.read(document.signed_scan))).pages[0].extract_text().split())
        assert f"NOMOR {document.number} TAHUN {document.dated_on.year}" in page

    def test_the_formed_fcu_waits_for_its_decree(self):
        unit = unit_of(BENTEK)
        assert (unit.decreed_on, unit.inaugurated_on) == (None, None)
        assert unit.latest_decree().document.stage == "ready"
        assert unit.latest_decree().signer_name == "Mustakim Ali"
        assert [term.decree for term in unit.current_officers()] == [None] * 3
        assert letter(BENTEK, "record", "formation").stage == "issued"

    def test_days_follow_each_other_on_the_road_of_each_village(self):
        today = dates.today_in("WITA")
        for code in (GENGGELANG, BENTEK):
            region, unit = Region.objects.get(code=code), unit_of(code)
            days = [Meeting.objects.unlocking(kind, region).get().held_on for kind in EVENTS_ABOVE]
            founding = region.institutions.exclude(element__code="keluarga-pionir")
            days += founding.order_by("identified_on").values_list("identified_on", flat=True)
            days.append(Meeting.objects.unlocking("coordination_village", region).get().held_on)
            days += [unit.formed_on, letter(code, "record", "formation").dated_on]
            if unit.stage == "active":
                days += [unit.decreed_on, unit.inaugurated_on, letter(code, "record", "inauguration").dated_on]
                held = Meeting.objects.filter(region=region, kind="routine", stage="held").order_by("id")
                days += held.values_list("held_on", flat=True)
            assert days == sorted(days)
            assert days[-1] < today

    def test_invitations_go_out_before_and_records_after_the_meeting(self):
        for document in IssuedDocument.objects.filter(stage="issued", meeting__isnull=False):
            if document.kind == "invitation":
                assert document.dated_on < document.meeting.held_on
            else:
                assert document.dated_on >= document.meeting.held_on
            assert document.number in document.facts["number"]

    def test_an_absent_party_has_its_written_reason_on_the_record(self):
        absent = letter(BENTEK, "record", "formation").facts["absent"]
        assert [row["party"] for row in absent] == ["Dinas/Instansi Sosial"]
        assert "rapat anggaran" in absent[0]["reason"]

    def test_nobody_is_an_identity_number_or_a_phone_that_rings(self):
        for model in apps.get_models():
            if model._meta.app_label not in ("institutions", "fcu_project"):
                continue
            names = [f.name for f in model._meta.fields if isinstance(f, (models.CharField, models.TextField))]
            for values in model._base_manager.values_list(*names) if names else ():
                for text in filter(None, values):
                    assert not re.search(r"(?<![0-9a-f])\d{16}(?![0-9a-f])", str(text)), model
        phones = Person.objects.exclude(position="Keluarga pionir").values_list("phone", flat=True)
        assert all(re.fullmatch(r"62812000\d{5}", phone) for phone in phones)
        # No register gives out a serial of nine thousand: the numbers of the families can be nobody's.
        assert all(row.nik[12] == "9" for row in FamilyMember.objects.filter(nik__isnull=False))
        assert all(row.number[12] == "9" for row in FamilyCard.objects.all())
        assert set(Person.objects.values_list("sex", flat=True)) == {"female", "male"}

    def test_two_villages_have_families_at_every_point_of_the_line(self):
        lives = Participation.objects.filter(family__archived_on=None, family__region__code__in=(GENGGELANG, BENTEK))
        stages = {code: {} for code in (GENGGELANG, BENTEK)}
        for code, role, stage in lives.values_list("family__region__code", "role", "stage"):
            stages[code][role, stage] = stages[code].get((role, stage), 0) + 1
        assert stages[BENTEK] == {("candidate", "candidate"): 5}
        assert stages[GENGGELANG] == {
            ("pioneer", "on_duty"): 2, ("pioneer", "designated"): 1, ("plasma", "mentored"): 3,
            ("plasma", "designated"): 1, ("plasma", "willing"): 1, ("plasma", "proposed"): 1,
            ("plasma", "unwilling"): 1, ("candidate", "not_chosen"): 1, ("candidate", "candidate"): 3,
        }  # fmt: skip
        assert Family.objects.exclude(archived_on=None).get().head_name == "Ruslan Hakim"
        pioneer = Assignment.objects.get(role="pioneer", region__code=GENGGELANG)
        seen = Family.objects.visible_to(pioneer).values_list("head_name", flat=True)
        assert sorted(seen) == ["Kamarudin", "Sumiati Amrin"]
        assert MentoringNote.objects.filter(from_paper=False).count() == 4
        days = Participation.objects.exclude(designated_on=None)
        assert all(row.proposed_on <= row.answered_on <= row.designated_on for row in days)

    def test_the_trial_of_genggelang_stands_on_what_was_held_there(self):
        """Every closed stage with evidence and no reason to excuse it; Bentek's first stage has come to a stop."""
        today, by = dates.today_in("WITA"), Assignment.objects.get(role="village_operator", region__code=GENGGELANG)
        lines = board_of(by.region, by, today)
        assert [line.state for line in lines] == ["done"] * 7 + ["now"]
        assert not any(line.stalled for line in lines)
        assert all(gate.state == "open" for line in lines for gate in line.gates)
        assert all(line.evidence for line in lines if line.rule.kinds) and lines[4].statement
        taught = GuidanceSession.objects.select_related("meeting")
        assert {row.meeting.kind for row in taught} >= {
            "briefing_centre", "briefing_region", "social_education", "technical_guidance", "officer_briefing_regency",
            "capacity_training",
        }
        officers = {(line.post, line.briefed_by) for line in lines_of(by.region, today)}
        assert officers == {("Koordinator", "LK3"), ("Sekretaris", "LK3"), ("Bendahara", "")}
        held = Meeting.objects.filter(region=by.region, stage="held").order_by("held_on", "starts_at")
        times = [(row.held_on, row.starts_at, row.ends_at) for row in held if row.starts_at and row.ends_at]
        assert all(now[0] < then[0] or now[2] <= then[1] for now, then in itertools.pairwise(times))
        assert stalled_in(BENTEK, today).get().step == "preparation"

    def test_further_villages_give_the_levels_above_something_to_compare(self):
        """Two regencies; reports at every point of the review; one village without its decree, one place that waits."""
        further = FamilyCareUnit.objects.filter(region__code__in=FURTHER)
        assert further.count() == len(FURTHER)
        assert dict(further.exclude(stage="active").values_list("region__code", "stage")) == {REMPEK: "formed"}
        today, late, missing = dates.today_in("WITA"), 0, 0
        for unit in further.exclude(decreed_on=None):
            accounts = 2 if unit.region.code == JENGGALA else 0  # a year of reports, to look at from the village
            assert User.objects.filter(person__region=unit.region).count() == accounts
            owed = owed_quarters(unit, today)
            reports = {report.period: report for report in Report.objects.filter(region=unit.region)}
            missing += len(set(owed) - set(reports))
            late += sum(report.sent_on > report.period.due_on(unit.region) for report in reports.values())
        sent = Report.objects.filter(region__code__in=FURTHER)
        assert set(sent.values_list("stage", flat=True)) == {"accepted", "returned", "sent"}
        assert late and missing
        for regency in REGENCIES.split(","):
            accepted = sent.filter(region__code__startswith=regency, stage="accepted")
            assert accepted.values("region").distinct().count() > 1
        assert stalled_in(REMPEK, today).exists()
        assert PilotSite.objects.get(region__code=MALAKA).stage == "submitted"

    def test_what_the_offices_saw_and_what_was_concluded(self):
        """Visits and findings at every point of their way; one site concluded after its evaluation, one plasma rose."""
        assert set(Visit.objects.values_list("stage", flat=True)) == {"planned", "filling", "handed", "signed"}
        assert set(Visit.objects.values_list("mode", flat=True)) == {"visit", "phone", "desk"}
        assert set(Finding.objects.values_list("stage", flat=True)) == {"open", "closed", "checked"}
        today = dates.today_in("WITA")
        assert Finding.objects.filter(stage="open", due_on__lt=today).exists()
        assert Visit.objects.filter(stage="planned", planned_on__lt=today).exists()
        verdict = Verdict.objects.get(stage="concluded")
        assert verdict.region.code == JENGGALA and verdict.evidence and end_evaluations(verdict.region).exists()
        assert Participation.objects.filter(role="pioneer", promotes__stage="independent").count() == 1

    def test_the_accounts_are_printed_in_aligned_columns(self, capsys):
        call_command("demonstration_accounts")
        head, *lines = capsys.readouterr().out.splitlines()
        assert len(lines) == User.objects.count()
        column = head.index("KATA SANDI")
        assert all(line[column:].startswith(demonstration.PASSWORD) for line in lines)
        assert "Kecamatan Gangga, Kecamatan Kayangan" in next(line for line in lines if line.startswith("TKSK"))

    def test_a_changed_password_is_not_printed(self, capsys):
        user = User.objects.get(username="tksk")
        user.set_password("sandi-milik-sendiri")
        user.save()
        call_command("demonstration_accounts")
        line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("TKSK"))
        assert "(sudah diganti)" in line and demonstration.PASSWORD not in line

    def test_production_prints_no_account_and_loads_nothing(self, capsys, settings):
        settings.PRODUCTION = True
        call_command("demonstration_accounts")
        assert capsys.readouterr().out == ""
        with pytest.raises(CommandError, match="not for production"):
            call_command("load_demonstration")


@pytest.mark.django_db
def test_regions_come_first():
    with pytest.raises(CommandError, match="5208022003.*load_regions"):
        call_command("load_demonstration")
    assert not Installation.current().demonstration


@pytest.mark.django_db
def test_own_data_are_never_mixed_with_the_demonstration(capsys, monkeypatch):
    nation = Region.objects.create(code="", name="Indonesia", level="nation", kind="nation")
    sari = Person.objects.create(name="Sari", sex="female", region=nation)
    User.objects.create_user("sari", "kata-sandi-panjang", sari)
    monkeypatch.setattr(load_demonstration.demonstration, "load", lambda: pytest.fail("loaded over own data"))
    with pytest.raises(CommandError, match="holds data of its own"):
        call_command("load_demonstration")
    call_command("load_demonstration", if_empty=True)
    assert "not loaded" in capsys.readouterr().out


@pytest.mark.django_db
def test_without_the_demonstration_no_account_is_printed(capsys):
    call_command("demonstration_accounts")
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
def test_a_failure_half_way_leaves_nothing_behind(monkeypatch):
    call_command("load_regions", only=REGENCIES, verbosity=0)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(demonstration, "play", fail)
    with pytest.raises(RuntimeError):
        call_command("load_demonstration", verbosity=0)
    assert not User.objects.exists() and not Meeting.objects.exists()
    assert not Installation.current().demonstration


def test_days_fall_on_working_days_and_keep_their_order():
    for offset in range(7):
        calendar = Calendar(datetime.date(2026, 11, 23) + datetime.timedelta(offset))
        past = [calendar.ago(days) for days in range(300, -1, -1)]
        future = [calendar.ahead(days) for days in range(1, 60)]
        assert past == sorted(past) and future == sorted(future)
        assert max(past) <= calendar.today < min(future)
        assert all(day.weekday() < 5 for day in past + future)
