"""The archive of reports for offices above: what was sent from the territory, narrowed, searched, as Excel (REP-01)."""

from django.db.models import Q
from django.urls import reverse

from institutions.plans import QUARTERS
from institutions.views.listing import YEARS_SHOWN, KeyedListView, year_asked
from reporting import resources
from reporting.models import Report
from reporting.periods import Quarter
from reporting.quarterly.reviewing import review_due, with_sendings
from reporting.views.reach import STAGE_MARKS

STAGE = Report.Stage
QUEUE, AGAIN = "menunggu", "ulang"
# How a report stands, by name in the address: what the list says of it, and the condition.
STANDINGS = {
    QUEUE: ("Perlu diperiksa", {"stage": STAGE.SENT}),
    AGAIN: ("Kiriman ulang", {"stage": STAGE.SENT, "first_time": 0}),
    "dikembalikan": ("Dikembalikan", {"stage": STAGE.RETURNED}),
    "diterima": ("Diterima", {"stage": STAGE.ACCEPTED}),
}


class SentReportsView(KeyedListView):
    """The reports that were sent from the territory, the latest first; by year, quarter and how they stand, by village.

    What waits for a review stands as it is to be read: what was sent again first, then the oldest.
    """

    template_name = "reporting/report_list_above.html"
    columns, export_name = resources.SENT_REPORTS, "Arsip-laporan-triwulan"

    @property
    def order(self):
        return ("first_time", "sent_on", "id") if self.asked["saring"] == QUEUE else ("sent_on", "id")

    @property
    def descending(self):
        return self.asked["saring"] not in (QUEUE, AGAIN)

    def get_queryset(self):
        rows = Report.objects.visible_to(self.request.assignment).filter(sent_on__isnull=False)
        return with_sendings(rows.with_facts().select_related("region__parent"))

    @property
    def asked(self):
        """What the list is narrowed to, by name; what makes no sense is passed over."""
        given = self.request.GET
        year = year_asked(given.get("tahun", ""))
        quarter, standing = given.get("triwulan", ""), given.get("saring", "")
        return {
            "tahun": str(year) if year else "",
            "triwulan": quarter if quarter in map(str, QUARTERS) else "",
            "saring": standing if standing in STANDINGS else "",
        }

    def narrowed(self):
        asked = self.asked
        conditions = dict(STANDINGS[asked["saring"]][1]) if asked["saring"] else {}
        times = (("tahun", "year"), ("triwulan", "quarter"))
        conditions |= {field: asked[name] for name, field in times if asked[name]}
        rows = self.get_queryset().filter(**conditions)
        wanted = self.request.GET.get("cari", "").replace("\0", "").strip()
        if wanted:
            place = Q(region__name__icontains=wanted) | Q(region__parent__name__icontains=wanted)
            rows = rows.filter(place | Q(unit__name__icontains=wanted) | Q(receipt_number__iexact=wanted))
        return rows

    def get_context_data(self, **kwargs):
        context, asked = super().get_context_data(**kwargs), self.asked
        reviews = self.request.assignment.has_perm("reporting.review_report")
        for row in context["rows"]:
            row.mark, row.resent = STAGE_MARKS[row.stage], row.stage == STAGE.SENT and row.first_time == 0
            row.url = reverse("reporting:review", args=[row.uid]) if reviews else row.get_absolute_url()
            row.review_due = review_due(row) if row.stage == STAGE.SENT else None
        this_year = self.request.assignment.today.year
        years = [(str(year), str(year)) for year in range(this_year, this_year - YEARS_SHOWN, -1)]
        quarters = [(str(number), Quarter(this_year, number).words.split(" Tahun")[0]) for number in QUARTERS]
        standings = [(name, label) for name, (label, _) in STANDINGS.items()]
        return context | {
            "filters": [
                ("Saring menurut tahun", self._chips("tahun", "Semua tahun", years)),
                ("Saring menurut triwulan", self._chips("triwulan", "Semua triwulan", quarters)),
                ("Saring menurut keadaan", self._chips("saring", "Semua keadaan", standings)),
            ],
            "keep": [(name, value) for name, value in asked.items() if value],
            "is_narrowed": bool(context["wanted"] or any(asked.values())),
        }

    def _chips(self, name, every, choices):
        """The chips of one question; the answers to the others are kept."""
        kept = self.request.GET.copy()
        for gone in (name, "setelah"):
            kept.pop(gone, None)
        now = self.asked[name]
        first = {"label": every, "url": f"?{kept.urlencode()}", "current": not now}
        return [first] + [
            {"label": label, "url": self._with(kept, **{name: value}), "current": now == value}
            for value, label in choices
        ]
