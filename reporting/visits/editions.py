"""Editions of an instrument: its questions by aspect, which aspects lack one, what an edition changed (SME-02, 07, 09).

An aspect belongs to the guide and stays; its questions are the ministry's to word.
"""

from dataclasses import dataclass, field

from reporting.models import Aim, Instrument
from reporting.quarterly.content import changed_lines
from reporting.visits.aspects import ASPECTS

AIMS = tuple(ASPECTS)  # the aims that have an instrument; a note of watching has none


@dataclass
class Part:
    """One aspect of an edition with its questions, in their order."""

    code: str
    label: str
    questions: list = field(default_factory=list)


def parts_of(edition):
    """[Part] of every aspect of the guide for this aim, also of one without a question."""
    found = {code: Part(code, label) for code, label in ASPECTS[edition.aim]}
    for question in edition.questions.all():
        found[question.aspect].questions.append(question)
    return list(found.values())


def aspect_labels(aim):
    return dict(ASPECTS[aim])


def bare_aspects(edition):
    """Labels of the aspects without a question."""
    return [part.label for part in parts_of(edition) if not part.questions]


def latest(aim):
    """The edition published last, in force already or from a coming day."""
    rows = Instrument.objects.filter(aim=aim, stage=Instrument.Stage.PUBLISHED)
    return rows.order_by("-valid_from", "-edition").first()


def draft_of(aim):
    return Instrument.objects.filter(aim=aim, stage=Instrument.Stage.DRAFT).first()


def before(edition):
    """The edition that this one changes, or None for the first."""
    rows = Instrument.objects.filter(aim=edition.aim, edition__lt=edition.edition)
    return rows.order_by("-edition").first()


def difference(edition):
    """[(label of the aspect, [("-" or "+", line)])] against the edition before; only aspects that changed."""
    previous = before(edition)
    if previous is None:
        return []
    was = {part.code: part for part in parts_of(previous)}
    found = []
    for part in parts_of(edition):
        lines = changed_lines(*([line_of(question) for question in one.questions] for one in (was[part.code], part)))
        if lines:
            found.append((part.label, lines))
    return found


def line_of(question):
    hint = f" Petunjuk: {question.hint}" if question.hint else ""
    return f"{question.text} ({question.get_answer_display()}){hint}"


def standing_of(edition, today):
    """(kind, words) of its mark: draft, in force, from a coming day, or replaced."""
    if edition.stage == Instrument.Stage.DRAFT:
        return "doing", "Draf"
    if edition.valid_from > today:
        return "doing", "Berlaku nanti"
    current = Instrument.in_force(edition.aim, today)
    return ("done", "Berlaku") if current and current.pk == edition.pk else ("todo", "Sudah diganti")


def aim_named(name):
    """The aim of an address; None for one without an instrument."""
    return Aim(name) if name in AIMS else None
