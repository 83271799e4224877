"""What a reader is told of a referral: whom it is about, how it stands, what comes next.

Who may read families reads their names. LK3 reads what the snapshot shares while the referral is under way, afterwards
a number, a place and an outcome. A pioneer reads how it stands and how it ended, nothing of what was told.
"""

from dataclasses import dataclass
from datetime import timedelta

from fcu_project import dates
from referrals.models import Referral
from referrals.nudges import nudged
from referrals.parties import is_lk3, may_read_snapshot, may_send

STAGE = Referral.Stage
HIDDEN = "rahasia"
# Kind of pill and its icon, by stage.
MARKS = {
    STAGE.DRAFT: ("todo", "pencil"),
    STAGE.SENT: ("doing", "send-check"),
    STAGE.ACCEPTED: ("doing", "inbox"),
    STAGE.FORWARDED: ("doing", "arrow-right"),
    STAGE.SERVED: ("due", "clipboard-check"),
    STAGE.DECLINED: ("wrong", "arrow-return-left"),
    STAGE.RECALLED: ("shut", "x-lg"),
    STAGE.CLOSED: ("done", "check-circle-fill"),
}


def knows_families(by):
    """Whether the reader may read the name of a family within reach; LK3 may not."""
    return by.has_perm("families.view_family")


def reads_content(referral, by):
    """Whether the reader is told what was asked, told and answered; a pioneer is not, LK3 while it is under way."""
    return by.has_perm("referrals.view_referralreply") and may_read_snapshot(referral, by)


def name_for(referral, by):
    """Whom it is about, as far as this reader may know; "" where not at all."""
    if knows_families(by):
        return referral.family.called
    return referral.snapshot.get("client", {}).get("name", "") if reads_content(referral, by) else ""


def title_for(referral, by):
    """How the page is headed: the family or the client, else the number."""
    return name_for(referral, by) or str(referral)


def next_for(referral, by):
    """What happens next, in the words of this reader; "" once it is over."""
    stage, lk3 = referral.stage, is_lk3(referral, by)
    if stage == STAGE.DRAFT:
        acts = by.has_perm("referrals.send_referral") and may_send(referral, by)
        return "Lengkapi dan kirim" if acts else "Menunggu dikirim pengurus FCU"
    if stage == STAGE.SERVED:
        return "Tutup dengan hasil" if by.has_perm("referrals.close_referral") else "Menunggu ditutup"
    if not referral.is_waiting:
        return ""
    if referral.is_through_lk3:
        return _next_of_regency(referral, lk3)
    if not by.has_perm("referrals.answer_for_place"):
        return "Menunggu jawaban"
    return "Catat balasan" if stage == STAGE.SENT else "Catat hasil pelayanan"


def _next_of_regency(referral, lk3):
    if referral.stage == STAGE.FORWARDED:
        return "Catat balasan" if lk3 else "Menunggu jawaban"
    if not lk3:
        return "Menunggu LK3"
    return "Terima atau kembalikan" if referral.stage == STAGE.SENT else "Teruskan atau layani sendiri"


@dataclass(frozen=True)
class Line:
    """One referral in a list: `late` days over the limit, 0 while within it."""

    row: Referral
    name: str
    request: str
    mark: tuple[str, str]
    waits: int | None
    late: int
    next: str

    @property
    def need(self):
        """What it is for; a problem that is kept secret is not told in a list."""
        return HIDDEN if self.row.need.problem.is_sensitive else self.row.need.title

    @property
    def url(self):
        return self.row.get_absolute_url()

    @property
    def waited(self):
        return f"{self.waits} hari"


def line_of(referral, by, limit, today):
    """`limit` is the number of days after which a referral is overdue here."""
    waits = referral.waiting_days(today) if referral.is_waiting else None
    asked = referral.snapshot.get("request", "") if not knows_families(by) and reads_content(referral, by) else ""
    return Line(
        referral, name_for(referral, by), asked, MARKS[referral.stage], waits, max((waits or 0) - limit, 0),
        next_for(referral, by),
    )  # fmt: skip


# --- the page -------------------------------------------------------------------------------------------------------
def told_facts(referral):
    """What the receiver was told, as it was frozen when the referral was sent."""
    told = referral.snapshot
    client, family, sender = (told.get(name, {}) for name in ("client", "family", "sender"))
    who = ", ".join(str(part) for part in (client.get("name"), client.get("sex", "").lower(), _age(client)) if part)
    by = ", ".join(part for part in (sender.get("name"), sender.get("role"), sender.get("office")) if part)
    lines = [
        ("Siapa yang dirujuk", who), ("Hubungan dalam keluarga", client.get("relation")),
        ("NIK", client.get("nik")), ("Kepala keluarga", family.get("head")),
        ("Desa/kelurahan", family.get("village")), ("Alamat", family.get("address")),
        ("Nomor HP", family.get("phone")), ("Masalah", told.get("problem")), ("Kebutuhan", told.get("need")),
        ("Pelayanan yang diminta", told.get("request")), ("Ringkasan masalah", told.get("summary")),
        ("Yang sudah dilakukan", told.get("tried")), ("Kemendesakan", told.get("urgency")),
        ("Surat yang dilampirkan", told.get("attachments")), ("Hasil penilaian", told.get("assessment")),
        ("Dirujuk oleh", by),
    ]  # fmt: skip
    return _with_value(lines)


def _age(client):
    return f"{client['age']} tahun" if client.get("age") not in ("", None) else ""


def draft_facts(referral):
    """What would be told if it were sent now; what is still missing is shown as missing."""
    member = referral.member
    lines = [
        ("Siapa yang dirujuk", f"{member.name}, {str(member.relation).lower()}" if member else "Kepala keluarga"),
        ("Masalah", str(referral.need.problem)), ("Pelayanan yang diminta", referral.request),
        ("Ringkasan masalah", referral.summary), ("Kemendesakan", referral.get_urgency_display()),
    ]  # fmt: skip
    more = [("Yang sudah dilakukan", referral.tried), ("Surat yang dilampirkan", referral.attachments)]
    return [{"label": label, "value": value} for label, value in lines] + _with_value(more)


def _with_value(lines):
    return [{"label": label, "value": value} for label, value in lines if value]


def events_of(referral, by, today, limit):
    """The way of a referral, the newest first; reasons and notes only for who may read the content."""
    reads = reads_content(referral, by)
    lk3_acted = referral.is_through_lk3
    steps = [
        (referral.closed_on, f"Selesai: {referral.get_outcome_display().lower()}", referral.outcome_note),
        (referral.recalled_on, "Ditarik kembali" if referral.sent_on else "Draf dibatalkan", referral.end_reason),
        (referral.declined_on, "Dikembalikan LK3" if lk3_acted else "Ditolak lembaga", referral.end_reason),
        (referral.answered_on, "Dilayani", ""),
        (referral.forwarded_on, f"Diteruskan LK3 ke {referral.place}", _letter(referral.forwarding_letter)),
        (referral.accepted_on, "Diterima LK3" if lk3_acted else "Diterima lembaga", ""),
        *((day, "LK3 menawarkan pilihan lain", "") for day in _days_of_offers(referral)),
        (referral.sent_on, f"Dikirim {referral.sent_by}", _letter(referral.letter)),
    ]
    told = [(day, title, "") for day, title in nudged(referral)] + [step for step in steps if step[0]]
    events = [
        {"when": dates.long_date(day), "title": title, "text": text if reads else ""}
        for day, title, text in sorted(told, key=lambda step: step[0], reverse=True)
    ]
    if referral.is_waiting:
        due = referral.sent_on + timedelta(days=limit)
        whom = "LK3" if lk3_acted and referral.stage != STAGE.FORWARDED else referral.place
        events.insert(0, {"when": f"Ditunggu sampai {dates.long_date(due)}", "title": f"Jawaban {whom}", "next": True})
    if referral.proposed_by and by.has_perm("referrals.view_referralreply") and not is_lk3(referral, by):
        day = dates.long_date(referral.need.found_on)
        events.append({"when": day, "title": "Kebutuhan ditemukan", "text": f"Diusulkan {referral.proposed_by}"})
    return events


def _days_of_offers(referral):
    if not referral.is_through_lk3:
        return ()
    return referral.alternatives.order_by("-offered_on").values_list("offered_on", flat=True).distinct()


def _letter(letter):
    return f"Surat {letter.number}" if letter and letter.number else ""
