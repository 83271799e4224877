"""Draf → Terkirim → Dikembalikan | Diterima, and taken up again (III.C.2.5, REP-03). The Dinas receives or gives back;
where it has no account the village records the receipt of the paper."""

from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.roles import REGENCY
from reporting.incidental import incidents
from reporting.incidental.incident_words import PARTS, Masking, problems_of
from reporting.models import IncidentReport, IncidentVersion

STAGE = IncidentReport.Stage
SENDS, CHANGES, RECEIVES = (f"reporting.{verb}_incidentreport" for verb in ("send", "change", "receive"))


# --- parties --------------------------------------------------------------------------------------------------------
def of_own_village(report, by):
    return report.region_id == by.region_id


def of_own_territory(report, by):
    """The Dinas of the kabupaten in which the village lies."""
    return by.level == REGENCY and report.region.code.startswith(by.territory)


def takes_the_paper_out(report, by):
    """The village, where nobody of the Dinas reads here."""
    return of_own_village(report, by) and not incidents.office_reads_here(report.region)


# --- conditions -----------------------------------------------------------------------------------------------------
def parts_written(report, on):
    """Domain 5.20: every part says something, be it that there was nothing."""
    left = [label for part, label in PARTS.items() if not report.words.get(part, "").strip()]
    return f"Belum diisi: {', '.join(left)}." if left else ""


def somebody_told(report, on):
    masked = report.words.get("masked", {})
    left = [label for key, label in (("initials", "inisial"), ("sex", "jenis kelamin")) if not masked.get(key)]
    return f"Belum diisi: {', '.join(left)}." if left else ""


def dated(report, on):
    """It tells of what has happened."""
    if report.happened_on > on:
        return f"Tanggal kejadian ({dates.long_date(report.happened_on)}) tidak boleh setelah hari laporan dikirim."
    return ""


def nobody_named(report, on):
    """Asked again here: a name may have been recorded since the words were."""
    found = problems_of(report.words, report.case)
    return " ".join(f"{PARTS[part]}: {problem}" for part, problem in found.items())


def may_be_told(report, on):
    if incidents.is_secret(report.case):
        return "Jenis masalah kasus ini rahasia. Laporkan lewat Lapor kasus rahasia, bukan di sini."
    return ""


def was_sent(report):
    return report.versions.exists()


def something_changed(report, on):
    if incidents.told_of(report) == report.latest_version().words:
        return "Belum ada yang diubah sejak versi yang terkirim."
    return ""


def after_sending(report, on):
    if report.sent_on and on < report.sent_on:
        return f"Laporan ini dikirim {dates.long_date(report.sent_on)}. Isi tanggal sejak hari itu."
    return ""


def paper_numbered(report, on):
    return "" if report.paper_number.strip() else "Tuliskan nomor tanda terima dari Dinas Sosial."


# --- effects --------------------------------------------------------------------------------------------------------
def send(report, *, by, on, note):
    """What was written is frozen as a version; what was received or given back before is no longer so."""
    last = report.latest_version()
    report.sent_on, report.sent_by, report.sent_by_words = on, by.actor_uid, by.signature
    report.returned_on, report.returned_by_words = None, ""
    report.received_on, report.received_by_words, report.paper_number = None, "", ""
    report.save()
    IncidentVersion.objects.create(
        report=report, number=last.number + 1 if last else 1, sent_on=on, sent_by_words=by.signature,
        words=incidents.told_of(report),
    )  # fmt: skip


def _noted(report, step, by, on, note=""):
    """One line of its history, sealed: a note may tell of people."""
    line = {"step": step, "on": on.isoformat(), "by": by, "note": note[:1000]}
    report.notes = [*report.notes, {**line, "version": report.latest_version().number}]


def give_back(report, *, by, on, note):
    report.returned_on, report.returned_by_words = on, by.signature
    _noted(report, incidents.RETURNS, by.signature, on, note)
    report.save()


def receive(report, *, by, on, note):
    report.received_on, report.received_by_words = on, by.signature
    _noted(report, incidents.RECEIVES, by.signature, on, note)
    report.save()


def hand_over(report, *, by, on, note):
    """Received on paper: the number is the Dinas', who wrote it down is the village."""
    report.received_on = on
    report.received_by_words = f"Dinas Sosial, di atas kertas; dicatat oleh {by.signature}"[:160]
    _noted(report, incidents.HANDED, by.signature, on, f"Nomor tanda terima {report.paper_number}.")
    report.save()


def take_up_again(report, *, by, on, note):
    """There is more to tell; what was received stays as it was until this is sent."""
    if problem := Masking(report.case).problem(note):
        raise TransitionRefused([problem])
    report.returned_on, report.returned_by_words = on, by.signature
    _noted(report, incidents.COMPLETES, by.signature, on, note)
    report.save()


# --- the table ------------------------------------------------------------------------------------------------------
def _to_form(report):
    return ("Isi laporan", reverse("reporting:incident-update", args=[report.uid]))


def _what_next(report):
    if incidents.office_reads_here(report.region):
        return "Laporan terkirim ke Dinas Sosial kabupaten/kota."
    return "Laporan terkunci sebagai versi terkirim. Cetak, serahkan ke Dinas Sosial, lalu catat nomor tanda terimanya."


WRITTEN = Gate("parts", "Kelima bagian terisi", parts_written, fix=_to_form)
MASKED = Gate("masked", "Identitas tersamar terisi", somebody_told, fix=_to_form)
DATED = Gate("date", "Tanggal kejadian", dated, fix=_to_form)
UNNAMED = Gate("names", "Tanpa nama dan nomor", nobody_named, fix=_to_form)
OPEN = Gate("secret", "Bukan kasus rahasia", may_be_told)
CHANGED = Gate("changed", "Ada yang diperbaiki atau dilengkapi", something_changed, fix=_to_form, applies=was_sent)
AFTER = Gate("after", "Setelah dikirim", after_sending)
NUMBERED = Gate("number", "Nomor tanda terima", paper_numbered)
ASKED_THERE = ("number",)  # on the screen of the step itself: it does not close the way there

workflow.register(
    IncidentReport,
    (
        Transition(
            "send", "Kirim laporan", (STAGE.DRAFT, STAGE.RETURNED), STAGE.SENT, SENDS, relation=of_own_village,
            gates=(WRITTEN, MASKED, DATED, UNNAMED, OPEN, CHANGED), effect=send, asks_date=False, done=_what_next,
        ),
        Transition(
            incidents.RECEIVES, "Terima laporan", (STAGE.SENT,), STAGE.RECEIVED, RECEIVES, relation=of_own_territory,
            effect=receive, four_eyes="sent_by", asks_date=False,
            done="Laporan diterima. FCU membacanya di halamannya.",
        ),
        Transition(
            incidents.RETURNS, "Kembalikan dengan catatan", (STAGE.SENT,), STAGE.RETURNED, RECEIVES,
            relation=of_own_territory, effect=give_back, four_eyes="sent_by", needs_note=True, asks_date=False,
            done="Laporan dikembalikan. FCU membaca catatan Anda.",
        ),
        Transition(
            incidents.HANDED, "Catat diserahkan di atas kertas", (STAGE.SENT,), STAGE.RECEIVED, SENDS,
            relation=takes_the_paper_out, gates=(AFTER, NUMBERED), effect=hand_over,
            url=lambda report: reverse("reporting:incident-handed", args=[report.uid]),
        ),
        Transition(
            incidents.COMPLETES, "Lengkapi lagi", (STAGE.SENT, STAGE.RECEIVED), STAGE.RETURNED, CHANGES,
            relation=of_own_village, effect=take_up_again, needs_note=True, asks_date=False,
            done="Laporan terbuka lagi. Lengkapi, lalu kirim sebagai versi baru.",
        ),
    ),
)  # fmt: skip
