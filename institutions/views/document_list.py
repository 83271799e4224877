"""The register of letters of a territory: listed, searched, downloaded, printed as a book."""

from datetime import date

from django.db.models import DateField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from fcu_project.models import GateReason
from institutions import registers, resources
from institutions.books import book_of, fitting, incoming_of
from institutions.documents import may_read
from institutions.documents.letter import addressees, open_to
from institutions.documents.letter_kinds import LETTER_KINDS, kinds_for
from institutions.models import IssuedDocument
from institutions.views.listing import KeyedListView
from institutions.workflow.document import CANCELLED, listed_for

INCOMING_SHOWN = 5
REGENCY_CODE = 4  # digits
NOT_YET = date(9999, 12, 31)  # where a letter without a date stands: before all that have one


def _addressee(document, by):
    """To whom a letter in own words goes, for a list; "" where the reader may not know."""
    if document.kind not in LETTER_KINDS or not may_read(document, by):
        return ""
    return ", ".join(addressees(document.text))


class DocumentListView(KeyedListView):
    """The register of letters of the territory: what has no date yet, then the latest first.

    Above a kabupaten they stand in the order of their making: there are too many to sort at every look.
    """

    template_name = "institutions/document_list.html"
    columns, export_name = resources.DOCUMENTS, "Buku-surat"
    descending, year_field = True, "dated_on"

    @property
    def order(self):
        return ("listed_on", "id") if len(self.request.assignment.territory) >= REGENCY_CODE else ("id",)

    def _beyond(self, text):
        if len(self.order) == 1:
            return super()._beyond(text)
        day, _, key = text.partition("~")
        try:
            day, key = date.fromisoformat(day), int(key[:18])
        except ValueError:
            return Q()
        return Q(listed_on__lt=day) | Q(listed_on=day, id__lt=key)

    def get_queryset(self):
        by = self.request.assignment
        rows = IssuedDocument.objects.registered_for(by, book_of(by.role))
        rows = listed_for(rows, by).select_related("region", "meeting", "text")
        rows = rows.annotate(listed_on=Coalesce("dated_on", Value(NOT_YET), output_field=DateField()))
        asked = self.request.GET
        if asked.get("jenis", "") in IssuedDocument.Kind.values:
            rows = rows.filter(kind=asked["jenis"])
        if asked.get("tahap", "") in IssuedDocument.Stage.values:
            rows = rows.filter(stage=asked["tahap"])
        if wanted := asked.get("cari", "").strip():
            rows = rows.filter(
                Q(subject__icontains=wanted) | Q(number__icontains=wanted) | Q(issuer__icontains=wanted)
                | Q(region__name__icontains=wanted) | open_to(by) & Q(text__addressee__icontains=wanted)
            )
        return rows

    @property
    def register(self):
        """The decrees have a book of their own."""
        return registers.DECREES if self.request.GET.get("jenis") == "decree" else registers.OUTGOING

    def register_rows(self):
        """What the own office sent, in the order of its book; a draft stands in none."""
        by = self.request.assignment
        rows = self.narrowed().filter(region=by.region).exclude(number="")
        if self.register is registers.OUTGOING:
            rows = rows.filter(book=book_of(by.role))
        reasons = GateReason.objects.filter(object_uid=OuterRef("uid"), gate=CANCELLED).values("reason")[:1]
        rows = rows.annotate(cancelled_because=Subquery(reasons))
        return rows.select_related("decree__unit", "text").order_by("dated_on", "id")

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        by = self.request.assignment
        letters = listed_for(IssuedDocument.objects.visible_to(by), by)
        there = set(letters.order_by().values_list("kind", flat=True).distinct())
        context = super().get_context_data(
            kinds=[(kind, label) for kind, label in IssuedDocument.Kind.choices if kind in there],
            stages=IssuedDocument.Stage.choices,
            kind=asked.get("jenis", ""),
            stage=asked.get("tahap", ""),
            may_write=bool(kinds_for(by)),
            incoming=self.incoming_too(asked.get("cari", "").strip()),
            **kwargs,
        )
        for row in context["rows"]:
            row.addressee = _addressee(row, by)
        return context

    def incoming_too(self, wanted):
        """Letters that came in and fit the search: who looks for a paper need not know which way it went."""
        by = self.request.assignment
        if not wanted or not by.has_perm("institutions.view_incomingletter"):
            return []
        return list(fitting(incoming_of(by), wanted).order_by("-received_on", "-id")[:INCOMING_SHOWN])
