"""A need that was closed by mistake is open again."""

from textwrap import shorten

from django.db import transaction

from families.actions.family import not_archived, own
from families.models import Need
from fcu_project import audit, dates
from fcu_project.workflow import TransitionRefused

LONGEST = Need._meta.get_field("outcome").max_length


def still_open(need):
    if Need.objects.filter(pk=need.pk).exclude(closed_on=None).exists():
        raise TransitionRefused(["Kebutuhan ini sudah selesai. Buka kembali dahulu untuk mengubahnya."])


@transaction.atomic
def reopen_need(need, *, by, on, note):
    """Take back that a need was met or dropped, for the reason `note`; what had been told of its end stays there."""
    own(need.family, by)
    not_archived(need.family)
    if need.closed_on is None:
        raise TransitionRefused(["Kebutuhan ini belum selesai."])
    was = f"{need.get_state_display()} {dates.long_date(need.closed_on)}: {need.outcome}"
    told = f"Dibuka kembali {dates.long_date(on)}: {note} (dahulu {was[:1].lower()}{was[1:]})"
    need.state, need.closed_on, need.outcome = Need.State.OPEN, None, shorten(told, LONGEST, placeholder=" …")
    need.save()
    audit.record("need:reopen", by=by, obj=need, on=on)
    return need
