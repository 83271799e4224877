"""How a family's way through the trial looks: the mark of its role, the pill of its stage."""

from django import template
from django.utils.html import format_html

from families.models import Role
from fcu_project import identity
from fcu_project.templatetags.ui import icon, status

register = template.Library()

# Stage: kind of pill, word where the stage's own is not enough beside the role, icon where it differs from the kind's.
PILLS = {
    "candidate": ("todo", "Menunggu FGD", "calendar3"),
    "proposed": ("due", "", ""),
    "willing": ("doing", "", "person-check"),
    "designated": ("doing", "", "award"),
    "consolidated": ("done", "", ""),
    "on_duty": ("done", "", ""),
    "mentored": ("doing", "", "heart-pulse"),
    "independent": ("done", "", ""),
    "finished": ("done", "", ""),
}


@register.simple_tag
def role_mark(life):
    """The mark of the role: dashed until the family is designated, then dark for a pioneer, light for a plasma one."""
    if life is None:
        return format_html('<span class="meta">{}</span>', "Belum dicalonkan")
    if life.designated_on is None:
        word = {Role.PIONEER: "Calon pionir", Role.PLASMA: "Calon dampingan"}.get(life.role, "Calon")
        return format_html('<span class="role role-candidate">{} {}</span>', icon("person-plus"), word)
    symbol = "star-fill" if life.role == Role.PIONEER else "person-hearts"
    return format_html('<span class="role role-{}">{} {}</span>', life.role, icon(symbol), life.role_label)


@register.simple_tag
def stage_pill(life):
    """The pill of the stage; nothing for a family without any."""
    if life is None:
        return ""
    kind, word, symbol = PILLS.get(life.stage, ("shut", "", "dash-lg"))
    return status(kind, word or life.get_stage_display(), symbol)


@register.filter
def masked(number):
    """An identity number as every page shows it: its first four digits, then dots."""
    return identity.masked(number)
