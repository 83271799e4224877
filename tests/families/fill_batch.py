"""Forms of the families, filled in: lists from Excel."""

from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from families.actions import batch as actions
from tests.families import lists, make
from tests.filling import Filling, form


@dataclass
class WithList(Filling):
    """A filling with an Excel file, read from the beginning each time it is sent."""

    content: bytes = b""

    def body(self, key, **changes):
        upload = SimpleUploadedFile("daftar.xlsx", self.content, content_type=lists.XLSX)
        return super().body(key, **{"workbook": upload, **changes})


@form("families:batch-upload", has_text=False)
def batch_upload(people, regions):
    make.selection_group(people)
    return WithList(
        people.secretary, reverse("families:batch-upload"), {"kind": "families"}, required=("kind",),
        wrong={"kind": "lain"}, content=lists.families({}, {"head_name": "Maimunah"}).read(),
    )  # fmt: skip


def waiting(people):
    """A list that waits for a decision, two lines ready."""
    make.selection_group(people)
    return lists.checked(lists.families({}, {"head_name": "Maimunah"}, {"head_sex": ""}), people.secretary)


@form("families:batch", has_text=False)
def batch(people, regions):
    row = waiting(people)
    return Filling(people.secretary, row.get_absolute_url(), {"way": "ready"}, required=("way",),
                   wrong={"way": "semua"}, contested=(row,))  # fmt: skip


@form("families:batch-discard", has_text=False)
def batch_discard(people, regions):
    row = waiting(people)
    return Filling(people.secretary, reverse("families:batch-discard", args=[row.uid]), {}, contested=(row,))


def scene(people):
    """A list with an address, for the tests of access."""
    upload = lists.families({"head_name": "Kartini"}, {"head_name": ""})
    opened = actions.open_list(upload, "families")
    row = actions.receive(opened, by=people.secretary, on=people.secretary.today)
    return {"batch": actions.check(row, by=people.secretary, on=people.secretary.today)}
