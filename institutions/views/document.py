"""Letters: one letter, its file, its number, its signed scan; the public page that proves issue."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from fcu_project import audit, files, pdf, workflow
from fcu_project.strangers import Stranger
from fcu_project.views import FormUpdateView, WriteMixin, refused
from institutions.actions import document as actions
from institutions.books import book_of, expected_number, is_counted
from institutions.documents import file_name, may_read
from institutions.documents.letter import blocks
from institutions.documents.letter_kinds import LETTER_KINDS
from institutions.documents.signing import signer_of
from institutions.forms.document import DecreeForm, IssueForm, SignedScanForm
from institutions.models import Decree, IssuedDocument
from institutions.rendering import bundle_of, check_url, document_file, mark_of, render_document
from institutions.views.meeting import kept_meeting
from institutions.workflow.document import cancellation_of, in_own_office, may_be_signed_for, may_issue

PAPERS = ("F4", "A4")


def visible_document(request, uid):
    rows = IssuedDocument.objects.visible_to(request.assignment).select_related(
        "region", "meeting", "file", "signed_scan"
    )
    return get_object_or_404(rows, uid=uid)


def readable_document(request, uid):
    """A letter within reach whose content the reader may know, families named in it included (403)."""
    document = visible_document(request, uid)
    if not may_read(document, request.assignment):
        raise PermissionDenied
    return document


def own_document(request, uid):
    document = visible_document(request, uid)
    if document.region_id != request.assignment.region_id:
        raise PermissionDenied
    return document


class DocumentDetailView(TemplateView):
    template_name = "institutions/document_detail.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        document = visible_document(self.request, self.kwargs["uid"])
        own = document.region_id == by.region_id
        decree = getattr(document, "decree", None) if document.kind == "decree" else None
        may_change = own and by.has_perm("institutions.change_issueddocument")
        text = document.text if document.kind in LETTER_KINDS else None
        drafting = may_change and document.stage == "draft" and in_own_office(document, by)
        transitions = workflow.available(document, by, by.today)
        readable = may_read(document, by)
        if decree:
            kwargs |= {
                "considerations": decree.lines("considerations"),
                "laws": decree.legal_bases.all(),
                "dictums": decree.dictum_rows(),
                "annex": _annex(document, decree),
            }
        return super().get_context_data(
            document=document,
            decree=decree,
            text=text,
            columns=LETTER_KINDS[document.kind].columns if text else (),
            opening=blocks(text.opening) if text else (),
            body=blocks(text.body) if text else (),
            closing=blocks(text.closing) if text else (),
            may_write=drafting and text is not None and by.has_perm("institutions.change_lettertext"),
            may_sign=drafting and may_be_signed_for(document),
            answers=document.answers.visible_to(by).filter(book=book_of(by.role)),
            own=own,
            transitions=transitions,
            other_transitions=[t for t in transitions if t.name != "issue"],
            check_url=check_url(document) if document.stage != "draft" else "",
            may_edit=may_change and document.stage == "draft" and decree and by.has_perm("institutions.change_decree"),
            may_scan=may_change and document.stage == "issued" and actions.may_attach_scan(document, by),
            issue_open=document.stage == "ready" and may_issue(document, by),
            papers=PAPERS,
            readable=readable,
            signer=signer_of(document),
            counted=is_counted(document),
            expected=expected_number(document, by.today) if self._waits_for_number(document) else "",
            cancellation=cancellation_of(document),
            mark=mark_of(document),
            **kwargs,
        )

    @staticmethod
    def _waits_for_number(document):
        return document.stage == IssuedDocument.Stage.READY and is_counted(document)


def _annex(document, decree):
    """Officers and members as the decree names them: as frozen once it was put before the signer, else as they are."""
    if document.facts:
        rows = document.facts.get("members", [])
        named = [{"name": row["name"], "origin": row["element"], "position": row["position"]} for row in rows]
        officers = [row for row in named if row["position"] != "Anggota"]
        return {"officers": officers, "members": named}
    people = [{"name": member.person.name, "origin": member.origin} for member in decree.unit.current_members()]
    officers = [
        {"name": term.membership.person.name, "origin": term.membership.origin, "position": term.get_post_display()}
        for term in decree.officers()
    ]
    return {"officers": officers, "members": people}


class DocumentPdfView(TemplateView):
    """The letter: the kept file; rendered on the fly while a draft, when it no longer counts, or in another paper."""

    def get(self, request, *args, **kwargs):
        document = readable_document(request, self.kwargs["uid"])
        paper = request.GET.get("kertas", "")
        audit.record("document:print", by=request.assignment, obj=document)
        usual = document.region.setting("paper")
        if mark_of(document) or (paper in PAPERS and paper != usual):
            content = render_document(document, paper if paper in PAPERS else "", by=request.assignment)
        else:
            content = files.read(document_file(document))
        day = document.dated_on or (document.meeting.held_on if document.meeting_id else None)
        name = file_name(document.kind, document.region, day)
        return pdf.response(content, name)


class OnDocument(WriteMixin, FormView):
    def prepare(self):
        self.document = self.object = own_document(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(document=self.document, **kwargs)

    def get_cancel_url(self):
        return self.document.get_absolute_url()

    get_success_url = get_cancel_url


class DocumentIssueView(OnDocument):
    """Number and date from the book, the signed scan; the letter is out."""

    form_class = IssueForm
    template_name = "institutions/document_issue.html"

    def prepare(self):
        super().prepare()
        if not may_issue(self.document, self.request.assignment):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        if self.document.stage != IssuedDocument.Stage.READY:
            stage = self.document.get_stage_display()
            reason = f"Nomor dan tanggal dicatat setelah surat siap ditandatangani. Tahapnya sekarang: {stage}."
            return refused(request, [reason], self.document.get_absolute_url())
        return super().get(request, *args, **kwargs)

    @property
    def submit_label(self):
        return "Tetapkan SK" if self.document.kind == "decree" else "Terbitkan surat"

    @property
    def for_another(self):
        """A decree that the operator records for the village head."""
        return self.document.kind == "decree" and self.request.assignment.role != "village_head"

    def get_form_kwargs(self):
        counted = is_counted(self.document)
        following = expected_number(self.document, self.request.assignment.today) if counted else ""
        return {**super().get_form_kwargs(), "needs_scan": self.for_another, "following": following}

    def get_initial(self):
        return {"dated_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        button = next((t for t in workflow.available(self.document, by, by.today) if t.name == "issue"), None)
        gates = [g for g in button.gates if g.blocks and g.name not in ("number", "signed")] if button else []
        return super().get_context_data(
            for_another=self.for_another, gates=gates, counted=is_counted(self.document), **kwargs
        )

    def get_success_message(self, form):
        if self.document.kind != "decree":
            return "Surat terbit."
        unit = self.document.decree.unit
        if self.document.decree.is_change:
            return f"SK perubahan terbit: pengurus {unit} berganti. SK lama tersimpan sebagai yang diganti."
        return f"SK terbit: pengurus {unit} ditetapkan. Langkah berikutnya: acara pengukuhan."

    def write(self, form):
        data = form.cleaned_data
        try:
            return actions.issue_document(
                self.document,
                number=data["number"],
                dated_on=data["dated_on"],
                scan=data["scan"],
                by=self.request.assignment,
            )
        except actions.NumberTaken as taken:
            raise ValidationError({"number": taken.reasons}) from taken

    def get_success_url(self):
        if self.document.kind != "decree":
            return self.document.get_absolute_url()
        if self.document.decree.is_change:
            return reverse("institutions:officers", args=[self.document.decree.unit.uid])
        return reverse("institutions:road")


class SignedScanView(OnDocument):
    """Add the signed paper of an issued letter later."""

    form_class = SignedScanForm
    template_name = "institutions/document_scan.html"
    submit_label = "Unggah"
    success_message = "Pindaian tersimpan."

    def prepare(self):
        super().prepare()
        if self.document.stage != "issued":
            raise Http404
        if not actions.may_attach_scan(self.document, self.request.assignment):
            raise PermissionDenied

    def write(self, form):
        by = self.request.assignment
        return actions.attach_signed_scan(self.document, form.cleaned_data["scan"], by=by, on=by.today)


class SignedScanFileView(TemplateView):
    """The scan itself, through the letter it belongs to."""

    def get(self, request, *args, **kwargs):
        document = readable_document(request, self.kwargs["uid"])
        if not document.signed_scan_id:
            raise Http404
        audit.record("document:scan-read", by=request.assignment, obj=document)
        return files.respond(document.signed_scan)


class DecreeUpdateView(FormUpdateView):
    """The text of a decree that is still a draft."""

    model, form_class = Decree, DecreeForm
    success_message = "Isi SK tersimpan."
    extra_context = {"title": "Ubah isi SK"}

    def get_object(self, queryset=None):
        document = own_document(self.request, self.kwargs["uid"])
        if document.kind != "decree":
            raise Http404
        return document.decree

    def write(self, form):
        by = self.request.assignment
        return actions.save_decree(form.instance, by=by, on=by.today, legal_bases=form.cleaned_data["legal_bases"])


class MeetingBundleView(TemplateView):
    """All papers of a meeting in one file: invitation, attendance list, record, as far as they exist."""

    def get(self, request, *args, **kwargs):
        meeting = kept_meeting(request, self.kwargs["uid"])
        by = request.assignment
        paper = request.GET.get("kertas") if request.GET.get("kertas") in PAPERS else ""
        letters = [row for row in meeting.documents.exclude(stage="cancelled") if may_read(row, by)]
        content = bundle_of(meeting, letters, paper, by=by)
        audit.record("meeting:bundle", by=by, obj=meeting)
        return pdf.response(content, file_name("bundle", meeting.region, meeting.held_on))


CHECK_WRONG = "check:wrong"


def check(request, token):
    """The public page behind a QR: proves issue, names no person. Whoever guesses is held back for a while (429)."""
    rows = IssuedDocument.objects.unsealed().filter(token=token).exclude(stage="draft")
    document = rows.select_related("region", "file", "decree").first()
    if document is None:
        stranger = Stranger.of(request)
        if stranger.guesses_too_much(CHECK_WRONG):
            return render(request, "429.html", {"guessing": True}, status=429)
        stranger.guessed(CHECK_WRONG)
    told = {"document": document, "newer": _newer(document) if document else None}
    response = render(request, "institutions/document_check.html", told, status=200 if document else 404)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _newer(document):
    """The decree that replaced this one."""
    if document.stage != IssuedDocument.Stage.REPLACED:
        return None
    newer = document.decree.replaced_by.filter(document__stage__in=("issued", "replaced")).select_related("document")
    found = newer.first()
    return found.document if found else None
