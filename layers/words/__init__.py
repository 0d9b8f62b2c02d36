"""What a view says."""
