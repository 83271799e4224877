"""Starting a stage of the trial in a village; closing and reopening are transitions (workflow/stage.py)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates
from institutions.models import Region
from institutions.workflow.stage import keeps_stage


@transaction.atomic
def start_stage(record, *, by, on):
    """Begin a stage in a village, on its true date; the order of the stages is advised only (STG-01).

    Told from a paper where its number, date or scan is given. Raises PermissionDenied outside the territory or
    without the right, ValidationError for a day to come or a stage that was begun before.
    """
    if not by.has_perm("institutions.add_stagerecord") or not keeps_stage(record, by):
        raise PermissionDenied
    if record.region.level != Region.Level.VILLAGE:
        raise ValidationError("Tahapan dicatat untuk satu desa/kelurahan.")
    if record.started_on > dates.today_in(record.region.zone):
        raise ValidationError({"started_on": "Tanggal mulai belum tiba."})
    if record.paper_number or record.paper_date or record.paper_scan_id:
        record.from_paper, record.recorded_by = True, by.signature
    record.full_clean()
    record.save()
    audit.record("stage:start", by=by, obj=record, on=on)
    return record
