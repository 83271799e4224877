"""What the papers about families say: lists for the selection group, the two-page form, the ranking sheet.

Every function returns plain text, numbers, lists and mappings, ready to be printed (see `institutions.documents`).
An identity number is printed as its first four digits in boxes, the others empty: the writer compares with the card.
"""

from textwrap import shorten

from families.actions.assessment import latest, latest_of, summaries
from families.actions.consent import never_asked
from families.actions.selection import candidates
from families.models import Answer, CodeItem, FamilyMember, Indicator, IndicatorSet, ProblemType, Role
from fcu_project.identity import DIGITS, SHOWN_DIGITS
from institutions.documents.letterhead import iso_day, letterhead, place_code, place_of, signature
from institutions.models import FamilyCareUnit

EMPTY_LINES = 15
MEMBER_LINES = 10
LONGEST_POTENTIAL = 80  # on a line of a list; the form has it whole
# Duties in plain words, in the guide's order (III.A.6.2 and III.A.7.2).
DUTIES = {
    Role.PIONEER: (
        "Mengenali masalah dan kebutuhan keluarga yang didampingi",
        "Menjalin komunikasi yang baik dengan keluarga yang didampingi",
        "Memberi semangat dan membela kepentingan keluarga yang didampingi",
        "Menjadi panutan",
        "Menghubungkan keluarga dengan lembaga yang bisa membantu (rujukan)",
        "Berbagi pengalaman dan menularkan keahlian",
        "Menghadiri rapat FCU",
        "Memantau perkembangan keluarga dan melaporkannya kepada FCU secara berkala",
    ),
    Role.PLASMA: (
        "Mengikuti kegiatan pembinaan",
        "Berusaha berubah, agar kelak menjadi keluarga pionir",
        "Berkonsultasi dengan keluarga pionir atau lembaga sosial di desa/kelurahan",
    ),
}
ROLES_IN_WORDS = {Role.PIONEER: "keluarga pionir", Role.PLASMA: "keluarga dampingan (plasma)"}
LIST_NAMES = {IndicatorSet.PIONEER: "Pionir", IndicatorSet.PLASMA: "Plasma"}
LEGENDS = (
    ("6 Agama", "religion"), ("7 Pendidikan", "education"), ("9 Status perkawinan", "marital"),
    ("10 Hubungan", "relation"), ("11 Kewarganegaraan", "nationality"), ("15 Disabilitas", "disability"),
    ("16 Jaminan kesehatan", "insurance"),
)  # fmt: skip
FILE_NAMES = {
    "candidates": "Daftar-calon-keluarga", "form": "Formulir-keluarga", "ranking": "Lembar-peringkat-FGD",
    "card": "Kartu-pendampingan", "notes": "Catatan-pendampingan", "pairs": "Daftar-pendamping-dan-dampingan",
    "progress": "Laporan-kemajuan", "briefing": "Kartu-pembekalan",
    "priorities": "Daftar-prioritas-sasaran", "recipients": "Usulan-calon-penerima",
}  # fmt: skip


def role_in_words(role):
    """A role as a family hears it."""
    return ROLES_IN_WORDS.get(role, "peserta FCU")


def file_name(kind, region, mark):
    """The name a paper is saved under: the place and a day or a family's own number, never a name of a person."""
    place = "-".join("".join(c if c.isalnum() else " " for c in region.name).split())
    return f"{FILE_NAMES[kind]}_{place}_{mark}.pdf"


def _letter(sex):
    return {"male": "L", "female": "P"}.get(sex, "")


def _row(family):
    """A family as the lists print it. Problems that are kept secret stand on no list that goes round a room."""
    place = "/".join(value for value in (family.rt, family.rw) if value != "-")
    return {
        "number": family.number,
        "name": family.head_name,
        "sex": _letter(family.head_sex),
        "place": place,
        "status": family.socio_economic.label.partition(":")[0] if family.socio_economic else "",
        "occupation": family.occupation.label if family.occupation else "",
        "problems": ", ".join(problem.name for problem in family.problems.all() if not problem.is_sensitive),
        "potential": shorten(family.potential, LONGEST_POTENTIAL, placeholder=" …"),
    }


def _waiting(region):
    rows = candidates(region).prefetch_related("family__problems")
    return [row.family for row in rows]


def candidate_facts(region, paper):
    """The list of candidates that the selection group fills in (III.B.5.2(2)).

    people [{number, name, sex, place, status, occupation, problems, potential}], lines (rows to print at least);
    statuses, occupations, problems [{code, label}]: what may be written, and is typed, as a number.
    """
    people = [_row(family) for family in _waiting(region)]
    return {
        "title": f"Daftar calon keluarga, {region}",
        "document_id": f"DC-{place_code(region)}",
        "paper": paper,
        "letterhead": letterhead(region, FamilyCareUnit.of(region)),
        "people": people,
        "lines": len(people) + EMPTY_LINES,
        "village": str(region),
        "place": place_of(region),
        "statuses": _codes("socio_economic"),
        "occupations": _common_occupations(),
        "problems": [{"code": number, "label": row.name} for number, row in ProblemType.numbered()],
        "signature": signature(["Pokja identifikasi dan seleksi"]),
    }


def _codes(name, chosen=None):
    rows = CodeItem.objects.filter(list=name, is_active=True)
    return [{"code": row.code, "label": row.label, "mark": row.pk == chosen} for row in rows]


def _common_occupations():
    rows = CodeItem.objects.filter(list="occupation", is_active=True, is_common=True)
    return [{"code": row.code, "label": row.label} for row in rows]


def indicator_words(families):
    """{family id: how many indicators its newest round meets, with the list they are of}, of the 18 where there is one.

    "Pionir 12/18"; a family without a round is left out.
    """
    newest = latest_of([family.pk for family in families])
    counts = summaries(newest.values())
    words = {}
    for which in (IndicatorSet.PLASMA, IndicatorSet.PIONEER):  # the 18 are told where both are there
        for family in families:
            if round_ := newest.get((family.pk, which)):
                told = counts[round_.pk]
                words[family.pk] = f"{LIST_NAMES[which]} {told.met}/{told.total}"
    return words


def ranking_facts(meeting, paper):
    """The ranking sheet of an FGD (III.B.5.2(3)): what was decided, or the candidates with room to decide.

    rows [{number, name, sex, place, status, occupation, problems, potential, met, rank, choice, reason}].
    """
    lines = meeting.selections.select_related(
        "participation__family__socio_economic", "participation__family__occupation"
    ).prefetch_related("participation__family__problems")  # fmt: skip
    decided = [
        (line.participation.family, {"rank": line.rank, "choice": line.get_choice_display(), "reason": line.reason})
        for line in lines
    ]
    open_ = [(family, {"rank": None, "choice": "", "reason": ""}) for family in _waiting(meeting.region)]
    region, rows = meeting.region, decided or open_
    met = indicator_words([family for family, _ in rows])
    return {
        "title": f"Lembar peringkat FGD, {region}",
        "document_id": f"LP-{meeting.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": letterhead(region, FamilyCareUnit.of(region)),
        "village": str(region),
        "held_on": iso_day(meeting.held_on),
        "venue": meeting.place,
        "rows": [{**_row(family), "met": met.get(family.pk, ""), **told} for family, told in rows],
        "signatures": [
            signature(["Pokja identifikasi dan seleksi"]), signature([f"{region.head_title} {region.name}"]),
        ],  # fmt: skip
        "place": place_of(region),
    }


# --- the form -------------------------------------------------------------------------------------------------------
def boxes(number=""):
    """Sixteen boxes in groups of four; of a number only its first digits stand in them."""
    shown = number[:SHOWN_DIGITS].ljust(DIGITS)
    return [[digit.strip() for digit in shown[start : start + 4]] for start in range(0, DIGITS, 4)]


def day_boxes(day=None, *, estimated=False):
    """DD MM YYYY in boxes; of an estimated date only the year, the rest is left to be asked."""
    text = f"{day.day:02d}{day.month:02d}{day.year:04d}" if day else " " * 8
    text = " " * 4 + text[4:] if estimated else text
    return [[digit.strip() for digit in text[start:end]] for start, end in ((0, 2), (2, 4), (4, 8))]


def _code(row, name):
    item = getattr(row, name)
    return str(item.code) if item else ""


def _member(row):
    return {
        "name": row.name, "nik": boxes(row.nik), "sex": _letter(row.sex), "birth_place": row.birth_place,
        "born": day_boxes(row.birth_date, estimated=row.birth_estimated), "document": row.immigration_document,
        "father": row.father_name, "mother": row.mother_name,
        **{name: _code(row, name) for name in (
            "religion", "education", "occupation", "marital", "relation", "nationality", "disability", "insurance")},
    }  # fmt: skip


NOBODY = {"name": "", "nik": boxes(), "born": day_boxes()}


def _members(family):
    rows = list(family.members.filter(left_on=None).order_by("position", "id").select_related(
        "religion", "education", "occupation", "marital", "relation", "nationality", "disability", "insurance"
    )) if family else []  # fmt: skip
    return [_member(row) for row in rows] + [NOBODY] * (MEMBER_LINES - len(rows))


def _home(family):
    """Facts of A, B and D; a family that is not known yet has none."""
    if family is None:
        return {"head": {"nik": boxes()}, "card": boxes(), "rt": "", "rw": ""}
    head, card = family.head(), family.card()
    return {
        "address": family.address, "hamlet": family.hamlet, "phone": family.phone, "phone_owner": family.phone_owner,
        "rt": family.rt.replace("-", ""), "rw": family.rw.replace("-", ""), "card": boxes(card.number if card else ""),
        "head": {
            "name": family.head_name, "sex": _letter(family.head_sex), "nik": boxes(head.nik if head else ""),
        },
        "occupation": _code(family, "occupation"), "decile": family.decile, "decile_source": family.decile_source,
        "decile_as_of": iso_day(family.decile_as_of), "problem_note": family.problem_note,
        "potential": family.potential,
    }  # fmt: skip


def _problems(family):
    """The boxes of part E; no box says that there is none."""
    ticked = set(family.problems.values_list("pk", flat=True)) if family else set()
    rows = [(number, row) for number, row in ProblemType.numbered() if row.code != ProblemType.NONE]
    return [{"number": number, "name": row.name, "mark": row.pk in ticked} for number, row in rows]


def _indicators(role, family):
    """The questions in their groups, with the answers of the newest round of a known family."""
    round_ = latest(family, role) if family else None
    given = {row.indicator_id: row for row in round_.rows()} if round_ else {}
    groups = []
    for question in Indicator.current(role):
        answer = given.get(question.pk)
        if not groups or groups[-1]["name"] != question.group:
            groups.append({"name": question.group, "number": question.group_number, "questions": []})
        groups[-1]["questions"].append({
            "code": question.code, "question": question.question, "scored": question.scored,
            "marks": [bool(answer) and answer.value == value for value in ("yes", "no", "unknown", "na")],
            "choices": [] if question.scored else _states(answer),
            "asks_document": question.asks_document, "seen": bool(answer) and answer.document_seen,
            "note": answer.note if answer else "",
        })  # fmt: skip
    return groups


def _states(answer):
    """The answers of a question that only describes, the last of them that it is not known."""
    states = _codes("marriage", answer.choice_id if answer else None)
    unknown = {"label": Answer.Value.UNKNOWN.label, "mark": bool(answer) and answer.value == Answer.Value.UNKNOWN}
    return [{**state, "number": number} for number, state in enumerate([*states, unknown], 1)]


def _signatures(family):
    """Head and spouse; who must not be asked has no line to sign on."""
    closed = never_asked(family) if family else ""
    blocks = [
        ("head_signed", signature(["Kepala keluarga"])), ("spouse_signed", signature(["Suami/istri"])),
    ]  # fmt: skip
    return [block for name, block in blocks if name != closed]


def form_facts(region, role, paper, family=None):
    """The identity form with the statement of willingness (5.11, 5.30, 6.2): blank, or filled in for a family.

    Beside the common facts: role, role_words, number (of the form), places {…}, home {…}, members (at least ten),
    legends, occupations, statuses, stages, problems, groups (of indicators), duties, signatures, one_signs.
    """
    unit = FamilyCareUnit.of(region)
    signatures = _signatures(family)
    return {
        "title": f"Formulir identitas dan kesediaan, {region}",
        "document_id": f"FK-{family.uid.hex[:8].upper()}" if family else f"FK-{place_code(region)}",
        "paper": paper,
        "role": str(role),
        "role_words": role_in_words(role),
        "number": f"{family.number:03d}" if family else "",
        "fcu": unit.name if unit else "",
        "places": ", ".join(str(place) for place in _upwards(region)),
        "village_code": region.dotted_code,
        "village": str(region),
        "place": place_of(region),
        "home": _home(family),
        "members": _members(family),
        "legends": [_reasons(), *({"name": name, "codes": _codes(code)} for name, code in LEGENDS)],
        "occupations": _common_occupations(),
        "statuses": _codes("socio_economic", family.socio_economic_id if family else None),
        "stages": _codes("welfare_stage", family.welfare_stage_id if family else None),
        "problems": _problems(family),
        "groups": _indicators(role, family),
        "indicator_count": Indicator.current(role).count(),
        "duties": list(DUTIES[role]),
        "signatures": signatures,
        "one_signs": len(signatures) == 1,
        "empty_day": day_boxes(),
        "witness": signature(["Saksi (pokja)"]),
        "interviewer": signature(["Petugas"], _interviewer(family)),
    }


def _reasons():
    """What stands in column 2 where there is no NIK yet."""
    reasons = enumerate(FamilyMember.NoNumber.labels, 1)
    return {"name": "2 NIK belum ada", "codes": [{"code": number, "label": label} for number, label in reasons]}


def _interviewer(family):
    return family.interviewer.name if family and family.interviewer else ""


def _upwards(region):
    """The village and what it lies in, up to the province."""
    while region is not None and region.code:
        yield region
        region = region.parent
