"""The one tag library of the screens: icons, status pills, Indonesian dates and amounts, and the pieces of a form.

Components in `templates/components/` and the form pack in `templates/fcu/` are built on it. Load with `{% load ui %}`.
"""

import copy
import datetime
import re
import uuid
from functools import lru_cache
from urllib.parse import quote

from crispy_forms.utils import render_field
from django import forms, template
from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from fcu_project import dates
from fcu_project.telephone import call_url

register = template.Library()

FORM_PACK = "fcu"

# Kind of status: its icon. Colour and icon come from the kind, the word from the caller; a pill is never colour alone.
STATUS_ICONS = {
    "done": "check-circle-fill",
    "doing": "pencil",
    "due": "clock",
    "wrong": "exclamation-triangle-fill",
    "todo": "circle",
    "shut": "lock-fill",
}

# Level tag of a Django message or of an alert: its icon.
ALERT_ICONS = {
    "success": "check-circle-fill",
    "info": "info-circle-fill",
    "warning": "exclamation-triangle-fill",
    "danger": "exclamation-circle-fill",
}


@register.simple_tag
def icon(name, css_class=""):
    """Return a symbol of `static/icons.svg` as a decoration; a word must stand beside it."""
    return _icon(name, css_class, _sprite(settings.STATIC_URL))


@lru_cache(maxsize=512, typed=True)  # typed: a text that is marked safe is another one than the same text unmarked
def _icon(name, css_class, sprite):
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        f" {css_class}" if css_class else "",
        sprite,
        name,
    )


@lru_cache(maxsize=2)
def _sprite(static_url):
    """Where the symbols are served: a long list shows hundreds, and the file stays what it is while a server runs."""
    return static("icons.svg")


@register.simple_tag
def art(name, css_class="art"):
    """Return a drawing of `static/icons.svg` ("crest", "village", "empty-house") as a decoration without meaning."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        css_class,
        _sprite(settings.STATIC_URL),
        name,
    )


@register.simple_tag
def status(kind, word, icon_name=""):
    """Return a status pill. `kind` is one of done, doing, due, wrong, todo, shut; KeyError for any other."""
    symbol = icon_name or STATUS_ICONS[kind]
    return format_html('<span class="status status-{}">{} <span>{}</span></span>', kind, icon(symbol), word)


@register.filter
def alert_icon(kind):
    """Return the icon's name for an alert of this kind; unknown kinds read as information."""
    return ALERT_ICONS.get(kind, ALERT_ICONS["info"])


@register.filter
def alert_kind(message):
    """Return the alert kind of a Django message: Django says "error" where the style sheet says "danger"."""
    level = getattr(message, "level_tag", "") or "info"
    return {"error": "danger", "debug": "info"}.get(level, level)


# Dates, times, amounts -------------------------------------------------------


def _local(value):
    """Return an aware datetime in the current time zone, anything else unchanged."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def tanggal(value):
    """14 Agustus 2025; empty for None."""
    return dates.long_date(_local(value)) if value else ""


@register.filter
def tanggal_hari(value):
    """Kamis, 14 Agustus 2025; empty for None."""
    return dates.long_date_with_day(_local(value)) if value else ""


@register.filter
def tanggal_pendek(value):
    """14-08-2025; empty for None."""
    return dates.short_date(_local(value)) if value else ""


@register.filter
def jam(value):
    """09.00 from a time or datetime; empty for None."""
    return "" if value is None or value == "" else dates.clock(_local(value))


@register.filter
def rupiah(value):
    """Rp1.500.000 from whole rupiah; empty for None."""
    return "" if value is None or value == "" else dates.rupiah(value)


@register.filter
def batas(due, today=None):
    """Return a deadline in words beside its distance: "10 Oktober, 3 hari lagi", "Lewat 4 hari, batas 3 Oktober".

    The year is named only where it differs from today's. Without `today` the date stands alone.
    """
    if not due:
        return ""
    if not today:
        return dates.long_date(due)
    day = f"{due.day} {dates.MONTHS[due.month - 1]}" if due.year == today.year else dates.long_date(due)
    left = (due - today).days
    if left < 0:
        return f"Lewat {-left} hari, batas {day}"
    if left > 14:
        return day
    return f"{day}, {'hari ini' if left == 0 else 'besok' if left == 1 else f'{left} hari lagi'}"


# Telephone -------------------------------------------------------------------


def _phone_digits(number):
    """Return a stored or typed number as digits beginning with 62, or "" if it is none."""
    digits = re.sub(r"[\s().+-]", "", str(number or ""))
    if not re.fullmatch(r"[0-9]{8,15}", digits):
        return ""
    if digits.startswith("0"):
        digits = "62" + digits[1:]
    return digits if digits.startswith("62") else ""


@register.filter
def telepon(number):
    """0812-3456-3456 from 6281234563456; a landline keeps its digits in one piece; other text stays as it is."""
    digits = _phone_digits(number)
    if not digits:
        return number or ""
    local = "0" + digits[2:]
    if not local.startswith("08"):
        return local
    return "-".join(part for part in (local[:4], local[4:8], local[8:]) if part)


@register.filter
def tel_link(number):
    """The address that calls a number, stored or typed; empty for none."""
    return call_url(number)


@register.filter
def wa_link(number, text=""):
    """Return the WhatsApp address of a mobile number, with an optional first message; empty for anything else."""
    digits = _phone_digits(number)
    if not digits.startswith("628"):
        return ""
    return f"https://wa.me/{digits}" + (f"?text={quote(text)}" if text else "")


@register.filter
def unbroken(text):
    """Keep numbers with hyphens (dates, telephone numbers, ranges) on one line; text is escaped unless it is safe."""
    escaped = conditional_escape(text)
    return mark_safe(re.sub(r"[0-9]+(?:-[0-9]+)+", r'<span class="nowrap">\g<0></span>', escaped))  # noqa: S308


# Long lists ------------------------------------------------------------------


@register.simple_block_tag
def each(content, rows):
    """Repeat what is enclosed for every row, a dict, whose values stand in it as {name}; they are escaped.

    As {% for %}, at a fraction of its cost: for lists of many rows that ask nothing further.
    """
    return format_html_join("", content, rows)


# Forms -----------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def form_fields(context, form):
    """Return the fields of a form in the order of its crispy layout, or of its declaration when it has none.

    No <form> element, no error summary: `components/form.html` and the pack bring those once.
    """
    # Crispy's layout objects leave names behind in the context (legend, field …), so they get a copy.
    context = copy.copy(context)
    layout = getattr(getattr(form, "helper", None), "layout", None)
    if layout is not None:
        return form.helper.render_layout(form, context, template_pack=FORM_PACK)
    form.crispy_field_template = None
    rendered = [render_field(name, form, context, template_pack=FORM_PACK) for name in form.fields]
    return mark_safe("".join(rendered))  # noqa: S308  each field was escaped by its template


@register.simple_tag
def control(field):
    """Return a field's input with the look of its kind; every attribute the widget was given passes through."""
    widget = field.field.widget
    classes = widget.attrs.get("class", "").split()
    if isinstance(widget, forms.Select):
        classes.append("form-select")
    elif not isinstance(widget, (forms.CheckboxInput, forms.MultiWidget)):
        classes.append("form-control")
    if isinstance(widget, forms.DateInput) or isinstance(field.field, forms.DateField):
        classes.append("w-date")
    attrs = {"class": " ".join(dict.fromkeys(classes))} if classes else {}
    if isinstance(widget, forms.DateInput):
        attrs.setdefault("autocomplete", widget.attrs.get("autocomplete", "off"))
    return field.as_widget(attrs=attrs)


@register.filter
def field_kind(field):
    """Return how a field is laid out: "hidden", "check" (one tick box), "group" (choices), "parts" (several inputs),
    "file" or "plain"."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect):  # CheckboxSelectMultiple is one too
        return "group"
    if field.use_fieldset:
        return "parts"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "plain"


@register.filter
def is_optional(field):
    """True where "(opsional)" is said: not on tick boxes or locked fields, nor where `form.mark_optional` is False."""
    return not (
        field.field.required
        or field.field.disabled
        or isinstance(field.field.widget, forms.CheckboxInput)
        or getattr(field.form, "mark_optional", True) is False
    )


@register.simple_tag
def all_errors(form=None, formset=None):
    """Return the errors of a form and of the formset beside it as one list; see `form_errors`."""
    return form_errors(form) + form_errors(formset)


@register.filter
def form_errors(form):
    """Return every error of a form as a list of (id of the input or "", message), in the order of the fields.

    Works for formsets too, which list the errors of their forms in turn. Errors of hidden fields have no input to
    go to and stand without a link, like errors of the whole form.
    """
    if form is None or form == "" or not form.is_bound:
        return []
    if hasattr(form, "forms"):
        found = [("", message) for message in form.non_form_errors()]
        return found + [error for child in form.forms for error in _errors_of_line(child)]
    found = [("", message) for message in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else _target_id(field)
        found.extend((target, message) for message in field.errors)
    return found


def _errors_of_line(form):
    """The errors of one form of many; a form that is `spoken` of by a name says whose they are."""
    spoken = getattr(form, "spoken", "")
    return [(target, f"{spoken}: {message}" if spoken else message) for target, message in form_errors(form)]


def _target_id(field):
    """Return the id of the element an error link jumps to; a group's first choice, since a fieldset takes no focus."""
    return field.id_for_label or (f"{field.auto_id}_0" if field.auto_id else "")


@register.simple_tag
def fresh_key():
    """Return a new idempotency key, for a small form that stands on a page without a form object."""
    return str(uuid.uuid4())


# Gates -----------------------------------------------------------------------


@register.filter
def count_open(gates):
    """Return how many gates may be passed: open ones, and warnings that carry a written reason."""
    return sum(gate.state == "open" or (gate.state == "warn" and bool(gate.reason)) for gate in gates)


@register.filter
def relevant(gates):
    """The gates worth showing: those not met, and those met by something that can be named."""
    return [gate for gate in gates if gate.state != "open" or gate.detail]


@register.filter
def first_shut(gates):
    """Return the first gate that still blocks, or None; it alone gets the filled button."""
    return next((gate for gate in gates if gate.state == "shut"), None)


@register.filter
def first_open(transitions):
    """Return the first transition that can be made and does no harm, or None; it alone gets the filled button."""
    return next((step for step in transitions if step.open and not step.is_danger), None)


@register.filter
def as_safe_id(text):
    """Return text as part of an element's id: letters, digits, "-" and "_" only."""
    return SafeString(re.sub(r"[^A-Za-z0-9_-]+", "-", str(text)).strip("-"))
