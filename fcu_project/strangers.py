"""Whoever comes without an account, with a token that leads nowhere: counted by address, so that nobody can guess."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from fcu_project import audit
from fcu_project.models import AuditEvent

MOST_WRONG = 20  # tokens that lead nowhere, from one address …
WITHIN = timedelta(minutes=15)  # … in this time


@dataclass(frozen=True)
class Stranger:
    """Somebody at an address; the trail finds them again by it. It names no person."""

    address: str
    role = territory = ""
    uid = None

    @classmethod
    def of(cls, request):
        return cls(request.META.get("REMOTE_ADDR", ""))

    @property
    def actor_uid(self):
        return uuid.uuid5(uuid.NAMESPACE_URL, f"stranger:{self.address}")

    def guesses_too_much(self, verb):
        """Whether too many wrong tokens were noted under `verb` of late."""
        rows = AuditEvent.objects.filter(actor=self.actor_uid, verb=verb, at__gt=timezone.now() - WITHIN)
        return len(rows.values_list("pk")[:MOST_WRONG]) == MOST_WRONG

    def guessed(self, verb):
        """Note one token that led nowhere."""
        audit.record(verb, by=self, result="404")
