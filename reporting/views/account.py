"""The account of a recipient family: kept, replaced, closed; its number shown once, with a reason (FUN-03)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import View

from families.views.member import Gated
from families.views.reveal import ShownOnce
from fcu_project import audit, files
from fcu_project.views import FormCreateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from referrals.views.reach import Prepared
from reporting.actions import stimulus as actions
from reporting.forms.stimulus import AccountForm, EndForm, RevealForm
from reporting.models import FamilyAccount, StimulusGrant
from reporting.money.stimulus import PAPER, account_of
from reporting.views.grant import OnGrant


def visible_account(request, uid):
    """An account within reach, with the latest grant of its family for the way back. Raises Http404."""
    rows = FamilyAccount.objects.visible_to(request.assignment).select_related("family", "holder", "region")
    account = get_object_or_404(rows, uid=uid)
    grant = StimulusGrant.objects.visible_to(request.assignment).filter(family=account.family).order_by("-year", "-id")
    account.grant = grant.first()
    if account.grant is None:
        raise Http404
    return account


class AccountCreateView(OnGrant, FormCreateView):
    """The account that was opened with the help of the Dinas; it takes the place of the one in use."""

    form_class = AccountForm
    submit_label = "Simpan rekening"

    def prepare(self):
        self.object = None
        grant = self.find()
        self.old = account_of(grant.family)

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(), "instance": FamilyAccount(family=self.grant.family),
            "family": self.grant.family, "old": self.old, "from_paper": self.party == PAPER,
        }  # fmt: skip

    def get_initial(self):
        return {"opened_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        kwargs["title"] = "Ganti rekening" if self.old else "Catat rekening"
        if self.old:
            kwargs["intro"] = f"Menggantikan {self.old} {self.old.masked} atas nama {self.old.holder.name}."
        return super().get_context_data(**kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.open_account(
            form.instance, by=by, on=by.today, scan=data["scan"], instead_of=self.old,
            replaced_because=data.get("replaced_because", ""),
        )  # fmt: skip

    def get_success_message(self, form):
        return f"Rekening {self.object.masked} atas nama {self.object.holder.name} tersimpan."


class OnAccount:
    """Back to the grant from which one came."""

    title = ""

    def find(self):
        self.account = visible_account(self.request, self.kwargs["uid"])
        return self.account

    def closed_url(self):
        return self.account.grant.get_absolute_url()

    get_success_url = get_cancel_url = closed_url

    def get_context_data(self, **kwargs):
        account = self.account
        meta = f"{account.bank} {account.masked}, {account.holder.name}"
        return super().get_context_data(
            account=account, meta=meta, title=self.title, back_label="Kembali ke dana stimulan keluarga ini", **kwargs
        )


CONCERNS_ALL = (
    "Keluarga punya satu rekening untuk semua dana stimulannya. Bila ditutup, tidak ada dana keluarga ini, dari tahun "
    "dan sumber mana pun, yang bisa disetujui atau dicairkan sampai rekening pengganti dicatat."
)


class AccountCloseView(OnAccount, Gated, WriteMixin, Prepared):
    """The account is used no more, and no other takes its place yet."""

    form_class = EndForm
    title, submit_label = "Rekening tidak dipakai lagi", "Tutup rekening ini"
    success_message = "Rekening ditutup. Catat rekening penggantinya sebelum pencairan berikutnya."

    def prepare(self):
        self.object = self.find()
        actions.must_stand(self.request.assignment, self.account.region)
        if self.account.closed_on and self.request.method == "GET":
            raise TransitionRefused(["Rekening ini sudah tidak dipakai."])

    def get_initial(self):
        return {"on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(intro=CONCERNS_ALL, **kwargs)

    def write(self, form):
        data = form.cleaned_data
        return actions.close_account(self.account, by=self.request.assignment, on=data["on"], reason=data["reason"])


class AccountRevealView(OnAccount, ShownOnce):
    """The whole number of an account."""

    form_class = RevealForm
    template_name = "reporting/account_reveal.html"
    title = "Nomor rekening lengkap"

    def get_context_data(self, **kwargs):
        return super().get_context_data(cancel_url=self.closed_url(), submit_label="Tampilkan nomor", **kwargs)

    def reveal(self, by, reason):
        actions.reveal(self.account, by=by, on=by.today, reason=reason)
        return {"number": self.account.number}


class AccountScanView(OnAccount, View):
    """The picture of the savings book: the whole number stands on it, so it is for whoever may see that."""

    def get(self, request, *args, **kwargs):
        account = self.find()
        if not request.assignment.has_perm("reporting.reveal_account"):
            raise PermissionDenied
        if not account.scan_id:
            raise Http404
        audit.record("account:scan-read", by=request.assignment, obj=account)
        return files.respond(account.scan, name="buku-tabungan")
