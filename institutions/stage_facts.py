"""What shows that a stage of the trial is done, read once for any number of villages (II.F.1–8).

The gates of a stage ask it of one village, the board of all villages of a page: the same answers either way.
"""

from functools import cached_property

from institutions import mapping, preparation
from institutions.models import Awareness, Meeting, MeetingPurpose, PsksTeam, TeamMember
from institutions.models.region import ancestor_codes
from institutions.trial_stages import STAGES

POSTS = (TeamMember.Post.LEADER, TeamMember.Post.SECRETARY, TeamMember.Post.TREASURER)


class StageFacts:
    """Facts of several villages; each kind of fact costs one query, and only where it is asked for."""

    def __init__(self, regions):
        self.regions = list(regions)
        self.codes = {region.pk: ancestor_codes(region.code) for region in self.regions}
        self.everywhere = {code for codes in self.codes.values() for code in codes}

    @cached_property
    def held(self):
        """{(kind, code)}: held meetings by what they count as, and for which region and all below it."""
        rows = MeetingPurpose.objects.filter(meeting__stage=Meeting.Stage.HELD, counts_in__code__in=self.everywhere)
        return set(rows.values_list("kind", "counts_in__code").distinct())

    @cached_property
    def stated(self):
        """Codes of the regions in which PSKS stated their activities, procedure, problems and needs."""
        rows = Awareness.objects.filter(
            meeting__stage=Meeting.Stage.HELD, meeting__purposes__counts_in__code__in=self.everywhere
        )
        return set(rows.values_list("meeting__purposes__counts_in__code", flat=True))

    @cached_property
    def teams(self):
        """{village: members of its living team}; a village without a team is not in it."""
        living = PsksTeam.objects.filter(region__in=self.regions).exclude(stage=PsksTeam.Stage.ENDED)
        found = {team.pk: (team.region_id, []) for team in living}
        for member in TeamMember.objects.filter(team__in=found, valid_until=None):
            found[member.team_id][1].append(member)
        return dict(found.values())

    @cached_property
    def preparations(self):
        """{village: what its social preparation lacks}."""
        return preparation.complete_in(self.regions)

    @cached_property
    def maps(self):
        """{village: what its social mapping lacks}."""
        rows = {}
        for row in mapping.map_of(*self.regions):
            rows.setdefault(row.body.region_id, []).append(row)
        return {region.pk: mapping.lacks(rows.get(region.pk, [])) for region in self.regions}

    def met(self, region, step):
        """Whether a meeting of this stage was held for the village."""
        return any((kind, code) in self.held for kind in STAGES[step].kinds for code in self.codes[region.pk])

    def has_stated(self, region):
        return any(code in self.stated for code in self.codes[region.pk])

    def lacking_in_team(self, region):
        """Which of Ketua, Sekretaris, Bendahara and the appointed coordinator are missing (II.F.7.1–7.2, 8.1(3));
        None where there is no team at all."""
        members = self.teams.get(region.pk)
        if members is None:
            return None
        filled = {member.post for member in members}
        lacking = [post.label for post in POSTS if post not in filled]
        return lacking if any(member.is_coordinator for member in members) else [*lacking, "Koordinator"]
