"""The reader's briefing and its files."""
