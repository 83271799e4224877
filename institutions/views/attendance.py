"""Who is invited to a meeting and who came: the list on the screen and on paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from fcu_project import pdf
from institutions.actions import meeting as actions
from institutions.documents import ATTENDANCE_TEMPLATE, attendance_facts, file_name, printed
from institutions.forms.meeting import AttendanceForm, ConfirmForm, PresentForm
from institutions.forms.picking import people_not_listed
from institutions.models import Attendance, Meeting
from institutions.views.meeting import OnMeeting, kept_meeting


class AttendanceView(OnMeeting):
    """The list of participants: tick who came, add the next one; many in one sitting."""

    form_class = AttendanceForm
    template_name = "institutions/attendance.html"
    submit_label = "Tambah peserta"

    def get_initial(self):
        return {
            "element": self.request.GET.get("unsur", ""),
            "present": self.meeting.held_on <= self.request.assignment.today,
        }

    def get_context_data(self, **kwargs):
        rows = self.meeting.attendances.select_related("person", "institution")
        editable = self.meeting.stage == Meeting.Stage.PLANNED
        may_pick = editable and people_not_listed(self.meeting, self.request.assignment).exists()
        return super().get_context_data(rows=rows, editable=editable, may_pick=may_pick, **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        row = Attendance(
            meeting=self.meeting,
            person=form.picked_person(),
            element=data["element"],
            institution=data["institution"],
            position=data["position"],
            present=data["present"],
        )
        row.full_clean()
        self.saved = actions.save_attendance(row, by=by, on=by.today)
        return self.meeting

    def get_success_message(self, form):
        return f"{self.saved.person.name} ditambahkan."

    def get_success_url(self):
        return f"{reverse('institutions:attendance', args=[self.meeting.uid])}?unsur={self.saved.element}#tambah"


class PresentView(OnMeeting):
    """Save the ticks of who came."""

    form_class = PresentForm
    template_name = "institutions/attendance.html"
    success_message = "Kehadiran tersimpan."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "meeting": self.meeting}

    def write(self, form):
        by = self.request.assignment
        return actions.mark_present(self.meeting, form.cleaned_data["present"], by=by, on=by.today)

    def get_success_url(self):
        return reverse("institutions:attendance", args=[self.meeting.uid])

    def form_invalid(self, form, status=422):
        messages.error(self.request, "Daftar peserta baru saja berubah. Centang lagi lalu simpan.")
        return HttpResponse(status=303, headers={"Location": self.get_success_url()})


class AttendanceRemoveView(OnMeeting):
    """Strike somebody from the list, after a question."""

    form_class = ConfirmForm
    template_name = "institutions/attendance_remove.html"
    submit_label = "Hapus dari daftar"
    success_message = "Peserta dihapus dari daftar."

    def prepare(self):
        super().prepare()
        self.row = get_object_or_404(self.meeting.attendances.select_related("person"), uid=self.kwargs["row"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.row, **kwargs)

    def write(self, form):
        by = self.request.assignment
        actions.remove_attendance(self.row, by=by, on=by.today)
        return self.meeting

    def get_success_url(self):
        return reverse("institutions:attendance", args=[self.meeting.uid])

    get_cancel_url = get_success_url


class AttendanceListPdfView(TemplateView):
    """The attendance list to print: names filled in, blank lines for those who come unannounced."""

    def get(self, request, *args, **kwargs):
        meeting = kept_meeting(request, self.kwargs["uid"])
        paper = pdf.size_asked(request, meeting.region.setting("paper"))
        facts = attendance_facts(meeting) | printed(request.assignment) | {"paper": paper}
        content = pdf.render(ATTENDANCE_TEMPLATE, facts, paper=paper)
        return pdf.response(content, file_name("attendance", meeting.region, meeting.held_on))
