"""Who reported, late or in time, and what it adds up to: the matrix (REP-15) and the recap of each level (REP-07)."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from fcu_project import dates, export
from institutions.models import Region
from institutions.roles import NATION, PROVINCE, REGENCY, SUBDISTRICT
from reporting import indicators, recap, resources
from reporting.periods import Quarter, quarter_of
from reporting.quarterly.reminders import reminded_of
from reporting.views.office_beside import own_report, sent_by_children
from reporting.views.review import reading_url

EARLIEST_YEAR = 2020
PAGE_SIZE = 100  # FCUs of one page of the matrix
MOST_NAMED = 200  # FCUs that have not reported, by name
# How a quarter of one FCU is shown: the look of its cell, icon, word. A first draft is nobody's business above.
CELLS = {
    "not_due": ("none", "dash-lg", "Belum wajib"),
    "running": ("none", "hourglass-split", "Berjalan"),
    "missing": ("open", "clock", "Belum dikirim"),
    "draft": ("open", "clock", "Belum dikirim"),
    "late": ("late", "exclamation-triangle-fill", "Terlambat"),
    "sent": ("sent", "send-check", "Terkirim"),
    "resent": ("sent", "arrow-repeat", "Kiriman ulang"),
    "returned": ("back", "arrow-return-left", "Dikembalikan"),
    "accepted": ("done", "check-circle-fill", "Diterima"),
}
FILTERS = {
    "terkirim": ("Perlu diperiksa", ("sent", "resent")),
    "ulang": ("Kiriman ulang", ("resent",)),
    "dikembalikan": ("Dikembalikan", ("returned",)),
    "diterima": ("Diterima", ("accepted",)),
    "terlambat": ("Terlambat", ("late",)),
    "belum": ("Belum dikirim", ("missing", "draft")),
}
AIM = "aim"


# --- which quarter --------------------------------------------------------------------------------------------------
def _number(text, lowest, highest):
    """A whole number within bounds, else None."""
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        return None
    return int(text) if lowest <= int(text) <= highest else None


def year_asked(request, today):
    """The year in the address; without one, that of the quarter that ended last."""
    return _number(request.GET.get("tahun", ""), EARLIEST_YEAR, today.year) or quarter_of(today).previous.year


def quarter_asked(request, today):
    """The quarter in the address, once it has begun; else the one that ended last in that year."""
    latest, year = quarter_of(today).previous, year_asked(request, today)
    number = _number(request.GET.get("triwulan", ""), 1, 4)
    asked = Quarter(year, number) if number else min(latest, Quarter(year, 4))
    return asked if asked.year == year and asked.start <= today else latest


def year_chips(year, today):
    """Links to the year before, this one and the next."""
    years = [one for one in (year - 1, year, year + 1) if EARLIEST_YEAR <= one <= today.year]
    return [{"label": f"Tahun {one}", "url": f"?tahun={one}", "current": one == year} for one in years]


def quarter_chips(quarter, today):
    """Links to the quarters of the year that have begun, between the year before and the next."""
    chips = [Quarter(quarter.year, number) for number in (1, 2, 3, 4)]
    links = [
        {"label": one.short, "url": f"?tahun={one.year}&triwulan={one.number}", "current": one == quarter}
        for one in chips
        if one.start <= today
    ]
    if quarter.year > EARLIEST_YEAR:
        links.insert(0, {"label": f"Tahun {quarter.year - 1}", "url": f"?tahun={quarter.year - 1}&triwulan=4"})
    if quarter.year < today.year:
        links.append({"label": f"Tahun {quarter.year + 1}", "url": f"?tahun={quarter.year + 1}&triwulan=1"})
    return links


# --- the matrix -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ShownCell:
    """One quarter of one FCU as it is shown: look, icon, word, a date or delay, a link for whoever may read."""

    status: str
    look: str
    icon: str
    word: str
    detail: str
    url: str
    sent_on: date | None
    days_late: int
    remind_url: str = ""
    reminded_on: date | None = None
    quarter: Quarter | None = None

    @property
    def words(self):
        return f"{self.word}, {self.detail}" if self.detail else self.word


@dataclass(frozen=True)
class ShownRow:
    """One FCU of the matrix."""

    unit: object
    cells: tuple[ShownCell, ...]

    def has(self, statuses):
        return any(cell.status in statuses for cell in self.cells)


AWAITED = ("missing", "draft", "late", "returned")  # an FCU may be reminded of these


def _remind_url(cell, unit, by):
    if cell.status not in AWAITED or not by.has_perm("reporting.remind_report"):
        return ""
    return reverse("reporting:report-remind", args=[unit.uid, cell.quarter.year, cell.quarter.number])


def shown_cell(cell, unit, by, reminded):
    report, status = cell.report, "resent" if cell.is_resent else cell.status
    return ShownCell(
        status, *CELLS[status], _detail(cell, by.today), reading_url(report, by),
        report.sent_on if report else None, cell.days_late, _remind_url(cell, unit, by),
        reminded.get((unit.uid, cell.quarter.number)), cell.quarter,
    )  # fmt: skip


def _detail(cell, today):
    """The date that matters, or how late it is."""
    if cell.status == "late":
        return f"{(today - cell.due_on).days} hari lewat batas"
    if cell.status in ("missing", "draft"):
        return f"batas {_day(cell.due_on)}"
    if cell.status not in ("sent", "returned", "accepted"):
        return ""
    if cell.status == "returned":
        days = (today - cell.report.returned_on).days
        return f"sejak {_day(cell.report.returned_on)}" + (f", {days} hari" if days else "")
    on = {"sent": "sent_on", "accepted": "accepted_on"}[cell.status]
    late = f", terlambat {cell.days_late} hari" if cell.days_late else ""
    return f"{_day(getattr(cell.report, on))}{late}"


def _day(day):
    return f"{day.day} {dates.MONTHS[day.month - 1]}"


def _queued(row):
    """In the order of reading: what was sent again first, then what waits longest."""
    waiting = [cell.sent_on for cell in row.cells if cell.status in ("sent", "resent")]
    return not row.has(("resent",)), min(waiting)


def shown_rows(by, year):
    """The FCUs of this reader's territory × four quarters."""
    rows = recap.matrix(by.region, year)
    may_remind = by.has_perm("reporting.remind_report")
    reminded = reminded_of([row.unit for row in rows], year) if may_remind else {}
    return [ShownRow(row.unit, tuple(shown_cell(cell, row.unit, by, reminded) for cell in row.cells)) for row in rows]


class MatrixView(TemplateView):
    """FCU × four quarters for kabupaten and kecamatan; above them, counts of each region just below."""

    def dispatch(self, request, *args, **kwargs):
        self.by = request.assignment
        self.year = year_asked(request, self.by.today)
        self.by_child = self.by.level in (PROVINCE, NATION)
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self):
        return ["reporting/matrix_above.html" if self.by_child else "reporting/matrix.html"]

    def get(self, request, *args, **kwargs):
        if request.GET.get("unduh") == "xlsx":
            rows, columns = self._everything()
            place = f"{self.by.region.name}_{self.year}"
            return export.respond("Laporan-masuk", columns, rows, by=self.by, place=place)
        return super().get(request, *args, **kwargs)

    def _everything(self):
        if self.by_child:
            return recap.standings_by_child(self.by.region, self.year), resources.STANDINGS
        return self._chosen(shown_rows(self.by, self.year)), resources.MATRIX

    @property
    def filter(self):
        asked = self.request.GET.get("saring", "")
        return asked if asked in FILTERS else ""

    def _chosen(self, rows):
        if not self.filter:
            return rows
        found = [row for row in rows if row.has(FILTERS[self.filter][1])]
        return sorted(found, key=_queued) if self.filter == "terkirim" else found

    def get_context_data(self, **kwargs):
        today = self.by.today
        kept = f"tahun={self.year}" + (f"&saring={self.filter}" if self.filter else "")
        context = {
            "year": self.year,
            "region": self.by.region,
            "years": year_chips(self.year, today),
            "quarters": [Quarter(self.year, number) for number in (1, 2, 3, 4)],
            "download_url": f"?{kept}&unduh=xlsx",
            "latest": quarter_of(today).previous,
        }
        context |= self._above() if self.by_child else self._rows(kept)
        return super().get_context_data(**context, **kwargs)

    def _above(self):
        rows = recap.standings_by_child(self.by.region, self.year)
        return {"rows": [(row, reverse("reporting:recap-region", args=[row.region.code])) for row in rows]}

    def _rows(self, kept):
        rows = shown_rows(self.by, self.year)
        page = Paginator(self._chosen(rows), PAGE_SIZE).get_page(self.request.GET.get("halaman"))
        return {
            "rows": page,
            "any": bool(rows),
            "filter": self.filter,
            "chips": self._chips(rows),
            "prev_url": f"?{kept}&halaman={page.previous_page_number()}" if page.has_previous() else "",
            "next_url": f"?{kept}&halaman={page.next_page_number()}" if page.has_next() else "",
            "shows_subdistrict": self.by.level == REGENCY,
            "prints": self.by.has_perm("reporting.add_printbundle"),
        }

    def _chips(self, rows):
        """How many FCUs have a quarter that stands so; what nobody has is not offered."""
        counts = {name: sum(row.has(statuses) for row in rows) for name, (_, statuses) in FILTERS.items()}
        links = [
            {"label": label, "url": f"?tahun={self.year}&saring={name}", "count": counts[name],
             "current": self.filter == name}
            for name, (label, _) in FILTERS.items()
            if counts[name] or self.filter == name
        ]  # fmt: skip
        everything = {"label": "Semua", "url": f"?tahun={self.year}", "count": len(rows), "current": not self.filter}
        return [everything, *links]


# --- the recap ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Sums:
    """A figure added up; women and men None where it is not split."""

    all: int
    women: int | None = None
    men: int | None = None


@dataclass(frozen=True)
class RecapLine:
    """One figure: what was accepted, and beside it what was sent and is not reviewed yet."""

    code: str
    heading: str
    label: str
    accepted: Sums
    waiting: Sums


def recap_lines(told, *, aim_first):
    """[(heading, [RecapLine])]; ministry and province ask for the longer aim first (SUC-05)."""
    groups = indicators.GROUPS
    if aim_first:
        groups = sorted(groups, key=lambda group: group[0] != AIM)
    return [
        (heading, [
            RecapLine(figure.code, heading, figure.label, _sums(told.accepted, figure), _sums(told.waiting, figure))
            for figure in figures
        ])
        for _, heading, figures in groups
    ]  # fmt: skip


def _sums(values, figure):
    return Sums(*(values[column] for column in figure.columns))


# What one compares between regions, by a short name.
KEY_FIGURES = {
    "pioneers_end": "Pionir",
    "plasma_end": "Plasma",
    "referrals_sent": "Rujukan dikirim",
    "plasma_promoted": "Plasma menjadi pionir",
}


@dataclass(frozen=True)
class ChildLine:
    """One region just below: who reported, and the figures one compares; `url` where it has a recap of its own."""

    told: recap.Recap
    url: str
    figures: tuple[tuple[str, int], ...]
    sent: object = None  # the office's own report as it stands, where offices of that level report


class RecapView(TemplateView):
    """Accepted reports added up for a territory of this reader: the own one, or one below it (REP-07)."""

    template_name = "reporting/recap.html"

    def dispatch(self, request, *args, **kwargs):
        self.by = request.assignment
        self.region = self._region(kwargs.get("code"))
        self.quarter = quarter_asked(request, self.by.today)
        return super().dispatch(request, *args, **kwargs)

    def _region(self, code):
        """The region asked for; one outside the reader's territory does not exist."""
        if code is None or code == self.by.territory:
            return self.by.region
        if not code.startswith(self.by.territory):
            raise Http404
        rows = Region.objects.select_related("parent").exclude(level=Region.Level.VILLAGE)
        return get_object_or_404(rows, code=code)

    def get(self, request, *args, **kwargs):
        self.children = recap.by_child(self.region, self.quarter.year, self.quarter.number)
        self.told = recap.added_up(self.region, self.children)
        self.offices = sent_by_children(self.by, self.region, self.quarter, self.children)
        if request.GET.get("unduh") == "xlsx":
            lines = [line for _, lines in self._groups() for line in lines]
            columns = resources.recap_columns(self.children)
            place = f"{self.region.name}_{self.quarter.short}"
            return export.respond("Rekap", columns, lines, by=self.by, place=place)
        return super().get(request, *args, **kwargs)

    def _groups(self):
        return recap_lines(self.told, aim_first=self.by.level in (PROVINCE, NATION))

    def get_context_data(self, **kwargs):
        today, quarter = self.by.today, self.quarter
        named = self.region.level in (REGENCY, SUBDISTRICT)
        silent = list(recap.silent_units(self.region, quarter)[:MOST_NAMED]) if named else []
        own = self.region.code == self.by.territory
        return super().get_context_data(
            region=self.region,
            own=own,
            above_url="" if own else self._above_url(),
            quarter=quarter,
            chips=quarter_chips(quarter, today),
            told=self.told,
            groups=self._groups(),
            children=[self._child(child) for child in self.children],
            key_figures=KEY_FIGURES.values(),
            silent=silent,
            is_over=quarter.end < today,
            due_on=quarter.due_on(self.region),
            matrix_url=f"{reverse('reporting:matrix')}?tahun={quarter.year}" if own else "",
            own_report=own_report(self.by, quarter, is_owed=bool(self.told.owing)) if own else None,
            download_url=f"?{self._kept}&unduh=xlsx",
            **kwargs,
        )

    @property
    def _kept(self):
        return f"tahun={self.quarter.year}&triwulan={self.quarter.number}"

    def _above_url(self):
        above = self.region.parent
        if above is None or above.code == self.by.territory:
            return f"{reverse('reporting:recap')}?{self._kept}"
        return f"{reverse('reporting:recap-region', args=[above.code])}?{self._kept}"

    def _child(self, told):
        has_own = told.region.level != Region.Level.VILLAGE
        url = f"{reverse('reporting:recap-region', args=[told.region.code])}?{self._kept}" if has_own else ""
        figures = tuple((label, told.accepted[code]) for code, label in KEY_FIGURES.items())
        return ChildLine(told, url, figures, self.offices.get(told.region.code))
