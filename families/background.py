"""Long lists are judged and saved by the worker beside the web server, so that nobody waits for an answer."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from families.actions import batch as actions
from families.models import ImportBatch
from fcu_project.models import StaleVersion
from fcu_project.workflow import TransitionRefused
from institutions.models import Assignment

State = ImportBatch.State


@task()
def check_list(uid, assignment):
    """Judge a list that was received. May run twice: the second run finds it judged."""
    found = _found(uid, assignment, State.CHECKING)
    if found:
        batch, by = found
        actions.check(batch, by=by, on=by.today, after=lambda count: _progress(batch, count))


@task()
def save_list(uid, assignment):
    """Save the chosen lines of a list. May run twice: the second run finds it saved."""
    found = _found(uid, assignment, State.SAVING)
    if found:
        batch, by = found
        try:
            actions.save(batch, chosen=batch.rows.get("chosen"), by=by, on=by.today)
        except (TransitionRefused, StaleVersion) as refusal:
            reason = " ".join(getattr(refusal, "reasons", ["Datanya baru saja diubah. Simpan sekali lagi."]))
            waiting = ImportBatch.objects.filter(pk=batch.pk, state=State.SAVING)
            waiting.update(state=State.CHECKED, remark=f"Belum ada yang disimpan. {reason}"[:500])


def _found(uid, assignment, state):
    batch = ImportBatch.objects.filter(uid=uid, state=state).select_related("region").first()
    by = Assignment.objects.filter(uid=assignment).select_related("person", "region").first()
    return (batch, by) if batch and by else None


def _progress(batch, count):
    ImportBatch.objects.filter(pk=batch.pk).update(done=count, updated_at=timezone.now())


def check_soon(batch, by):
    """Judge the list once it is stored: at once, or by the worker if it is long."""
    task = check_list.func if batch.total <= actions.AT_ONCE else check_list.enqueue
    uid, assignment = str(batch.uid), str(by.uid)
    transaction.on_commit(lambda: task(uid, assignment), robust=True)


def save_soon(batch, by):
    """Have the worker save the lines that were chosen."""
    uid, assignment = str(batch.uid), str(by.uid)
    transaction.on_commit(lambda: save_list.enqueue(uid, assignment))
