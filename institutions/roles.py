"""Who may do what, and how far they see: the one table of roles.

A permission is an ordinary Django permission name. Roles of one office differ only in this table; what a person may
do on a given row is asked a third time, by the relation each transition names.
"""

from dataclasses import dataclass

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


def _all(*models):
    return {f"institutions.{verb}_{model}" for model in models for verb in ("view", "add", "change")}


def _view(*models):
    return {f"institutions.view_{model}" for model in models}


def _may(app, *names):
    """Permissions of a floor above, by name: the table of roles is one, whichever floor the rows stand on."""
    return {f"{app}.{name}" for name in names}


def _far(app, role, how, *models):
    """How far `role` sees the models of a floor above."""
    return {(role, f"{app}.{model}"): how for model in models}


SEES = _view(
    "region", "institution", "meeting", "attendance", "decision", "familycareunit", "membership", "officerterm",
    "decree", "issueddocument", "road", "person", "legalbasis", "institutiontype", "workinggroup",
    "humanresource", "handledproblem", "socialpreparation", "stagerecord", "psksteam", "teammember", "stakeholder",
    "guidancesession", "guidancetopic", "awareness", "duty", "activity", "librarydocument", "lesson", "facility",
    "musrenbangproposal", "pilotsite", "sitestep", "appointment", "regionplace", "neighbourhoodpoint",
    "annualplan", "planitem", "itemprogress", "planrevision", "prasheet",
)  # fmt: skip
MEETS = _all("meeting", "attendance", "decision", "person") | {
    "institutions.hold_meeting",
    "institutions.print_document",
}
# Trial and PSKS: who maps the village, who keeps its stages, who proposes it, who writes down what a party did.
MAPS = _all("humanresource", "handledproblem", "socialpreparation", "regionplace", "neighbourhoodpoint")
KEEPS_TEAM = _all("psksteam", "teammember", "stakeholder")
KEEPS_STAGES = _all("stagerecord")
PROPOSES_SITE = _all("pilotsite", "sitestep")
LOGS = _all("activity")
# The annual plan: of which body a role writes it stands in institutions/plans.py. TKSK and Dinas guide planning (PRA).
GUIDES_PLANNING = _all("prasheet")
PLANS = _all("annualplan", "planitem", "itemprogress", "planrevision") | GUIDES_PLANNING | {
    "institutions.change_planbudgetline"
}
LEARNS = _all("lesson")
PUBLISHES = _all("librarydocument") | {"institutions.answer_lesson"}
TEACHES = _all("guidancesession", "awareness")
APPOINTS = {"institutions.add_appointment", "institutions.change_appointment"}
WRITES_LETTERS = _all("issueddocument", "lettertext", "incomingletter") | {"institutions.number_document"}
SETS_NUMBERS = _all("numberpattern")
# The office itself: not the FCU, TKSK or LK3, whose address stands in their own record.
SETS_LETTERHEAD = {"institutions.set_letterhead"}
VILLAGE_OFFICE = (
    SEES
    | MEETS
    | WRITES_LETTERS
    | SETS_LETTERHEAD
    | _all("institution", "sourcecheck", "familycareunit", "membership", "candidacy", "officerterm", "decree")
    | _all("facility", "musrenbangproposal")
    | MAPS
    | KEEPS_TEAM
    | KEEPS_STAGES
    | PROPOSES_SITE
    | PLANS
    | LOGS
    | LEARNS
    | TEACHES
    | {
        "institutions.form_familycareunit",
        "institutions.elect_officer",
        "institutions.act_for_village",
        "institutions.act_for_fcu",
    }
)
ISSUES_DECREE = {
    "institutions.issue_decree", "institutions.inaugurate_familycareunit", "institutions.number_document",
    "institutions.change_issueddocument", "institutions.act_for_village",
}  # fmt: skip
FCU_OFFICER = (
    SEES | MEETS | _all("institution", "sourcecheck", "membership") | WRITES_LETTERS | {"institutions.act_for_fcu"}
    | _all("facility", "musrenbangproposal", "guestentry") | SETS_NUMBERS | MAPS | KEEPS_TEAM | PLANS | LOGS | LEARNS
    | TEACHES
    | _may("institutions", "add_officerterm", "change_officerterm")  # vacancies and acting officers, from the paper
)  # fmt: skip
HOSTS = SEES | MEETS | WRITES_LETTERS | LOGS | LEARNS | TEACHES

# Families: the short record, then the whole file; who gathers, who decides, who briefs, who accompanies.
SHORT_RECORD = _may("families", "view_family", "view_participation")
GATHERS = SHORT_RECORD | _may(
    "families", "add_family", "change_family", "view_assessment", "add_assessment", "change_assessment", "print_family"
)
FAMILY_FILE = SHORT_RECORD | _may(
    "families", "view_familymember", "view_assessment", "view_consent", "view_selectiondecision", "view_designation",
    "view_consolidationsession", "view_briefing", "view_actionplanitem", "view_pairing", "view_mentoringnote",
    "view_need", "print_family", "view_familymove", "view_prioritydecision", "view_recipient", "view_progressreport",
    "view_consultation", "view_coaching", "view_accompanyingvisit",
)  # fmt: skip
# Who collects candidate recipients for the village's proposal: also where the FCU has no accounts (II.D.1.3(1)).
COLLECTS = _may("families", "view_recipient", "add_recipient", "change_recipient")
# A NIK in two villages: told to who answers for both, the Dinas of the kabupaten, or the level above two of them.
SETTLES_CLASHES = _may("families", "view_numberclash", "change_numberclash")
FAMILY_LISTS = _may("families", *(
    f"{verb}_{model}" for verb in ("view", "add", "change")
    for model in ("codeitem", "problemtype", "indicator", "briefingtopic")
))  # fmt: skip
BRIEFS = _may("families", "view_participation", "view_briefing", "brief_pioneer", "view_consolidationsession")
ACCOMPANIES = SHORT_RECORD | _may(
    "families", "view_pairing", "view_mentoringnote", "add_mentoringnote", "view_need", "add_need",
    "view_actionplanitem", "add_actionplanitem", "change_actionplanitem", "view_briefing",
    "view_progressreport", "add_progressreport", "change_progressreport", "view_accompanyingvisit",
    "change_mentoringnote",
)  # fmt: skip
SERVES_FAMILIES = (
    FAMILY_FILE
    | GATHERS
    | BRIEFS
    | ACCOMPANIES
    | _may(
        "families",
        "add_familymember",
        "change_familymember",
        "reveal_number",
        "archive_family",
        "confirm_family",
        "add_consent",
        "change_consent",
        "decide_participation",
        "change_selectiondecision",
        "change_designation",
        "add_pairing",
        "change_pairing",
        "change_need",
        "merge_family",
        "add_familymove",
        "change_familymove",
        "change_prioritydecision",
        "answer_progressreport",
        "add_consultation",
        "change_consultation",
        "add_coaching",
        "change_coaching",
        "add_accompanyingvisit",
        "change_accompanyingvisit",
        "view_importbatch",
        "add_importbatch",
        "change_importbatch",
    )  # fmt: skip
    | _all("workinggroup")
    | COLLECTS
)

# Referrals: who sends, who answers for the kabupaten, who follows them.
SEES_REFERRALS = _may("referrals", "view_referral", "view_referralreply", "view_service", "view_partnership")
KEEPS_PARTNERS = _may("referrals", "add_partnership", "change_partnership")
KEEPS_SERVICES = _may("referrals", "add_service", "change_service")
REFERS = SEES_REFERRALS | KEEPS_SERVICES | _may(
    "referrals", "add_referral", "change_referral", "send_referral", "issue_letter", "answer_for_place",
    "close_referral",
)  # fmt: skip
RECEIVES_REFERRALS = SEES_REFERRALS | KEEPS_SERVICES | _may(
    "referrals", "receive_referral", "issue_letter", "answer_for_place", "close_referral"
)  # fmt: skip
# Help besides referrals: the record of an activity, the book of consultations, cases, emergencies.
SEES_HELP = _may("referrals", "view_servicerecord")
SEES_CASES = _may("referrals", "view_case", "view_emergency")
KEEPS_HELP = SEES_HELP | SEES_CASES | _may("referrals", *(
    f"{verb}_{model}" for verb in ("view", "add", "change")
    for model in ("servicerecord", "counselling", "case", "emergency")
), "open_confidential")  # fmt: skip
# Secret cases: everybody may report one; LK3 or the cases officer of the Dinas takes it; who is let in is named case by
# case. The register tells a number and how far it is, nothing else.
REPORTS_SECRET = _may("referrals", "report_secretcase")
SEES_SECRET_REGISTER = _may("referrals", "view_secretregister")
OPENS_SECRET = REPORTS_SECRET | SEES_SECRET_REGISTER | _may("referrals", "view_secretcase", "change_secretcase")
TAKES_SECRET = OPENS_SECRET | _may("referrals", "take_secretcase", "grant_secretcase")
# Reports: who writes, who may fill the finance half, who reviews, who sees what was accepted.
SEES_REPORTS = _may("reporting", "view_report")
# Where nobody of the Dinas reviews reports here, its decision is recorded from its paper by those who write the report.
WRITES_REPORTS = SEES_REPORTS | _may(
    "reporting", "add_report", "change_report", "change_finance", "send_report", "record_report_decision"
)
# The cash book is the treasurer's; the secretary may type for the treasurer; the coordinator approves (III.B.2.3(3)).
SEES_CASH = _may("reporting", *(f"view_{model}" for model in (
    "cashbook", "cashentry", "monthclosing", "cashcount", "earmarkedaid", "aidpaper", "allocation", "budgetline")))
KEEPS_CASH = SEES_CASH | _may("reporting", *(
    f"{verb}_{model}" for verb in ("add", "change")
    for model in ("cashbook", "cashentry", "cashcount", "earmarkedaid", "aidpaper", "allocation")
), "add_monthclosing")  # fmt: skip
APPROVES_CASH = SEES_CASH | _may("reporting", "approve_expense")
# Stimulus to families: the village types what families ask and show, the Dinas decides and pays; where the Dinas has no
# account, its decisions are recorded from its papers (who may enter a decision is asked again by each act). The
# ministry sees the originals that are sent to it.
SEES_STIMULUS = _may("reporting", *(f"view_{model}" for model in (
    "stimulusgrant", "familyaccount", "disbursement", "stimulusreceipt", "receipthandover", "stimuluscheck")))
HELPS_RECIPIENTS = SEES_STIMULUS | _may(
    "reporting", "add_disbursement", "change_disbursement", "add_stimulusreceipt", "change_stimulusreceipt",
    "add_receipthandover", "receive_receipts", "record_for_office", "enter_decision",
)  # fmt: skip
DECIDES_STIMULUS = SEES_STIMULUS | _may(
    "reporting", "add_stimulusgrant", "change_stimulusgrant", "add_familyaccount", "change_familyaccount",
    "reveal_account", "decide_disbursement", "enter_decision", "add_disbursement", "change_disbursement",
    "add_stimulusreceipt", "change_stimulusreceipt", "add_receipthandover", "receive_receipts", "add_stimuluscheck",
    "change_stimuluscheck",
)  # fmt: skip
TAKES_ORIGINALS = _may("reporting", "view_stimulusreceipt", "view_receipthandover", "receive_receipts")
BUDGETS = _may("reporting", "view_budgetline", "add_budgetline", "change_budgetline")
SEES_RECAP = _may("reporting", "view_recap", "view_quarterfigures")
# Reports of the others: who writes and takes in which kind stands in reporting/above/office_kinds.py. The TKSK guides;
# an incidental report on a case goes to the Dinas; long papers are made apart for those who read many.
SEES_OFFICE_REPORTS = _may("reporting", "view_officereport")
PRINTS_MANY = _may("reporting", "view_printbundle", "add_printbundle")
WRITES_OFFICE_REPORTS = SEES_OFFICE_REPORTS | PRINTS_MANY | _may(
    "reporting", "add_officereport", "change_officereport", "send_officereport"
)
RECEIVES_OFFICE_REPORTS = SEES_OFFICE_REPORTS | PRINTS_MANY | _may("reporting", "receive_officereport")
SEES_INCIDENTS = _may("reporting", "view_incidentreport")
WRITES_INCIDENTS = SEES_INCIDENTS | _may(
    "reporting", "add_incidentreport", "change_incidentreport", "send_incidentreport"
)
RECEIVES_INCIDENTS = SEES_INCIDENTS | _may("reporting", "receive_incidentreport")
SEES_GUIDANCE = _may("reporting", "view_reportguidance")
ANSWERS_GUIDANCE = SEES_GUIDANCE | _may("reporting", "answer_reportguidance")
GUIDES_REPORTS = SEES_GUIDANCE | _may("reporting", "add_reportguidance", "change_reportguidance")
REMINDS = _may("reporting", "remind_report")

ROLES = {
    role.code: role
    for role in (
        # The operator records the acts of the village head from the signed paper, hence the right to issue.
        Role("village_operator", "Operator desa", VILLAGE, frozenset(
            WRITES_OFFICE_REPORTS
            | REPORTS_SECRET
            | VILLAGE_OFFICE | ISSUES_DECREE | SHORT_RECORD | COLLECTS
            | _may("families", "confirm_family")), "government"),
        Role("psm_facilitator", "Fasilitator PSM", VILLAGE, frozenset(
            WRITES_OFFICE_REPORTS
            | REPORTS_SECRET
            | VILLAGE_OFFICE | SHORT_RECORD | COLLECTS), "psks"),
        Role("village_head", "Kepala desa/lurah", VILLAGE, frozenset(
            SEES_OFFICE_REPORTS | SEES_INCIDENTS | SEES_GUIDANCE
            | REPORTS_SECRET | SEES_SECRET_REGISTER | SEES_HELP | SEES_CASES
            | SEES | ISSUES_DECREE | MEETS | LOGS | LEARNS | PROPOSES_SITE | _all("psksteam", "musrenbangproposal")
            | FAMILY_FILE | _may("families", "confirm_family") | SEES_REFERRALS
            | SEES_REPORTS | SEES_CASH | SEES_STIMULUS), "government"),
        Role("coordinator", "Koordinator FCU", VILLAGE, frozenset(
            SEES_OFFICE_REPORTS | WRITES_INCIDENTS | ANSWERS_GUIDANCE | PRINTS_MANY
            | KEEPS_HELP | OPENS_SECRET | APPROVES_CASH | SEES_STIMULUS
            | FCU_OFFICER | SERVES_FAMILIES | REFERS | KEEPS_PARTNERS | WRITES_REPORTS
            | {"institutions.approve_annualplan"} | _may("reporting", "approve_report")), "psks"),
        Role("secretary", "Sekretaris FCU", VILLAGE, frozenset(
            SEES_OFFICE_REPORTS | WRITES_INCIDENTS | ANSWERS_GUIDANCE | PRINTS_MANY
            | KEEPS_HELP | OPENS_SECRET | KEEPS_CASH | HELPS_RECIPIENTS
            | FCU_OFFICER | SERVES_FAMILIES | REFERS | KEEPS_PARTNERS | WRITES_REPORTS), "psks"),
        Role("treasurer", "Bendahara FCU", VILLAGE, frozenset(
            SEES_GUIDANCE
            | SEES_HELP | REPORTS_SECRET | KEEPS_CASH | HELPS_RECIPIENTS
            | SEES | LOGS | LEARNS | FAMILY_FILE | SEES_REFERRALS | SEES_REPORTS
            | {"institutions.change_planbudgetline"} | _may("reporting", "change_finance")), "psks"),
        Role("working_group", "Pokja", VILLAGE, frozenset(REPORTS_SECRET | SEES | GATHERS), "psks", uses_admin=False),
        Role("member", "Anggota FCU", VILLAGE, frozenset(
            SEES_HELP | REPORTS_SECRET
            | (SEES - _view("person")) | LOGS | LEARNS), "psks", uses_admin=False),
        Role("psks_team", "Tim PSKS", VILLAGE, frozenset(
            WRITES_OFFICE_REPORTS
            | SEES_HELP | REPORTS_SECRET
            | SEES | MEETS | TEACHES | KEEPS_TEAM | MAPS | PLANS | LOGS | LEARNS), "psks", uses_admin=False),
        Role("pioneer", "Keluarga pionir", VILLAGE, frozenset(
            REPORTS_SECRET
            | _view("road", "familycareunit") | ACCOMPANIES | _may("referrals", "view_referral")), uses_admin=False),
        Role("subdistrict_operator", "Operator kecamatan/camat", SUBDISTRICT, frozenset(
            WRITES_OFFICE_REPORTS
            | REPORTS_SECRET
            | HOSTS | SETS_LETTERHEAD | PROPOSES_SITE | SEES_RECAP), "subdistrict"),
        Role("tksk", "TKSK", SUBDISTRICT, frozenset(
            WRITES_OFFICE_REPORTS | GUIDES_REPORTS | REMINDS
            | KEEPS_HELP | OPENS_SECRET
            | HOSTS | SETS_NUMBERS | _all("institution", "sourcecheck") | MAPS | KEEPS_STAGES | FAMILY_FILE | BRIEFS
            | REFERS | GUIDES_PLANNING
            | _may("families", "add_accompanyingvisit", "change_accompanyingvisit")
            | SEES_REPORTS
            | SEES_RECAP), "tksk"),
        Role("lk3", "LK3", REGENCY, frozenset(
            WRITES_OFFICE_REPORTS
            | KEEPS_HELP | TAKES_SECRET | HOSTS | SETS_NUMBERS | BRIEFS | RECEIVES_REFERRALS), "lk3"),
        Role("regency_reports", "Dinas Sosial kabupaten/kota (laporan)", REGENCY, frozenset(
            WRITES_OFFICE_REPORTS | RECEIVES_OFFICE_REPORTS | RECEIVES_INCIDENTS | SEES_GUIDANCE | REMINDS
            | SEES_HELP | REPORTS_SECRET
            | HOSTS | SETS_LETTERHEAD | _all("institution", "sourcecheck") | MAPS | KEEPS_STAGES | PROPOSES_SITE
            | APPOINTS | PUBLISHES | GUIDES_PLANNING
            | SEES_REPORTS | SEES_RECAP | _may("reporting", "view_budgetline")
            | _may("reporting", "review_report")), "social_office"),
        Role("regency_funds", "Dinas Sosial kabupaten/kota (dana)", REGENCY, frozenset(
            WRITES_OFFICE_REPORTS
            | DECIDES_STIMULUS | BUDGETS
            | SEES | SEES_RECAP | _may("families", "view_recipient", "settle_recipient")), "social_office"),
        Role("regency_cases", "Dinas Sosial kabupaten/kota (kasus)", REGENCY, frozenset(
            RECEIVES_INCIDENTS
            | TAKES_SECRET
            | SEES | SETTLES_CLASHES), "social_office"),
        Role("province", "Dinas Sosial provinsi", PROVINCE, frozenset(
            WRITES_OFFICE_REPORTS | RECEIVES_OFFICE_REPORTS
            | HOSTS | SETS_LETTERHEAD | MAPS | KEEPS_STAGES | PROPOSES_SITE | PUBLISHES | SETTLES_CLASHES
            | SEES_RECAP | BUDGETS), "social_office"),
        Role("ministry", "Kementerian Sosial", NATION, frozenset(
            WRITES_OFFICE_REPORTS | RECEIVES_OFFICE_REPORTS
            | HOSTS | SETS_LETTERHEAD | PROPOSES_SITE | PUBLISHES | _all("duty", "guidancetopic")
            | _all("letterclass") | {"institutions.change_legalbasis"} | SETTLES_CLASHES | SEES_RECAP
            | BUDGETS | TAKES_ORIGINALS), "ministry"),
        Role("administrator", "Administrator", NATION, frozenset(
            _all("user", "assignment", "institutiontype", "legalbasis", "region", "regionsetting", "person", "duty",
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
