"""Loads what the ministry publishes as editions, as they ship: instruments and indicators.

An edition that is there stays as it is: a published one never changes, and the next is drafted on the screens.
"""

from django.core.management.base import BaseCommand
from django.db import transaction

from fcu_project import audit
from reporting.success.shipped import load_indicators
from reporting.visits.shipped import load_instruments

# (what it is called here, a function that adds the shipped editions that are missing and returns how many)
EDITIONS = (("instruments", load_instruments), ("indicators of success", load_indicators))


class Command(BaseCommand):
    help = "Loads the first edition of instruments and indicators of success. Adds what is missing."

    def handle(self, *, verbosity, **options):
        with transaction.atomic():
            added = {name: load() for name, load in EDITIONS}
            if any(added.values()):
                audit.record("reference.load", by=None)
        for name, number in added.items():
            if verbosity and number:
                self.stdout.write(f"Editions of {name}: {number} added.")
