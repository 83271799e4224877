"""Answers of a list as a column offers them, and the spellings that people use for them."""

from families.models import CodeItem, ProblemType

SEX = (("male", "L"), ("female", "P"))
# What is typed instead of the answer's own words, folded: the card and older lists spell some of them otherwise.
SPELLINGS = {
    "sex": {
        "laki-laki": "L", "laki laki": "L", "lelaki": "L", "pria": "L", "lk": "L", "1": "L",
        "perempuan": "P", "wanita": "P", "pr": "P", "2": "P",
    },
    "religion": {"katholik": "Katolik", "budha": "Buddha", "konghucu": "Khonghucu", "protestan": "Kristen"},
    "nationality": {"indonesia": "WNI"},
    "occupation": {
        "petani": "Petani/pekebun", "pekebun": "Petani/pekebun", "buruh tani": "Buruh tani/perkebunan",
        "nelayan": "Nelayan/perikanan", "buruh": "Buruh harian lepas", "ibu rumah tangga": "Mengurus rumah tangga",
        "irt": "Mengurus rumah tangga", "pelajar": "Pelajar/mahasiswa", "mahasiswa": "Pelajar/mahasiswa",
        "tidak bekerja": "Belum/tidak bekerja", "belum bekerja": "Belum/tidak bekerja",
        "pns": "Pegawai Negeri Sipil (PNS)", "tni": "Tentara Nasional Indonesia (TNI)",
        "polri": "Kepolisian RI (POLRI)", "swasta": "Karyawan swasta", "wirausaha": "Wiraswasta",
    },
    "marital": {"menikah": "Kawin", "belum menikah": "Belum kawin"},
    "relation": {"kk": "Kepala keluarga", "isteri": "Istri"},
}  # fmt: skip
SPELLINGS["head_sex"] = SPELLINGS["sex"]


def answers_of(list_name):
    """A function that gives [(key, label, code)] of a code list, the common answers first."""

    def options():
        rows = CodeItem.objects.filter(list=list_name, is_active=True).order_by("order", "code")
        return list(rows.values_list("pk", "label", "code"))

    return options


def problems():
    """[(key, name, number)] of the kinds of problems that a list may name, by the numbers printed on paper: those kept
    secret are not among them."""
    return [(row.pk, row.name, number) for number, row in ProblemType.numbered()]
