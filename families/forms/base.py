"""What every form about families shares: whatever is typed into them as words holds no identity number."""

from fcu_project import forms


class Form(forms.Form):
    """A form about families that is no model's."""

    refuses_numbers = True


class ModelForm(forms.ModelForm):
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
