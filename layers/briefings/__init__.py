"""Briefings: their scenes, the deck, the handout and the one HTML file."""
