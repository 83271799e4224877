"""Papers without a page of their own: statements to sign, the rules of order of a meeting."""

from django.shortcuts import get_object_or_404

from institutions.documents.rules import RULES_TEMPLATE, rules_facts
from institutions.documents.statement import (
    MEMBER_STATEMENT_TEMPLATE,
    OFFICER_STATEMENT_TEMPLATE,
    member_statement_facts,
    officer_statement_facts,
)
from institutions.views.meeting import kept_meeting
from institutions.views.sheet import PaperView
from institutions.views.unit import visible_unit


class MemberStatementView(PaperView):
    """Commitment and competence of a member, to be signed (VAL-05); without a member the blank for the next ones."""

    name, paper_template = "Pernyataan anggota", MEMBER_STATEMENT_TEMPLATE

    def find_region(self, request, uid, member=None):
        self.unit = self.printed_row = visible_unit(request, uid)
        self.member = None
        if member:
            rows = self.unit.memberships.filter(left_on=None).select_related("person", "institution")
            self.member = self.printed_row = get_object_or_404(rows, uid=member)
        return self.unit.region

    def paper_facts(self, paper):
        return member_statement_facts(self.unit, self.member)


class OfficerStatementPaperView(PaperView):
    """An officer's statement to be free of party politics, to be signed (VAL-02)."""

    name, paper_template = "Pernyataan pengurus", OFFICER_STATEMENT_TEMPLATE

    def find_region(self, request, uid, row):
        unit = visible_unit(request, uid)
        rows = unit.officer_terms.select_related("membership__person", "membership__institution", "unit__region")
        self.term = self.printed_row = get_object_or_404(rows, uid=row)
        return unit.region

    def paper_facts(self, paper):
        return officer_statement_facts(self.term)


class MeetingRulesView(PaperView):
    """How this meeting is held and how it decides, for the wall of the room (MEM-14)."""

    name, paper_template = "Tata tertib", RULES_TEMPLATE

    def find_region(self, request, uid):
        self.meeting = self.printed_row = kept_meeting(request, uid)
        return self.meeting.region

    def paper_facts(self, paper):
        return rules_facts(self.meeting)
