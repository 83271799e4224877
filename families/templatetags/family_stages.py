"""How the stages of a family's way look: the kind of pill each one gets."""

from django import template

register = template.Library()

KINDS = {
    "candidate": "todo", "proposed": "due", "not_chosen": "shut", "willing": "doing", "unwilling": "shut",
    "designated": "doing", "consolidated": "done", "on_duty": "done", "mentored": "done", "independent": "done",
    "moved": "shut", "withdrawn": "shut", "finished": "done",
}  # fmt: skip


@register.filter
def family_stage(stage):
    """The pill of a participation's stage: done, doing, due, todo or shut."""
    return KINDS.get(stage, "todo")
