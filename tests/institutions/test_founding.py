"""The founding line through the actions: each gate, each refusal, each effect."""


import pytest
from django.core.exceptions import ValidationError

from fcu_project.models import AuditEvent
from tests import factories as make


@pytest.mark.clause("FCU-01")
def test_one_active_unit_per_village(people):
    make.started_unit(people.village_operator)
    with pytest.raises(ValidationError, match="sudah punya FCU"):
        make.started_unit(people.village_operator, name="Mawar")


def test_whole_line_reaches_active(people):
    unit = make.active_unit(people.village_operator)
    assert unit.stage == "active"
    assert unit.formed_on < unit.decreed_on <= unit.inaugurated_on
    stages = AuditEvent.objects.filter(object_uid=unit.uid, verb__startswith="transition:").order_by("id")
    assert [(e.stage_from, e.stage_to) for e in stages] == [
        ("preparation", "formed"), ("formed", "decreed"), ("decreed", "active"),
    ]  # fmt: skip
