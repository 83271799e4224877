"""Many people in one sitting: participants ticked in the list of people, members ticked among the participants."""

from django.shortcuts import redirect
from django.urls import reverse

from institutions.actions import meeting as meeting_actions
from institutions.actions import unit as unit_actions
from institutions.forms.picking import NewMembersForm, ParticipantsForm
from institutions.models import FamilyCareUnit, Meeting
from institutions.views.meeting import OnMeeting
from institutions.views.unit import OnUnit, election_meeting


def told_of(form, added):
    """What was saved, and who was passed over because a colleague was faster."""
    sentences = [added] if form.chosen else []
    if form.already:
        names = ", ".join(person.name for person in form.already)
        sentences.append(f"Sudah ada di daftar, tidak ditambahkan lagi: {names}.")
    return " ".join(sentences)


class AttendanceManyView(OnMeeting):
    """Tick several people of the list as participants."""

    form_class = ParticipantsForm
    template_name = "institutions/attendance_many.html"
    submit_label = "Tambahkan yang dicentang"

    def get(self, request, *args, **kwargs):
        self.prepare()
        if self.meeting.stage != Meeting.Stage.PLANNED:
            return redirect(self.get_cancel_url())  # there it says that the list is closed
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        wanted, members_of = self.request.GET.get("cari", ""), self.unit if self.only_members else None
        return {**super().get_form_kwargs(), "meeting": self.meeting, "wanted": wanted, "members_of": members_of}

    @property
    def unit(self):
        return FamilyCareUnit.of(self.meeting.region)

    @property
    def only_members(self):
        """Whether the list is that of the FCU's members, all ticked (`?anggota=1`)."""
        return self.request.GET.get("anggota") == "1"

    def get_initial(self):
        return {"present": self.meeting.held_on <= self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            wanted=self.request.GET.get("cari", ""), unit=self.unit, only_members=self.only_members, **kwargs
        )

    def write(self, form):
        by = self.request.assignment
        meeting_actions.save_attendances(form.attendances(self.meeting), by=by, on=by.today)
        return self.meeting

    def get_success_message(self, form):
        return told_of(form, f"{len(form.chosen)} orang ditambahkan.")

    def get_cancel_url(self):
        return reverse("institutions:attendance", args=[self.meeting.uid])

    get_success_url = get_cancel_url


class MembersFromMeetingView(OnUnit):
    """Tick the participants of the formation meeting who become members."""

    form_class = NewMembersForm
    template_name = "institutions/members_from_meeting.html"
    submit_label = "Jadikan anggota"

    def prepare(self):
        super().prepare()
        self.meeting = election_meeting(self.unit)

    def get(self, request, *args, **kwargs):
        self.prepare()
        if not self.unit.is_being_founded:
            return redirect(self.get_cancel_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "unit": self.unit, "meeting": self.meeting}

    @property
    def joined_on(self):
        """The day of the meeting; of one that is still to come, today."""
        today = self.request.assignment.today
        return min(self.meeting.held_on, today) if self.meeting else today

    def get_context_data(self, **kwargs):
        return super().get_context_data(meeting=self.meeting, joined_on=self.joined_on, **kwargs)

    def write(self, form):
        day = self.joined_on
        unit_actions.take_in(form.memberships(day), by=self.request.assignment, on=day)
        return self.unit

    def get_success_message(self, form):
        return told_of(form, f"{len(form.chosen)} orang menjadi anggota.")
