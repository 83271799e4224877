"""Papers of a secret case: a referral letter is written here, and printed only for who was let in."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from institutions.books import COUNTED, book_of
from institutions.views.sheet import OnPaper, View
from referrals.actions import secret as actions
from referrals.documents.secret import (
    ACROSS,
    INCIDENT_REPORT,
    SEALED_LETTER,
    secret_letter_facts,
    secret_report_facts,
)
from referrals.forms.secret import ReferForm
from referrals.models import SecretEvent
from referrals.views.reach import Prepared
from referrals.views.secret import OnSecret, opened_case
from referrals.views.secret_report import untraced


@untraced
class SecretReferView(OnSecret, Prepared):
    """A referral: its letter takes the next number of the own book, what it says stays in the sealed step."""

    form_class = ReferForm
    title, submit_label = "Rujuk ke lembaga", "Beri nomor dan simpan"
    intro = "Di buku surat hanya tampak nomor dan kata “Rahasia”. Surat dicetak dari halaman kasus ini saja."
    success_message = "Surat rujukan bernomor. Cetak dari langkah di bawah, lalu antarkan langsung."

    def get_form_kwargs(self):
        asks = book_of(self.request.assignment.role) not in COUNTED
        return {**super().get_form_kwargs(), "asks_number": asks}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        names = ("what", "place", "place_kind", "address", "told", "consent")
        words = {name: data[name] for name in names if data[name]}
        return actions.refer(
            self.case, happened_at=timezone.now(), words=words, number=data.get("number", ""),
            by=by, on=by.today,
        )  # fmt: skip


class SecretPaper(OnPaper, View):
    """A paper of an opened case, marked across and traced by its number alone."""

    mark = ACROSS

    def find_region(self, request, uid, **kwargs):
        self.printed_row = self.case = opened_case(request, uid)
        self.find(**kwargs)
        return request.assignment.region

    def find(self, **kwargs):
        """Look up what the paper is about besides the case."""

    def get(self, request, *args, **kwargs):
        return self.paper(request.assignment)


@untraced
class SecretLetterView(SecretPaper):
    """The referral letter of one step."""

    name, paper_template = "Surat rujukan rahasia", SEALED_LETTER
    mark = ""  # its nature stands in its head; it goes to the place that helps

    def find(self, row):
        rows = SecretEvent.objects.opened_to(self.request.assignment).select_related("letter__region", "case")
        self.event = get_object_or_404(rows, case=self.case, uid=row, letter__isnull=False)

    def paper_facts(self, paper):
        return secret_letter_facts(self.event, paper)


@untraced
class SecretIncidentView(SecretPaper):
    """The incidental report, the client masked."""

    name, paper_template = "Laporan insidental rahasia", INCIDENT_REPORT

    def paper_facts(self, paper):
        return secret_report_facts(self.case, paper, by=self.request.assignment)
