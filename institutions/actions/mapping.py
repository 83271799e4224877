"""Social preparation and mapping: people, tasks, problems and joint roles, written on the rows they belong to."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fcu_project import audit, files
from fcu_project.models import take


def _within(region, by):
    if not region.code.startswith(by.territory):
        raise PermissionDenied


@transaction.atomic
def save_preparation(row, *, by, on, scan=None):
    """Keep who prepares the village, the problems of its services and the roles that can be joined (II.F.1.4–1.5)."""
    _within(row.region, by)
    if scan is not None:
        row.paper_scan, row.from_paper = files.store_scan(scan, by=by), True
    row.from_paper = row.from_paper or bool(row.paper_number)
    row.recorded_by = by.signature
    verb = "preparation:change" if row.pk else "preparation:start"
    row.full_clean()
    row.save()
    audit.record(verb, by=by, obj=row, on=on)
    return row


@transaction.atomic
def save_human_resource(row, *, by, on):
    """Note a person who works for social welfare here, with their skill (II.F.1.1)."""
    _within(row.region, by)
    verb = "human-resource:change" if row.pk else "human-resource:add"
    row.full_clean()
    row.save()
    audit.record(verb, by=by, obj=row, on=on)
    return row


@transaction.atomic
def map_body(body, *, by, on, fields=()):
    """Write the mapping of one body on its own row of the register; it says when and by whom (II.F.4)."""
    _within(body.region, by)
    body.mapped_by = by.person
    body.save()
    audit.record("institution:map", by=by, obj=body, fields=fields, on=on)
    return body


@transaction.atomic
def save_problem(row, *, by, on):
    """Keep a problem that a body handles, with the sides of family life it touches (II.E)."""
    _within(row.institution.region, by)
    verb = "problem:change" if row.pk else "problem:add"
    row.full_clean()
    row.save()
    audit.record(verb, by=by, obj=row, on=on)
    return row


@transaction.atomic
def remove_problem(row, *, by, on):
    """Take a problem off a body's list: it was written down by mistake or is handled no more."""
    _within(row.institution.region, by)
    take(row)
    audit.record("problem:remove", by=by, obj=row, on=on)
    row.delete()
