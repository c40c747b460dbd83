"""What the reader adds: tags, highlights and notes, kept in one TinyDB file that survives."""
