"""A few short rows typed under named columns, as one field of a form: no JavaScript, some empty rows at the end."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

from fcu_project.identity import IDENTITY_NUMBER

without_null = ProhibitNullCharactersValidator()
SPARE = 3  # empty rows offered beyond those that are filled


class TableInput(forms.Widget):
    """Inputs name-0-column, name-1-column … for each row, with the column's label above each on a phone."""

    template_name = "components/table_input.html"
    use_fieldset = True

    def __init__(self, columns=(), most=20, spare=SPARE, attrs=None):
        self.columns, self.most, self.spare = dict(columns), most, spare
        super().__init__(attrs)

    def value_from_datadict(self, data, files, name):
        numbers = range(self.most)
        return [{key: data.get(f"{name}-{number}-{key}", "") for key in self.columns} for number in numbers]

    def value_omitted_from_data(self, data, files, name):
        return not any(key.startswith(f"{name}-") for key in data)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        filled = [row for row in value or () if any(str(row.get(key, "")).strip() for key in self.columns)]
        shown = filled + [{}] * min(self.spare, self.most - len(filled))
        context["widget"]["columns"] = list(self.columns.values())
        context["widget"]["rows"] = [
            [
                {"name": f"{name}-{number}-{key}", "label": f"{label}, baris {number + 1}", "short": label,
                 "value": row.get(key, "")}
                for key, label in self.columns.items()
            ]
            for number, row in enumerate(shown)
        ]  # fmt: skip
        return context


class TableField(forms.Field):
    """Cleans to a list of mappings column → text; empty rows are left out. The first column is needed in a row."""

    def __init__(self, *, columns, most=20, spare=SPARE, longest=120, **kwargs):
        self.longest = longest
        super().__init__(widget=TableInput(columns, most, spare), **kwargs)

    def set_columns(self, columns):
        """Other headings for this form: {column: label}."""
        self.widget.columns = dict(columns)

    def clean(self, value):
        rows = []
        for row in value or ():
            for cell in row.values():
                without_null(cell)
            cells = {key: " ".join(str(cell).split()) for key, cell in row.items()}
            if not any(cells.values()):
                continue
            first = next(iter(self.widget.columns))
            if not cells[first]:
                raise ValidationError(f"{self.widget.columns[first]} belum diisi pada baris {len(rows) + 1}.")
            if any(len(cell) > self.longest for cell in cells.values()):
                most = f"Paling banyak {self.longest} huruf dalam satu kolom."
                raise ValidationError(f"Baris {len(rows) + 1} terlalu panjang. {most}")
            if any(IDENTITY_NUMBER.search(cell) for cell in cells.values()):
                raise ValidationError("Jangan menulis NIK atau nomor KK di sini.")
            rows.append(cells)
        if self.required and not rows:
            raise ValidationError(self.error_messages["required"], code="required")
        return rows
