"""Members from a list: whose family they are of, what is asked of them and of their household, how they are saved."""

from collections import defaultdict
from datetime import date

from django.db.models import F, Max

from families import household
from families.actions.batch_line import READY, read_lines, twins
from families.actions.member import closed_by, note_clashes_of, taken_message
from families.models import CodeItem, Family, FamilyCard, FamilyMember, Participation
from families.numbers import card_warnings, nik_warnings
from families.resources.member import COLUMNS
from fcu_project import bulk
from fcu_project.models import take_all
from institutions.models import Region
from institutions.models.person import fold, name_rule

TITLE_OF_SHEET = "Anggota"
AT_A_TIME = 5_000  # numbers that are looked up in one statement
FIRST_YEAR = 1900
CITIZEN = 1
SAME_NIK = "NIK sama dengan baris {rows}. Periksa lagi keduanya di kartu keluarga."
SAME_PERSON = "Nama dan tanggal lahir sama dengan baris {rows} di keluarga ini. Hapus salah satunya."
ELSEWHERE = "NIK ini perlu diperiksa Dinsos. Baris ini tetap bisa disimpan."
NO_REASON = "Belum ber-NIK: pilih sebabnya, atau isi NIK."
CODES = (
    "religion", "education", "occupation", "marital", "relation", "nationality", "disability", "insurance",
)  # fmt: skip


def open_for(by):
    """Members come once an FGD has chosen their family: that is asked line by line (FAM-19)."""


def birth_parser(on):
    """A birth date; of a year alone the middle is kept, as an estimate that is told."""
    column = next(column for column in COLUMNS if column.name == "birth_date")
    plain = column.parser(on)

    def read(cell):
        text = str(cell).strip() if cell.__class__ in (str, int) else ""
        if len(text) == 4 and text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= on.year:
            return min(date(int(text), 7, 1), on), "", f"hanya tahun {text} yang diketahui, dicatat sebagai perkiraan"
        return plain(cell)

    return read


def is_estimate(cell):
    """Whether only a year was typed."""
    text = str(cell).strip()
    return len(text) == 4 and text.isascii() and text.isdigit()


def check(lines, *, batch, by, on, after=None):
    """Say of every line whether it can be saved, must be mended, or is on file already."""
    read_lines(lines, COLUMNS, on, own={"birth_date": birth_parser(on)}, after=after)
    village = Village(batch.region)
    for line in lines:
        _person(line, on)
        village.place(line)
    twins(lines, lambda line: line.values["nik"] or None, SAME_NIK, "nik")
    village.recognise(lines)
    twins(lines, _same_person, SAME_PERSON, "name")
    village.numbers(lines)
    village.cards(lines)
    village.households(lines, on)
    _remarks(lines, on)


def _person(line, on):
    """What one line says of one person, apart from all others."""
    values = line.values
    values["name"] = " ".join(values["name"].split())
    values["search_name"] = fold(values["name"])
    values["birth_estimated"] = is_estimate(line.cells[_BIRTH])
    for name in ("name", "father_name", "mother_name"):
        text = values[name] = " ".join(values[name].split())
        if name != "name" and not text.strip("-"):
            values[name] = ""
        elif not name_rule.regex.search(text):
            line.wrong(name, name_rule.message)
    if len(values["name"]) in (1, 2):
        line.wrong("name", "Nama terlalu pendek. Tuliskan sedikitnya 3 huruf.")
    told = {name for name, _ in line.errors}
    if not values["nik"] and not values["no_nik"] and not told & {"nik", "no_nik"}:
        line.wrong("no_nik", NO_REASON)
    if values["nik"] and values["no_nik"]:
        line.wrong("no_nik", "NIK terisi, tetapi ada sebab belum punya NIK. Hapus salah satu.")


_BIRTH = [column.name for column in COLUMNS].index("birth_date")


def _same_person(line):
    return line.values["family"].pk, line.values["search_name"], line.values["birth_date"]


class Village:
    """What is on file in one village around the lines of a list, read as sets."""

    def __init__(self, region):
        self.region = region
        self.by_number, self.by_name = {}, defaultdict(list)
        for family in Family.objects.filter(region=region).order_by("id"):
            self.by_number[family.number] = family
            if family.archived_on is None:
                self.by_name[family.search_name].append(family)
        self.lives = {}
        latest_first = F("ended_on").desc(nulls_first=True), "-id"
        for life in Participation.objects.filter(family__region=region).order_by(*latest_first):
            self.lives.setdefault(life.family_id, life)
        self.items = CodeItem.objects.in_bulk()
        self.members = defaultdict(list)
        self.read = set()

    # --- whose family ------------------------------------------------------------------------------------------------
    def place(self, line):
        """The family of a line, by its number or by the name of its head; and whether it takes members (FAM-19)."""
        values = line.values
        values["family"] = family = self._family_of(line)
        if family is None:
            return
        if family.archived_on is not None:
            line.wrong(self._place(values), "Berkas keluarga ini diarsipkan. Pulihkan dahulu untuk mengubahnya.")

    @staticmethod
    def _place(values):
        return "family_number" if values["family_number"] else "head"

    def _family_of(self, line):
        number, name = line.values["family_number"], fold(line.values["head"])
        if any(place == "family_number" for place, _ in line.errors):
            return None
        if number:
            family = self.by_number.get(number)
            if family is None:
                line.wrong("family_number", f"Tidak ada keluarga nomor {number} di daftar keluarga.")
            elif name and name != family.search_name:
                line.wrong("head", f"Nomor {number} adalah keluarga {family.called}. Cocokkan nomor dan namanya.")
                return None
            return family
        found = self.by_name.get(name, []) if name else []
        if not name:
            line.wrong("family_number", "Isi nomor urut keluarga atau nama kepala keluarganya.")
        elif not found:
            line.wrong("head", "Tidak ada keluarga dengan kepala ini di daftar keluarga.")
        elif len(found) > 1:
            numbers = ", ".join(str(family.number) for family in found[:5])
            line.wrong("head", f"Ada {len(found)} keluarga dengan nama ini (no. {numbers}). Isi nomor urutnya.")
        return found[0] if len(found) == 1 else None

    # --- who is on file ----------------------------------------------------------------------------------------------
    def _read_members(self, lines):
        """Everyone who lives in the families of these lines, with relation and marital status; no number is opened."""
        wanted = list({line.values["family"].pk for line in lines if line.values["family"]} - self.read)
        for at in range(0, len(wanted), AT_A_TIME):
            part = wanted[at : at + AT_A_TIME]
            for row in FamilyMember.objects.filter(family__in=part, left_on=None).defer("nik").order_by("position"):
                row.relation, row.marital = self.items[row.relation_id], self.items[row.marital_id]
                self.members[row.family_id].append(row)
        self.read |= set(wanted)

    def recognise(self, lines):
        """Members who are on file already, and families whose identity part is closed."""
        self._read_members(lines)
        index = FamilyMember._meta.get_field("nik_index")
        for line in lines:
            family = line.values["family"]
            line.values["nik_index"] = index.value_for(line.values["nik"]) if line.values["nik"] else None
            if line.state != READY:
                continue
            people = self.members[family.pk]
            if closed := closed_by(self.lives.get(family.pk), lambda people=people: bool(people)):
                line.wrong(self._place(line.values), closed)
                continue
            key = (line.values["search_name"], line.values["birth_date"])
            for row in people:
                same_nik = row.nik_index is not None and row.nik_index == line.values["nik_index"]
                if (row.search_name, row.birth_date) == key or (same_nik and row.search_name == key[0]):
                    line.known(f"{row.name} sudah tercatat di keluarga ini. Data yang tersimpan tidak diubah.")
                    break

    def numbers(self, lines):
        """A NIK is one person's in the village; in another village only the Dinas is told of it (I16)."""
        waiting = {line.values["nik_index"]: line for line in lines if line.state == READY and line.values["nik_index"]}
        indexes = list(waiting)
        for at in range(0, len(indexes), AT_A_TIME):
            rows = FamilyMember.objects.filter(nik_index__in=indexes[at : at + AT_A_TIME], left_on=None).defer("nik")
            for row in rows.select_related("family"):
                line = waiting[row.nik_index]
                if row.region_id == self.region.pk:
                    line.wrong("nik", taken_message(row, FamilyMember(family=line.values["family"])))
                else:
                    line.values["clashes"] = True
                    line.remark("nik", ELSEWHERE)

    def cards(self, lines):
        """One card per family: the one that is stored, or the one that all its lines name."""
        index = FamilyCard._meta.get_field("number_index")
        rows = FamilyCard.objects.filter(region=self.region, valid_until=None)
        stored = dict(rows.values_list("family_id", "number_index"))
        holders = defaultdict(set)
        for family, number in stored.items():
            holders[number].add(family)
        named = {}
        for line in lines:
            number, family = line.values["card_number"], line.values["family"]
            if line.state != READY or not number:
                continue
            mark = index.value_for(number)
            line.values["new_card"] = family.pk not in stored
            if stored.get(family.pk, mark) != mark:
                line.wrong("card_number", "Berbeda dengan nomor KK yang tersimpan. Kosongkan kolom ini, lalu ganti "
                           "nomornya di bagian identitas keluarga.")  # fmt: skip
            elif named.setdefault(family.pk, (mark, line.number))[0] != mark:
                line.wrong("card_number", f"Berbeda dengan baris {named[family.pk][1]} dari keluarga yang sama.")
            elif holders[mark] - {family.pk}:
                line.remark("card_number", "Nomor KK ini juga dipakai keluarga lain di daftar keluarga.")

    # --- the household -----------------------------------------------------------------------------------------------
    def households(self, lines, on):
        """The rules of a household, asked of every family as it will be with the lines that are ready."""
        by_family = defaultdict(list)
        for line in lines:
            if line.state == READY:
                line.values["row"] = self._row(line.values, on)
                by_family[line.values["family"].pk].append(line)
        for pk, group in by_family.items():
            of = {id(line.values["row"]): line for line in group}
            stored = self.members[pk]
            placed = list(stored)
            for row, errors in household.errors_in_order([line.values["row"] for line in group], stored, on):
                line = of[id(row)]
                for name, sentence in errors.items():
                    line.wrong(name, sentence)
                if not errors:
                    for sentence in household.warnings_of(row, placed, on):
                        line.remark("", sentence)
                    placed.append(row)

    def _row(self, values, on):
        """The member that will be stored."""
        items = self.items
        row = FamilyMember(
            family=values["family"], region=self.region, name=values["name"], search_name=values["search_name"],
            nik=values["nik"], nik_index=values["nik_index"], no_nik=values["no_nik"] or "",
            sex=values["sex"], birth_place=values["birth_place"],
            birth_date=values["birth_date"], birth_estimated=values["birth_estimated"],
            father_name=values["father_name"], mother_name=values["mother_name"], joined_on=values["joined_on"] or on,
            **{name: items.get(values[name]) for name in CODES},
        )  # fmt: skip
        row.is_head = row.relation.code == household.HEAD
        if row.nationality.code != CITIZEN:
            row.immigration_document = values["immigration_document"]
        return row


def _remarks(lines, on):
    """What the numbers tell beside the rest of the line: it can be true of an honest card, so it only warns (I13)."""
    ready = [line for line in lines if line.state == READY]
    named = {line.values[name][:6] for line in ready for name in ("nik", "card_number") if line.values[name]}
    known = set(Region.objects.filter(code__in=list(named)).values_list("code", flat=True))
    for line in ready:
        values, row = line.values, line.values["row"]
        if values["nik"]:
            for sentence in nik_warnings(
                values["nik"], sex=row.sex, born=row.birth_date, estimated=row.birth_estimated, today=on,
                subdistricts=known,
            ):  # fmt: skip
                line.remark("nik", sentence)
        if values["card_number"]:
            for sentence in card_warnings(values["card_number"], known):
                line.remark("card_number", sentence)
        if row.is_head and row.search_name != values["family"].search_name:
            line.remark("relation", f"Nama kepala keluarga di daftar menjadi {row.name}.")


def save(lines, *, batch, by, on):
    """Keep the lines as members of their families. Inside the transaction of the batch."""
    families = {line.values["family"].pk: line.values["family"] for line in lines}
    take_all(families.values())
    last = dict(FamilyMember.objects.filter(family__in=list(families)).values_list("family").annotate(Max("position")))
    rows = [line.values["row"] for line in sorted(lines, key=lambda line: not line.values["row"].is_head)]
    for row in rows:
        row.position = last[row.family_id] = (last.get(row.family_id) or 0) + 1
    uids = bulk.insert(FamilyMember, STORED, [[getattr(row, name) for name in STORED] for row in rows],
                       region_id=batch.region_id)  # fmt: skip
    _follow_heads(rows)
    cards = {line.values["family"].pk: line.values["card_number"] for line in lines if line.values.get("new_card")}
    FamilyCard.objects.bulk_create(
        FamilyCard(family_id=pk, region=batch.region, number=number, valid_from=on) for pk, number in cards.items()
    )
    uid_of = dict(zip(map(id, rows), uids, strict=True))
    clashing = [uid_of[id(line.values["row"])] for line in lines if line.values.get("clashes")]
    for at in range(0, len(clashing), AT_A_TIME):
        stored = FamilyMember.objects.filter(uid__in=clashing[at : at + AT_A_TIME])
        note_clashes_of(list(stored.select_related("region")), on)


STORED = (
    "family_id", "position", "name", "search_name", "nik", "nik_index", "no_nik", "sex", "birth_place", "birth_date",
    "birth_estimated", *(f"{name}_id" for name in CODES), "is_head", "immigration_document", "father_name",
    "mother_name", "joined_on",
)  # fmt: skip


def _follow_heads(rows):
    """The name of a family, and the work of its head, follow the member who is head."""
    changed = []
    for row in rows:
        family = row.family
        told = (family.head_name, family.head_sex, family.occupation_id)
        if row.is_head and told != (row.name, row.sex, row.occupation_id):
            family.head_name, family.head_sex, family.occupation = row.name, row.sex, row.occupation
            family.search_name = row.search_name
            changed.append(family)
    Family.objects.bulk_update(changed, ["head_name", "head_sex", "search_name", "occupation"], batch_size=500)
