"""Puts articles, entities, search and annotations together; what the screen and the command line talk to."""
