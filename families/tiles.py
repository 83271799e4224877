"""One line under the tiles of the families. In a village it counts; above it, where counting is dear, it explains."""

from families.models import Family, NumberClash, Pairing, Participation, Recipient, Role
from institutions.models import PilotSite
from institutions.roles import VILLAGE


def families_note(by):
    if by.level != VILLAGE:
        return "Keluarga di wilayah Anda"
    if by.role == "pioneer":
        return f"{Family.objects.visible_to(by).count()} keluarga dampingan"
    lives = Participation.objects.filter(family__region=by.region, family__archived_on=None, ended_on=None)
    found = list(lives.counted_once().values_list("role", "designated_on"))
    if not found:
        return "Calon, pionir, dampingan"
    candidates = sum(day is None for _, day in found)
    pioneers = sum(role == Role.PIONEER and day is not None for role, day in found)
    return f"{candidates} calon, {pioneers} pionir, {len(found) - candidates - pioneers} dampingan"


def pairings_note(by):
    if by.level != VILLAGE:
        return "Pionir dan dampingannya"
    return f"{Pairing.objects.visible_to(by).filter(paired_until=None).count()} pendampingan berjalan"


def clashes_note(by):
    return f"{NumberClash.objects.visible_to(by).filter(settled_on=None).count()} belum diperiksa"


def recipients_note(by):
    waiting = Recipient.objects.visible_to(by).filter(state=Recipient.State.COLLECTED)
    return f"{waiting.exclude(site__stage__in=PilotSite.OVER).count()} belum diputuskan"
