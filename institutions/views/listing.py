"""Lists paged by key: the next page begins after the last row, so that page 400 costs what page 1 costs."""

from functools import reduce
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.views.generic import TemplateView

from fcu_project import audit, export, pdf
from fcu_project.views import refused
from institutions.books import book_of
from institutions.documents import printed
from institutions.documents.letterhead import lower_first
from institutions.documents.register import MOST_ROWS, REGISTER_TEMPLATE, own_unit_of, register_facts

PAGE_SIZE = 50
YEARS_SHOWN = 3
TOO_MANY = (
    f"Daftar ini lebih dari {MOST_ROWS} baris, terlalu panjang untuk dicetak sekaligus. Saring dahulu, misalnya "
    "menurut tahun, atau unduh Excel."
)


def uid_of(text):
    """A uid that came in an address. Raises Http404 for what is none."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def year_asked(text):
    """A year that came in an address; None for what is none, also for the year 0, which no calendar has."""
    return int(text) or None if text.isascii() and text.isdigit() and len(text) == 4 else None


def print_register(request, register, rows, *, region, unit=None, period=""):
    """The book on paper, of the place's usual size or the one asked for by `?kertas=`; a longer one is refused (409).

    rows  a sequence or queryset in the order of the book; at most MOST_ROWS are printed
    """
    rows, by = list(rows[: MOST_ROWS + 1]), request.assignment
    if len(rows) > MOST_ROWS:
        return refused(request, [TOO_MANY], request.path)
    paper = pdf.size_asked(request, region.setting("paper"))
    facts = register_facts(
        register, rows, region=region, unit=unit, book=book_of(by.role), paper=paper, period=period, day=by.today
    )
    audit.record(f"print:{register.title}", by=by)
    content = pdf.render(REGISTER_TEMPLATE, facts | printed(by), paper=paper)
    name = f"{register.title}-{region.name}.pdf".replace(" ", "-").replace("/", "-")
    return pdf.response(content, name)


class KeyedListView(TemplateView):
    """A list ordered by `order` (a sort field and the id), paged by the key of its last row.

    Subclasses give `get_queryset()` within reach. No COUNT: above a village it would read every row.
    """

    order = ("id",)
    descending = False
    page_size = PAGE_SIZE
    columns = ()  # of the Excel file, see institutions.resources; without them there is no download
    export_name = ""
    register = None  # the list as a book on paper, see institutions.registers; without it nothing is printed
    year_field = ""  # a date field by which the list is narrowed to one year

    def get(self, request, *args, **kwargs):
        by = request.assignment
        if self.columns and request.GET.get("unduh") == "xlsx":
            rows = self.export_rows().iterator(chunk_size=500)
            return export.respond(self.export_name, self.columns, rows, by=by, place=by.region.name)
        if self.register and request.GET.get("cetak") == "pdf":
            region, unit = self.keeper()
            return print_register(
                request, self.register, self.register_rows(), region=region, unit=unit, period=self.register_period()
            )
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        raise NotImplementedError

    @property
    def year(self):
        """The year asked for by `?tahun=`, None for all."""
        return year_asked(self.request.GET.get("tahun", "")) if self.year_field else None

    def narrowed(self):
        rows = self.get_queryset()
        return rows.filter(**{f"{self.year_field}__year": self.year}) if self.year else rows

    def shown(self, rows):
        """The rows of the screen with no more than it shows; the Excel file and the book read all of `narrowed`."""
        return rows

    def export_rows(self):
        """The rows of the Excel file."""
        return self.narrowed().order_by(*self.order)

    def register_rows(self):
        """The rows of the book, the oldest first."""
        return self.narrowed().order_by(*self.order)

    def register_period(self):
        """The stretch the book covers, in words; "" where the days of its rows tell it."""
        return f"Tahun {self.year}" if self.year else ""

    def keeper(self):
        """(region, FCU or None) whose book it is: of the reader's own office."""
        by = self.request.assignment
        return by.region, own_unit_of(by, book_of(by.role))

    def get_context_data(self, **kwargs):
        sign = "-" if self.descending else ""
        rows = self.narrowed().order_by(*(f"{sign}{name}" for name in self.order))
        after = self.request.GET.get("setelah", "")
        if after:
            rows = rows.filter(self._beyond(after))
        page = list(self.shown(rows)[: self.page_size + 1])
        more = len(page) > self.page_size
        page = page[: self.page_size]
        kept = self.request.GET.copy()
        kept.pop("setelah", None)
        next_url = prev_url = ""
        if more:
            kept_next = kept.copy()
            kept_next["setelah"] = self._key(page[-1])
            next_url = f"?{kept_next.urlencode()}"
        if after:
            prev_url = f"?{kept.urlencode()}"
        return super().get_context_data(
            rows=page,
            next_url=next_url,
            download_url=self._with(kept, unduh="xlsx") if self.columns and page else "",
            print_url=self._with(kept, cetak="pdf") if self.register and (page or self.register.page_lines) else "",
            print_label=f"Cetak {lower_first(self.register.title)}" if self.register else "",
            prev_url=prev_url,
            year=self.year,
            year_chips=self._years(kept) if self.year_field and (page or self.year) else [],
            wanted=self.request.GET.get("cari", ""),
            **kwargs,
        )

    @staticmethod
    def _with(kept, **more):
        asked = kept.copy()
        asked.update(more)
        return f"?{asked.urlencode()}"

    def _years(self, kept):
        """Chips of the latest years: asking for all years that occur would read every row."""
        this_year, others = self.request.assignment.today.year, kept.copy()
        others.pop("tahun", None)
        chips = [{"label": "Semua tahun", "url": f"?{others.urlencode()}", "current": not self.year}]
        return chips + [
            {"label": str(year), "url": self._with(others, tahun=str(year)), "current": self.year == year}
            for year in range(this_year, this_year - YEARS_SHOWN, -1)
        ]

    def _key(self, row):
        return "~".join(str(reduce(getattr, name.split("__"), row)) for name in self.order)

    def _beyond(self, text):
        """Rows after the given key; an unreadable key shows the first page."""
        parts = text.rsplit("~", len(self.order) - 1)
        if len(parts) != len(self.order) or not parts[-1].isascii() or not parts[-1].isdigit() or len(parts[-1]) > 18:
            return Q()
        compare, rows = "lt" if self.descending else "gt", self.get_queryset()
        try:
            for name, value in zip(self.order[:-1], parts, strict=False):
                worked_out = rows.query.annotations.get(name)
                (worked_out.output_field if worked_out else _field(rows.model, name)).to_python(value)
        except Exception:
            return Q()
        beyond, same = Q(), {}
        for name, value in zip(self.order, parts, strict=True):
            beyond |= Q(**same, **{f"{name}__{compare}": value})
            same[name] = value
        return beyond


def _field(model, path):
    """The field at the end of a path such as "family__search_name"."""
    *steps, last = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(last)
