"""Rules of a household: what can't be (refused), and what is rare (asked to be checked). One function per rule."""

from django.db.models import Q

from families.models import FamilyMember

OLDEST = 120
HEAD_AT_LEAST, HEAD_RARE_BELOW = 10, 17
MARRIED_AT_LEAST, MARRIED_RARE_BELOW = 12, 19
PARENT_GAP = 12  # years between the head and a child of the head
HEAD, HUSBAND, WIFE, CHILD, PARENT, IN_LAW = 1, 2, 3, 4, 7, 8
OF_AGE = (HEAD, HUSBAND, WIFE, 5, PARENT, IN_LAW)  # what no newborn is; 5: married to a child of the head
UNMARRIED, MARRIED, DIVORCED, WIDOWED = 1, 2, 3, 4
NO_HEAD = "Kepala keluarganya belum ada, atau barisnya perlu diperbaiki dahulu."


def _code(member, name):
    """The code chosen for one field of the card; 0 while it is still open."""
    return getattr(member, name).code if getattr(member, f"{name}_id") else 0


def _age(member, today):
    """Completed years, or None while the birth date is still open."""
    return member.age_on(today) if member.birth_date else None


def beside(member):
    """The others who live in the family of `member` now, as a list for the rules below."""
    if not member.family_id:
        return []
    rows = FamilyMember.objects.filter(family=member.family_id, left_on=None).exclude(pk=member.pk)
    return list(rows.select_related("relation", "marital").order_by("position", "id"))


def _those(others, relation):
    return [row for row in others if _code(row, "relation") == relation]


def _head_among(others):
    """The head beside whom a member stands, or None."""
    return next(iter(_those(others, HEAD)), None)


def errors_of(member, others, today):
    """{field: sentence} of what can't be true of this member beside `others`; empty when nothing is wrong.

    `others` are the rest of the family, saved or not (`beside` reads them). What is not filled in yet is passed over,
    so that a form can show these beside its own errors.
    """
    errors = {}
    age, relation, marital = _age(member, today), _code(member, "relation"), _code(member, "marital")
    if age is not None:
        errors |= _of_age(member, age, relation, marital)
    if relation == HUSBAND and member.sex == "female":
        errors["relation"] = "Suami adalah laki-laki. Periksa jenis kelamin atau hubungannya."
    if relation == WIFE and member.sex == "male":
        errors["relation"] = "Istri adalah perempuan. Periksa jenis kelamin atau hubungannya."
    if relation in (HUSBAND, WIFE) and marital == UNMARRIED:
        errors["marital"] = f"{member.relation.label} tidak bisa berstatus belum kawin."
    head = _head_among(others)
    if relation == HEAD and head is not None:
        errors.setdefault("relation", f"Kepala keluarga sudah ada: {head.name}. Ubah hubungan orang itu dahulu.")
    elif relation == HEAD:
        errors = _around(member, others, marital) | errors
    elif head is not None:
        errors = _beside(head, member, relation, others) | errors
    return errors


def _of_age(member, age, relation, marital):
    """Errors of the age alone: nobody is that old, no child is a head or married."""
    errors = {}
    if age > OLDEST:
        errors["birth_date"] = f"Umur menjadi {age} tahun. Periksa tahun lahirnya."
    if relation == HEAD and age < HEAD_AT_LEAST:
        errors["relation"] = f"Anak umur {age} tahun tidak bisa menjadi kepala keluarga. Pilih orang dewasa."
    if marital > UNMARRIED and age < MARRIED_AT_LEAST:
        errors["marital"] = f"Umur {age} tahun tidak bisa berstatus {member.marital.label.lower()}."
    return errors


def _beside(head, member, relation, others):
    """Errors of a member against the head of the family."""
    if relation in (HUSBAND, WIFE):
        if head.sex and head.sex == member.sex:
            return {"relation": f"{member.relation.label} dari {head.name}: jenis kelamin keduanya sama. Periksa lagi."}
        if _code(head, "marital") not in (0, MARRIED):
            status = head.marital.label.lower()
            return {"relation": f"{head.name} berstatus {status}, jadi tidak punya {member.relation.label.lower()}."}
        if relation == HUSBAND and _those(others, HUSBAND):
            return {"relation": "Suami sudah tercatat di keluarga ini."}
    if not (member.birth_date and head.birth_date):
        return {}
    if relation == CHILD and member.birth_date < head.birth_date:
        return {"birth_date": f"Anak tidak bisa lahir lebih dahulu daripada kepala keluarga ({head.name})."}
    if relation in (PARENT, IN_LAW) and member.birth_date > head.birth_date:
        return {"birth_date": f"{member.relation.label} tidak bisa lebih muda daripada {head.name}."}
    return {}


def _around(head, others, marital):
    """Errors of a head against the others of the family: the same rules, seen from the other side."""
    errors = {}
    for row in others:
        relation = _code(row, "relation")
        word = row.relation.label.lower() if relation else ""
        if relation in (HUSBAND, WIFE) and head.sex and head.sex == row.sex:
            errors["sex"] = f"{row.name} tercatat sebagai {word}: jenis kelamin keduanya sama. Periksa lagi."
        if relation in (HUSBAND, WIFE) and marital and marital != MARRIED:
            status = head.marital.label.lower()
            errors["marital"] = f"{row.name} masih tercatat sebagai {word}, jadi statusnya tidak bisa {status}."
        if not (head.birth_date and row.birth_date):
            continue
        if relation == CHILD and row.birth_date < head.birth_date:
            errors["birth_date"] = f"Kepala keluarga tidak bisa lebih muda daripada anaknya ({row.name})."
        if relation in (PARENT, IN_LAW) and row.birth_date > head.birth_date:
            errors["birth_date"] = f"Kepala keluarga tidak bisa lebih tua daripada {word}nya ({row.name})."
    return errors


def errors_in_order(members, stored, today):
    """[(member, {field: sentence})] of a household that comes as a list, beside those `stored`: the head first.

    Who can't be true is not counted among the others, so that one mistake is told once.
    """
    household, told = list(stored), []
    for member in sorted(members, key=lambda member: _code(member, "relation") != HEAD):
        errors = errors_of(member, household, today)
        if not errors and _head_among([*household, member]) is None:
            errors = {"relation": NO_HEAD}
        if not errors:
            household.append(member)
        told.append((member, errors))
    return told


def warnings_of(member, others, today):
    """Sentences on what is rare and should be looked at once more; it is saved when the writer says it is so."""
    found = []
    age, relation, marital = _age(member, today), _code(member, "relation"), _code(member, "marital")
    if age is not None and relation == HEAD and HEAD_AT_LEAST <= age < HEAD_RARE_BELOW:
        found.append(f"Kepala keluarga baru berumur {age} tahun.")
    if age is not None and marital > UNMARRIED and MARRIED_AT_LEAST <= age < MARRIED_RARE_BELOW:
        found.append(f"Berstatus {member.marital.label.lower()} pada umur {age} tahun.")
    head = _head_among(others)
    born = member.birth_date
    if head and born and head.birth_date and relation == CHILD and 0 <= born.year - head.birth_date.year < PARENT_GAP:
        found.append("Selisih umur anak dan kepala keluarga kurang dari 12 tahun.")
    if relation == WIFE and _those(others, WIFE):
        found.append("Istri lain sudah tercatat di keluarga ini.")
    if member.no_nik == FamilyMember.NoNumber.NEWBORN and age is not None and age >= 1:
        found.append(f"NIK belum ada karena masih bayi, padahal umurnya {age} tahun. Pilih sebab lain bila keliru.")
    return found


def composition_of(members):
    """The kind of family its members make (I.E.3), or "" while there is no head."""
    relations = [member.relation.code for member in members]
    if HEAD not in relations:
        return ""
    return composition_of_codes(relations, members[relations.index(HEAD)].sex)


def composition_of_codes(relations, head_sex):
    """The same from the codes of their relations, of a family that has a head."""
    has_children = CHILD in relations
    if HUSBAND in relations or WIFE in relations:
        return "couple_children" if has_children else "couple"
    if has_children:
        return "father_children" if head_sex == "male" else "mother_children"
    return "kin"


def spouses_of(member, others):
    """Those among `others` who are married to `member`, as far as the card tells: the head and the head's spouse."""
    if member.is_head:
        return [row for row in others if row.relation.code in (HUSBAND, WIFE)]
    if member.relation.code in (HUSBAND, WIFE):
        return [row for row in others if row.is_head]
    return []


def disagreement(family, members):
    """Words for the kind of family its members make where another was chosen by hand, else "" (FAM-01)."""
    derived = composition_of(members)
    if not family.composition or not derived or derived == family.composition:
        return ""
    return type(family).Composition(derived).label


def head_died_since(family, card):
    """Whether the head died after the card in force was recorded: a card carries the name of its head."""
    if card is None:
        return False
    later = Q(left_on__gt=card.valid_from)
    if card.only_recorded:  # its day says nothing of when it came: a death written after it was not known to it
        later |= Q(updated_at__gt=card.created_at)
    return family.members.filter(later, relation__code=HEAD, left_reason=FamilyMember.Left.DIED).exists()
