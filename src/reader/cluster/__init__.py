"""Search on a Typesense cluster: what reads the same articles from several machines, and outlives a laptop."""
