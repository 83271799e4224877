"""What the trail tells of a secret case: who opened it and when, what was not opened yet, what came in since."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from fcu_project.models import AuditEvent
from institutions.models import Person
from referrals.models import CaseGrant, SecretCase

VIEW, ANSWER = "secret:view", "secret:answer"
OPENINGS = {
    VIEW: "membuka kasus", "secret:task-view": "membuka tugas", "print:Surat rujukan rahasia": "mencetak surat",
    "print:Laporan insidental rahasia": "mencetak laporan",
}  # fmt: skip
READ_BACK = 1000  # events, the latest


@dataclass(frozen=True)
class Opening:
    """Somebody opened the case on a day, once or more often."""

    name: str
    day: date
    how: str


def openings_of(case):
    """Who opened the case, each person once a day, the latest first."""
    events = AuditEvent.objects.filter(object_uid=case.uid, verb__in=OPENINGS).order_by("-id")
    rows = list(events.values_list("actor", "at", "verb")[:READ_BACK])
    names = dict(Person.objects.filter(uid__in={actor for actor, _, _ in rows}).values_list("uid", "name"))
    told = (Opening(names.get(actor, "Akun lama"), timezone.localtime(at).date(), OPENINGS[verb])
            for actor, at, verb in rows)  # fmt: skip
    return list(dict.fromkeys(told))


def answered_at(case, by):
    """When this assignment last told what came of its task, None if never."""
    told = AuditEvent.objects.filter(object_uid=case.uid, assignment=by.uid, verb=ANSWER)
    return told.aggregate(at=Max("at"))["at"]


@dataclass(frozen=True)
class LetIn:
    """A live grant of a reader to a case under way. `is_new`: not opened or answered yet; `has_news`: a task of it was
    answered since the reader last looked."""

    grant: CaseGrant
    is_new: bool
    has_news: bool


def let_in(by):
    """What is open to this assignment, by name, in cases under way."""
    grants = CaseGrant.objects.live(by.today).filter(assignment_uid=by.uid, case__stage=SecretCase.Stage.TAKEN)
    grants = list(grants.select_related("case").defer("case__report", "case__closing").order_by("id"))
    if not grants:
        return []
    events = AuditEvent.objects.filter(object_uid__in=[grant.case.uid for grant in grants], verb__in=(VIEW, ANSWER))
    last, answers = {}, {}
    for uid, who, verb, at in events.order_by().values_list("object_uid", "assignment", "verb").annotate(at=Max("at")):
        if who == by.uid:
            last[uid, verb] = at
        elif verb == ANSWER:
            answers[uid] = max(at, answers.get(uid, at))
    return [_let_in(grant, last, answers.get(grant.case.uid), by) for grant in grants]


def _let_in(grant, last, answered, by):
    is_task = grant.scope == CaseGrant.Scope.STUB
    done = last.get((grant.case.uid, ANSWER if is_task else VIEW))
    is_new = (done is None or done < grant.created_at) and (is_task or grant.granted_uid != by.uid)
    has_news = not is_task and answered is not None and answered > (done or grant.created_at)
    return LetIn(grant, is_new, has_news)
