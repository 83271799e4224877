"""What an FCU reports of a quarter and answers for, and how the trial is watched and judged."""

from reporting.models.aid import AidPaper, Allocation, AllocationShare, EarmarkedAid
from reporting.models.attachment import OfficeAttachment, ReportAttachment
from reporting.models.budget import BudgetLine
from reporting.models.bundle import PrintBundle
from reporting.models.cashbook import CashBook, CashCount, CashEntry, MonthClosing
from reporting.models.figures import QuarterFigures
from reporting.models.guidance import ReportGuidance
from reporting.models.incident import IncidentReport, IncidentVersion
from reporting.models.instrument import Aim, Instrument, InstrumentQuestion
from reporting.models.office import OfficeDecision, OfficeObstacle, OfficeReport, OfficeReportVersion
from reporting.models.receipts import HandedReceipt, ReceiptHandover, ReceiptLine, StimulusReceipt
from reporting.models.report import Obstacle, Report, ReportVersion, Section, SectionReview
from reporting.models.stimulus import Disbursement, FamilyAccount, StimulusCheck, StimulusGrant
from reporting.models.success import IndicatorEdition, Matrix, SuccessIndicator
from reporting.models.summary import (
    KeptCount,
    QuarterChange,
    QuarterProblem,
    RegionChange,
    RegionFigures,
    RegionProblem,
    SummaryMark,
)
from reporting.models.verdict import Verdict, VerdictAnswer
from reporting.models.visit import Finding, Visit, VisitAnswer

__all__ = [
    "AidPaper", "Aim", "Allocation", "AllocationShare", "BudgetLine", "CashBook", "CashCount", "CashEntry",
    "Disbursement", "EarmarkedAid", "FamilyAccount", "Finding", "HandedReceipt", "IncidentReport", "IncidentVersion",
    "IndicatorEdition", "Instrument", "InstrumentQuestion", "KeptCount", "Matrix", "MonthClosing", "Obstacle",
    "OfficeAttachment",
    "OfficeDecision", "OfficeObstacle", "OfficeReport", "OfficeReportVersion", "PrintBundle", "QuarterChange",
    "QuarterFigures", "QuarterProblem", "ReceiptHandover", "ReceiptLine", "RegionChange", "RegionFigures",
    "RegionProblem", "Report", "ReportAttachment", "ReportGuidance", "ReportVersion", "Section", "SectionReview",
    "StimulusCheck", "StimulusGrant", "StimulusReceipt", "SuccessIndicator", "SummaryMark", "Verdict",
    "VerdictAnswer", "Visit", "VisitAnswer",
]  # fmt: skip
