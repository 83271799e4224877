"""The head of an office's letters, kept as settings of its place."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fcu_project import audit, files
from institutions.models import RegionSetting

TEXTS = ("office_address", "office_contact", "office_place", "office_head", "office_head_number", "paper")


@transaction.atomic
def save_letterhead(texts, *, crest=None, without_crest=False, by, on):
    """Set the TEXTS ("" takes a setting away) and the crest. Raises PermissionDenied, ValidationError."""
    if not by.has_perm("institutions.set_letterhead"):
        raise PermissionDenied
    for key in TEXTS:
        _set(by.region, key, texts.get(key, "").strip())
    if crest:
        _set(by.region, "crest", str(files.store_crest(crest, by=by).uid))
    elif without_crest:
        _set(by.region, "crest", "")
    audit.record("letterhead:save", by=by, obj=by, fields=sorted(texts), on=on)


def _set(region, key, value):
    if value:
        RegionSetting.objects.update_or_create(region=region, key=key, defaults={"value": value})
    else:
        RegionSetting.objects.filter(region=region, key=key).delete()
