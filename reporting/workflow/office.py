"""Draf → Terkirim → Dikembalikan | Diterima, for the reports of offices (REP-07 to REP-09, REP-12, REP-16).

It is taken in once every office to which it goes took it in; one that gives it back gives it back for all. Where such
an office has no account here, who wrote the report records the decision from its paper.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from fcu_project import dates, files, workflow
from fcu_project.models import GateReason
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.documents.letterhead import office_name_of
from institutions.models import Assignment, Region
from reporting.above.office_below import below
from reporting.above.office_content import content_of, figures_of, is_as_sent, open_problem
from reporting.above.office_duties import receivers_of
from reporting.above.office_kinds import Chapter, Kind
from reporting.models import OfficeDecision, OfficeReport, OfficeReportVersion
from reporting.quarterly import aspects, team_report

STAGE, DECISION = OfficeReport.Stage, OfficeDecision.Decision
WRITES, SENDS, RECEIVES = (f"reporting.{verb}_officereport" for verb in ("change", "send", "receive"))
CODES = {  # in the number of the receipt
    Kind.TEAM: "TIM", Kind.SUBDISTRICT: "KEC", Kind.LK3: "LK3", Kind.REGENCY: "KAB", Kind.PROVINCE: "PROV",
    Kind.NATION: "NAS", Kind.SEMESTER: "SMT", Kind.YEAR: "THN",
}  # fmt: skip


# --- parties --------------------------------------------------------------------------------------------------------
def is_writer(report, by):
    """Whether this reader's office wrote it."""
    return report.region_id == by.region_id and by.role in report.row.writers


def is_writer_of_the_last(report, by):
    """The ministry, whose report goes no further."""
    return is_writer(report, by) and not report.row.receivers


def is_final(report):
    """Whether its text stands: taken in by all, or of the ministry, whose report goes no further."""
    return report.stage == (STAGE.RECEIVED if report.row.receivers else STAGE.SENT)


def undecided(report):
    """The offices that have not said anything yet of what was sent last."""
    version = report.latest_version()
    said = set(version.decisions.values_list("office_id", flat=True)) if version else set()
    return [one for one in receivers_of(report) if one.office.pk not in said]


def works_here(receiver, today):
    """Whether somebody takes such reports in at that office today, in the application."""
    held = Assignment.objects.active_on(today).filter(role=receiver.role, region=receiver.office)
    return held.exclude(person__user__is_active=False).exists()


def receives(report, by):
    """Whether this reader belongs to an office to which it goes."""
    return any(one.role == by.role and one.office.pk == by.region_id for one in receivers_of(report))


def own_office(report, by):
    """The office for which this reader still has to decide; None for whoever has nothing to decide."""
    mine = (one.office for one in undecided(report) if one.role == by.role and one.office.pk == by.region_id)
    return next(mine, None)


def on_paper(report, by):
    """The offices without an account whose decision this reader, of the writing office, records from paper."""
    if report.stage != STAGE.SENT or not is_writer(report, by):
        return []
    return [one.office for one in undecided(report) if not works_here(one, by.today)]


def is_last(report):
    return len(undecided(report)) == 1


def decides(report, by):
    return own_office(report, by) is not None


def decides_last(report, by):
    return decides(report, by) and is_last(report)


def decides_first(report, by):
    return decides(report, by) and not is_last(report)


def records(report, by):
    return bool(on_paper(report, by))


def records_last(report, by):
    return records(report, by) and is_last(report)


def records_first(report, by):
    return records(report, by) and not is_last(report)


def records_reopening(report, by):
    """The writing office, where none of the offices to which it goes has an account."""
    goes_to = receivers_of(report)
    return is_writer(report, by) and bool(goes_to) and not any(works_here(one, by.today) for one in goes_to)


# --- conditions -----------------------------------------------------------------------------------------------------
def period_is_over(report, on):
    if on > dates.today_in(report.region.zone):
        return f"Tanggal {dates.long_date(on)} belum tiba."
    if on > report.period.end:
        return ""
    last = dates.long_date(report.period.end)
    return f"{report.period.words} belum selesai. Laporan bisa dikirim setelah {last}."


def complete(chapter):
    return lambda report, on: open_problem(report, chapter)


def has(chapter):
    return lambda report: chapter in report.row.chapters


def all_aspects(report, on):
    """REP-01: of every aspect there are records, or the writer's word that there are none."""
    return aspects.lacking_words(report)


def mended(report, on):
    """REP-12: what came back is not sent again as it was."""
    return "Isinya masih sama dengan yang dikembalikan. Perbaiki menurut catatannya." if is_as_sent(report) else ""


def was_sent(report):
    return report.versions.exists()


def goes_alone(report, on):
    """REP-16: where the team's report is a part of the FCU's, it goes with it."""
    return team_report.why_not_alone(report)


def of_team(report):
    return report.kind == Kind.TEAM


def adds_up(report):
    return report.row.sums


def all_reported(standing, on):
    return standing.words


def all_accepted(standing, on):
    return standing.unaccepted


# --- effects --------------------------------------------------------------------------------------------------------
def send(report, *, by, on, note):
    """What was written and what the records come to is frozen as a version with a receipt of its own (REP-07)."""
    now, last = timezone.now(), report.latest_version()
    number = last.number + 1 if last else 1
    report.sent_on, report.sent_at = on, now
    report.sent_by, report.sent_by_words = by.actor_uid, by.signature
    report.receipt_number = (
        f"TT-{CODES[report.kind]}-{report.region.code or 'RI'}-{report.year}-{report.part}-{number}"
    )
    report.signed_scan, report.received_on = None, None
    report.save()
    OfficeReportVersion.objects.create(
        report=report, number=number, sent_on=on, sent_at=now, sent_by=by.actor_uid, sent_by_words=by.signature,
        receipt_number=report.receipt_number, content=content_of(report), figures=figures_of(report),
    )  # fmt: skip


@dataclass
class Paper:
    """The paper of an office without an account: whose it is, its number and date, perhaps its picture."""

    office: Region
    number: str
    dated_on: date
    scan: object = None


def _decide(report, decision, by, on, note):
    """Write what an office said of the latest version: its own words, or those of its paper."""
    office, paper = own_office(report, by), getattr(report, "paper", None)
    row = OfficeDecision(
        report_version=report.latest_version(), office=office, decision=decision, note=note.strip()[:1000],
        decided_on=on, decided_by=by.actor_uid, decided_by_words=by.signature,
    )  # fmt: skip
    if office is None:
        if paper is None or paper.office not in on_paper_in_step(report, by):
            raise TransitionRefused(["Catat dari halaman pemeriksaan, dengan nomor dan tanggal suratnya."])
        row.office, row.decided_by_words = paper.office, office_name_of(paper.office)
        row.from_paper, row.paper_number, row.paper_date = True, paper.number, paper.dated_on
        row.recorded_by = by.signature
        if paper.scan:
            row.paper_scan = files.store_scan(paper.scan, by=by)
    row.save()
    return row


def on_paper_in_step(report, by):
    """The same as `on_paper`, while the step is being done and the stage has moved already."""
    return [one.office for one in undecided(report) if not works_here(one, by.today)] if is_writer(report, by) else []


def take_in_first(report, *, by, on, note):
    """One of several offices took it in; the others still read."""
    _decide(report, DECISION.RECEIVED, by, on, note)


def take_in(report, *, by, on, note):
    _decide(report, DECISION.RECEIVED, by, on, note)
    report.received_on = on
    report.save()


def give_back(report, *, by, on, note):
    _given_back(report, _decide(report, DECISION.RETURNED, by, on, note).decided_by_words, on, note)


def reopen(report, *, by, on, note):
    """Taken in no more; the version stays as it was sent, and the trail says who had taken it in."""
    report.received_on = None
    _given_back(report, by.signature, on, note)


def _given_back(report, words, on, note):
    """A reason written for going on without holds for that sending only."""
    GateReason.objects.filter(object_uid=report.uid, gate__in=(REPORTED.name, ACCEPTED.name)).delete()
    report.returned_on, report.returned_by_words, report.return_note = on, words, note.strip()[:1000]
    report.save()


# --- the table ------------------------------------------------------------------------------------------------------
def _to_chapter(chapter):
    return lambda report: ("Isi bagian ini", reverse("reporting:office-chapter", args=[report.uid, chapter.value]))


def _to_aspects(report):
    return ("Lengkapi", aspects.page_of(report))


def _to_review(report):
    return reverse("reporting:office-review", args=[report.uid])


PRINTED = "dalam laporan"
OVER = Gate("period", "Masa laporan sudah selesai", period_is_over)
COMPLETE = tuple(
    Gate(f"chapter_{chapter}", chapter.label, complete(chapter), fix=_to_chapter(chapter), applies=has(chapter))
    for chapter in Chapter
)
ASPECTS = Gate("aspects", "Semua aspek tercatat atau dijelaskan", all_aspects, fix=_to_aspects)
MENDED = Gate("mended", "Diperbaiki sesuai catatan", mended, applies=was_sent)
ALONE = Gate("alone", "Dikirim sendiri, tidak bersama laporan FCU", goes_alone, applies=of_team)
REPORTED = Gate(
    "reported", "Semua FCU dan kantor di bawah sudah melapor", all_reported, warns=True, applies=adds_up, about=below,
    printed=PRINTED,
)  # fmt: skip
ACCEPTED = Gate(
    "accepted", "Semua laporan FCU sudah diterima", all_accepted, warns=True, applies=adds_up, about=below,
    printed=PRINTED,
)  # fmt: skip
TAKE_IN, GIVE_BACK = "Terima laporan", "Kembalikan untuk diperbaiki"
FIRST_DONE = "Tercatat diterima. Laporan ini masih menunggu kantor lain."


def _deciding(name, label, target, permission, relation, effect, **more):
    return Transition(
        name, label, (STAGE.SENT,), target, permission, relation=relation, effect=effect, asks_date=False,
        url=_to_review, **more,
    )  # fmt: skip


def _reopening(name, source, permission, relation):
    return Transition(
        name, "Buka kembali", (source,), STAGE.RETURNED, permission, relation=relation, effect=reopen,
        needs_note=True, is_danger=True, asks_date=False,
    )  # fmt: skip


workflow.register(
    OfficeReport,
    (
        Transition(
            "send", "Kirim laporan", (STAGE.DRAFT, STAGE.RETURNED), STAGE.SENT, SENDS, relation=is_writer,
            gates=(OVER, ALONE, *COMPLETE, ASPECTS, MENDED, REPORTED, ACCEPTED), effect=send, asks_date=False,
        ),
        _deciding("receive", TAKE_IN, STAGE.RECEIVED, RECEIVES, decides_last, take_in, four_eyes="sent_by"),
        _deciding(
            "receive-first", TAKE_IN, STAGE.SENT, RECEIVES, decides_first, take_in_first, four_eyes="sent_by",
            done=FIRST_DONE,
        ),
        _deciding("return", GIVE_BACK, STAGE.RETURNED, RECEIVES, decides, give_back, four_eyes="sent_by",
                  needs_note=True),
        _deciding("receive-paper", TAKE_IN, STAGE.RECEIVED, SENDS, records_last, take_in),
        _deciding("receive-first-paper", TAKE_IN, STAGE.SENT, SENDS, records_first, take_in_first, done=FIRST_DONE),
        _deciding("return-paper", GIVE_BACK, STAGE.RETURNED, SENDS, records, give_back, needs_note=True),
        _reopening("reopen", STAGE.RECEIVED, RECEIVES, receives),
        _reopening("reopen-paper", STAGE.RECEIVED, SENDS, records_reopening),
        _reopening("reopen-own", STAGE.SENT, SENDS, is_writer_of_the_last),
    ),
)  # fmt: skip
