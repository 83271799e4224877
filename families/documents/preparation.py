"""The briefing card of a pioneer: five briefings, eight duties, the success story, and the action plan beside it."""

from families.documents.pairing import fcu_head
from families.models import BriefingTopic
from institutions.documents.letterhead import coordinator_of, iso_day, place_code, place_of, signature
from institutions.models import FamilyCareUnit, Meeting
from institutions.roles import VILLAGE

BRIEFING_TEMPLATE = "families/documents/briefing_card.html"
STORY_LINES = {"F4": 5, "A4": 3}  # so that the signatures stay on the first page
PLAN_LINES = 7  # of a plan to be written by pen; under a plan that is there two are left


def briefing_facts(region, paper, pioneer=None, *, told=True):
    """The card of one pioneer (III.B.5.3(1–5), 5.13), or with `pioneer` None one for the training room.

    `told` is whether the reader sees story and plan; who only briefs gets the first page without them. topics
    [{number, name, mark, given_on, venue}], duties, story, story_lines, plan [{number, problem, goal, activity, period,
    source, measure, result, family, done_on}], plan_lines. A line without a family is for all, or not yet paired.
    """
    unit = FamilyCareUnit.of(region) if region.level == VILLAGE else None
    title, name = coordinator_of(unit)
    topics = list(BriefingTopic.objects.all())
    given = {row.topic_id: row for row in pioneer.briefings.select_related("meeting")} if pioneer else {}
    plan = [_line(row) for row in pioneer.plan_items.select_related("family")] if pioneer and told else []
    representative = pioneer.representative.name if pioneer and pioneer.representative else ""
    return {
        "title": f"Kartu pembekalan keluarga pionir, {region}",
        "document_id": f"KB-{pioneer.uid.hex[:8].upper()}" if pioneer else f"KB-{place_code(region)}",
        "paper": paper,
        "letterhead": fcu_head(region),
        "village": str(region) if region.level == VILLAGE else "",
        "place": place_of(region) if region.level == VILLAGE else "",
        "name": representative,
        "family": pioneer.family.called if pioneer and told else "",
        "neighbourhood": pioneer.family.neighbourhood if pioneer and told else "",
        "designated_on": iso_day(pioneer.designated_on) if pioneer else "",
        "consolidated_on": iso_day(pioneer.consolidated_on) if pioneer else "",
        "topics": [_topic(topic, given.get(topic.pk)) for topic in topics],
        "duties": topics[0].content.splitlines() if topics else [],
        "told": told,
        "story": pioneer.success_story if pioneer and told else "",
        "story_lines": STORY_LINES[paper],
        "plan": plan,
        "plan_lines": max(PLAN_LINES, len(plan) + 2),
        "briefer": signature(["LK3/TKSK yang membekali"]),
        "pioneer": signature(["Keluarga pionir"], representative),
        "coordinator": signature([f"{title} {unit}" if unit else title], name) | {"heading": "Mengetahui,"},
    }


def _topic(topic, briefing):
    """A briefing counts once its meeting was held; what is only planned leaves room for the day."""
    held = bool(briefing) and briefing.meeting.stage == Meeting.Stage.HELD
    return {
        "number": topic.number, "name": topic.name, "mark": held,
        "given_on": iso_day(briefing.given_on) if held else "", "venue": briefing.meeting.place if held else "",
    }  # fmt: skip


def _line(row):
    told = {
        name: getattr(row, name)
        for name in ("number", "problem", "goal", "activity", "period", "source", "measure", "result")
    }
    return told | {"family": row.family.called if row.family else "", "done_on": iso_day(row.done_on)}
