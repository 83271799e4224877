"""The developers' gallery: every component in every state, on invented data and without the database.

Reachable in development only (`fcu_project/urls.py` adds the address there). Look at it at 360 and 1280 px after
every change to `templates/components/`, `templates/fcu/` or `static/css/`.
"""

from datetime import date, datetime
from types import SimpleNamespace as Sample

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Row
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.shortcuts import render

TODAY = date(2025, 10, 7)

MENU = (
    ("Beranda", "house-door", "", 0),
    ("Jalan pendirian", "flag", "Jalan", 2),
    ("Lembaga", "building", "", 0),
    ("Rapat & Surat", "calendar-event", "Rapat", 0),
    ("Anggota FCU", "people", "Anggota", 0),
    ("Rencana & Kegiatan", "clipboard-check", "Rencana", 0),
)


class SampleForm(forms.Form):
    """One field of every kind the application uses."""

    name = forms.CharField(label="Nama lengkap sesuai KTP", error_messages={"required": "Nama lengkap belum diisi."})
    phone = forms.CharField(
        label="Nomor HP/WhatsApp",
        help_text="Contoh 0812-3456-7890.",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "w-digits"}),
    )
    born_on = forms.DateField(
        label="Tanggal lahir",
        help_text="Tanggal-bulan-tahun, contoh 12-03-2018.",
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Tulis tanggal sebagai tanggal-bulan-tahun, contoh 14-08-2025."},
    )
    neighbourhood = forms.CharField(label="RT", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    hamlet = forms.CharField(label="RW", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    kind = forms.ChoiceField(
        label="Bentuk lembaga",
        choices=[("", "Pilih salah satu"), ("1", "1 – Lembaga kemasyarakatan desa"), ("2", "2 – Yayasan")],
        error_messages={"required": "Bentuk lembaga belum dipilih."},
    )
    sex = forms.ChoiceField(
        label="Jenis kelamin",
        choices=[("L", "Laki-laki"), ("P", "Perempuan")],
        widget=forms.RadioSelect,
        error_messages={"required": "Jenis kelamin belum dipilih."},
    )
    elements = forms.MultipleChoiceField(
        label="Unsur yang diwakili",
        help_text="Boleh lebih dari satu.",
        choices=[("pkk", "Tim Penggerak PKK"), ("psm", "Pekerja Sosial Masyarakat"), ("kt", "Karang Taruna")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    amount = forms.IntegerField(
        label="Jumlah uang", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-short"})
    )
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    scan = forms.FileField(
        label="Foto atau pindaian", help_text="JPG, PNG, atau PDF, paling besar 5 MB.", required=False
    )
    agreed = forms.BooleanField(
        label="Saya sudah memeriksa isian ini",
        help_text="Tanpa centang ini data belum bisa dikirim.",
        error_messages={"required": "Beri centang setelah memeriksa isian."},
    )

    idempotency_key = "contoh"
    row_version = 3

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Orangnya", "name", "phone", "born_on", Row("neighbourhood", "hamlet"), "sex"),
            Fieldset("Lembaganya", "kind", "elements", Field("amount"), "note", "scan", "agreed"),
        )


class SampleNoteForm(forms.Form):
    """The short form of a confirmation."""

    on = forms.DateField(label="Berlaku sejak", widget=forms.DateInput, initial="07-10-2025")
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    idempotency_key = "contoh"
    row_version = 3


def gallery(request):
    """Show every component. No permission and no data of any person is involved."""
    wrong = SampleForm({"name": "", "born_on": "31-02-2025", "phone": "0812"}, auto_id="salah_%s")
    wrong.add_error(None, "Nomor surat ini sudah dipakai. Periksa buku agenda.")
    context = {
        "shell": _shell(),
        "messages": [
            Message(constants.SUCCESS, "Rapat pembentukan tersimpan"),
            Message(constants.WARNING, "Tanggal rapat lebih awal daripada tanggal undangan. Periksa lagi."),
            Message(constants.ERROR, "Berkas terlalu besar (6 MB). Paling besar 5 MB."),
        ],
        "page_actions": [
            Sample(label="Tambah lembaga", url="#t", icon="plus-lg", primary=True),
            Sample(label="Unduh Excel", url="#u", icon="download", primary=False),
        ],
        "tasks": _tasks(),
        "road": _road(),
        "tiles": [
            Sample(label=label, icon=icon, url="#ubin", note="Contoh keterangan") for label, icon, _, _ in MENU[1:]
        ],
        "steps": _steps(),
        "transitions": _transitions(),
        "chips": [
            Sample(label="Semua", url="#s", count=9, current=True),
            Sample(label="Punya SK", url="#s", count=6, current=False),
            Sample(label="Belum lengkap", url="#s", count=0, current=False),
        ],
        "facts": [
            Sample(label="Alamat", value="Jalan Melati 4, RT 003/RW 001", url=""),
            Sample(label="Ketua", value="Siti Rahayu", url="#orang"),
            Sample(label="Nomor SK", value="", url=""),
        ],
        "stats": _stats(),
        "events": _events(),
        "conflict": _conflict(),
        "file": Sample(name="SK-FCU_Sidomekar.pdf", size="1,2 MB", url="#berkas", note="Diunggah 24 Februari 2025"),
        "wrong_form": wrong,
        "clean_form": SampleForm(auto_id="bersih_%s"),
        "note_form": SampleNoteForm(auto_id="catat_%s"),
        "consequences": ["FCU tercatat aktif sejak tanggal SK.", "Susunan pengurus terkunci sampai ada SK baru."],
        "amount": 1_500_000,
        "phone": "6281234563456",
        "moment": datetime(2025, 8, 14, 9, 0),
    }
    return render(request, "gallery.html", context)


def _shell():
    menu = [
        Sample(
            label=label, icon=icon, short=short or label, url="#menu-contoh", current=label == "Lembaga", count=count
        )
        for label, icon, short, count in MENU
    ]
    return Sample(
        place_name="FCU Melati",
        place_detail="Desa Sidomekar, Kec. Tegalwangi",
        menu=menu,
        quick=menu[:4],
        person_name="Sri Wahyuni",
        role_label="Sekretaris FCU",
        demonstration=True,
        today=TODAY,
        authenticated=True,
        many_roles=True,
        help_url="https://wa.me/6281200000000",
    )


def _tasks():
    rows = (
        (
            "Laporan Triwulan II dikembalikan",
            "Bu Endang (Dinas Sosial) meminta 2 bagian diperbaiki.",
            (10, 3),
            "late",
            "Perbaiki",
        ),
        (
            "Laporan Triwulan III belum dikirim",
            "Tinggal 2 dari 6 bab yang perlu Anda tulis.",
            (10, 10),
            "soon",
            "Lanjutkan",
        ),
        ("Bendahara belum dipilih", "SK belum bisa dicetak sebelum tiga pengurus ada.", (10, 8), "soon", "Pilih"),
        (
            "Daftar hadir rapat belum diisi",
            "Rapat rutin 2 Oktober belum mempunyai daftar hadir.",
            (10, 31),
            "later",
            "Isi",
        ),
        ("3 lembaga belum lengkap", "Yang paling sering kosong: ketua dan nomor SK.", None, "", "Lengkapi"),
    )
    return [
        Sample(title=title, why=why, due=date(2025, *due) if due else None, due_state=state, url="#tugas", verb=verb)
        for title, why, due, state, verb in rows
    ]


def _road():
    rows = (
        ("Sosialisasi", "done", "3 Desember 2024"),
        ("Koordinasi", "done", "17 Desember 2024"),
        ("Identifikasi lembaga", "done", "9 lembaga"),
        ("Pembentukan", "now", "4 dari 6 syarat terpenuhi"),
        ("Pengukuhan (SK)", "shut", "Setelah pembentukan"),
        ("Rencana kerja", "todo", ""),
    )
    return [Sample(label=label, state=state, when="", detail=detail, url="#langkah") for label, state, detail in rows]


def _gate(name, label, state, detail="", fix_label="", reason=""):
    return Sample(
        name=name,
        label=label,
        state=state,
        detail=detail,
        fix_label=fix_label,
        fix_url="#perbaiki" if fix_label else "",
        reason=reason,
        allows_reason=state == "warn",
        reason_url="#alasan",
    )


def _gates():
    return [
        _gate("meeting", "Rapat pembentukan sudah diadakan", "open", "21 Januari 2025, Balai Desa", "Lihat"),
        _gate("attendance", "Daftar hadir sudah dicatat", "open", "31 orang dari 9 unsur", "Lihat"),
        _gate(
            "officers",
            "Bendahara belum dipilih",
            "shut",
            "FCU memerlukan tiga pengurus, semuanya anggota.",
            "Pilih bendahara",
        ),
        _gate("chair", "Ketua rapat belum dicatat", "shut", "Berita acara memerlukan nama ketua rapat.", "Catat ketua"),
        _gate("lk3", "LK3 tidak hadir dalam rapat", "warn", "Boleh dilanjutkan dengan alasan tertulis."),
        _gate(
            "tksk",
            "TKSK tidak hadir dalam rapat",
            "warn",
            "Sudah ada alasan.",
            reason="TKSK sakit; hasil rapat dikirim 22 Januari.",
        ),
    ]


def _steps():
    paper = [Sample(label="Undangan dan daftar hadir (PDF, 212 kB)", url="#berkas", note="")]
    rows = (
        (1, "Sosialisasi", "done", "Kabupaten 12 November 2024, kecamatan 3 Desember 2024", paper, [], [], ""),
        (
            2,
            "Koordinasi",
            "done",
            "Rapat desa 17 Desember 2024, hadir 24 orang",
            paper,
            [],
            [("Catat rapat lain", False)],
            "",
        ),
        (
            3,
            "Pembentukan",
            "now",
            "Rapat, anggota, dan pengurus.",
            [],
            _gates(),
            [("Buka rapat pembentukan", False)],
            "",
        ),
        (4, "Rencana kerja", "todo", "Boleh disusun sekarang juga.", [], [], [("Mulai rencana", False)], ""),
        (
            5,
            "Pengukuhan (SK)",
            "shut",
            "Anda mencetak SK untuk ditandatangani kepala desa.",
            [],
            [],
            [],
            "Menunggu langkah 3 selesai",
        ),
    )
    return [
        Sample(
            number=number,
            label=label,
            state=state,
            summary=summary,
            evidence=evidence,
            gates=gates,
            actions=[Sample(label=word, url="#langkah", primary=primary) for word, primary in actions],
            waiting=waiting,
        )
        for number, label, state, summary, evidence, gates, actions, waiting in rows
    ]


def _transitions():
    shut = [gate for gate in _gates() if gate.state == "shut"]
    rows = (
        ("submit", "Kirim ke kecamatan", [], False),
        ("establish", "Kukuhkan dengan SK", [*shut, "Nomor SK belum diisi"], False),
        ("dissolve", "Bubarkan FCU", [], True),
    )
    return [
        Sample(
            name=name,
            label=label,
            open=not reasons,
            reasons=reasons,
            needs_note=danger,
            asks_date=True,
            is_danger=danger,
            url="#ya",
        )
        for name, label, reasons, danger in rows
    ]


def _stats():
    return [
        Sample(value=21, label="Anggota", split="P 13, L 8", url="#baris", drill="Lihat 21 baris"),
        Sample(value=9, label="Lembaga terdata", split="", url="#baris", drill="Lihat 9 baris"),
        Sample(value="<5", label="Anggota penyandang disabilitas", split="", url="", drill="Rincian dilindungi"),
        Sample(value=3, label="Rapat triwulan ini", split="dari 4 direncanakan", url="#baris", drill="Lihat 3 baris"),
    ]


def _events():
    return [
        Sample(when="11 Oktober", title="Rapat rutin", text="", by="", url="#rapat", next=True),
        Sample(
            when="24 Februari",
            title="SK ditandatangani",
            text="Nomor 141/07/2025",
            by="Dicatat oleh Nurhayati",
            url="",
            next=False,
        ),
        Sample(when="21 Januari", title="Rapat pembentukan", text="31 orang hadir", by="", url="", next=False),
    ]


def _conflict():
    return Sample(
        fields=[
            Sample(label="Alamat", theirs="Jalan Melati 4", mine="Jalan Melati 14"),
            Sample(label="Ketua", theirs="Siti Rahayu", mine="Siti Rahayu"),
            Sample(label="Telepon", theirs="", mine="0812-3456-3456"),
        ],
        changed_by="Nurhayati, operator desa",
        changed_at=datetime(2025, 10, 7, 10, 42),
        reload_url="#terbaru",
        retry_url="",
        retry_fields=[("name", "contoh"), ("_version", "4")],
    )
