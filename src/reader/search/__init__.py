"""A query becomes ranked hits with exact spans."""
