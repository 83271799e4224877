"""Chapters of a long form, so that a reader sees three short questions instead of twelve fields."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Row


def in_parts(form, *parts, css=None):
    """Divide `form` into chapters: each part is (title, field, (field, field), …), a tuple standing side by side.

    A part without a title is only set apart. Fields that the form does not have are passed over, a chapter without
    any is left out, and fields that no part names follow at the end. `css` gives a chapter a class by its title.
    """
    chapters, named = [], set()
    for title, *rows in parts:
        found = []
        for row in rows:
            names = [name for name in ((row,) if isinstance(row, str) else row) if name in form.fields]
            named.update(names)
            if names:
                found.append(Row(*names) if len(names) > 1 else names[0])
        if found:
            css_class = (css or {}).get(title, "")
            chapters.append(
                Fieldset(title, *found, css_class=css_class) if title else Div(*found, css_class="form-part")
            )
    rest = [name for name in form.fields if name not in named]
    form.helper = FormHelper()
    form.helper.layout = Layout(*chapters, *rest)
