"""The list of referrals: what an FCU or TKSK sent, what reached LK3, how long each waits (REF-04, REF-10)."""

from urllib.parse import urlencode

from django.http import QueryDict

from families.filters import looks_like_a_number
from fcu_project import dates
from fcu_project.pdf import PAPER_SIZES
from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView
from referrals import filters, registers, resources
from referrals.models import Referral
from referrals.models.referral import overdue_after
from referrals.reading import knows_families, lines_of


class ReferralListView(KeyedListView):
    """Referrals within reach; those that wait stand in the order of their waiting, the longest first."""

    template_name = "referrals/referral_list.html"
    export_name = "Rujukan"

    @property
    def year_field(self):
        """What is over grows from year to year; what is under way is one list."""
        return "sent_on" if self.chosen == filters.OVER else ""

    def get(self, request, *args, **kwargs):
        request.GET = self._understood(request.GET)
        return super().get(request, *args, **kwargs)

    def _understood(self, asked):
        """Only what this list offers goes on into its links."""
        by = self.request.assignment
        offered = {
            "saring": lambda value: value in filters.offered(by),
            "unduh": lambda value: value == "xlsx",
            "cetak": lambda value: value == "pdf",
            "kertas": lambda value: value in PAPER_SIZES,
            "cari": lambda value: knows_families(by) and not looks_like_a_number(value),
            "setelah": lambda value: True,
            "tahun": lambda value: value.isascii() and value.isdigit() and len(value) == 4,
        }
        kept = QueryDict(mutable=True)
        for name, fits in offered.items():
            if asked.get(name) and fits(asked[name]):
                kept[name] = asked[name]
        return kept

    @property
    def chosen(self):
        return self.request.GET.get("saring", "")

    @property
    def columns(self):
        """LK3 takes no name away, a pioneer no list."""
        by = self.request.assignment
        if by.role == "pioneer":
            return ()
        if self.chosen == filters.CAPITAL:
            return resources.CAPITAL if knows_families(by) else resources.CAPITAL_RECEIVED
        return resources.SENT if knows_families(by) else resources.RECEIVED

    @property
    def register(self):
        by = self.request.assignment
        if by.role == "pioneer":
            return None
        if self.chosen == filters.CAPITAL:
            return registers.CAPITAL if knows_families(by) else registers.CAPITAL_RECEIVED
        return registers.SENT if knows_families(by) else registers.RECEIVED

    @property
    def order(self):
        """Whoever was waited for longest first, so that the late ones lead; drafts and what is over by their making."""
        if self.chosen in (filters.DRAFTS, filters.OVER):
            return ("id",)
        return ("sent_on", "id") if self.chosen == filters.CAPITAL else ("turn", "id")

    @property
    def descending(self):
        return self.order == ("id",)

    @property
    def limit(self):
        """Days until a referral is overdue in this reader's place; one query."""
        if not hasattr(self, "_limit"):
            self._limit = overdue_after(self.request.assignment.region)
        return self._limit

    def within_reach(self):
        rows = Referral.objects.visible_to(self.request.assignment)
        return filters.by_text(rows, self.request.GET.get("cari", ""))

    def get_queryset(self):
        asked = filters.conditions(dates.today(), self.limit)[self.chosen]
        rows = self.within_reach().filter(asked).annotate(turn=filters.turn())
        return rows.with_facts().select_related("letter")

    @property
    def book_year(self):
        asked = self.request.GET.get("tahun", "")
        return int(asked) if asked else self.request.assignment.today.year

    def _book(self):
        """The book of referrals, on paper and as a table: all that was sent in its year, whatever the screen shows."""
        rows = Referral.objects.visible_to(self.request.assignment).filter(sent_on__year=self.book_year)
        return rows.with_facts().select_related("letter").order_by("sent_on", "id")

    def export_rows(self):
        return super().export_rows() if self.chosen == filters.CAPITAL else self._book()

    def register_rows(self):
        return super().register_rows() if self.chosen == filters.CAPITAL else self._book()

    def register_period(self):
        return super().register_period() if self.chosen == filters.CAPITAL else f"Tahun {self.book_year}"

    def _take_away(self, context):
        """Links to the book of the year, also where the chosen chip shows nothing."""
        if self.chosen == filters.CAPITAL or not self.register or not self._book().exists():
            return {}
        year = {"tahun": str(self.book_year)}
        return {
            "print_url": f"?{urlencode(year | {'cetak': 'pdf'})}",
            "print_label": f"{context['print_label']} {self.book_year}",
            "download_url": f"?{urlencode(year | {'unduh': 'xlsx'})}",
        }

    def get_context_data(self, **kwargs):
        by, today = self.request.assignment, dates.today()
        context = super().get_context_data(**kwargs)
        counts = filters.counts(self.within_reach(), today, self.limit)
        return {
            **context,
            **self._take_away(context),
            "lines": lines_of(context["rows"], by, self.limit, today),
            "chips": [self._chip(name, counts.get(name)) for name in filters.offered(by)],
            "late": counts[filters.LATE],
            "limit": self.limit,
            "chosen": self.chosen,
            "is_narrowed": bool(self.chosen or context["wanted"]),
            "receives": by.has_perm("referrals.receive_referral"),
            "knows_families": knows_families(by),
            "shows_village": by.level != VILLAGE,
        }

    def _chip(self, name, count):
        kept = {"cari": self.request.GET.get("cari", ""), "saring": name}
        query = urlencode({key: value for key, value in kept.items() if value})
        return {"label": filters.LABELS[name], "url": f"?{query}", "count": count, "current": name == self.chosen}
