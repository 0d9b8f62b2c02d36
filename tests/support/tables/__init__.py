"""Made-up tables: of dates, of places, and changed ones."""
