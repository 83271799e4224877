"""Fills an installation with made-up families, for trials of speed and for looking at full lists."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from families import sample
from families.models import Family
from fcu_project import audit, dates
from fcu_project.models import Installation
from institutions.models import Meeting, User


class Command(BaseCommand):
    help = "Makes plausible families in true villages: 10,000 or 1,000,000. Never in an installation with true data."

    def add_arguments(self, parser):
        parser.add_argument("--families", type=int, default=10_000)
        parser.add_argument("--seed", type=int, default=7, help="the same seed makes the same families")
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--villages", type=int, help="spread evenly over this many villages")
        where.add_argument("--territory", default="", help="only in this region, by its code: 3374")
        parser.add_argument("--home", default="", help="code of the village that is filled first")
        parser.add_argument(
            "--home-families", type=int, default=sample.HOME_FAMILIES, help="families there, however many there are"
        )

    def handle(self, *, families, seed, villages, territory, home, home_families, verbosity, **options):
        self._refuse_true_data()
        if families < 1 or (villages is not None and villages < 1):
            raise CommandError("At least one family in one village.")
        call_command("load_reference", verbosity=0)
        call_command("load_family_lists", verbosity=0)
        territory, home = territory.replace(".", ""), home.replace(".", "")
        try:
            places = sample.spread(
                families, seed=seed, territory=territory, villages=villages, home=home, home_families=home_families
            )
        except sample.NoRoom as reason:
            raise CommandError(f"{reason}") from reason
        Installation.objects.filter(pk=Installation.current().pk).update(demonstration=True)
        audit.record("families.sample", by=None)
        began = time.monotonic()

        def told(count):
            if verbosity > 1:
                self.stdout.write(f"{count} families, {count / (time.monotonic() - began):.0f} a second")

        written = sample.make(places, seed=seed, today=dates.today(), told=told)
        if verbosity:
            seconds, rows = time.monotonic() - began, sum(written.values())
            self.stdout.write(
                f"Sample: {written['family']} families, {written['familymember']} members in {len(places)} villages "
                f"({places[0][0].code} first); {rows} rows in {seconds:.0f} s, {rows / seconds:.0f} a second."
            )

    @staticmethod
    def _refuse_true_data():
        if settings.PRODUCTION:
            raise CommandError("Made-up families are not for production.")
        if Installation.current().demonstration:
            return
        if Family.objects.exists() or User.objects.exists() or Meeting.objects.exists():
            raise CommandError("This installation holds data of its own; made-up families would pass for true.")
