"""Answers of the story's families to the indicators, by the same action as the screens."""

from families.actions.assessment import save_assessment
from families.models import Answer, Assessment, CodeItem, Indicator


def code(name, number):
    """An answer of a code list, None for no number."""
    return CodeItem.objects.get(list=name, code=number) if number else None


def assess(family, row, interviewer, by, calendar):
    """A whole round: as one would wish, but for the codes the story names."""
    on = calendar.day(row)
    answers = [_answer(question, row) for question in Indicator.current(row["set"])]
    round_ = Assessment(family=family, set=row["set"], assessed_on=on, interviewer=interviewer)
    return save_assessment(round_, [answer for answer in answers if answer], by=by, on=on)


def _answer(question, row):
    notes = row.get("notes", {})
    if question.code in row.get("open", ()):
        return None
    if not question.scored:
        return Answer(indicator=question, choice=code("marriage", row.get("marriage", 1)))
    value = question.good_value
    if question.code in row.get("unmet", ()):
        value = "no" if value == "yes" else "yes"
    if question.code in row.get("unknown", ()):
        value = "unknown"
    if question.code in row.get("not_applicable", ()):
        value = "na"
    return Answer(
        indicator=question, value=value, note=notes.get(question.code, ""),
        document_seen=question.asks_document and value == "yes",
    )  # fmt: skip
