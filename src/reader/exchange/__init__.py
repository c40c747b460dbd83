"""Annotations out and in, as plain data: one file a format."""
