"""The months of the cash book: list, page on screen and paper, a year as one file, closed on the signed page."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from fcu_project import audit, dates, files, pdf
from fcu_project.views import WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.documents import printed
from institutions.views.sheet import SheetView
from reporting import resources
from reporting.actions import closing as actions
from reporting.documents import cashbook as papers
from reporting.forms.closing import MonthCloseForm
from reporting.models import MonthClosing
from reporting.money import ledger, months
from reporting.money.months import Month
from reporting.views.reach import Refusing

CLOSES = "reporting.add_monthclosing"


def own_book(request):
    """The book of the reader's own village. Raises Http404 before it was opened."""
    book = ledger.book_in(request.assignment.region)
    if book is None:
        raise Http404
    return book


def month_in(book, year, number, today):
    """A month that the book has. Raises Http404 for any other."""
    if not 1 <= number <= 12 or not book.opened_on.year <= year <= today.year:
        raise Http404
    month = Month(year, number)
    if month.last < book.opened_on or month.first > today:
        raise Http404
    return month


def closing_of(book, month):
    return book.closings.filter(year=month.year, month=month.number).select_related("scan").first()


class MonthsView(TemplateView):
    """Every month from the opening of the book on, year by year: what came in, went out, was left; whether closed."""

    template_name = "reporting/cash_months.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        book = ledger.book_in(by.region)
        if book is None:
            return super().get_context_data(book=None, **kwargs)
        rows = months.months_from_opening(book, by.today)
        years = sorted({row.month.year for row in rows}, reverse=True)
        asked = self.request.GET.get("tahun", "")
        year = int(asked) if asked in map(str, years) else years[0]
        chips = [{"label": str(one), "url": f"?tahun={one}", "current": one == year} for one in years]
        due = months.next_to_close(book)
        return super().get_context_data(
            book=book, rows=[row for row in reversed(rows) if row.month.year == year], year=year,
            chips=chips if len(chips) > 1 else [], due=due if due.last < by.today else None,
            may_close=by.has_perm(CLOSES), today=by.today, **kwargs,
        )  # fmt: skip


class MonthView(SheetView):
    """One month as the page of the book; the same rows on the screen, on paper and as Excel."""

    template_name = "reporting/cash_month.html"
    paper_template = papers.BOOK_TEMPLATE
    columns = resources.CASH_MONTH

    def find_region(self, request, year, month):
        self.book = own_book(request)
        self.month = month_in(self.book, year, month, request.assignment.today)
        self.page = months.page_of(self.book, self.month)
        self.closing = closing_of(self.book, self.month)
        self.is_draft = papers.month_is_draft(self.book, self.month, request.assignment.today)
        self.name = f"Buku-kas-{self.month.year}-{self.month.number:02d}"
        return self.book.region

    def rows(self):
        return [*self.page.rows(), *self.page.sums()]

    def paper_facts(self, paper):
        return papers.month_facts(self.book, self.page, self.closing, paper, self.request.assignment.today)

    def get_context_data(self, **kwargs):
        by, book, month = self.request.assignment, self.book, self.month
        closes = self.closing is None and by.has_perm(CLOSES)
        conditions = months.closing_conditions(book, month, by.today) if closes else []
        return super().get_context_data(
            book=book, shown=month, page=self.page, closing=self.closing, is_draft=self.is_draft,
            waiting=months.waiting_in(book, month), conditions=conditions,
            may_close=closes and not any(problem for _, problem in conditions),
            previous=month.previous if month.previous.last >= book.opened_on else None,
            following=month.next if month.next.first <= by.today else None, **kwargs,
        )  # fmt: skip


class YearView(View):
    """The book of a year: its months in one file, each on a page of its own (FUN-08)."""

    def get(self, request, year):
        by, book = request.assignment, own_book(request)
        rows = [row for row in months.months_from_opening(book, by.today) if row.month.year == year]
        if not rows:
            raise Http404
        paper = pdf.size_asked(request, book.region.setting("paper"))
        parts = [self._part(book, row, paper, by) for row in rows]
        audit.record(f"print:Buku-kas-{year}", by=by, obj=book)
        content = pdf.render_together(parts, paper=paper, title=f"Buku kas umum {book.unit} tahun {year}")
        return pdf.response(content, f"Buku-kas-{year}-{book.region.name}.pdf".replace(" ", "-"))

    @staticmethod
    def _part(book, row, paper, by):
        page, today = months.page_of(book, row.month), by.today
        mark = pdf.DRAFT_MARK if papers.month_is_draft(book, row.month, today) else ""
        facts = papers.month_facts(book, page, row.closing, paper, today) | printed(by)
        return papers.BOOK_TEMPLATE, facts, mark, ""


class MonthCloseView(Refusing, WriteMixin, FormView):
    """Lock a month by its signed page. It is never opened again: what was wrong is reversed in an open month."""

    form_class, template_name = MonthCloseForm, "reporting/cash_month_close.html"
    submit_label = "Tutup bulan ini"

    def prepare(self):
        by = self.request.assignment
        self.object = self.book = own_book(self.request)
        self.month = month_in(self.book, self.kwargs["year"], self.kwargs["month"], by.today)
        if self.request.method == "GET" and (problems := months.closing_problems(self.book, self.month, by.today)):
            raise TransitionRefused(problems)

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        page = months.page_of(self.book, self.month)
        return super().get_context_data(month=self.month, page=page, **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.close_month(
            self.book, self.month, scan=data["scan"], signed_on=data["signed_on"], stated=data["stated"], by=by,
            on=by.today,
        )  # fmt: skip

    def get_success_message(self, form):
        return f"{self.month.words} sudah ditutup dengan saldo {dates.rupiah(self.object.closing)}."

    def get_success_url(self):
        return reverse("reporting:cash-month", args=[self.kwargs["year"], self.kwargs["month"]])

    get_cancel_url = get_success_url


class MonthScanView(View):
    """The signed page of a closed month."""

    def get(self, request, uid):
        closing = get_object_or_404(MonthClosing.objects.visible_to(request.assignment).select_related("scan"), uid=uid)
        audit.record("cash:page-read", by=request.assignment, obj=closing)
        return files.respond(closing.scan)
