"""What happened in a family: its way through the trial; people, cards, splits, merges, moves.

Names of members are told only to who reads the file.
"""

from dataclasses import dataclass

from families.actions.life import BACK
from families.actions.merge import UNMERGED
from families.actions.split import UNSPLIT
from families.models import FamilyMember, FamilyMove, Participation, Role
from fcu_project import dates
from fcu_project.models import GateReason

Left, Joined = FamilyMember.Left, FamilyMember.Joined
CAME = {
    Joined.BORN: "Lahir: {}", Joined.MARRIED: "Masuk karena menikah: {}", Joined.MOVED_IN: "Datang: {}",
}  # fmt: skip
WENT = {
    Left.DIED: "Meninggal: {}", Left.MOVED: "Pindah: {}", Left.OWN_FAMILY: "Membentuk keluarga sendiri: {}",
    Left.MISTAKE: "Salah catat: {}",
}  # fmt: skip


@dataclass
class Event:
    """One line of the history."""

    on: object
    title: str
    text: str = ""
    by: str = ""
    url: str = ""

    @property
    def when(self):
        return dates.long_date(self.on)


def events_of(family, sees_file):
    """The events of one family in the order they were written; `sees_file`: names and reasons are told."""
    moves = list(family.moves.select_related("destination").order_by("id"))
    found = [*_of_files(family, sees_file), *_of_moves(family, moves, sees_file)]
    found += _taken_back(family, sees_file)
    return found + (_of_people(family, moves) + _of_cards(family) if sees_file else [])


def _of_files(family, sees_file):
    def called(other):
        return f"keluarga {other.called} (No. {other.number})" if sees_file else f"No. {other.number}"

    found = []
    if family.split_from_id:
        other = family.split_from
        found.append(Event(family.split_on, f"Pecah KK dari {called(other)}", url=other.get_absolute_url()))
    for other in family.splits.exclude(archived_reason__startswith=f"Pecah KK dari No. {family.number} dibatalkan"):
        found.append(Event(other.split_on, f"Pecah KK: {called(other)} memisah", url=other.get_absolute_url()))
    for other in family.merged.order_by("id"):
        found.append(Event(other.merged_on, f"Gabungan dari No. {other.number}", url=other.get_absolute_url()))
    arrival = FamilyMove.objects.filter(arrived_as=family).select_related("origin").first()
    if arrival:
        found.append(Event(arrival.answered_on, f"Datang dari {arrival.origin}"))
    return found


UNDONE = {UNSPLIT: "Pecah KK dibatalkan: No. {}", UNMERGED: "Penggabungan dengan No. {} dibatalkan"}


def _taken_back(family, sees_file):
    """Splits and merges that were undone: kept as reasons under their day and the number of the other file."""
    found = []
    for row in GateReason.objects.filter(object_uid=family.uid).order_by("id"):
        for name, title in UNDONE.items():
            if row.gate.startswith(name):
                day, number = row.gate.removeprefix(name).split(":")
                told = row.reason if sees_file else ""
                found.append(Event(dates.parse_date(day), title.format(number), told, row.recorded_by))
    return found


def _of_moves(family, moves, sees_file):
    found = []
    for move in moves:
        reason = move.reason if sees_file else ""
        found.append(Event(move.moved_on, f"Pindah ke {move.destination}", reason, move.recorded_by))
        if move.answered_on:
            told = move.answer if sees_file else ""
            found.append(Event(move.answered_on, f"Kepindahan: {move.get_state_display().lower()}", told))
    return found


def _of_people(family, moves):
    """Who came and went one by one; what happened to everybody at once is told by the file's own event."""
    together = {(move.moved_on, Left.MOVED) for move in moves}
    if family.merged_on:
        together.add((family.merged_on, Left.MISTAKE))
    arrived = FamilyMove.objects.filter(arrived_as=family).values_list("answered_on", flat=True).first()
    fields = ("family", "uid", "name", "joined_on", "joined_reason", "left_on", "left_reason", "came_from")
    found, names = [], {}
    for row in family.members.order_by("id").only(*fields):
        names[row.uid] = row.name
        whole = row.came_from_id and (row.joined_on == arrived or row.joined_reason == Joined.OWN_FAMILY)
        if row.joined_reason in CAME and not whole:
            found.append(Event(row.joined_on, CAME[row.joined_reason].format(row.name)))
        if row.left_on and (row.left_on, row.left_reason) not in together:
            found.append(Event(row.left_on, WENT[row.left_reason].format(row.name)))
    undone = GateReason.objects.filter(object_uid__in=list(names), gate__startswith=BACK).order_by("id")
    for row in undone:
        day = dates.parse_date(row.gate.removeprefix(BACK))
        title = f"Kembali tercatat: {names[row.object_uid]}"
        found.append(Event(day, title, row.reason, row.recorded_by))
    return found


def _of_cards(family):
    """Every card but the first: its number never stands here."""
    rows = list(family.cards.order_by("valid_from", "id").only("family", "valid_from", "reason"))
    return [Event(row.valid_from, "Kartu Keluarga baru, nomor berubah", row.get_reason_display()) for row in rows[1:]]


def _ended_with_the_file(family, life):
    """Whether a move or a merge, which has a line of its own, ended this way."""
    if life.stage == Participation.Stage.MOVED:
        return family.moves.filter(moved_on=life.ended_on).exists()
    return life.ended_on is not None and life.ended_on == family.merged_on


def events_of_life(family, life, reason, sees_file, fell_back=False):
    """The steps of one try, from the first record to its end; `reason` is that of the FGD, `fell_back` says that the
    family was a pioneer before."""
    role = {Role.PIONEER: "keluarga pionir", Role.PLASMA: "keluarga dampingan"}.get(life.role, "")
    Stage = Participation.Stage
    answer = "Menyatakan tidak bersedia" if life.stage == Stage.UNWILLING else "Menyatakan bersedia"
    begun = "Mulai bertugas" if life.role == Role.PIONEER else "Mulai didampingi"
    told_otherwise = life.stage == Stage.UNWILLING or _ended_with_the_file(family, life)
    recorded = "Diusulkan naik menjadi pionir" if life.promotes_id else "Dicatat sebagai calon"
    gave_up = life.is_rise and life.stage == Stage.WITHDRAWN
    end = "Batal naik menjadi pionir" if gave_up else life.get_stage_display()
    designated = f"Ditetapkan {'kembali ' if fell_back else ''}sebagai {role}"
    told = (
        (life.started_on, recorded, ""),
        (life.proposed_on, f"Dipilih dalam FGD: calon {role}", reason),
        (life.answered_on, answer, ""),
        (life.designated_on, designated, ""),
        (life.consolidated_on, "Selesai dibekali", ""),
        (life.on_duty_from, begun, ""),
        (None if told_otherwise else life.ended_on, end, life.end_reason),
    )
    return [Event(on, title, text if sees_file else "") for on, title, text in told if on]
