"""Who is signed in, as what: the assignment chosen for the session, read anew at every request."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.backends import BaseBackend
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from fcu_project import dates
from fcu_project.prepared import prepared
from institutions.models import Assignment, User
from institutions.roles import VILLAGE

SESSION_KEY = "assignment"
SEEN_KEY = "seen"
SINCE_KEY = "since"
SEEN_EVERY_SECONDS = 60


class AssignmentBackend(BaseBackend):
    """Checks name and password. Rights come from the assignment, see `User.has_perm`."""

    def authenticate(self, request, username=None, password=None):
        if not username or password is None:
            return None
        user = User.objects.filter(username=username.strip().lower()).first()
        if user is None:
            User().set_password(password)  # the same work as for a known name, so that timing tells nothing
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id):
        return next(iter(_active_user(user_id)), None)


@prepared
def _active_user(user_id):
    return User.objects.select_related("person").filter(pk=user_id, is_active=True)


@prepared
def _in_force(person, day):
    rows = Assignment.objects.filter(person=person).active_on(day)
    return rows.select_related("region__parent").order_by("id")


def active_assignments(person, day=None):
    """The person's assignments in force on `day` (today), in a steady order."""
    rows = _in_force(person.pk, day or dates.today())
    prefetch_related_objects([row for row in rows if row.institution_id], "institution")  # few roles stand for one
    for row in rows:
        row.person = person  # as it was read with the account: every request asks for both
    return [row for row in rows if row.region.level == row.level]  # a role counts at its own level only


def choose(request, assignment):
    """Take on an assignment for the rest of the session."""
    request.session[SESSION_KEY] = str(assignment.uid)


class AssignmentMiddleware:
    """Sets request.assignment and request.many_roles; signs off after the idle time of the role's level."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.assignment, request.many_roles = None, False
        if request.user.is_authenticated:
            self._enter(request)
        zone = request.assignment.region.zone if request.assignment else "WIB"
        with timezone.override(dates.ZONES[zone]):  # "today" is today where the reader is
            return self.get_response(request)

    @staticmethod
    def process_view(request, view, args, kwargs):
        """A password that somebody else chose is changed before anything else is done."""
        allowed = ("password", "logout", "login", "switch-role")
        if request.user.is_authenticated and request.user.must_change_password:
            if request.resolver_match.view_name not in allowed and request.assignment is not None:
                return redirect("password")
        return None

    def _enter(self, request):
        user = request.user._wrapped if isinstance(request.user, SimpleLazyObject) else request.user
        assignments = active_assignments(user.person)
        request.many_roles = len(assignments) > 1
        chosen = request.session.get(SESSION_KEY)
        assignment = next((a for a in assignments if str(a.uid) == chosen), None)
        if assignment is None and len(assignments) == 1:
            assignment = assignments[0]
            choose(request, assignment)
        if assignment is not None and self._idle_too_long(request, assignment):
            logout(request)
            messages_later(request)
            return
        request.assignment = user.assignment = assignment

    @staticmethod
    def _idle_too_long(request, assignment):
        now, seen = time.time(), request.session.get(SEEN_KEY)
        since = request.session.setdefault(SINCE_KEY, now)
        if now - since > settings.SESSION_COOKIE_AGE:  # however active, nobody stays signed in for longer
            return True
        limit = settings.IDLE_SECONDS_VILLAGE if assignment.level == VILLAGE else settings.IDLE_SECONDS_ABOVE
        if seen is not None and now - seen > limit:
            return True
        if seen is None or now - seen > SEEN_EVERY_SECONDS:
            request.session[SEEN_KEY] = now
        return False


def messages_later(request):
    """Tell after the redirect to the login page why the reader is there (messages are not set up yet)."""
    request.session["signed_off"] = True


def say_signed_off(request):
    if request.session.pop("signed_off", False):
        messages.info(request, "Anda keluar otomatis karena lama tidak aktif. Masuk lagi untuk melanjutkan.")
