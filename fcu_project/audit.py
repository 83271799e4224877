"""Writes the audit trail. Called inside the transaction of the act, so that act and trace stand or fall together."""

import contextvars
import uuid
from dataclasses import dataclass

from fcu_project.models import AuditEvent


@dataclass(frozen=True)
class RequestFacts:
    """What the trail keeps of the request that is being answered."""

    uid: str
    address: str


_request = contextvars.ContextVar("request_facts", default=None)


def enter_request(address):
    """Remember the facts of a new request; returns the token for `leave_request`."""
    return _request.set(RequestFacts(str(uuid.uuid4()), address))


def leave_request(token):
    _request.reset(token)


def record(verb, *, by, obj=None, fields=(), stages=("", ""), on=None, result="ok"):
    """Append one event.

    `by` is the acting assignment (or None for the system), `obj` a row with a uid, `fields` the names of changed
    fields, `stages` the stage before and after, `on` the date on which the act became true.
    """
    facts = _request.get() or RequestFacts("", "")
    return AuditEvent.objects.create(
        actor=getattr(by, "actor_uid", None),
        assignment=getattr(by, "uid", None),
        role=getattr(by, "role", ""),
        territory=getattr(by, "territory", ""),
        verb=verb,
        model=obj._meta.label if obj is not None else "",
        object_uid=getattr(obj, "uid", None),
        fields=sorted(fields),
        stage_from=stages[0],
        stage_to=stages[1],
        effective_on=on,
        result=result,
        request=facts.uid,
        address=facts.address,
    )
