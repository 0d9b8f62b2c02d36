"""Tables with a column for each year, month or day, which most often mean a row for each place and date."""
