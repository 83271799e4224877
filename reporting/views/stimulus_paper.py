"""Papers of the stimulus: requests to sign, approvals, accounts and recaps of a territory."""

from django.http import Http404
from django.views.generic import View

from institutions.documents.sheet import SHEET_TEMPLATE
from institutions.views.listing import print_register
from institutions.views.sheet import PaperView
from reporting.documents.stimulus import (
    APPROVAL_TEMPLATE,
    REQUEST_TEMPLATE,
    approval_facts,
    recap_facts,
    recap_lines,
    request_facts,
)
from reporting.models import Disbursement, StimulusGrant
from reporting.money.stimulus import IN_USE, grants_of, with_facts
from reporting.registers import ACCOUNTS
from reporting.views.disbursement import visible_disbursement
from reporting.views.grant import village_asked, visible_grant, year_asked


class BlankRequestView(PaperView):
    """The request before it is made: family, account and entitlement filled in, amount and purpose for the pen."""

    name, paper_template = "Surat permohonan pencairan", REQUEST_TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = visible_grant(request, uid)
        return self.printed_row.region

    def paper_facts(self, paper):
        return request_facts(self.printed_row, paper)


class RequestPaperView(PaperView):
    """The request as it was written down."""

    name, paper_template = "Surat permohonan pencairan", REQUEST_TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = visible_disbursement(request, uid)
        return self.printed_row.region

    def paper_facts(self, paper):
        return request_facts(self.printed_row.grant, paper, row=self.printed_row)


class ApprovalPaperView(PaperView):
    """What the Dinas approved by one letter: this request alone, or with all others of the same number and day."""

    name, paper_template = "Persetujuan pencairan dana stimulan", APPROVAL_TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = row = visible_disbursement(request, uid)
        if not row.approved or row.stage in Disbursement.OVER:
            raise Http404
        return row.region

    def paper_facts(self, paper):
        row = self.printed_row
        rows = Disbursement.objects.visible_to(self.request.assignment).live().filter(
            decision_number=row.decision_number, decided_on=row.decided_on, approved__gt=0
        )  # fmt: skip
        rows = rows.select_related("grant__family", "grant__region__parent", "account__holder")
        rows = list(rows.order_by("grant__region__code", "grant__family__search_name", "id"))
        return approval_facts(rows, paper, region=row.region)


def asked_grants(request):
    """Grants within reach, of the year and village asked for."""
    rows, year, village = grants_of(request.assignment), year_asked(request), village_asked(request)
    rows = rows.filter(year=year) if year else rows
    return rows.filter(region__code=village) if village else rows


class AccountPaperView(View):
    """The accounts of recipient families, masked: each family once (FUN-03)."""

    def get(self, request, *args, **kwargs):
        by, year = request.assignment, year_asked(request)
        rows = with_facts(asked_grants(request)).filter(has_account=True).prefetch_related(IN_USE)
        found = {}
        for row in rows.order_by("region__code", "family__search_name", "-year", "id"):
            found.setdefault(row.family_id, row)
        period = f"Tahun anggaran {year}" if year else ""
        return print_register(request, ACCOUNTS, list(found.values()), region=by.region, period=period)


class GrantRecapView(PaperView):
    """What families of each village were entitled to, asked for, got and answered for."""

    name, paper_template = "Rekap dana stimulan", SHEET_TEMPLATE

    def find_region(self, request):
        return request.assignment.region

    def paper_facts(self, paper):
        by, grants = self.request.assignment, asked_grants(self.request)
        requests = Disbursement.objects.filter(grant__in=grants.values("pk")).live()
        lines = recap_lines(StimulusGrant.objects.filter(pk__in=grants.values("pk")), requests)
        return recap_facts(by.region, lines, paper, day=by.today, year=year_asked(self.request))


