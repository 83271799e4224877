"""Editions of the indicators: drafted from the one before, changed, published from a quarter on; by the ministry."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from fcu_project import audit, workflow
from fcu_project.models import hold, take
from fcu_project.workflow import TransitionRefused
from reporting.models import IndicatorEdition, SuccessIndicator
from reporting.success.editions import base_of, check

DRAFTS, WRITES = "reporting.add_indicatoredition", "reporting.change_successindicator"
KEPT = ("matrix", "aspect", "code", "label", "explanation", "reads", "part", "whole", "target", "weight", "position")
CLOSED = "Edisi ini sudah terbit dan tidak berubah lagi. Buat edisi baru untuk mengubahnya."


def may_edit(edition, by):
    """Whether this reader may change the indicators of the edition."""
    return edition.is_draft and by.has_perm(WRITES)


@transaction.atomic
def draft_edition(*, by, on, note=""):
    """A new edition that begins as a copy of the last one published. TransitionRefused while there is a draft."""
    if not by.has_perm(DRAFTS):
        raise PermissionDenied
    if IndicatorEdition.objects.filter(stage=IndicatorEdition.Stage.DRAFT).exists():
        raise TransitionRefused(["Draf edisi baru sudah ada. Lanjutkan draf itu."])
    last = IndicatorEdition.objects.aggregate(last=Max("number"))["last"] or 0
    edition = IndicatorEdition.objects.create(number=last + 1, note=note)
    base = base_of(edition)
    for row in base.indicators.all() if base else ():
        SuccessIndicator.objects.create(edition=edition, **{name: getattr(row, name) for name in KEPT})
    audit.record("edition:draft", by=by, obj=edition, on=on)
    return edition


def _held(edition, by):
    """Hold the edition, so that nothing of it changes while it is published. Raises TransitionRefused once it is."""
    if not by.has_perm(WRITES):
        raise PermissionDenied
    hold(edition)
    if not edition.is_draft:
        raise TransitionRefused([CLOSED])


@transaction.atomic
def save_indicator(indicator, *, by, on, fields=()):
    """Write a definition of a draft down or change it. Raises ValidationError beside the field."""
    _held(indicator.edition, by)
    is_new = indicator.pk is None
    check(indicator)
    if is_new:
        indicator.code = _free_code(indicator.edition, indicator.label)
    indicator.full_clean(exclude=["edition"])
    indicator.save()
    verb = "indicator:add" if is_new else "indicator:change"
    audit.record(verb, by=by, obj=indicator, fields=fields, on=on)
    return indicator


def _free_code(edition, label):
    """A code that no other indicator of the edition has; it links the indicator to its like in later editions."""
    stem = slugify(label)[:24].strip("-") or "indikator"
    taken = set(edition.indicators.values_list("code", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(code for code in numbered if code not in taken)


@transaction.atomic
def remove_indicator(indicator, *, by, on):
    """Strike a definition from a draft; in the editions before it stays."""
    _held(indicator.edition, by)
    take(indicator)  # whoever changed it meanwhile is not passed over
    audit.record("indicator:remove", by=by, obj=indicator, on=on)
    indicator.delete()
    return indicator.edition


@transaction.atomic
def publish_edition(edition, *, valid_from, by, on):
    """Let the edition hold from `valid_from`, the first day of a quarter. Raises TransitionRefused."""
    if not by.has_perm(WRITES):
        raise PermissionDenied
    if not edition.is_draft:
        raise TransitionRefused([CLOSED])
    edition.valid_from = valid_from
    edition.save(update_fields=["valid_from"])
    return workflow.perform(edition, "publish", by=by, on=on)


@transaction.atomic
def note_edition(edition, *, by, on):
    """Change the note of a draft."""
    if not by.has_perm(WRITES):
        raise PermissionDenied
    if not edition.is_draft:
        raise ValidationError(CLOSED)
    edition.save()
    audit.record("edition:change", by=by, obj=edition, fields=["note"], on=on)
    return edition
