"""A reminder to who has to answer: of the letter and the days, not a word of the family (REF-10)."""

from dataclasses import dataclass
from urllib.parse import quote

from fcu_project import dates
from fcu_project.models import AuditEvent
from fcu_project.templatetags.ui import telepon, wa_link
from institutions.documents.letterhead import lk3_of
from institutions.models import Region
from referrals.documents import return_to
from referrals.models import Level, Referral
from referrals.parties import is_lk3, may_send

PLACE, LK3 = "place", "lk3"
VERB = "referral:nudge-"
# The trail may also hold reminders that LK3 sent to a sender.
TITLES = {PLACE: "Lembaga tujuan diingatkan", LK3: "LK3 diingatkan", "sender": "Pengirim diingatkan"}


def whom_to_nudge(referral, by):
    """Who has to act on it next, for this reader: the place or LK3; "" where nobody, or the reader himself, has to."""
    if not referral.is_waiting:
        return ""
    if is_lk3(referral, by):  # until it has forwarded it, it has to act itself
        return PLACE if referral.stage == Referral.Stage.FORWARDED else ""
    if not may_send(referral, by):
        return ""
    return LK3 if referral.level == Level.REGENCY else PLACE


@dataclass(frozen=True)
class Nudge:
    """A text ready to be sent, and the ways to send it."""

    whom: str
    name: str
    phone: str
    subject: str
    text: str

    @property
    def whatsapp_url(self):
        """To the place's own number where it is a mobile's, else WhatsApp asks to whom."""
        return wa_link(self.phone, self.text) or f"https://wa.me/?text={quote(self.text)}"

    @property
    def mail_url(self):
        return f"mailto:?subject={quote(self.subject)}&body={quote(self.text)}"


def nudge_for(referral, by):
    """The reminder this reader would send now, None where nobody is to be reminded."""
    whom = whom_to_nudge(referral, by)
    if not whom:
        return None
    regency = referral.region.ancestor(Region.Level.REGENCY)
    letter, day, office = _letter(referral, whom, by, regency)
    name, phone = _addressee(referral, whom, regency)
    number = f" nomor {letter.number}" if letter and letter.number else ""
    days = max((by.today - day).days, 0)
    waited = f"sudah {days} hari menunggu jawaban" if days else "menunggu jawaban"
    reply_to = f", atau hubungi {office['name']}{_phone(office['phone'])}"
    about = f"rujukan{number} tanggal {dates.long_date(day)}"
    text = (
        f"Yth. {name}. Kami mengingatkan surat {about} dari {office['name']}, {waited}. Mohon dijawab dengan "
        f"lembar balasan pada surat atau tautan jawaban{reply_to}. Terima kasih."
    )
    return Nudge(whom, name, phone, f"Pengingat: surat {about}", text)


def _letter(referral, whom, by, regency):
    """(letter, its day, the office that asks): of LK3's own letter where LK3 reminds the place."""
    sender = referral.snapshot.get("sender", {})
    if whom == PLACE and is_lk3(referral, by):
        return referral.forwarding_letter, referral.forwarded_on, return_to(regency, {})
    return referral.letter, referral.sent_on, return_to(referral.office, sender)


def _addressee(referral, whom, regency):
    """(name, stored number) of who is reminded."""
    if whom == LK3:
        body = lk3_of(regency)
        return return_to(regency, {})["name"], body.phone if body else ""
    if referral.service_id:
        return referral.place, referral.service.phone or referral.service.institution.phone
    return referral.place, referral.body.phone if referral.body_id else ""


def _phone(phone):
    return f" di {telepon(phone)}" if phone else ""


def own_turn(referral, by):
    """Why this reader has nobody to remind; "" where there is somebody."""
    if not referral.is_waiting:
        return "Rujukan ini tidak menunggu jawaban lagi."
    if whom_to_nudge(referral, by):
        return ""
    return "Rujukan ini menunggu LK3 sendiri: terima, teruskan ke lembaga, layani, atau kembalikan ke pengirim."


def nudged(referral):
    """[(day, moment, what)] of the reminders that were written down, the latest first; read off the trail."""
    rows = AuditEvent.objects.filter(object_uid=referral.uid, verb__startswith=VERB).order_by("-id")
    found = rows.values_list("verb", "effective_on", "at")
    return [(day, at, TITLES[verb.removeprefix(VERB)]) for verb, day, at in found]
