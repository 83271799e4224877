"""The village head's decree that forms the FCU and sets its officers."""

from institutions import decree_text
from institutions.documents.letterhead import document_id, iso_day, letterhead, place_of, signature
from institutions.models import IssuedDocument


def _noting(decree):
    """Memperhatikan: the records of the meetings that elected its officers; of a change, of those it newly sets."""
    unit = decree.unit
    if decree.is_change:
        meetings = {term.elected_in_id for term in unit.elected_officers()}
    else:
        meetings = {term.elected_in_id for term in decree.officers()} | {unit.formation_meeting_id}
    records = IssuedDocument.objects.filter(meeting__in=meetings - {None}, kind=IssuedDocument.Kind.RECORD)
    records = records.exclude(stage__in=["cancelled", "replaced"]).select_related("meeting").order_by("dated_on", "id")
    notes = []
    for record in records:
        notes += decree_text.noting(
            record_title=record.meeting.get_kind_display(), record_number=record.number, record_on=record.dated_on
        )
    return notes


def _members(decree):
    """The annex (5.1(10)): officers in the order of their posts, then the members."""
    officers = enumerate(decree.officers())
    posts = {term.membership_id: (number, term.get_post_display()) for number, term in officers}
    members = decree.unit.current_members().select_related("institution")
    rows = sorted(members, key=lambda member: (posts.get(member.pk, (len(posts), ""))[0], member.pk))
    return [
        {
            "name": member.person.name,
            "element": member.origin,
            "position": posts[member.pk][1] if member.pk in posts else "Anggota",
        }
        for member in rows
    ]


def _by_rank(law):
    """Laws stand by rank, then year, then number; a number is text, so "6" must come before "23"."""
    digits = "".join(c for c in law.number.partition("/")[0] if c.isdigit())
    return law.rank, law.year, int(digits or 0), law.pk


def decree_facts(decree):
    """The decree that forms the FCU and sets its officers, with its annex (5.1); kelurahan or nagari by data.

    Beside the common facts: decree_title ("Keputusan Kepala Desa"), head_title, village_term, village_name,
    subject, considerations, legal_bases and noting (lists of text), dictums [{mark, text, items}], copies, annex_title,
    members [{name, element, position}].
    """
    document, unit, region = decree.document, decree.unit, decree.unit.region
    capacity = decree.signer_title
    if capacity and region.name.lower() not in capacity.lower():
        capacity = f"{capacity} {region.name}"
    return {
        "title": f"{region.setting('decree_title')} {region.name} tentang {document.subject}",
        "document_id": document_id("decree", document),
        "letterhead": letterhead(region, head_only=True),
        "zone": region.zone,
        "decree_title": region.setting("decree_title"),
        "head_title": region.head_title,
        "village_term": region.term,
        "village_name": region.name,
        "number": document.number,
        "dated_on": iso_day(document.dated_on),
        "place": place_of(region),
        "subject": document.subject,
        "considerations": decree_text.clean_items(decree.considerations),
        "legal_bases": [law.title.rstrip(" ;.") for law in sorted(decree.legal_bases.all(), key=_by_rank)],
        "noting": _noting(decree),
        "dictums": decree_text.parse_dictums(decree.dictums),
        "copies": decree_text.clean_items(decree.copies_to),
        "annex_title": f"Susunan pengurus dan anggota Family Care Unit (FCU) {unit.name} {region}",
        "members": _members(decree),
        "signature": signature(
            [capacity] if capacity else [],
            decree.signer_name,
            f"NIP {decree.signer_number}" if decree.signer_number else "",
        ),
    }
