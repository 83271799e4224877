"""Forms of who handles a secret case: taking it, its steps, who is let in, its end. No word of them is kept open."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from families.forms.base import Form
from fcu_project.forms import DateField, TimeField
from institutions.forms.parts import in_parts
from institutions.roles import SUBDISTRICT, VILLAGE
from referrals.documents.secret import SAFE_HOUSE
from referrals.forms.secret_report import line, moment, words
from referrals.models import CaseGrant, SecretCase, SecretEvent
from referrals.secrecy import who_could_be_let_in

Kind, Scope = SecretEvent.Kind, CaseGrant.Scope
# A step that is no letter; a call says with whom and what came of it (REF-15).
STEPS = tuple((kind, kind.label) for kind in Kind if kind != Kind.REFERRAL)
NEEDS_RESULT = (Kind.COUNSEL, Kind.CONFERENCE)
BEFORE_REPORT = 60  # days that a step may lie before the report
PLACES = ("UPTD PPA", "Rumah sakit/Puskesmas", SAFE_HOUSE, "Polisi", "Lembaga bantuan hukum", "Lainnya")


class DeclaringForm(Form):
    """A form with one declaration, `declared`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["declared"].error_messages["required"] = "Centang pernyataan ini dahulu."


class TakeForm(DeclaringForm):
    declared = forms.BooleanField(label="Saya tidak punya hubungan keluarga atau kepentingan dengan kasus ini")


class ConflictForm(DeclaringForm):
    declared = forms.BooleanField(label="Saya punya hubungan dengan keluarga ini, dan berhenti membuka kasus ini")


class EventForm(Form):
    """One step."""

    kind = forms.ChoiceField(label="Langkah", choices=STEPS, widget=forms.RadioSelect)
    day = DateField(label="Tanggal", not_after_today=True)
    time = TimeField(label="Jam", required=False)
    with_whom = line(
        "Dengan siapa", 200, required=False, help_text="Telepon darurat: kantor dan nama petugas."
    )
    what = words("Yang dilakukan", 2000, rows=4)
    result = words("Hasil", 1000, rows=2, required=False)
    next = words("Tindak lanjut", 500, rows=2, required=False)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        in_parts(self, ("", "kind", ("day", "time"), "with_whom", "what", "result", "next"))

    def clean_day(self):
        day = self.cleaned_data["day"]
        first = timezone.localtime(self.case.reported_at).date() - timedelta(days=BEFORE_REPORT)
        if day < first:
            raise forms.ValidationError(
                f"Lebih dari {BEFORE_REPORT} hari sebelum laporan. Periksa tahunnya; kejadian lama ditulis di Catatan."
            )
        return day

    def clean(self):
        data = super().clean()
        if data.get("kind") in NEEDS_RESULT and not (data.get("result") or data.get("next")):
            self.add_error("result", "Tuliskan hasilnya, atau tindak lanjut di bawah.")
        if data.get("day") and data.get("time") and moment(data["day"], data["time"], self.by.region) > timezone.now():
            self.add_error("time", "Jam ini belum lewat. Tidak boleh setelah sekarang.")
        if data.get("kind") == Kind.CALL:
            for name, message in (("with_whom", "Tuliskan kantor dan nama petugasnya."),
                                  ("result", "Tuliskan jawaban atau hasilnya.")):  # fmt: skip
                if not data.get(name) and not self.has_error(name):
                    self.add_error(name, message)
        return data


class ReferForm(Form):
    """A referral letter: what the place is told, and no more. `asks_number` where the office types its own."""

    place_kind = forms.ChoiceField(label="Ke mana", choices=[(name, name) for name in PLACES])
    place = line("Nama lembaga", 120)
    address = line("Alamat", 200, required=False, help_text="Alamat rumah aman jangan ditulis.")
    what = words("Pelayanan yang diminta", 500, rows=2)
    told = words("Yang perlu diketahui lembaga", 1500, rows=5, help_text="Hanya yang diperlukan untuk menolong.")
    consent = words(
        "Persetujuan klien", 300, rows=2, help_text="Siapa yang menyetujui, atau mengapa dirujuk tanpa persetujuan."
    )
    number = forms.CharField(label="Nomor dari buku surat kantor Anda", max_length=60)

    def __init__(self, *args, asks_number=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_number:
            del self.fields["number"]

    def clean(self):
        """Where a safe house lies is written nowhere."""
        data = super().clean()
        if data.get("place_kind") == SAFE_HOUSE:
            data["address"] = ""
            self.errors.pop("address", None)
        return data


class GrantForm(Form):
    """Who is let in, how far, until when and why."""

    assignment = forms.ChoiceField(label="Siapa")
    scope = forms.ChoiceField(
        label="Sejauh mana", choices=[(scope, scope.label) for scope in (Scope.STUB, Scope.FULL)], initial=Scope.STUB,
        widget=forms.RadioSelect,
    )  # fmt: skip
    sure = forms.BooleanField(
        label="Saya yakin orang desa/kelurahan atau kecamatan ini harus membaca seluruh kasus", required=False
    )
    task = words(
        "Tugas yang dititipkan", 500, required=False,
        help_text="Orang ini hanya membaca nomor kasus, desa/kelurahan, dan tugas ini. Tulis seperlunya.",
    )  # fmt: skip
    until = DateField(label="Sampai tanggal", required=False)
    reason = words("Alasan", 300, rows=2)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(row.uid): row for row in who_could_be_let_in(case, self.by.today)}
        named = [(key, f"{row.person.name}, {row.role_label}, {row.region}") for key, row in self.people.items()]
        self.fields["assignment"].choices = [("", "Pilih orang"), *named]

    def clean(self):
        data = super().clean()
        if data.get("scope") == Scope.STUB and not data.get("task") and not self.has_error("task"):
            self.add_error("task", "Tuliskan tugas yang dititipkan.")
        chosen = self.people.get(data.get("assignment"))
        near = chosen is not None and chosen.level in (VILLAGE, SUBDISTRICT)
        if data.get("scope") == Scope.FULL and near and not data.get("sure"):
            self.add_error("sure", "Centang bila yakin, atau pilih “Hanya tugas yang dititipkan”.")
        if data.get("until") and data["until"] < self.by.today:
            self.add_error("until", "Tanggal ini sudah lewat. Isi hari ini atau sesudahnya.")
        return data

    def chosen(self):
        return self.people[self.cleaned_data["assignment"]]


class TaskForm(Form):
    """What came of a task."""

    result = words("Hasil tugas", 1000, rows=4)


class CloseForm(Form):
    """How a case ended."""

    ending = forms.ChoiceField(label="Bagaimana berakhir", choices=SecretCase.Ending.choices, widget=forms.RadioSelect)
    closed_on = DateField(label="Selesai pada", not_after_today=True)
    closing = words("Keterangan akhir", 1000, rows=4, help_text="Keadaan klien sekarang dan siapa yang melanjutkan.")
