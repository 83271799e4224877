"""Writes that touch several rows. Each is atomic, knows who acts (`by`) and when it became true (`on`)."""
