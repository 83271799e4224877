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


def told(words, table):
    """[(label, words)] of what is there."""
    return [(label, words[key]) for key, label in table if words.get(key)]


def initials(name):
    """ "S. W." of "Siti Wulandari"."""
    return " ".join(f"{part[0].upper()}." for part in name.split() if part)


def masked(text, name):
    """The text with the client's name, whole or in part, as initials."""
    parts = sorted({part for part in re.split(r"[^\w]+", name) if len(part) > 2}, key=len, reverse=True)
    if not parts:
        return text
    text = re.sub(rf"\b{re.escape(name.strip())}\b", initials(name), text, flags=re.IGNORECASE)
    pattern = rf"\b({'|'.join(map(re.escape, parts))})\b"
    return re.sub(pattern, lambda found: f"{found[0][0].upper()}.", text, flags=re.IGNORECASE)
