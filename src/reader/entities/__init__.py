"""Articles become mentions and entities: recognized in a process of its own, cached, linked."""
