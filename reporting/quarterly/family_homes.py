"""Where a family lives in the words of a report: neighbourhood (RT/RW) and hamlet, told without number and name."""

import re
from functools import cached_property

from families.models import Family
from reporting.quarterly.family_names import any_of, quoted

# "Rapat RT. 12 peserta hadir": the sentence ends, and people are counted.
COUNTED = r"\.\s+\d{1,4}\s+(?:peserta|orang|undangan|jiwa|hadirin|anggota|kader|tamu|perempuan|laki-laki)\b"
NEIGHBOURHOOD = re.compile(
    rf"\b(?P<unit>R[TW](?:\s*/\s*RW)?)(?!{COUNTED})"
    r"[\s.:]*(?:no\.?\s*|nomor\s*)?\d{1,3}(?:\s*[/-]\s*\d{1,3})?(?!\d)", re.IGNORECASE,
)
HAMLET = r"(?i:dusun|dukuh|padukuhan|pedukuhan|lingkungan|kampung|banjar|jorong|lorong|kadus)"
# Hamlets are often called after a direction: without the word "dusun" it may be any direction.
ANY_PLACE = frozenset(
    "timur barat utara selatan tengah dalam luar atas bawah baru lama lauk daya timuk kelod kaja kangin kauh".split()
)
LEFT_OUT = "…"


class Homes:
    """The hamlets of a village as they stand in the records of its families; `names`: those of the village, of which
    bodies and places may stand."""

    def __init__(self, names):
        self.village_names = names

    @cached_property
    def _pattern(self):
        rows = Family.objects.filter(region=self.village_names.village).exclude(hamlet="").order_by()
        names = {re.sub(rf"^{HAMLET}\s+", "", " ".join(name.split())) for name in rows.values_list("hamlet", flat=True)}
        names = sorted(filter(None, names), key=len, reverse=True)
        spelt = [rf"(?i:{re.escape(name)})" for name in names]
        bare = [
            rf"(?i:{re.escape(name)})" if " " in name else rf"{re.escape(name.capitalize())}|{re.escape(name.upper())}"
            for name in names if name.lower() not in ANY_PLACE and name.isascii() and re.search(r"[A-Za-z]{3}", name)
        ]  # fmt: skip
        kept = sorted(filter(None, self.village_names.kept), key=len, reverse=True)
        spared = any_of(rf"(?i:{re.escape(name)})" for name in kept)
        return re.compile(
            rf"(?P<spared>{spared})|\b(?P<prefix>{HAMLET})\s+{any_of(spelt)}|(?P<bare>{any_of(bare)})"
        )

    def _told(self, hit):
        if hit["spared"]:
            return hit[0]
        return f"{hit['prefix'] or 'dusun'} {LEFT_OUT}"

    def names(self, text):
        """Neighbourhoods and hamlets in `text`, each once, as they are written there."""
        found = [hit[0] for hit in NEIGHBOURHOOD.finditer(text)]
        found += [hit[0] for hit in self._pattern.finditer(text) if not hit["spared"]]
        return list(dict.fromkeys(found))

    def left_out(self, text):
        """`text` with "RT …" and "dusun …" instead."""
        text = NEIGHBOURHOOD.sub(lambda hit: f"{hit['unit'].upper()} {LEFT_OUT}", text)
        return self._pattern.sub(self._told, text)

    def problem(self, text):
        found = self.names(text)
        return f"Tempat tinggal {quoted(found)} tidak boleh ditulis. Tulis “RT …” atau “dusun …”." if found else ""
