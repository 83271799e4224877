"""Visits for tests, at every point of their way, reached through the same actions as the screens."""

from datetime import timedelta

from fcu_project import workflow
from reporting.actions import visit as actions
from reporting.models import Aim, Instrument, InstrumentQuestion, Visit
from reporting.visits.aspects import aspects_of
from reporting.visits.kinds import KINDS, methods_of
from tests.factories import TODAY
from tests.reporting import make

EDITION = 90  # far from any edition that is installed
CONCLUSION = {
    Aim.SUPERVISION: {"observed_text": "Pengurus lengkap.", "advice_text": "Isi buku kas tiap pekan."},
    Aim.MONITORING: {"observed_text": "Rapat rutin berjalan.", "as_planned": True},
    Aim.EVALUATION: {
        "success_text": "Delapan keluarga terbantu.", "failure_text": "Usaha bersama belum jalan.",
        "change_text": "Jadwal kunjungan.", "strength_text": "Kader aktif.",
    },
}  # fmt: skip


def instrument(aim, *, valid_from=TODAY - timedelta(days=30), edition=EDITION):
    """A published edition with a score, a yes/no and a question in words in turn, one on each aspect."""
    found = Instrument.objects.filter(aim=aim, edition=edition).first()
    if found:
        return found
    row = Instrument.objects.create(aim=aim, edition=edition, stage="published", valid_from=valid_from)
    kinds = InstrumentQuestion.Answer.values
    for place, (code, label) in enumerate(aspects_of(aim)):
        InstrumentQuestion.objects.create(
            instrument=row, aspect=code, position=place + 1, text=f"Bagaimana {label.lower()}?",
            answer=kinds[place % len(kinds)],
        )  # fmt: skip
    return row


def planned(by, region, aim=Aim.MONITORING, *, on=TODAY, target="fcu", **told):
    """A plan; of an FCU where the village has one or gets one."""
    if target == "fcu":
        make.unit_of(region)
    facts = {
        "phase": "middle", "mode": KINDS[aim].modes[0], "planned_on": on, "place": "Balai desa",
        "officers": "Nurhayati, petugas", "met": "Sekretaris FCU", "methods": [methods_of(aim)[0][0]], **told,
    }  # fmt: skip
    return actions.plan_visit(Visit(aim=aim, target=target, region=region, **facts), by=by, on=TODAY)


def fresh(visit):
    return Visit.objects.with_facts().get(pk=visit.pk)


def begun(by, region, aim=Aim.MONITORING, *, held_on=TODAY, **told):
    instrument(aim)
    visit = planned(by, region, aim, on=held_on, **told)
    return fresh(workflow.perform(visit, "begin", by=by, on=held_on))


def answered(question):
    told = {"score": {"score": 3}, "yes_no": {"yes": True}, "words": {}}[question.answer]
    return {**told, "words": "Sudah diperiksa."}


def concluded(visit, by, **told):
    for name, value in {**CONCLUSION[visit.aim], **told}.items():
        setattr(visit, name, value)
    return fresh(actions.save_conclusion(visit, by=by, on=TODAY))


def with_aspects(visit, by):
    """Every aspect of its instrument filled in."""
    for aspect in visit.instrument.questions.order_by().values_list("aspect", flat=True).distinct():
        told = {one.pk: answered(one) for one in visit.instrument.questions.filter(aspect=aspect)}
        visit = actions.save_aspect(fresh(visit), aspect, told, by=by, on=TODAY)
    return fresh(visit)


def filled(by, region, aim=Aim.MONITORING, **told):
    """Every aspect and the conclusion written."""
    return concluded(with_aspects(begun(by, region, aim, **told), by), by)


def handed(by, region, aim=Aim.MONITORING, **told):
    return fresh(workflow.perform(filled(by, region, aim, **told), "hand", by=by, on=TODAY))


def signed(by, other, region, aim=Aim.MONITORING, **told):
    """Signed by both sides."""
    visit = handed(by, region, aim, **told)
    return fresh(actions.answer_visit(visit, answer="Kami kerjakan bulan ini.", by=other, on=TODAY))


def note(by, region, **told):
    make.unit_of(region)
    facts = {
        "held_on": TODAY, "phase": "needed", "mode": "visit", "place": "Posyandu", "officers": "Nurhayati, TKSK",
        "observed_text": "Kader menimbang balita.", **told,
    }  # fmt: skip
    return fresh(actions.write_note(Visit(region=region, **facts), by=by, on=TODAY))
