"""The forms that every test of writing goes through: each route with a state of its own and a valid filling."""

import time as clock
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fcu_project.models import AuditEvent, FormReceipt
from institutions.models import User
from institutions.session import SEEN_KEY, SINCE_KEY
from tests import factories as make
from tests.factories import TODAY
from tests.remembered import every_row


@cache
def one_page():
    return make.scan().read()


def typed_date(day):
    return day.strftime("%d-%m-%Y")


LAST_WEEK = TODAY - timedelta(days=7)


@dataclass
class Filling:
    """One form, filled in. `text` names the fields whose words must never be lost; `contested` the rows on which
    another writer may be faster; `row` the row whose version the form carries; `wrong` a filling the form refuses."""

    by: object
    url: str
    data: dict
    text: tuple = ()
    required: tuple = ()
    wrong: dict = field(default_factory=dict)
    contested: tuple = ()
    row: object = None
    has_scan: bool = False

    def body(self, key, **changes):
        data = {**self.data, **changes}
        if self.has_scan:
            data["scan"] = SimpleUploadedFile("surat.pdf", one_page(), content_type="application/pdf")
        if key is not None:
            data["_key"] = key
        if self.row is not None:
            data.setdefault("_version", self.row.version)
        return {name: value for name, value in data.items() if value is not None}


def new_key():
    return str(uuid.uuid4())


FORMS, UPDATES, WITHOUT_TEXT = {}, set(), set()


def form(name, *, is_update=False, has_text=True):
    """Register a function (people, regions) → Filling under the route's name, or "route#variant".

    `is_update`: the form changes one row and carries its version; `has_text`: something is typed in it.
    """

    def keep(function):
        FORMS[name] = function
        if is_update:
            UPDATES.add(name)
        if not has_text:
            WITHOUT_TEXT.add(name)
        return function

    return keep


def filler(people, regions, sign_in, remember):
    """A function: name of a form → (client, filling), the client signed in as the one who fills it."""
    used = []

    def begun(name):
        filling = FORMS[name](people, regions)
        return filling, sign_in(filling.by).cookies[settings.SESSION_COOKIE_NAME].value

    def fill(name):
        # On the ground of another form's state nothing can be laid down.
        filling, key = begun(name) if used else remember(f"form {name}", lambda: begun(name))
        used.append(name)
        client = Client(HTTP_HOST="testserver")
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        session = client.session  # as after the first page
        session[SINCE_KEY] = session[SEEN_KEY] = clock.time()
        session.save()
        return client, filling

    return fill


APPS = ("fcu_project", "institutions", "families", "referrals", "reporting")


def picture():
    """Everything that is stored, row by row, and how many traces: equal pictures mean that nothing was written."""
    stored = every_row(APPS).items()
    rows = {m._meta.label: [r[pk] for pk in sorted(r)] for m, r in stored if m not in (AuditEvent, User)}
    return {**rows, "receipts": FormReceipt.objects.count(), "traces": AuditEvent.objects.exclude(result="403").count()}
