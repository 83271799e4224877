"""A proposal of a trial place: written by the village, then carried from paper to paper."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates, files, workflow
from fcu_project.workflow import TransitionRefused
from institutions.models import PilotSite, Region, SiteStep
from institutions.workflow.site import BACK, BY_STEP, is_own_act, may_record

STEP, STAGE = SiteStep.Step, PilotSite.Stage
COMPARES_PLACES = (STEP.RECOMMENDATION, STEP.PROPOSAL, STEP.DECISION)


@transaction.atomic
def save_site(site, *, by, on, fields=()):
    """Open or change the village's proposal (REG-02). Its data are locked once they were stated to be right (REG-05).

    Raises PermissionDenied outside the own village, TransitionRefused after the statement, ValidationError for a second
    live proposal of the village.
    """
    if not by.has_perm("institutions.add_pilotsite") or site.region_id != by.region_id:
        raise PermissionDenied
    if site.region.level != Region.Level.VILLAGE:
        raise PermissionDenied
    if site.stage != STAGE.DRAFT:
        raise TransitionRefused(["Data usulan sudah dinyatakan benar dan terkunci. Minta usulan dikembalikan dahulu."])
    verb = "site:change" if site.pk else "site:add"
    site.full_clean()
    site.save()
    audit.record(verb, by=by, obj=site, fields=fields, on=on)
    return site


@transaction.atomic
def take_step(site, row, *, by, on, scan=None, answers=None):
    """Write one step of the road with its paper, and go on to the stage it leads to. Returns the site.

    `row` is an unsaved SiteStep; `answers` are {effective, efficient, feasible} of the conclusion (REG-16). Written
    down for another party it counts as taken from paper, and needs the number or the scan of that paper. Raises
    PermissionDenied, ValidationError for an incomplete paper or a date that runs backwards, TransitionRefused.
    """
    workflow.find_transition(site, row.step)
    if not by.has_perm("institutions.add_sitestep") or not may_record(site, row.step, by):
        raise PermissionDenied
    if row.step in COMPARES_PLACES:  # two villages of one kecamatan must see each other's step
        Region.objects.select_for_update().get(pk=site.region.parent_id)
    row.site, row.recorded_by = site, by.signature
    row.from_paper = not is_own_act(site, row.step, by)
    if scan is not None:
        row.paper_scan = files.store_scan(scan, by=by)
    _complete(site, row)
    row.full_clean()
    row.save()
    if row.step == STEP.CONCLUSION:
        _conclude(site, row, answers or {})
    workflow.perform(site, row.step, by=by, on=row.done_on, note=row.note)
    audit.record(f"site-step:{row.step}", by=by, obj=row, on=on)
    return site


def _complete(site, row):
    """What every paper of the road shows, whichever way it came."""
    errors = {}
    last = site.steps.order_by("-id").first()
    if row.done_on > dates.today_in(site.region.zone):
        errors["done_on"] = "Tanggal langkah ini belum tiba."
    elif last is not None and row.done_on < last.done_on:
        before = f"{last.get_step_display()}, {dates.long_date(last.done_on)}"
        errors["done_on"] = f"Tanggal tidak boleh mendahului langkah sebelumnya ({before})."
    if row.paper_date and row.paper_date > row.done_on:
        errors["paper_date"] = "Tanggal surat tidak boleh setelah tanggal langkah ini."
    asks = ("note",) if row.step in BACK else BY_STEP[row.step].asks
    for name in asks:
        if not getattr(row, name):
            errors[name] = ASKED[name]
    if row.from_paper and not row.paper_number and not row.paper_scan_id and "paper_number" not in errors:
        errors["paper_number"] = "Ini dicatat atas nama pihak lain: isi nomor suratnya atau unggah pindaiannya."
    if errors:
        raise ValidationError(errors)


ASKED = {
    "note": "Hasil atau alasannya belum diisi.",
    "paper_number": "Nomor surat belum diisi.",
    "paper_date": "Tanggal surat belum diisi.",
}


def _conclude(site, row, answers):
    """Keep what the trial showed: effective, efficient, feasible, and the conclusion in words."""
    for name in ("effective", "efficient", "feasible"):
        if answers.get(name) not in PilotSite.Answer.values:
            raise ValidationError({name: "Pilih salah satu jawaban."})
        setattr(site, name, answers[name])
    site.conclusion = row.note
    site.save(update_fields=["effective", "efficient", "feasible", "conclusion"])
