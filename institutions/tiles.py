"""One line under each tile of the home page. In a village it counts; above it, where counting is dear, it explains."""

from fcu_project import dates
from institutions.models import Institution, Meeting, Person
from institutions.road import current_step, own_road
from institutions.roles import VILLAGE


def road_note(by):
    if by.level != VILLAGE:
        return "Desa/kelurahan di wilayah Anda"
    unit, steps = own_road(by, by.today)
    now = current_step(steps)
    return f"Langkah {now.number} dari {len(steps)}" if now else "Selesai"


def institutions_note(by):
    if by.level != VILLAGE:
        return "Daftar lembaga dan PSKS"
    return f"{Institution.objects.filter(region=by.region, closed_on=None).count()} lembaga"


def meetings_note(by):
    upcoming = Meeting.objects.filter(keeper=by.region, stage="planned", held_on__gte=by.today).order_by("held_on")
    meeting = upcoming.first()
    if meeting is None:
        return "Undangan, notulen, surat"
    return f"{meeting.get_kind_display()}, {dates.long_date(meeting.held_on)}"


def units_note(by):
    if by.level != VILLAGE:
        return "FCU di wilayah Anda"
    unit, _ = own_road(by, by.today)
    return unit.get_stage_display() if unit.pk else "Belum dimulai"


def people_note(by):
    if by.level != VILLAGE:
        return "Peserta dan pejabat"
    return f"{Person.objects.filter(region=by.region).count()} orang"
