"""What a view is: its state, its link, its filters and what it shows."""
