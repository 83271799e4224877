"""Who signs a letter: the head of the office itself, or somebody in the head's name (a.n.) or below that one (u.b.)."""

from institutions.documents.letterhead import (
    coordinator_of,
    head_of_office,
    head_of_village,
    holder,
    host_signature,
    lk3_of,
    signature,
)
from institutions.models import Book, FamilyCareUnit, IssuedDocument, Region


def head_of(book, region, day=None):
    """The signature of who heads the office: coordinator of the FCU, TKSK, LK3, head of the village, or its office."""
    if book == Book.FCU:
        unit = FamilyCareUnit.of(region)
        title, name = coordinator_of(unit, day)
        return signature([f"{title} {unit or 'FCU'}"], name)
    if book == Book.TKSK:
        return signature([f"TKSK {region}"], holder(region, "tksk", "TKSK", day))
    if book == Book.LK3:
        body = lk3_of(region)
        return signature([f"LK3 {region}"], holder(region, "lk3", "", day) or (body.leader if body else ""))
    if region.level == Region.Level.VILLAGE:
        return head_of_village(region, day)
    return head_of_office(region, day)


def overruled(document, block):
    """The block as the letter's own signer changes it; unchanged where nothing is said."""
    if document is None:
        return block
    name, title, number = document.signer_name, document.signer_title, document.signer_id_line
    if document.signs_for:
        head = [f"a.n. {line}" if not place else line for place, line in enumerate(block["capacity"])]
        through = [document.signs_through] if document.signs_through else []
        below = ["u.b."] if document.signs_for == IssuedDocument.SignsFor.FOR_HEAD else []
        return block | signature([*head, *through, *below, title], name, number)
    if not (name or title or number):
        return block
    own = signature([title] if title else block["capacity"], name, number)
    return block | (own if name else own | {"name": block["name"]})


def signed_by(document):
    """The signature of a letter in the office's own words."""
    return overruled(document, head_of(document.book, document.region, document.dated_on))


def signer_of(document):
    """Who signs the letter, for a page: "SITI AMINAH (a.n. Kepala Desa Sidomekar, Sekretaris Desa)"; "" for a kind that
    says it otherwise. Of a letter that was put before its signer, as it stands there."""
    if document.kind in (IssuedDocument.Kind.DECREE, IssuedDocument.Kind.RECORD):
        return ""
    block = document.facts.get("signature") or {}
    if not block and document.meeting_id and document.kind == IssuedDocument.Kind.INVITATION:
        block = overruled(document, host_signature(document.meeting, FamilyCareUnit.of(document.meeting.region)))
    elif not block:
        block = signed_by(document)
    office, name = ", ".join(block.get("capacity", ())), block.get("name", "")
    return f"{name} ({office})" if name else f"{office} (nama belum diisi)"
