"""A record of help: written down, mended, taken back; its next step done; the families it served."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates, files
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit
from institutions.plans import FIRST_YEAR
from referrals.kinds import FORMS_OF, Kind, kinds_for
from referrals.models import RecordPartner, ServedFamily

WITHDRAWN = "Catatan ini sudah dibatalkan. Buat catatan baru bila perlu."
WITHOUT_FAMILIES = (Kind.MEDIA, Kind.OUTREACH)  # what is published names no family; who is reached out to has no file


def may_change(record, by):
    """The office that wrote it down."""
    return record.keeper_id == by.region_id and by.has_perm("referrals.change_servicerecord")


def names_families(record):
    """Whether served families may be chosen: of a village's own record, never of what is published."""
    return record.kind not in WITHOUT_FAMILIES and record.region.level == "village"


def first_day(region):
    """Help is recorded from the day the FCU of the place was formed; where none was, from the first year of plans."""
    unit = FamilyCareUnit.of(region) if region.level == "village" else None
    return unit.formed_on if unit and unit.formed_on else date(FIRST_YEAR, 1, 1)


def wrong_days(record, on):
    """{field: what is wrong} of the days of a record, as known on the day `on`."""
    errors, last = {}, record.until_on or record.held_on
    if record.held_on > on:
        errors["held_on"] = "Tanggal tidak boleh setelah hari ini."
    elif record.held_on < first_day(record.keeper):
        first = dates.long_date(first_day(record.keeper))
        errors["held_on"] = f"Catatan pelayanan dimulai {first}. Periksa tahunnya."
    if last > on:
        errors.setdefault("until_on", "Tanggal tidak boleh setelah hari ini. Isi hari terakhir yang sudah lewat.")
    if last < record.held_on:
        errors["until_on"] = "Tanggal selesai tidak boleh mendahului tanggal mulai."
    if record.next_on and record.next_on < record.held_on:
        errors["next_on"] = "Langkah berikut tidak bisa mendahului kegiatannya."
    if record.next_step and not record.next_on:
        errors["next_on"] = "Isi paling lambat kapan, supaya langkah ini diingatkan."
    if record.next_on and not record.next_step:
        errors["next_step"] = "Tuliskan langkahnya, atau kosongkan tanggalnya."
    item = record.plan_item
    if item and (item.plan.region_id != record.keeper_id or item.plan.year != record.held_on.year):
        errors["plan_item"] = f"Kegiatan ini ada di rencana tahun {item.plan.year}, bukan tahun {record.held_on.year}."
    return errors


def _own(record, by):
    if not may_change(record, by):
        raise PermissionDenied
    if record.withdrawn_on:
        raise TransitionRefused([WITHDRAWN])


@transaction.atomic
def save_record(record, partners, *, by, on, photo=None, fields=()):
    """Keep a record with the bodies that took part (SVC-12, SVC-13); without any it is kept too and says so (VAL-06).

    Raises PermissionDenied for a kind or a place that is not this office's, ValidationError for days that can't be.
    """
    is_new = record.pk is None
    if is_new:
        record.keeper, record.recorded_by = by.region, by.signature
    _own(record, by)
    if record.kind not in kinds_for(by) or not record.region.code.startswith(by.territory):
        raise PermissionDenied
    if record.form and record.form not in FORMS_OF[record.kind]:
        raise ValidationError({"form": "Bentuk ini tidak ada untuk jenis kegiatan itu."})
    errors = wrong_days(record, on)
    if errors:
        raise ValidationError(errors)
    if {"next_step", "next_on"} & set(fields):
        record.next_done_on = None  # another step waits now
    if photo:
        record.photo = files.store_photo(photo, by=by)
    record.full_clean()
    record.save()
    _set_partners(record, partners)
    audit.record("record:add" if is_new else "record:change", by=by, obj=record, fields=fields, on=record.held_on)
    return record


def _set_partners(record, partners):
    record.recordpartner_set.exclude(institution__in=partners).delete()
    there = set(record.recordpartner_set.values_list("institution", flat=True))
    RecordPartner.objects.bulk_create(
        RecordPartner(record=record, institution=body) for body in partners if body.pk not in there
    )


@transaction.atomic
def withdraw_record(record, *, by, on, reason):
    """Strike out a record that should not count; it stays readable with the reason."""
    _own(record, by)
    record.withdrawn_on, record.withdrawn_reason = on, reason
    record.save()
    audit.record("record:withdraw", by=by, obj=record, on=on)
    return record


def no_open_step(record):
    """Why no next step can be marked as done; "" where one waits."""
    if record.withdrawn_on:
        return WITHDRAWN
    if not record.next_step:
        return "Catatan ini tidak punya langkah berikut. Tuliskan dahulu lewat Ubah."
    return "Langkah berikut ini sudah selesai." if record.next_done_on else ""


@transaction.atomic
def finish_step(record, *, by, on, done_on):
    """The next step was taken on the day `done_on` (SVC-15). Raises ValidationError for a day that can't be."""
    _own(record, by)
    if reason := no_open_step(record):
        raise TransitionRefused([reason])
    if not record.held_on <= done_on <= on:
        first = dates.long_date(record.held_on)
        raise ValidationError({"done_on": f"Isi tanggal sejak kegiatannya, {first}, sampai hari ini."})
    record.next_done_on = done_on
    record.save()
    audit.record("record:next-done", by=by, obj=record, on=done_on)
    return record


@transaction.atomic
def set_families(record, families, *, by, on):
    """Say which recorded families took part (SVC-09). Raises PermissionDenied for a kind that names none (SVC-03)."""
    _own(record, by)
    if not names_families(record) or any(family.region_id != record.region_id for family in families):
        raise PermissionDenied
    record.save()  # takes the row, so that two who choose at once do not mix their lists
    record.servedfamily_set.exclude(family__in=families).delete()
    there = set(record.servedfamily_set.values_list("family", flat=True))
    ServedFamily.objects.bulk_create(
        ServedFamily(record=record, family=family) for family in families if family.pk not in there
    )
    audit.record("record:families", by=by, obj=record, on=on)
    return record
