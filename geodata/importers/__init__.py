"""Files of a reader's own, read into `geodata.store.PointSet`: recognised, mapped, checked, and reported row by row.

`reading.peek` says what a file is and what its columns seem to mean; `reading.read` reads it, by its format (`formats/`). A server does neither by
itself: it asks `apart.process.READERS`, which has a child process do it that can do no harm. A dataset's layout is a table of
column rules (`acled.py`, `ucdp.py`); files of no known layout get one from the mapping step (`tables.py`).
"""
