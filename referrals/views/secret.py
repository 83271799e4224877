"""Secret cases: the register of numbers, taking one, its page for those who were let in, its steps and its end."""

from django.db.models import Case, Q, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from families.views.member import Gated
from fcu_project import audit, workflow
from fcu_project.views import WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.roles import REGENCY, SUBDISTRICT, VILLAGE
from institutions.views.listing import KeyedListView
from referrals import registers
from referrals.actions import secret as actions
from referrals.forms.secret import CloseForm, EventForm, TakeForm
from referrals.forms.secret_report import moment
from referrals.grants import may_end
from referrals.models import CaseGrant, SecretCase
from referrals.secrecy import TAKE_WITHIN
from referrals.secret_trail import let_in, openings_of
from referrals.secret_words import EVENT, REPORT, phone_in, told
from referrals.views.reach import Prepared
from referrals.views.secret_report import untraced
from referrals.workflow.secret import may_take

STAGE = SecretCase.Stage
TO_CALL = (("reporter_contact", "Telepon pelapor"), ("reach", "Telepon korban/klien"))
MARKS = {STAGE.REPORTED: "due", STAGE.TAKEN: "doing", STAGE.CLOSED: "done"}


def opened_case(request, uid):
    """The case, for who was let in by name; for everybody else it does not exist (404)."""
    rows = SecretCase.objects.opened_to(request.assignment).select_related("region__parent", "regency")
    return get_object_or_404(rows, uid=uid)


@untraced
class SecretRegisterView(KeyedListView):
    """Numbers and stages; what a case is about stands in no list."""

    template_name = "referrals/secret_register.html"
    descending = True

    @property
    def order(self):
        """For who takes cases, emergencies that nobody has taken stand before everything else."""
        return ("rank", "id") if self.request.assignment.level == REGENCY else ("id",)

    def _beyond(self, text):
        rank, _, key = text.partition("~")
        if len(self.order) == 1 or not (rank in ("0", "1") and key.isascii() and key.isdigit() and len(key) <= 18):
            return super()._beyond(text) if len(self.order) == 1 else Q()
        return Q(rank__lt=int(rank)) | Q(rank=int(rank), id__lt=int(key))

    def register_rows(self):
        return self.narrowed().order_by("id")

    @property
    def register(self):
        """The handlers' book tells days and names; that of a village or TKSK nothing but numbers."""
        return registers.SECRET_HANDLED if self.request.assignment.level == REGENCY else registers.SECRET_NUMBERS

    def get_queryset(self):
        by = self.request.assignment
        rows = SecretCase.objects.register_of(by).with_holder(by.today)
        rows = rows.defer("report", "closing", "kind", "client_sex", "is_child")
        urgent = Q(is_emergency=True) & (Q(stage=STAGE.REPORTED) | Q(stage=STAGE.TAKEN, holder=None))
        rows = rows.annotate(rank=Case(When(urgent, then=1), default=0))
        return rows.select_related("region__parent") if by.level == REGENCY else rows

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        context = super().get_context_data(**kwargs)
        opened = set(SecretCase.objects.opened_to(by).values_list("pk", flat=True))
        found = let_in(by)
        tasks = {row.grant.case_id for row in found if row.grant.scope == CaseGrant.Scope.STUB}
        news = {row.grant.case_id for row in found if row.has_news}
        lines = [self._line(row, by, opened, tasks) | {"has_news": row.pk in news} for row in context["rows"]]
        return {
            **context, "lines": lines,
            "handles": by.level == REGENCY, "assigned": by.level == SUBDISTRICT, "in_village": by.level == VILLAGE,
        }  # fmt: skip

    @staticmethod
    def _line(row, by, opened, tasks):
        waits = row.stage == STAGE.REPORTED or row.stage == STAGE.TAKEN and row.holder is None
        url = verb = ""
        if row.pk in opened:
            url, verb = row.get_absolute_url(), "Buka"
        elif by.level == SUBDISTRICT or row.pk in tasks:
            url, verb = reverse("referrals:secret-case-task", args=[row.uid]), "Buka tugas"
        elif by.level == REGENCY and waits:
            url, verb = reverse("referrals:secret-case-take", args=[row.uid]), "Ambil"
        area = registers.secret_area(row) if by.level == REGENCY else ""
        return {
            "row": row, "area": area, "mark": MARKS[row.stage], "url": url, "verb": verb, "waits": waits,
            "urgent": waits and row.is_emergency,
            "late": waits and timezone.now() - row.reported_at > TAKE_WITHIN,
        }  # fmt: skip


class OnSecret(Gated, WriteMixin):
    """A form on a case that is open to the writer, else 404. `closed` says why this is not the moment."""

    template_name = "referrals/secret_form.html"
    title = intro = ""

    def prepare(self):
        self.case = self.object = self.find()
        reason = self.closed() if self.request.method == "GET" else ""
        if reason:
            raise TransitionRefused([reason])

    def find(self):
        return opened_case(self.request, self.kwargs["uid"])

    def closed(self):
        return actions.OVER if self.case.stage == STAGE.CLOSED else ""

    def get_context_data(self, **kwargs):
        kwargs.setdefault("title", self.title)
        return super().get_context_data(case=self.case, intro=self.intro, **kwargs)

    def closed_url(self):
        return self.case.get_absolute_url()

    get_success_url = get_cancel_url = closed_url


@untraced
class SecretTakeView(OnSecret, Prepared):
    """Taking a case on, with the declaration that one has no ties to it. Nothing of it is read before."""

    form_class = TakeForm
    title, submit_label = "Ambil kasus ini", "Ambil dan buka"
    success_message = "Kasus ini sekarang Anda tangani. Setiap kali dibuka, hal itu tercatat."
    template_name = "referrals/secret_take.html"

    def find(self):
        return get_object_or_404(SecretCase.objects.register_of(self.request.assignment), uid=self.kwargs["uid"])

    def closed(self):
        if may_take(self.case, self.request.assignment) and self.case.stage != STAGE.CLOSED:
            return ""
        return f"Kasus ini tidak menunggu diambil. Tahapnya sekarang: {self.case.get_stage_display()}."

    def closed_url(self):
        return reverse("referrals:secret-register")

    get_cancel_url = closed_url

    def get_success_url(self):
        return self.case.get_absolute_url()

    def write(self, form):
        by = self.request.assignment
        return workflow.perform(self.case, "take", by=by, on=by.today)


@untraced
class SecretCaseView(TemplateView):
    """The case. Every look is in the trail before a word of it leaves."""

    template_name = "referrals/secret_case.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        case = opened_case(self.request, self.kwargs["uid"])
        audit.record("secret:view", by=by, obj=case)
        handles = by.has_perm("referrals.take_secretcase")
        calls = [(label, phone_in(case.report.get(key, ""))) for key, label in TO_CALL]
        grants = list(case.grants.filter(revoked_on=None).select_related("person"))
        for grant in grants:
            grant.may_end = handles and grant.assignment_uid != by.uid and may_end(grant, by)
        return super().get_context_data(
            case=case,
            mark=MARKS[case.stage],
            report=told(case.report, REPORT),
            steps=[(event, told(event.words, EVENT)) for event in case.events.select_related("letter")],
            grants=grants,
            conflicts=case.conflicts.select_related("person"),
            handles=handles,
            calls=[(label, phone) for label, phone in calls if phone],
            openings=openings_of(case) if handles else [],
            writes=case.stage == STAGE.TAKEN,
            transitions=[step for step in workflow.available(case, by, by.today) if step.name == "reopen"],
            **kwargs,
        )


@untraced
class SecretEventView(OnSecret, Prepared):
    """One more step."""

    form_class = EventForm
    title, submit_label = "Tambah langkah", "Simpan langkah"
    success_message = "Langkah tersimpan."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "case": self.case}

    def get_initial(self):
        return {"day": self.request.assignment.today}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        names = ("what", "with_whom", "result", "next")
        return actions.add_event(
            self.case, kind=data["kind"], happened_at=moment(data["day"], data["time"], by.region),
            words={name: data[name] for name in names if data[name]}, by=by, on=by.today,
        )  # fmt: skip


@untraced
class SecretCloseView(OnSecret, Prepared):
    """How it ended."""

    form_class = CloseForm
    title, submit_label = "Tutup kasus", "Tutup kasus"
    intro = "Setelah ditutup, izin orang lain berakhir. Anda dapat membukanya kembali dengan alasan."
    success_message = "Kasus ditutup."

    def get_initial(self):
        return {"closed_on": self.request.assignment.today}

    def write(self, form):
        data = form.cleaned_data
        return actions.close_case(
            self.case, ending=data["ending"], words=data["closing"], by=self.request.assignment, on=data["closed_on"]
        )


def not_found_unless(found):
    """Raises Http404 where there is nothing to open."""
    if not found:
        raise Http404
    return found
