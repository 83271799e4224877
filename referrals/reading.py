"""What a reader is told of a referral: whom it is about, how it stands, what comes next.

Who may read families reads their names. LK3 reads what the snapshot shares while the referral is under way, afterwards
a number, a place and an outcome. A pioneer reads how it stands and how it ended, nothing of what was told.
"""

from dataclasses import dataclass

from referrals.models import Referral, ReferralReply
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


def handed_back(rows):
    """The ids of those of `rows` that lie with LK3 again because the place it chose can't help. One query."""
    asked = [row.pk for row in rows if row.is_through_lk3 and row.stage == STAGE.ACCEPTED]
    found = ReferralReply.objects.filter(referral__in=asked, kind__in=ReferralReply.REFUSALS) if asked else None
    return set(found.values_list("referral", flat=True)) if asked else set()


def next_for(referral, by, *, back=False):
    """What happens next, in the words of this reader; "" once it is over. `back`: the place LK3 chose can't help."""
    stage, lk3 = referral.stage, is_lk3(referral, by)
    if stage == STAGE.DRAFT:
        acts = by.has_perm("referrals.send_referral") and may_send(referral, by)
        return "Lengkapi dan kirim" if acts else "Menunggu dikirim pengurus FCU"
    if stage == STAGE.SERVED:
        closes = by.has_perm("referrals.close_referral") and not lk3
        return "Tutup dengan hasil" if closes else "Menunggu ditutup pengirim"
    if not referral.is_waiting:
        return ""
    if referral.is_through_lk3:
        return _next_of_regency(referral, lk3, back)
    if not by.has_perm("referrals.answer_for_place"):
        return "Menunggu jawaban"
    return "Catat balasan" if stage == STAGE.SENT else "Catat hasil pelayanan"


def _next_of_regency(referral, lk3, back):
    if referral.stage == STAGE.FORWARDED:
        return "Catat balasan" if lk3 else "Menunggu jawaban"
    if back:
        return "Lembaga tidak bisa: cari lembaga lain" if lk3 else "Dikembalikan lembaga, LK3 memilih lagi"
    if not lk3:
        return "Menunggu LK3" if referral.stage == STAGE.SENT else "LK3 sudah menerima, belum meneruskan"
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

    @property
    def since(self):
        """From which day on it waits."""
        return waits_from(self.row) if self.waits is not None else ""


def waits_from(referral):
    """From which step on the days of waiting are counted."""
    return "sejak diteruskan" if referral.forwarded_on else "sejak dikirim"


def lines_of(rows, by, limit, today):
    """`limit` is the number of days after which a referral is overdue here."""
    back = handed_back(rows)
    return [_line_of(row, by, limit, today, row.pk in back) for row in rows]


def _line_of(referral, by, limit, today, back):
    waits = referral.held_days(today)
    asked = referral.snapshot.get("request", "") if not knows_families(by) and reads_content(referral, by) else ""
    return Line(
        referral, name_for(referral, by), asked, MARKS[referral.stage], waits, max((waits or 0) - limit, 0),
        next_for(referral, by, back=back),
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
