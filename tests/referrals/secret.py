"""A secret case at every point of its way, reached by the same actions as the screens."""

from django.utils import timezone

from fcu_project import workflow
from referrals.actions import secret as actions
from referrals.models import CaseGrant, SecretCase, SecretEvent
from tests.factories import TODAY

WORDS = {"what": "Terdengar teriakan tiap malam.", "client_name": "Sumiyati Lestari", "reach": "Lewat kakaknya."}


def fresh(case):
    return SecretCase.objects.get(pk=case.pk)


def reported(people, *, by=None, avoid=(), call=None, words=WORDS, **facts):
    by = by or people.secretary
    facts = {"region": people.secretary.region, "kind": "violence", "client_sex": "female", "is_child": False,
             **facts}  # fmt: skip
    case = actions.report_case(SecretCase(**facts), words=words, avoid=avoid, call=call, by=by, on=TODAY)
    return fresh(case)


def taken(people, *, by=None, **more):
    return fresh(workflow.perform(reported(people, **more), "take", by=by or people.lk3, on=TODAY))


def step(case, by, *, what="Kunjungan ke rumah kakaknya.", kind=SecretEvent.Kind.VISIT):
    return actions.add_event(fresh(case), kind=kind, happened_at=timezone.now(), words={"what": what}, by=by, on=TODAY)


def letter(case, by, **words):
    told = {"what": "Pendampingan psikolog", "place": "UPTD PPA Sukaraya", "told": "Perempuan 30 tahun.",
            "consent": "Klien menyetujui.", **words}  # fmt: skip
    return actions.refer(fresh(case), happened_at=timezone.now(), words=told, by=by, on=TODAY)


def let_in(case, assignment, by, *, scope=CaseGrant.Scope.FULL, task="", reason="Mendampingi klien.", until=None):
    return actions.grant_case(
        fresh(case), assignment, scope=scope, task=task, reason=reason, until=until, by=by, on=TODAY
    )


def with_task(case, assignment, by, task="Antar klien ke Puskesmas."):
    return let_in(case, assignment, by, scope=CaseGrant.Scope.STUB, task=task)


def closed(case, by, *, words="Tinggal di rumah kakaknya."):
    return actions.close_case(fresh(case), ending="safe", words=words, by=by, on=TODAY)
