"""What a receiver is told of a family: frozen when the referral is sent, and no more than the family agreed to."""

from families.documents import indicator_words
from fcu_project.identity import masked
from institutions.models import FamilyCareUnit
from referrals.models import Level

# The reason itself may endanger somebody where the paper is read; it stays with the sender.
PROTECTS = "alasannya tercatat pada pengirim"


def initials(name):
    """A name as its initials: "Siti Aminah" → "S. A."."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha())


def shared_name(name, referral):
    """The name in full where the family agreed to it, else its initials (REF-11)."""
    return name if referral.shares_name else initials(name)


def scope_words(referral):
    """What the family agreed to tell, in words that also stand on the letter."""
    told = ["masalah dan permintaan", "nama lengkap" if referral.shares_name else "nama sebagai inisial"]
    told += ["alamat dan nomor HP"] if referral.shares_contact else []
    told += ["hasil penilaian"] if referral.shares_assessment else []
    return ", ".join(told)


def snapshot_of(referral, by):
    """The facts that the receiver sees, as plain JSON. Identity numbers stand here masked, as everywhere."""
    return {
        "client": _client(referral),
        "family": _family(referral),
        "need": referral.need.title,
        "problem": str(referral.need.problem),
        "summary": referral.summary,
        "tried": referral.tried,
        "request": referral.request,
        "urgency": referral.get_urgency_display(),
        "attachments": referral.attachments,
        "assessment": indicator_words([referral.family]).get(referral.family_id, "")
        if referral.shares_assessment
        else "",
        "consent": {
            "by": shared_name(referral.consented_by, referral),
            "on": referral.consented_on.isoformat() if referral.consented_on else "",
            "scope": scope_words(referral),
            "protection": PROTECTS if referral.protection_reason else "",
        },
        "sender": _sender(referral, by),
    }


def _client(referral):
    """Who is helped: the member that was chosen, or the head of the family."""
    member = referral.member or referral.family.head()
    name = member.name if member else referral.family.head_name
    sex = member.get_sex_display() if member else referral.family.get_head_sex_display()
    return {
        "name": shared_name(name, referral),
        "sex": sex,
        "age": member.age_on(referral.sent_on) if member else "",
        "nik": masked(member.nik) if member and member.nik else "",
        "relation": str(member.relation) if member else "Kepala Keluarga",
    }


def _family(referral):
    family = referral.family
    shown = referral.shares_contact
    return {
        "head": shared_name(family.head_name, referral),
        "village": str(family.region),
        "address": _address(family) if shown else "",
        "phone": family.phone if shown else "",
    }


def _address(family):
    """Where the family lives; RT and RW once, also where the address names them already."""
    if family.address and "RT" in family.address:
        return family.address
    return ", ".join(part for part in (family.address, family.neighbourhood) if part)


def _sender(referral, by):
    unit = FamilyCareUnit.of(referral.region) if by.level == "village" else None
    return {
        "name": by.person.name,
        "role": by.role_label,
        "office": f"{unit} {by.region}" if unit else str(by.region),
        "phone": by.person.phone or (unit.phone if unit else ""),
        "level": Level(referral.level).label,
    }
