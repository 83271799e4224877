"""The list of follow-ups: what was found within reach, what is overdue first (SME-11)."""

from functools import cached_property

from django.db.models import Q
from django.db.models.functions import Substr
from django.urls import reverse

from institutions.models import Region
from institutions.models.region import within
from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView
from referrals.views.reach import WithoutNumbers
from reporting import recap, registers, resources
from reporting.models import Finding
from reporting.views.checks import asked_for
from reporting.visits import findings

STAGE = Finding.Stage
ALL, LATE = "", "terlambat"
# What `?saring=` asks for → the stage; the chips in this order.
STAGES = {"terbuka": STAGE.OPEN, "menunggu": STAGE.CLOSED, "diperiksa": STAGE.CHECKED, "ditarik": STAGE.WITHDRAWN}
CHIPS = {
    ALL: "Semua", LATE: "Lewat batas waktu", "terbuka": "Belum selesai", "menunggu": "Menunggu pemeriksaan",
    "diperiksa": "Diperiksa", "ditarik": "Ditarik",
}  # fmt: skip
MOST_COUNTED = 1000  # more would read every row


def places_with_findings(by):
    """[(code, name)] of the regions just below the own in which something was found."""
    rows = Finding.objects.visible_to(by).order_by()
    codes = rows.annotate(child=Substr("region__code", 1, recap.child_width(by.region))).values("child").distinct()
    found = Region.objects.filter(code__in=codes).exclude(pk=by.region_id).order_by("code")
    return [(region.code, str(region)) for region in found]


class FindingListView(WithoutNumbers, KeyedListView):
    """Overdue first, then by due date; filtered by how they stand, place and owner."""

    template_name = "reporting/finding_list.html"
    columns, export_name, register = resources.FINDINGS, "Daftar tindak lanjut", registers.FOLLOW_UPS
    order = ("rank", "due_on", "id")

    @property
    def chosen(self):
        asked = self.request.GET.get("saring", "")
        return asked if asked in CHIPS else ALL

    @cached_property
    def place(self):
        """The part of the own territory asked for, or None."""
        by, code = self.request.assignment, self.request.GET.get("wilayah", "")
        if not code or by.level == VILLAGE:
            return None
        return Region.objects.filter(within(by.territory, "code"), code=code).first()

    @property
    def owner(self):
        return self.request.GET.get("pj", "").replace("\0", "").strip()

    def narrowed_to(self, chosen):
        """Rows within reach of the place, owner and words asked for, as they stand."""
        by, rows = self.request.assignment, Finding.objects.visible_to(self.request.assignment)
        if self.place:
            rows = rows.within(self.place)
        if self.owner:
            rows = rows.filter(owner__icontains=self.owner)
        if wanted := self.request.GET.get("cari", "").replace("\0", "").strip():
            rows = rows.filter(
                Q(found__icontains=wanted) | Q(advice__icontains=wanted) | Q(region__name__icontains=wanted)
                | Q(visit__unit__name__icontains=wanted)
            )  # fmt: skip
        if chosen == LATE:
            return findings.overdue(rows, by.today)
        return rows.filter(stage=STAGES[chosen]) if chosen else rows

    def get_queryset(self):
        rows = findings.with_facts(self.narrowed_to(self.chosen))
        return findings.overdue_first(rows.select_related("checked_in"), self.request.assignment.today)

    def register_period(self):
        return f"{self.place or ''}"

    def counted(self, chosen):
        number = self.narrowed_to(chosen).order_by()[: MOST_COUNTED + 1].count()
        return f"lebih dari {MOST_COUNTED:,}".replace(",", ".") if number > MOST_COUNTED else number

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        context = super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.mark, row.place = findings.mark_of(row, by.today), findings.place_of(row)
        above = by.level != VILLAGE
        return {
            **context,
            "chips": [
                {"label": label, "url": f"?{asked_for(asked, saring=name)}", "current": name == self.chosen,
                 "count": self.counted(name)}
                for name, label in CHIPS.items()
            ],
            "places": places_with_findings(by) if above else [],
            "place": self.place.code if self.place else "", "owner": self.owner, "shows_place": above,
            "kept": [("saring", self.chosen)] if self.chosen else [],
            "is_narrowed": bool(self.chosen or self.place or self.owner or context["wanted"]),
            "print_label": "Cetak daftar tindak lanjut", "visits_here": by.has_perm("reporting.check_finding"),
            "instruments_url": reverse("reporting:instrument-list"),
        }  # fmt: skip
