"""Loads the demonstration into an installation that is still empty."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from fcu_project.models import Installation
from institutions import demonstration
from institutions.models import Meeting, User


class Command(BaseCommand):
    help = "Loads the demonstration: villages of two regencies at every point of the road. Only if nothing is there."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="say so and end well where the installation holds data of its own"
        )

    def handle(self, *, if_empty, verbosity, **options):
        if settings.PRODUCTION:
            raise CommandError("Demonstration data are not for production: everyone knows their passwords.")
        if Installation.current().demonstration:
            return self._say(verbosity, "Demonstration: already loaded.")
        if User.objects.exists() or Meeting.objects.exists():
            if if_empty:
                return self._say(verbosity, "Demonstration: not loaded, this installation holds data of its own.")
            raise CommandError("This installation holds data of its own; the demonstration needs an empty one.")
        missing = demonstration.missing_regions()
        if missing:
            raise CommandError(f"Regions are missing ({', '.join(missing)}). First: manage.py load_regions")
        call_command("load_reference", verbosity=0)
        demonstration.load()
        self._say(verbosity, "Demonstration: loaded. Who may sign in: manage.py demonstration_accounts")

    def _say(self, verbosity, text):
        if verbosity:
            self.stdout.write(text)
