"""How a family's way through the trial looks: the mark of its role, the pill of its stage."""

from functools import cache

from django import template
from django.utils.html import format_html

from families.models import Role
from families.standing import NO_LIFE, role_words, stage_words
from fcu_project import identity
from fcu_project.templatetags.ui import icon, status

register = template.Library()

# Stage: kind of pill, icon where it differs from the kind's.
PILLS = {
    "candidate": ("todo", "calendar3"),
    "proposed": ("due", ""),
    "willing": ("doing", "person-check"),
    "designated": ("doing", "award"),
    "consolidated": ("done", ""),
    "on_duty": ("done", ""),
    "mentored": ("doing", "heart-pulse"),
    "independent": ("done", ""),
    "finished": ("done", ""),
}


@register.simple_tag
def role_mark(life):
    """The mark of the role: dashed until the family is designated, then dark for a pioneer, light for a plasma one."""
    if life is None:
        return format_html('<span class="meta">{}</span>', NO_LIFE)
    return _role_mark(life.role, life.designated_on is not None)


@cache  # there are a handful of marks, and lists show the same ones on every row
def _role_mark(role, is_designated):
    words = role_words(role, is_designated)
    if not is_designated:
        return format_html('<span class="role role-candidate">{} {}</span>', icon("person-plus"), words)
    symbol = "star-fill" if role == Role.PIONEER else "person-hearts"
    return format_html('<span class="role role-{}">{} {}</span>', role, icon(symbol), words)


@register.simple_tag
def stage_pill(life):
    """The pill of the stage; nothing for a family without any."""
    return _stage_pill(life.stage) if life is not None else ""


@cache
def _stage_pill(stage):
    kind, symbol = PILLS.get(stage, ("shut", "dash-lg"))
    return status(kind, stage_words(stage), symbol)


@register.filter
def masked(number):
    """An identity number as every page shows it: its first four digits, then dots."""
    return identity.masked(number)
