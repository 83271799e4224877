"""How the steps of a record stand: its gates as offered to one actor, its stage as stored."""

from fcu_project import workflow
from tests.factories import TODAY


def gates(obj, step, by):
    """{gate name: its state} of one step as offered to `by`."""
    button = next(b for b in workflow.available(obj, by, TODAY) if b.name == step)
    return {gate.name: gate for gate in button.gates}


def stage_of(obj):
    return type(obj).objects.get(pk=obj.pk).stage
