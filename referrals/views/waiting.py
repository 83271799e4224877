"""Who is waited for, and for how long: by tier, by place, by sender (REF-10). No family is named."""

from fcu_project import audit
from institutions.documents.letterhead import place_code
from institutions.roles import VILLAGE
from institutions.views.sheet import SheetView
from referrals.models.referral import overdue_after
from referrals.views.directory import OwnOffice
from referrals.waits import Waits

UNKNOWN = "–"


class WaitingView(OwnOffice, SheetView):
    """The list of those that are waited for, on the screen, on paper and in Excel."""

    template_name = "referrals/waiting.html"
    name, lies = "Daftar tunggu rujukan", False
    columns = (
        ("Menurut", lambda row: row[0]),
        ("Siapa yang ditunggu", lambda row: row[1].label),
        ("Menunggu", lambda row: row[1].count),
        ("Terlambat", lambda row: row[1].late),
        ("Terlama (hari)", lambda row: row[1].longest),
        ("Biasanya dijawab (hari)", lambda row: row[1].usual),
    )

    def _waits(self):
        by = self.request.assignment
        if not hasattr(self, "_counted"):
            self._counted = Waits(by, by.today, overdue_after(by.region))
        return self._counted

    def parts(self):
        """[(heading, what a line is, lines)] as the screen and the paper show them."""
        waits, found = self._waits(), []
        for heading, column, lines in (
            ("Menurut tingkat", "Tingkat", waits.tiers),
            ("Menurut lembaga", "Lembaga", waits.places),
            ("Menurut pengirim", "Pengirim", waits.senders if self.request.assignment.level != VILLAGE else []),
        ):
            if lines:
                found.append((heading, column, lines))
        return found

    def rows(self):
        return [(column, line) for _, column, lines in self.parts() for line in lines]

    def notes(self):
        return [("Cara menghitung", self._how())]

    def _how(self):
        limit = self._waits().limit
        return (
            f"Terlambat: lebih dari {limit} hari sejak rujukan dikirim; bagi lembaga yang dipilih LK3, sejak "
            "diteruskan. Biasanya dijawab: nilai tengah hari sampai "
            "jawaban, untuk jawaban 12 bulan terakhir. Rujukan dengan masalah yang dirahasiakan dihitung menurut "
            "tingkat, tidak menurut lembaga."
        )

    def paper_facts(self, paper):
        return super().paper_facts(paper) | {"document_id": f"DTR-{place_code(self.region)}"}

    def get_context_data(self, **kwargs):
        audit.record("referral:waiting", by=self.request.assignment)
        waits, parts = self._waits(), self.parts()
        return super().get_context_data(
            parts=parts, count=sum(line.count for line in waits.tiers), late=sum(line.late for line in waits.tiers),
            limit=waits.limit, how=self._how(), unknown=UNKNOWN,
            download_url="?unduh=xlsx" if parts else "", print_url="?cetak=pdf" if parts else "",
            print_label="Cetak daftar tunggu", **kwargs,
        )  # fmt: skip
