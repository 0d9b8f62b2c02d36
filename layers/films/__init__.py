"""A view between two dates as a film: on which days its frames stand, and how they become a file."""
