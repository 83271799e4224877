"""The letters an office writes in its own words: of which kind, in which shape, who may, and how the text begins.

The starter is offered once and then freely edited; nothing here is read again for a letter that exists.
"""

from collections.abc import Callable
from dataclasses import dataclass

from fcu_project.dates import long_date
from institutions.documents.letterhead import lower_first, named_for
from institutions.models import IssuedDocument, Region
from institutions.roles import SUBDISTRICT, VILLAGE

Kind = IssuedDocument.Kind
SENT = ("Jenis yang dikirim", "Jumlah", "Keterangan")
PEOPLE = ("Nama", "Jabatan", "Tugas")


@dataclass(frozen=True)
class LetterKind:
    """One row of the table.

    `titled` letters carry their kind as a title above the text (Surat Tugas), the others "Nomor, Sifat, Hal" and an
    addressee. `columns` heads the table in the text. `roles`, where given, are the only ones who write it. `matters`
    are the fields of the text that such a letter may belong to. `slip` adds a receipt that comes back (domain 5.7).
    """

    hint: str
    starter: Callable[[object, object], dict]
    titled: bool = False
    columns: tuple[str, str, str] = ()
    roles: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    slip: bool = False


def _office_above(region):
    """To whom a letter usually goes: the village to the Dinas of its kabupaten, the others one level up."""
    regency = region.ancestor(Region.Level.REGENCY)
    if region.level in (VILLAGE, SUBDISTRICT) and regency:
        return f"Kepala {regency.setting('social_office_name')} {regency}"
    if region.level == Region.Level.REGENCY:
        province = region.ancestor(Region.Level.PROVINCE)
        return f"Kepala {province.setting('social_office_name')} {province}"
    return "Direktur Pemberdayaan Keluarga dan Kelembagaan Sosial, Kementerian Sosial"


def cover(region, matter):
    """Surat pengantar (II.D.1.5(3)): what is sent, in a table."""
    site = matter if matter and matter._meta.model_name == "pilotsite" else None
    text = {
        "subject": "Pengantar berkas",
        "addressee": _office_above(region),
        "opening": "Bersama ini kami kirimkan berkas berikut.",
        "closing": "Demikian untuk menjadi maklum dan guna seperlunya.",
    }
    if site is None:
        return text
    rows = [{"what": line, "amount": "1 berkas", "note": ""} for line in site.documents.splitlines() if line.strip()]
    return text | {
        "subject": f"Pengantar usulan lokasi uji coba FCU {site.region}",
        "opening": f"Bersama ini kami kirimkan usulan {site.region} sebagai lokasi uji coba Family Care Unit (FCU) "
        f"tahun {site.pilot_year}.",
        "rows": [
            {"what": "Usulan lokasi uji coba FCU", "amount": "1 berkas", "note": site.region.name},
            {"what": "Pernyataan kebenaran data", "amount": "1 lembar", "note": ""},
            *rows,
        ],
        "closing": "Mohon diperiksa dan diberi rekomendasi.",
    }


def recommendation(region, site):
    """Surat rekomendasi of the Dinas for a village's proposal (REG-06)."""
    text = {"subject": "Rekomendasi", "addressee": _office_above(region),
            "closing": "Demikian rekomendasi ini dibuat untuk dipergunakan sebagaimana mestinya."}  # fmt: skip
    if site is None:
        return text
    there = f"{site.region} {site.region.ancestor(Region.Level.SUBDISTRICT)}"
    return text | {
        "subject": f"Rekomendasi lokasi uji coba FCU {site.region}",
        "opening": f"Menindaklanjuti usulan lokasi uji coba Family Care Unit (FCU) {there}, dan setelah data calon "
        f"penerima diperiksa, kami merekomendasikan {there} sebagai lokasi uji coba tahun {site.pilot_year}.",
        "body": f"Alasan usulan: {site.reason}\nKeluarga calon penerima pemberdayaan: {site.candidates} keluarga.",
    }


def recognition(region, team):
    """Surat pengakuan of the village's head for the PSKS body: enough as its legality (II.F.8.1(2))."""
    text = {"subject": "Pengakuan lembaga", "closing": "Surat pengakuan ini berlaku sejak tanggal ditetapkan."}
    if team is None:
        return text
    return text | {
        "subject": f"Pengakuan {team.name}",
        "opening": f"{region.head_title} {region.name} dengan ini mengakui {team.name} {region}, yang dibentuk dalam "
        f"musyawarah tanggal {long_date(team.formed_on)}, dengan susunan sebagai berikut.",
        "rows": [
            {"what": row.person.name, "amount": row.get_post_display(), "note": row.task}
            for row in team.current_members()
        ],
    }


def assignment(region, matter):
    """Surat tugas: of an acting officer (MEM-16), of a working group (MEM-10), or of anybody else."""
    text = {"subject": "Penugasan", "opening": "Dengan ini menugaskan nama-nama berikut.",
            "closing": "Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab."}  # fmt: skip
    kind = matter._meta.model_name if matter else ""
    if kind == "officerterm":
        until = f" sampai dengan {long_date(matter.valid_until)}" if matter.valid_until else ""
        return text | {
            "subject": f"Penugasan {matter.title}",
            "opening": f"Karena jabatan {matter.get_post_display()} sedang kosong, dengan ini menugaskan:",
            "rows": [{"what": matter.membership.person.name, "amount": matter.title,
                      "note": f"Menjalankan tugas {matter.get_post_display()}"}],
            "body": f"Tugas ini berlaku sejak {long_date(matter.valid_from)}{until}, atau sampai SK pengurus yang baru "
            "ditetapkan.",
        }  # fmt: skip
    if kind == "workinggroup":
        return text | {
            "subject": f"Penugasan {matter.name}",
            "opening": f"Untuk {matter.purpose.rstrip('.')}, dengan ini menugaskan anggota {matter.name}:",
            "rows": [
                {"what": row.membership.person.name, "amount": "Anggota", "note": ""}
                for row in matter.current_members()
            ],
        }
    return text


def notice(region, meeting):
    """Surat pemberitahuan: the TKSK tells the kecamatan and the village what is planned (FCU-14)."""
    text = {
        "subject": "Pemberitahuan kegiatan",
        "opening": "Dengan ini kami beritahukan rencana kegiatan berikut.",
        "closing": "Demikian kami beritahukan. Atas perhatiannya kami ucapkan terima kasih.",
    }
    if meeting is None:
        return text
    village = meeting.region if meeting.region.level == VILLAGE else None
    what = named_for(meeting.get_kind_display(), meeting.region)
    receivers = village and (f"Camat {village.ancestor(SUBDISTRICT).name}",
                             f"{village.head_title} {village.name}")
    return text | {
        "subject": f"Pemberitahuan {lower_first(what)}",
        "addressee": "\n".join(receivers or ()),
        "body": f"Kegiatan: {what}\nTanggal: {long_date(meeting.held_on)}\nTempat: {meeting.place}",
    }  # fmt: skip


def plain(region, matter):
    """Surat biasa: only the closing is there."""
    return {"closing": "Demikian kami sampaikan. Atas perhatiannya kami ucapkan terima kasih."}


LETTER_KINDS = {
    Kind.COVER: LetterKind(
        "Mengirim berkas, misalnya usulan ke Dinas Sosial. Ada lembar tanda terima.", cover, columns=SENT,
        matters=("site",), slip=True,
    ),
    Kind.LETTER: LetterKind("Surat dinas dengan isi bebas: permohonan, balasan, ucapan terima kasih.", plain),
    Kind.NOTICE: LetterKind(
        "Memberitahukan rencana kegiatan kepada kecamatan, desa/kelurahan, atau lembaga.", notice, matters=("meeting",)
    ),
    Kind.ASSIGNMENT: LetterKind(
        "Menugaskan orang: pelaksana tugas pengurus, kelompok kerja, utusan.", assignment, titled=True, columns=PEOPLE,
        matters=("term", "group"),
    ),
    Kind.RECOGNITION: LetterKind(
        "Mengakui tim PSKS sebagai lembaga.", recognition, titled=True,
        columns=("Nama", "Jabatan dalam tim", "Tugas"), roles=("village_operator", "psm_facilitator"),
        matters=("team",),
    ),
    Kind.RECOMMENDATION: LetterKind(
        "Merekomendasikan usulan lokasi uji coba.", recommendation,
        roles=("subdistrict_operator", "regency_reports", "province"), matters=("site",),
    ),
}  # fmt: skip


def kinds_for(by):
    """The letters that `by` may write, in the order of the table."""
    if not by.has_perm("institutions.add_lettertext"):
        return []
    return [kind for kind, row in LETTER_KINDS.items() if not row.roles or by.role in row.roles]
