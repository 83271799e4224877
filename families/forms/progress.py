"""The monthly sheet of one pioneer, family by family, in the order and the words of the paper; and the FCU's answer."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from families.forms.base import Form, OnRow
from families.models import MentoringNote, Pairing, ProgressReport
from families.progress import proposals
from fcu_project.forms import DateField, WholeNumberField

CHANGES = tuple(MentoringNote.CHANGES)
MOST_CONTACTS = 99


@dataclass
class Line:
    """One family of the sheet as the screen asks it; one that was answered is only read."""

    pairing: Pairing
    report: ProgressReport | None
    fields: list[BoundField]

    @property
    def answered(self):
        return self.report is not None and self.report.answered_on is not None


def _label(name):
    words = str(ProgressReport._meta.get_field(name).verbose_name)
    return words[:1].upper() + words[1:]


def _same(typed, kept):
    """Whether an answer is what stands already; a browser sends line ends of its own."""
    if isinstance(kept, str):
        return (typed or "").split() == kept.split()
    return typed == kept


class SheetForm(OnRow, Form):
    """All families of one pioneer in one month. A family of which nothing is written is left for later."""

    mark_optional = False
    reported_on = DateField(
        label="Diserahkan kepada FCU pada", not_after_today=True,
        help_text="Contoh 12-03-2025. Berlaku untuk laporan yang baru atau diubah; yang lain tetap pada tanggalnya.",
    )  # fmt: skip

    def __init__(self, *args, pioneer, pairings, first, months, **kwargs):
        self.guarded, self.pairings, self.first = pioneer, pairings, first
        super().__init__(*args, **kwargs)
        reports = ProgressReport.objects.filter(pairing__in=pairings, period=first).select_related("family")
        self.reports = {row.pairing_id: row for row in reports}
        known = proposals(pairings, first, months)
        for pairing in pairings:
            report = self.reports.get(pairing.pk)
            if report is None or report.answered_on is None:
                self._ask(pairing, report, known.get(pairing.pk, (None, "")))

    def _ask(self, pairing, report, proposal):
        contacts, done = (report.contacts, report.done) if report else proposal
        key, called = pairing.pk, pairing.plasma.family.called
        self.fields[f"contacts-{key}"] = WholeNumberField(
            label=_label("contacts"), required=False, initial=contacts, min_value=0, max_value=MOST_CONTACTS,
            error_messages={"max_value": f"{called}: Paling banyak {MOST_CONTACTS} kontak.",
                            "invalid": f"{called}: Isi jumlah kontak dengan angka saja."},
        )  # fmt: skip
        self.fields[f"done-{key}"] = self._words("done", done, 3)
        for name in CHANGES:
            self.fields[f"{name}-{key}"] = forms.BooleanField(
                label=_label(name), required=False, initial=bool(report and getattr(report, name))
            )
        self.fields[f"obstacle-{key}"] = self._words("obstacle", report.obstacle if report else "", 2)
        self.fields[f"request-{key}"] = self._words("request", report.request if report else "", 2)

    @staticmethod
    def _words(name, initial, rows):
        return forms.CharField(
            label=_label(name), required=False, max_length=500, initial=initial,
            widget=forms.Textarea(attrs={"rows": rows}),
        )  # fmt: skip

    def lines(self):
        """The families of the sheet with their fields, in the order of the paper."""
        names = ("contacts", "done", *CHANGES, "obstacle", "request")
        for pairing in self.pairings:
            keys = [f"{name}-{pairing.pk}" for name in names]
            yield Line(pairing, self.reports.get(pairing.pk), [self[key] for key in keys if key in self.fields])

    def _told(self, data, key):
        """What was typed of one family, without the key; None where nothing was."""
        names = ("contacts", "done", *CHANGES, "obstacle", "request")
        told = {name: data.get(f"{name}-{key}") for name in names}
        written = any(value is not None and value is not False and value != "" for value in told.values())
        return told if written else None

    def clean(self):
        data = super().clean()
        written = 0
        for pairing in self.pairings:
            key, called = pairing.pk, pairing.plasma.family.called
            if f"contacts-{key}" not in self.fields:
                continue
            told = self._told(data, key)
            wrong = any(name.endswith(f"-{key}") for name in self.errors)
            if told is None and key in self.reports and not wrong:
                self.add_error(
                    f"contacts-{key}", f"{called}: Laporannya sudah ada. Isi jumlah kontaknya, 0 bila nihil."
                )
            if told is None:
                written += wrong
                continue
            written += 1
            if told["contacts"] is None and not wrong:
                self.add_error(f"contacts-{key}", f"{called}: Isi jumlah kontak, 0 bila tidak ada.")
            elif told["contacts"] == 0 and not told["obstacle"] and not wrong:
                self.add_error(f"obstacle-{key}", f"{called}: Tidak ada kontak. Tuliskan hambatannya.")
            elif told["contacts"] and not told["done"] and not wrong:
                self.add_error(f"done-{key}", f"{called}: Tuliskan yang dikerjakan.")
        if not written and not self.errors:
            self.add_error(None, "Belum ada keluarga yang diisi. Isi sedikitnya satu keluarga.")
        return data

    def reports_typed(self):
        """The reports that are new or were changed; one sent again as it stands keeps its day and its author."""
        rows = []
        for pairing in self.pairings:
            told = self._told(self.cleaned_data, pairing.pk)
            if told is None or f"contacts-{pairing.pk}" not in self.fields:
                continue
            report = self.reports.get(pairing.pk) or ProgressReport(pairing=pairing, period=self.first)
            if report.pk and all(_same(value, getattr(report, name)) for name, value in told.items()):
                continue
            report.pairing = pairing
            for name, value in told.items():
                setattr(report, name, value)
            rows.append(report)
        return rows


class AnswerForm(OnRow, Form):
    """What the FCU answers to a request."""

    answer = forms.CharField(
        label="Jawaban FCU", min_length=3, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Contoh: LK3 dihubungi, pertemuan Kamis depan. Tanpa NIK dan tanpa nama penyakit.",
    )  # fmt: skip

    def __init__(self, *args, guarded, **kwargs):
        self.guarded = guarded
        super().__init__(*args, **kwargs)
