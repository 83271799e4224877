"""What was found at a visit: written, changed, closed by evidence, checked at the next visit (SME-03, SME-11)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from fcu_project import audit, dates, files, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from reporting.models import Finding, Visit
from reporting.visits import findings
from reporting.workflow.finding import of_either_side

NOT_WRITTEN = "Temuan ditulis selama kunjungan sedang diisi. Kunjungan ini tahapnya {stage}."
NOT_OPEN = "Temuan ini {stage}. Isinya tidak bisa diubah lagi."


def may_add(visit, by):
    """The office that makes the visit."""
    return by.has_perm("reporting.add_finding") and findings.is_visitor(visit, by)


def may_change(finding, by):
    return by.has_perm("reporting.change_finding") and findings.is_visitor(finding.visit, by)


def adding_problem(visit):
    """Why nothing is found at this visit any more, or not yet; "" where it may be."""
    return "" if findings.is_written(visit) else NOT_WRITTEN.format(stage=visit.get_stage_display().lower())


def day_of(visit, today):
    """The day on which something was found at a visit."""
    return visit.held_on if visit.held_on and visit.held_on <= today else today


def _due_problem(finding):
    if finding.due_on < finding.found_on:
        return f"Batas waktu tidak boleh sebelum tanggal temuan, {dates.long_date(finding.found_on)}."
    return ""


def _question_problem(finding):
    question = finding.question
    if question and question.instrument_id != finding.visit.instrument_id:
        return "Pilih pertanyaan dari instrumen kunjungan ini."
    return ""


def _checked(finding):
    problems = {"due_on": _due_problem(finding), "question": _question_problem(finding)}
    if errors := {name: problem for name, problem in problems.items() if problem}:
        raise ValidationError(errors)


def _held(visit):
    """Nobody signs it meanwhile. Its version stays, so that an open form of the visit is still saved."""
    Visit.objects.filter(pk=visit.pk).update(updated_at=timezone.now())
    visit.refresh_from_db()


@transaction.atomic
def add_finding(finding, visit, *, by, on):
    """Keep something found at `visit`. Raises ValidationError beside the field, TransitionRefused once it is signed."""
    if not may_add(visit, by):
        raise PermissionDenied
    _held(visit)
    if problem := adding_problem(visit):
        raise TransitionRefused([problem])
    finding.visit, finding.region, finding.found_on = visit, visit.region, day_of(visit, on)
    _checked(finding)
    finding.save()
    audit.record("finding:add", by=by, obj=finding, on=on)
    return finding


@transaction.atomic
def change_finding(finding, *, reason="", by, on, fields=()):
    """Other words, another owner or day, as long as it is open. Once the visit was handed over, with a reason."""
    if not may_change(finding, by):
        raise PermissionDenied
    if finding.stage != Finding.Stage.OPEN:
        raise TransitionRefused([NOT_OPEN.format(stage=finding.get_stage_display().lower())])
    was_read = not findings.is_written(finding.visit)
    if was_read and not reason.strip():
        raise ValidationError({"reason": "Tuliskan alasannya: yang dikunjungi sudah membaca temuan ini."})
    _checked(finding)
    if was_read:
        line = findings.line(findings.CHANGE, by=by.signature, on=on, note=reason.strip())
        finding.history = [*finding.history, line]
    finding.save()
    audit.record("finding:change", by=by, obj=finding, fields=fields, on=on)
    return finding


@transaction.atomic
def close_finding(finding, *, evidence, upload=None, told_by="", by, on):
    """Seen to on the day `on`, with evidence in words and a photo or paper where there is one.

    The visiting office tells from whom it knows (`told_by`): on paper or by phone. So it reads ever after.
    """
    if not by.has_perm("reporting.close_finding") or not of_either_side(finding, by):
        raise PermissionDenied
    recorded = not findings.is_visited(finding, by)
    if recorded and not told_by.strip():
        raise ValidationError({"told_by": "Tuliskan siapa yang menyampaikan."})
    if not evidence.strip():
        raise ValidationError({"evidence": "Tuliskan bukti penyelesaiannya."})
    words = f"{told_by.strip()}; dicatat oleh {by.signature}" if recorded else by.signature
    workflow.find_transition(finding, findings.CLOSE)  # refused where it is closed already
    file = files.store_scan(upload, by=by) if upload else None
    take(
        finding, closed_on=on, closed_by=by.actor_uid, closed_by_words=words[:160], evidence=evidence.strip(),
        evidence_file=file,
    )  # fmt: skip
    return workflow.perform(finding, findings.CLOSE, by=by, on=on)


@transaction.atomic
def check_finding(finding, visit, *, is_fine, note="", due_on=None, by, on):
    """Looked at during `visit`: as it was told, or open again with a note, due on a day to come."""
    if visit not in findings.visits_to_check_in(finding, by):
        raise ValidationError({"visit": "Pilih kunjungan kantor Anda yang sedang diisi, ke tempat yang sama."})
    name = findings.CONFIRM if is_fine else findings.REOPEN
    workflow.find_transition(finding, name)
    changes = {"checked_in": visit}
    if not is_fine:
        changes["due_on"] = due_on or finding.due_on
        if changes["due_on"] < on:
            raise ValidationError({"due_on": "Batas waktu lama sudah lewat. Isi batas waktu yang baru."})
    take(finding, **changes)
    return workflow.perform(finding, name, by=by, on=day_of(visit, on), note=note)
