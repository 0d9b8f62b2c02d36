"""What leaves as data: the table of records and its formats."""
