"""The PSKS team of Desa Sidomekar and its report, for tests: a team of the quarter before, its part as far as asked."""

from institutions.actions import team as team_actions
from institutions.models import PsksTeam
from reporting.above.office_kinds import TABLE, Chapter, Kind
from reporting.models import OfficeObstacle, OfficeReport
from reporting.models.office import TEXTS
from tests.factories import TODAY
from tests.reporting import make

ROW = TABLE[Kind.TEAM]
WORDS = "Tim PSKS mengunjungi lansia di setiap dusun."


def formed(people, on=make.DECREED_ON):
    """A team that owes the quarter of `make`."""
    return team_actions.form_team(PsksTeam(formed_on=on), by=people.village_operator, on=TODAY)


def part(people, quarter=make.QUARTER, *, done=ROW.chapters, obstacle=True, region=None):
    """The team's report with the chapters in `done` filled in and finished."""
    texts = {TEXTS[chapter]: WORDS for chapter in done if chapter in TEXTS}
    row = OfficeReport.objects.create(
        kind=Kind.TEAM, region=region or people.secretary.region, year=quarter.year, part=quarter.number,
        done_chapters=[chapter.value for chapter in done], no_obstacles=not obstacle and Chapter.OBSTACLES in done,
        **texts,
    )  # fmt: skip
    if obstacle and Chapter.OBSTACLES in done:
        OfficeObstacle.objects.create(
            report=row, obstacle="Anggota sibuk panen.", solution="Kunjungan digilir.", owner="Ketua",
            due_on=quarter.next.end,
        )  # fmt: skip
    return row
