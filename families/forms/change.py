"""Which days are compared."""

from fcu_project.forms import DateField, Form


class DaysForm(Form):
    """Read from the address: nothing is written by it."""

    dari = DateField(
        label="Dibandingkan dengan keadaan pada", required=False, not_after_today=True,
        help_text="Kosongkan untuk membandingkan dengan putaran pertama tiap keluarga.",
    )  # fmt: skip
    sampai = DateField(label="Keadaan sampai", required=False, not_after_today=True)

    def clean(self):
        data = super().clean()
        since, day = data.get("dari"), data.get("sampai")
        if since and day and since >= day:
            self.add_error("dari", "Tanggal pembanding harus sebelum tanggal keadaan.")
        return data
