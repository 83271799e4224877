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

PLACE, LK3, SENDER = "place", "lk3", "sender"
VERB = "referral:nudge-"
TITLES = {PLACE: "Lembaga tujuan diingatkan", LK3: "LK3 diingatkan", SENDER: "Pengirim diingatkan"}


def whom_to_nudge(referral, by):
    """Who has to act on it next, for this reader: the place, LK3, or the sender where LK3 holds it; "" for nobody."""
    if not referral.is_waiting:
        return ""
    if is_lk3(referral, by):
        return PLACE if referral.stage == Referral.Stage.FORWARDED else SENDER
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
    if whom == SENDER:
        text = (
            f"Yth. {name}. Surat {about} ada pada {office['name']} dan {waited}. Mohon hubungi kami"
            f"{_phone(office['phone'])} supaya dapat dilanjutkan. Terima kasih."
        )
    else:
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
    asks = return_to(regency, {}) if whom == SENDER else return_to(referral.office, sender)
    return referral.letter, referral.sent_on, asks


def _addressee(referral, whom, regency):
    """(name, stored number) of who is reminded."""
    if whom == LK3:
        body = lk3_of(regency)
        return return_to(regency, {})["name"], body.phone if body else ""
    if whom == SENDER:
        sender = referral.snapshot.get("sender", {})
        return return_to(referral.office, sender)["name"], sender.get("phone", "")
    if referral.service_id:
        return referral.place, referral.service.phone or referral.service.institution.phone
    return referral.place, referral.body.phone if referral.body_id else ""


def _phone(phone):
    return f" di {telepon(phone)}" if phone else ""


def nudged(referral):
    """[(day, what)] of the reminders that were written down, the latest first; read off the trail."""
    rows = AuditEvent.objects.filter(object_uid=referral.uid, verb__startswith=VERB).order_by("-id")
    found = rows.values_list("verb", "effective_on")
    return [(day, TITLES[verb.removeprefix(VERB)]) for verb, day in found]
