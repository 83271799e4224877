"""Tells who may sign in to the demonstration, and with which password."""

from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.management.base import BaseCommand

from fcu_project import dates
from fcu_project.models import Installation
from institutions import demonstration
from institutions.models import Region, User
from institutions.session import active_assignments

HEAD = ("PERAN", "NAMA PENGGUNA", "KATA SANDI", "TEMPAT", "YANG DIKERJAKAN")
CHANGED = "(sudah diganti)"


class Command(BaseCommand):
    help = "Prints the accounts of the demonstration. Prints nothing in production or without the demonstration."

    def handle(self, **options):
        if settings.PRODUCTION or not Installation.current().demonstration:
            return
        rows = [HEAD, *account_rows()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())


def account_rows():
    """One row per account that still exists and holds an assignment today."""
    is_unchanged = cache(lambda encoded: check_password(demonstration.PASSWORD, encoded))  # slow, and mostly one hash
    users = User.objects.select_related("person").in_bulk(field_name="username")
    for told in demonstration.accounts():
        user = users.get(told["username"])
        assignments = active_assignments(user.person, dates.today_in(demonstration.ZONE)) if user else []
        if assignments:
            password = demonstration.PASSWORD if is_unchanged(user.password) else CHANGED
            places = ", ".join(place_name(assignment.region) for assignment in assignments)
            yield assignments[0].role_label, user.username, password, places, told["does"]


def place_name(region):
    """A place in one word or two; the nation by its own name."""
    return region.name if region.level == Region.Level.NATION else str(region)
