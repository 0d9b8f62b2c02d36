"""What a workbook says of its cells beyond their values."""
