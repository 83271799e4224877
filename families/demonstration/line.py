"""From the FGD to the visits: what became of the families that the group had recorded."""

from datetime import date

from families.actions import consent, member, pairing, preparation, selection
from families.actions import family as register
from families.models import (
    ActionPlanItem,
    BriefingTopic,
    CodeItem,
    ConsolidationSession,
    Designation,
    FamilyMember,
    MentoringNote,
    Need,
    Pairing,
    ProblemType,
    SelectionDecision,
)
from fcu_project import workflow
from institutions.meetings import Kind


class Line:
    """Tells the meetings of one village in their order, and what happened to each family between them."""

    def __init__(self, part, families, by, cast, calendar, place, meet):
        self.part, self.families, self.by = part, families, by
        self.cast, self.calendar, self.place, self.meet = cast, calendar, place, meet
        self.rows = {row["key"]: row for row in part["families"]}
        self.serial = part.get("serial", 9000)
        self.subdistrict = part["region"][:6]
        self.joined_on = calendar.ago(part.get("members_days_ago", 62))
        self.birth_place = part.get("birth_place", "Gangga")

    def tell(self):
        carry = {
            Kind.FOCUS_GROUP: (self._rank, self._ask),
            Kind.PIONEER_DESIGNATION: (self._choose, self._prepare),
            Kind.CONSOLIDATION: (self._teach, None),
            Kind.PLASMA_DESIGNATION: (self._choose, None),
        }
        for row in self.part["meetings"]:
            before, after = carry[row["kind"]]
            self.now = row
            self.meet(row, before_holding=before, after_holding=after)
        for row in self.part["families"]:
            if "briefed" in row:
                on = self.calendar.ago(row["briefed"])
                workflow.perform(self._life(row["key"]), "consolidate", by=self.by, on=on)
        for row in self.part["pairings"]:
            self._pair(row)

    def _life(self, key):
        return self.families[key].participation()

    # --- FGD ----------------------------------------------------------------------------------------------------
    def _rank(self, meeting):
        lines = []
        for rank, row in enumerate((row for row in self.part["families"] if "choice" in row), 1):
            limits = {f"limited_{name}": True for name in row.get("limits", ())}
            lines.append(SelectionDecision(
                participation=self._life(row["key"]), rank=rank, choice=row["choice"], reason=row["reason"], **limits,
            ))  # fmt: skip
        selection.save_ranking(meeting, lines, by=self.by, on=meeting.held_on)

    def _ask(self, meeting):
        """After the FGD: identity form and answer, family by family."""
        for row in self.part["families"]:
            if "members" in row:
                self._identify(self.families[row["key"]], row)
            if "answer" in row:
                self._answer(row)

    def _identify(self, family, row):
        on = self.calendar.ago(row["answer"]["days_ago"])
        family.address = f"Dusun {family.hamlet} RT {family.rt}/RW {family.rw}"
        register.save_family(family, by=self.by, on=on, fields=["address"])
        for told in row["members"]:
            member.save_member(self._member(family, told), by=self.by, on=on)
        family.refresh_from_db()
        member.save_card(family, f"{self.subdistrict}{row['card']}{self._serial():04d}", by=self.by, on=on)

    def _serial(self):
        self.serial += 1
        return self.serial

    def _member(self, family, told):
        born = date.fromisoformat(told["born"])
        day = born.day + (40 if told["sex"] == "female" else 0)
        codes = {name: told.get(name) for name in ("religion", "education", "occupation", "marital", "relation")}
        codes["religion"] = codes["religion"] or 1
        row = FamilyMember(
            family=family, name=told["name"], sex=told["sex"], birth_date=born, birth_place=self.birth_place,
            no_nik=told.get("no_nik", ""), joined_on=self.joined_on, nationality=_code("nationality", 1),
            mother_name=told.get("mother", ""), father_name=told.get("father", ""),
            **{name: _code(name, number) for name, number in codes.items()},
        )  # fmt: skip
        if not row.no_nik:
            row.nik = f"{self.subdistrict}{day:02d}{born.month:02d}{born.year % 100:02d}{self._serial():04d}"
        return row

    def _answer(self, row):
        told = row["answer"]
        life = self._life(row["key"])
        on = self.calendar.day(told)
        consent.record_answer(
            life, willing=told["willing"], data_use=told.get("data_use", told["willing"]), scan=None, by=self.by, on=on,
            signed={
                "answered_on": on, "head_signed": told["willing"], "spouse_signed": told.get("spouse", told["willing"]),
                "missing_reason": told.get("missing", ""), "thumbprint": told.get("thumbprint", False),
                "note": told.get("note", ""), "witness": self.cast.person(self.part["witness"], self.place),
                "interviewer": self.by.person,
            },
        )  # fmt: skip

    # --- designation --------------------------------------------------------------------------------------------
    def _choose(self, meeting):
        told = {"place_kind": self.now.get("place_kind", ""), "method": self.now.get("talk", "")}
        lines = []
        for key in self.now["designates"]:
            life = self._life(key)
            if "account" in self.rows[key]:  # the family is represented by a person who has an account already
                life.representative = self.cast.person(self.rows[key]["account"], self.place)
                life.save()
            for code, reason in self.rows[key].get("unmet_reasons", {}).items():
                self._explain(life, code, reason, meeting.held_on)
            lines.append(Designation(participation=life, **told))
        selection.save_designations(meeting, lines, by=self.by, on=meeting.held_on)

    def _explain(self, life, code, reason, on):
        round_ = life.family.assessments.filter(set="pioneer").order_by("-round").first()
        indicator = round_.answers.get(indicator__code=code).indicator
        selection.save_unmet_reasons(life, {indicator: reason}, by=self.by, on=on)

    # --- consolidation ------------------------------------------------------------------------------------------
    def _prepare(self, meeting):
        """Story and plan of the new pioneers, written before their fifth briefing."""
        for row in self.part["families"]:
            life = self._life(row["key"])
            if "story" in row:
                life.success_story = row["story"].strip()
                preparation.save_story(life, by=self.by, on=meeting.held_on)
            for line in row.get("plan", ()):
                preparation.save_plan_item(ActionPlanItem(participation=life, **line), by=self.by, on=meeting.held_on)

    def _teach(self, meeting):
        session = ConsolidationSession(
            meeting=meeting, materials=self.now["materials"], methods=self.now["methods"],
            other_material=self.now.get("other_material", ""),
        )  # fmt: skip
        topics = {topic.number: topic for topic in BriefingTopic.objects.all()}
        given = {self._life(key): [topics[n] for n in numbers] for key, numbers in self.now["briefs"].items()}
        by = self.cast.acting(self.now["by"], self.place)
        preparation.save_session(session, given, by=by, on=meeting.held_on)

    # --- duty ---------------------------------------------------------------------------------------------------
    def _pair(self, row):
        on = self.calendar.day(row)
        pair = Pairing(
            pioneer=self._life(row["pioneer"]), plasma=self._life(row["plasma"]), paired_from=on, reason=row["reason"]
        )
        pairing.pair(pair, by=self.by, on=on)
        pioneer = self.rows[row["pioneer"]].get("account")
        by = self.cast.acting(pioneer, self.place) if pioneer else self.by
        for told in row["notes"]:
            self._note(pair, told, by)

    def _note(self, pair, told, by):
        told = dict(told)
        on, need = self.calendar.ago(told.pop("days_ago")), told.pop("need", None)
        if "next_in_days" in told:
            told["next_on"] = self.calendar.ahead(told.pop("next_in_days"))
        if need:
            problem = ProblemType.objects.get(code=need["problem"])
            need = Need(
                title=need["title"], problem=problem, dimension=problem.dimension, priority=need["priority"],
                needs_referral=need.get("needs_referral", False),
            )  # fmt: skip
        pairing.add_note(MentoringNote(pairing=pair, held_on=on, **told), need, by=by, on=on)


def _code(name, number):
    return CodeItem.objects.get(list=name, code=number) if number else None
