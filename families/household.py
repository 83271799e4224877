"""Rules of a household: what can't be (refused), and what is rare (asked to be checked). One function per rule."""

from families.models import FamilyMember

OLDEST = 120
HEAD_AT_LEAST, HEAD_RARE_BELOW = 10, 17
MARRIED_AT_LEAST, MARRIED_RARE_BELOW = 12, 19
PARENT_GAP = 12  # years between the head and a child of the head
HEAD, HUSBAND, WIFE, CHILD, PARENT, IN_LAW = 1, 2, 3, 4, 7, 8
UNMARRIED, MARRIED = 1, 2


def _head_of(member):
    """The head beside whom `member` stands, or None."""
    if not member.family_id:
        return None
    heads = FamilyMember.objects.filter(family=member.family_id, left_on=None, is_head=True)
    return heads.exclude(pk=member.pk).first()


def errors_of(member, today):
    """{field: sentence} of what can't be true of this member; empty when nothing is wrong."""
    errors = {}
    age, relation, marital = member.age_on(today), member.relation.code, member.marital.code
    if age > OLDEST:
        errors["birth_date"] = f"Umur menjadi {age} tahun. Periksa tahun lahirnya."
    if relation == HEAD and age < HEAD_AT_LEAST:
        errors["relation"] = f"Anak umur {age} tahun tidak bisa menjadi kepala keluarga. Pilih orang dewasa."
    if marital != UNMARRIED and age < MARRIED_AT_LEAST:
        errors["marital"] = f"Umur {age} tahun tidak bisa berstatus {member.marital.label.lower()}."
    if relation == HUSBAND and member.sex != "male":
        errors["relation"] = "Suami adalah laki-laki. Periksa jenis kelamin atau hubungannya."
    if relation == WIFE and member.sex != "female":
        errors["relation"] = "Istri adalah perempuan. Periksa jenis kelamin atau hubungannya."
    if relation in (HUSBAND, WIFE) and marital == UNMARRIED:
        errors["marital"] = f"{member.relation.label} tidak bisa berstatus belum kawin."
    head = _head_of(member)
    if relation == HEAD and head is not None:
        errors["relation"] = f"Kepala keluarga sudah ada: {head.name}. Ubah hubungan orang itu dahulu."
    if head is not None:
        errors |= _beside(head, member, relation)
    return errors


def _beside(head, member, relation):
    """Errors of a member against the head of the family."""
    if relation in (HUSBAND, WIFE):
        if head.sex == member.sex:
            return {"relation": f"{member.relation.label} dari {head.name}: jenis kelamin keduanya sama. Periksa lagi."}
        if head.marital.code != MARRIED:
            status = head.marital.label.lower()
            return {"relation": f"{head.name} berstatus {status}, jadi tidak punya {member.relation.label.lower()}."}
        if relation == HUSBAND and _others(member, HUSBAND):
            return {"relation": "Suami sudah tercatat di keluarga ini."}
    if relation == CHILD and member.birth_date < head.birth_date:
        return {"birth_date": f"Anak tidak bisa lahir lebih dahulu daripada kepala keluarga ({head.name})."}
    if relation in (PARENT, IN_LAW) and member.birth_date > head.birth_date:
        return {"birth_date": f"{member.relation.label} tidak bisa lebih muda daripada {head.name}."}
    return {}


def _others(member, relation):
    rows = FamilyMember.objects.filter(family=member.family_id, left_on=None, relation__code=relation)
    return rows.exclude(pk=member.pk).exists()


def warnings_of(member, today):
    """Sentences on what is rare and should be looked at once more; it is saved when the writer says it is so."""
    found = []
    age, relation, marital = member.age_on(today), member.relation.code, member.marital.code
    if relation == HEAD and HEAD_AT_LEAST <= age < HEAD_RARE_BELOW:
        found.append(f"Kepala keluarga baru berumur {age} tahun.")
    if marital != UNMARRIED and MARRIED_AT_LEAST <= age < MARRIED_RARE_BELOW:
        found.append(f"Berstatus {member.marital.label.lower()} pada umur {age} tahun.")
    head = _head_of(member)
    if head and relation == CHILD and 0 <= member.birth_date.year - head.birth_date.year < PARENT_GAP:
        found.append("Selisih umur anak dan kepala keluarga kurang dari 12 tahun.")
    if relation == WIFE and _others(member, WIFE):
        found.append("Istri lain sudah tercatat di keluarga ini.")
    return found


def composition_of(members):
    """The kind of family its members make (I.E.3), or "" while there is no head."""
    relations = [member.relation.code for member in members]
    if HEAD not in relations:
        return ""
    head = members[relations.index(HEAD)]
    has_spouse, has_children = HUSBAND in relations or WIFE in relations, CHILD in relations
    if has_spouse:
        return "couple_children" if has_children else "couple"
    if has_children:
        return "father_children" if head.sex == "male" else "mother_children"
    return "kin"
