"""What was done with the stimulus: of one payment, what has no receipt yet, and the report of a semester or year."""

from django.db.models import Q, Sum
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from families import filters
from fcu_project import audit
from fcu_project.views import refused
from institutions.models import Region
from institutions.models.person import fold
from institutions.models.region import within
from institutions.roles import VILLAGE
from institutions.views.listing import YEARS_SHOWN, KeyedListView
from institutions.views.sheet import SheetView
from reporting.above.office_kinds import Kind, read_by, written_by
from reporting.actions import receipts as actions
from reporting.documents.receipts import REPORT_TEMPLATE, report_facts
from reporting.models import StimulusReceipt
from reporting.money import originals, realised
from reporting.periods import WHOLE_YEAR, Span
from reporting.registers import receipts as registers
from reporting.registers.total import PRINTED, with_total
from reporting.resources import receipts as resources
from reporting.views.receipt import visible_payment

MOST_ON_PAPER = 1500  # receipts of one printed report
HALVES = {"1": 1, "2": 2, "tahun": WHOLE_YEAR}
TOO_MANY = f"Laporan ini lebih dari {MOST_ON_PAPER} kuitansi. Cetak per desa/kelurahan, atau unduh Excel."


def receipts_of(payment, by):
    """Its standing receipts with their lines and places, the first first."""
    rows = StimulusReceipt.objects.visible_to(by).filter(disbursement=payment).standing()
    rows = list(originals.with_place(rows.with_facts()).prefetch_related("lines").order_by("dated_on", "id"))
    for row in rows:
        row.place = originals.place_now(row)
    return rows


class RealisationView(TemplateView):
    """One payment to a family: what was bought, item by item, the sum, and what has no receipt yet."""

    template_name = "reporting/realisation.html"

    def get_context_data(self, **kwargs):
        by, payment = self.request.assignment, visible_payment(self.request, self.kwargs["uid"])
        audit.record("realisation:view", by=by, obj=payment)
        return super().get_context_data(
            payment=payment,
            family=payment.grant.family,
            rows=receipts_of(payment, by),
            may_add=actions.may_write(payment, by) and not actions.closed(payment) and payment.left > 0,
            closed=actions.closed(payment),
            **kwargs,
        )


class GapListView(KeyedListView):
    """Payments of which something is neither shown by receipts nor given back, the oldest first."""

    template_name = "reporting/receipt_gaps.html"
    order = ("paid_on", "id")
    columns, export_name, register = resources.GAPS, "Belum-ada-kuitansi", registers.GAPS

    def get(self, request, *args, **kwargs):
        request.GET = filters.without_numbers(request.GET)
        audit.record("receipt:gaps", by=request.assignment)
        return super().get(request, *args, **kwargs)

    def register_rows(self):
        return with_total(super().register_rows(), PRINTED)

    @property
    def part(self):
        asked = self.request.GET.get("bagian", "")
        return asked if asked in ("nihil", "sisa") else ""

    def get_queryset(self):
        rows = realised.without_receipts(self.request.assignment)
        if self.part:
            rows = rows.filter(realised=0) if self.part == "nihil" else rows.filter(realised__gt=0)
        wanted = self.request.GET.get("cari", "").replace("\0", "").strip()
        if wanted:
            name = Q(grant__family__search_name__contains=fold(wanted))
            rows = rows.filter(name | Q(grant__region__name__icontains=wanted))
        return rows

    def get_context_data(self, **kwargs):
        by, context = self.request.assignment, super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.days = (by.today - row.paid_on).days
        sums = self.get_queryset().aggregate(paid=Sum("approved"), shown=Sum("realised"), back=Sum("returned"))
        labels = (("", "Semua"), ("nihil", "Belum ada sama sekali"), ("sisa", "Masih bersisa"))
        return context | {
            "chips": [
                {"label": label, "url": f"?bagian={value}" if value else "?", "current": self.part == value}
                for value, label in labels
            ],
            "left": (sums["paid"] or 0) - (sums["shown"] or 0) - (sums["back"] or 0),
            "shows_village": by.level != VILLAGE,
            "is_narrowed": bool(self.part or context["wanted"]),
            "keep": [("bagian", self.part)] if self.part else [],
        }


def reads_packets(by):
    """Whether the reports on a semester or year, which this one goes with, are written or read by this reader."""
    return Kind.SEMESTER in (*written_by(by.role), *read_by(by.role)) and by.has_perm("reporting.view_officereport")


class RealisationReportView(SheetView):
    """Laporan realisasi dana stimulan of a semester or year: on the screen, on paper, in Excel (domain 5.21)."""

    template_name = "reporting/realisation_report.html"
    name, columns = "Laporan realisasi dana stimulan", resources.REALISATION
    paper_template = REPORT_TEMPLATE

    def find_region(self, request):
        """The own place, or a village of it by `?desa=`. Raises Http404."""
        by, asked = request.assignment, request.GET.get("desa", "")
        if not asked:
            return by.region
        villages = Region.objects.select_related("parent").filter(within(by.territory, "code"), level=VILLAGE)
        return get_object_or_404(villages, code=asked)

    @property
    def span(self):
        asked, usual = self.request.GET, Span.running_on(self.request.assignment.today)
        year = asked.get("tahun", "")
        year = int(year) if year.isascii() and year.isdigit() and len(year) == 4 and year > "1999" else usual.year
        return Span(year, HALVES.get(asked.get("bagian", ""), usual.half))

    def accounts(self):
        if not hasattr(self, "_accounts"):
            self._accounts = realised.accounts_of(self.request.assignment, self.span, self.region)
        return self._accounts

    def get(self, request, *args, **kwargs):
        if request.GET.get("cetak") == "pdf" and sum(len(row.lines) for row in self.accounts()) > MOST_ON_PAPER:
            return refused(request, [TOO_MANY], request.path)
        audit.record("realisation:report", by=request.assignment, obj=self.region)
        return super().get(request, *args, **kwargs)

    def rows(self):
        return resources.realisation_rows(self.accounts())

    def paper_facts(self, paper):
        return report_facts(self.region, self.span, self.accounts(), paper, today=self.request.assignment.today)

    def get_context_data(self, **kwargs):
        by, span, accounts = self.request.assignment, self.span, self.accounts()
        kept = self.request.GET.copy()
        back = kept.copy()
        back.pop("desa", None)

        def url(**more):
            asked = kept.copy()
            for name, value in more.items():
                asked[name] = value
            return f"?{asked.urlencode()}"

        halves = (("1", "Semester I"), ("2", "Semester II"), ("tahun", "Setahun"))
        return super().get_context_data(
            span=span,
            accounts=accounts,
            sums=realised.sums_of(accounts),
            villages=[
                (village, sums, url(desa=village.code)) for village, sums in realised.by_village(accounts)
            ] if self.region.level != VILLAGE else [],
            years=[
                {"label": str(year), "url": url(tahun=year), "current": span.year == year}
                for year in range(by.today.year, by.today.year - YEARS_SHOWN, -1)
            ],
            halves=[
                {"label": label, "url": url(bagian=value), "current": HALVES[value] == span.half}
                for value, label in halves
            ],
            print_url=url(cetak="pdf"), download_url=url(unduh="xlsx") if accounts else "",
            packets_url=f"{reverse('reporting:office-list')}?tahun={span.year}" if reads_packets(by) else "",
            back_url=f"{reverse('reporting:realisation-report')}?{back.urlencode()}" if "desa" in kept else "",
            **kwargs,
        )  # fmt: skip
