"""What several tests use: a served app, a browser, small ledgers made in code."""
