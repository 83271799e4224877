"""The road of originals: sent with a list, received line by line, recorded from the signed list, cancelled (FUN-06)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from fcu_project import audit, files, pdf
from fcu_project.views import FormCreateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.documents import printed
from institutions.roles import NATION, VILLAGE
from institutions.views.listing import KeyedListView, uid_of
from reporting.actions import handover as actions
from reporting.documents import receipts as documents
from reporting.forms.handover import CorrectForm, HandoverForm, PaperReceiveForm, ReceiveForm
from reporting.forms.receipts import WithdrawForm
from reporting.models import HandedReceipt, ReceiptHandover
from reporting.money import originals
from reporting.money.purses import Party
from reporting.registers import receipts as registers
from reporting.resources import receipts as resources
from reporting.views.reach import Refusing
from reporting.views.receipt import carry_on, guard

STATES = {"": "Semua", "jalan": "Dalam perjalanan", "kurang": "Ada yang tidak sampai"}


def visible_handover(request, uid):
    rows = ReceiptHandover.objects.visible_to(request.assignment).select_related("region__parent", "paper_scan")
    return get_object_or_404(rows, uid=uid)


def rows_of(handover, by):
    """Its lines, as far as this reader sees them, in the order of the letter."""
    rows = HandedReceipt.objects.visible_to(by).filter(handover=handover)
    rows = rows.select_related("handover", "receipt__region__parent", "receipt__disbursement__grant__family")
    return list(
        rows.order_by("receipt__region__code", "receipt__disbursement__grant__family__search_name", "receipt_id")
    )


class HandoverListView(KeyedListView):
    """Handovers within reach, the latest first."""

    template_name = "reporting/handover_list.html"
    order, descending, year_field = ("sent_on", "id"), True, "sent_on"
    columns, export_name, register = resources.HANDOVERS, "Serah-terima-kuitansi-asli", registers.HANDOVERS

    @property
    def state(self):
        asked = self.request.GET.get("keadaan", "")
        return asked if asked in STATES else ""

    def get_queryset(self):
        rows = ReceiptHandover.objects.visible_to(self.request.assignment).select_related("region__parent")
        missed = Count("rows", filter=Q(rows__arrived=False, cancelled_on=None))
        rows = rows.annotate(pieces=Count("rows"), total=Sum("rows__receipt__amount"), missed=missed)
        if self.state == "jalan":
            rows = rows.filter(received_on=None, cancelled_on=None)
        elif self.state == "kurang":
            rows = rows.filter(missed__gt=0)
        return rows

    def get_context_data(self, **kwargs):
        by, context = self.request.assignment, super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.waits_for_us = row.is_open and originals.is_for(row, by)
        return context | {
            "chips": [
                {"label": label, "url": f"?keadaan={value}" if value else "?", "current": self.state == value}
                for value, label in STATES.items()
            ],
            "may_add": by.has_perm(actions.SENDS),
            "shows_place": by.level != VILLAGE,
            "is_narrowed": bool(self.state or self.year),
            "sees_payments": by.has_perm("reporting.view_disbursement"),
        }


class HandoverView(TemplateView):
    """One handover: from whom to whom, the list, what arrived and what did not."""

    template_name = "reporting/handover.html"

    def get_context_data(self, **kwargs):
        by, row = self.request.assignment, visible_handover(self.request, self.kwargs["uid"])
        audit.record("handover:view", by=by, obj=row)
        rows = rows_of(row, by)
        gives = originals.is_givers(row, by) and row.is_open
        receives = row.is_open and originals.may_receive(row, by)
        closed = originals.closed_to_paper(row, by.today) if gives and not receives else ""
        return super().get_context_data(
            row=row, rows=rows, total=sum(line.receipt.amount for line in rows),
            missing=[line for line in rows if line.arrived is False and not row.cancelled_on],
            receiver=originals.receiver_name(row), giver=originals.short_name(row.giver),
            to=originals.short_name(row.receiver),
            days=(by.today - row.sent_on).days,
            may_receive=receives, may_record=gives and not receives and not closed, closed_to_paper=closed,
            may_cancel=gives, may_correct=actions.corrects(row, by) and bool(actions.correctable(rows)),
            shows_village=by.level != VILLAGE, is_letter=not row.at_once,
            **kwargs,
        )  # fmt: skip


class WayChoiceView(TemplateView):
    """From whom to whom? Each with how many originals wait there."""

    template_name = "reporting/handover_way.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        ways = [
            {"label": way.label, "hint": way.hint, "url": f"?jalan={way.code}",
             "count": originals.may_be_handed(way, by).count()}
            for way in originals.WAYS.get(by.level, ())
        ]  # fmt: skip
        return super().get_context_data(ways=ways, **kwargs)


class HandoverCreateView(FormCreateView):
    """First the way, then which originals go; the letter is printed from the page of the handover."""

    model, form_class = ReceiptHandover, HandoverForm
    template_name = "reporting/handover_form.html"
    submit_label = "Simpan serah terima"

    def get(self, request, *args, **kwargs):
        if not request.GET.get("jalan"):
            return WayChoiceView.as_view()(request)
        return super().get(request, *args, **kwargs)

    def prepare(self):
        self.object, by = None, self.request.assignment
        self.way = originals.way_of(by, self.request.GET.get("jalan", ""))
        if self.way is None:
            raise Http404
        rows = originals.may_be_handed(self.way, by)
        village = self.request.GET.get("desa", "")
        self.villages = []
        if self.way.of_one_village and by.level != VILLAGE:
            found = rows.order_by("region__code").values_list("region__code", "region__name").distinct()
            self.villages = list(found)
            if len(self.villages) > 1 and not village:
                rows = rows.none()
        if village:
            rows = rows.filter(region__code=village)
        self.rows = list(rows[: actions.MOST + 1])
        self.has_more = len(self.rows) > actions.MOST
        self.rows = self.rows[: actions.MOST]

    def get_initial(self):
        by, asked = self.request.assignment, self.request.GET.get("kuitansi", "")
        if asked:
            wanted = uid_of(asked)
            ticked = [row.pk for row in self.rows if row.uid == wanted]
        else:  # what waits at an office usually goes all together
            ticked = [row.pk for row in self.rows] if self.way.giver != Party.FAMILY else []
        return {"sent_on": by.today, "receipts": ticked}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "way": self.way, "rows": self.rows}

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        return super().get_context_data(
            way=self.way, villages=self.villages, has_more=self.has_more, shows_village=by.level != VILLAGE, **kwargs
        )

    def get_cancel_url(self):
        return reverse("reporting:handover-list")

    def write(self, form):
        return actions.hand_over(
            form.instance, self.way, form.chosen(), by=self.request.assignment, on=form.cleaned_data["sent_on"]
        )

    def get_success_message(self, form):
        count = len(form.chosen())
        if self.way.at_once:
            return f"{count} kuitansi asli tercatat. Cetak tanda terimanya, lalu tanda tangani bersama."
        return f"{count} kuitansi asli dalam perjalanan. Cetak surat pengantarnya."


class OnHandover(Refusing, WriteMixin, FormView):
    """A form about one handover that carries its version."""

    title = ""
    template_name = "reporting/handover_receive.html"

    def prepare(self):
        self.row = self.object = visible_handover(self.request, self.kwargs["uid"])
        if not self.acts():
            raise PermissionDenied
        if self.request.method == "GET" and (reason := self.closed()):
            raise TransitionRefused([reason])
        guard(self.request, self.row)

    def acts(self):
        """Whether this office is the one whose act it is."""
        raise NotImplementedError

    def closed(self):
        return "" if self.row.is_open else actions.OVER

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "row": self.row}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.title, row=self.row, meta=str(self.row), **kwargs)

    def get_cancel_url(self):
        return reverse("reporting:handover", args=[self.kwargs["uid"]])

    def _refuse(self, form, problem):
        return super()._refuse(carry_on(form, problem, self.row), problem)


class ReceiveView(OnHandover):
    """The receiver goes through the list: each original is here, or is not."""

    form_class = ReceiveForm
    title, submit_label = "Terima kuitansi asli", "Simpan penerimaan"

    def acts(self):
        return originals.may_receive(self.row, self.request.assignment)

    def get_form_kwargs(self):
        by = self.request.assignment
        return {**super().get_form_kwargs(), "rows": rows_of(self.row, by)}

    def get_initial(self):
        return {"received_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(shows_village=self.request.assignment.level != VILLAGE, **kwargs)

    def write(self, form):
        return actions.receive(
            self.row, form.answers(), by=self.request.assignment, on=form.cleaned_data["received_on"]
        )

    def get_success_message(self, form):
        missing = sum(not arrived for arrived, _ in form.answers().values())
        if missing:
            return f"Penerimaan tercatat. {missing} kuitansi tidak ada; pengirim membacanya di halaman ini."
        return "Penerimaan tercatat. Semua kuitansi ada."


class PaperReceiveView(ReceiveView):
    """The giver's office records the signed list, where nobody at the receiver has an account."""

    form_class = PaperReceiveForm
    title, submit_label = "Catat penerimaan dari daftar bertanda tangan", "Simpan penerimaan"

    def acts(self):
        return originals.is_givers(self.row, self.request.assignment)

    def closed(self):
        return super().closed() or originals.closed_to_paper(self.row, self.request.assignment.today)

    def write(self, form):
        data = form.cleaned_data
        return actions.receive_from_paper(
            self.row, form.answers(), by=self.request.assignment, on=data["received_on"], receiver=data["receiver"],
            number=data["paper_number"], scan=data["scan"],
        )  # fmt: skip


class CorrectView(OnHandover):
    """What was noted as arrived is not there: the line is mended while its original was not handed on."""

    form_class, template_name = CorrectForm, "form.html"
    title, submit_label = "Koreksi: ternyata tidak ada", "Simpan koreksi"

    def acts(self):
        return actions.corrects(self.row, self.request.assignment)

    def lines(self):
        return actions.correctable(rows_of(self.row, self.request.assignment))

    def closed(self):
        return "" if self.lines() else actions.NOTHING_TO_CORRECT

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "rows": self.lines()}

    def get_initial(self):
        return {"on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        giver = originals.short_name(self.row.giver)
        told = f"Kuitansi asli itu lalu tercatat kembali di {giver}, yang mencarinya dan menyerahkannya lagi."
        return super().get_context_data(intro=told, back_label="Kembali ke serah terima", **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.correct(self.row, form.chosen(), by=by, on=data["on"], reason=data["reason"])

    def get_success_message(self, form):
        return f"Koreksi tersimpan. Kuitansi asli itu sekarang tercatat di {originals.short_name(self.row.giver)}."


class CancelView(OnHandover):
    """Take back a handover that nobody received yet."""

    form_class, template_name = WithdrawForm, "reporting/handover_cancel.html"
    title, submit_label = "Batalkan serah terima", "Batalkan serah terima"
    success_message = "Serah terima dibatalkan. Kuitansi asli tetap di pengirim."

    def acts(self):
        return originals.is_givers(self.row, self.request.assignment)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["reason"].help_text = "Contoh: belum jadi berangkat, daftar dibuat ulang."
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.cancel(self.row, by=by, on=by.today, reason=form.cleaned_data["reason"])


# --- papers -------------------------------------------------------------------------------------------------------
class HandoverPaper(View):
    """A paper of one handover; every print is in the trail."""

    verb = name = ""

    def get(self, request, uid):
        by = request.assignment
        row = visible_handover(request, uid)
        place = by.region if by.level != NATION else row.region
        paper = pdf.size_asked(request, place.setting("paper"))
        content = self.content(row, rows_of(row, by), paper, printed(by))
        audit.record(f"handover:{self.verb}", by=by, obj=row)
        return pdf.response(content, f"{self.name}-{row.region.name}-{row.sent_on:%Y-%m-%d}.pdf".replace(" ", "-"))


class LetterView(HandoverPaper):
    """The letter that goes with the originals."""

    verb, name = "letter", "Surat-pengantar-kuitansi"

    def content(self, row, rows, paper, foot):
        if row.at_once:
            raise Http404
        mark = "BATAL" if row.cancelled_on else ""
        return pdf.render(documents.LETTER_TEMPLATE, documents.letter_facts(row, rows, paper) | foot, paper=paper,
                          mark=mark)  # fmt: skip


class SlipView(HandoverPaper):
    """The receipt for originals: one sheet per family where families gave or got them, else one for all."""

    verb, name = "slip", "Tanda-terima-kuitansi"

    def content(self, row, rows, paper, foot):
        mark = "BATAL" if row.cancelled_on else ""
        if not row.at_once:
            facts = documents.slip_facts(row, rows, paper) | foot
            return pdf.render(documents.SLIP_TEMPLATE, facts, paper=paper, mark=mark)
        of = {}
        for line in rows:
            of.setdefault(line.receipt.disbursement.grant.family, []).append(line)
        parts = [
            (documents.SLIP_TEMPLATE, documents.slip_facts(row, lines, paper, family) | foot, mark, "")
            for family, lines in of.items()
        ]
        if len(parts) == 1:
            return pdf.render(*parts[0][:2], paper=paper, mark=mark)
        return pdf.render_together(parts, paper=paper, title=f"Tanda terima kuitansi asli {row.region}")


class ScanView(View):
    """The signed list, through the handover it belongs to."""

    def get(self, request, uid):
        row = visible_handover(request, uid)
        if row.paper_scan_id is None:
            raise Http404
        audit.record("handover:scan-view", by=request.assignment, obj=row)
        return files.respond(row.paper_scan)
