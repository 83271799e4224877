"""Permissions in bundles: what one kind of work needs, named for the table of roles (`institutions.roles`).

A permission is an ordinary Django permission name.
"""


def all_of(*models):
    return {f"institutions.{verb}_{model}" for model in models for verb in ("view", "add", "change")}


def view_of(*models):
    return {f"institutions.view_{model}" for model in models}


def may(app, *names):
    """Permissions of a floor above, by name: the table of roles is one, whichever floor the rows stand on."""
    return {f"{app}.{name}" for name in names}


SEES = view_of(
    "region", "institution", "meeting", "attendance", "decision", "familycareunit", "membership", "officerterm",
    "decree", "issueddocument", "road", "person", "legalbasis", "institutiontype", "workinggroup",
    "humanresource", "handledproblem", "socialpreparation", "stagerecord", "psksteam", "teammember", "stakeholder",
    "guidancesession", "guidancetopic", "awareness", "duty", "activity", "librarydocument", "lesson", "facility",
    "musrenbangproposal", "pilotsite", "sitestep", "appointment", "regionplace", "neighbourhoodpoint",
    "annualplan", "planitem", "itemprogress", "planrevision", "prasheet",
)  # fmt: skip
MEETS = all_of("meeting", "attendance", "decision", "person") | {
    "institutions.hold_meeting",
    "institutions.print_document",
}
# Trial and PSKS: who maps the village, who keeps its stages, who proposes it, who writes down what a party did.
MAPS = all_of("humanresource", "handledproblem", "socialpreparation", "regionplace", "neighbourhoodpoint")
KEEPS_TEAM = all_of("psksteam", "teammember", "stakeholder")
KEEPS_STAGES = all_of("stagerecord")
PROPOSES_SITE = all_of("pilotsite", "sitestep")
LOGS = all_of("activity")
# The annual plan: of which body a role writes it stands in institutions/plans.py. TKSK and Dinas guide planning (PRA).
GUIDES_PLANNING = all_of("prasheet")
PLANS = all_of("annualplan", "planitem", "itemprogress", "planrevision") | GUIDES_PLANNING | {
    "institutions.change_planbudgetline"
}
LEARNS = all_of("lesson")
PUBLISHES = all_of("librarydocument") | {"institutions.answer_lesson"}
TEACHES = all_of("guidancesession", "awareness")
APPOINTS = {"institutions.add_appointment", "institutions.change_appointment"}
WRITES_LETTERS = all_of("issueddocument", "lettertext", "incomingletter") | {"institutions.number_document"}
SETS_NUMBERS = all_of("numberpattern")
# The office itself: not the FCU, TKSK or LK3, whose address stands in their own record.
SETS_LETTERHEAD = {"institutions.set_letterhead"}
VILLAGE_OFFICE = (
    SEES
    | MEETS
    | WRITES_LETTERS
    | SETS_LETTERHEAD
    | all_of("institution", "sourcecheck", "familycareunit", "membership", "candidacy", "officerterm", "decree")
    | all_of("facility", "musrenbangproposal")
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
    SEES | MEETS | all_of("institution", "sourcecheck", "membership") | WRITES_LETTERS | {"institutions.act_for_fcu"}
    | all_of("facility", "musrenbangproposal", "guestentry") | SETS_NUMBERS | MAPS | KEEPS_TEAM | PLANS | LOGS | LEARNS
    | TEACHES
    | may("institutions", "add_officerterm", "change_officerterm")  # vacancies and acting officers, from the paper
)  # fmt: skip
HOSTS = SEES | MEETS | WRITES_LETTERS | LOGS | LEARNS | TEACHES

# Families: the short record, then the whole file; who gathers, who decides, who briefs, who accompanies.
SHORT_RECORD = may("families", "view_family", "view_participation")
GATHERS = SHORT_RECORD | may(
    "families", "add_family", "change_family", "view_assessment", "add_assessment", "change_assessment", "print_family"
)
FAMILY_FILE = SHORT_RECORD | may(
    "families", "view_familymember", "view_assessment", "view_consent", "view_selectiondecision", "view_designation",
    "view_consolidationsession", "view_briefing", "view_actionplanitem", "view_pairing", "view_mentoringnote",
    "view_need", "print_family", "view_familymove", "view_prioritydecision", "view_recipient", "view_progressreport",
    "view_consultation", "view_coaching", "view_accompanyingvisit",
)  # fmt: skip
# Who collects candidate recipients for the village's proposal: also where the FCU has no accounts (II.D.1.3(1)).
COLLECTS = may("families", "view_recipient", "add_recipient", "change_recipient")
# A NIK in two villages: told to who answers for both, the Dinas of the kabupaten, or the level above two of them.
SETTLES_CLASHES = may("families", "view_numberclash", "change_numberclash")
FAMILY_LISTS = may("families", *(
    f"{verb}_{model}" for verb in ("view", "add", "change")
    for model in ("codeitem", "problemtype", "indicator", "briefingtopic")
))  # fmt: skip
BRIEFS = may("families", "view_participation", "view_briefing", "brief_pioneer", "view_consolidationsession")
ACCOMPANIES = SHORT_RECORD | may(
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
    | may(
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
    | all_of("workinggroup")
    | COLLECTS
)

# Referrals: who sends, who answers for the kabupaten, who follows them.
SEES_REFERRALS = may("referrals", "view_referral", "view_referralreply", "view_service", "view_partnership")
KEEPS_PARTNERS = may("referrals", "add_partnership", "change_partnership")
KEEPS_SERVICES = may("referrals", "add_service", "change_service")
REFERS = SEES_REFERRALS | KEEPS_SERVICES | may(
    "referrals", "add_referral", "change_referral", "send_referral", "issue_letter", "answer_for_place",
    "close_referral",
)  # fmt: skip
RECEIVES_REFERRALS = SEES_REFERRALS | KEEPS_SERVICES | may(
    "referrals", "receive_referral", "issue_letter", "answer_for_place", "close_referral"
)  # fmt: skip
# Help besides referrals: the record of an activity, the book of consultations, cases, emergencies.
SEES_HELP = may("referrals", "view_servicerecord")
SEES_CASES = may("referrals", "view_case", "view_emergency")
KEEPS_HELP = SEES_HELP | SEES_CASES | may("referrals", *(
    f"{verb}_{model}" for verb in ("view", "add", "change")
    for model in ("servicerecord", "counselling", "case", "emergency")
), "open_confidential")  # fmt: skip
# Secret cases: everybody may report one; LK3 or the cases officer of the Dinas takes it; who is let in is named case by
# case. The register tells a number and how far it is, nothing else.
REPORTS_SECRET = may("referrals", "report_secretcase")
SEES_SECRET_REGISTER = may("referrals", "view_secretregister")
OPENS_SECRET = REPORTS_SECRET | SEES_SECRET_REGISTER | may("referrals", "view_secretcase", "change_secretcase")
TAKES_SECRET = OPENS_SECRET | may("referrals", "take_secretcase", "grant_secretcase")
# Reports: who writes, who may fill the finance half, who reviews, who sees what was accepted.
SEES_REPORTS = may("reporting", "view_report")
# Where nobody of the Dinas reviews reports here, its decision is recorded from its paper by those who write the report.
WRITES_REPORTS = SEES_REPORTS | may(
    "reporting", "add_report", "change_report", "change_finance", "send_report", "record_report_decision"
)
# The cash book is the treasurer's; the secretary may type for the treasurer; the coordinator approves (III.B.2.3(3)).
SEES_CASH = may("reporting", *(f"view_{model}" for model in (
    "cashbook", "cashentry", "monthclosing", "cashcount", "earmarkedaid", "aidpaper", "allocation", "budgetline")))
KEEPS_CASH = SEES_CASH | may("reporting", *(
    f"{verb}_{model}" for verb in ("add", "change")
    for model in ("cashbook", "cashentry", "cashcount", "earmarkedaid", "aidpaper", "allocation")
), "add_monthclosing")  # fmt: skip
APPROVES_CASH = SEES_CASH | may("reporting", "approve_expense")
# Stimulus to families: the village types what families ask and show, the Dinas decides and pays; where the Dinas has no
# account, its decisions are recorded from its papers (who may enter a decision is asked again by each act). The
# ministry sees the originals that are sent to it.
SEES_STIMULUS = may("reporting", *(f"view_{model}" for model in (
    "stimulusgrant", "familyaccount", "disbursement", "stimulusreceipt", "receipthandover", "stimuluscheck")))
HELPS_RECIPIENTS = SEES_STIMULUS | may(
    "reporting", "add_disbursement", "change_disbursement", "add_stimulusreceipt", "change_stimulusreceipt",
    "add_receipthandover", "receive_receipts", "record_for_office", "enter_decision",
)  # fmt: skip
DECIDES_STIMULUS = SEES_STIMULUS | may(
    "reporting", "add_stimulusgrant", "change_stimulusgrant", "add_familyaccount", "change_familyaccount",
    "reveal_account", "decide_disbursement", "enter_decision", "add_disbursement", "change_disbursement",
    "add_stimulusreceipt", "change_stimulusreceipt", "add_receipthandover", "receive_receipts", "add_stimuluscheck",
    "change_stimuluscheck",
)  # fmt: skip
TAKES_ORIGINALS = may("reporting", "view_stimulusreceipt", "view_receipthandover", "receive_receipts")
BUDGETS = may("reporting", "view_budgetline", "add_budgetline", "change_budgetline")
SEES_RECAP = may("reporting", "view_recap", "view_quarterfigures")
# Reports of the others: who writes and takes in which kind stands in reporting/above/office_kinds.py. The TKSK guides;
# an incidental report on a case goes to the Dinas; long papers are made apart for those who read many.
SEES_OFFICE_REPORTS = may("reporting", "view_officereport")
PRINTS_MANY = may("reporting", "view_printbundle", "add_printbundle")
WRITES_OFFICE_REPORTS = SEES_OFFICE_REPORTS | PRINTS_MANY | may(
    "reporting", "add_officereport", "change_officereport", "send_officereport"
)
RECEIVES_OFFICE_REPORTS = SEES_OFFICE_REPORTS | PRINTS_MANY | may("reporting", "receive_officereport")
SEES_INCIDENTS = may("reporting", "view_incidentreport")
WRITES_INCIDENTS = SEES_INCIDENTS | may(
    "reporting", "add_incidentreport", "change_incidentreport", "send_incidentreport"
)
RECEIVES_INCIDENTS = SEES_INCIDENTS | may("reporting", "receive_incidentreport")
SEES_GUIDANCE = may("reporting", "view_reportguidance")
ANSWERS_GUIDANCE = SEES_GUIDANCE | may("reporting", "answer_reportguidance")
GUIDES_REPORTS = SEES_GUIDANCE | may("reporting", "add_reportguidance", "change_reportguidance")
REMINDS = may("reporting", "remind_report")
# Supervision, monitoring, evaluation: who may do which stands in reporting/visits/kinds.py. Whoever is visited signs,
# and closes what was found; the ministry edits the instruments and the indicators, and judges the trial.
SEES_VISITS = may("reporting", *(f"view_{model}" for model in ("visit", "visitanswer", "finding", "instrument")))
ANSWERS_VISITS = SEES_VISITS | may("reporting", "answer_visit", "close_finding")
WRITES_VISITS = SEES_VISITS | may("reporting", "add_visit", "change_visit", "add_finding", "change_finding")
NOTES_VISITS = WRITES_VISITS | may("reporting", "note_visit")
WATCHES = WRITES_VISITS | ANSWERS_VISITS | may("reporting", "plan_visit", "check_finding")
EDITS_INSTRUMENTS = may("reporting", *(
    f"{verb}_{model}" for verb in ("view", "add", "change")
    for model in ("instrument", "instrumentquestion", "indicatoredition", "successindicator")
))  # fmt: skip
SEES_SUCCESS = may("reporting", *(f"view_{model}" for model in (
    "indicatoredition", "successindicator", "regionfigures", "verdict", "verdictanswer")))
JUDGES = SEES_SUCCESS | may(
    "reporting", "add_verdict", "change_verdict", "add_verdictanswer", "change_verdictanswer", "conclude_verdict",
    "export_research",
)  # fmt: skip
