"""The leaflet of an FCU (5.23): a sheet folded in three, in plain and gentle words, for anybody who takes it along.

What is offered, and where, comes from the directory of an upper floor. No family is told of, and no number is printed
but the secretariat's own and that of offices.
"""

from fcu_project import pdf, registry
from fcu_project.templatetags.ui import telepon, wa_link
from institutions.documents.letterhead import crest_of, iso_day
from institutions.models import Membership, Region

LEAFLET_TEMPLATE = "institutions/documents/leaflet.html"
SERVICES, PLACES = "leaflet-services", "leaflet-places"  # the papers' names to which an upper floor adds its tables
LETTERS = 34  # in a line of a panel
ROOM = {"bodies": 3, SERVICES: 11, PLACES: 25}  # lines that a panel has for each
FEW = 4  # places, beneath which there is room for notes
OWN_SERVICES = (
    "Memberi informasi tentang layanan sosial, kesehatan, pendidikan, dan usaha",
    "Mendengarkan, memberi bimbingan dan konsultasi",
    "Menguatkan usaha dan penghasilan keluarga",
    "Menghubungkan dan mengantar ke tempat layanan yang tepat",
    "Membantu mengurus hak keluarga atas layanan",
    "Ditemani keluarga lain yang lebih dulu berhasil",
)
WELCOME = (
    "keluarga yang sedang menghadapi kesulitan, besar atau kecil",
    "keluarga yang ingin menambah penghasilan atau keterampilan",
    "keluarga yang ingin ditemani: kami menyebutnya keluarga dampingan",
    "keluarga yang ingin menemani keluarga lain",
)
STEPS = (
    ("Datang atau hubungi kami.", "Boleh juga lewat pengurus, anggota FCU, kader, atau ketua RT."),
    ("Ceritakan yang Anda perlukan.", "Kami mendengarkan. Cerita Anda kami jaga."),
    ("Tentukan langkahnya bersama.", "Tidak ada yang kami lakukan tanpa persetujuan Anda."),
    ("Kami temani sampai selesai.", "Bila perlu, kami hubungkan dengan tempat layanan lain."),
)


def leaflet_facts(unit, on):
    """Facts of the leaflet as printed on the day `on`: bodies, services [{name, body}], places [{name, phone, does}],
    each as many as find room, with how many more there are."""
    region = unit.region
    psks = [member for member in unit.current_members() if member.kind == Membership.Kind.PSKS]
    bodies = sorted({member.institution.name for member in psks})
    services = [{"name": name, "body": body} for name, body in _rows(SERVICES, region)]
    places = [{"name": name, "phone": telepon(phone), "does": does} for name, phone, does in _rows(PLACES, region)]
    link = wa_link(unit.phone)
    facts = {
        "document_id": f"LEAFLET-{unit.uid.hex[:8].upper()}",
        "title": f"Leaflet {unit}, {region}",
        "unit": str(unit),
        "village": str(region),
        "term": region.term.lower(),
        "above": [region.ancestor(level).full_name for level in (Region.Level.SUBDISTRICT, Region.Level.REGENCY)],
        "crest": crest_of(region),
        "address": unit.address,
        "phone": telepon(unit.phone),
        "qr": pdf.qr_source(link) if link else "",
        "on": iso_day(on),
        "welcome": list(WELCOME),
        "own_services": list(OWN_SERVICES),
        "steps": [{"heading": heading, "text": text} for heading, text in STEPS],
    }
    for name, rows, room in (
        ("bodies", bodies, ROOM["bodies"]), ("services", services, ROOM[SERVICES]), ("places", places, ROOM[PLACES])
    ):  # fmt: skip
        facts[name] = _fitting(rows, room)
        facts[f"more_{name}"] = len(rows) - len(facts[name])
    facts["room_to_write"] = len(places) <= FEW
    return facts


def _rows(paper, region):
    return [row for table in registry.tables_for(paper, region) for row in table["rows"]]


def _fitting(rows, room):
    """As many of the first rows as find room in so many lines of a panel."""
    found = []
    for row in rows:
        room -= sum(-(-len(part) // LETTERS) for part in ([row] if isinstance(row, str) else row.values()))
        if room < 0:
            break
        found.append(row)
    return found
