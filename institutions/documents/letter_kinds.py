"""The letters an office writes in its own words: of which kind, in which shape, who may, and how the text begins.

The starter is offered once and then freely edited; nothing here is read again for a letter that exists.
"""

from collections.abc import Callable
from dataclasses import dataclass

from fcu_project.dates import clock, long_date, long_date_with_day
from institutions.documents.letterhead import lower_first, named_for
from institutions.models import IssuedDocument, PilotSite, Region, SiteStep
from institutions.roles import NATION, PROVINCE, REGENCY, SUBDISTRICT, VILLAGE

Kind = IssuedDocument.Kind
SENT = ("Jenis yang dikirim", "Jumlah", "Keterangan")
PEOPLE = ("Nama", "Jabatan", "Tugas")


@dataclass(frozen=True)
class LetterKind:
    """One row of the table.

    `titled` letters carry their kind as a title above the text (Surat Tugas), the others "Nomor, Sifat, Hal" and an
    addressee. `columns` heads the table in the text. `roles`, where given, are the only ones who write it. `matters`
    are the fields of the text that such a letter may belong to, and `offered(matter, by)` says whether the page of a
    matter still leads to it. `slip` adds a receipt that comes back (domain 5.7).
    """

    hint: str
    starter: Callable[[object, object], dict]
    titled: bool = False
    columns: tuple[str, str, str] = ()
    roles: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    slip: bool = False
    offered: Callable[[object, object], bool] = lambda matter, by: True


def placed(name, region):
    """A name with its place behind it, unless it names the place already."""
    return name if region.name.lower() in name.lower() else f"{name} {region}"


def head_above(region, level):
    """Who leads the office of that level above a place: the Dinas of its kabupaten or province, or the ministry."""
    if level in (REGENCY, PROVINCE) and (above := region.ancestor(level)):
        return placed(f"Kepala {above.setting('social_office_name')}", above)
    return "Direktur Pemberdayaan Keluarga dan Kelembagaan Sosial, Kementerian Sosial"


def _office_above(region):
    """To whom a letter usually goes: the village to the Dinas of its kabupaten, the others one level up."""
    return head_above(region, {VILLAGE: REGENCY, SUBDISTRICT: REGENCY, REGENCY: PROVINCE}.get(region.level, NATION))


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
            {"what": "Usulan lokasi uji coba FCU", "amount": "1 berkas", "note": ""},
            {"what": "Pernyataan kebenaran data", "amount": "1 lembar", "note": ""},
            *rows,
        ],
        "closing": "Mohon diperiksa dan diberi rekomendasi.",
    }


def _asked_by(site):
    """The letter with which the village asked, as far as its number is known."""
    step = site.steps.filter(step=SiteStep.Step.COVER_LETTER).order_by("-id").first()
    number, day = (step.paper_number, step.paper_date) if step else ("", None)
    if not number:
        sent = IssuedDocument.objects.filter(text__site=site, region=site.region, kind=Kind.COVER, stage="issued")
        letter = sent.order_by("-id").first()
        number, day = (letter.number, letter.dated_on) if letter else ("", None)
    if not number:
        return f"usulan {site.region.head_title} {site.region.name}"
    return f"surat {site.region.head_title} {site.region.name} Nomor {number}" + (
        f" tanggal {long_date(day)}" if day else ""
    )


def recommendation(region, site):
    """Surat rekomendasi of the Dinas for a village's proposal (REG-06)."""
    text = {"subject": "Rekomendasi", "addressee": _office_above(region),
            "closing": "Demikian rekomendasi ini dibuat untuk dipergunakan sebagaimana mestinya."}  # fmt: skip
    if site is None:
        return text
    there = placed(str(site.region), site.region.ancestor(Region.Level.SUBDISTRICT))
    return text | {
        "subject": f"Rekomendasi lokasi uji coba FCU {site.region}",
        "opening": f"Menindaklanjuti {_asked_by(site)}, dan setelah data calon penerima diperiksa, kami "
        f"merekomendasikan {there} sebagai lokasi uji coba Family Care Unit (FCU) tahun {site.pilot_year}.",
        "body": f"Alasan usulan: {site.reason}\nKeluarga calon penerima pemberdayaan: {site.candidates} keluarga.",
    }


def recognition(region, team):
    """Surat pengakuan of the village's head for the PSKS body: enough as its legality (II.F.8.1(2))."""
    text = {"subject": "Pengakuan lembaga", "closing": "Surat pengakuan ini berlaku sejak tanggal ditetapkan."}
    if team is None:
        return text
    name = team.name if team.name.lower().startswith("tim ") else f"Tim {team.name}"
    return text | {
        "subject": f"Pengakuan {name}",
        "opening": f"{region.head_title} {region.name} dengan ini mengakui {placed(name, region)}, yang dibentuk dalam "
        f"musyawarah tanggal {long_date(team.formed_on)}, dengan susunan sebagai berikut.",
        "rows": [
            {"what": row.person.name, "amount": row.get_post_display(), "note": row.task}
            for row in team.current_members()
        ],
    }


def assignment(region, matter):
    """Surat tugas: of an acting officer (MEM-16), of a working group (MEM-10), or of anybody else."""
    text = {"subject": "Penugasan", "opening": "Dengan ini menugaskan nama-nama berikut.",
            "body": "Dasar:\nWaktu:\nTempat:",
            "closing": "Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab."}  # fmt: skip
    kind = matter._meta.model_name if matter else ""
    if kind == "officerterm":
        until = f" sampai dengan {long_date(matter.valid_until)}" if matter.valid_until else ""
        return text | {
            "subject": f"Penugasan {matter.title}",
            "opening": f"Karena jabatan {matter.get_post_display()} sedang kosong, dengan ini menugaskan:",
            "rows": [{"what": matter.membership.person.name, "amount": matter.title,
                      "note": f"Menjalankan tugas {matter.get_post_display()}"}],
            "body": f"Dasar: {matter.basis}".rstrip() + f"\nWaktu: sejak {long_date(matter.valid_from)}{until}, atau "
            f"sampai SK pengurus yang baru ditetapkan\nTempat: {region}",
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
    receivers = village and (f"1. Camat {village.ancestor(SUBDISTRICT).name}",
                             f"2. {village.head_title} {village.name}")
    begins = f"pukul {clock(meeting.starts_at)} {meeting.region.zone}" if meeting.starts_at else ""
    ends = f" s.d. {clock(meeting.ends_at)} {meeting.region.zone}" if meeting.ends_at else " s.d. selesai"
    return text | {
        "subject": f"Pemberitahuan {lower_first(what)}",
        "addressee": "\n".join(receivers or ()),
        "body": f"Kegiatan: {what}\nHari, tanggal: {long_date_with_day(meeting.held_on)}\n"
        f"Waktu: {begins and begins + ends}\nTempat: {meeting.place}",
    }  # fmt: skip


Stage = PilotSite.Stage
# While a proposal is in the hands of a level it goes out with that level's cover letter; who recommends it does so once
# the step before is on file.
SENDS = {
    VILLAGE: (Stage.DRAFT, Stage.STATED), SUBDISTRICT: (Stage.SUBMITTED, Stage.ENDORSED),
    REGENCY: (Stage.ENDORSED, Stage.CHECKED, Stage.RECOMMENDED), PROVINCE: (Stage.PROPOSED, Stage.VERIFIED),
}  # fmt: skip
RECOMMENDS = {
    SUBDISTRICT: (Stage.SUBMITTED, Stage.ENDORSED), REGENCY: (Stage.CHECKED, Stage.RECOMMENDED),
    PROVINCE: (Stage.PROPOSED, Stage.VERIFIED),
}  # fmt: skip


def plain(region, matter):
    """Surat biasa: only the closing is there."""
    return {"closing": "Demikian kami sampaikan. Atas perhatiannya kami ucapkan terima kasih."}


def answer_to(incoming):
    """How the answer to a letter that came in begins."""
    number = f" Nomor {incoming.number}" if incoming.number else ""
    day = f" tanggal {long_date(incoming.dated_on)}" if incoming.dated_on else ""
    return {
        "addressee": incoming.sender,
        "subject": f"Jawaban: {incoming.subject}"[:200],
        "opening": f"Menindaklanjuti surat {incoming.sender}{number}{day} perihal {incoming.subject.rstrip('.')}, "
        "bersama ini kami sampaikan hal berikut.",
    }


LETTER_KINDS = {
    Kind.COVER: LetterKind(
        "Mengirim berkas, misalnya usulan ke Dinas Sosial. Ada lembar tanda terima.", cover, columns=SENT,
        matters=("site",), slip=True, offered=lambda site, by: site.stage in SENDS.get(by.level, ()),
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
        offered=lambda site, by: site.stage in RECOMMENDS.get(by.level, ()),
    ),
}  # fmt: skip


def kinds_for(by):
    """The letters that `by` may write, in the order of the table."""
    if not by.has_perm("institutions.add_lettertext"):
        return []
    return [kind for kind, row in LETTER_KINDS.items() if not row.roles or by.role in row.roles]
