"""The kuitansi of an entry, and the list of evidence of what was paid (FUN-09)."""

from django.db.models import Q

from fcu_project import dates
from fcu_project.views import refused
from institutions.models import FamilyCareUnit
from institutions.views.listing import YEARS_SHOWN, KeyedListView
from institutions.views.sheet import PaperView
from reporting.documents.kuitansi import TEMPLATE, kuitansi_facts, mark_of
from reporting.models import CashEntry
from reporting.money.ledger import NET, total
from reporting.registers.evidence import EVIDENCE as BOOK
from reporting.registers.total import PRINTED, with_total
from reporting.resources.evidence import EVIDENCE
from reporting.views.approval import visible_entry

MONTHS = range(1, 13)


class KuitansiView(PaperView):
    """One entry on paper, DRAF across it while it waits; what was refused has none."""

    name, paper_template = "Kuitansi", TEMPLATE

    def find_region(self, request, uid):
        self.entry = self.printed_row = visible_entry(request, uid)
        return self.entry.region

    def get(self, request, *args, **kwargs):
        if self.entry.stage == CashEntry.Stage.REFUSED:
            return refused(request, ["Pengeluaran ini ditolak, jadi tidak ada kuitansinya."], "/")
        self.mark = mark_of(self.entry)
        return super().get(request, *args, **kwargs)

    def paper_facts(self, paper):
        return kuitansi_facts(self.entry)


class EvidenceListView(KeyedListView):
    """What was paid, by its evidence numbers, with where each receipt is; a year or a month of it on paper."""

    template_name = "reporting/evidence_list.html"
    columns, export_name, register = EVIDENCE, "Daftar-bukti-pengeluaran", BOOK
    order, year_field = ("on", "id"), "on"

    def get_queryset(self):
        asked = self.request.GET
        rows = CashEntry.objects.visible_to(self.request.assignment).booked()
        rows = rows.filter(direction=CashEntry.Direction.OUT, reverses=None)
        if self.month:
            rows = rows.filter(on__year=self.told_year, on__month=self.month)
        wanted = asked.get("cari", "").replace("\0", "").strip()
        if wanted:
            rows = rows.filter(Q(text__icontains=wanted) | Q(payee__icontains=wanted))
        if asked.get("bukti") == "belum":
            rows = rows.filter(receipt=None)
        return rows.with_facts().select_related("reversed_by")

    def keeper(self):
        """The book is the FCU's, whoever of the village prints it."""
        region = self.request.assignment.region
        return region, FamilyCareUnit.of(region)

    @property
    def month(self):
        asked = self.request.GET.get("bulan", "")
        return int(asked) if asked in map(str, MONTHS) else None

    @property
    def told_year(self):
        """The year of the month that is asked for."""
        return self.year or self.request.assignment.today.year

    def register_rows(self):
        return with_total(super().register_rows(), PRINTED)

    def register_period(self):
        return f"{dates.MONTHS[self.month - 1]} {self.told_year}" if self.month else super().register_period()

    def get_context_data(self, **kwargs):
        this_year, asked = self.request.assignment.today.year, self.request.GET
        context = super().get_context_data(**kwargs)
        return {
            **context, "month": self.month, "months": list(enumerate(dates.MONTHS, 1)),
            "years": range(this_year, this_year - YEARS_SHOWN, -1), "lacks": asked.get("bukti") == "belum",
            "paid": total(self.narrowed().filter(reversed_by=None), NET) if context["rows"] else 0,
            "is_narrowed": bool(context["wanted"] or self.year or self.month or asked.get("bukti")),
        }  # fmt: skip
