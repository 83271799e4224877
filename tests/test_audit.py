"""The trail: written with the act, never changed, free of names."""

import pytest
from django.db import DatabaseError, connection, transaction

from fcu_project import audit
from fcu_project.models import AuditEvent
from tests import factories as make


def test_change_of_an_event_is_refused_by_the_database(people):
    event = audit.record("test", by=people.village_operator)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(verb="other")
    event.refresh_from_db()
    assert event.verb == "test"


def test_deletion_of_an_event_is_refused_by_the_database(people):
    from importlib import import_module

    event = audit.record("test", by=people.village_operator)
    if connection.vendor == "sqlite":  # the test database goes without; see conftest
        migration = import_module("fcu_project.migrations.0002_audit_append_only")
        with connection.cursor() as cursor:
            cursor.execute(migration.SQLITE[1])
    try:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            AuditEvent.objects.filter(pk=event.pk).delete()
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("DROP TRIGGER audit_no_delete")
    assert AuditEvent.objects.filter(pk=event.pk).exists()


def test_the_trail_of_a_founding_holds_no_name_and_no_text(people):
    unit = make.formed_unit(people.village_operator)
    said = [repr((e.verb, e.model, e.fields, e.stage_from, e.stage_to, e.result)) for e in AuditEvent.objects.all()]
    names = [m.person.name for m in unit.current_members()] + ["Melati", "Balai Desa"]
    assert [(name, line) for name in names for line in said if name in line] == []
    assert AuditEvent.objects.filter(actor=None).exclude(verb="reference.load").count() == 0


def test_an_event_keeps_who_as_what_and_where(people, sign_in):
    client = sign_in(people.village_operator)
    client.get("/lembaga/?unduh=xlsx")
    client.post("/orang/tambah/", {"_key": "2c2b1f6e-2f0e-4a53-9d5c-3a7b0ed21a01", "name": "Budi Utomo", "sex": "male"})
    event = AuditEvent.objects.get(verb="person:add")
    by = people.village_operator
    assert (event.actor, event.assignment, event.role) == (by.person.uid, by.uid, "village_operator")
    assert event.territory == by.region.code
    assert event.request
    assert event.address == "127.0.0.1"


def test_a_denied_page_is_in_the_trail(people, sign_in):
    sign_in(people.member).get("/lembaga/tambah/")
    assert AuditEvent.objects.filter(verb="denied", actor=people.member.person.uid, result="403").exists()
