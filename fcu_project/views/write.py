"""One way to write: safe to repeat, safe to race, nothing typed is lost; and the pages for refusals."""

import hashlib
import hmac
import uuid

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import FormView
from django.views.generic.edit import ModelFormMixin

from fcu_project.models import FormReceipt, StaleVersion
from fcu_project.workflow import TransitionRefused


class AlreadyWritten(Exception):
    """The same form was accepted before; `receipt` knows where its result is."""

    def __init__(self, receipt):
        self.receipt = receipt
        super().__init__(str(receipt.key))


class DifferentBody(Exception):
    """A key that was used before came back with other content."""


class KeyMissing(Exception):
    """A form came without a readable key."""


def receive_once(request, *, result_url):
    """Keep the key of a form whose answer is shown instead of led to. Raises KeyMissing, and AlreadyWritten for one
    that came before, whatever is written in it. Call it in the transaction of the write."""
    try:
        key = uuid.UUID(request.POST.get("_key", ""))
    except ValueError:
        raise KeyMissing from None
    route, actor = request.resolver_match.view_name, request.assignment.actor_uid
    facts = {"actor": actor, "route": route, "body_hash": body_hash(request), "result_url": result_url}
    receipt, is_new = FormReceipt.objects.get_or_create(key=key, defaults=facts)
    if not is_new:
        raise AlreadyWritten(receipt)


def refused(request, reasons, back_url="/"):
    """The page for a step that the rules close: why, and the way back. Nothing was saved."""
    return render(request, "refused.html", {"reasons": reasons, "back_url": back_url}, status=409)


class WriteMixin:
    """Makes any form view safe to repeat and safe to race.

    - The idempotency key is stored in the transaction of the write; a repeat is led to the first result.
    - The version the form was read at is compared on save; a stale form meets a page that shows both texts.
    - Whatever goes wrong, what was typed comes back.

    Subclasses implement `write(form)`, which saves and returns the object, inside one transaction.
    """

    success_message = ""
    submit_label = "Simpan"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.assignment}

    def get_context_data(self, **kwargs):
        kwargs.setdefault("submit_label", self.submit_label)
        kwargs.setdefault("cancel_url", self.get_cancel_url())
        return super().get_context_data(**kwargs)

    def get_cancel_url(self):
        obj = getattr(self, "object", None)
        return obj.get_absolute_url() if obj is not None and hasattr(obj, "get_absolute_url") else "/"

    def write(self, form):
        raise NotImplementedError

    def get_success_url(self):
        return self.object.get_absolute_url()

    def get_success_message(self, form):
        return self.success_message

    def post(self, request, *args, **kwargs):
        try:
            key = uuid.UUID(request.POST.get("_key", ""))
        except ValueError:
            self.prepare()
            return self._again("Formulir ini sudah lama terbuka. Isian Anda masih ada; periksa lalu simpan lagi.", 422)
        body = body_hash(request)
        try:
            self._look_up(key, body)  # before anything else: the first time may have removed what this is about
            try:
                self.prepare()
            except (Http404, PermissionDenied, TransitionRefused):
                self._look_up(key, body)  # a twin was faster and removed or moved what this is about
                raise
            form = self.get_form()
            try:
                receipt = self._save(form, key, body)
            except (StaleVersion, TransitionRefused, ValidationError, IntegrityError) as problem:
                self._look_up(key, body)  # a twin was faster: what refuses this one is the twin's own result
                return self._refuse(form, problem)
        except AlreadyWritten as earlier:
            messages.info(request, "Isian ini sudah tersimpan sebelumnya. Tidak disimpan dua kali.")
            return redirect(earlier.receipt.result_url or "/")
        except DifferentBody:
            return self._changed_since_saved()
        message = self.get_success_message(form)
        if message:
            messages.success(request, message)
        return redirect(receipt.result_url)

    def _save(self, form, key, body):
        """Validate, then receipt and write in one transaction. Raises what refuses the form."""
        if isinstance(self, ModelFormMixin) and form.instance.pk:
            form.instance.version = _version(self.request)
        if not form.is_valid():
            raise ValidationError("see the form")
        with transaction.atomic():
            receipt = self._receive(key, body)
            self.object = self.write(form)
            receipt.result_url = self.get_success_url()
            receipt.save(update_fields=["result_url"])
        return receipt

    def _refuse(self, form, problem):
        """The page for a form that was not saved, with everything that was typed."""
        if isinstance(problem, StaleVersion):
            own = getattr(form, "instance", None)
            if own is not None and type(own) is type(problem.row) and own.pk == problem.row.pk:
                return self._conflict(form, problem.row)
            form.add_error(None, "Data ini baru saja diubah orang lain. Periksa dahulu, lalu simpan lagi.")
            return self.form_invalid(form, status=409)
        if isinstance(problem, IntegrityError):  # someone saved the same in the same moment; the rules say so now
            form = self.get_form()
            if form.is_valid():
                form.add_error(None, "Data yang sama baru saja disimpan orang lain. Periksa daftarnya dahulu.")
            return self.form_invalid(form, status=409)
        if isinstance(problem, TransitionRefused):
            form.add_error(None, [ValidationError(reason) for reason in problem.reasons])
            return self.form_invalid(form, status=409)
        if form.is_valid():
            _place(form, problem)
        return self.form_invalid(form)

    def prepare(self):
        """Set self.object (and whatever else `get` would set) before the form is made."""
        self.object = self.get_object() if hasattr(self, "get_object") and self._is_update() else None

    def _is_update(self):
        return bool(set(self.kwargs) & {"pk", "uid", "slug"}) and isinstance(self, ModelFormMixin)

    def form_invalid(self, form, status=422):
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = status
        return response

    def _look_up(self, key, body):
        receipt = FormReceipt.objects.filter(key=key).first()
        if receipt is not None:
            self._refuse_repeat(receipt, body)

    def _receive(self, key, body):
        """Insert the key. A racing twin waits here until the first has committed, then is led to its result."""
        try:
            with transaction.atomic():
                return FormReceipt.objects.create(
                    key=key,
                    actor=self.request.assignment.actor_uid,
                    route=self.request.resolver_match.view_name,
                    body_hash=body,
                )
        except IntegrityError:
            self._refuse_repeat(FormReceipt.objects.get(key=key), body)

    def _refuse_repeat(self, receipt, body):
        if receipt.actor != self.request.assignment.actor_uid or receipt.body_hash != body:
            raise DifferentBody
        raise AlreadyWritten(receipt)

    def _again(self, reason, status):
        """The same form with what was typed, a fresh key, and the reason why it was not saved."""
        form = self.get_form()
        form.data = form.data.copy()
        form.data["_key"] = form.idempotency_key = str(uuid.uuid4())
        form.add_error(None, reason)
        return self.form_invalid(form, status)

    def _changed_since_saved(self):
        """Someone went back, changed a line of a form that was saved, and sent it again."""
        reason = "Isian ini sudah tersimpan dengan kata lain. Perubahan Anda belum tersimpan; periksa lalu simpan lagi."
        try:
            self.prepare()
            return self._again(reason, 409)
        except (Http404, PermissionDenied, TransitionRefused):
            return refused(self.request, ["Langkah ini sudah tercatat dengan isian lain. Tidak dicatat dua kali."])

    def _conflict(self, form, row):
        """Both texts side by side; nothing typed is thrown away."""
        stored = type(row)._base_manager.filter(pk=row.pk).first()
        if stored is None:
            raise Http404
        unbound = {key: value for key, value in self.get_form_kwargs().items() if key not in ("data", "files")}
        stored_form = self.get_form_class()(**{**unbound, "instance": stored, "initial": {}})
        fields = [
            {"label": bound.label, "theirs": theirs, "mine": mine}
            for bound in form
            if not isinstance(bound.field, django_forms.FileField)
            and bound.name in stored_form.fields  # a question that was asked of this filling only
            and (theirs := _shown(stored_form[bound.name])) != (mine := _shown(bound))
        ]
        carried = [
            (name, value)
            for name, values in self.request.POST.lists()
            for value in values
            if name not in ("csrfmiddlewaretoken", "_key", "_version")
        ]
        conflict = {
            "fields": fields,
            "changed_at": stored.updated_at,
            "reload_url": self.request.get_full_path(),
            "retry_fields": [*carried, ("_key", str(uuid.uuid4())), ("_version", stored.version)],
        }
        return render(self.request, "409.html", {"conflict": conflict}, status=409)


def _place(form, error):
    """Put a rule's error beside its field where the form has it, else above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _version(request):
    try:
        return int(request.POST.get("_version", ""))
    except ValueError:
        return 0


def _shown(bound):
    """A bound field's value in words, for the conflict page."""
    value = bound.value()
    choices = getattr(bound.field, "choices", None)
    if choices is not None:
        chosen = {str(v) for v in (value if isinstance(value, list | tuple) else [value])}
        return ", ".join(str(label) for code, label in _flat(choices) if str(code) in chosen and str(code))
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(bound.field, django_forms.BooleanField):
        return "Ya" if value in ("on", "True", "true", "1") else "Tidak"
    return "" if value is None else str(bound.field.prepare_value(value))


def _flat(choices):
    for code, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield code, label


def body_hash(request):
    """A fingerprint of what was sent: every field but the CSRF token, and the content of every file.

    Under a secret: from a bare hash and the rest of the row, an identity number could be found by trying.
    """
    digest = hmac.new(settings.SECRET_KEY.encode(), request.path.encode(), hashlib.sha256)
    for name in sorted(request.POST):
        if name != "csrfmiddlewaretoken":
            digest.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            digest.update(repr((name, upload.name, upload.size)).encode())
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)
    return digest.hexdigest()


class FormCreateView(WriteMixin, ModelFormMixin, FormView):
    """A new row from a model form."""

    template_name = "form.html"
    object = None

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def prepare(self):
        self.object = None


class FormUpdateView(FormCreateView):
    """Change a row within reach, by its uid."""

    def prepare(self):
        self.object = self.get_object()

    def get_object(self, queryset=None):
        if self.model is None:
            raise ImproperlyConfigured(type(self).__name__)
        return get_object_or_404(self.model.objects.visible_to(self.request.assignment), uid=self.kwargs["uid"])


def csrf_failure(request, reason=""):
    """The friendly page for a missing or stale form token."""
    return render(request, "403_csrf.html", status=403)
