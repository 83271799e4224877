"""The rows of one village: its FCU, its families with their files, who accompanies whom."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from families.household import composition_of_codes
from families.models import (
    CodeItem,
    Consent,
    Family,
    FamilyCard,
    FamilyMember,
    MentoringNote,
    Need,
    Pairing,
    Participation,
    ProblemType,
)
from families.numbers import WOMEN_ADD
from families.sample.household import faith_of, household, name_of
from families.sample.line import REASONS, days_of, life_of
from fcu_project.identity import blind_index, seal
from institutions.models import (
    FamilyCareUnit,
    Institution,
    InstitutionType,
    Membership,
    Person,
    Region,
    WorkingGroup,
    WorkingGroupMember,
)
from institutions.models.person import fold

LOWEST_SERIAL = 9000  # no register gives serials from 9 on out: none of these numbers can be anybody's
NOTED_BY = "Data contoh"
HAMLETS = "Krajan Sukamaju Karanganyar Sidodadi Mekarsari Wetan Kulon Lor Kidul Tengah".split()
TOPICS = (
    "Menabung tiap minggu dari hasil warung.", "Anak kembali bersekolah, seragam dari tetangga.",
    "Mengurus akta kelahiran di kantor desa.", "Membagi tugas rumah tangga dengan suami.",
    "Belajar membuat keripik bersama kelompok.", "Memeriksakan anak ke posyandu bulan depan.",
)  # fmt: skip
NEEDS = ("Modal usaha kecil", "Perlengkapan sekolah", "Perbaikan atap rumah", "Akta kelahiran anak", "Pengobatan rutin")
BODIES = {"posyandu": "Posyandu Melati", "karang-taruna": "Karang Taruna Bina Muda", "pkk": "PKK desa/kelurahan"}
MOST_CHARGES = 5  # plasma families of one pioneer
PURPOSES = tuple(Consent.Purpose.values)
WAYS = ("guidance", "consultation", "advocacy")


@dataclass
class Lists:
    """Keys of the reference lists, and the codes of the subdistricts people may come from."""

    codes: dict  # {list: {code: key}}
    problems: list  # (key, dimension) of the kinds that are counted openly
    subdistricts: dict  # {code of a regency: codes of its subdistricts}
    elements: dict  # {code of a kind of institution: key}
    nik: str
    nik_index: str
    card: str
    card_index: str

    @classmethod
    def read(cls):
        codes, subdistricts = defaultdict(dict), defaultdict(list)
        for name, code, pk in CodeItem.objects.values_list("list", "code", "pk"):
            codes[name][code] = pk
        open_ones = ProblemType.objects.filter(is_sensitive=False).exclude(code__in=[ProblemType.NONE, "lainnya"])
        for code in Region.objects.filter(level="subdistrict").order_by("code").values_list("code", flat=True):
            subdistricts[code[:4]].append(code)
        named = {FamilyMember: ("nik", "nik_index"), FamilyCard: ("number", "number_index")}
        purposes = [model._meta.get_field(name).purpose for model, names in named.items() for name in names]
        elements = dict(InstitutionType.objects.filter(code__in=BODIES).values_list("code", "pk"))
        return cls(codes, list(open_ones.values_list("pk", "dimension")), dict(subdistricts), elements, *purposes)


def rows_of(village, size, rng, *, lists, today, tables):
    """Add the rows of one village to `tables`: the same ones for the same `rng`, but for their keys and seals."""
    Village(village, rng, lists, today, tables).people(size)


class Village:
    """Writes down one village."""

    def __init__(self, region, rng, lists, today, tables):
        self.region, self.rng, self.lists, self.today, self.tables = region, rng, lists, today, tables
        self.days = days_of(rng, today)
        self.hamlets = rng.sample(HAMLETS, 3)
        self.serials = defaultdict(int)  # of the numbers of one place and day
        self.head = f"{name_of(rng, 'male')}, {region.term} {region.name}"[:160]
        self.pioneers, self.plasma = [], []  # (key of the life, key of the family, its RT and RW, life)

    def people(self, size):
        self.unit, self.group = self._unit()
        for number in range(1, size + 1):
            self._family(number)
        self._pair()

    def _row(self, model, day, **told):
        """A row made on `day`, with a uid of its own."""
        uid = f"{self.rng.getrandbits(128) & ~(0xF << 76 | 0x3 << 62) | 4 << 76 | 2 << 62:032x}"
        stamp = f"{day} 03:00:00"
        return self.tables[model].add(uid=uid, created_at=stamp, updated_at=stamp, **told)

    def _pick(self, of):
        return of[int(self.rng.random() * len(of))]

    def _unit(self):
        there = FamilyCareUnit.objects.filter(region=self.region).exclude(stage="inactive").first()
        if there:
            group = WorkingGroup.selection_of(self.region)
            return there.pk, group and group.pk
        start = self.days.start
        days = [start - timedelta(days=number) for number in (60, 30, 20)]
        unit = self._row(
            FamilyCareUnit, days[0], region_id=self.region.pk, name="Melati", address="Balai desa", stage="active",
            seated_in_village=True, formed_on=days[0], decreed_on=days[1], inaugurated_on=days[2],
        )  # fmt: skip
        group = self._row(WorkingGroup, days[2], unit_id=unit, name="Pokja Seleksi", formed_on=days[2])
        for code, name in BODIES.items():
            self._body(unit, group, code, name, days[0])
        return unit, group

    def _body(self, unit, group, code, name, day):
        """A body of the village, and whoever it sends into the FCU and its selection group."""
        leader, here = name_of(self.rng, "female"), {"region_id": self.region.pk}
        body = self._row(
            Institution, day, **here, name=name, search_name=fold(name), element_id=self.lists.elements[code],
            leader=leader, activities="Pertemuan tiap bulan.", identified_on=day,
        )  # fmt: skip
        person = self._row(
            Person, day, **here, name=leader, search_name=fold(leader), sex="female", position=f"Ketua {name}"
        )
        membership = self._row(
            Membership, day, unit_id=unit, person_id=person, kind="psks", institution_id=body, position="Ketua",
            committed=True, joined_on=day,
        )  # fmt: skip
        self._row(WorkingGroupMember, day, group_id=group, membership_id=membership)

    # --- one family -------------------------------------------------------------------------------------------------
    def _family(self, number):
        rng, codes = self.rng, self.lists.codes
        life, people = life_of(rng, self.days, self.today), household(rng, self.today)
        head, well = people[0], life.role == "pioneer"
        rt, rw = f"{1 + int(rng.random() * 12):03d}", f"{1 + int(rng.random() * 4):03d}"
        hamlet = self.hamlets[int(rw) % 3]
        states = (3, 3, 4) if well else (1, 2, 2) if life.role == "plasma" else (1, 2, 2, 3, 3, 4)
        confirmed = life.started_on + timedelta(days=7) if rng.random() < 0.85 or life.proposed_on else None
        confirmed = min(confirmed, life.proposed_on or self.today) if confirmed else None
        family = self._row(
            Family, life.started_on, region_id=self.region.pk, number=number, head_name=head.name, head_sex=head.sex,
            search_name=fold(head.name), rt=rt, rw=rw, hamlet=hamlet, address=f"Dusun {hamlet} RT {rt}/RW {rw}",
            socio_economic_id=codes["socio_economic"][self._pick(states)],
            occupation_id=codes["occupation"][head.occupation], group_id=self.group, recorded_on=life.started_on,
            composition=composition_of_codes([row.relation for row in people], head.sex) if life.is_identified else "",
            confirmed_on=confirmed, confirmed_by=self.head if confirmed else "",
        )  # fmt: skip
        for problem, _ in rng.sample(self.lists.problems, 0 if well else 1 + int(rng.random() * 2)):
            self.tables[Family.problems.through].add(family_id=family, problemtype_id=problem)
        if life.is_identified:
            self._file(family, people, life.answered_on or life.proposed_on)
        self._life(family, head, life, (rt, rw))

    def _file(self, family, people, day):
        """The card and its members, as they were asked for after the FGD."""
        codes, faith = self.lists.codes, faith_of(self.region.code, self.rng)
        number = self._number(self.region.code[:6], f"{day:%d%m%y}")
        place = self.region.parent.name
        self._row(
            FamilyCard, day, family_id=family, region_id=self.region.pk, valid_from=day,
            number=seal(number, self.lists.card), number_index=blind_index(number, self.lists.card_index),
        )  # fmt: skip
        fixed = {
            "family_id": family, "region_id": self.region.pk, "joined_on": day, "birth_place": place[:60],
            "religion_id": codes["religion"][faith], "nationality_id": codes["nationality"][1],
        }  # fmt: skip
        for position, person in enumerate(people, 1):
            number = self._nik(person)
            self._row(
                FamilyMember, day, **fixed, position=position, name=person.name, search_name=fold(person.name),
                nik=seal(number, self.lists.nik), nik_index=blind_index(number, self.lists.nik_index), sex=person.sex,
                birth_date=person.born, education_id=codes["education"][person.education],
                occupation_id=codes["occupation"][person.occupation], marital_id=codes["marital"][person.marital],
                relation_id=codes["relation"][person.relation], is_head=position == 1,
            )  # fmt: skip

    def _nik(self, person):
        """First registered here, or for some elsewhere in the regency."""
        place = self.region.code[:6]
        if self.rng.random() < 0.15:
            place = self._pick(self.lists.subdistricts[place[:4]])
        born = person.born
        return self._number(place, f"{born.day + WOMEN_ADD * (person.sex == 'female'):02d}{born:%m%y}")

    def _number(self, place, day):
        """Sixteen digits. Villages begin at different serials, so that neighbours seldom give the same number out."""
        serial = self.serials[place, day]
        self.serials[place, day] += 1
        first = int(self.region.code[6:]) * 37 % 900
        return f"{place}{day}{LOWEST_SERIAL + (first + serial) % 1000:04d}"

    # --- its way through the trial ------------------------------------------------------------------------------------
    def _life(self, family, head, life, place):
        told = {}
        if life.role == "pioneer" and life.designated_on:
            told = self._member_of_the_unit(head, life)
        key = self._row(
            Participation, life.started_on, family_id=family, **life._asdict(), **told,
            end_reason=REASONS.get(life.stage, "") if life.ended_on else "",
        )  # fmt: skip
        if life.answered_on:
            for purpose in PURPOSES:
                self._row(
                    Consent, life.answered_on, participation_id=key, purpose=purpose, given=life.stage != "unwilling",
                    answered_on=life.answered_on, head_signed=True, spouse_signed=head.marital == 2, from_paper=True,
                    missing_reason="" if head.marital == 2 else "no_spouse", recorded_by=NOTED_BY,
                )  # fmt: skip
        if life.stage == "on_duty":
            self.pioneers.append((key, family, place, life))
        elif life.stage == "mentored":
            self.plasma.append((key, family, place, life))

    def _member_of_the_unit(self, head, life):
        """A designated pioneer is a member of the FCU, by whoever stands for the family."""
        person = self._row(
            Person, life.designated_on, name=head.name, search_name=fold(head.name), sex=head.sex,
            region_id=self.region.pk, position="Keluarga pionir",
        )  # fmt: skip
        membership = self._row(
            Membership, life.designated_on, unit_id=self.unit, person_id=person, kind="pioneer", committed=True,
            joined_on=life.designated_on, left_on=life.ended_on, left_reason="Berakhir" if life.ended_on else "",
        )  # fmt: skip
        return {"representative_id": person, "membership_id": membership}

    def _pair(self):
        """Every plasma family gets a companion, of the own RT first; visits since then, and what they found."""
        if not self.pioneers:
            return
        charges = defaultdict(int)
        for key, family, place, life in self.plasma:
            near = [row for row in self.pioneers if row[2] == place and charges[row[0]] < MOST_CHARGES]
            pioneer, _, theirs, duty = near[0] if near else min(self.pioneers, key=lambda row: charges[row[0]])
            charges[pioneer] += 1
            since = max(life.on_duty_from, duty.on_duty_from)
            pairing = self._row(
                Pairing, since, pioneer_id=pioneer, plasma_id=key, paired_from=since,
                closeness="same_rt" if theirs == place else "same_rw" if theirs[1] == place[1] else "further",
            )  # fmt: skip
            self._visits(pairing, family, since)

    def _visits(self, pairing, family, since):
        rng, note = self.rng, None
        so_far = (self.today - since).days + 1
        for day in sorted(since + timedelta(days=int(rng.random() * so_far)) for _ in range(2)):
            note = self._row(
                MentoringNote, day, pairing_id=pairing, family_id=family, held_on=day, kind="visit",
                way=self._pick(WAYS), topic=self._pick(TOPICS), change_view=rng.random() < 0.3,
                change_needs=rng.random() < 0.3, change_access=rng.random() < 0.2, recorded_by=NOTED_BY,
            )  # fmt: skip
        if rng.random() < 0.4:
            problem, dimension = self._pick(self.lists.problems)
            met = rng.random() < 0.4
            self._row(
                Need, day, family_id=family, found_in_id=note, title=self._pick(NEEDS), problem_id=problem,
                dimension=dimension, found_on=day, recorded_by=NOTED_BY, state="met" if met else "open",
                closed_on=self.today if met else None, outcome="Terpenuhi" if met else "",
            )  # fmt: skip
