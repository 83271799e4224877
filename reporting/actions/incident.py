"""An incidental report: opened from a case, written, taken to the Dinas on paper (III.C.2.5, REP-03)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, workflow
from fcu_project.workflow import TransitionRefused
from institutions.models import LetterSeries
from institutions.roles import VILLAGE
from referrals.models import Case
from reporting.incidental import incidents
from reporting.incidental.incident_words import AGE_LABELS, INITIALS, LONGEST, PARTS, problems_of, words_of
from reporting.models import IncidentReport

SERIES = "incident"  # of the numbers, beside those of letters
NOT_HERE = "Jenis masalah kasus ini rahasia. Laporkan lewat Lapor kasus rahasia, bukan di sini."


def may_open(case, by):
    """Whether `by` writes the incidental report on this case: the FCU that handles it."""
    return case.keeper_id == by.region_id and by.level == VILLAGE and by.has_perm("reporting.add_incidentreport")


def opening_problem(case):
    """Why there is none to be opened, or ""."""
    if incidents.is_secret(case):
        return NOT_HERE
    there = IncidentReport.objects.filter(case=case).first()
    return f"Kasus ini sudah punya laporan insidental, nomor {there.number}." if there else ""


@transaction.atomic
def open_incident(case, *, by, on):
    """A draft on `case`, its words drawn from what is on record, with the next number of the village and year."""
    case = Case.objects.select_related("keeper", "family", "problem", "need__problem").get(pk=case.pk)  # as it is now
    if not may_open(case, by):
        raise PermissionDenied
    if problem := opening_problem(case):
        raise TransitionRefused([problem])
    number = LetterSeries.next_number(by.region, SERIES, on.year)
    report = IncidentReport.objects.create(
        case=case, region=by.region, number=f"LI-{by.region.code}-{on.year}-{number}", happened_on=case.opened_on,
        words=words_of(case),
    )  # fmt: skip
    audit.record("incident:open", by=by, obj=report, on=on)
    return report


def closed_to_change(report):
    """Why nothing is written in it any more, or ""."""
    if report.is_open:
        return ""
    return (
        f"Laporan ini {report.get_stage_display().lower()}. Isinya tidak bisa diubah lagi; pakai “Lengkapi lagi” bila "
        "ada yang perlu ditambah."
    )


@transaction.atomic
def save_incident(report, words, *, by, on, fields=()):
    """Keep the words of an open report, finished or not; `report.happened_on` is kept with them.

    Raises ValidationError beside the part in which a name of the case's people or a number stands.
    """
    if not incidents.writes(report, by):
        raise PermissionDenied
    if problem := closed_to_change(report):
        raise TransitionRefused([problem])
    masked = words.get("masked", {})
    errors = problems_of(words, report.case) | _masking_problems(masked)
    errors |= {part: f"Paling banyak {LONGEST} huruf." for part in PARTS if len(words.get(part, "")) > LONGEST}
    if report.happened_on > on:
        errors["happened_on"] = "Tanggal tidak boleh setelah hari ini."
    if errors:
        raise ValidationError(errors)
    report.words = {part: words.get(part, "").strip() for part in PARTS} | {
        "masked": {key: masked.get(key, "") for key in ("initials", "sex", "age_group")}
    }
    report.save()
    audit.record("incident:save", by=by, obj=report, fields=fields, on=on)
    return report


def _masking_problems(masked):
    errors = {}
    if masked.get("initials") and not INITIALS.fullmatch(masked["initials"]):
        errors["initials"] = "Tulis inisial saja, paling banyak empat huruf. Contoh: S. A."
    if masked.get("age_group") and masked["age_group"] not in AGE_LABELS:
        errors["age_group"] = "Pilih kelompok umur dari daftar."
    return errors


def hand_over(report, *, number, by, on):
    """The Dinas took the paper on the day `on` under its own `number`; so it reads ever after."""
    if not number.strip():
        raise ValidationError({"paper_number": "Nomor tanda terima belum diisi."})
    report.paper_number = number.strip()
    return workflow.perform(report, incidents.HANDED, by=by, on=on)
