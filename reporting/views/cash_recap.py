"""Money of a month, quarter, half or year by source and category, beside the period before (FUN-10)."""

from django.http import Http404

from institutions.views.sheet import SheetView
from reporting import resources
from reporting.documents import cashbook as papers
from reporting.money import cash_recap, ledger
from reporting.money.cash_recap import KINDS, Span, span_of

USUAL = "triwulan"


class CashRecapView(SheetView):
    """The report on the screen, as Excel, and as the paper "Laporan keuangan"."""

    template_name = "reporting/cash_recap.html"
    paper_template = papers.REPORT_TEMPLATE

    def find_region(self, request):
        self.book = ledger.book_in(request.assignment.region)
        if self.book is not None:
            self.span = self._asked()
            self.now = cash_recap.sums_of(self.book, self.span)
            self.before = cash_recap.sums_of(self.book, self.span.previous)
            self.columns = resources.cash_recap_columns(self.span)
            self.name = f"Laporan-keuangan-{self.span.words}".replace(" ", "-")
            self.is_draft = papers.report_is_draft(self.book, self.span, request.assignment.today)
        elif {"cetak", "unduh"} & set(request.GET):
            raise Http404
        return request.assignment.region

    def _asked(self):
        """The period of the address, else the quarter that runs; always one that the book has."""
        read, today = self.request.GET.get, self.request.assignment.today
        kind = read("jenis", USUAL)
        kind = kind if kind in KINDS else USUAL
        year, number = (_number(read(name, "")) for name in ("tahun", "ke"))
        if self.book.opened_on.year <= year <= today.year and 1 <= number <= 12 // KINDS[kind][0]:
            asked = Span(kind, year, number)
            if asked.last >= self.book.opened_on and asked.first <= today:
                return asked
        return span_of(kind, max(today, self.book.opened_on))

    def rows(self):
        return cash_recap.lines_of(self.now, self.before)

    def paper_facts(self, paper):
        return papers.report_facts(self.book, self.now, self.before, paper, self.request.assignment.today)

    def get_context_data(self, **kwargs):
        if self.book is None:
            return super().get_context_data(book=None, **kwargs)
        book, span, today = self.book, self.span, self.request.assignment.today
        chips = [
            {"label": label, "url": span_of(kind, min(span.last, today)).query, "current": kind == span.kind}
            for kind, (_, label) in KINDS.items()
        ]
        return super().get_context_data(
            book=book, span=span, today=today, now=self.now, before=self.before, chips=chips, is_draft=self.is_draft,
            lines=[line for line in self.rows() if not line.is_nil],
            activities=cash_recap.activities_of(book, span),
            reversals=cash_recap.reversal_words(book, span), open_months=cash_recap.open_months(book, span),
            previous=span.previous if span.previous.last >= book.opened_on else None,
            following=span.next if span.next.first <= today else None, **kwargs,
        )  # fmt: skip


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
