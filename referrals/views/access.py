"""Access to services, as a page and a paper: who was referred, and who reached the service (III.B.1.8)."""

import calendar
from datetime import date

from fcu_project import dates
from institutions.views.listing import YEARS_SHOWN
from institutions.views.sheet import SheetView
from referrals.access import reached_rows, summary
from referrals.models import Referral
from referrals.reading import knows_families
from referrals.views.directory import OwnOffice

MOST_NAMED = 20
COUNTED = (
    ("Dirujuk", "referred"), ("Memperoleh", "reached"), ("Tidak memperoleh", "not_reached"),
    ("Belum diketahui", "unknown"),
)  # fmt: skip


class AccessView(OwnOffice, SheetView):
    """Of a year or one of its quarters. Names stand on the screen of officers only, never on the paper."""

    template_name = "referrals/access.html"
    name = "Akses pelayanan"
    columns = (
        ("Menurut", lambda row: row["part"]), ("Rincian", lambda row: row["name"]),
        *((label, lambda row, key=key: row[key]) for label, key in COUNTED),
    )  # fmt: skip

    @property
    def year(self):
        asked = self.request.GET.get("tahun", "")
        known = asked.isascii() and asked.isdigit() and len(asked) == 4 and asked > "1999"
        return int(asked) if known else self.request.assignment.today.year

    @property
    def quarter(self):
        """1 to 4, None for the whole year."""
        asked = self.request.GET.get("triwulan", "")
        return int(asked) if asked in ("1", "2", "3", "4") else None

    def period(self):
        """(first day, last day)."""
        first, last = (3 * self.quarter - 2, 3 * self.quarter) if self.quarter else (1, 12)
        return date(self.year, first, 1), date(self.year, last, calendar.monthrange(self.year, last)[1])

    def needs(self):
        """Among the referrals that this reader sees: LK3 counts what was sent to it."""
        rows = Referral.objects.visible_to(self.request.assignment).select_related("region__parent")
        return reached_rows(self.region, *self.period(), rows=rows)

    def rows(self):
        return summary(self.needs(), self.request.assignment)

    def notes(self):
        first, last = self.period()
        told = f"{dates.long_date(first)} sampai {dates.long_date(last)}. Setiap kebutuhan dihitung sekali."
        return (("Dirujuk antara", told),)

    def get_context_data(self, **kwargs):
        by, needs = self.request.assignment, self.needs()
        query = f"?tahun={self.year}" + (f"&triwulan={self.quarter}" if self.quarter else "")
        return super().get_context_data(
            lines=self._parts(summary(needs, by)) if needs else [], year=self.year, quarter=self.quarter,
            named=self._named(needs, by), year_chips=self._years(), quarter_chips=self._quarters(),
            above=by.level != "village", counted=COUNTED,
            download_url=f"{query}&unduh=xlsx" if needs else "", print_url=f"{query}&cetak=pdf" if needs else "",
            print_label="Cetak", **kwargs,
        )  # fmt: skip

    @staticmethod
    def _parts(lines):
        """[(heading, lines)] in the order of the page."""
        parts = {}
        for line in lines:
            parts.setdefault(line["part"], []).append(line)
        return list(parts.items())

    @staticmethod
    def _named(needs, by):
        """Families still without the service; none with a problem that is kept secret."""
        if not knows_families(by):
            return []
        waiting = [row for row in needs if not row.reached and not row.need.problem.is_sensitive]
        return waiting[:MOST_NAMED]

    def _years(self):
        this_year = self.request.assignment.today.year
        return [
            {"label": str(year), "url": f"?tahun={year}", "current": year == self.year}
            for year in range(this_year, this_year - YEARS_SHOWN, -1)
        ]

    def _quarters(self):
        choices = [(None, "Setahun"), *((number, f"Triwulan {dates.roman(number)}") for number in (1, 2, 3, 4))]
        return [
            {
                "label": label, "current": number == self.quarter,
                "url": f"?tahun={self.year}" + (f"&triwulan={number}" if number else ""),
            }
            for number, label in choices
        ]  # fmt: skip
