"""The guidance library and the lessons: forms filled in, and rows for their routes."""

from django.urls import reverse

from institutions.actions import lesson as lesson_actions
from institutions.actions import library as library_actions
from institutions.models import Lesson, LibraryDocument
from tests import factories as make
from tests.factories import TODAY
from tests.filling import LAST_WEEK, Filling, form, typed_date

GUIDE = {
    "kind": "technical_guide", "title": "Pedoman teknis pendampingan keluarga", "number": "12/DYS/2026",
    "dated_on": typed_date(LAST_WEEK), "programme_year": "2026", "summary": "Langkah pendampingan dan formulirnya.",
}  # fmt: skip
NOTED = {
    "noted_on": typed_date(LAST_WEEK), "aspect": "activity", "experience": "Undangan sering terlambat sampai.",
    "suggestion": "Kirim undangan tujuh hari sebelumnya.", "is_shared": "on",
}  # fmt: skip


def published(by, **changes):
    """A document that the office of `by` published."""
    facts = {**GUIDE, "dated_on": LAST_WEEK, "programme_year": 2026, **changes}
    return library_actions.save_document(LibraryDocument(region=by.region, **facts), by=by, on=TODAY, scan=make.scan())


def lesson(by, **changes):
    """A lesson that the place of `by` noted, shared unless said otherwise."""
    facts = {**NOTED, "noted_on": LAST_WEEK, "is_shared": True, **changes}
    return lesson_actions.save_lesson(Lesson(region=by.region, **facts), by=by, on=TODAY)


def scene(people, unit):
    return {"library_document": published(people.regency_reports), "lesson": lesson(people.secretary, is_shared=False)}


def arguments(short, scene):
    """Arguments of the route `short`; None where it is not one of these."""
    if short in ("library-document", "library-update", "library-withdraw", "library-file"):
        return [scene["library_document"].uid]
    if short in ("lesson", "lesson-update", "lesson-answer", "lesson-withdraw"):
        return [scene["lesson"].uid]
    return None


@form("institutions:library-create")
def library_create(people, regions):
    return Filling(
        people.ministry, reverse("institutions:library-create"), GUIDE, text=("title", "number", "summary"),
        required=("kind", "title", "programme_year"), wrong={"programme_year": "26"}, has_scan=True,
    )  # fmt: skip


@form("institutions:library-update", is_update=True)
def library_update(people, regions):
    row = published(people.province)
    return Filling(
        people.province, reverse("institutions:library-update", args=[row.uid]), {**GUIDE, "kind": "standard"}, row=row,
        text=("title", "number", "summary"), required=("kind", "title", "programme_year"),
        wrong={"dated_on": "31-02-2026"}, contested=(row,),
    )  # fmt: skip


@form("institutions:library-withdraw", has_text=False)
def library_withdraw(people, regions):
    row = published(people.regency_reports)
    return Filling(
        people.regency_reports, reverse("institutions:library-withdraw", args=[row.uid]), {}, contested=(row,)
    )


@form("institutions:lesson-create")
def lesson_create(people, regions):
    return Filling(
        people.secretary, reverse("institutions:lesson-create"), NOTED, text=("experience", "suggestion"),
        required=("noted_on", "aspect", "experience", "suggestion"), wrong={"noted_on": "01-01-2999"},
    )  # fmt: skip


@form("institutions:lesson-update", is_update=True)
def lesson_update(people, regions):
    row = lesson(people.coordinator)
    return Filling(
        people.coordinator, reverse("institutions:lesson-update", args=[row.uid]), {**NOTED, "aspect": "outcome"},
        text=("experience", "suggestion"), required=("noted_on", "aspect", "experience", "suggestion"),
        wrong={"noted_on": "kemarin"}, row=row, contested=(row,),
    )  # fmt: skip


@form("institutions:lesson-answer")
def lesson_answer(people, regions):
    row = lesson(people.secretary)
    return Filling(
        people.regency_reports, reverse("institutions:lesson-answer", args=[row.uid]),
        {"answer": "Format undangan kami perbaiki tahun ini."}, text=("answer",), required=("answer",),
        wrong={"answer": "ya"}, contested=(row,),
    )  # fmt: skip


@form("institutions:lesson-withdraw", has_text=False)
def lesson_withdraw(people, regions):
    row = lesson(people.secretary)
    return Filling(people.secretary, reverse("institutions:lesson-withdraw", args=[row.uid]), {}, contested=(row,))
