"""Which kind of place a body is, as the guide sorts destinations of referral (III.B.5.7(2)), and where it lies."""

from django.db.models import Q

GOVERNMENT, BUSINESS, SOCIAL, OTHER = "pemerintah", "usaha", "lks", "lain"
KINDS = {
    GOVERNMENT: "Instansi pemerintah",
    BUSINESS: "Dunia usaha",
    SOCIAL: "LKS/orsos",
    OTHER: "Lembaga lain",
}
# Local elements that are organisations for social welfare; offices are told by their group, trade by its element.
SOCIAL_ELEMENTS = (
    "lks", "karang-taruna", "pkk", "wksbm", "psm", "ipsm", "pusaka", "posdaya", "kelompok-keagamaan", "fcu",
)  # fmt: skip
BUSINESS_ELEMENTS = ("dunia-usaha",)

LEVELS = {
    "village": "Desa/kelurahan",
    "subdistrict": "Kecamatan",
    "regency": "Kabupaten/kota",
    "above": "Provinsi dan pusat",
}
ABOVE = ("province", "nation")


def kind_of(body):
    """The kind of place an institution is."""
    if body.element.group == "office":
        return GOVERNMENT
    if body.element.code in BUSINESS_ELEMENTS:
        return BUSINESS
    return SOCIAL if body.element.code in SOCIAL_ELEMENTS else OTHER


def of_kind(kind, path="institution"):
    """The condition for rows whose body at `path` is of this kind."""
    office, trade = Q(**{f"{path}__element__group": "office"}), Q(**{f"{path}__element__code__in": BUSINESS_ELEMENTS})
    social = Q(**{f"{path}__element__code__in": SOCIAL_ELEMENTS})
    return {GOVERNMENT: office, BUSINESS: trade, SOCIAL: social & ~office, OTHER: ~office & ~trade & ~social}[kind]


def at_level(level, path="region"):
    """The condition for rows kept at a level: village, subdistrict, regency, or whatever is above."""
    return Q(**{f"{path}__level__in": ABOVE if level == "above" else (level,)})
