"""Candidates from a list: what is asked of the lines, as sets, and how they are saved at once (FAM-04, FAM-19)."""

from django.db.models import Max

from families.actions.batch_line import READY, SAVEABLE, read_lines, twins
from families.actions.family import selection_group
from families.decile import decile_errors
from families.likeness import MOST, Entry, Neighbours
from families.models import DistinctFamilies, Family, Participation, ProblemType
from families.models.family import TITLE
from families.resources.family import COLUMNS
from fcu_project import audit, bulk
from fcu_project.sheets.kinds import folded, pieces_of
from institutions.models.person import fold, name_rule

TITLE_OF_SHEET = "Keluarga"
TWIN = "Nama, RT, dan RW sama dengan baris {rows}. Hapus salah satunya, atau bedakan namanya."
ANOTHER = "Bila keluarga lain, centang lalu simpan."
OUTSIDE = "Di luar wilayah Anda. Hapus baris ini, atau perbaiki kodenya."
SENSITIVE = "“{name}” tidak ditulis di daftar. Sampaikan langsung kepada koordinator FCU atau LK3."
FOR_THE_FGD = ("socio_economic", "occupation", "problems")  # FAM-04: complete before the FGD, not before the list
FGD_WORDS = {"socio_economic": "status sosial ekonomi", "occupation": "pekerjaan", "problems": "jenis masalah"}


def open_for(by):
    """Refuse a list of candidates before there is a selection group (FAM-05). Raises TransitionRefused."""
    selection_group(by.region)


def check(lines, *, batch, by, on, after=None):
    """Say of every line whether it can be saved, must be mended, or is on file already."""
    read_lines(lines, COLUMNS, on, after=after)
    secret = {folded(row.name): row.name for row in ProblemType.objects.filter(is_sensitive=True)}
    column = [column.name for column in COLUMNS].index("problems")
    outside = 0
    for line in lines:
        values = line.values
        _name(line, values)
        if not any(name.startswith("decile") for name, _ in line.errors):
            missing = decile_errors(values["decile"], values["decile_as_of"], values["decile_source"])
            for name, sentence in missing.items():
                line.wrong(name, sentence)
        if values["region_code"] and "".join(filter(str.isdigit, values["region_code"])) != batch.region.code:
            line.wrong("region_code", OUTSIDE)
            outside += 1
        if line.errors and isinstance(line.cells[column], str):
            _secret_kinds(line, line.cells[column], secret)
        missing = [FGD_WORDS[name] for name in FOR_THE_FGD if not values[name]]
        if missing and line.state == READY:
            line.remark("", f"Belum lengkap untuk FGD: {', '.join(missing)}.")
    if outside:
        audit.record("batch:outside", by=by, obj=batch, fields=[f"rows={outside}"], on=on, result="refused")
    _on_file(lines, batch.region)
    twins(lines, lambda line: line.values["key"], TWIN, "head_name")
    _like_each_other(lines)


def _name(line, values):
    """The name without what people put before it; and how it is compared."""
    name = " ".join(values["head_name"].split())
    bare = TITLE.sub("", name)
    if bare != name:
        line.remark("head_name", f"sapaan dilepas: {bare}")
    if bare and not name_rule.regex.search(bare):
        line.wrong("head_name", name_rule.message)
    values["head_name"], values["search_name"] = bare, fold(bare)
    values["key"] = (values["search_name"], values["rt"], values["rw"])


def _secret_kinds(line, typed, secret):
    """A kind of problem that is kept secret was named: it is told where it may be said."""
    for piece in pieces_of(typed, secret):
        if name := secret.get(folded(piece)):
            line.errors = [[place, told] for place, told in line.errors if place != "problems"]
            line.wrong("problems", SENSITIVE.format(name=name))


def _on_file(lines, region):
    """Families of the village, archived ones too: the same name, RT and RW are left as they are; who is like one of
    them waits for people to tell."""
    rows = Family.objects.filter(region=region).order_by("-archived_on", "-id")
    rows = list(rows.values_list("search_name", "rt", "rw", "number", "archived_on", "head_name", "pk"))
    stored = {row[:3]: row for row in rows}
    nearby = {row[:2]: row[3] for row in rows}
    near = Neighbours(Entry(row, *row[:3]) for row in rows)
    for line in lines:
        if line.state != READY:
            continue
        name, rt, rw = line.values["key"]
        if found := stored.get((name, rt, rw)):
            told = f"no. {found[3]}{_away(found)}"
            line.known(f"Sudah ada di daftar keluarga ({told}). Data yang tersimpan tidak diubah.")
        elif twins_on_file := near.like(Entry(None, name, rt, rw)):
            told = " atau ".join(f"No. {row[3]} {row[5]}{_away(row)}" for row in (e.row for e in twins_on_file[:MOST]))
            line.maybe("head_name", f"Mungkin sudah tercatat sebagai {told}. {ANOTHER}")
            line.values["on_file"] = [entry.row[6] for entry in twins_on_file]
        elif number := nearby.get((name, rt)):
            line.remark("head_name", f"Nama yang sama ada di RT ini dengan RW lain (no. {number}). Periksa dahulu.")


def _away(row):
    return ", berkasnya diarsipkan" if row[4] else ""


def _like_each_other(lines):
    """Lines of the file that are like one another: each of them waits, none is chosen."""
    entries = [Entry(line.number, *line.values["key"]) for line in lines if line.state in SAVEABLE]
    near, of = Neighbours(entries), {line.number: line for line in lines}
    for entry in entries:
        if found := near.like(entry):
            told = " atau ".join(f"baris {e.row} ({of[e.row].values['head_name']})" for e in found[:MOST])
            of[entry.row].maybe("head_name", f"Mungkin sama dengan {told}. {ANOTHER}")
            of[entry.row].values["in_list"] = [other.row for other in found]


def save(lines, *, batch, by, on):
    """Keep the lines as candidates with the next numbers of the village's list. Inside the transaction of the batch."""
    region, group = batch.region, selection_group(batch.region)
    last = Family.objects.filter(region=region).aggregate(Max("number"))["number__max"] or 0
    codes = ("socio_economic", "occupation", "welfare_stage")
    names = ("number", *COPIED, *(f"{name}_id" for name in codes))
    rows = [
        (number, *(line.values[name] for name in COPIED), *(line.values[name] for name in codes))
        for number, line in enumerate(lines, last + 1)
    ]
    bulk.insert(Family, names, rows, region_id=region.pk, group_id=group.pk)
    keys = Family.objects.filter(region=region, number__gt=last).order_by("number").values_list("pk", flat=True)
    saved = list(zip(keys, lines, strict=True))
    lives = [(pk, line.values["recorded_on"]) for pk, line in saved]
    bulk.insert(Participation, ("family_id", "started_on"), lives)
    named = [(pk, problem) for pk, line in saved for problem in line.values["problems"]]
    bulk.insert(Family.problems.through, ("family_id", "problemtype_id"), named)
    bulk.insert(DistinctFamilies, ("first_id", "second_id"), _told_apart(saved), recorded_by=by.signature)


def _told_apart(saved):
    """(smaller key, larger key) of every two that look alike and were ticked as two: they are no doubles any more."""
    key_of = {line.number: pk for pk, line in saved}
    pairs = {(twin, pk) for pk, line in saved for twin in line.values.get("on_file", ())}
    for pk, line in saved:
        pairs |= {tuple(sorted((pk, key_of[n]))) for n in line.values.get("in_list", ()) if n in key_of}
    return sorted(pairs)


COPIED = (
    "head_name", "head_sex", "search_name", "rt", "rw", "hamlet", "address", "phone", "phone_owner", "problem_note",
    "potential", "decile", "decile_as_of", "decile_source", "recorded_on",
)  # fmt: skip
