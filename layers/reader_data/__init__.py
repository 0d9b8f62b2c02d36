"""What only a reader's own set needs."""
