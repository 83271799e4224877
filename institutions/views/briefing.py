"""Officers who were not briefed yet."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from institutions import resources
from institutions.books import book_of
from institutions.briefed import counts_below, keys_of, lines_for, lines_of, waiting_in
from institutions.documents.letterhead import letterhead, place_code
from institutions.documents.sheet import sheet_facts
from institutions.documents.signing import head_of
from institutions.guidance import BRIEFS_OFFICERS
from institutions.meetings import kinds_for
from institutions.models import Book
from institutions.views.sheet import PAGE, SheetView

NAMES_BELOW = ("village", "subdistrict", "regency")  # levels that see the people of their territory by name


class BriefingView(SheetView):
    """Who of the officers was not briefed yet (STG-15), also on paper; above the kabupaten only how many."""

    template_name = "institutions/briefing.html"
    name, lies = "Pembekalan", False

    def find_region(self, request):
        self.named = request.assignment.level in NAMES_BELOW
        self.columns = resources.BRIEFED if self.named else ()
        self.wanted = request.GET.get("cari", "").strip() if self.named else ""
        return request.assignment.region

    def rows(self):
        return lines_of(self.region, self.request.assignment.today, self.wanted)

    def paper_facts(self, paper):
        """Who waits, with room for the day of the briefing; above the kabupaten how many wait in each place."""
        on = self.request.assignment.today
        if self.named:
            lines = self.rows()
            waiting = [line for line in lines if line.briefed_on is None]
            headers = ("Nama", "Jabatan", "Wilayah", "Rencana pembekalan (tanggal, tempat)")
            rows, left, total = [(w.person.name, w.post, w.place, "") for w in waiting], len(waiting), len(lines)
        else:
            headers, rows = ("Wilayah", "Petugas", "Belum dibekali"), counts_below(self.region, on)
            left, total = sum(row[2] for row in rows), sum(row[1] for row in rows)
        told = f"{left} dari {total} petugas belum dibekali." if left else "Semua petugas sudah dibekali."
        told = told if total else "Belum ada pengurus dan petugas."
        notes = [("Jumlah", told), *([("Saringan", f"Nama memuat “{self.wanted}”")] if self.wanted else [])]
        facts = sheet_facts(
            "Daftar pengurus dan petugas yang belum dibekali", self.region, headers, rows, paper=paper,
            day=on, notes=notes, lies=self.lies,
        )  # fmt: skip
        book = book_of(self.request.assignment.role)
        book = Book.OFFICE if book == Book.FCU else book
        return facts | {
            "document_id": f"BKL-{place_code(self.region)}",
            "letterhead": letterhead(self.region, book=book),
            "signature": head_of(book, self.region),
        }

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        kinds = [kind for kind in BRIEFS_OFFICERS if kind in kinds_for(by.role)]
        plan = reverse("institutions:meeting-create", args=[kinds[0]]) if kinds else ""
        found = self._page(by) if self.named else {"counts": counts_below(by.region, by.today)}
        return super().get_context_data(
            named=self.named,
            wanted=self.wanted,
            asked=urlencode({"cari": self.wanted}) if self.wanted else "",
            plan_url=plan if by.has_perm("institutions.add_meeting") else "",
            **found,
            **kwargs,
        )

    def _page(self, by):
        """One page of officers, cut out and counted by the database."""
        page = Paginator(keys_of(by.region, by.today, self.wanted), PAGE).get_page(self.request.GET.get("halaman"))
        return {
            "lines": lines_for(page.object_list),
            "total": page.paginator.count,
            "waiting": waiting_in(by.region, by.today, self.wanted),
            "prev_url": self._to(page.previous_page_number()) if page.has_previous() else "",
            "next_url": self._to(page.next_page_number()) if page.has_next() else "",
        }

    def _to(self, number):
        return "?" + urlencode({"cari": self.wanted, "halaman": number} if self.wanted else {"halaman": number})
