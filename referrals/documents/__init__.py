"""What the papers of a referral say: the letter with its slip for the answer, and the answer itself (III.B.5.7).

Every function returns plain text, numbers, lists and mappings, ready to be frozen and printed. Of the family they know
what the snapshot tells and nothing else. Layouts follow domain rules 5.8 and 5.9.
"""

from fcu_project import dates
from institutions.documents import Letter
from institutions.documents.letterhead import (
    coordinator_of,
    document_id,
    holder,
    iso_day,
    letterhead,
    lk3_of,
    place_of,
    signature,
)
from institutions.models import Assignment, Book, FamilyCareUnit, Region
from referrals.models import ReferralReply
from referrals.models.referral import WITHOUT_LETTER
from referrals.parties import may_read_snapshot

REPLY_TEMPLATE = "referrals/documents/reply.html"
REPLY_FILE = "Surat-balasan-rujukan"
BOOKS = {Region.Level.VILLAGE: Book.FCU, Region.Level.SUBDISTRICT: Book.TKSK, Region.Level.REGENCY: Book.LK3}


def referral_of(document):
    """The referral a letter carries: its sender's letter, or one of LK3 that forwards it, also to a place that has
    refused since; None for no such letter."""
    carried = getattr(document, "referral", None) or getattr(document, "forwarded_referral", None)
    answer = None if carried else document.replies.select_related("referral").first()
    return answer.referral if answer else carried


def may_read(document, by):
    """A letter names a family: for those who see the referral, LK3 while it is under way, its own letters always."""
    referral = referral_of(document)
    if referral is None or not by.has_perm("referrals.view_referral"):
        return False
    seen = type(referral).objects.visible_to(by).filter(pk=referral.pk).exists()
    return seen and (may_read_snapshot(referral, by) or keeps_letter(referral, document, by))


def keeps_letter(referral, letter, by):
    """Whether the reader's own office wrote it: that it may read in its book also when the referral is over.

    Not after a recall, with which the family takes back what it told.
    """
    return letter.region_id == by.region_id and referral.stage != referral.Stage.RECALLED


def dialled(phone):
    """A telephone number as it is dialled: 0812… from 62812…; "" for none."""
    return f"0{phone.removeprefix('62')}" if phone.startswith("62") else phone


# --- who writes -----------------------------------------------------------------------------------------------------
def _lk3(region):
    return f"LK3 {region.full_name}"


def _letterhead(office):
    """The head of the FCU, of the TKSK, or of LK3 (domain rule 4.2)."""
    unit = FamilyCareUnit.of(office) if office.level == Region.Level.VILLAGE else None
    return letterhead(office, unit, book=BOOKS.get(office.level, Book.OFFICE))


def return_to(office, sender):
    """Where the slip goes back to: {name, address, phone}. The phone is the office's, else that of who sent it."""
    person = dialled(sender.get("phone", ""))
    if office.level == Region.Level.VILLAGE:
        unit = FamilyCareUnit.of(office)
        name, address, phone = f"{unit} {office}" if unit else f"FCU {office}", "", ""
        if unit:
            address, phone = unit.address, dialled(unit.phone)
        return {"name": name, "address": address, "phone": phone or person}
    if office.level == Region.Level.REGENCY:
        body = lk3_of(office)
        address, phone = (body.address, body.phone) if body else ("", "")
        return {"name": _lk3(office), "address": address, "phone": dialled(phone or _phone_of_lk3(office))}
    return {"name": f"TKSK {office}", "address": office.own_setting("office_address"), "phone": person}


def _phone_of_lk3(region):
    """The number of who acts for LK3 there now, where the institution has none."""
    rows = Assignment.objects.filter(region=region, role="lk3").active_on(dates.today()).exclude(person__phone="")
    return rows.order_by("-valid_from", "-id").values_list("person__phone", flat=True).first() or ""


def _signatures(office, sender, day):
    """Coordinator of the FCU with the TKSK beside; the TKSK alone; LK3 alone."""
    if office.level == Region.Level.REGENCY:
        body = lk3_of(office)
        return [signature([_lk3(office)], holder(office, "lk3", "", day) or (body.leader if body else ""))]
    if office.level == Region.Level.SUBDISTRICT:
        return [signature([f"TKSK {office}"], sender.get("name", ""))]
    unit, subdistrict = FamilyCareUnit.of(office), office.ancestor(Region.Level.SUBDISTRICT)
    title, name = coordinator_of(unit, day)
    knows = signature([f"TKSK {subdistrict}"], holder(subdistrict, "tksk", "TKSK", day))
    own = signature([f"{title} {unit or 'FCU'}"], name)
    return [{"heading": "Mengetahui,", **knows}, own]


# --- to whom --------------------------------------------------------------------------------------------------------
def _addressee(referral, forwarded):
    """Who is asked: {name, service, address, phone}. The sender writes to LK3 where LK3 chooses the place."""
    if referral.is_through_lk3 and not forwarded:
        regency = referral.region.ancestor(Region.Level.REGENCY)
        body = lk3_of(regency)
        return {"name": _lk3(regency), "service": "", "address": body.address if body else ""}
    if referral.service_id:
        body = referral.service.institution
        return {"name": body.name, "service": referral.service.name, "address": body.address}
    if referral.body_id:
        return {"name": referral.body.name, "service": "", "address": referral.body.address}
    return {"name": referral.place_name, "service": "", "address": referral.place_address}


def _told(snapshot):
    """The snapshot as the letter tells it: telephone numbers as they are dialled."""
    family, sender = snapshot.get("family", {}), snapshot.get("sender", {})
    return {
        **snapshot,
        "family": {**family, "phone": dialled(family.get("phone", ""))},
        "sender": {**sender, "phone": dialled(sender.get("phone", "")), "post": post_of(sender)},
    }


def post_of(sender):
    """Role and office in one: "Sekretaris FCU" of "FCU Melati Desa …" is "Sekretaris FCU Melati Desa …"."""
    return f"{sender.get('role', '')} {sender.get('office', '')}".replace("FCU FCU ", "FCU ").strip()


def letter_facts(document):
    """The letter (5.8), its facts taken from the row and the snapshot.

    Beside the common facts: attachment, addressee {name, service, address}, forwards {number, dated_on, office, reason,
    beyond} on a letter of LK3, outside_reason of a TKSK, brought_by (the member who helps), told (the snapshot),
    signatures [one or two blocks], return_to {name, address, phone}.
    """
    referral = referral_of(document)
    forwarded = getattr(document, "referral", None) is None
    office, told = document.region, _told(referral.snapshot)
    return {
        "title": "Surat rujukan",
        "document_id": document_id("referral", document),
        "letterhead": _letterhead(office),
        "number": document.number,
        "dated_on": iso_day(document.dated_on),
        "place": place_of(office),
        "attachment": "1 (satu) berkas" if referral.attachments else "–",
        "addressee": _addressee(referral, forwarded),
        "forwards": _forwarded_letter(referral) if forwarded else {},
        "outside_reason": referral.outside_reason,
        "brought_by": _helper(referral) if not forwarded else "",
        "told": told,
        "signatures": _signatures(office, told["sender"], referral.forwarded_on if forwarded else referral.sent_on),
        "return_to": return_to(office, told["sender"]),
    }


def _helper(referral):
    return f"{referral.helper.person.name}, {referral.helper.origin}" if referral.helper_id else ""


def _forwarded_letter(referral):
    """The letter that LK3 sends on."""
    office = referral.snapshot.get("sender", {}).get("office", "")
    letter = referral.letter
    return {
        "number": letter.number, "dated_on": iso_day(letter.dated_on), "office": office or str(referral.office),
        "reason": referral.forward_reason, "beyond": referral.get_beyond_display(),
    }  # fmt: skip


REFERRAL_LETTER = Letter(
    letter_facts, "referrals/documents/letter.html", "Surat-rujukan", readable=may_read, right="referrals.issue_letter"
)


# --- the answer -----------------------------------------------------------------------------------------------------
def _source(reply):
    """Who wrote the answer down, and on what ground (5.9)."""
    if reply.way == ReferralReply.Way.LINK:
        return f"Dijawab sendiri oleh {reply.place_name} lewat tautan sekali pakai"
    ground = {
        ReferralReply.Way.PAPER: "berdasarkan surat balasan",
        ReferralReply.Way.PHONE: "berdasarkan telepon atau WhatsApp",
    }.get(reply.way, "di aplikasi")
    return f"Dicatat oleh {reply.recorded_by} {ground}"


def reply_facts(reply, paper):
    """The answer as a letter of its own, to be signed by the place and kept by who sent the referral (REF-09).

    kinds [{label, mark}], client, number and dated_on of the referral's letter, received_on, replied_on, officer,
    service, result, follow_up, reason, redirected_to, source, addressee {name, address, phone}.
    """
    referral = reply.referral
    told = _told(referral.snapshot)
    letter = reply.letter or referral.forwarding_letter or referral.letter
    office = letter.region if letter else referral.office
    client = told.get("client", {})
    return {
        "title": "Surat balasan rujukan",
        "document_id": f"BLS-{reply.uid.hex[:8].upper()}",
        "paper": paper,
        "place_name": reply.place_name,
        "addressee": return_to(office, told["sender"]),
        "number": letter.number if letter else WITHOUT_LETTER,
        "dated_on": iso_day(letter.dated_on if letter else referral.sent_on),
        "client": {"name": client.get("name", ""), "age": client.get("age", ""), "sex": client.get("sex", "")},
        "request": told.get("request", ""),
        "kinds": [{"label": kind.label, "mark": kind == reply.kind} for kind in ReferralReply.Kind],
        "kind": str(reply.kind),
        "received_on": iso_day(referral.accepted_on),
        "replied_on": iso_day(reply.replied_on),
        "officer": reply.officer,
        "service": reply.service,
        "result": reply.result,
        "follow_up": reply.follow_up,
        "reason": reply.reason,
        "redirected_to": reply.redirected_to,
        "source": _source(reply),
        "signature": {
            "heading": "Tanda tangan dan cap,", **signature([f"Petugas {reply.place_name}"], reply.officer),
        },
    }  # fmt: skip


def reply_file_name(reply):
    """The name it is saved under: the place of the family and the day, never a name of a person."""
    region = reply.referral.region
    place = "-".join("".join(c if c.isalnum() else " " for c in region.name).split())
    return f"{REPLY_FILE}_{place}_{reply.replied_on.isoformat()}.pdf"
