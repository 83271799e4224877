"""The short record, its confirmation, archive and restore, and the look at whole numbers."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from families.models import DistinctFamilies, Family, NumberReveal, Participation
from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.actions.unit import SELECTION_ELEMENTS
from institutions.models import WorkingGroup

TRIES = 8  # two people may take the same number in the same moment
REVEALS_PER_HOUR = 30
# What the village head confirms about a candidate.
CONFIRMED = {"head_name", "head_sex", "rt", "rw", "hamlet", "socio_economic", "occupation", "problems", "problem_note"}


def own(family, by):
    """Refuse whoever does not work in the family's village."""
    if family.region_id != by.region_id:
        raise PermissionDenied


def selection_group(region):
    """The selection group at work (FAM-05). Raises TransitionRefused while there is none of two elements (MEM-11)."""
    group = WorkingGroup.selection_of(region)
    if group is None:
        raise TransitionRefused(["Belum ada pokja identifikasi dan seleksi. Bentuk pokjanya dahulu, baru mendata."])
    if len(group.elements()) < SELECTION_ELEMENTS:
        raise TransitionRefused(["Pokja seleksi harus dari sedikitnya dua unsur PSKS. Tambah anggotanya dahulu."])
    return group


@transaction.atomic
def add_candidate(family, *, problems, by, on, apart_from=()):
    """Keep a new short record: the family becomes a candidate on the day it was recorded. Returns the family.

    `apart_from` are families that look like this one and were found to be others: they are not offered as doubles.
    """
    family.region = by.region
    family.group = selection_group(by.region)
    number_file(family)
    family.problems.add(*problems)
    Participation.objects.create(family=family, started_on=family.recorded_on)
    for twin in apart_from:  # the new one has the larger key
        DistinctFamilies.objects.create(first=twin, second=family, recorded_by=by.signature)
    audit.record("family:add", by=by, obj=family, on=on)
    return family


def number_file(family):
    """Save with the next number of the village's own list."""
    for _ in range(TRIES):
        last = Family.objects.filter(region=family.region).aggregate(Max("number"))["number__max"]
        family.number = (last or 0) + 1
        try:
            with transaction.atomic():
                family.save()
                return
        except IntegrityError:
            family.pk, family._state.adding = None, True
    raise TransitionRefused(["Banyak keluarga dicatat pada saat yang sama. Coba simpan sekali lagi."])


@transaction.atomic
def save_family(family, *, by, on, problems=None, fields=()):
    """Change the short record or the identity part of the file.

    What the village head had confirmed and is changed before an FGD has to be confirmed again.
    """
    own(family, by)
    not_archived(family)
    if set(fields) & CONFIRMED and family.participations.filter(stage="candidate").exists():
        family.confirmed_on, family.confirmed_by = None, ""
    family.save()
    lives = family.participations.all()[:2] if "recorded_on" in fields else ()
    if len(lives) == 1 and lives[0].stage == "candidate":
        take(lives[0], started_on=family.recorded_on)  # the first way begins on the day of the record
    if problems is not None:
        family.problems.set(problems)
    audit.record("family:change", by=by, obj=family, fields=fields, on=on)
    return family


def not_archived(family):
    if family.archived_on is not None:
        raise TransitionRefused(["Berkas ini diarsipkan. Pulihkan dahulu untuk mengubahnya."])


def under_way(participation):
    """Refuse to add to a try that ended, or to a file that was put away."""
    not_archived(participation.family)
    if participation.ended_on is not None:
        stage = participation.stage_words
        raise TransitionRefused([f"Tugas keluarga ini sudah berakhir ({stage}). Catatannya hanya bisa dibaca."])


def confirms_in_person(by):
    """The village head speaks for themselves; every other office records what was signed on paper."""
    return by.role == "village_head"


@transaction.atomic
def confirm(families, *, by, on, signed_by="", signed_on=None):
    """The village head confirms what was written about candidates, at the screen or on the paper list.

    From paper `signed_by` and `signed_on` are asked, and it reads so ever after. Raises ValidationError.
    """
    who, day = by.signature, on
    if not confirms_in_person(by):
        if not signed_by or signed_on is None or signed_on > on:
            raise ValidationError({"signed_on": "Isi nama dan tanggal seperti pada daftar yang ditandatangani."})
        who = f"{signed_by} (dari kertas, dicatat oleh {by.signature})"[:160]
        day = signed_on
    for family in families:
        own(family, by)
        if day < family.recorded_on:
            raise ValidationError({"signed_on": f"{family.called} baru didata sesudah tanggal ini."})
        family.confirmed_on, family.confirmed_by = day, who
        family.save()
        audit.record("family:confirm", by=by, obj=family, on=on)
    return families


def has_open_life(family):
    """Whether the family is a candidate, a pioneer or a plasma family now."""
    return family.participations.filter(ended_on=None).exists()


@transaction.atomic
def nominate_again(family, *, by, on):
    """A family that was not chosen, declined or ended its way becomes a candidate once more: a new row, on this day."""
    own(family, by)
    not_archived(family)
    take(family)
    if has_open_life(family):
        raise TransitionRefused(["Keluarga ini masih dalam proses. Tidak perlu dicalonkan lagi."])
    selection_group(family.region)
    family.confirmed_on, family.confirmed_by = None, ""  # what was true then is read again
    family.save()
    Participation.objects.create(family=family, started_on=on)
    audit.record("family:again", by=by, obj=family, on=on)
    return family


@transaction.atomic
def archive(family, *, by, on, reason):
    """Put a family's file away. Not while it is designated: that is ended first, with its own reason."""
    own(family, by)
    not_archived(family)
    if family.participations.filter(ended_on=None, designated_on__isnull=False).exists():
        raise TransitionRefused(["Keluarga ini masih pionir atau dampingan. Akhiri keikutsertaannya dahulu."])
    family.archived_on, family.archived_reason = on, reason
    family.save()
    audit.record("family:archive", by=by, obj=family, on=on)
    return family


def closed_to_restore(family):
    """Why a file can't be brought back from the archive as it is, with the way to do it instead; or ""."""
    if family.archived_on is None:
        return "Berkas ini tidak diarsipkan."
    if family.merged_into_id:
        return f"Berkas ini digabung ke No. {family.merged_into.number}. Batalkan penggabungannya dahulu."
    move = family.moves.exclude(state="cancelled").order_by("-id").first()
    if move is None or move.moved_on < family.archived_on:
        return ""
    if move.state == "arrived":
        return f"Keluarga ini sudah dicatat di {move.destination}. Bila kembali, kepindahannya dicatat di sana."
    return "Keluarga ini tercatat pindah. Batalkan kepindahannya dahulu."


@transaction.atomic
def restore(family, *, by, on):
    """Bring an archived file back as it was."""
    own(family, by)
    if closed := closed_to_restore(family):
        raise TransitionRefused([closed])
    family.archived_on, family.archived_reason = None, ""
    family.save()
    audit.record("family:restore", by=by, obj=family, on=on)
    return family


def reveal(family, *, by, on, reason):
    """Note who looks at the whole numbers of a family and why, before they are shown. Raises TransitionRefused above
    thirty looks in an hour."""
    own(family, by)
    recent = NumberReveal.objects.filter(actor=by.actor_uid, created_at__gte=timezone.now() - timedelta(hours=1))
    if recent.count() >= REVEALS_PER_HOUR:
        audit.record("family:reveal", by=by, obj=family, on=on, result="limit")
        raise TransitionRefused([f"Sudah {REVEALS_PER_HOUR} kali membuka nomor dalam satu jam. Coba lagi nanti."])
    with transaction.atomic():
        NumberReveal.objects.create(family=family, reason=reason, actor=by.actor_uid, recorded_by=by.signature)
        audit.record("family:reveal", by=by, obj=family, fields=["nik", "number"], on=on)
    return family


@transaction.atomic
def settle_clash(clash, *, by, on):
    """Keep what the Dinas found out about a NIK in two villages; `clash` carries the day and the words."""
    clash.save()
    audit.record("clash:settle", by=by, obj=clash, fields=["settled_on", "settled_note"], on=on)
    return clash
