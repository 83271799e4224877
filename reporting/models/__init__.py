"""What an FCU reports of a quarter: the text, what was sent, what the Dinas said of it, and the counted figures."""

from reporting.models.figures import QuarterFigures
from reporting.models.report import Obstacle, Report, ReportVersion, Section, SectionReview

__all__ = ["Obstacle", "QuarterFigures", "Report", "ReportVersion", "Section", "SectionReview"]
