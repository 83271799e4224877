"""What must be true before a referral is sent, and of the letter that carries it."""

from fcu_project import dates
from referrals.bodies import is_members_body, service_is_gone
from referrals.models import Level


def family_is_living(referral, on):
    return "Berkas keluarga ini diarsipkan. Pulihkan dahulu." if referral.family.archived_on else ""


def need_is_open(referral, on):
    """A need that is met needs no referral."""
    return "Kebutuhan ini sudah dicatat selesai." if referral.need.closed_on else ""


def request_written(referral, on):
    """What is asked for, and why: the receiver knows nothing else of the family. By word of mouth the why may do."""
    asked = [("pelayanan yang diminta", referral.request)]
    if referral.has_letter:
        asked.append(("ringkasan masalah", referral.summary))
    missing = [name for name, value in asked if not value.strip()]
    return f"Belum diisi: {' dan '.join(missing)}." if missing else ""


def place_chosen(referral, on):
    """REF-01. LK3 chooses the place of a referral within the kabupaten, so there it may stay open."""
    if referral.is_through_lk3:
        return ""
    return body_known(referral, on) if referral.level == Level.VILLAGE else place_known(referral, on)


def body_known(referral, on):
    """REF-13: a body from which somebody is a member of the FCU on that day."""
    if not referral.body_id:
        return "Lembaga anggota FCU belum dipilih."
    if not is_members_body(referral.body, referral.region, on):
        return f"{referral.body} bukan (lagi) lembaga anggota FCU. Pilih lembaga lain, atau tingkat kecamatan."
    return ""


def leads_outside(referral):
    return referral.is_outside


def outside_with_a_reason(referral, on):
    """REF-05: past the own kecamatan a TKSK refers with the reason written down."""
    return "" if referral.outside_reason.strip() else "Alasan memilih lembaga di luar kecamatan belum ditulis."


def forwarding_explained(referral, on):
    """REF-07: LK3 says why that body can help more intensively."""
    return "" if referral.forward_reason.strip() else "Alasan memilih lembaga itu belum ditulis."


def consented(referral, on):
    """REF-11: no referral without consent, except to protect somebody, with the reason written down."""
    if referral.protection_reason.strip():
        return ""
    if referral.consented_on is None or not referral.consented_by.strip():
        return "Persetujuan keluarga untuk membagi data belum dicatat."
    if referral.consented_on > on:
        day = dates.long_date(referral.consented_on)
        return f"Rujukan tidak boleh dikirim sebelum persetujuan keluarga ({day})."
    return ""


def in_order(referral, on):
    """A need is referred on or after the day it was found."""
    if on < referral.need.found_on:
        return f"Rujukan tidak boleh mendahului hari kebutuhan ditemukan ({dates.long_date(referral.need.found_on)})."
    return ""


def after_the_step_before(referral, on):
    """Nothing happens to a referral before what happened to it last: its sending, acceptance, forwarding, answer."""
    days = (referral.sent_on, referral.accepted_on, referral.forwarded_on, referral.answered_on)
    last = max((day for day in days if day), default=None)
    if last and on < last:
        return f"Tanggal tidak boleh mendahului langkah sebelumnya ({dates.long_date(last)})."
    return ""


def place_known(referral, on):
    """A place is named, and what is asked of it is still offered there (REF-03)."""
    if gone := _service_gone(referral):
        return gone
    return "" if referral.service or referral.place_name.strip() else "Lembaga tujuan belum dipilih."


def _service_gone(referral):
    return f"{referral.service} tidak ada lagi. Pilih lembaga lain." if service_is_gone(referral.service) else ""


def newest_answer_says(*kinds):
    """A step that follows from an answer is taken only where the newest one says so."""

    def check(referral, on):
        newest = referral.replies.order_by("-id").first()
        return "" if newest and newest.kind in kinds else "Catat dahulu balasan lembaga."

    return check


def answered(referral, on):
    """REF-09: what was done stands in an answer, typed or sent by the place itself."""
    told = referral.replies.filter(kind="served").exists()
    return "" if told else "Belum ada balasan yang menyebutkan pelayanan dan hasilnya."


def outcome_written(referral, on):
    """REF-09: no closing without an outcome."""
    return "" if referral.outcome else "Hasil rujukan belum diisi."


def of_a_referral(document):
    return document.kind == "referral"


def referral_is_over(document, on):
    """The letter of a referral is cancelled by recalling the referral, so that both say the same."""
    referral = getattr(document, "referral", None) or getattr(document, "forwarded_referral", None)
    if referral is None or referral.stage == referral.Stage.RECALLED:
        return ""
    return "Surat rujukan dibatalkan dengan menarik kembali rujukannya."
