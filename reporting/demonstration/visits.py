"""Supervision, monitoring, evaluation and notes of the demonstration, and what was found at them (III.C.1); by the same
actions as the screens."""

from dataclasses import dataclass

from fcu_project import workflow
from institutions.demonstration.page import example_page
from institutions.models import Region
from reporting.actions import finding as findings
from reporting.actions import visit as actions
from reporting.models import Finding, InstrumentQuestion, Visit
from reporting.visits.answers import states_of
from reporting.visits.kinds import usual_place

CONCLUDED = ("observed_text", "as_planned", "deviation_text", "advice_text", "success_text", "failure_text",
             "change_text", "strength_text")  # fmt: skip
ENOUGH = 3  # of a score: what is asked with yes or no is answered with yes from here on
PLAN_AHEAD = 7  # days


def tell_visits(story, cast, calendar):
    """Tell everything of `visits.toml`, in its order: what was found before is checked at a later visit."""
    teller = _Teller(story, cast, calendar)
    for row in story["visits"]:
        teller.visit(row)
    for row in story["notes"]:
        teller.note(row)


@dataclass
class _Teller:
    story: dict
    cast: object
    calendar: object

    def __post_init__(self):
        self.found = {}

    def visit(self, row):
        by, held_on = self.cast.acting(row["by"], row.get("place", "")), self.calendar.day(row)
        planned = min(self.calendar.before(held_on, PLAN_AHEAD), self.calendar.today)
        visit = Visit(
            aim=row["aim"], target=row.get("target", Visit.Target.FCU), phase=row["phase"], mode=row["mode"],
            region=Region.objects.get(code=row["region"]), planned_on=held_on, officers=by.person.name,
        )  # fmt: skip
        actions.plan_visit(visit, by=by, on=planned)
        if row["until"] == Visit.Stage.PLANNED:
            return
        workflow.perform(visit, "begin", by=by, on=held_on)
        self._fill(visit, row, by, held_on)
        if row["until"] == Visit.Stage.FILLING:
            return
        alone = visit.mode == Visit.Mode.DESK
        workflow.perform(_fresh(visit), "finish" if alone else "hand", by=by, on=held_on)
        if row["until"] == Visit.Stage.SIGNED and not alone:
            other = self.cast.acting(row["answered_by"], row.get("at", ""))
            actions.answer_visit(_fresh(visit), answer=row.get("answer", ""), by=other, on=held_on)
        for told in row.get("findings", ()):
            self._close(told, row)

    def _fill(self, visit, row, by, on):
        visit.met, visit.methods = row.get("met", ""), row.get("methods", [])
        if visit.mode == Visit.Mode.VISIT:
            visit.place = row.get("at_place") or usual_place(visit.aim, by, visit.unit)
        actions.save_facts(visit, by=by, on=on)
        if row["until"] == Visit.Stage.FILLING:
            return self._check(visit, row, by, on)
        for state in states_of(visit):
            actions.save_aspect(visit, state.code, self._answers(visit, state, row), by=by, on=on)
        for told in row.get("findings", ()):
            self._find(visit, told, by, on)
        self._check(visit, row, by, on)
        visit = _fresh(visit)
        for name in CONCLUDED:
            setattr(visit, name, row.get(name, getattr(visit, name)))
        actions.save_conclusion(visit, by=by, on=on)

    def _answers(self, visit, state, row):
        """The words in the order of the questions that ask for words; a score for the whole aspect."""
        words = iter(row.get("words", {}).get(state.code) or self.story["words"][visit.aim].get(state.code, ()))
        score = row["scores"].get(state.code, row["scores"]["usual"])
        kinds, answers = InstrumentQuestion.Answer, {}
        for question, _ in state.lines:
            said = {
                kinds.SCORE: lambda: {"score": score}, kinds.YES_NO: lambda: {"yes": score >= ENOUGH},
                kinds.WORDS: lambda: {"words": next(words)},
            }  # fmt: skip
            answers[question.pk] = said[question.answer]()
        return answers

    def _find(self, visit, told, by, on):
        finding = Finding(
            found=told["found"], advice=told["advice"], owner=told["owner"], due_on=self._due(told),
        )  # fmt: skip
        self.found[told["key"]] = findings.add_finding(finding, _fresh(visit), by=by, on=on)

    def _due(self, told):
        ahead = told["due_in"]
        return self.calendar.ahead(ahead) if ahead > 0 else self.calendar.ago(-ahead)

    def _close(self, told, row):
        """Seen to by those who were visited, with a photo where told."""
        if "closed_days_ago" not in told:
            return
        on, by = self.calendar.ago(told["closed_days_ago"]), self.cast.acting(told["closed_by"], row.get("at", ""))
        photo = example_page("bukti", told["evidence"], "") if told.get("photo") else None
        finding = Finding.objects.get(pk=self.found[told["key"]].pk)
        findings.close_finding(finding, evidence=told["evidence"], upload=photo, by=by, on=on)

    def _check(self, visit, row, by, on):
        for told in row.get("checks", ()):
            finding = Finding.objects.get(pk=self.found[told["key"]].pk)
            findings.check_finding(finding, _fresh(visit), is_fine=True, note=told["note"], by=by, on=on)

    def note(self, row):
        by, on = self.cast.acting(row["by"], row.get("place", "")), self.calendar.day(row)
        note = Visit(
            region=Region.objects.get(code=row["region"]), held_on=on, mode=row["mode"], officers=by.person.name,
            place=row["at_place"], observed_text=row["observed"], advice_text=row.get("advice", ""),
        )  # fmt: skip
        actions.write_note(note, by=by, on=on)


def _fresh(visit):
    return Visit.objects.with_facts().get(pk=visit.pk)
