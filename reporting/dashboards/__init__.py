"""Dashboards: charts drawn on the server, with the table beside."""
