"""A reader's own sets: received, held for that reader alone, sent, forgotten."""
