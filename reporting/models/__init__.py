"""What an FCU reports of a quarter and what it answers for: money in and out, stimulus to families, originals."""

from reporting.models.aid import AidPaper, Allocation, AllocationShare, EarmarkedAid
from reporting.models.attachment import OfficeAttachment, ReportAttachment
from reporting.models.budget import BudgetLine
from reporting.models.bundle import PrintBundle
from reporting.models.cashbook import CashBook, CashCount, CashEntry, MonthClosing
from reporting.models.figures import QuarterFigures
from reporting.models.guidance import ReportGuidance
from reporting.models.incident import IncidentReport, IncidentVersion
from reporting.models.office import OfficeDecision, OfficeObstacle, OfficeReport, OfficeReportVersion
from reporting.models.receipts import HandedReceipt, ReceiptHandover, ReceiptLine, StimulusReceipt
from reporting.models.report import Obstacle, Report, ReportVersion, Section, SectionReview
from reporting.models.stimulus import Disbursement, FamilyAccount, StimulusCheck, StimulusGrant

__all__ = [
    "AidPaper", "Allocation", "AllocationShare", "BudgetLine", "CashBook", "CashCount", "CashEntry", "Disbursement",
    "EarmarkedAid", "FamilyAccount", "HandedReceipt", "IncidentReport", "IncidentVersion", "MonthClosing", "Obstacle",
    "OfficeAttachment", "OfficeDecision", "OfficeObstacle", "OfficeReport", "OfficeReportVersion", "PrintBundle",
    "QuarterFigures", "ReceiptHandover", "ReceiptLine", "Report", "ReportAttachment", "ReportGuidance", "ReportVersion",
    "Section", "SectionReview", "StimulusCheck", "StimulusGrant", "StimulusReceipt",
]  # fmt: skip
