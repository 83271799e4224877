"""Tasks of mentoring: reports that are missing, requests to answer, who waits for a visit."""

from datetime import timedelta

from django.urls import reverse

from families import periods
from families.accompanying import pioneers_waiting, units_waiting
from families.models import ProgressReport
from families.progress import missing, open_requests
from fcu_project import dates
from fcu_project.registry import Task
from institutions.roles import VILLAGE

ANSWER_SHOWN = timedelta(days=14)


def mentoring_tasks(by, today):
    """Tasks of one assignment; each only with the permission to do it."""
    if by.role == "pioneer":
        yield from _own_reports(by, today)
        yield from _answers(by, today)
    elif by.level == VILLAGE and by.has_perm("families.answer_progressreport"):
        yield from _missing_reports(by, today)
        yield from _requests(by)
        yield from _pioneers(by, today)
    elif by.has_perm("families.add_accompanyingvisit"):
        yield from _units(by, today)


def _own_reports(by, today):
    """From the first day after the month the pioneer is asked for the sheet (MEN-03)."""
    months = periods.months_of(by.region)
    first = periods.finished(today, months)
    rows = list(missing(by, today, months).select_related("pioneer__family"))
    if rows:
        yield Task(
            f"Isi laporan kemajuan {periods.words(first, months)}", f"{len(rows)} keluarga dampingan belum dilaporkan.",
            reverse("families:progress-sheet", args=[rows[0].pioneer.family.uid, periods.code(first)]), "Isi",
            urgency=19,
        )  # fmt: skip


def _answers(by, today):
    """What the FCU answered to the own requests, for a fortnight: one task a month that was reported on (MEN-03)."""
    months = periods.months_of(by.region)
    rows = ProgressReport.objects.visible_to(by).filter(pairing__pioneer__representative=by.person)
    rows = rows.filter(answered_on__range=(today - ANSWER_SHOWN, today)).order_by("answered_on", "id")
    answered = {}
    for row in rows.select_related("pairing__pioneer__family"):
        answered.setdefault(row.period, []).append(row)
    for period, given in answered.items():
        number = f"{len(given)} permintaan" if len(given) > 1 else "permintaan"
        yield Task(
            f"FCU menjawab {number} Anda", f"Laporan {periods.words(period, months)}, dijawab "
            f"{dates.long_date(given[-1].answered_on)}.",
            reverse("families:progress-sheet", args=[given[0].pairing.pioneer.family.uid, periods.code(period)]),
            "Baca", urgency=25,
        )  # fmt: skip


def _missing_reports(by, today):
    months = periods.months_of(by.region)
    first = periods.finished(today, months)
    rows = list(missing(by, today, months).values_list("pioneer", flat=True))
    if rows:
        yield Task(
            f"{len(rows)} laporan kemajuan {periods.words(first, months)} belum masuk",
            f"Dari {len(set(rows))} keluarga pionir. Ingatkan, atau ketik lembarnya.",
            f"{reverse('families:progress-list')}?bulan={periods.code(first)}&tampil=belum", "Lihat", urgency=27,
        )  # fmt: skip


def _requests(by):
    rows = list(open_requests(by).order_by("period").values_list("period", flat=True))
    if rows:
        yield Task(
            f"{len(rows)} permintaan keluarga pionir belum dijawab", "Ditulis dalam laporan kemajuan.",
            f"{reverse('families:progress-list')}?bulan={periods.code(rows[0])}&tampil=permintaan", "Jawab",
            urgency=21,
        )  # fmt: skip


def _pioneers(by, today):
    """The FCU accompanies its pioneer families (MEN-06)."""
    found = pioneers_waiting(by.region, today)
    if found:
        called = found[0].subject.family.called
        yield Task(
            f"{len(found)} keluarga pionir menunggu kunjungan FCU", f"{called}: {found[0].why}.",
            reverse("families:visit-list"), "Lihat", urgency=33,
        )  # fmt: skip


def _units(by, today):
    """The TKSK accompanies the FCUs of the kecamatan (MEN-10)."""
    found = units_waiting(by, today)
    if found:
        yield Task(
            f"{len(found)} FCU menunggu kunjungan Anda", f"{found[0].subject.region}: {found[0].why}.",
            reverse("families:visit-list"), "Lihat", urgency=30,
        )  # fmt: skip
