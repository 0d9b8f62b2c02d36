"""Where a row is: coordinates as people write them, in columns of their own, in one cell, or as the text of a geometry."""
