"""What every form about families shares: whatever is typed into them as words holds no identity number, and words that
are too long are refused, never cut."""

from django import forms as django_forms

from fcu_project import forms


class NothingCut:
    """Free words reach the server whole: a browser would cut what is pasted without a word."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if type(field) is django_forms.CharField and field.max_length:
                field.widget.attrs.pop("maxlength", None)


class Form(NothingCut, forms.Form):
    """A form about families that is no model's."""

    refuses_numbers = True


class ModelForm(NothingCut, forms.ModelForm):
    """A form of a family's row."""

    refuses_numbers = True


class OnRow:
    """A form that is no model's, about one row: it carries the version at which it was opened."""

    guarded = None

    @property
    def row_version(self):
        if self.is_bound and "_version" in self.data:
            return self.data["_version"]
        return self.guarded.version
