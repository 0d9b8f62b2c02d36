"""The frame of every page: its head, its share dialog."""
