"""Who is let into a secret case: naming somebody, ending that, one's own ties, the task that was given."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from families.forms.base import Form
from fcu_project import audit
from referrals.actions import secret as actions
from referrals.forms.secret import ConflictForm, GrantForm, TaskForm
from referrals.grants import may_end, task_of
from referrals.models import CaseGrant, SecretCase
from referrals.secret_trail import answered_at
from referrals.views.reach import Prepared
from referrals.views.secret import OnSecret, not_found_unless, opened_case
from referrals.views.secret_report import untraced


@untraced
class SecretGrantView(OnSecret, Prepared):
    """Let somebody in by name. The application tells nobody of it: that is done by telephone."""

    form_class = GrantForm
    title, submit_label = "Beri izin kepada seseorang", "Beri izin"
    intro = "Beri tahu orangnya lewat telepon. Aplikasi tidak mengirim pemberitahuan apa pun tentang kasus rahasia."
    success_message = "Izin diberikan. Beri tahu orangnya lewat telepon."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "case": self.case}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.grant_case(
            self.case, form.chosen(), scope=data["scope"], task=data["task"], reason=data["reason"],
            until=data["until"], by=by, on=by.today,
        )  # fmt: skip


@untraced
class SecretRevokeView(OnSecret, Prepared):
    """End what was opened to somebody."""

    form_class = Form
    title, submit_label = "Cabut izin", "Cabut izin"
    success_message = "Izin dicabut. Orang itu tidak dapat membuka kasus ini lagi."

    def find(self):
        case = opened_case(self.request, self.kwargs["uid"])
        rows = CaseGrant.objects.select_related("person")
        self.grant = get_object_or_404(rows, case=case, uid=self.kwargs["row"])
        self.grant.case = case
        return case

    def closed(self):
        if self.grant.revoked_on:
            return "Izin ini sudah dicabut."
        return "" if may_end(self.grant, self.request.assignment) else actions.NOT_YOURS_TO_END

    def get_context_data(self, **kwargs):
        self.intro = f"{self.grant.person} tidak dapat membuka kasus ini lagi."
        return super().get_context_data(danger=True, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.revoke_grant(self.grant, by=by, on=by.today)


def let_in_case(request, uid):
    """The case of a live grant of this reader, in full or as a task, else 404; nothing of it was read yet."""
    by = request.assignment
    live = CaseGrant.objects.live(by.today).filter(assignment_uid=by.uid)
    rows = SecretCase.objects.filter(pk__in=live.values("case")).defer("report", "closing").select_related("region")
    return get_object_or_404(rows, uid=uid)


@untraced
class SecretConflictView(OnSecret, Prepared):
    """One's own ties to the family: the way in closes at once."""

    form_class = ConflictForm
    title, submit_label = "Saya punya hubungan dengan keluarga ini", "Nyatakan dan berhenti"
    intro = (
        "Izin Anda berakhir saat ini juga dan kasus ini hilang dari daftar Anda. Bila tidak ada orang lain yang "
        "menangani, kasus kembali ke daftar tunggu."
    )
    success_message = "Pernyataan Anda tercatat. Kasus ini tidak lagi terbuka bagi Anda."

    def find(self):
        return let_in_case(self.request, self.kwargs["uid"])

    def closed(self):
        return ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(danger=True, **kwargs)

    def closed_url(self):
        return reverse("referrals:secret-register")

    get_cancel_url = get_success_url = closed_url

    def write(self, form):
        by = self.request.assignment
        return actions.declare_conflict(self.case, by=by, on=by.today)


@untraced
class SecretTaskView(OnSecret, Prepared):
    """What a person with a stub is to do: the number, the place, the task, and nothing of the case itself."""

    form_class = TaskForm
    template_name = "referrals/secret_task.html"
    title, submit_label = "Tugas dalam kasus rahasia", "Kirim hasil"
    success_message = "Hasil tugas terkirim kepada penangan. Setelah dikirim tidak dapat dibaca lagi di sini."

    def find(self):
        case = let_in_case(self.request, self.kwargs["uid"])
        self.grant = not_found_unless(task_of(case, self.request.assignment))
        return case

    def closed(self):
        return "Kasus ini sudah selesai." if self.case.stage == SecretCase.Stage.CLOSED else ""

    def get_context_data(self, **kwargs):
        """The task is told where it was asked for, which is traced; a form that comes back does without it."""
        task = ""
        if self.request.method == "GET":
            audit.record("secret:task-view", by=self.request.assignment, obj=self.case)
            task = self.grant.task.get("words", "")
        answered = answered_at(self.case, self.request.assignment)
        return super().get_context_data(grant=self.grant, task=task, answered=answered, **kwargs)

    def closed_url(self):
        return reverse("referrals:secret-register")

    get_cancel_url = closed_url

    def get_success_url(self):
        return reverse("referrals:secret-case-task", args=[self.case.uid])

    def write(self, form):
        by = self.request.assignment
        return actions.answer_task(self.case, words=form.cleaned_data["result"], by=by, on=by.today)
