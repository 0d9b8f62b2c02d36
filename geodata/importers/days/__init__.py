"""Dates as people write them in tables, read into half-open intervals of day numbers (days since 1970-01-01).

A column is looked at as a whole (`column.py`): what its numbers count, whether day or month comes first. One text is then read by itself
(`text.py`, `single.py`, `numbers.py`) with words of seven languages (`words.py`). `parts.py` reads days whose year, month and day stand in three columns.
"""
