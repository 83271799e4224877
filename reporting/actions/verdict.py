"""The verdict on the trial: begun, answered question by question, put into words; struck while it is a draft."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit, Region
from reporting.models import Verdict, VerdictAnswer
from reporting.verdicts.ground import suggested_span
from reporting.verdicts.questions import question_named

CLOSED = "Kesimpulan ini sudah ditetapkan. Buka kembali dahulu, dengan alasan."
NO_UNIT = "Di desa/kelurahan ini belum ada FCU. Yang disimpulkan adalah uji coba FCU."
NO_REPORT = "Di wilayah ini belum ada laporan yang diterima. Pilih triwulan awal dan akhirnya."


def writable(verdict):
    """Refuse any change of what was concluded."""
    if verdict.stage != Verdict.Stage.DRAFT:
        raise TransitionRefused([CLOSED])


def _spanned(verdict, first, last):
    """Over these quarters; those not told are suggested from the reports of the place."""
    if first is None or last is None:
        suggested = suggested_span(verdict.region)
        if suggested is None:
            raise ValidationError({"first" if first is None else "last": NO_REPORT})
        first, last = first or suggested[0], last or suggested[1]
    if last < first:
        raise ValidationError({"last": f"{last.words} mendahului {first.words}. Pilih akhir yang tidak mendahului."})
    verdict.from_year, verdict.from_quarter = first.year, first.number
    verdict.until_year, verdict.until_quarter = last.year, last.number


def _check_once(verdict):
    same = Verdict.objects.filter(
        region=verdict.region_id, until_year=verdict.until_year, until_quarter=verdict.until_quarter
    )
    if same.exclude(pk=verdict.pk).exists():
        raise ValidationError("Kesimpulan untuk wilayah dan masa ini sudah ada. Buka dari daftar.")


@transaction.atomic
def begin_verdict(region, first=None, last=None, *, by, on):
    """A draft on one place from the quarter `first` to `last`; without them from its first to its last accepted report.

    Raises ValidationError for a village without an FCU, a time upside down, or a second one of the same time.
    """
    verdict = Verdict(region=region)
    if region.level == Region.Level.VILLAGE:
        verdict.unit = FamilyCareUnit.of(region) or FamilyCareUnit.objects.filter(region=region).order_by("-id").first()
        if verdict.unit is None:
            raise ValidationError({"place": NO_UNIT})
    _spanned(verdict, first, last)
    _check_once(verdict)
    verdict.save()
    audit.record("verdict:begin", by=by, obj=verdict, on=on)
    return verdict


@transaction.atomic
def change_span(verdict, first, last, *, by, on):
    writable(verdict)
    _spanned(verdict, first, last)
    _check_once(verdict)
    verdict.save()
    audit.record("verdict:span", by=by, obj=verdict, on=on)
    return verdict


@transaction.atomic
def save_answer(answer, *, by, on):
    """Answer one question, or change the answer. Raises LookupError for a question that is not asked."""
    question_named(answer.question)
    verdict, drafts = answer.verdict, Verdict.objects.filter(stage=Verdict.Stage.DRAFT)
    # Held while it is a draft: nobody concludes meanwhile. Its version stays, a colleague may be writing its words.
    if not drafts.filter(pk=verdict.pk).update(updated_at=timezone.now()):
        raise TransitionRefused([CLOSED])
    answer.reason = answer.reason.strip()
    if not answer.reason:
        raise ValidationError({"reason": "Alasan belum diisi."})
    is_new = answer.pk is None
    answer.save()
    audit.record(
        "verdict:answer" if is_new else "verdict:answer-change", by=by, obj=verdict, fields=[answer.question], on=on
    )
    return answer


@transaction.atomic
def save_words(verdict, *, by, on, fields=()):
    writable(verdict)
    verdict.save()
    audit.record("verdict:words", by=by, obj=verdict, fields=fields, on=on)
    return verdict


@transaction.atomic
def remove_verdict(verdict, *, by, on):
    """Strike a draft that was begun by mistake; its answers go with it."""
    take(verdict)
    writable(verdict)
    audit.record("verdict:remove", by=by, obj=verdict, on=on)
    answers = VerdictAnswer.objects.filter(verdict=verdict)
    answers.delete()
    verdict.delete()
