"""How the stages of the founding floor look: the kind of pill each one gets."""

from django import template

register = template.Library()

KINDS = {
    "planned": "doing", "held": "done", "cancelled": "shut",
    "draft": "doing", "ready": "due", "issued": "done", "replaced": "shut",
    "preparation": "doing", "formed": "doing", "decreed": "due", "active": "done", "inactive": "shut",
    "stated": "doing", "submitted": "doing", "endorsed": "doing", "checked": "doing", "recommended": "doing",
    "proposed": "doing", "verified": "due", "chosen": "done", "concluded": "done", "refused": "shut",
    "withdrawn": "shut",
}  # fmt: skip


@register.filter
def stage_kind(stage):
    """The pill of a stage: done, doing, due, todo or shut."""
    return KINDS.get(stage, "todo")
