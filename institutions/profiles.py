"""What each pillar's profile asks beside the register's own columns (II.D.2.1–2.9). One table; a body is found in it by
its local element or its legal type.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """One question of a profile: `choices` for one answer of a list, `many` for several; otherwise words."""

    name: str
    label: str
    help: str = ""
    choices: tuple = ()
    many: bool = False


LEGAL = Fact("deed", "Nomor akta atau pengesahan badan hukum", "Kosongkan bila tidak berbadan hukum.")
CONTACT = Fact("contact", "Nama penghubung")
AREA = Fact("area", "Wilayah kerja")
LK3_SERVICES = (
    ("counselling", "Konseling"), ("consultation", "Konsultasi"), ("information", "Pemberian informasi"),
    ("outreach", "Penjangkauan"), ("advocacy", "Advokasi"), ("empowerment", "Pemberdayaan"), ("referral", "Rujukan"),
)  # fmt: skip
PILLARS = {
    "lks": (LEGAL, Fact("field", "Bidang pelayanan kesejahteraan sosial"), CONTACT),
    "karang-taruna": (
        Fact("youth", "Kegiatan bagi pemuda", "Contoh: pelatihan sablon, olahraga, usaha bersama."), AREA,
    ),
    "wksbm": (
        Fact("network", "Kelompok yang tergabung dalam jejaring", "Pisahkan dengan koma."),
        Fact("origin", "Cara terbentuknya", choices=(("natural", "Tumbuh dari tradisi warga"), ("formed", "Dibentuk"))),
    ),
    "psm": (Fact("training", "Pelatihan kesejahteraan sosial yang diikuti", "Nama pelatihan dan tahunnya."), AREA),
    "tksk": (Fact("appointed_by", "Ditetapkan oleh"), AREA),
    "lk3": (
        Fact("permit", "Nomor izin operasional"),
        Fact("services", "Pelayanan", choices=LK3_SERVICES, many=True),
        Fact("hours", "Hari dan jam pelayanan"), CONTACT,
    ),
    "lpp-lpk": (
        Fact("uep", "Jenis usaha ekonomi produktif (UEP)"), Fact("uks", "Jenis usaha kesejahteraan sosial (UKS)"),
    ),
    "fcu": (Fact("decree", "Nomor SK pengukuhan"), AREA),
    "dunia-usaha": (
        Fact("ownership", "Bentuk usaha", choices=(("bumn", "BUMN"), ("bumd", "BUMD"), ("private", "Swasta"))),
        Fact("csr", "Bidang tanggung jawab sosial (CSR)"), CONTACT,
    ),
}  # fmt: skip
# Codes of types under which a pillar's bodies stand in the register.
SAME_AS = {
    "psks-lks": "lks", "psks-karang-taruna": "karang-taruna", "psks-wksbm": "wksbm", "psks-psm": "psm",
    "ipsm": "psm", "psks-tksk": "tksk", "psks-lk3": "lk3", "kantor-lk3": "lk3", "psks-dunia-usaha": "dunia-usaha",
}  # fmt: skip


def pillar_of(body):
    """The pillar under which a body falls, or ""."""
    codes = [body.element.code] + ([body.psks_type.code] if body.psks_type else [])
    return next((pillar for code in codes if (pillar := SAME_AS.get(code, code)) in PILLARS), "")


def facts_of(body):
    """[(label, answer in words)] of a body's profile, answered questions only."""
    told = []
    for fact in PILLARS.get(pillar_of(body), ()):
        answer = body.profile.get(fact.name)
        if not answer:
            continue
        labels = dict(fact.choices)
        words = ", ".join(labels.get(one, one) for one in answer) if fact.many else labels.get(answer, answer)
        told.append((fact.label, words))
    return told
