"""What was taught, and what PSKS stated: the panels on the page of a meeting, and the tables in its official record."""

from django.template.loader import render_to_string

from institutions.guidance import PROVIDERS, WITH_TOPIC_LIST, Provider, teaches
from institutions.meetings import Kind, may_keep
from institutions.models import Awareness, GuidanceSession, GuidanceTopic, Meeting

PEN = "." * 24  # to be written by hand on a paper that goes to the meeting
EFFECTS = ("Pengetahuan", "Sikap", "Tindakan")


def _fills(by, meeting, model):
    """Whether the reader's office writes this row of the meeting, and still may."""
    own = meeting.keeper_id == by.region_id and may_keep(by.role, meeting.kind)
    return own and meeting.stage == Meeting.Stage.PLANNED and by.has_perm(f"institutions.add_{model._meta.model_name}")


def guidance_panel(request, meeting):
    """Who taught what at this meeting, and the way to its form; "" where nothing is taught or may be read."""
    by = request.assignment
    if not teaches(meeting.kind):
        return ""
    session, fills = _row(by, meeting, GuidanceSession), _fills(by, meeting, GuidanceSession)
    if session is None and not fills:
        return ""
    facts = {"meeting": meeting, "session": session, "taught": session.taught() if session else [], "fills": fills}
    return render_to_string("institutions/parts/guidance_panel.html", facts, request)


def awareness_panel(request, meeting):
    """The four things that PSKS stated at this meeting, and the way to their form; else ""."""
    by = request.assignment
    if meeting.kind != Kind.AWARENESS:
        return ""
    statement, fills = _row(by, meeting, Awareness), _fills(by, meeting, Awareness)
    if statement is None and not fills:
        return ""
    facts = {"meeting": meeting, "statement": statement, "fills": fills}
    return render_to_string("institutions/parts/awareness_panel.html", facts, request)


def _row(by, meeting, model):
    if not by.has_perm(f"institutions.view_{model._meta.model_name}"):
        return None
    return model.objects.visible_to(by).filter(meeting=meeting).first()


def guidance_sections(meeting):
    """The tables of the record: what was taught (II.F.5.1–5.2), what was stated (II.F.5)."""
    return [*_taught(meeting), *_stated(meeting)]


def _taught(meeting):
    session = GuidanceSession.objects.filter(meeting=meeting).first()
    if session is None:
        return _to_be_taught(meeting)
    who = ", ".join(part for part in (session.get_provider_display(), session.speaker) if part)
    rows = [[line, who, session.method, session.audience] for line in session.taught()]
    sections = [_section("Bimbingan yang diberikan", ["Materi", "Pemberi", "Metode", "Untuk siapa"], rows, session)]
    effects = zip(EFFECTS, (session.knowledge, session.attitude, session.action), strict=True)
    changed = [[name, text] for name, text in effects if text]
    if changed:
        sections.append(_section("Hasil penyuluhan", ["Segi", "Hasil"], changed, session))
    return sections


def _to_be_taught(meeting):
    """Before the meeting: the topics of each provider to be ticked, or lines for the material, and for its effects."""
    if not teaches(meeting.kind) or meeting.stage != Meeting.Stage.PLANNED:
        return []
    if meeting.kind in WITH_TOPIC_LIST:
        topics = GuidanceTopic.objects.filter(provider__in=PROVIDERS[meeting.kind], is_active=True)
        order = {provider: place for place, provider in enumerate(PROVIDERS[meeting.kind])}
        rows = [
            [topic.text, Provider(topic.provider).label, "......", PEN]
            for topic in sorted(topics, key=lambda topic: (order[topic.provider], topic.order, topic.code))
        ]
        headers = ["Materi", "Pemberi", "Diberikan (X)", "Untuk siapa"]
        return [_section("Bimbingan yang diberikan", headers, rows, GuidanceSession)]
    headers = ["Materi", "Pemberi", "Metode", "Untuk siapa"]
    sections = [_section("Bimbingan yang diberikan", headers, [[PEN] * len(headers)] * 3, GuidanceSession)]
    if meeting.kind == Kind.SOCIAL_EDUCATION:
        rows = [[name, PEN * 3] for name in EFFECTS]
        sections.append(_section("Hasil penyuluhan", ["Segi", "Hasil"], rows, GuidanceSession))
    return sections


def _stated(meeting):
    statement = Awareness.objects.filter(meeting=meeting).first()
    if statement is None:
        if meeting.kind != Kind.AWARENESS or meeting.stage != Meeting.Stage.PLANNED:
            return []
        statement = Awareness(activities=PEN * 3, procedure=PEN * 3, problems=PEN * 3, needs=PEN * 3)
    rows = [
        ["Kegiatan yang dilaksanakan", statement.activities],
        ["Prosedur pelayanan", statement.procedure],
        ["Permasalahan di masyarakat", statement.problems],
        ["Kebutuhan di masyarakat", statement.needs],
    ]
    return [_section("Rumusan PSKS", ["Hal", "Rumusan"], rows, statement)]


def _section(title, headers, rows, row):
    permission = f"institutions.view_{row._meta.model_name}"
    return {"title": title, "headers": headers, "rows": rows, "permission": permission}
