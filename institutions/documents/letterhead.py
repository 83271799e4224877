"""Parts that letters share: the letterhead of who writes, the block of who signs, the id at the foot."""

import base64
from functools import lru_cache
from uuid import UUID

from django.core.files.storage import default_storage

from fcu_project import dates
from fcu_project.models import StoredFile
from institutions.meetings import Kind, hosted_by_fcu
from institutions.models import Assignment, Book, Institution, Person, Region

PREFIXES = {
    "invitation": "UND", "attendance": "DH", "record": "BA", "decree": "SK", "referral": "RJK", "cover": "PGT",
    "recommendation": "REK", "recognition": "PGK", "assignment": "ST", "notice": "PBT", "letter": "SRT", "rules": "TT",
}  # fmt: skip
LK3_NAME = "Lembaga Konsultasi Kesejahteraan Keluarga (LK3)"
LK3_ELEMENT = "kantor-lk3"
TKSK_NAME = "Tenaga Kesejahteraan Sosial Kecamatan (TKSK)"
CAPITAL = "Jakarta"  # where the ministry sits
# Titles before a name that keep their own spelling when the name is printed in capitals.
TITLES_BEFORE = {"H.", "Hj.", "K.H.", "KH.", "Dr.", "dr.", "drg.", "Drs.", "Dra.", "Ir.", "Prof.", "Ns.", "R.", "Rr."}


def document_id(kind, row):
    """What the foot of the page names a letter by: "SK-9F3A61C2", from the row's uid."""
    return f"{PREFIXES[kind]}-{row.uid.hex[:8].upper()}"


def named_for(label, region):
    """A label of the tables as this place says it: "Rapat koordinasi desa/kelurahan" → "Rapat koordinasi desa"."""
    village = region.term.lower() if region.level == Region.Level.VILLAGE else "desa/kelurahan"
    label = label.replace("desa/kelurahan", village)
    if "kabupaten/kota" not in label:
        return label
    regency = region.ancestor(Region.Level.REGENCY)
    return label.replace("kabupaten/kota", regency.get_kind_display().lower()) if regency else label


def signed_name(name):
    """A name as it stands under a signature: capitals, titles as they are written ("H. SUMARNO, S.Sos.")."""
    own, comma, after = name.partition(",")
    words = own.split()
    before = []
    while words and words[0] in TITLES_BEFORE:
        before.append(words.pop(0))
    return " ".join([*before, *(word.upper() for word in words)]) + comma + after


def signature(capacity, name="", id_line=""):
    """A signature block: the capacity in lines, the name as printed (dotted when ""), an identity of office."""
    return {"capacity": capacity, "name": signed_name(name) if name else "", "id_line": id_line}


def iso_day(value):
    """A date as a fact: ISO text, "" for none."""
    return value.isoformat() if value else ""


def iso_time(value):
    """A time of day as a fact: "09:00", "" for none."""
    return f"{value:%H:%M}" if value else ""


def lower_first(text):
    """A label inside a sentence: "Musyawarah …" → "musyawarah …"."""
    return text[:1].lower() + text[1:]


def _above(region, level):
    found = region.ancestor(level)
    return found.full_name if found else ""


def place_code(region):
    """The code of a place in the name of a paper: "52.08.01.2002", "RI" for the whole country."""
    return region.dotted_code or "RI"


def place_of(region):
    """Where an office writes its letters: its setting `office_place`, else the place's own name; the ministry's is
    Jakarta."""
    return region.own_setting("office_place") or usual_place(region)


def usual_place(region):
    """Where an office writes that says nothing else."""
    return CAPITAL if region.level == Region.Level.NATION else region.name


def lk3_of(region):
    """LK3 of this kabupaten as it stands in the register of institutions, or None."""
    rows = Institution.objects.filter(region=region, element__code=LK3_ELEMENT, closed_on=None)
    return rows.order_by("id").first()


def letterhead(region, unit=None, *, head_only=False, book=Book.OFFICE):
    """Who writes: the village government, its head alone (decrees), the FCU when `unit` is given, or an office above;
    TKSK and LK3 by their `book`.

    Address and contact are the office's own settings `office_address` and `office_contact`; the crest is that of the
    village, else of its kabupaten. An FCU writes beneath the crest of its kabupaten too.
    """
    level = Region.Level(region.level)
    if book == Book.TKSK and level == Region.Level.SUBDISTRICT:
        return _tksk_head(region)
    if book == Book.LK3 and level == Region.Level.REGENCY:
        return _lk3_head(region)
    regency = _above(region, Region.Level.REGENCY)
    address, contact = region.own_setting("office_address"), region.own_setting("office_contact")
    if level == Region.Level.VILLAGE and head_only:
        lines, kind, address, contact = [f"{region.head_title} {region.name}", regency], "head_of_village", "", ""
    elif level == Region.Level.VILLAGE and unit:
        subdistrict = _above(region, Region.Level.SUBDISTRICT)
        lines, kind = [f"Family Care Unit (FCU) {unit.name}", f"{region} {subdistrict}", regency], "fcu"
        address, contact = unit.address, _telephone(unit.phone)
    elif level == Region.Level.VILLAGE:
        lines = [f"Pemerintah {regency}", _above(region, Region.Level.SUBDISTRICT), str(region)]
        kind = "village"
    elif level == Region.Level.SUBDISTRICT:
        lines, kind = [f"Pemerintah {regency}", str(region)], "office"
    elif level == Region.Level.NATION:
        lines, kind = ["Kementerian Sosial Republik Indonesia"], "office"
    else:
        lines, kind = [f"Pemerintah {region}", region.setting("social_office_name", "")], "office"
    return {"kind": kind, "lines": lines, "address": address, "contact": contact, "crest": crest_of(region)}


def _telephone(phone):
    return f"Telepon/WhatsApp {'0' if phone.startswith('62') else ''}{phone.removeprefix('62')}" if phone else ""


def _tksk_head(region):
    """A TKSK works in a kecamatan and is no part of its government: neither its address nor its own crest."""
    regency = region.ancestor(Region.Level.REGENCY)
    return {
        "kind": "body", "lines": [TKSK_NAME, str(region), str(regency)], "address": "", "contact": "",
        "crest": picture_of(regency.own_setting("crest")),
    }  # fmt: skip


def _lk3_head(regency):
    """LK3 with the address and the telephone it has in the register of institutions (domain rule 4.2)."""
    body = lk3_of(regency)
    return {
        "kind": "body", "lines": [LK3_NAME, regency.full_name], "address": body.address if body else "",
        "contact": _telephone(body.phone) if body else "", "crest": picture_of(regency.own_setting("crest")),
    }  # fmt: skip


def crest_of(region):
    """The crest as an embedded picture, "" for none. The setting `crest` names its file; the nearest place counts."""
    return picture_of(region.setting("crest", ""))


def picture_of(uid):
    """The stored picture with this uid as a data address, "" for none."""
    try:
        stored = StoredFile.objects.filter(uid=UUID(uid)).first()
    except ValueError:
        return ""
    return _embedded(stored.path) if stored else ""


@lru_cache(maxsize=64)
def _embedded(path):
    """A stored picture as a data address. Files are never changed in place, so that it may be remembered."""
    with default_storage.open(path, "rb") as file:
        return "data:image/png;base64," + base64.b64encode(file.read()).decode()


def holder(region, role, position, day=None):
    """Name of who holds an office: by assignment, else the one person of the place with that position, else ""."""
    assignments = Assignment.objects.filter(region=region, role=role).select_related("person")
    if day:
        assignments = assignments.active_on(day)
    found = assignments.order_by("-valid_from", "-id").first()
    if found:
        return found.person.name
    people = list(Person.objects.filter(region=region, position__istartswith=position)[:2]) if position else []
    return people[0].name if len(people) == 1 else ""


def head_of_village(region, day=None):
    """The signature of the village's head, named as the place names that office; with `holder` and `office`."""
    capacity = f"{region.head_title} {region.name}"
    name = holder(region, "village_head", region.head_title, day)
    return signature([capacity], name) | {"holder": name, "office": f"Pemerintah {region}"}


def coordinator_of(unit, day=None):
    """(title, name) of who signs for the FCU on `day`, at the latest today: "Koordinator", "Plt. Koordinator"; the name
    is "" where nobody does."""
    if unit is None:
        return "Koordinator", ""
    today = dates.today_in(unit.region.zone)
    terms = [term for term in unit.current_officers(min(day or today, today)) if term.post == "coordinator"]
    return (terms[0].title, terms[0].membership.person.name) if terms else ("Koordinator", "")


def office_name_of(region):
    """The office of a place above the village: "Kecamatan Gangga", "Dinas Sosial Kabupaten Lombok Utara"."""
    if region.level == Region.Level.NATION:
        return "Kementerian Sosial"
    if region.level == Region.Level.SUBDISTRICT:
        return str(region)
    return f"{region.setting('social_office_name', 'Dinas Sosial')} {region}"


def head_of_office(region, day=None):
    """The signature of who heads an office above the village, by its settings `office_head` and `office_head_number`;
    a camat who is not named there by the assignment. With `holder` and `office`."""
    name, number = region.own_setting("office_head"), region.own_setting("office_head_number")
    if region.level == Region.Level.SUBDISTRICT:
        capacity = f"Camat {region.name}"
        name = name or holder(region, "subdistrict_operator", "Camat", day)
    elif region.level == Region.Level.NATION:
        capacity = "Direktur Pemberdayaan Keluarga dan Kelembagaan Sosial"
    else:
        capacity = f"Kepala {office_name_of(region)}"
    block = signature([capacity], name, number if name else "")
    return block | {"holder": name, "office": office_name_of(region)}


def host_signature(meeting, unit=None):
    """Who invites to a meeting and signs for it: its host, by the table of meetings."""
    region = meeting.region
    if hosted_by_fcu(meeting.kind):
        title, name = coordinator_of(unit, meeting.held_on)
        fcu = f"FCU {unit.name}" if unit else "FCU"
        return signature([f"{title} {fcu}"], name) | {"holder": name, "office": f"{fcu} {region}"}
    if meeting.kind == Kind.CONSOLIDATION:
        office = meeting.rule.host
        return signature([office]) | {"holder": "", "office": office}
    if region.level == Region.Level.VILLAGE:
        return head_of_village(region, meeting.held_on)
    host = region
    if meeting.kind == Kind.SOCIALISATION_PROVINCE:
        host = region.ancestor(Region.Level.NATION)
    elif meeting.kind in (Kind.SOCIALISATION_REGENCY, Kind.COORDINATION_PROVINCE):
        host = region.ancestor(Region.Level.PROVINCE)
    elif meeting.kind in (Kind.SOCIALISATION_SUBDISTRICT, Kind.COORDINATION_REGENCY):
        host = region.ancestor(Region.Level.REGENCY)
    return head_of_office(host, meeting.held_on)
