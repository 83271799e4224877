"""Records of help as lists, books and sums; what services there are; how many families need help, for everybody."""

from django.db.models import Count, Max, Q

from families.models import Dimension
from families.neighbourhoods import UNTOLD, public_lines
from families.small_numbers import FEW
from fcu_project.dates import roman
from institutions.books import book_of
from institutions.models import Book
from institutions.plans import QUARTERS, quarter_days
from institutions.views.activity import year_of
from institutions.views.listing import YEARS_SHOWN, KeyedListView
from institutions.views.sheet import ChooseVillageView, SheetView
from referrals import registers, resources
from referrals.documents.information import INFORMATION_TEMPLATE, information_facts, own_sheet
from referrals.kinds import KINDS_AT, Kind
from referrals.models import Sector, ServiceRecord
from referrals.served import recap_of, totals_of
from referrals.views.directory import OwnRegion, offered_to
from referrals.views.record import may_write


class RecordListView(KeyedListView):
    """All records within reach, the latest first, with the sums of a year above them."""

    template_name = "referrals/record_list.html"
    columns, export_name, register = resources.RECORDS, "Kegiatan-pelayanan", registers.RECORDS
    order, descending, year_field = ("held_on", "id"), True, "held_on"
    kind = None  # a list of one kind only
    title = "Kegiatan pelayanan"
    intro = "Apa yang dilakukan bagi keluarga di samping rujukan: kapan, untuk siapa, dengan siapa, hasilnya."

    def chosen(self):
        """The records that fit what is asked for."""
        asked = self.request.GET
        rows = ServiceRecord.objects.visible_to(self.request.assignment)
        kind = self.kind or asked.get("jenis", "")
        if kind in Kind.values:
            rows = rows.filter(kind=kind)
        wanted = asked.get("cari", "").replace("\0", "").strip()
        if wanted:
            rows = rows.filter(Q(topic__icontains=wanted) | Q(place__icontains=wanted))
        if self.quarter:
            rows = rows.filter(held_on__range=quarter_days(self.told_year, self.quarter))
        return rows

    def get_queryset(self):
        rows = self.chosen().select_related("region", "plan_item").prefetch_related("partners")
        return rows.annotate(served=Count("servedfamily"))

    def register_rows(self):
        """The book holds the whole year or quarter, whatever else is filtered on the screen."""
        rows = ServiceRecord.objects.visible_to(self.request.assignment)
        rows = rows.select_related("region", "plan_item").prefetch_related("partners").order_by(*self.order)
        rows = rows.filter(kind=self.kind) if self.kind else rows
        if self.quarter:
            return rows.filter(held_on__range=quarter_days(self.told_year, self.quarter))
        return rows.filter(held_on__year=self.year) if self.year else rows

    def register_period(self):
        return f"Triwulan {roman(self.quarter)} {self.told_year}" if self.quarter else super().register_period()

    @property
    def told_year(self):
        """The year whose sums stand above the list."""
        return self.year or self.request.assignment.today.year

    @property
    def quarter(self):
        asked = self.request.GET.get("triwulan", "")
        return int(asked) if asked in map(str, QUARTERS) else None

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        context = super().get_context_data(**kwargs)
        this_year, kind = by.today.year, self.kind or asked.get("jenis", "")
        return {
            **context,
            "title": self.title, "intro": self.intro, "only": self.kind,
            "totals": totals_of(self.chosen().filter(held_on__year=self.told_year)),
            "told_year": self.told_year, "quarter": self.quarter, "quarters": QUARTERS,
            "years": range(this_year, this_year - YEARS_SHOWN, -1),
            "kinds": Kind.choices, "chosen": kind,
            "may_add": may_write(by) and (self.kind is None or self.kind in KINDS_AT.get(by.level, ())),
            "shows_village": by.level != "village",
            "is_narrowed": bool(context["wanted"] or self.year or self.quarter or kind != (self.kind or "")),
        }  # fmt: skip


class AdvocacyListView(RecordListView):
    """Local policy advocacy: issue, who was addressed, result (SVC-07)."""

    kind, title = Kind.ADVOCACY, "Catatan advokasi kebijakan"
    intro = "Isu yang dibawa kepada yang berwenang, kepada siapa, dan hasilnya."
    columns, export_name, register = resources.ADVOCACY, "Advokasi-kebijakan", registers.ADVOCACY


class OutreachListView(RecordListView):
    """Outreach of TKSK and LK3: date, place, whom, what was found, next step (SVC-15)."""

    kind, title = Kind.OUTREACH, "Catatan penjangkauan"
    intro = "Siapa yang didatangi TKSK dan LK3, di mana, apa yang ditemukan, dan langkah berikutnya."
    columns, export_name, register = resources.OUTREACH, "Penjangkauan", registers.OUTREACH


class InOwnHead:
    """A table of the reader's own office as a sheet in that office's letterhead."""

    code = ""
    paper_columns = ()  # where the paper words them otherwise than the Excel file

    def paper_facts(self, paper):
        by, columns, told = self.request.assignment, self.paper_columns or self.columns, self.rows()
        rows = [[read(row) for _, read in columns] for row in told]
        sums = [place for place, row in enumerate(told) if getattr(row, "is_sum", False)]
        return own_sheet(
            self.name, self.region, [header for header, _ in columns], rows, book=self.book(), code=self.code,
            paper=paper, day=by.today, notes=self.notes(), lies=self.lies, sums=sums,
        )  # fmt: skip

    def book(self):
        return book_of(self.request.assignment.role)


class RecordRecapView(InOwnHead, OwnRegion, SheetView):
    """Per kind in a year: times, women and men, cost, families by what they were on that day (SVC-05, 06, 09)."""

    template_name = "referrals/record_recap.html"
    columns, paper_columns, code = resources.RECAP, registers.RECAP, "RLY"

    @property
    def year(self):
        return year_of(self.request) or self.request.assignment.today.year

    @property
    def name(self):
        return f"Rekap pelayanan {self.year}"

    def recap(self):
        if not hasattr(self, "_recap"):
            rows = ServiceRecord.objects.visible_to(self.request.assignment).filter(held_on__year=self.year)
            self._recap = recap_of(rows)
        return self._recap

    def rows(self):
        lines, whole = self.recap()
        return [*lines, whole] if lines else []

    def get_context_data(self, **kwargs):
        lines, whole = self.recap()
        this_year = self.request.assignment.today.year
        chips = [
            {"label": str(year), "url": f"?tahun={year}", "current": year == self.year}
            for year in range(this_year, this_year - YEARS_SHOWN, -1)
        ]
        return super().get_context_data(
            lines=lines, whole=whole, year=self.year, chips=chips, print_label="Cetak rekap",
            download_url=f"?unduh=xlsx&tahun={self.year}" if lines else "",
            print_url=f"?cetak=pdf&tahun={self.year}" if lines else "", may_add=may_write(self.request.assignment),
            **kwargs,
        )  # fmt: skip


class ServiceInfoView(OwnRegion, SheetView):
    """Which services there are in each field, for whom, how, and when that was last told to people (SVC-01)."""

    template_name = "referrals/service_info.html"
    name, paper_template = "Pelayanan untuk keluarga", INFORMATION_TEMPLATE

    def spread(self):
        """{sector: {on, times}} of the records of kind information and media that name a field."""
        rows = ServiceRecord.objects.visible_to(self.request.assignment).standing().exclude(sector="")
        rows = rows.filter(kind__in=(Kind.INFORMATION, Kind.MEDIA)).order_by().values("sector")
        return {row["sector"]: row for row in rows.annotate(on=Max("held_on"), times=Count("pk"))}

    def facts(self, paper):
        by = self.request.assignment
        return information_facts(
            self.region, offered_to(by), self.spread(), book=book_of(by.role), paper=paper, on=by.today
        )

    def paper_facts(self, paper):
        facts = self.facts(paper)
        asked = self.request.GET.get("bidang", "")
        if asked in Sector.values:
            facts["sectors"] = [row for row in facts["sectors"] if row["value"] == asked]
        return facts | {"sectors": [{**row, "spread": {}} for row in facts["sectors"]]}

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        told = ServiceRecord.objects.visible_to(by).standing().filter(kind=Kind.INFORMATION)
        return super().get_context_data(
            facts=self.facts("A4"), papers=("A4", "F4"), told=list(told.select_related("region")[:5]),
            may_add=may_write(by), **kwargs,
        )  # fmt: skip


class PublicCountsView(InOwnHead, SheetView):
    """How many families are recorded and in which side of life they have problems, RT by RT, for everybody (SVC-03)."""

    template_name = "referrals/public_counts.html"
    name, code, lies = "Jumlah keluarga dan masalahnya per RT", "DKM", False
    columns = (
        ("RT/RW", lambda row: row.short),
        ("Keluarga terdata", lambda row: row.families),
        *((label, lambda row, side=value: row.problems[side]) for value, label in Dimension.choices),
        ("Kebutuhan menunggu", lambda row: row.needs),
    )

    def rows(self):
        if not hasattr(self, "_rows"):
            self._rows = public_lines(self.region)
        return self._rows

    def book(self):
        return Book.FCU

    def notes(self):
        few = f"Angka 1 sampai 4 ditulis {FEW}, supaya tidak ada keluarga yang dikenali. Sisi kehidupan sebuah RT "
        few += f"atau RW ditulis mulai 5 keluarga; di bawahnya {UNTOLD}, dan terhitung di baris Seluruhnya. "
        few += "Satu keluarga bisa punya masalah di beberapa sisi kehidupan, jadi kolomnya tidak dijumlahkan."
        return [("Keterangan", few)]

    def paper_facts(self, paper):
        facts = super().paper_facts(paper)
        free = {"heading": "Untuk umum", "text": "Boleh dibaca siapa saja."}
        return facts | {"notes": [*facts["notes"], free]}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            lines=self.rows(), note=self.notes()[0][1],
            download_url="?unduh=xlsx" if self.rows() else "", print_url="?cetak=pdf" if self.rows() else "",
            print_label="Cetak tabel", **kwargs,
        )  # fmt: skip


class PublicCountsChoiceView(ChooseVillageView):
    target, title, page = "referrals:public-counts-village", "Jumlah keluarga per RT", PublicCountsView
