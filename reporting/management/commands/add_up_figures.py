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
        parser.add_argument(
            "--if-empty", action="store_true", help="only mark them, and only where nothing was ever added up"
        )

    def handle(self, *, mark, if_empty, verbosity, **options):
        if if_empty and (RegionFigures.objects.exists() or SummaryMark.objects.exists()):
            return
        if mark or if_empty:
            adding.mark_all()
            told = f"{SummaryMark.objects.count()} marks."
        else:
            quarters = adding.add_up_everything()
            told = f"Added up {len(quarters)} quarters: {RegionFigures.objects.count()} rows."
        if verbosity:
            self.stdout.write(told)
