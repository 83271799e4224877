"""Letters in own words: choose what to write, write it, say who signs; the pattern of the office's numbers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from fcu_project.views import FormCreateView, FormUpdateView, refused
from institutions.actions import letter as actions
from institutions.books import COUNTED, book_of, expected_number, incoming_of, pattern_of
from institutions.documents.letter_kinds import LETTER_KINDS, answer_to, kinds_for
from institutions.documents.letterhead import lower_first
from institutions.forms.letter import LetterForm, PatternForm, SignerForm
from institutions.models import (
    IssuedDocument,
    LetterText,
    Meeting,
    NumberPattern,
    OfficerTerm,
    PilotSite,
    PsksTeam,
    WorkingGroup,
)
from institutions.views.document import own_document
from institutions.views.listing import uid_of
from institutions.workflow.document import in_own_office, listed_for, may_be_signed_for

# The word in the address that names a matter → (field of the text, model).
MATTERS = {
    "lokasi": ("site", PilotSite),
    "tim": ("team", PsksTeam),
    "jabatan": ("term", OfficerTerm),
    "pokja": ("group", WorkingGroup),
    "pertemuan": ("meeting", Meeting),
}


def matter_of(request, kind):
    """(field, row) of what the letter is about, as the address names it; ("", None) for no matter. Raises Http404."""
    for word, (field, model) in MATTERS.items():
        if field in LETTER_KINDS[kind].matters and (uid := request.GET.get(word)):
            return field, get_object_or_404(model.objects.visible_to(request.assignment), uid=uid_of(uid))
    return "", None


WORD_OF = {field: word for word, (field, _) in MATTERS.items()}


def letters_about(by, field, matter, *, writes=True):
    """What the page of a matter shows of its letters: {letters, offers [(label, address)]}, both may be empty.

    Offered is what this office writes about such a matter, as long as `writes`.
    """
    rows = LETTER_KINDS.items() if writes else ()
    fit = [kind for kind, row in rows if field in row.matters and row.offered(matter, by)]
    kinds = [kind for kind in kinds_for(by) if kind in fit]
    rows = listed_for(IssuedDocument.objects.visible_to(by), by).filter(**{f"text__{field}": matter})
    rows = rows.exclude(stage="cancelled")
    return {
        "letters": list(rows.order_by("-id")),
        "offers": [
            (
                f"Tulis {lower_first(IssuedDocument.Kind(kind).label)}",
                f"{reverse('institutions:letter-create', args=[kind])}?{WORD_OF[field]}={matter.uid}",
            )
            for kind in kinds
        ],
    }


class LetterKindsView(TemplateView):
    """What this office may write."""

    template_name = "institutions/letter_kinds.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        kinds = [(kind, IssuedDocument.Kind(kind).label, LETTER_KINDS[kind].hint) for kind in kinds_for(by)]
        counted = book_of(by.role) in COUNTED and by.has_perm("institutions.change_numberpattern")
        return super().get_context_data(kinds=kinds, counted=counted, **kwargs)


class LetterCreateView(FormCreateView):
    """A new letter, begun with the words that usually stand in one of its kind."""

    model, form_class = LetterText, LetterForm
    submit_label, success_message = "Simpan draf", "Draf surat tersimpan."

    def prepare(self):
        self.object, self.kind = None, self.kwargs["kind"]
        if self.kind not in LETTER_KINDS:
            raise Http404
        if self.kind not in kinds_for(self.request.assignment):
            raise PermissionDenied
        self.field, self.matter = matter_of(self.request, self.kind)
        self.answered = self._answered()

    def _answered(self):
        """The letter of the own post that this one answers, as the address names it; None for none. Raises Http404."""
        uid = self.request.GET.get("menjawab")
        if not uid or self.kind != IssuedDocument.Kind.LETTER:
            return None
        return get_object_or_404(incoming_of(self.request.assignment), uid=uid_of(uid), withdrawn_on=None)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kind": self.kind}

    def get_initial(self):
        starter = LETTER_KINDS[self.kind].starter(self.request.assignment.region, self.matter)
        return starter | answer_to(self.answered) if self.answered else starter

    def get_context_data(self, **kwargs):
        label = IssuedDocument.Kind(self.kind).label
        return super().get_context_data(title=f"Tulis {label[0].lower()}{label[1:]}", **kwargs)

    def write(self, form):
        by, data, text = self.request.assignment, form.cleaned_data, form.instance
        if self.answered:
            return actions.answer_letter(
                text, self.answered, subject=data["subject"], classification=data["classification"], by=by, on=by.today
            )
        meeting = self.matter if self.field == "meeting" else None
        if self.matter is not None and meeting is None:
            setattr(text, self.field, self.matter)
        return actions.write_letter(
            text, kind=self.kind, subject=data["subject"], classification=data["classification"], meeting=meeting,
            by=by, on=by.today,
        )  # fmt: skip

    def get_success_url(self):
        return self.object.document.get_absolute_url()

    def get_cancel_url(self):
        return self.answered.get_absolute_url() if self.answered else reverse("institutions:letter-kinds")


class OnDraft(FormUpdateView):
    """A form on a letter: opened only while it is a draft; what was typed meanwhile is not thrown away."""

    def get(self, request, *args, **kwargs):
        answer = super().get(request, *args, **kwargs)
        document = getattr(self.object, "document", self.object)
        reason = actions.is_closed(document)
        return refused(request, [reason], document.get_absolute_url()) if reason else answer


class LetterUpdateView(OnDraft):
    """The words of a draft."""

    model, form_class = LetterText, LetterForm
    success_message = "Isi surat tersimpan."
    extra_context = {"title": "Ubah isi surat"}

    def get_object(self, queryset=None):
        document = own_document(self.request, self.kwargs["uid"])
        if document.kind not in LETTER_KINDS:
            raise Http404
        if not actions.is_own(document, self.request.assignment):
            raise PermissionDenied
        return document.text

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kind": self.object.document.kind}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.save_letter(
            form.instance, subject=data["subject"], classification=data["classification"], by=by, on=by.today,
            fields=form.changed_data,
        )  # fmt: skip

    def get_success_url(self):
        return self.object.document.get_absolute_url()

    get_cancel_url = get_success_url


class SignerView(OnDraft):
    """Who signs a draft."""

    model, form_class = IssuedDocument, SignerForm
    success_message = "Penanda tangan tersimpan."
    extra_context = {"title": "Penanda tangan surat"}

    def get_object(self, queryset=None):
        document = own_document(self.request, self.kwargs["uid"])
        if not may_be_signed_for(document):
            raise Http404
        if not in_own_office(document, self.request.assignment):
            raise PermissionDenied
        return document

    def write(self, form):
        by = self.request.assignment
        return actions.save_signer(form.instance, by=by, on=by.today, fields=form.changed_data)


class PatternView(FormUpdateView):
    """How the numbers of this office are written."""

    model, form_class = NumberPattern, PatternForm
    success_message = "Pola nomor tersimpan. Nomor yang sudah dipakai tidak berubah."
    extra_context = {"title": "Pola nomor surat"}

    def get_object(self, queryset=None):
        by = self.request.assignment
        if book_of(by.role) not in COUNTED:
            raise PermissionDenied  # an office with a register of its own types its numbers
        return pattern_of(by.region)

    def write(self, form):
        by = self.request.assignment
        return actions.save_pattern(
            form.instance, following=form.cleaned_data["following"], by=by, on=by.today, fields=form.changed_data
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            intro=f"Berlaku untuk surat yang terbit sesudah ini. Contoh: {self.example()}", **kwargs
        )

    def example(self):
        """The number that a notice would get now, by the pattern in use."""
        by = self.request.assignment
        notice = IssuedDocument(kind=IssuedDocument.Kind.NOTICE, region=by.region, book=book_of(by.role))
        return expected_number(notice, by.today)

    def get_success_url(self):
        return reverse("institutions:letter-kinds")

    get_cancel_url = get_success_url
