"""What must be true before a family goes a step further, each as a question answered "" or with the reason."""

from families.actions.assessment import is_complete, latest, unmet_of
from families.models import BriefingTopic, Consent, Designation, Need, Role, SelectionDecision
from families.priorities import priorities_of
from fcu_project import dates

DAYS_OF_A_MONTH = 30
Purpose = Consent.Purpose
PROBLEMS = "jenis masalah"


# --- what the meeting decided -----------------------------------------------------------------------------------
def decision_of(participation):
    """The line of the latest held FGD about this participation, or None."""
    held = SelectionDecision.objects.filter(participation=participation, meeting__stage="held").exclude(choice="")
    return held.select_related("meeting").order_by("-meeting__held_on", "-id").first()


def designation_of(participation):
    """The line of the held meeting that designated this family, or None."""
    held = Designation.objects.filter(participation=participation, meeting__stage="held")
    return held.select_related("meeting").order_by("-meeting__held_on", "-id").first()


# --- conditions -------------------------------------------------------------------------------------------------
def missing_facts(family):
    """Labels of the three facts that a candidate needs before the FGD (FAM-04)."""
    facts = (
        ("status sosial ekonomi", family.socio_economic_id),
        ("pekerjaan", family.occupation_id),
        (PROBLEMS, bool(family.problems.all())),
    )
    return [label for label, given in facts if not given]


def short_record_complete(participation, on):
    missing = missing_facts(participation.family)
    return f"Belum diisi: {', '.join(missing)}." if missing else ""


def not_archived(participation, on):
    return "" if participation.family.archived_on is None else "Berkas keluarga ini diarsipkan."


def chosen_in_fgd(participation, on):
    """Only while the FGD that decided is declared held: an earlier one does not decide a second time.

    `meeting.carry_out` names the line it carries out as `decided_by`.
    """
    line = decision_of(participation)
    if line is None:
        return "Belum diputuskan dalam FGD pokja dan kepala desa/lurah."
    if getattr(participation, "decided_by", None) != line:
        day = dates.long_date(line.meeting.held_on)
        return f"Keputusan FGD {day} tidak berlaku lagi. Putuskan lagi dalam FGD sesudahnya."
    return ""


def head_recorded(participation, on):
    """The identity form names the members, one of them head."""
    there = [member.is_head for member in participation.family.members.all() if member.left_on is None]
    if not there:
        return "Anggota keluarga belum diisi."
    return "" if any(there) else "Kepala keluarga belum ditentukan di antara anggota."


def consent_to(participation, purpose):
    """The answer that was recorded last for one purpose, unless it was taken back; None without one.

    The last word counts, not the latest date on a paper: a corrected answer may bear an earlier one.
    """
    answers = (answer for answer in participation.consents.all() if answer.purpose == purpose)
    answer = max(answers, key=lambda answer: answer.pk, default=None)
    return answer if answer and answer.withdrawn_on is None else None


def agreed(participation, on):
    answer = consent_to(participation, Purpose.TAKING_PART)
    if answer is None:
        return "Pernyataan kesediaan belum dicatat."
    return "" if answer.given else "Keluarga menyatakan tidak bersedia."


def data_use_agreed(participation, on):
    answer = consent_to(participation, Purpose.DATA_USE)
    if answer is None:
        return "Persetujuan pemakaian data belum dicatat."
    return "" if answer.given else "Keluarga tidak menyetujui pemakaian datanya."


def refused(participation, on):
    answer = consent_to(participation, Purpose.TAKING_PART)
    return "" if answer is not None and not answer.given else "Penolakan belum dicatat pada pernyataan kesediaan."


def designated_in_meeting(participation, on):
    return "" if designation_of(participation) else "Belum ditetapkan dalam pertemuan FCU."


def unexplained(participation):
    """Answers not met on the newest round of the 18, for which no reason is written (FAM-10)."""
    explained = {reason.indicator_id for reason in participation.unmet_reasons.all()}
    return [answer for answer in unmet_of(participation.family) if answer.indicator_id not in explained]


def is_pioneer(participation):
    return participation.role == Role.PIONEER


def criteria_met(participation, on):
    round_ = latest(participation.family, "pioneer")
    if round_ is None:
        return "Penilaian 18 indikator belum ada."
    if not is_complete(round_):
        return f"Penilaian 18 indikator putaran {round_.round} belum lengkap. Lengkapi dahulu, lalu tulis alasannya."
    left = unexplained(participation)
    if not left:
        return ""
    return f"Alasan belum ditulis untuk indikator {', '.join(answer.indicator.code for answer in left)}."


def topics_given(participation):
    """Numbers of the briefings given to this pioneer in meetings that were held."""
    given = participation.briefings.filter(meeting__stage="held")
    return set(given.values_list("topic__number", flat=True))


def all_briefed(participation, on):
    """FAM-14: the five briefings, each in a consolidation meeting."""
    missing = BriefingTopic.objects.exclude(number__in=topics_given(participation))
    names = [str(topic) for topic in missing]
    return f"Belum dibekali: {'; '.join(names)}." if names else ""


def plan_written(participation, on):
    return "" if participation.plan_items.exists() else "Rencana aksi belum ditulis."


def story_written(participation, on):
    return "" if participation.success_story.strip() else "Cerita keberhasilan belum ditulis."


# --- a plasma family becomes a pioneer (III.A.7.2(2)) -----------------------------------------------------------
def rise_of(participation):
    """The way of this plasma family to become a pioneer that is under way, or None."""
    return participation.promotions.filter(ended_on=None).first()


def raiser_of(plasma):
    """The pioneer that accompanied a plasma family last, or None."""
    last = plasma.companions.order_by("-paired_from", "-id").select_related("pioneer__family").first()
    return last.pioneer if last else None


def told_of_plasma(plasma):
    """Since when a family is plasma and who accompanies it: "Dampingan sejak 3 Mei 2025, didampingi Bapak Hadi."."""
    raiser = raiser_of(plasma)
    with_whom = f", didampingi {raiser.family.called}" if raiser else ""
    return f"Dampingan sejak {dates.long_date(plasma.designated_on)}{with_whom}."


def told_before_rise(participation, on):
    """What to weigh before a plasma family is put forward as pioneer: never in the way (MEN-05)."""
    family, since = participation.family, participation.designated_on
    needs = list(family.needs.filter(closed_on=None, priority=Need.Priority.URGENT).select_related("problem"))
    told = [need.title for need in needs if not need.problem.is_sensitive]
    named = f": {'; '.join(told)}" if told else ""
    urgent = f"{len(needs)} kebutuhan mendesak belum selesai{named}." if needs else "Tidak ada kebutuhan mendesak."
    decision = priorities_of([family], on).get(family.pk)
    return [
        f"Menjadi dampingan {(on - since).days // DAYS_OF_A_MONTH} bulan, sejak {dates.long_date(since)}.",
        urgent,
        f"Prioritas sasaran: {decision.get_priority_display()}." if decision else "Belum ada di daftar prioritas.",
    ]


def not_rising_yet(participation, on):
    return "Keluarga ini sudah diusulkan naik menjadi pionir." if rise_of(participation) else ""


def became_pioneer(participation, on):
    """Only with the designation of its family as pioneer, on the same day."""
    risen = participation.promotions.filter(stage="designated", designated_on=on).exists()
    return "" if risen else "Keluarga ini belum ditetapkan sebagai keluarga pionir."


def _assessed_again(which, count):
    """A condition: a whole round of a list, asked since the family is plasma and by that day (MEN-05, MEN-08)."""

    def check(participation, on):
        asked = [one for one in participation.family.assessments.all() if one.set == which]  # read once for both lists
        rounds = [one for one in asked if one.assessed_on > participation.designated_on]
        newest = max((one for one in rounds if one.assessed_on <= on), key=lambda one: one.round, default=None)
        later = min((one for one in rounds if one.assessed_on > on), key=lambda one: one.assessed_on, default=None)
        if newest is None and later is not None:
            day = dates.long_date(later.assessed_on)
            return f"Tanggal usulan mendahului penilaian {count} indikator {day}. Isi tanggal itu atau sesudahnya."
        if newest is None:
            since = dates.long_date(participation.designated_on)
            return f"Belum ada putaran baru {count} indikator sesudah ditetapkan sebagai dampingan ({since})."
        if not is_complete(newest):
            return f"Putaran {newest.round} dari {count} indikator belum lengkap dijawab."
        return ""

    return check


difficulties_asked_again = _assessed_again("plasma", 12)
strengths_asked = _assessed_again("pioneer", 18)


def has_charge(participation, on):
    """Duty begins with the first family accompanied."""
    return "" if participation.charges.filter(paired_until=None).exists() else "Belum ada keluarga dampingan."


def has_companion(participation, on):
    return "" if participation.companions.filter(paired_until=None).exists() else "Belum ada keluarga pendamping."


# --- a file that is merged, a family that moves -----------------------------------------------------------------
def file_merged(participation, on):
    """A way ends with its file, in the same act."""
    return "" if participation.family.merged_into_id else "Berkas keluarga ini tidak digabung."


def merge_undone(participation, on):
    """Only a way that ended with a merge comes back with its undoing."""
    family = participation.family
    undone = getattr(family, "merge_undone_of", None) == participation.ended_on is not None
    return "" if undone and participation.designated_on is None else "Penggabungan berkasnya tidak dibatalkan."


def move_announced(participation, on):
    moves = participation.family.moves.filter(state="announced")
    return "" if moves.exists() else "Kepindahan keluarga ini belum dicatat."


def move_cancelled(participation, on):
    """A way that ended with a move goes on where it stood once that move is cancelled."""
    moves = participation.family.moves.filter(state="cancelled", moved_on=participation.ended_on)
    return "" if moves.exists() else "Kepindahan keluarga ini tidak dibatalkan."
