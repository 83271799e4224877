"""What the sealed columns of a secret case hold, in the order in which it is told; and how a name is masked in it.

A key that is empty is passed over.
"""

import re

REPORT = (
    ("what", "Yang terjadi"),
    ("client_name", "Nama korban/klien"),
    ("client_about", "Ciri korban/klien"),
    ("reach", "Cara menghubungi dengan aman"),
    ("keep_from", "Jangan sampai diketahui"),
    ("reporter_contact", "Pelapor dapat dihubungi"),
    ("by", "Dilaporkan oleh"),
)
EVENT = (
    ("what", ""),
    ("place", "Ke"),
    ("place_kind", "Jenis lembaga"),
    ("address", "Alamat"),
    ("with_whom", "Dengan"),
    ("told", "Disampaikan"),
    ("consent", "Persetujuan"),
    ("result", "Hasil"),
    ("next", "Tindak lanjut"),
)

# Words beside a name, or instead of one, that tell of nobody in particular.
NO_NAME = frozenset((
    "ibu bapak pak anak suami istri mertua kakak adik kakek nenek paman bibi ayah mama papa saudara tetangga keluarga "
    "korban klien pelaku orang semua jangan sampai lewat kepala desa lurah kader ketua haji hajah almarhum guru ustaz"
).split())  # fmt: skip


def told(words, table):
    """[(label, words)] of what is there."""
    return [(label, words[key]) for key, label in table if words.get(key)]


def phone_in(text):
    """The first telephone number among words, as it is dialled; "" for none."""
    found = re.search(r"(?<!\d)(?:\+?62|0)[\d .()-]{6,16}\d(?!\d)", text)
    return re.sub(r"^62", "0", re.sub(r"\D", "", found[0])) if found else ""


def initials(name):
    """ "S. W." of "Siti Wulandari"."""
    return " ".join(f"{part[0].upper()}." for part in name.split() if part)


def names_in(report, others=()):
    """Every name a report knows: of the client, of who reported, of who must not learn of it, and `others`."""
    mentioned = re.findall(r"\b[A-Z][\w'’]+(?: [A-Z][\w'’]+)*", report.get("keep_from", ""))
    reporter = report.get("by", "").partition(",")[0]
    return [name for name in (report.get("client_name", ""), *mentioned, reporter, *others) if _parts(name)]


def _parts(name):
    """The words of a name that tell who it is, the longest first."""
    words = {part for part in re.split(r"[^\w]+", name) if len(part) > 2 and part.lower() not in NO_NAME}
    return sorted(words, key=len, reverse=True)


def masked(text, name):
    """The text with a name, whole or in part, as initials."""
    parts = _parts(name)
    if not parts:
        return text
    text = re.sub(rf"\b{re.escape(name.strip())}\b", initials(name), text, flags=re.IGNORECASE)
    pattern = rf"\b({'|'.join(map(re.escape, parts))})\b"
    return re.sub(pattern, lambda found: f"{found[0][0].upper()}.", text, flags=re.IGNORECASE)
