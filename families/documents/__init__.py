"""What the papers about families say: lists for the selection group, the two-page form, the ranking sheet.

Every function returns plain text, numbers, lists and mappings, ready to be printed (see `institutions.documents`).
An identity number is printed as its first four digits in boxes, the others empty: the writer compares with the card.
"""

from textwrap import shorten

from families.actions.assessment import latest, latest_of, summaries
from families.actions.member import before_the_file
from families.actions.selection import candidates
from families.documents.signing import alone, signing_of
from families.models import Answer, CodeItem, FamilyMember, Indicator, IndicatorSet, ProblemType, Role
from fcu_project import dates
from fcu_project.identity import DIGITS, SHOWN_DIGITS
from fcu_project.templatetags.ui import telepon
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
MARRIAGES = (1, 2, 3)  # answers to L1 that tell of a spouse
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
        "hamlet": family.hamlet,
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

    people [{number, name, sex, place, hamlet, status, occupation, problems, potential}], lines (rows to print at
    least), gathered (in words, the day or days on which the people were recorded);
    statuses, occupations, problems [{code, label}]: what may be written, and is typed, as a number.
    """
    families = _waiting(region)
    people = [_row(family) for family in families]
    return {
        "title": f"Daftar calon keluarga, {region}",
        "document_id": f"DC-{place_code(region)}",
        "paper": paper,
        "letterhead": letterhead(region, FamilyCareUnit.of(region)),
        "people": people,
        "lines": len(people) + EMPTY_LINES,
        "gathered": _days_in_words([family.recorded_on for family in families]),
        "village": str(region),
        "place": place_of(region),
        "statuses": _codes("socio_economic"),
        "occupations": _common_occupations(),
        "problems": [{"code": number, "label": row.name} for number, row in ProblemType.numbered()],
        "signature": signature(["Pokja identifikasi dan seleksi"]),
    }


def _days_in_words(days):
    """3 Maret 2025, or 3 Maret 2025 sampai 9 Maret 2025; "" for none."""
    return " sampai ".join(dict.fromkeys(dates.long_date(day) for day in (min(days), max(days)))) if days else ""


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


def _number(row):
    """The boxes of a NIK, or in the first of them the code of why there is none yet."""
    values = FamilyMember.NoNumber.values
    return boxes(row.nik or (str(values.index(row.no_nik) + 1) if row.no_nik else ""))


def _member(row):
    return {
        "name": row.name, "nik": _number(row), "sex": _letter(row.sex), "birth_place": row.birth_place,
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
        "address": family.address, "hamlet": family.hamlet, "phone": telepon(family.phone),
        "phone_owner": family.phone_owner,
        "rt": family.rt.replace("-", ""), "rw": family.rw.replace("-", ""), "card": boxes(card.number if card else ""),
        "head": {
            "name": family.head_name, "sex": _letter(family.head_sex), "nik": boxes(head.nik if head else ""),
        },
        "occupation": _code(family, "occupation"), "decile": family.decile, "decile_source": family.decile_source,
        "decile_as_of": iso_day(family.decile_as_of), "problem_note": family.problem_note,
        "potential": family.potential,
    }  # fmt: skip


def _problems(family):
    """The boxes of part E, numbered as they are typed; the last says that there is none."""
    ticked = set(family.problems.values_list("pk", flat=True)) if family else set()
    return [
        {"number": number, "name": row.name, "mark": row.pk in ticked} for number, row in ProblemType.numbered()
    ]  # fmt: skip


def _indicators(role, round_, is_alone):
    """The questions in their groups, with the answers of `round_`; None for a blank form."""
    given = {row.indicator_id: row for row in round_.rows()} if round_ else {}
    groups = []
    for question in Indicator.current(role):
        answer = given.get(question.pk)
        is_over = is_alone and _says_married(answer)
        if not groups or groups[-1]["name"] != question.group:
            groups.append({"name": question.group, "number": question.group_number, "questions": []})
        groups[-1]["questions"].append({
            "code": question.code, "question": question.question, "scored": question.scored,
            "marks": [bool(answer) and answer.value == value for value in ("yes", "no", "unknown", "na")],
            "choices": [] if question.scored else _states(None if is_over else answer),
            "asks_document": question.asks_document, "seen": bool(answer) and answer.document_seen,
            "note": f"{dates.short_date(round_.assessed_on)}: {answer.choice}" if is_over else _note(answer),
        })  # fmt: skip
    return groups


def _note(answer):
    return answer.note if answer else ""


def _says_married(answer):
    """Whether a round tells of a marriage; of a head who has been alone since, it is not ticked as how things are."""
    return answer is not None and answer.choice_id is not None and answer.choice.code in MARRIAGES


def _states(answer):
    """The answers of a question that only describes, the last of them that it is not known."""
    states = _codes("marriage", answer.choice_id if answer else None)
    unknown = {"label": Answer.Value.UNKNOWN.label, "mark": bool(answer) and answer.value == Answer.Value.UNKNOWN}
    return [{**state, "number": number} for number, state in enumerate([*states, unknown], 1)]


def form_role(way, standing):
    """The role whose form is printed for a family, of the way that goes on and what the family is; None where there
    is the short record only (FAM-19)."""
    if standing is None or before_the_file(standing):
        return None
    role = way.role if way.role in DUTIES else standing.role  # not chosen yet for what comes next
    return role if role in DUTIES else None


def form_facts(region, role, paper, family=None):
    """The identity form with the statement of willingness (5.11, 5.30, 6.2): blank, or filled in for a family.

    Beside the common facts: role, role_words, number (of the form), places {…}, home {…}, members (at least ten),
    legends, occupations, statuses, stages, problems, groups (of indicators), answered_on, duties, and `signing_of`.
    """
    unit = FamilyCareUnit.of(region)
    round_ = latest(family, role) if family else None
    interviewer, day = _interview(family, round_)
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
        "groups": _indicators(role, round_, alone(family)[0]),
        "answered_on": iso_day(round_.assessed_on) if round_ else "",
        "indicator_count": Indicator.current(role).count(),
        "duties": list(DUTIES[role]),
        **signing_of(family),
        "interviewed_on": day_boxes(day),
        "witness": signature(["Saksi (pokja)"]),
        "interviewer": signature(["Petugas"], interviewer),
    }


def _reasons():
    """What stands in column 2 where there is no NIK yet."""
    reasons = enumerate(FamilyMember.NoNumber.labels, 1)
    return {"name": "2 NIK belum ada", "codes": [{"code": number, "label": label} for number, label in reasons]}


def _interview(family, round_):
    """Who asked the family, and when: for the indicators, or else for the short record."""
    if round_:
        return round_.interviewer.name, round_.assessed_on
    if family and family.interviewer:
        return family.interviewer.name, family.recorded_on
    return "", None


def _upwards(region):
    """The village and what it lies in, up to the province."""
    while region is not None and region.code:
        yield region
        region = region.parent
