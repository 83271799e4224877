"""Reporting a secret case: whom to call first, then a short form; afterwards a number, told once."""

from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from fcu_project.views import WriteMixin
from institutions.models import Region
from referrals.actions import secret as actions
from referrals.documents import dialled
from referrals.emergencies import Number
from referrals.forms.secret_report import SecretReportForm
from referrals.models import Emergency
from referrals.secrecy import desk_of, rescuers_of
from referrals.views.reach import Prepared

SENT = "secret_sent"  # in the session, until the page after sending was shown


def untraced(view):
    """Words of a secret case stand in no error report and in no cache."""
    return method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")(view)


@untraced
class SecretReportView(WriteMixin, Prepared):
    """The form. Nothing typed here stays on the device or comes back after it was sent."""

    form_class = SecretReportForm
    template_name = "referrals/secret_report.html"
    submit_label = "Kirim laporan"

    def prepare(self):
        self.object = None

    def get_initial(self):
        return {"reporter_contact": dialled(self.request.assignment.person.phone)}

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        regency = by.region.ancestor(Region.Level.REGENCY)
        calls = rescuers_of(by.region)
        return super().get_context_data(
            first_calls=calls[:2], more_calls=calls[2:], desk=desk_of(regency, by.today), regency=regency, **kwargs
        )

    def write(self, form):
        by = self.request.assignment
        avoid = form.avoided()
        case = actions.report_case(
            form.case(), words=form.sealed(), avoid=avoid, call=self._call(form), by=by, on=by.today
        )
        self.request.session[SENT] = {
            "number": case.number, "regency": case.regency.code, "emergency": case.is_emergency,
            "without": [person.pk for person in avoid],
        }  # fmt: skip
        return case

    @staticmethod
    def _call(form):
        """(when, words) of a call that was made before, None where nobody was called."""
        data = form.cleaned_data
        if data["has_called"] != "yes":
            return None
        place = Emergency.Place(data["called"]).label
        words = {"what": f"Menelepon {place}", "with_whom": data["spoken_to"], "result": data["call_result"]}
        return form.call_moment(), words

    def get_cancel_url(self):
        return reverse("home")

    def get_success_url(self):
        return reverse("referrals:secret-report-done")


@untraced
class SecretReportDoneView(TemplateView):
    """The number and the next step, once. Nothing of the report is here, and nothing leads back to it."""

    template_name = "referrals/secret_report_done.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        sent = self.request.session.pop(SENT, None)
        desk = regency = None
        calls = rescuers_of(by.region)
        if sent:
            regency = Region.objects.get(code=sent["regency"])
            desk = desk_of(regency, by.today, without=sent["without"])
            calls += [Number(desk.name, desk.phone)] if desk.phone else []
        return super().get_context_data(
            sent=sent, calls=calls, next_step=desk.next_step(regency) if desk else "", **kwargs,
        )  # fmt: skip
