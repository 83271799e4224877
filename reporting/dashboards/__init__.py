"""Dashboards of every level: few charts with their tables, a sentence on each, the next step where a site stalls."""
