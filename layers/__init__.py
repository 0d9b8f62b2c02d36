"""What is drawn. Every module directly here is one layer: its file name is its id and its token in a link."""
