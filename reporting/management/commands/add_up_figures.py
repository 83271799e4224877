"""Adds up the accepted figures of every kecamatan, kabupaten, province and the nation anew (REP-07)."""

from django.core.management.base import BaseCommand

from reporting.models import RegionFigures, SummaryMark
from reporting.success import adding


class Command(BaseCommand):
    help = "Adds up the accepted figures above the villages anew: after regions changed, or a restored backup."

    def add_arguments(self, parser):
        parser.add_argument(
            "--mark", action="store_true", help="only mark all villages, so that whoever reads next adds them up"
        )

    def handle(self, *, mark, verbosity, **options):
        if mark:
            adding.mark_all()
            told = f"{SummaryMark.objects.count()} marks."
        else:
            quarters = adding.add_up_everything()
            told = f"Added up {len(quarters)} quarters: {RegionFigures.objects.count()} rows."
        if verbosity:
            self.stdout.write(told)
