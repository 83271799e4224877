"""What must be true before a referral is sent, and of the letter that carries it."""

from fcu_project import dates
from referrals.models import Level


def family_is_living(referral, on):
    return "Berkas keluarga ini diarsipkan. Pulihkan dahulu." if referral.family.archived_on else ""


def need_is_open(referral, on):
    """A need that is met needs no referral."""
    return "Kebutuhan ini sudah dicatat selesai." if referral.need.closed_on else ""


def request_written(referral, on):
    """What is asked for, and why: the receiver knows nothing else of the family."""
    missing = [
        name
        for name, value in (("pelayanan yang diminta", referral.request), ("ringkasan masalah", referral.summary))
        if not value.strip()
    ]
    return f"Belum diisi: {' dan '.join(missing)}." if missing else ""


def place_chosen(referral, on):
    """REF-01. LK3 chooses the place of a referral within the kabupaten, so there it may stay open."""
    return "" if referral.level == Level.REGENCY else place_known(referral, on)


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
    service = referral.service
    if service and (service.closed_on or service.institution.closed_on):
        return f"{service} tidak ada lagi. Pilih lembaga lain."
    return "" if service or referral.place_name.strip() else "Lembaga tujuan belum dipilih."


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
