"""The forms that every test of writing goes through: each route with a state of its own and a valid filling."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile

from fcu_project.models import AuditEvent, FormReceipt
from institutions.models import User
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

    def fill(name):
        if used:  # on the ground of another form's state nothing can be laid down
            filling = FORMS[name](people, regions)
        else:
            filling = remember(f"form {name}", lambda: FORMS[name](people, regions))
        used.append(name)
        client = sign_in(filling.by)
        client.get("/akun/")  # the session has begun
        return client, filling

    return fill


def picture():
    """Everything that is stored, row by row, and how many traces: equal pictures mean that nothing was written."""
    skipped = (AuditEvent, User)
    stored = every_row(("fcu_project", "institutions", "families", "referrals", "reporting")).items()
    rows = {m._meta.label: [there[pk] for pk in sorted(there)] for m, there in stored if m not in skipped}
    return {**rows, "receipts": FormReceipt.objects.count(), "traces": AuditEvent.objects.exclude(result="403").count()}
