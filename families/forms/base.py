"""What every form about families shares: whatever is typed into them as words holds no identity number."""

from fcu_project import forms


class Form(forms.Form):
    """A form about families that is no model's."""

    refuses_numbers = True


class ModelForm(forms.ModelForm):
    """A form of a family's row."""

    refuses_numbers = True
