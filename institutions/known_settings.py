"""The settings of a region in words: what each means, what may be written there, what holds where nobody wrote.

Whoever keeps them chooses from this table. A setting holds for a region and all below it, until a lower region sets its
own. The head of letters has a screen of its own.
"""

import re
from dataclasses import dataclass

from institutions.models.region import DEFAULTS

SPAN = re.compile(r"(1[0-2]|[1-9])-(1[0-2]|[1-9])")


@dataclass(frozen=True)
class Known:
    """One setting. `choices` are {value: words}; `numbers` is (least, most); free text where both are empty."""

    label: str
    usual: str = ""
    numbers: tuple[int, int] = ()
    choices: tuple[tuple[str, str], ...] = ()
    months: bool = False

    @property
    def hint(self):
        """What may be written, and what holds otherwise."""
        usual = f"; biasanya {self.usual}" if self.usual else ""
        if self.choices:
            return f"{', '.join(f'{value} = {words}' for value, words in self.choices)}{usual}"
        if self.numbers:
            return f"angka {self.numbers[0]} sampai {self.numbers[1]}{usual}"
        return f"bulan awal-bulan akhir, contoh 11-1{usual}" if self.months else f"teks{usual}"

    def problem(self, value):
        """Why a value can't be kept, or ""."""
        if self.choices and value not in dict(self.choices):
            return f"Isi salah satu: {', '.join(value for value, _ in self.choices)}."
        if self.months and not SPAN.fullmatch(value):
            return "Isi bulan awal dan akhir dengan angka, contoh 11-1 untuk November sampai Januari."
        if not self.numbers:
            return ""
        plain = value.isascii() and value.isdigit() and len(value) <= 12
        if not plain or not self.numbers[0] <= int(value) <= self.numbers[1]:
            return f"Isi angka {self.numbers[0]} sampai {self.numbers[1]}, tanpa titik."
        return ""


SPANS = tuple((str(months), f"{months} bulan") for months in (1, 2, 3, 4, 6, 12))  # that divide a year
DAYS, MONTHS, RUPIAH = (1, 365), (1, 24), (0, 1_000_000_000)


def _usual(key, label, **more):
    return key, Known(label, DEFAULTS.get(key, ""), **more)


KNOWN = dict((
    ("report_due_day", Known("Tanggal batas laporan triwulan FCU, pada bulan sesudah triwulan", "10", (1, 31))),
    ("psks_report", Known(
        "Laporan tim PSKS", "inside",
        choices=(("inside", "bagian laporan FCU"), ("alone", "dikirim sendiri oleh tim PSKS")),
    )),
    ("referral_overdue_days", Known("Hari menunggu jawaban rujukan sebelum disebut terlambat", "14", DAYS)),
    _usual("pairing_load", "Banyaknya keluarga dampingan seorang pionir sebelum diingatkan", numbers=(1, 50)),
    _usual("progress_months", "Masa satu laporan perkembangan pionir", choices=SPANS),
    _usual("assessment_months", "Bulan antara dua penilaian keluarga plasma", numbers=MONTHS),
    _usual("pioneer_visit_days", "Hari antara dua kunjungan FCU kepada pionir, dan TKSK kepada FCU", numbers=DAYS),
    _usual("directory_stale_months", "Bulan sebelum data pelayanan dianggap lama", numbers=(1, 60)),
    _usual("fcu_meeting_months", "Bulan antara dua rapat rutin FCU", numbers=MONTHS),
    _usual("psks_meeting_months", "Bulan antara dua pertemuan berkala PSKS", numbers=MONTHS),
    _usual("acting_officer_days", "Hari paling lama pengurus pelaksana tugas (Plt.)", numbers=DAYS),
    _usual("stage_stall_days", "Hari sebelum tahap uji coba dianggap macet", numbers=DAYS),
    _usual("musrenbang_months", "Masa mengumpulkan usulan Musrenbang", months=True),
    _usual("expense_approval_from", "Rupiah sejak mana pengeluaran perlu persetujuan Koordinator", numbers=RUPIAH),
    _usual("expense_receipt_from", "Rupiah sejak mana pengeluaran perlu foto bukti", numbers=RUPIAH),
    _usual("originals_village_days", "Hari paling lama kuitansi asli disimpan di desa/kelurahan", numbers=DAYS),
    _usual("packet_due_days", "Hari setelah semester atau tahun sampai laporan dana dikirim", numbers=DAYS),
    _usual("stimulus_check_days", "Hari sejak pencairan pertama sampai keluarga diperiksa", numbers=(1, 730)),
    _usual("paper", "Ukuran kertas", choices=(("F4", "215 × 330 mm"), ("A4", "210 × 297 mm"))),
    _usual("help_phone", "Nomor WhatsApp bantuan, diawali 62"),
    _usual("social_office_name", "Nama dinas yang mengurus sosial"),
    _usual("ministry_addressee", "Tujuan surat kepada Kementerian Sosial"),
    ("village_head_title", Known("Sebutan kepala desa/lurah", "menurut jenis wilayahnya")),
    ("decree_title", Known("Judul surat keputusan", "menurut jenis wilayahnya")),
))  # fmt: skip


def choices(present=""):
    """[(key, words)] to choose from; a key that stands there already stays, whatever it is."""
    rows = [(key, f"{known.label} ({known.hint})") for key, known in KNOWN.items()]
    return [*rows, (present, present)] if present and present not in KNOWN else rows


def problem(key, value):
    """Why this value can't be kept for this setting, or ""."""
    return KNOWN[key].problem(value.strip()) if key in KNOWN else ""
