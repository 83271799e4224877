"""What success is told by: six signs of PSKS (II.H), four aspects of the FCU (III.C.3.2), its aims (III.A.2.2, V)."""

from dataclasses import dataclass

from institutions.objectives import OBJECTIVES
from reporting.models import Matrix


@dataclass(frozen=True)
class Aspect:
    """A sign, aspect or aim: its code in the indicators, what it is called, and in one word where room is scarce."""

    code: str
    label: str
    short: str
    matrix: str
    clause: str


SIGNS = (
    Aspect("joint", "Layanan yang ditangani secara terpadu", "Terpadu", Matrix.PSKS, "II.H"),
    Aspect("active", "Anggota aliansi yang aktif", "Anggota aktif", Matrix.PSKS, "II.H"),
    Aspect("records", "Pencatatan kasus yang dimiliki", "Pencatatan", Matrix.PSKS, "II.H"),
    Aspect("network", "Jejaring kerja", "Jejaring", Matrix.PSKS, "II.H"),
    Aspect("meetings", "Pertemuan rutin", "Pertemuan", Matrix.PSKS, "II.H"),
    Aspect("use", "Pemanfaatan PSKS", "Pemanfaatan", Matrix.PSKS, "II.H"),
)
ASPECTS = (
    Aspect("institution", "Kelembagaan", "Kelembagaan", Matrix.FCU, "III.C.3.2(1)"),
    Aspect("activities", "Kegiatan", "Kegiatan", Matrix.FCU, "III.C.3.2(2)"),
    Aspect("partnership", "Kemitraan dan dukungan", "Kemitraan", Matrix.FCU, "III.C.3.2(3)"),
    Aspect("results", "Hasil yang dicapai", "Hasil", Matrix.FCU, "III.C.3.2(4)"),
)
SHORT_AIMS = {"coordination": "Koordinasi", "welfare": "Kesejahteraan", "solidarity": "Kesetiakawanan"}
AIMS = (
    *(Aspect(one.key, one.text, SHORT_AIMS[one.key], Matrix.AIM, one.clause) for one in OBJECTIVES),
    Aspect(
        "longer", "Keluarga plasma memenuhi kebutuhannya, memperoleh pelayanan, dan menjadi pionir baru.",
        "Jangka panjang", Matrix.AIM, "V",
    ),
)  # fmt: skip

OF_MATRIX = {Matrix.PSKS: SIGNS, Matrix.FCU: ASPECTS, Matrix.AIM: AIMS}
ALL = {aspect.code: aspect for aspects in OF_MATRIX.values() for aspect in aspects}
