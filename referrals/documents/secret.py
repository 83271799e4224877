"""Papers of a secret case, rendered when asked for and kept nowhere: the referral letter and the incidental report.

Facts are plain text, ready to be printed (domain rules 5.8 and 5.20).
"""

from zoneinfo import ZoneInfo

from django.utils import timezone

from fcu_project import dates
from institutions.documents.letterhead import document_id, iso_day, letterhead, place_of, signature
from institutions.documents.signing import head_of
from institutions.models import Region
from referrals.models import SecretEvent
from referrals.secret_words import masked, names_in

SEALED_LETTER = "referrals/documents/secret_letter.html"
INCIDENT_REPORT = "referrals/documents/secret_incident.html"
ACROSS = "RAHASIA"
SAFE_HOUSE = "Rumah aman"  # where one lies is printed nowhere


def secret_letter_facts(event, paper):
    """The letter (5.8): number, addressee {name, address}, request, told, consent; signed by the issuing office."""
    letter, words = event.letter, event.words
    region = letter.region
    address = "" if words.get("place_kind") == SAFE_HOUSE else words.get("address", "")
    return {
        "title": f"Surat rujukan rahasia {event.case.number}",
        "document_id": document_id("referral", letter),
        "paper": paper,
        "letterhead": letterhead(region, book=letter.book),
        "number": letter.number,
        "dated_on": iso_day(letter.dated_on),
        "place": place_of(region),
        "case": event.case.number,
        "addressee": {"name": words.get("place", ""), "address": address},
        "request": words.get("what", ""),
        "told": words.get("told", ""),
        "consent": words.get("consent", ""),
        "contact": words.get("by", ""),
        "signature": head_of(letter.book, region, letter.dated_on),
    }


def client_masked(case):
    """Who it is about, without a name: "anak perempuan di bawah 18 tahun"."""
    sex = case.get_client_sex_display().lower()
    if case.is_child:
        return f"Anak {sex} di bawah 18 tahun".replace("  ", " ")
    if case.is_child is None:
        return f"{sex.capitalize()}, umur belum diketahui" if sex else "Belum diketahui"
    return f"Orang dewasa, {sex}" if sex else "Orang dewasa"


def secret_report_facts(case, paper, *, by):
    """The incidental report (5.20), every name the report knows as initials throughout: client, story,
    steps [{day, what, told}], bodies, ending, closing, follow_up."""
    kept_away = case.conflicts.values_list("person__name", flat=True)
    names = names_in(case.report, kept_away)

    def told(text):
        for name in names:
            text = masked(text, name)
        return text

    steps = list(case.events.all())
    bodies = [event.words.get("place") or event.words.get("with_whom", "") for event in steps]
    following = [event.words["next"] for event in steps if event.words.get("next")]
    return {
        "title": f"Laporan insidental rahasia {case.number}",
        "document_id": f"LIR-{case.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": letterhead(by.region, book="lk3" if by.role == "lk3" else "office"),
        "number": case.number,
        "kind": case.get_kind_display(),
        "area": str(case.region.ancestor(Region.Level.SUBDISTRICT) or case.regency),
        "client": client_masked(case),
        "reported_on": iso_day(timezone.localtime(case.reported_at).date()),
        "taken_on": iso_day(case.taken_on),
        "story": told(case.report.get("what", "")),
        "steps": [_step(event, told, case.region.zone) for event in steps],
        "bodies": [told(body) for body in dict.fromkeys(body for body in bodies if body)],
        "ending": case.get_ending_display(),
        "closed_on": iso_day(case.closed_on),
        "closing": told(case.closing.get("words", "")),
        "follow_up": told(following[-1]) if following else "",
        "place": place_of(by.region),
        "day": by.today.isoformat(),
        "signature": signature([f"{by.role_label} {by.region}"], by.person.name),
    }


def _step(event, told, zone):
    words = event.words
    day = dates.short_date(timezone.localtime(event.happened_at, ZoneInfo(dates.ZONES[zone])).date())
    done = words.get("what", "") if event.kind != SecretEvent.Kind.REFERRAL else f"Dirujuk: {words.get('what', '')}"
    result = told(words.get("result", "")) or "–"
    return {"day": day, "kind": event.get_kind_display(), "done": told(done), "result": result}
