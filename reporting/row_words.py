"""How one row behind a figure is told: (text, url). Of a confidential one neither who nor what."""

from django.urls import reverse
from django.utils import timezone


def meeting(row):
    return f"{row.get_kind_display()}, {row.held_on:%d-%m-%Y}", row.get_absolute_url()


def attendance(row):
    return f"{row.person.name}, {meeting(row.meeting)[0]}", row.meeting.get_absolute_url()


def member(row):
    return row.person.name, reverse("institutions:member-list", args=[row.unit.uid])


def officer(row):
    return str(row), row.unit.get_absolute_url()


def family(row):
    return row.called, row.get_absolute_url()


def of_family(row):
    return row.family.called, row.family.get_absolute_url()


def assessment(row):
    return f"{row.family.called}, {row}, {row.assessed_on:%d-%m-%Y}", row.family.get_absolute_url()


def pairing(row):
    return str(row), row.get_absolute_url()


def note(row):
    return f"{row.family.called}, {row}", row.pairing.get_absolute_url()


def need(row):
    return f"{row.title}, {row.family.called}", row.family.get_absolute_url()


def referral(row):
    return f"{row}, {row.family.called}", row.get_absolute_url()


def record(row):
    return f"{row}, {row.get_kind_display()}, {row.held_on:%d-%m-%Y}", row.get_absolute_url()


def participants(row):
    text, url = record(row)
    told = "peserta tidak dicatat" if row.participants is None else f"P {row.women or 0}, L {row.men or 0}"
    return f"{text}: {told}", url


def consultation(row):
    """Of a confidential one neither who nor what."""
    whose = "" if row.is_confidential else f", {row.family.called if row.family_id else row.client}"
    return f"{row}{whose}, {row.held_on:%d-%m-%Y}", row.get_absolute_url()


def case(row):
    return f"{row}, {row.get_kind_display()}, dibuka {row.opened_on:%d-%m-%Y}", row.get_absolute_url()


def emergency(row):
    return f"{row}, {timezone.localtime(row.called_at):%d-%m-%Y}", row.get_absolute_url()


def named(row):
    """A row that says itself what it is and has a page."""
    return str(row), row.get_absolute_url()


def element(row):
    return row.name, reverse("institutions:institution-list")


def parts_of(rows):
    """How an FCU with several parts is told: which of them it has."""
    return lambda row: (f"{row}: {', '.join(rows.parts_of(row))}", row.get_absolute_url())
