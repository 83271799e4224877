"""Draf → Disimpulkan, and opened again with a reason (SME-12). Concluding freezes the evidence."""

from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.models import GateReason
from fcu_project.workflow import Gate, Transition
from reporting.models import Report, Verdict
from reporting.periods import units_owing
from reporting.recap import reporting_units
from reporting.verdicts import sites
from reporting.verdicts.evidence import frozen
from reporting.verdicts.ground import in_quarters, span_of
from reporting.verdicts.questions import QUESTIONS

STAGE = Verdict.Stage
CONCLUDES = "reporting.conclude_verdict"
PRINTED = "pada lembar kesimpulan"


# --- conditions -----------------------------------------------------------------------------------------------------
def unanswered(verdict):
    """The questions without an answer, in their order."""
    said = set(verdict.answers.values_list("question", flat=True))
    return [row for code, row in QUESTIONS.items() if code not in said]


def all_answered(verdict, on):
    left = unanswered(verdict)
    if not left:
        return ""
    return f"{len(left)} dari {len(QUESTIONS)} pertanyaan belum dijawab: {', '.join(row.label for row in left)}."


def worded(verdict, on):
    missing = [
        words for name, words in (("overall", "kesimpulan"), ("summary_text", "alasan kesimpulan"))
        if not getattr(verdict, name)
    ]  # fmt: skip
    return f"Belum diisi: {' dan '.join(missing)}." if missing else ""


def time_is_over(verdict, on):
    last = span_of(verdict)[-1]
    return f"{last.words} belum selesai." if dates.today_in(verdict.region.zone) <= last.end else ""


def evaluated(verdict, on):
    if sites.end_evaluations(verdict.region).exists():
        return ""
    return "Belum ada evaluasi akhir kegiatan FCU ini yang ditandatangani."


def concluded_below(verdict, on):
    left = sites.without_verdict(verdict.region).count()
    return f"{left} lokasi uji coba di bawahnya belum disimpulkan." if left else ""


def all_reported(verdict, on):
    """How many reports of the time were owed and are not accepted."""
    units, quarters = reporting_units(verdict.region), span_of(verdict)
    owed = sum(units_owing(units, quarter).count() for quarter in quarters)
    told = Report.objects.within(verdict.region).filter(in_quarters(quarters), stage=Report.Stage.ACCEPTED).count()
    if told >= owed:
        return ""
    return f"{owed - told} dari {owed} laporan triwulan pada masa ini belum diterima."


# --- effects --------------------------------------------------------------------------------------------------------
def date_it(verdict, *, by, on, note):
    """The day and by whom, without which it can't be concluded."""
    verdict.concluded_on, verdict.concluded_by_words = on, by.signature
    verdict.save()


def freeze(verdict, *, by, on, note):
    verdict.evidence = frozen(verdict)
    verdict.save()


def open_again(verdict, *, by, on, note):
    """What it was concluded on stays until it is concluded again; a reason to go on holds for one conclusion only."""
    GateReason.objects.filter(object_uid=verdict.uid).delete()
    verdict.concluded_on, verdict.concluded_by_words = None, ""
    verdict.save()


def reasons_given(verdict):
    """Why it was concluded although something was missing: [(what, reason)]."""
    written = workflow.reasons_of(verdict)
    return [(gate.label, written[gate.name]) for gate in WARNINGS if gate.name in written]


# --- the table ------------------------------------------------------------------------------------------------------
def _to_first(verdict):
    left = unanswered(verdict) or [*QUESTIONS.values()]
    return ("Jawab", reverse("reporting:verdict-answer", args=[verdict.uid, left[0].code]))


def _to_words(verdict):
    return ("Tulis", reverse("reporting:verdict-words", args=[verdict.uid]))


def is_of_site(verdict):
    return verdict.unit_id is not None


def is_of_territory(verdict):
    return verdict.unit_id is None


OVER = Gate("time", "Masa yang dinilai sudah selesai", time_is_over)
ANSWERED = Gate("answered", "Sembilan pertanyaan dijawab", all_answered, fix=_to_first)
WORDED = Gate("worded", "Kesimpulan dan alasannya ditulis", worded, fix=_to_words)
EVALUATED = Gate(
    "evaluated", "FCU sudah dievaluasi di akhir kegiatan", evaluated, warns=True, applies=is_of_site, printed=PRINTED
)
BELOW = Gate(
    "below", "Semua lokasi di bawahnya sudah disimpulkan", concluded_below, warns=True, applies=is_of_territory,
    printed=PRINTED,
)  # fmt: skip
REPORTED = Gate("reported", "Semua laporan triwulan sudah diterima", all_reported, warns=True, printed=PRINTED)
WARNINGS = (EVALUATED, BELOW, REPORTED)

workflow.register(
    Verdict,
    (
        Transition(
            "conclude", "Simpulkan", (STAGE.DRAFT,), STAGE.CONCLUDED, CONCLUDES,
            gates=(OVER, ANSWERED, WORDED, *WARNINGS), prepare=date_it, effect=freeze, asks_date=False,
        ),
        Transition(
            "reopen", "Buka kembali", (STAGE.CONCLUDED,), STAGE.DRAFT, CONCLUDES, effect=open_again, needs_note=True,
            is_danger=True, asks_date=False,
        ),
    ),
)  # fmt: skip
