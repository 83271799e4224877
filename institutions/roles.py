"""Who may do what, and how far they see: the one table of roles.

A permission is an ordinary Django permission name. Roles of one office differ only in this table; what a person may
do on a given row is asked a third time, by the relation each transition names.
"""

from dataclasses import dataclass

from institutions.permissions import (
    ACCOMPANIES,
    ANSWERS_GUIDANCE,
    ANSWERS_VISITS,
    APPOINTS,
    APPROVES_CASH,
    BRIEFS,
    BUDGETS,
    COLLECTS,
    DECIDES_STIMULUS,
    EDITS_INSTRUMENTS,
    FAMILY_FILE,
    FAMILY_LISTS,
    FCU_OFFICER,
    GATHERS,
    GUIDES_PLANNING,
    GUIDES_REPORTS,
    HELPS_RECIPIENTS,
    HOSTS,
    ISSUES_DECREE,
    JUDGES,
    KEEPS_CASH,
    KEEPS_HELP,
    KEEPS_PARTNERS,
    KEEPS_STAGES,
    KEEPS_TEAM,
    LEARNS,
    LOGS,
    MAPS,
    MEETS,
    NOTES_VISITS,
    OPENS_SECRET,
    PLANS,
    PRINTS_MANY,
    PROPOSES_SITE,
    PUBLISHES,
    RECEIVES_INCIDENTS,
    RECEIVES_OFFICE_REPORTS,
    RECEIVES_REFERRALS,
    REFERS,
    REMINDS,
    REPORTS_SECRET,
    SEES,
    SEES_CASES,
    SEES_CASH,
    SEES_GUIDANCE,
    SEES_HELP,
    SEES_INCIDENTS,
    SEES_OFFICE_REPORTS,
    SEES_RECAP,
    SEES_REFERRALS,
    SEES_REPORTS,
    SEES_SECRET_REGISTER,
    SEES_STIMULUS,
    SEES_SUCCESS,
    SEES_VISITS,
    SERVES_FAMILIES,
    SETS_LETTERHEAD,
    SETS_NUMBERS,
    SETTLES_CLASHES,
    SHORT_RECORD,
    TAKES_ORIGINALS,
    TAKES_SECRET,
    TEACHES,
    VILLAGE_OFFICE,
    WATCHES,
    WRITES_INCIDENTS,
    WRITES_OFFICE_REPORTS,
    WRITES_REPORTS,
    all_of,
    may,
    view_of,
)

VILLAGE, SUBDISTRICT, REGENCY, PROVINCE, NATION = "village", "subdistrict", "regency", "province", "nation"


@dataclass(frozen=True)
class Role:
    """One row of the table: code, label, the level it acts at, its permissions, and whether it may use the admin."""

    code: str
    label: str
    level: str
    permissions: frozenset[str]
    office: str = ""  # which attendance element and host party this role stands for
    uses_admin: bool = True


def _far(app, role, how, *models):
    """How far `role` sees the models of a floor above."""
    return {(role, f"{app}.{model}"): how for model in models}


ROLES = {
    role.code: role
    for role in (
        # The operator records the acts of the village head from the signed paper, hence the right to issue.
        Role("village_operator", "Operator desa", VILLAGE, frozenset(
            NOTES_VISITS | ANSWERS_VISITS | SEES_SUCCESS
            | WRITES_OFFICE_REPORTS
            | REPORTS_SECRET
            | VILLAGE_OFFICE | ISSUES_DECREE | SHORT_RECORD | COLLECTS
            | may("families", "confirm_family")), "government"),
        Role("psm_facilitator", "Fasilitator PSM", VILLAGE, frozenset(
            SEES_VISITS | SEES_SUCCESS
            | WRITES_OFFICE_REPORTS
            | REPORTS_SECRET
            | VILLAGE_OFFICE | SHORT_RECORD | COLLECTS), "psks"),
        Role("village_head", "Kepala desa/lurah", VILLAGE, frozenset(
            NOTES_VISITS | SEES_SUCCESS
            | SEES_OFFICE_REPORTS | SEES_INCIDENTS | SEES_GUIDANCE
            | REPORTS_SECRET | SEES_SECRET_REGISTER | SEES_HELP | SEES_CASES
            | SEES | ISSUES_DECREE | MEETS | LOGS | LEARNS | PROPOSES_SITE | all_of("psksteam", "musrenbangproposal")
            | FAMILY_FILE | may("families", "confirm_family") | SEES_REFERRALS
            | SEES_REPORTS | SEES_CASH | SEES_STIMULUS), "government"),
        Role("coordinator", "Koordinator FCU", VILLAGE, frozenset(
            ANSWERS_VISITS | SEES_SUCCESS
            | SEES_OFFICE_REPORTS | WRITES_INCIDENTS | ANSWERS_GUIDANCE | PRINTS_MANY
            | KEEPS_HELP | OPENS_SECRET | APPROVES_CASH | SEES_STIMULUS
            | FCU_OFFICER | SERVES_FAMILIES | REFERS | KEEPS_PARTNERS | WRITES_REPORTS
            | {"institutions.approve_annualplan"} | may("reporting", "approve_report")), "psks"),
        Role("secretary", "Sekretaris FCU", VILLAGE, frozenset(
            ANSWERS_VISITS | SEES_SUCCESS
            | SEES_OFFICE_REPORTS | WRITES_INCIDENTS | ANSWERS_GUIDANCE | PRINTS_MANY
            | KEEPS_HELP | OPENS_SECRET | KEEPS_CASH | HELPS_RECIPIENTS
            | FCU_OFFICER | SERVES_FAMILIES | REFERS | KEEPS_PARTNERS | WRITES_REPORTS), "psks"),
        Role("treasurer", "Bendahara FCU", VILLAGE, frozenset(
            SEES_VISITS | SEES_SUCCESS
            | SEES_GUIDANCE
            | SEES_HELP | REPORTS_SECRET | KEEPS_CASH | HELPS_RECIPIENTS
            | SEES | LOGS | LEARNS | FAMILY_FILE | SEES_REFERRALS | SEES_REPORTS
            | {"institutions.change_planbudgetline"} | may("reporting", "change_finance")), "psks"),
        Role("working_group", "Pokja", VILLAGE, frozenset(REPORTS_SECRET | SEES | GATHERS), "psks", uses_admin=False),
        Role("member", "Anggota FCU", VILLAGE, frozenset(
            SEES_HELP | REPORTS_SECRET
            | (SEES - view_of("person")) | LOGS | LEARNS), "psks", uses_admin=False),
        Role("psks_team", "Tim PSKS", VILLAGE, frozenset(
            SEES_VISITS | SEES_SUCCESS
            | WRITES_OFFICE_REPORTS
            | SEES_HELP | REPORTS_SECRET
            | SEES | MEETS | TEACHES | KEEPS_TEAM | MAPS | PLANS | LOGS | LEARNS), "psks", uses_admin=False),
        Role("pioneer", "Keluarga pionir", VILLAGE, frozenset(
            REPORTS_SECRET
            | view_of("road", "familycareunit") | ACCOMPANIES | may("referrals", "view_referral")), uses_admin=False),
        Role("subdistrict_operator", "Operator kecamatan/camat", SUBDISTRICT, frozenset(
            SEES_VISITS | SEES_SUCCESS
            | WRITES_OFFICE_REPORTS
            | REPORTS_SECRET
            | HOSTS | SETS_LETTERHEAD | PROPOSES_SITE | SEES_RECAP), "subdistrict"),
        Role("tksk", "TKSK", SUBDISTRICT, frozenset(
            WATCHES | NOTES_VISITS | SEES_SUCCESS
            | WRITES_OFFICE_REPORTS | GUIDES_REPORTS | REMINDS
            | KEEPS_HELP | OPENS_SECRET
            | HOSTS | SETS_NUMBERS | all_of("institution", "sourcecheck") | MAPS | KEEPS_STAGES | FAMILY_FILE | BRIEFS
            | REFERS | GUIDES_PLANNING
            | may("families", "add_accompanyingvisit", "change_accompanyingvisit")
            | SEES_REPORTS
            | SEES_RECAP), "tksk"),
        Role("lk3", "LK3", REGENCY, frozenset(
            WATCHES | NOTES_VISITS | SEES_SUCCESS
            | WRITES_OFFICE_REPORTS
            | KEEPS_HELP | TAKES_SECRET | HOSTS | SETS_NUMBERS | BRIEFS | RECEIVES_REFERRALS), "lk3"),
        Role("regency_reports", "Dinas Sosial kabupaten/kota (laporan)", REGENCY, frozenset(
            WATCHES | SEES_SUCCESS
            | WRITES_OFFICE_REPORTS | RECEIVES_OFFICE_REPORTS | RECEIVES_INCIDENTS | SEES_GUIDANCE | REMINDS
            | SEES_HELP | REPORTS_SECRET
            | HOSTS | SETS_LETTERHEAD | all_of("institution", "sourcecheck") | MAPS | KEEPS_STAGES | PROPOSES_SITE
            | APPOINTS | PUBLISHES | GUIDES_PLANNING
            | SEES_REPORTS | SEES_RECAP | may("reporting", "view_budgetline")
            | may("reporting", "review_report")), "social_office"),
        Role("regency_funds", "Dinas Sosial kabupaten/kota (dana)", REGENCY, frozenset(
            SEES_VISITS | SEES_SUCCESS
            | WRITES_OFFICE_REPORTS
            | DECIDES_STIMULUS | BUDGETS
            | SEES | SEES_RECAP | may("families", "view_recipient", "settle_recipient")), "social_office"),
        Role("regency_cases", "Dinas Sosial kabupaten/kota (kasus)", REGENCY, frozenset(
            RECEIVES_INCIDENTS
            | TAKES_SECRET
            | SEES | SETTLES_CLASHES), "social_office"),
        Role("province", "Dinas Sosial provinsi", PROVINCE, frozenset(
            WATCHES | SEES_SUCCESS
            | WRITES_OFFICE_REPORTS | RECEIVES_OFFICE_REPORTS
            | HOSTS | SETS_LETTERHEAD | MAPS | KEEPS_STAGES | PROPOSES_SITE | PUBLISHES | SETTLES_CLASHES
            | SEES_RECAP | BUDGETS), "social_office"),
        Role("ministry", "Kementerian Sosial", NATION, frozenset(
            WATCHES | EDITS_INSTRUMENTS | JUDGES
            | WRITES_OFFICE_REPORTS | RECEIVES_OFFICE_REPORTS
            | HOSTS | SETS_LETTERHEAD | PROPOSES_SITE | PUBLISHES | all_of("duty", "guidancetopic")
            | all_of("letterclass") | {"institutions.change_legalbasis"} | SETTLES_CLASHES | SEES_RECAP
            | BUDGETS | TAKES_ORIGINALS), "ministry"),
        Role("administrator", "Administrator", NATION, frozenset(
            all_of("user", "assignment", "institutiontype", "legalbasis", "region", "regionsetting", "person", "duty",
                 "guidancetopic", "letterclass")
            | {"institutions.delete_regionsetting"} | FAMILY_LISTS)),
        Role("data_protection", "Petugas pelindungan data", NATION, frozenset({"fcu_project.view_auditevent"})),
    )
}  # fmt: skip

# How far a role sees, model by model: rows (of the territory) · own (of the own office or person) · addressed (what
# was sent to the office) · stub · figures · none. What is not named here is "rows" for roles that hold the view
# permission at all. Above the regency nobody lists the people of other offices: province and ministry see who came to
# their own meetings only.
REACH = {
    ("province", "institutions.person"): "own",
    ("province", "institutions.attendance"): "own",
    ("ministry", "institutions.person"): "own",
    ("ministry", "institutions.attendance"): "own",
    # Letters that came in are the office's own affair.
    **{(role, "institutions.incomingletter"): "own" for role in (
        "village_operator", "psm_facilitator", "village_head", "coordinator", "secretary", "subdistrict_operator",
        "tksk", "lk3", "regency_reports", "province", "ministry")},
    ("administrator", "institutions.meeting"): "none",
    ("administrator", "institutions.attendance"): "none",
    ("data_protection", "institutions.person"): "none",
    ("pioneer", "institutions.person"): "none",
    ("member", "institutions.person"): "none",
    # A pioneer sees the plasma families paired with their own, and what belongs to their own duty.
    **_far("families", "pioneer", "own", "family", "participation", "pairing", "mentoringnote", "need", "briefing",
           "actionplanitem", "progressreport", "accompanyingvisit"),
    # LK3 briefs pioneers: their names, nothing of the family's file.
    **_far("families", "lk3", "stub", "participation"),
    **_far("families", "lk3", "none", "family"),
    # Of referrals and reports an office above sees what was sent to it, never a draft.
    **_far("referrals", "pioneer", "own", "referral"),
    **_far("referrals", "lk3", "addressed", "referral", "referralreply"),
    # What LK3 handles, writes down and is told of is its own book; of other bodies' records it sees the activities.
    **_far("referrals", "lk3", "own", "case", "casestep"),
    **_far("referrals", "lk3", "addressed", "emergency", "alternative"),
    # A book of consultations is read at the office that keeps it.
    **_far("referrals", "tksk", "own", "counselling"),
    **_far("referrals", "lk3", "own", "counselling"),
    **_far("reporting", "tksk", "addressed", "report", "obstacle", "reportversion", "sectionreview"),
    **_far("reporting", "regency_reports", "addressed", "report", "obstacle", "reportversion", "sectionreview"),
    **_far("reporting", "regency_reports", "addressed", "incidentreport", "incidentversion"),
    **_far("reporting", "regency_cases", "addressed", "incidentreport", "incidentversion"),
    **_far("reporting", "tksk", "addressed", "reportattachment"),
    **_far("reporting", "regency_reports", "addressed", "reportattachment"),
    # A long paper is read by who asked for it.
    **{key: how for role in (
        "village_operator", "psm_facilitator", "psks_team", "coordinator", "secretary", "subdistrict_operator", "tksk",
        "lk3", "regency_reports", "regency_funds", "province", "ministry",
    ) for key, how in _far("reporting", role, "own", "printbundle").items()},
    # Of originals the ministry sees what was sent to it.
    **_far("reporting", "ministry", "addressed", "stimulusreceipt", "receipthandover", "handedreceipt"),
    # Above the kabupaten only what two of them share.
    **_far("families", "province", "own", "numberclash"),
    **_far("families", "ministry", "own", "numberclash"),
}  # fmt: skip


def reach_of(role, model_label):
    """rows | own | stub | figures | none, for a role and a model label in lower case."""
    return REACH.get((role, model_label), "rows")


def role_choices():
    return [(role.code, role.label) for role in ROLES.values()]
